#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"

#include <algorithm>

namespace kachi {
namespace {

/// "標準(女性 65–74 歳)": the strategy, with the subgroup where there is more than one.
Text rowText(const Case& value, const OutcomesResults& results, const SubgroupOutcome& row) {
    const Text strategy = strategyName(value, results.strategies[row.strategy]);
    if (results.subgroups.size() < 2) return strategy;
    const Text subgroup = rowName(value.outcomes->subgroups, results.subgroups[row.subgroup]);
    return {strategy.ja + "(" + subgroup.ja + ")", strategy.en + " (" + subgroup.en + ")"};
}

Text pathText(const Case& value, const TreePath& path) {
    Text words;
    for (const std::string& id : path.nodes) {
        Text name = rowName(value.outcomes->tree->nodes, id);
        if (name.empty()) name = {id, id};
        words.ja += (words.ja.empty() ? "" : " → ") + name.ja;
        words.en += (words.en.empty() ? "" : " → ") + name.en;
    }
    return words;
}

}  // namespace

std::vector<Table> occupancyTables(const Case& value, const Evaluation& evaluation) {
    std::vector<Table> tables;
    if (!value.outcomes || !evaluation.outcomes) return tables;
    const OutcomesResults& results = *evaluation.outcomes;
    for (const SubgroupOutcome& row : results.subgroupBase) {
        if (row.occupancy.empty() || row.occupancy.front().size() != value.outcomes->states.size()) continue;
        const Text name = rowText(value, results, row);
        Table table{.title = {"状態別の割合: " + name.ja, "State occupancy: " + name.en},
                    .columns = {numberColumn({"サイクル", "Cycle"}, {}, NumberFormat::number, 0),
                                numberColumn({"時間", "Time"}, unitText(Unit::years))},
                    .stubColumns = 2,
                    .dense = true};
        for (const OutcomeState& state : value.outcomes->states) table.columns.push_back(numberColumn(state.name));
        for (std::size_t point = 0; point < row.occupancy.size(); ++point) {
            TableRow& line = table.rows.emplace_back();
            line.cells.emplace_back(static_cast<double>(point));
            line.cells.emplace_back(static_cast<double>(point) * value.outcomes->timing.cycleLengthYears);
            for (const double share : row.occupancy[point]) line.cells.emplace_back(share);
        }
        tables.push_back(std::move(table));
    }
    return tables;
}

std::optional<Table> treePathTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !value.outcomes->tree || !evaluation.outcomes) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    Table table{.title = {"決定木の経路", "Paths of the decision tree"},
                .columns = {{.header = {"戦略", "Strategy"}},
                            {.header = {"経路", "Path"}},
                            numberColumn({"確率", "Probability"}),
                            numberColumn({"費用", "Cost"}, currencyText(value)),
                            numberColumn({"QALY", "QALYs"}),
                            {.header = {"続く状態", "Goes on in"}}},
                .dense = true};
    for (const SubgroupOutcome& row : results.subgroupBase) {
        for (const TreePath& path : row.paths) {
            TableRow line;
            line.cells = {rowText(value, results, row), pathText(value, path), path.probability, path.cost, path.qaly};
            line.cells.emplace_back(rowName(value.outcomes->states, path.state));
            table.rows.push_back(std::move(line));
        }
    }
    if (table.rows.empty()) return {};
    table.notes = {{"費用とQALYは経路をたどった1人当たり(確率を掛ける前)。",
                    "Cost and QALYs per patient on the path, before its probability."}};
    return table;
}

std::optional<Table> crossingTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    Table table{.title = {"生存曲線の交差", "Crossings of survival curves"},
                .columns = {{.header = {"戦略", "Strategy"}},
                            {.header = {"内側の曲線", "Inner curve"}},
                            {.header = {"外側の曲線", "Outer curve"}},
                            numberColumn({"交差する時点", "Crosses at"}, unitText(Unit::years))}};
    for (const SubgroupOutcome& row : results.subgroupBase) {
        for (const CurveCrossing& crossing : row.crossings) {
            table.rows.push_back(
                {.cells = {rowText(value, results, row), rowName(value.outcomes->curves, crossing.inner),
                           rowName(value.outcomes->curves, crossing.outer), crossing.time}});
        }
    }
    if (table.rows.empty() && results.drawsCrossing == 0) return {};
    if (table.rows.empty()) {
        TableRow none;
        none.cells.push_back(Text{"基本分析では交差しない", "None in the base case"});
        none.cells.resize(table.columns.size());
        table.rows.push_back(std::move(none));
    }
    table.notes = {{"交差した後は内側の曲線を外側の曲線で打ち切る。",
                    "From there on the inner curve is capped at the outer one."}};
    if (results.draws > 0) {
        const std::string crossing = groupDigits(std::to_string(results.drawsCrossing));
        const std::string all = groupDigits(std::to_string(results.draws));
        table.notes.push_back({"交差のあった試行: " + all + " 回中 " + crossing + " 回。",
                               "Draws with a crossing: " + crossing + " of " + all + "."});
    }
    return table;
}

std::optional<Table> simulationTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !value.outcomes->simulation || !evaluation.outcomes) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text currency = currencyText(value);
    Table table{.title = {"シミュレーションの精度と事象", "Precision and events of the simulation"},
                .columns = {{.header = {"戦略", "Strategy"}},
                            numberColumn({"患者数", "Patients"}, {}, NumberFormat::number, 0),
                            numberColumn({"費用の標準誤差", "Standard error of cost"}, currency),
                            numberColumn({"QALYの標準誤差", "Standard error of QALYs"})}};
    for (const SimulatedEvent& event : value.outcomes->simulation->events) {
        const Text name = event.name.empty() ? Text{event.id, event.id} : event.name;
        table.columns.push_back(
            numberColumn(name, {}, NumberFormat::number, automaticDecimals, {"1人当たりの回数", "Events per patient"}));
    }
    for (const SubgroupOutcome& row : results.subgroupBase) {
        if (!row.monteCarlo) continue;
        TableRow line{.cells = {rowText(value, results, row), static_cast<double>(row.monteCarlo->patients),
                                row.monteCarlo->cost, row.monteCarlo->qaly}};
        for (const SimulatedEvent& event : value.outcomes->simulation->events) {
            const auto counted = std::ranges::find(row.events, event.id, &EventCount::event);
            line.cells.emplace_back(counted == row.events.end() ? 0.0 : counted->perPatient);
        }
        table.rows.push_back(std::move(line));
    }
    if (table.rows.empty()) return {};
    table.notes = {
        {"標準誤差は模擬患者の数によるもの(モンテカルロ誤差)で、パラメータの不確実性ではない。",
         "Standard errors come from the number of simulated patients (Monte Carlo error), not from parameter "
         "uncertainty."}};
    return table;
}

std::optional<Table> budgetTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !value.outcomes->budget || !evaluation.budget) return {};
    const BudgetImpact& budget = *value.outcomes->budget;
    const BudgetImpactResults& results = *evaluation.budget;
    const Text currency = currencyText(value);
    const Text people{"人", "patients"};
    const bool sales = !budget.unitPrice.empty();
    Table table{.title = {"財政影響", "Budget impact"},
                .columns = {{.header = {"年度", "Year"}},
                            numberColumn({"対象患者", "Eligible"}, people, NumberFormat::number, 0),
                            numberColumn({"普及率", "Uptake"}, {}, NumberFormat::percent, 1),
                            numberColumn({"使用患者", "On the device"}, people, NumberFormat::number, 0),
                            numberColumn({"導入なし", "Without"}, currency, NumberFormat::number, 0),
                            numberColumn({"導入あり", "With"}, currency, NumberFormat::number, 0),
                            numberColumn({"影響", "Impact"}, currency, NumberFormat::number, 0),
                            numberColumn({"影響(割引後)", "Impact, discounted"}, currency, NumberFormat::number, 0)}};
    if (sales) {
        table.columns.push_back(numberColumn({"予測販売額", "Predicted sales"}, currency, NumberFormat::number, 0));
    }
    const auto totals = [&](int years) {
        const auto total = std::ranges::find(results.totals, years, &BudgetTotal::years);
        if (total == results.totals.end()) return;
        TableRow row;
        row.emphasis = true;
        row.cells.push_back(Text{std::to_string(years) + "年間の計", "Total of " + std::to_string(years) + " years"});
        row.cells.resize(4);
        for (const double figure : {total->costWithout, total->costWith, total->impact, total->impactDiscounted}) {
            row.cells.push_back(figure);
        }
        if (sales) row.cells.push_back(total->sales);
        table.rows.push_back(std::move(row));
    };
    for (const BudgetYear& year : results.base) {
        const int fiscal = budget.firstFiscalYear + year.year - 1;
        const Text name = budget.firstFiscalYear == 0
                              ? Text{std::to_string(year.year) + "年目", "Year " + std::to_string(year.year)}
                              : Text{std::to_string(fiscal) + "年度", "FY" + std::to_string(fiscal)};
        TableRow row{.cells = {name, year.eligible, year.uptake, year.onDevice, year.costWithout, year.costWith,
                               year.impact, year.impactDiscounted}};
        if (sales) row.cells.push_back(year.sales);
        table.rows.push_back(std::move(row));
        totals(year.year);
    }
    if (!budget.payer.empty()) {
        table.notes = {{"支払者: " + budget.payer.ja, "Payer: " + budget.payer.en}};
    }
    return table;
}

}  // namespace kachi

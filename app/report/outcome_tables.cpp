#include "app/report/case_tables.h"
#include "app/report/case_text.h"

namespace kachi {
namespace {

Cell optionalCell(const std::optional<double>& number) {
    return number ? Cell{*number} : Cell{};
}

const Metric* outcomeMetric(const Evaluation& evaluation, const char* id, const std::string& strategy) {
    return findMetric(evaluation, id, strategy);
}

Text intervalCell(const Metric* metric) {
    if (!metric || !metric->drawn) return {};
    return {readableInterval(metric->drawn->low95, metric->drawn->high95, Language::ja),
            readableInterval(metric->drawn->low95, metric->drawn->high95, Language::en)};
}

}  // namespace

std::optional<Table> costEffectivenessTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text currency = currencyText(value);
    const Text effect = effectText(value);
    Table table{.title = {"費用対効果(基本分析、増分分析)", "Cost-effectiveness, base case, incremental analysis"},
                .columns = {{.header = {"戦略", "Strategy"}},
                            numberColumn({"費用", "Cost"}, currency),
                            numberColumn({"効果", "Effect"}, effect),
                            numberColumn({"増分費用", "Incremental cost"}, currency),
                            numberColumn({"増分効果", "Incremental effect"}, effect),
                            numberColumn({"ICER", "ICER"}, currencyPerEffectText(value)),
                            {.header = {"位置づけ", "Standing"}}}};
    for (const FrontierRow& row : results.frontier) {
        table.rows.push_back({.cells = {strategyName(value, results.strategies[row.strategy]), row.cost, row.effect,
                                        optionalCell(row.incrementalCost), optionalCell(row.incrementalEffect),
                                        optionalCell(row.icer), standingText(row.standing)}});
    }
    table.notes = {{"増分は、劣位・拡張劣位を除いて費用の小さい順に並べたとき、1つ前の戦略に対する差。",
                    "Increments are against the strategy before it, by rising cost, dominated ones left out."}};
    return table;
}

std::optional<Table> strategyTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const bool drawn = evaluation.costEffectiveness.has_value();
    const Text currency = currencyText(value);
    const Text cost{"費用", "Cost"};
    const Text qaly{"QALY", "QALYs"};
    const Text interval{"95 %区間", "95% interval"};
    Table table{.title = {"戦略別の結果(1人当たり)", "Results by strategy, per person"},
                .columns = {{.header = {"戦略", "Strategy"}}}};
    const auto figure = [&](const Text& group, const Text& unit) {
        table.columns.push_back(
            numberColumn({"基本分析", "Base"}, unit, NumberFormat::number, automaticDecimals, group));
        if (!drawn) return;
        table.columns.push_back(numberColumn({"平均", "Mean"}, unit, NumberFormat::number, automaticDecimals, group));
        table.columns.push_back({.header = interval, .group = group, .alignment = Alignment::right});
    };
    figure(cost, currency);
    figure(qaly, unitText(Unit::qaly));
    table.columns.push_back(numberColumn({"生存年(割引なし)", "Life-years, undiscounted"}, unitText(Unit::years)));
    if (drawn) {
        table.columns.push_back(
            numberColumn({"費用対効果に優れる確率", "Probability cost-effective"}, {}, NumberFormat::percent, 1));
    }
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        const std::string& id = results.strategies[strategy];
        TableRow row{.cells = {strategyName(value, id)}};
        for (const char* name : {"outcomes.cost", "outcomes.qaly"}) {
            const Metric* metric = outcomeMetric(evaluation, name, id);
            row.cells.push_back(metric ? optionalCell(metric->base) : Cell{});
            if (!drawn) continue;
            row.cells.push_back(metric && metric->drawn ? Cell{metric->drawn->mean} : Cell{});
            row.cells.push_back(intervalCell(metric));
        }
        row.cells.push_back(results.base[strategy].lifeYears);
        if (drawn) row.cells.push_back(evaluation.costEffectiveness->reference.probability[strategy]);
        table.rows.push_back(std::move(row));
    }
    if (drawn) {
        const Text perEffect = currencyPerEffectText(value);
        table.notes = {{"確率は支払意思額 " + readableNumber(value.outcomes->referenceWtp, Language::ja) + " " +
                            perEffect.ja + " で純便益が最大となる割合。",
                        "Probability of the highest net benefit at a willingness to pay of " +
                            readableNumber(value.outcomes->referenceWtp, Language::en) + " " + perEffect.en + "."}};
    }
    return table;
}

std::optional<Table> subgroupTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes || value.outcomes->subgroups.empty()) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text currency = currencyText(value);
    const Text effect = effectText(value);
    Table table{.title = {"部分集団別の結果(基本分析)", "Results by subgroup, base case"},
                .columns = {{.header = {"部分集団", "Subgroup"}},
                            numberColumn({"構成比", "Share"}, {}, NumberFormat::percent, 1),
                            {.header = {"戦略", "Strategy"}},
                            numberColumn({"費用", "Cost"}, currency),
                            numberColumn({"QALY", "QALYs"}, unitText(Unit::qaly)),
                            numberColumn({"増分費用", "Incremental cost"}, currency),
                            numberColumn({"増分効果", "Incremental effect"}, effect),
                            numberColumn({"ICER", "ICER"}, currencyPerEffectText(value)),
                            {.header = {"判定", "Comparison"}}},
                .stubColumns = 3};
    const auto effectOf = [&](const CohortOutcome& outcome) {
        if (results.effect == EffectMeasure::qaly) return outcome.qaly;
        return results.effect == EffectMeasure::lifeYears ? outcome.lifeYears : outcome.lifeYearsDiscounted;
    };
    for (std::size_t subgroup = 0; subgroup < results.subgroups.size(); ++subgroup) {
        const SubgroupOutcome* comparator = nullptr;
        for (const SubgroupOutcome& row : results.subgroupBase) {
            if (row.subgroup == subgroup && row.strategy == results.comparator) comparator = &row;
        }
        if (!comparator) continue;
        for (const SubgroupOutcome& row : results.subgroupBase) {
            if (row.subgroup != subgroup) continue;
            TableRow& shown = table.rows.emplace_back();
            shown.cells = {rowName(value.outcomes->subgroups, results.subgroups[subgroup]), row.weight,
                           strategyName(value, results.strategies[row.strategy]), row.outcome.cost, row.outcome.qaly};
            if (&row == comparator) {
                shown.cells.resize(table.columns.size());
                shown.cells.back() = Text{"比較対照", "comparator"};
                continue;
            }
            const Increment change = increment(row.strategy, row.outcome.cost, effectOf(row.outcome),
                                               comparator->outcome.cost, effectOf(comparator->outcome));
            shown.cells.insert(shown.cells.end(), {change.cost, change.effect, optionalCell(change.icer),
                                                   comparisonText(change.comparison)});
        }
    }
    return table;
}

}  // namespace kachi

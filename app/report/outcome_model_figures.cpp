#include "app/report/case_figures.h"
#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"

#include <algorithm>
#include <map>

namespace kachi {
namespace {

/// The largest subgroup of a strategy stands for it in figures of single curves and trees.
const SubgroupOutcome* largestSubgroup(const OutcomesResults& results, std::size_t strategy) {
    const SubgroupOutcome* largest = nullptr;
    for (const SubgroupOutcome& row : results.subgroupBase) {
        if (row.strategy == strategy && (!largest || row.weight > largest->weight)) largest = &row;
    }
    return largest;
}

/// "(部分集団: 女性 65–74 歳)" where there is more than one.
Text subgroupNote(const Case& value, const OutcomesResults& results, const SubgroupOutcome& row) {
    if (results.subgroups.size() < 2) return {};
    const Text name = rowName(value.outcomes->subgroups, results.subgroups[row.subgroup]);
    return {"部分集団: " + name.ja + "。", " Subgroup: " + name.en + "."};
}

TreeFigureKind figureKind(TreeNodeKind kind) {
    if (kind == TreeNodeKind::decision) return TreeFigureKind::decision;
    return kind == TreeNodeKind::chance ? TreeFigureKind::chance : TreeFigureKind::terminal;
}

/// Share of the parent's patients who come here.
Text branchText(const TreeNodeValue& value, const TreeNodeValue* parent) {
    if (!parent || !(parent->probability > 0)) return {};
    const double share = value.probability / parent->probability;
    return {"p = " + readableNumber(share, Language::ja), "p = " + readableNumber(share, Language::en)};
}

Text worthText(const Case& value, const TreeNodeValue& node) {
    const Text currency = currencyText(value);
    const auto words = [&](Language language) {
        return readableNumber(node.cost, language) + " " + currency.in(language) + ", " +
               readableNumber(node.qaly, language) + " QALY";
    };
    return {words(Language::ja), words(Language::en)};
}

/// Nodes of the tree that the strategy reaches, parents first.
TreeFigure treeFigure(const Case& value, const SubgroupOutcome& row) {
    TreeFigure figure;
    std::map<std::string, int> drawn;
    std::map<std::string, const TreeNodeValue*> values;
    for (const TreeNodeValue& node : row.nodes) values[node.node] = &node;
    // A child may be stored before its parent: pass until no further node can be placed.
    for (bool added = true; added;) {
        added = false;
        for (const TreeNode& node : value.outcomes->tree->nodes) {
            const auto reached = values.find(node.id);
            if (reached == values.end() || drawn.contains(node.id)) continue;
            const auto parent = values.find(node.parent);
            if (parent != values.end() && !drawn.contains(node.parent)) continue;
            TreeFigureNode shown;
            shown.kind = figureKind(node.kind);
            shown.parent = parent == values.end() ? -1 : drawn[node.parent];
            shown.name = node.name.empty() ? Text{node.id, node.id} : node.name;
            shown.value = worthText(value, *reached->second);
            if (parent != values.end()) {
                shown.branch = branchText(*reached->second, parent->second);
                shown.chosen = parent->second->chosen == node.id;
            }
            drawn[node.id] = static_cast<int>(figure.nodes.size());
            figure.nodes.push_back(std::move(shown));
            added = true;
        }
    }
    return figure;
}

Text yearName(const BudgetImpact& budget, int year) {
    if (budget.firstFiscalYear == 0) return {std::to_string(year) + "年目", "Year " + std::to_string(year)};
    const std::string number = std::to_string(budget.firstFiscalYear + year - 1);
    return {number + "年度", "FY" + number};
}

BarFigure budgetBars(const Case& value, const BudgetImpactResults& results, Text label, Text seriesName,
                     double BudgetYear::*figure, const std::vector<std::vector<double>>& drawn) {
    BarFigure bars;
    bars.value = costAxis(value, std::move(label));
    bars.categoryLabel = {"年度", "Year"};
    BarSeries series{.name = std::move(seriesName)};
    for (std::size_t i = 0; i < results.base.size(); ++i) {
        bars.categories.push_back(yearName(*value.outcomes->budget, results.base[i].year));
        series.values.push_back(results.base[i].*figure);
        if (i >= drawn.size()) continue;
        const SampleSummary summary = summarise(drawn[i]);
        series.intervals.push_back({summary.low95, summary.high95});
    }
    bars.series = {std::move(series)};
    return bars;
}

}  // namespace

std::vector<Figure> survivalFigures(const Case& value, const Evaluation& evaluation) {
    std::vector<Figure> figures;
    if (!value.outcomes || !evaluation.outcomes) return figures;
    const OutcomesResults& results = *evaluation.outcomes;
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        const SubgroupOutcome* row = largestSubgroup(results, strategy);
        if (!row || row->curves.empty()) continue;
        LineFigure lines;
        lines.x = makeAxis({"時間", "Time"}, unitText(Unit::years));
        lines.x.minimum = 0.0;
        lines.y = shareAxis({"生存割合", "Survival"});
        const auto series = [&](Text name, const std::vector<double>& survival) {
            LineSeries line{.name = std::move(name)};
            for (std::size_t point = 0; point < survival.size(); ++point) {
                line.points.push_back(
                    {static_cast<double>(point) * value.outcomes->timing.cycleLengthYears, survival[point]});
            }
            lines.series.push_back(std::move(line));
        };
        for (const CurveValues& curve : row->curves) {
            const Text name = rowName(value.outcomes->curves, curve.curve);
            series(name, curve.applied);
            if (curve.fitted != curve.applied) series({name.ja + "(補正前)", name.en + " (as fitted)"}, curve.fitted);
        }
        for (const CurveCrossing& crossing : row->crossings) {
            const Text inner = rowName(value.outcomes->curves, crossing.inner);
            const Text outer = rowName(value.outcomes->curves, crossing.outer);
            lines.verticals.push_back(
                {{inner.ja + " と " + outer.ja + " が交差", inner.en + " crosses " + outer.en}, crossing.time});
        }
        const Text name = strategyName(value, results.strategies[strategy]);
        const Text subgroup = subgroupNote(value, results, *row);
        figures.push_back({.id = "outcomes.survival." + results.strategies[strategy],
                           .title = {"生存曲線: " + name.ja, "Survival curves: " + name.en},
                           .caption = {"基本分析。" + subgroup.ja, "Base case." + subgroup.en},
                           .content = std::move(lines)});
    }
    return figures;
}

std::vector<Figure> treeFigures(const Case& value, const Evaluation& evaluation) {
    std::vector<Figure> figures;
    if (!value.outcomes || !value.outcomes->tree || !evaluation.outcomes) return figures;
    const OutcomesResults& results = *evaluation.outcomes;
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        const SubgroupOutcome* row = largestSubgroup(results, strategy);
        if (!row || row->nodes.empty()) continue;
        const Text name = strategyName(value, results.strategies[strategy]);
        const Text subgroup = subgroupNote(value, results, *row);
        figures.push_back(
            {.id = "outcomes.tree." + results.strategies[strategy],
             .title = {"決定木: " + name.ja, "Decision tree: " + name.en},
             .caption = {"基本分析。p は枝の確率、金額とQALYはその節点から先の期待値。" + subgroup.ja,
                         "Base case. p: probability of the branch. Cost and QALYs: expected from the node "
                         "on." +
                             subgroup.en},
             .content = treeFigure(value, *row)});
    }
    return figures;
}

std::optional<Figure> budgetFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !value.outcomes->budget || !evaluation.budget) return {};
    const BudgetImpactResults& results = *evaluation.budget;
    return Figure{.id = "outcomes.budget",
                  .title = {"財政影響", "Budget impact"},
                  .caption = {"導入した場合と導入しない場合の支出の差(割引なし)。" + value.outcomes->budget->payer.ja,
                              "Spending with the device less spending without it, undiscounted. " +
                                  value.outcomes->budget->payer.en},
                  .content = budgetBars(value, results, {"支出の増減", "Change in spending"},
                                        {"財政影響", "Budget impact"}, &BudgetYear::impact, results.drawn)};
}

std::optional<Figure> salesFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !value.outcomes->budget || !evaluation.budget) return {};
    if (value.outcomes->budget->unitPrice.empty()) return {};
    const BudgetImpactResults& results = *evaluation.budget;
    return Figure{.id = "outcomes.sales",
                  .title = {"予測販売額", "Predicted sales"},
                  .caption = {"使用患者数 × 使用数 × 価格。", "Patients on the device × units × price."},
                  .content = budgetBars(value, results, {"販売額", "Sales"}, {"予測販売額", "Predicted sales"},
                                        &BudgetYear::sales, results.drawnSales)};
}

}  // namespace kachi

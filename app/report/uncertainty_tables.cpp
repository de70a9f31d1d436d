#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"

#include <functional>

namespace kachi {
namespace {

Cell optionalCell(const std::optional<double>& number) {
    return number ? Cell{*number} : Cell{};
}

Text bothLanguages(const std::function<std::string(Language)>& words) {
    return {words(Language::ja), words(Language::en)};
}

Text summaryText(const DrawSummary& summary) {
    return bothLanguages([&](Language language) {
        return readableNumber(summary.mean, language) + " (" + readableInterval(summary.low, summary.high, language) +
               ")";
    });
}

Text regionText(const FiellerRegion& region) {
    switch (region.kind) {
        case FiellerRegion::Kind::interval:
            return bothLanguages(
                [&](Language language) { return readableInterval(region.low, region.high, language); });
        case FiellerRegion::Kind::outside:
            return {readableNumber(region.low, Language::ja) + " 以下、または " +
                        readableNumber(region.high, Language::ja) + " 以上",
                    "below " + readableNumber(region.low, Language::en) + " or above " +
                        readableNumber(region.high, Language::en)};
        case FiellerRegion::Kind::unbounded:
            break;
    }
    return {"有界でない", "unbounded"};
}

std::string percentText(double share, Language language) {
    return formatNumber(share, NumberFormat::percent, 1, language) + " %";
}

Text quadrantText(const QuadrantShares& shares) {
    return {"右上 " + percentText(shares.northEast, Language::ja) + "、右下 " +
                percentText(shares.southEast, Language::ja) + "、左上 " + percentText(shares.northWest, Language::ja) +
                "、左下 " + percentText(shares.southWest, Language::ja),
            "NE " + percentText(shares.northEast, Language::en) + ", SE " +
                percentText(shares.southEast, Language::en) + ", NW " + percentText(shares.northWest, Language::en) +
                ", SW " + percentText(shares.southWest, Language::en)};
}

Text adviceText(const DrawsAdvice& advice) {
    if (advice.enough) return {"足りる", "enough"};
    const std::string wanted = groupDigits(std::to_string(advice.wanted));
    return {wanted + " 回を推奨", wanted + " recommended"};
}

Text originText(OneWayRange::Origin origin) {
    switch (origin) {
        case OneWayRange::Origin::stated:
            return {"入力した範囲", "stated range"};
        case OneWayRange::Origin::interval:
            return {"分布の95 %区間", "95% of the distribution"};
        case OneWayRange::Origin::share:
            break;
    }
    return {"± 20 %", "± 20%"};
}

Text outcomeText(CheckOutcome outcome) {
    switch (outcome) {
        case CheckOutcome::passed:
            return {"合格", "passed"};
        case CheckOutcome::warning:
            return {"注意", "look at it"};
        case CheckOutcome::failed:
            return {"不合格", "failed"};
        case CheckOutcome::notApplicable:
            break;
    }
    return {"対象外", "not applicable"};
}

}  // namespace

std::optional<Table> probabilisticTable(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation)) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const CostEffectivenessAnalysis& analysis = *evaluation.costEffectiveness;
    Table table{.title = {"確率的感度分析の要約", "Summary of the probabilistic analysis"},
                .columns = {{.header = {"項目", "Figure"}}}};
    for (const IncrementDraws& row : analysis.increments) {
        table.columns.push_back({.header = versusText(value, results, row.strategy), .alignment = Alignment::right});
    }
    const auto add = [&](Text name, const Text& unit, const auto& cellOf) {
        if (!unit.empty()) name = {name.ja + "(" + unit.ja + ")", name.en + " (" + unit.en + ")"};
        TableRow row{.cells = {name}};
        for (std::size_t i = 0; i < analysis.increments.size(); ++i) row.cells.push_back(cellOf(i));
        table.rows.push_back(std::move(row));
    };
    const auto number = [](double figure) {
        return bothLanguages([&](Language language) { return readableNumber(figure, language); });
    };
    const Text currency = currencyText(value);
    add({"増分費用 平均(95 %区間)", "Incremental cost, mean (95% interval)"}, currency,
        [&](std::size_t i) { return Cell{summaryText(analysis.increments[i].costSummary)}; });
    add({"増分効果 平均(95 %区間)", "Incremental effect, mean (95% interval)"}, effectText(value),
        [&](std::size_t i) { return Cell{summaryText(analysis.increments[i].effectSummary)}; });
    add({"増分純便益 平均(95 %区間)", "Incremental net benefit, mean (95% interval)"}, currency,
        [&](std::size_t i) { return Cell{summaryText(analysis.increments[i].netBenefit)}; });
    add({"平均の比(ICER)", "Ratio of the means (ICER)"}, currencyPerEffectText(value), [&](std::size_t i) {
        const Increment& means = analysis.increments[i].ofMeans;
        return Cell{means.icer ? number(*means.icer) : comparisonText(means.comparison)};
    });
    add({"ICERの95 %領域(フィーラー法)", "95% region of the ICER (Fieller)"}, currencyPerEffectText(value),
        [&](std::size_t i) { return Cell{regionText(analysis.increments[i].icerRegion)}; });
    add({"費用効果平面の象限", "Quadrants of the plane"}, {},
        [&](std::size_t i) { return Cell{quadrantText(analysis.increments[i].quadrants)}; });
    add({"増分純便益のモンテカルロ標準誤差", "Monte Carlo standard error of the net benefit"}, currency,
        [&](std::size_t i) { return Cell{number(analysis.increments[i].netBenefitStandardError)}; });
    if (analysis.advice.size() == analysis.increments.size()) {
        add({"試行回数", "Number of draws"}, {}, [&](std::size_t i) { return Cell{adviceText(analysis.advice[i])}; });
    }
    const Text threshold = thresholdLabel(value);
    table.notes = {{"純便益は支払意思額の" + threshold.ja +
                        " による。区間と領域はパラメータの不確実性であり、試行回数で狭くならない。",
                    "Net benefit at the willingness to pay: " + threshold.en +
                        ". Intervals and region are parameter uncertainty and do not narrow with more draws."}};
    return table;
}

std::optional<Table> oneWayTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes || !evaluation.oneWay || evaluation.oneWay->rows.empty()) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text currency = currencyText(value);
    const Text perEffect = currencyPerEffectText(value);
    Table table{.title = {"一元感度分析", "One-way sensitivity analysis"},
                .columns = {{.header = {"パラメータ", "Parameter"}},
                            {.header = {"下限", "Low"}, .alignment = Alignment::right},
                            {.header = {"上限", "High"}, .alignment = Alignment::right},
                            {.header = {"範囲の根拠", "Range"}},
                            {.header = {"戦略", "Strategy"}},
                            numberColumn({"下限", "At low"}, currency, NumberFormat::number, automaticDecimals,
                                         {"増分純便益", "Incremental net benefit"}),
                            numberColumn({"上限", "At high"}, currency, NumberFormat::number, automaticDecimals,
                                         {"増分純便益", "Incremental net benefit"}),
                            numberColumn({"下限", "At low"}, perEffect, NumberFormat::number, automaticDecimals,
                                         {"ICER", "ICER"}),
                            numberColumn({"上限", "At high"}, perEffect, NumberFormat::number, automaticDecimals,
                                         {"ICER", "ICER"})},
                .dense = true};
    const auto number = [](double end) {
        return bothLanguages([&](Language language) { return readableNumber(end, language); });
    };
    const auto figure = [&](const SensitivityResult& result, OutcomeFigure kind, std::size_t strategy) {
        return optionalCell(figureAt(result, kind, strategy, results.comparator, value.outcomes->referenceWtp));
    };
    for (const OneWayRow& row : evaluation.oneWay->rows) {
        for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
            if (strategy == results.comparator) continue;
            table.rows.push_back(
                {.cells = {parameterName(value, row.parameter), number(row.range.low), number(row.range.high),
                           originText(row.range.origin), strategyName(value, results.strategies[strategy]),
                           figure(row.atLow, OutcomeFigure::netBenefit, strategy),
                           figure(row.atHigh, OutcomeFigure::netBenefit, strategy),
                           figure(row.atLow, OutcomeFigure::icer, strategy),
                           figure(row.atHigh, OutcomeFigure::icer, strategy)}});
        }
    }
    table.notes = {{"空欄のICERは優位または劣位。", "An empty ICER means dominance."}};
    return table;
}

std::optional<Table> scenarioTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes || !evaluation.oneWay || evaluation.scenarios.empty()) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text currency = currencyText(value);
    const Text effect = effectText(value);
    Table table{.title = {"シナリオの比較", "Comparison of scenarios"},
                .columns = {{.header = {"シナリオ", "Scenario"}},
                            {.header = {"戦略", "Strategy"}},
                            numberColumn({"費用", "Cost"}, currency),
                            numberColumn({"効果", "Effect"}, effect),
                            numberColumn({"増分費用", "Incremental cost"}, currency),
                            numberColumn({"増分効果", "Incremental effect"}, effect),
                            numberColumn({"ICER", "ICER"}, currencyPerEffectText(value)),
                            numberColumn({"増分純便益", "Incremental net benefit"}, currency)},
                .stubColumns = 2};
    const auto add = [&](const Text& name, const SensitivityResult& result) {
        for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
            TableRow row{.cells = {name, strategyName(value, results.strategies[strategy]), result.cost[strategy],
                                   result.effect[strategy]}};
            for (const OutcomeFigure figure : {OutcomeFigure::incrementalCost, OutcomeFigure::incrementalEffect,
                                               OutcomeFigure::icer, OutcomeFigure::netBenefit}) {
                row.cells.push_back(strategy == results.comparator
                                        ? Cell{}
                                        : optionalCell(figureAt(result, figure, strategy, results.comparator,
                                                                value.outcomes->referenceWtp)));
            }
            table.rows.push_back(std::move(row));
        }
    };
    for (const ScenarioRow& row : evaluation.scenarios) add(row.name, row.result);
    return table;
}

std::optional<Table> informationTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.information) return {};
    const Text currency = currencyText(value);
    Table table{.title = {"情報の価値(1人当たり)", "Value of information, per person"},
                .columns = {{.header = {"パラメータ", "Parameters"}},
                            numberColumn({"EVPPI", "EVPPI"}, currency),
                            numberColumn({"標準誤差", "Standard error"}, currency),
                            numberColumn({"EVPIに占める割合", "Share of EVPI"}, {}, NumberFormat::percent, 1)}};
    const double evpi = evaluation.information->evpi;
    for (const GroupInformation& group : evaluation.information->groups) {
        const Text name{group.group + "(同時分布)", group.group + " (joint group)"};
        table.rows.push_back({.cells = {name, group.evppi.value, group.evppi.standardError,
                                        evpi > 0 ? Cell{group.evppi.value / evpi} : Cell{}}});
    }
    for (const Evppi& row : evaluation.information->single) {
        Text names;
        for (const std::string& id : row.parameters) {
            const Text label = parameterName(value, id);
            names.ja += (names.ja.empty() ? "" : "、") + label.ja;
            names.en += (names.en.empty() ? "" : ", ") + label.en;
        }
        table.rows.push_back(
            {.cells = {names, row.value, row.standardError, evpi > 0 ? Cell{row.value / evpi} : Cell{}}});
    }
    TableRow& all = table.rows.emplace_back();
    all.emphasis = true;
    all.cells.push_back(Text{"すべて(EVPI)", "All (EVPI)"});
    all.cells.push_back(evpi);
    all.cells.resize(table.columns.size());
    table.notes = {{"回帰による推定(Strong ら 2014)。", "Estimated by regression (Strong et al. 2014)."}};
    return table;
}

std::optional<Table> checkTable(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || evaluation.checks.empty()) return {};
    Table table{
        .title = {"モデルの検証", "Verification of the model"},
        .columns = {{.header = {"検証", "Test"}}, {.header = {"結果", "Result"}}, {.header = {"所見", "Finding"}}},
        .dense = true};
    for (const ModelCheck& check : evaluation.checks) {
        table.rows.push_back({.cells = {check.name, outcomeText(check.outcome), check.finding},
                              .emphasis = check.outcome == CheckOutcome::failed});
    }
    return table;
}

}  // namespace kachi

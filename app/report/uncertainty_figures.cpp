#include "app/report/case_figures.h"
#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"
#include "models/params/registry.h"
#include "models/uncertainty/net_benefit_density.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

bool hasCurves(const Case& value, const Evaluation& evaluation) {
    return hasDraws(value, evaluation) && evaluation.costEffectiveness->acceptability.size() > 1;
}

Text inputText(double number) {
    return {readableNumber(number, Language::ja), readableNumber(number, Language::en)};
}

/// The high end carries the unit of both.
Text inputText(const Case& value, const std::string& id, double number) {
    const auto found = value.parameters.find(id);
    const Unit unit = found == value.parameters.end() ? Unit::none : parameterUnit(id, found->second);
    const Text shown = inputText(number);
    if (unit == Unit::none || unit == Unit::probability) return shown;
    const Text words = caseUnitText(value, unit);
    return {shown.ja + " " + words.ja, shown.en + " " + words.en};
}

Axis figureAxis(const Case& value, OutcomeFigure figure) {
    switch (figure) {
        case OutcomeFigure::incrementalCost:
            return costAxis(value, {"増分費用", "Incremental cost"});
        case OutcomeFigure::incrementalEffect:
            return effectAxis(value, {"増分効果", "Incremental effect"});
        case OutcomeFigure::icer:
            return makeAxis({"増分費用効果比(ICER)", "Incremental cost-effectiveness ratio (ICER)"},
                            currencyPerEffectText(value), currencyAxisFormat(value));
        case OutcomeFigure::netBenefit:
            return costAxis(value, {"増分純便益", "Incremental net benefit"});
        case OutcomeFigure::cost:
            return costAxis(value, {"費用", "Cost"});
        case OutcomeFigure::effect:
            break;
    }
    return effectAxis(value, {"効果", "Effect"});
}

const char* figureName(OutcomeFigure figure) {
    constexpr const char* names[] = {"incrementalCost", "incrementalEffect", "icer", "netBenefit", "cost", "effect"};
    return names[static_cast<std::size_t>(figure)];
}

Text thresholdCaption(const Case& value) {
    const Text label = thresholdLabel(value);
    return {"純便益は支払意思額の" + label.ja + " による。",
            "Net benefit at the willingness to pay: " + label.en + "."};
}

}  // namespace

std::optional<Figure> acceptabilityFrontier(const Case& value, const Evaluation& evaluation) {
    if (!hasCurves(value, evaluation)) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    LineFigure lines;
    lines.x = willingnessAxis(value);
    lines.y = shareAxis({"最適な戦略が最も優れる確率", "Probability that the optimal strategy is best"});
    lines.verticals = {{thresholdLabel(value), value.outcomes->referenceWtp}};
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        LineSeries series{.name = strategyName(value, results.strategies[strategy]), .markers = true};
        for (const AcceptabilityPoint& point : evaluation.costEffectiveness->acceptability) {
            if (point.optimal == strategy) series.points.push_back({point.wtp, point.frontierProbability});
        }
        if (!series.points.empty()) lines.series.push_back(std::move(series));
    }
    const Text count = drawCount(evaluation);
    return Figure{.id = "outcomes.ceaf",
                  .title = {"費用対効果受容フロンティア", "Cost-effectiveness acceptability frontier"},
                  .caption = {count.ja + "平均純便益が最大の戦略について、その回の純便益も最大となった割合。",
                              count.en + " For the strategy with the highest mean net benefit: share of draws in which "
                                         "it has the highest one."},
                  .content = std::move(lines)};
}

std::optional<Figure> expectedLossCurves(const Case& value, const Evaluation& evaluation) {
    if (!hasCurves(value, evaluation)) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    LineFigure lines;
    lines.x = willingnessAxis(value);
    lines.y = costAxis(value, {"期待損失", "Expected loss"});
    lines.y.minimum = 0.0;
    lines.verticals = {{thresholdLabel(value), value.outcomes->referenceWtp}};
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        LineSeries series{.name = strategyName(value, results.strategies[strategy])};
        for (const AcceptabilityPoint& point : evaluation.costEffectiveness->acceptability) {
            series.points.push_back({point.wtp, point.expectedLoss[strategy]});
        }
        lines.series.push_back(std::move(series));
    }
    const Text count = drawCount(evaluation);
    return Figure{.id = "outcomes.expectedLoss",
                  .title = {"期待損失曲線(1人当たり)", "Expected loss curves, per person"},
                  .caption = {count.ja + "最も低い線が完全情報の期待価値。",
                              count.en + " The lowest line is the expected value of perfect information."},
                  .content = std::move(lines)};
}

std::optional<Figure> informationValueCurve(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation) || evaluation.costEffectiveness->acceptability.size() < 2) return {};
    LineSeries series{.name = {"完全情報の期待価値", "Expected value of perfect information"}};
    for (const AcceptabilityPoint& point : evaluation.costEffectiveness->acceptability) {
        series.points.push_back({point.wtp, point.evpi});
    }
    LineFigure lines;
    lines.x = willingnessAxis(value);
    lines.y = makeAxis({"EVPI", "EVPI"}, currencyText(value));
    lines.y.minimum = 0.0;
    lines.series = {std::move(series)};
    lines.verticals = {{thresholdLabel(value), value.outcomes->referenceWtp}};
    return Figure{.id = "outcomes.evpi",
                  .title = {"完全情報の期待価値(1人当たり)", "Expected value of perfect information, per person"},
                  .caption = drawCount(evaluation),
                  .content = std::move(lines)};
}

std::optional<Figure> partialInformationBars(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.information || evaluation.information->single.empty()) return {};
    constexpr std::size_t most = 15;
    BarFigure bars;
    bars.value = costAxis(value, {"EVPPI", "EVPPI"});
    bars.value.minimum = 0.0;
    bars.categoryLabel = {"パラメータ", "Parameter"};
    BarSeries series{.name = {"部分的完全情報の期待価値", "Expected value of partial perfect information"}};
    for (const Evppi& row : evaluation.information->single) {
        if (bars.categories.size() == most) break;
        bars.categories.push_back(row.parameters.size() == 1
                                      ? parameterName(value, row.parameters.front())
                                      : Text{parameterName(value, row.parameters.front()).ja + " 他",
                                             parameterName(value, row.parameters.front()).en + " and others"});
        series.values.push_back(row.value);
    }
    bars.series = {std::move(series)};
    bars.horizontal = true;
    const Text count = drawCount(evaluation);
    const Text threshold = thresholdLabel(value);
    return Figure{.id = "outcomes.evppi",
                  .title = {"部分的完全情報の期待価値(EVPPI、1人当たり)",
                            "Expected value of partial perfect information (EVPPI), per person"},
                  .caption = {count.ja + threshold.ja + "。完全情報の期待価値は " +
                                  readableNumber(evaluation.information->evpi, Language::ja) + " " +
                                  currencyText(value).ja + "。",
                              count.en + " " + threshold.en + ". Expected value of perfect information: " +
                                  readableNumber(evaluation.information->evpi, Language::en) + " " +
                                  currencyText(value).en + "."},
                  .content = std::move(bars)};
}

std::optional<Figure> netBenefitFigure(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation)) return {};
    LineFigure lines;
    lines.x = costAxis(value, {"増分純便益", "Incremental net benefit"});
    lines.y = makeAxis({"確率密度", "Density"});
    lines.y.minimum = 0.0;
    lines.verticals = {{{"0", "0"}, 0.0}};
    for (const IncrementDraws& increment : evaluation.costEffectiveness->increments) {
        if (increment.cost.size() < 2) return {};
        LineSeries series{.name = versusText(value, *evaluation.outcomes, increment.strategy)};
        for (const NetBenefitDensityPoint& point : netBenefitDensity(increment, value.outcomes->referenceWtp)) {
            series.points.push_back({point.value, point.density});
        }
        if (!series.points.empty()) lines.series.push_back(std::move(series));
    }
    if (lines.series.empty()) return {};
    const Text count = drawCount(evaluation);
    const Text threshold = thresholdCaption(value);
    return Figure{.id = "outcomes.netBenefit",
                  .title = {"増分純便益の分布", "Distribution of the incremental net benefit"},
                  .caption = {count.ja + threshold.ja, count.en + " " + threshold.en},
                  .content = std::move(lines)};
}

std::optional<Figure> convergenceFigure(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation) || evaluation.costEffectiveness->convergence.size() < 2) return {};
    const CostEffectivenessAnalysis& analysis = *evaluation.costEffectiveness;
    LineFigure lines;
    lines.x = makeAxis({"試行回数", "Draws"});
    lines.y = costAxis(value, {"平均増分純便益", "Mean incremental net benefit"});
    for (std::size_t i = 0; i < analysis.increments.size(); ++i) {
        LineSeries series{.name = versusText(value, *evaluation.outcomes, analysis.increments[i].strategy)};
        for (const ConvergencePoint& point : analysis.convergence) {
            const double mean = point.netBenefit[i];
            const double reach = 2.0 * point.standardError[i];
            series.points.push_back({static_cast<double>(point.draws), mean});
            series.band.push_back({mean - reach, mean + reach});
        }
        lines.series.push_back(std::move(series));
    }
    lines.horizontals = {{{"0", "0"}, 0.0}};
    const Text threshold = thresholdCaption(value);
    return Figure{.id = "outcomes.convergence",
                  .title = {"試行回数と平均の収束", "Convergence of the mean over draws"},
                  .caption = {"帯は平均 ± モンテカルロ標準誤差の2倍。" + threshold.ja,
                              "Band: mean ± two Monte Carlo standard errors. " + threshold.en},
                  .content = std::move(lines)};
}

std::vector<Figure> tornadoFigures(const Case& value, const Evaluation& evaluation, OutcomeFigure figure,
                                   std::size_t most) {
    std::vector<Figure> figures;
    if (!value.outcomes || !evaluation.outcomes || !evaluation.oneWay) return figures;
    const OutcomesResults& results = *evaluation.outcomes;
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        if (strategy == results.comparator) continue;
        const auto at = [&](const SensitivityResult& result) {
            return figureAt(result, figure, strategy, results.comparator, value.outcomes->referenceWtp);
        };
        const std::optional<double> base = at(evaluation.oneWay->base);
        if (!base) continue;
        TornadoFigure tornado;
        tornado.value = figureAxis(value, figure);
        tornado.base = *base;
        std::size_t undefined = 0;
        for (const OneWayRow& row : evaluation.oneWay->rows) {
            const std::optional<double> low = at(row.atLow);
            const std::optional<double> high = at(row.atHigh);
            if (!low || !high) {
                ++undefined;
                continue;
            }
            if (*low == *high) continue;
            tornado.bars.push_back({.name = parameterName(value, row.parameter),
                                    .low = *low,
                                    .high = *high,
                                    .lowInput = inputText(row.range.low),
                                    .highInput = inputText(value, row.parameter, row.range.high)});
        }
        const auto width = [](const TornadoBar& bar) { return std::abs(bar.high - bar.low); };
        std::ranges::stable_sort(tornado.bars, std::ranges::greater{}, width);
        const std::size_t all = tornado.bars.size();
        if (all > most) tornado.bars.resize(most);
        const Text name = versusText(value, results, strategy);
        Text caption{"パラメータを1つずつ下限・上限に動かした結果。" + thresholdCaption(value).ja,
                     "Each parameter alone at its low and high end. " + thresholdCaption(value).en};
        if (all > most) {
            caption.ja += "影響の大きい " + std::to_string(most) + " 件(全 " + std::to_string(all) + " 件)。";
            caption.en += " The " + std::to_string(most) + " widest of " + std::to_string(all) + ".";
        }
        if (undefined > 0) {
            caption.ja += "端で値が定義されない(優位・劣位)" + std::to_string(undefined) + " 件は除いた。";
            caption.en += " Left out: " + std::to_string(undefined) + " with an undefined end (dominance).";
        }
        figures.push_back(
            {.id = std::string("outcomes.tornado.") + figureName(figure) + "." + results.strategies[strategy],
             .title = {"一元感度分析: " + name.ja, "One-way sensitivity analysis: " + name.en},
             .caption = std::move(caption),
             .content = std::move(tornado)});
    }
    return figures;
}

std::optional<Figure> twoWayFigure(const Case& value, const TwoWayAnalysis& analysis, OutcomeFigure figure,
                                   std::size_t strategy) {
    if (!value.outcomes || analysis.results.empty()) return {};
    const auto indexOf = [&](const std::string& id) {
        const auto found = std::ranges::find(value.outcomes->strategies, id, &OutcomeStrategy::id);
        return static_cast<std::size_t>(found - value.outcomes->strategies.begin());
    };
    const std::size_t comparator = indexOf(value.outcomes->comparator);
    const auto axisOf = [&](const std::string& id) {
        const auto found = value.parameters.find(id);
        return makeAxis(parameterName(value, id), found == value.parameters.end()
                                                      ? Text{}
                                                      : caseUnitText(value, parameterUnit(id, found->second)));
    };
    HeatFigure heat;
    heat.x = axisOf(analysis.first);
    heat.y = axisOf(analysis.second);
    heat.value = figureAxis(value, figure);
    heat.xs = analysis.firstValues;
    heat.ys = analysis.secondValues;
    for (const auto& column : analysis.results) {
        std::vector<std::optional<double>>& cells = heat.cells.emplace_back();
        for (const SensitivityResult& result : column) {
            cells.push_back(figureAt(result, figure, strategy, comparator, value.outcomes->referenceWtp));
        }
    }
    if (figure == OutcomeFigure::netBenefit) heat.contour = 0.0;
    if (figure == OutcomeFigure::icer) heat.contour = value.outcomes->referenceWtp;
    const auto base = [&](const std::string& id) {
        const auto found = value.parameters.find(id);
        return found == value.parameters.end() ? std::nullopt : found->second.value;
    };
    if (base(analysis.first) && base(analysis.second)) {
        heat.base = Point{*base(analysis.first), *base(analysis.second)};
        const bool inside = heat.base->x >= heat.xs.front() && heat.base->x <= heat.xs.back() &&
                            heat.base->y >= heat.ys.front() && heat.base->y <= heat.ys.back();
        if (!inside) heat.base.reset();
    }
    const Text name = value.outcomes->strategies[strategy].name;
    return Figure{
        .id = "outcomes.twoWay",
        .title = {"二元感度分析: " + name.ja, "Two-way sensitivity analysis: " + name.en},
        .caption = {"太線は判断が変わる境界、菱形は基本分析。" + thresholdCaption(value).ja,
                    "Bold line: where the decision changes. Diamond: base case. " + thresholdCaption(value).en},
        .content = std::move(heat)};
}

std::optional<Figure> scenarioFigure(const Case& value, const Evaluation& evaluation) {
    if (!value.outcomes || !evaluation.outcomes || !evaluation.oneWay || evaluation.scenarios.empty()) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    BarFigure bars;
    bars.value = figureAxis(value, OutcomeFigure::netBenefit);
    bars.categoryLabel = {"シナリオ", "Scenario"};
    for (const ScenarioRow& row : evaluation.scenarios) bars.categories.push_back(row.name);
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        if (strategy == results.comparator) continue;
        const auto benefit = [&](const SensitivityResult& result) {
            return *figureAt(result, OutcomeFigure::netBenefit, strategy, results.comparator,
                             value.outcomes->referenceWtp);
        };
        BarSeries series{.name = versusText(value, results, strategy)};
        for (const ScenarioRow& row : evaluation.scenarios) series.values.push_back(benefit(row.result));
        bars.series.push_back(std::move(series));
    }
    bars.horizontal = true;
    return Figure{.id = "outcomes.scenarios",
                  .title = {"シナリオの比較", "Comparison of scenarios"},
                  .caption = thresholdCaption(value),
                  .content = std::move(bars)};
}

}  // namespace kachi

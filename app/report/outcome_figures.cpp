#include "app/report/case_axes.h"
#include "app/report/case_figures.h"
#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"

namespace kachi {
namespace {

/// Occupancy of a strategy, averaged over subgroups by weight: [point][state].
std::vector<std::vector<double>> weightedOccupancy(const OutcomesResults& results, std::size_t strategy) {
    std::vector<std::vector<double>> mean;
    double weights = 0;
    for (const SubgroupOutcome& subgroup : results.subgroupBase) {
        if (subgroup.strategy != strategy) continue;
        if (subgroup.occupancy.empty()) return {};
        if (mean.empty())
            mean.assign(subgroup.occupancy.size(), std::vector<double>(subgroup.occupancy.front().size()));
        weights += subgroup.weight;
        for (std::size_t point = 0; point < mean.size(); ++point) {
            for (std::size_t state = 0; state < mean[point].size(); ++state) {
                mean[point][state] += subgroup.weight * subgroup.occupancy[point][state];
            }
        }
    }
    for (std::vector<double>& point : mean) {
        for (double& share : point) share /= weights;
    }
    return mean;
}

}  // namespace

std::vector<Figure> occupancyFigures(const Case& value, const Evaluation& evaluation) {
    std::vector<Figure> figures;
    if (!value.outcomes || !evaluation.outcomes) return figures;
    const OutcomesResults& results = *evaluation.outcomes;
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        const std::vector<std::vector<double>> occupancy = weightedOccupancy(results, strategy);
        if (occupancy.empty() || occupancy.front().size() != value.outcomes->states.size()) continue;
        LineFigure lines;
        lines.stacked = true;
        lines.x = makeAxis({"時間", "Time"}, unitText(Unit::years));
        lines.x.minimum = 0.0;
        lines.x.maximum = value.outcomes->timing.cycles * value.outcomes->timing.cycleLengthYears;
        lines.y = shareAxis({"割合", "Share of the cohort"});
        for (std::size_t state = 0; state < value.outcomes->states.size(); ++state) {
            LineSeries series{.name = value.outcomes->states[state].name};
            for (std::size_t point = 0; point < occupancy.size(); ++point) {
                series.points.push_back(
                    {static_cast<double>(point) * value.outcomes->timing.cycleLengthYears, occupancy[point][state]});
            }
            lines.series.push_back(std::move(series));
        }
        const Text name = strategyName(value, results.strategies[strategy]);
        figures.push_back({.id = "outcomes.occupancy." + results.strategies[strategy],
                           .title = {"状態別の割合: " + name.ja, "State occupancy: " + name.en},
                           .caption = {"基本分析。サイクル末の割合。", "Base case, at the end of each cycle."},
                           .content = std::move(lines)});
    }
    return figures;
}

std::optional<Figure> costEffectivenessPlane(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation)) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    const Text comparator = strategyName(value, results.strategies[results.comparator]);
    ScatterFigure scatter;
    scatter.x = makeAxis({"増分効果", "Incremental effect"}, effectText(value));
    scatter.y = costAxis(value, {"増分費用", "Incremental cost"});
    scatter.slopes = {{thresholdLabel(value), value.outcomes->referenceWtp}};
    for (const IncrementDraws& increment : evaluation.costEffectiveness->increments) {
        const Text name = strategyName(value, results.strategies[increment.strategy]);
        ScatterSeries cloud{.name = {name.ja + " 対 " + comparator.ja, name.en + " v " + comparator.en}};
        cloud.points.reserve(increment.cost.size());
        for (std::size_t draw = 0; draw < increment.cost.size(); ++draw) {
            cloud.points.push_back({increment.effect[draw], increment.cost[draw]});
        }
        cloud.mean = Point{increment.effectSummary.mean, increment.costSummary.mean};
        const double sdEffect = sampleStandardDeviation(increment.effect);
        const double sdCost = sampleStandardDeviation(increment.cost);
        if (increment.cost.size() > 1 && sdEffect > 0 && sdCost > 0) {
            cloud.ellipse = Ellipse{.mean = *cloud.mean,
                                    .varianceX = sdEffect * sdEffect,
                                    .varianceY = sdCost * sdCost,
                                    .covariance = sampleCovariance(increment.effect, increment.cost)};
        }
        scatter.series.push_back(std::move(cloud));
    }
    const Text count = drawCount(evaluation);
    return Figure{.id = "outcomes.cePlane",
                  .title = {"費用効果平面", "Cost-effectiveness plane"},
                  .caption = {count.ja + "大きな印は平均、楕円は二変量正規分布で近似した95 %領域。",
                              count.en + " Large mark: mean. Ellipse: 95% region, bivariate normal approximation."},
                  .content = std::move(scatter)};
}

std::optional<Figure> acceptabilityCurves(const Case& value, const Evaluation& evaluation) {
    if (!hasDraws(value, evaluation) || evaluation.costEffectiveness->acceptability.size() < 2) return {};
    const OutcomesResults& results = *evaluation.outcomes;
    LineFigure lines;
    lines.x = willingnessAxis(value);
    lines.y = shareAxis({"費用対効果に優れる確率", "Probability cost-effective"});
    lines.verticals = {{thresholdLabel(value), value.outcomes->referenceWtp}};
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        LineSeries series{.name = strategyName(value, results.strategies[strategy])};
        for (const AcceptabilityPoint& point : evaluation.costEffectiveness->acceptability) {
            series.points.push_back({point.wtp, point.probability[strategy]});
        }
        lines.series.push_back(std::move(series));
    }
    const Text count = drawCount(evaluation);
    return Figure{.id = "outcomes.ceac",
                  .title = {"費用対効果受容曲線", "Cost-effectiveness acceptability curves"},
                  .caption = {count.ja + "純便益が最大となった回の割合。",
                              count.en + " Share of draws in which the net benefit is highest."},
                  .content = std::move(lines)};
}

std::optional<Figure> corridorFigure(const Evaluation& evaluation) {
    if (evaluation.corridor.empty()) return {};
    CorridorFigure corridor;
    for (const CorridorMark& mark : evaluation.corridor) {
        CorridorEntry entry{.name = mark.label, .marker = mark.yen, .note = mark.basis};
        if (mark.low && mark.high) entry.interval = Interval{*mark.low, *mark.high};
        entry.traceId = mark.traceId;
        entry.emphasis = mark.id == "rulePrice" || mark.id == "recalculatedPrice";
        corridor.entries.push_back(std::move(entry));
    }
    return Figure{.id = "summary.corridor",
                  .title = {"価格コリドー", "Price corridor"},
                  .caption = {"この製品の価格に関わる金額を1本の軸に並べたもの。幅は95 %区間。",
                              "Every amount that bears on the price, on one axis. Bars: 95% intervals."},
                  .content = std::move(corridor)};
}

}  // namespace kachi

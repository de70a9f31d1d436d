#include "models/evaluation/sensitivity.h"

#include "models/evaluation/sensitivity_points.h"
#include "models/uncertainty/efficiency_frontier.h"

namespace kachi {
namespace {

constexpr int mostSteps = 101;

std::vector<double> spread(const OneWayRange& range, int steps) {
    std::vector<double> values;
    for (int i = 0; i < steps; ++i) values.push_back(range.low + (range.high - range.low) * i / (steps - 1));
    values.back() = range.high;
    return values;
}

}  // namespace

std::optional<double> figureAt(const SensitivityResult& result, OutcomeFigure figure, std::size_t strategy,
                               std::size_t comparator, double wtp) {
    const double cost = result.cost[strategy] - result.cost[comparator];
    const double effect = result.effect[strategy] - result.effect[comparator];
    switch (figure) {
        case OutcomeFigure::incrementalCost:
            return cost;
        case OutcomeFigure::incrementalEffect:
            return effect;
        case OutcomeFigure::icer:
            return increment(strategy, result.cost[strategy], result.effect[strategy], result.cost[comparator],
                             result.effect[comparator])
                .icer;
        case OutcomeFigure::netBenefit:
            return wtp * effect - cost;
        case OutcomeFigure::cost:
            return result.cost[strategy];
        case OutcomeFigure::effect:
            break;
    }
    return result.effect[strategy];
}

Result<std::vector<SensitivityResult>> evaluateAt(const Case& value, const RulePack& pack,
                                                  const std::vector<ParameterPoint>& points,
                                                  const RunOptions& options) {
    const auto outcomes = outcomesAt(value, pack, points, options);
    if (!outcomes) return outcomes.issues();
    std::vector<SensitivityResult> results;
    for (std::size_t i = 0; i < points.size(); ++i) results.push_back(resultAt(*outcomes, i));
    return results;
}

Result<TwoWayAnalysis> twoWayAnalysis(const Case& value, const RulePack& pack, const std::string& first,
                                      const OneWayRange& firstRange, const std::string& second,
                                      const OneWayRange& secondRange, int steps, const RunOptions& options) {
    Issues issues = rangeFaults(first, firstRange);
    append(issues, rangeFaults(second, secondRange));
    if (first == second) issues.push_back({"sensitivity.sameParameter", Severity::error, first, {}, {}, {}});
    if (steps < 2 || steps > mostSteps) {
        issues.push_back({"sensitivity.steps",
                          Severity::error,
                          first,
                          std::to_string(steps),
                          "2 … " + std::to_string(mostSteps),
                          {}});
    }
    if (hasErrors(issues)) return issues;

    TwoWayAnalysis analysis{first, second, spread(firstRange, steps), spread(secondRange, steps), {}, {}};
    std::vector<ParameterPoint> points;
    for (const double x : analysis.firstValues) {
        for (const double y : analysis.secondValues) points.push_back({{first, x}, {second, y}});
    }
    const auto run = runPoints(value, pack, points, options);
    if (!run) return run.issues();
    const auto results = resultsByPoint(*run, points.size());
    const auto columns = static_cast<std::size_t>(steps);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i % columns == 0) analysis.results.emplace_back();
        analysis.results.back().push_back(results[i].value_or(SensitivityResult{}));
    }
    if (!run->refused.empty()) {
        const auto& [point, causes] = *run->refused.begin();
        analysis.notes.push_back(refusedPoint(points[point], causes));
    }
    return analysis;
}

}  // namespace kachi

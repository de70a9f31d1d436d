#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/outcomes/outcomes.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Base-case results at one point of a deterministic sensitivity analysis.
struct SensitivityResult {
    std::vector<double> cost;    ///< [strategy]
    std::vector<double> effect;  ///< [strategy] in the measure of the ICER
};

/// Which figure of the outcome model an analysis looks at; against the comparator where it is incremental.
enum class OutcomeFigure { incrementalCost, incrementalEffect, icer, netBenefit, cost, effect };

/// The figure at a point; empty where it is not defined (ICER of a dominant or dominated strategy).
std::optional<double> figureAt(const SensitivityResult& result, OutcomeFigure figure, std::size_t strategy,
                               std::size_t comparator, double wtp);

/// Base case of the outcome model with other values of some parameters, all points in one run of the engine.
/// Simulations repeat the same patients at every point.
/// @param points [point] parameter id → value instead of the case's; an id whose value is an expression is refused
/// Errors: sensitivity.unknownParameter, sensitivity.expression, those of evaluateOutcomes (draw = number of the
/// point).
Result<std::vector<SensitivityResult>> evaluateAt(const Case& value,
                                                  const std::vector<std::map<std::string, double>>& points,
                                                  const RunOptions& options);

/// Range of a parameter in a one-way analysis, and where it came from.
struct OneWayRange {
    enum class Origin { stated, interval, share };  ///< the case's range · 95 % of its distribution · ± 20 %
    double low = 0;
    double high = 0;
    Origin origin = Origin::stated;
};

struct OneWayRow {
    std::string parameter;
    double base = 0;
    OneWayRange range;
    SensitivityResult atLow;
    SensitivityResult atHigh;
};

/// One-way analysis of every parameter that has a stated range or a distribution (members of joint groups by their
/// marginal interval); parameters without either only when `all` is set, then ± 20 % within their limits.
struct OneWayAnalysis {
    SensitivityResult base;
    std::vector<OneWayRow> rows;
};
Result<OneWayAnalysis> oneWayAnalysis(const Case& value, const RunOptions& options, bool all = false);

/// Grid of two parameters.
struct TwoWayAnalysis {
    std::string first;
    std::string second;
    std::vector<double> firstValues;
    std::vector<double> secondValues;
    std::vector<std::vector<SensitivityResult>> results;  ///< [first][second]
};
Result<TwoWayAnalysis> twoWayAnalysis(const Case& value, const std::string& first, const OneWayRange& firstRange,
                                      const std::string& second, const OneWayRange& secondRange, int steps,
                                      const RunOptions& options);

/// Value of a parameter at which the net benefit against the comparator is zero at a willingness to pay, that is at
/// which the ICER equals it. All roots within the range, found by bracketing on a grid and bisection.
struct ThresholdSearch {
    std::string parameter;
    std::size_t strategy = 0;
    double wtp = 0;
    std::vector<double> roots;  ///< rising; empty: the decision is the same over the whole range
};
Result<ThresholdSearch> thresholdSearch(const Case& value, const std::string& parameter, const OneWayRange& range,
                                        std::size_t strategy, double wtp, const RunOptions& options);

/// Base case under every scenario of the case, and with all one-way ranges at their worst and best ends for the net
/// benefit of each strategy.
struct ScenarioRow {
    std::string id;  ///< scenario; "best" and "worst" for the extremes
    Text name;
    SensitivityResult result;
};
Result<std::vector<ScenarioRow>> scenarioComparison(const Case& value, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/outcomes/outcomes.h"
#include "models/pricing/rule_pack.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Base-case results at one point of a deterministic sensitivity analysis.
struct SensitivityResult {
    std::vector<double> cost;    ///< [strategy]
    std::vector<double> effect;  ///< [strategy] in the measure of the ICER

    bool operator==(const SensitivityResult&) const = default;
};

/// Which figure of the outcome model an analysis looks at; against the comparator where it is incremental.
enum class OutcomeFigure { incrementalCost, incrementalEffect, icer, netBenefit, cost, effect };

/// The figure at a point; empty where it is not defined (ICER of a dominant or dominated strategy).
std::optional<double> figureAt(const SensitivityResult& result, OutcomeFigure figure, std::size_t strategy,
                               std::size_t comparator, double wtp);

/// Base case of the outcome model with other values of some parameters, all points in one run of the engine.
/// Simulations repeat the same patients at every point.
/// @param points [point] parameter id → value instead of the case's; an id whose value is an expression is refused
/// Errors: sensitivity.unknownParameter, sensitivity.expression, sensitivity.notFinite, those of evaluateOutcomes
/// (draw = number of the point). @pre value.outcomes, here and below
/// @param pack  the rules of the case, here and below
Result<std::vector<SensitivityResult>> evaluateAt(const Case& value, const RulePack& pack,
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
    /// The other members of its Dirichlet group keep their proportions and make up 1 with it (their expectation given
    /// its value). Only where the model refuses the parameter moved alone, because a row would not sum to 1.
    bool groupFollows = false;
};

/// One-way analysis of every parameter that has a stated range or a distribution (members of joint groups by their
/// marginal interval); parameters without either only when `all` is set, then ± 20 % within their limits. Parameters
/// of other value models are listed where the outcome model follows them.
struct OneWayAnalysis {
    SensitivityResult base;
    std::vector<OneWayRow> rows;  ///< by parameter id
    Issues notes;                 ///< parameters that were left out: sensitivity.expression, rangeImpossible,
                                  ///< pointRefused
};
Result<OneWayAnalysis> oneWayAnalysis(const Case& value, const RulePack& pack, const RunOptions& options,
                                      bool all = false);

/// Range that the analysis gives one parameter; empty: it has none (or no value of its own).
/// 95 % intervals: equal-tailed quantiles; Dirichlet members by their beta, multivariate normal members by their normal
/// marginal, members of other groups by 10,000 draws.
Result<std::optional<OneWayRange>> oneWayRange(const Case& value, const std::string& parameter,
                                               const RunOptions& options, bool all = false);

/// Grid of two parameters.
struct TwoWayAnalysis {
    std::string first;
    std::string second;
    std::vector<double> firstValues;
    std::vector<double> secondValues;
    std::vector<std::vector<SensitivityResult>> results;  ///< [first][second]; empty where the model refuses the point
    Issues notes;  ///< sensitivity.pointRefused: how it refuses the first of them
};
/// @param steps points along each axis, 2 … 101
/// Errors: as evaluateAt; sensitivity.range, sensitivity.steps, sensitivity.sameParameter.
Result<TwoWayAnalysis> twoWayAnalysis(const Case& value, const RulePack& pack, const std::string& first,
                                      const OneWayRange& firstRange, const std::string& second,
                                      const OneWayRange& secondRange, int steps, const RunOptions& options);

/// Value of a parameter at which the net benefit against the comparator is zero at a willingness to pay, that is at
/// which the ICER equals it. All sign changes between the 129 points of a grid over the range, each narrowed to 1e-10
/// of its value and interpolated; a net benefit that jumps across zero counts where it jumps.
struct ThresholdSearch {
    std::string parameter;
    std::size_t strategy = 0;
    double wtp = 0;
    std::vector<double> roots;  ///< rising; empty: the decision is the same over the whole range
    Issues notes;               ///< sensitivity.pointRefused: where the model refuses the first point of the grid
};
/// Errors: as evaluateAt; sensitivity.range, sensitivity.strategy (unknown, or the comparator itself).
Result<ThresholdSearch> thresholdSearch(const Case& value, const RulePack& pack, const std::string& parameter,
                                        const OneWayRange& range, std::size_t strategy, double wtp,
                                        const RunOptions& options);

/// Base case under a scenario of the case, or with all one-way ranges at their best or worst ends for the net benefit
/// of one strategy at the reference willingness to pay. Parameters that only move with their group stay at their base.
struct ScenarioRow {
    enum class Kind { base, scenario, best, worst };
    std::string id;  ///< scenario; "base", "best" and "worst" for the others
    Text name;
    SensitivityResult result;
    Kind kind = Kind::scenario;
    std::string strategy;  ///< of best and worst
};

struct ScenarioComparison {
    std::vector<ScenarioRow> rows;  ///< base case, scenarios of the case, best and worst of each strategy
    Issues notes;                   ///< sensitivity.scenarioRefused: rows that were left out
};

/// @param oneWay ranges of the extremes
Result<ScenarioComparison> scenarioComparison(const Case& value, const RulePack& pack, const OneWayAnalysis& oneWay,
                                              const RunOptions& options);

}  // namespace kachi

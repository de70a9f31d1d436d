#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/evaluation/sensitivity.h"
#include "models/outcomes/outcomes.h"
#include "models/pricing/rule_pack.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Other values of some parameters, by id.
using ParameterPoint = std::map<std::string, double>;

/// Outcome model at many points at once: each point is a draw of one run of the engine.
struct PointRun {
    OutcomesResults results;                ///< base case; `drawn` holds the points that ran
    std::vector<std::size_t> ran;           ///< [draw] index of its point
    std::map<std::size_t, Issues> refused;  ///< index of a point the model refuses → why
};

/// Runs every point; simulations repeat the patients of the base case at each of them.
/// Errors: sensitivity.unknownParameter, sensitivity.expression, sensitivity.notFinite; those of evaluateOutcomes with
/// the number of the point as draw. @pre value.outcomes
Result<OutcomesResults> outcomesAt(const Case& value, const RulePack& pack, const std::vector<ParameterPoint>& points,
                                   const RunOptions& options);

/// The same, but a point the model refuses (a row above 1, a division by zero) leaves the others standing.
/// Errors: as outcomesAt, and those of the base case. @pre value.outcomes
Result<PointRun> runPoints(const Case& value, const RulePack& pack, const std::vector<ParameterPoint>& points,
                           const RunOptions& options);

SensitivityResult baseResult(const OutcomesResults& results);
SensitivityResult resultAt(const OutcomesResults& results, std::size_t draw);

/// [point]; empty where the model refuses the point.
std::vector<std::optional<SensitivityResult>> resultsByPoint(const PointRun& run, std::size_t points);

/// sensitivity.range: both ends must be finite and the low end below the high one.
Issues rangeFaults(const std::string& parameter, const OneWayRange& range);

/// Warning sensitivity.pointRefused: the model refuses the point; `causes` say why.
Issue refusedPoint(const ParameterPoint& point, const Issues& causes);

}  // namespace kachi

#pragma once

#include "models/core/run_options.h"
#include "models/outcomes/outcome_engine.h"

namespace kachi {

/// Whether the weights of a block's subgroups sum to 1 within 1e-9 and none is negative, lane by lane.
/// @param weights [subgroup] → lanes
std::optional<Issue> weightFault(const std::vector<const std::vector<double>*>& weights, std::size_t firstDraw);

/// Runs every draw in blocks on all threads and fills `drawn` and the means of `subgroupBase` of the results.
/// @param prepared by strategy, then subgroup, compiled with draws
Issues runDraws(const PreparedOutcomes& prepared, const RunOptions& options, OutcomesResults& results);

}  // namespace kachi

#pragma once

#include "models/outcomes/cohort_run.h"

#include <memory>

namespace kachi {

using PreparedCohorts = std::vector<std::unique_ptr<PreparedCohort>>;

/// Whether the weights of a block's subgroups sum to 1 within 1e-9 and none is negative, lane by lane.
/// @param weights [subgroup] → lanes
std::optional<Issue> weightFault(const std::vector<const std::vector<double>*>& weights, std::size_t firstDraw);

/// Runs every draw in blocks on all threads and fills `drawn` and the means of `subgroupBase` of the results.
/// @param cohorts by strategy, then subgroup, compiled with draws
Issues runDraws(const PreparedCohorts& cohorts, const RunOptions& options, OutcomesResults& results);

}  // namespace kachi

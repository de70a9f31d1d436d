#pragma once

#include "models/statistics/inequality.h"

namespace kachi {

/// The lowest value such that members at or below it hold that share of the weight (inverse of the weighted
/// distribution function, no interpolation; Hyndman and Fan's type 1 when the weights are equal).
/// @pre 0 < share ≤ 1
double weightedPercentile(const WeightedValues& sample, double share);

/// Percentile at `upper` over percentile at `lower`, e.g. P90/P10. Not defined when the lower one is 0.
Measure percentileRatio(const WeightedValues& sample, double upper, double lower);

}  // namespace kachi

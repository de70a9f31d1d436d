#pragma once

#include "models/statistics/distribution.h"

#include <optional>
#include <vector>

namespace kachi {

/// Maximum likelihood estimates of one family.
struct LikelihoodFit {
    DistributionSpec spec;
    bool found = true;  ///< false: the equations have no solution within the family, or were not solved
};

/// Families that can hold the values: normal, uniform; lognormal, gamma, Weibull for values above 0; beta for values
/// between 0 and 1; truncated normal with a bound; PERT for values between two bounds, unless these are the beta's.
/// Closed forms, or Newton's method on the score equations; only beta, PERT and truncated normal have two of them.
/// @pre ascending has two different values
std::vector<LikelihoodFit> likelihoodFits(const std::vector<double>& ascending, std::optional<double> low,
                                          std::optional<double> high);

}  // namespace kachi

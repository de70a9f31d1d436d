#pragma once

#include "models/statistics/distribution.h"

#include <array>
#include <string>
#include <vector>

namespace kachi {

/// Arguments that together state a distribution.
struct ArgumentSet {
    std::vector<std::string> names;
    std::string optional = {};  ///< one more that may be left out; empty: none
};

/// Argument sets a family accepts, the usual one first. The meaning of the names:
///   mean, sd        of the quantity itself; se is another word for sd (the sd of a parameter is the standard error of
///                   its estimate); converted by the method of moments. truncatedNormal: of the untruncated normal
///   estimate, low, high, level   point estimate and its interval at `level` (0.95 when left out). normal:
///                   sd = (high − low)/2z; lognormal: meanlog = ln estimate, sdlog = (ln high − ln low)/2z
///   meanlog, sdlog  of the logarithm
///   events, n       counts: beta with alpha = events, beta = n − events
///   shape, scale    gamma (never rate), weibull: S(x) = exp(−(x/scale)^shape)
///   low, mode, high bounds and peak. truncatedNormal may leave one bound out. pert: beta on [low, high] with
///                   alpha = 1 + lambda (mode − low)/(high − low), beta = 1 + lambda (high − mode)/(high − low)
///   lambda          weight of the mode of pert, 4 when left out
/// empirical takes no arguments but DistributionSpec::values.
const std::vector<ArgumentSet>& argumentSets(Family family);

/// The set of the family that these arguments are, complete and with nothing besides; null when they are none.
const ArgumentSet* argumentSetOf(const DistributionSpec& spec);

/// Parameters as a Distribution computes with them; unused ones are empty and 0.
struct DistributionParameters {
    std::array<const char*, 4> names{};
    std::array<double, 4> values{};
};

/// normal mean, sd · truncatedNormal mean, sd, low, high (±infinity where left out) · lognormal meanlog, sdlog ·
/// beta alpha, beta · gamma shape, scale · weibull shape, scale · uniform low, high · triangular low, mode, high ·
/// pert alpha, beta, low, high · fixed, empirical none. @pre validate finds nothing
DistributionParameters distributionParameters(const DistributionSpec& spec);

}  // namespace kachi

#pragma once

#include "models/statistics/distribution_arguments.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

struct DensityPoint {
    double x = 0;
    double density = 0;
};

/// What an analyst looks at to see whether a distribution says what was meant.
struct DistributionPreview {
    double mean = 0;
    double standardDeviation = 0;
    double low95 = 0;  ///< 2.5 % and 97.5 % quantiles
    double high95 = 0;
    std::vector<DensityPoint> density;  ///< between the 0.1 % and 99.9 % quantiles, where it is finite; empirical: the
                                        ///< outline of a histogram of ⌈√n⌉ bins, at most 40; empty: all values equal
};

/// Issues: those of makeDistribution.
Result<DistributionPreview> previewDistribution(const DistributionSpec& spec, const std::string& where);

/// The arguments `names` that state the distribution `spec` of the same family once more, e.g. {mean, sd} as
/// {alpha, beta} or as {estimate, low, high} at 95 %. Of another family, mean, sd and se only; what cannot be said is
/// left out. @pre makeDistribution(spec) succeeds
std::map<std::string, double> restated(const DistributionSpec& spec, Family family,
                                       const std::vector<std::string>& names);

}  // namespace kachi

#include "models/statistics/percentile_ratio.h"

#include <cassert>
#include <cmath>

namespace kachi {

double weightedPercentile(const WeightedValues& sample, double share) {
    assert(share > 0 && share <= 1);
    constexpr double rounding = 1e-12;  // ten shares of 0.1 reach 1 up to rounding
    double held = 0;
    for (const std::size_t i : sample.ascending()) {
        held += sample.shares()[i];
        if (held >= share - rounding) return sample.values()[i];
    }
    return sample.values()[sample.ascending().back()];
}

Measure percentileRatio(const WeightedValues& sample, double upper, double lower) {
    const double low = weightedPercentile(sample, lower);
    if (low == 0) return std::nullopt;
    const double ratio = weightedPercentile(sample, upper) / low;
    return std::isfinite(ratio) ? Measure(ratio) : std::nullopt;
}

}  // namespace kachi

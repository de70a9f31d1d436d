#pragma once

#include <vector>

namespace kachi {

// Upper limits of `count` classes of values, ascending; the last is the largest value. A value belongs to the first
// class whose limit it does not exceed. Fewer classes come back when there are fewer distinct values.

/// Classes with about equally many values: limits are the sample quantiles i / count (type 7).
std::vector<double> quantileBreaks(std::vector<double> values, int count);

/// Classes of equal width between the smallest and the largest value.
std::vector<double> equalBreaks(const std::vector<double>& values, int count);

/// Classes with the least sum of squared deviations from their means, found exactly by dynamic programming (Fisher, J
/// Am Stat Assoc 1958;53:789–798; "natural breaks" of Jenks).
std::vector<double> naturalBreaks(std::vector<double> values, int count);

}  // namespace kachi

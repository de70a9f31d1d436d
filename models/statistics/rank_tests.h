#pragma once

#include <vector>

namespace kachi {

/// A shift between two samples, or of differences from 0, with its 95 % interval and two-sided p value.
struct RankTest {
    double statistic = 0;
    double estimate = 0;  ///< first − second
    double low = 0;
    double high = 0;
    double pValue = 0;
    bool exact = false;  ///< from the distribution of ranks, not the normal approximation
};

// @pre of all: at least two values per sample, not all values (differences) equal

/// Wilcoxon–Mann–Whitney. Statistic: number of pairs with first > second, ties half. Exact below 50 per sample without
/// ties; else normal with continuity correction and ties. The estimate is the Hodges–Lehmann shift, the interval that
/// of the inverted test; conventions of R's wilcox.test. Source: Hollander & Wolfe, Nonparametric Statistical Methods,
/// 2nd ed., 1999, 4.1-4.3.
RankTest rankSumTest(const std::vector<double>& first, const std::vector<double>& second);

/// Wilcoxon's signed ranks. Statistic: sum of the ranks of positive differences. Differences of 0 are left out; exact
/// below 50 differences without ties and zeros. Hollander & Wolfe, 3.1-3.3; conventions of R's wilcox.test.
RankTest signedRankTest(const std::vector<double>& differences);

}  // namespace kachi

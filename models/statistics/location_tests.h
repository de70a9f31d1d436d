#pragma once

#include "models/core/run_options.h"

#include <optional>
#include <vector>

namespace kachi {

/// A shift between two samples, or of differences from 0, with its 95 % interval and two-sided p value.
struct LocationTest {
    double statistic = 0;
    std::optional<double> degrees = {};  ///< of Student's t
    double estimate = 0;                 ///< first − second
    double low = 0;
    double high = 0;
    double pValue = 0;
    double standardError = 0;  ///< of the estimate; 0 for rank tests
    bool exact = false;        ///< rank tests: from the distribution of ranks, not the normal approximation
};

// @pre of all: at least two values per sample, not all values (differences) equal

/// Welch, Biometrika 1947;34:28-35; degrees of freedom after Satterthwaite.
LocationTest welchTest(const std::vector<double>& first, const std::vector<double>& second);
/// Student's test with one pooled variance.
LocationTest pooledTest(const std::vector<double>& first, const std::vector<double>& second);
/// Student's test that the mean of the differences is 0.
LocationTest pairedTest(const std::vector<double>& differences);

/// Wilcoxon–Mann–Whitney. Statistic: number of pairs with first > second, ties half. Exact below 50 per sample without
/// ties; else normal with continuity correction and ties. The estimate is the Hodges–Lehmann shift, the interval that
/// of the inverted test; conventions of R's wilcox.test. Source: Hollander & Wolfe, Nonparametric Statistical Methods,
/// 2nd ed., 1999, 4.1-4.3.
LocationTest rankSumTest(const std::vector<double>& first, const std::vector<double>& second);

/// Wilcoxon's signed ranks. Statistic: sum of the ranks of positive differences. Differences of 0 are left out; exact
/// below 50 differences without ties and zeros. Hollander & Wolfe, 3.1-3.3; conventions of R's wilcox.test.
LocationTest signedRankTest(const std::vector<double>& differences);

/// Percentile interval of the difference of means, each sample resampled on its own; an empty second sample: of the
/// mean of differences. Replicate i depends on seed and i alone. Efron & Tibshirani, An Introduction to the Bootstrap,
/// 1993. p value: twice the smaller share of replicates on either side of 0, at least 1/replicates.
LocationTest bootstrapMean(const std::vector<double>& first, const std::vector<double>& second, std::size_t replicates,
                           const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/statistics/reported_level.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

enum class BootstrapStatistic { meanDifference, medianDifference, meanRatio };

struct BootstrapSample {
    std::vector<double> values;
    std::vector<std::string> clusters;  ///< [value]; empty: values are independent
};

struct TwoSampleBootstrap {
    double estimate = 0;
    double standardError = 0;
    double low = 0;  ///< percentile interval
    double high = 0;
    std::optional<double> adjustedLow;  ///< bias-corrected and accelerated; empty where not defined
    std::optional<double> adjustedHigh;
    double pValue = 0;  ///< of no difference, or of the ratio 1
};

/// Second against first. Values are drawn again within each sample; with clusters whole clusters are drawn, each with
/// its values of both samples, so that pairs are clusters of one value of each. Efron and Tibshirani, An Introduction
/// to the Bootstrap, 1993, ch. 14 (BCa, acceleration from the jackknife; of two samples: Davison and Hinkley, Bootstrap
/// Methods and their Application, 1997, eq. 5.21). Digits depend on the seed alone. Replicates in which a sample is
/// empty are drawn again, up to a hundred times.
/// Issues: twoSample.tooFewClusters (fewer than 2, or a sample would stay empty), twoSample.zeroMean (ratio).
/// @pre both samples have at least 2 values; both or none have clusters; replicates > 0
Result<TwoSampleBootstrap> bootstrapTwoSamples(const BootstrapSample& first, const BootstrapSample& second,
                                               BootstrapStatistic statistic, std::size_t replicates,
                                               const RunOptions& options, double level = reportedLevel);

/// Two-sided, from replicates not drawn under the null value: 2 (1 + min(#{d <= null}, #{d >= null}))/(replicates + 1),
/// at most 1. Davison and Hinkley, as above, eq. 4.11.
double bootstrapPValue(const std::vector<double>& replicates, double null = 0);

}  // namespace kachi

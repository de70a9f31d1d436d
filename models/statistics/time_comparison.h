#pragma once

#include "models/core/result.h"
#include "models/statistics/two_sample_tests.h"

#include <optional>
#include <vector>

namespace kachi {

/// Times of one arm. What the sample is too small for is empty.
struct TimeSummary {
    std::size_t count = 0;
    double total = 0;
    double mean = 0;
    std::optional<double> standardDeviation;
    std::optional<double> standardError;
    std::optional<double> low;  ///< of the mean, by Student's t
    std::optional<double> high;
    double minimum = 0;
    double lowerQuartile = 0;
    double median = 0;
    double upperQuartile = 0;
    double maximum = 0;
    std::optional<double> geometricMean;  ///< when all times are above 0
};

/// @pre times are finite and not empty
TimeSummary summariseTimes(const std::vector<double>& times);

/// Ratio of geometric means second/first: Welch's test of the logarithms.
struct TimeRatio {
    double ratio = 0;
    double low = 0;
    double high = 0;
    MeanDifference logarithms;
};

/// Issues: timeComparison.notPositive, those of the tests.
Result<TimeRatio> geometricMeanRatio(const std::vector<double>& first, const std::vector<double>& second);

struct TimeOutlier {
    std::size_t position = 0;  ///< in the sample
    double time = 0;
    bool beyondFences = false;          ///< 1.5 interquartile ranges outside the quartiles of ln t
    std::optional<double> studentised;  ///< externally, when its size is above 3
};

/// Times that deserve a look; nothing is left out anywhere because of it. Fences: Tukey, Exploratory Data Analysis,
/// 1977, of the logarithms (of the times when one is 0).
std::vector<TimeOutlier> timeOutliers(const std::vector<double>& times);

}  // namespace kachi

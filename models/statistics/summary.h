#pragma once

#include <cstddef>
#include <vector>

namespace kachi {

/// What a table shows of one drawn quantity. The interval is equal-tailed (2.5th and 97.5th percentile).
struct SampleSummary {
    double mean = 0;
    double standardDeviation = 0;  ///< divisor n − 1
    double monteCarloError = 0;    ///< standard error of the mean: standardDeviation / √n
    double low95 = 0;
    double median = 0;
    double high95 = 0;
    std::size_t count = 0;
};

struct SampleInterval {
    double low = 0;
    double high = 0;
};

/// Sums run in draw order with Neumaier's compensation, so equal samples give equal digits.
/// What a sample is too small for is NaN, "not estimable": everything of an empty sample, spread and error of one
/// value.
/// @pre values are finite
SampleSummary summarise(const std::vector<double>& values);

double sampleMean(const std::vector<double>& values);

/// Divisor n − 1.
double sampleStandardDeviation(const std::vector<double>& values);

/// Divisor n − 1. @pre both samples have the same length
double sampleCovariance(const std::vector<double>& first, const std::vector<double>& second);

/// Sample quantile, linear between order statistics at 1 + (n − 1)p: type 7 of Hyndman and Fan, The American
/// Statistician 1996; 50: 361–365 (default of R, Excel's PERCENTILE.INC). @pre 0 <= probability <= 1
double sampleQuantile(std::vector<double> values, double probability);

/// Quantiles (1 − level)/2 and (1 + level)/2. @pre 0 < level < 1
SampleInterval equalTailedInterval(std::vector<double> values, double level);

}  // namespace kachi

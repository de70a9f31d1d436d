#include "models/statistics/summary.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace kachi {

namespace {

constexpr double notEstimable = std::numeric_limits<double>::quiet_NaN();

/// Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 1974; 54: 39–51.
class CompensatedSum {
public:
    void add(double term) {
        const double next = m_sum + term;
        m_lost += std::abs(m_sum) >= std::abs(term) ? (m_sum - next) + term : (term - next) + m_sum;
        m_sum = next;
    }
    double value() const { return m_sum + m_lost; }

private:
    double m_sum = 0;
    double m_lost = 0;
};

/// Reorders `values` only as far as needed. @param partitioned probability up to whose quantile the values are in place
/// from an earlier call; 0 at first
double quantileInPlace(std::vector<double>& values, double probability, double partitioned = 0) {
    assert(probability >= partitioned && probability <= 1);
    if (values.empty()) return notEstimable;
    const auto last = static_cast<double>(values.size() - 1);
    const double position = last * probability;
    const auto below = static_cast<std::ptrdiff_t>(std::floor(position));
    const auto settled = static_cast<std::ptrdiff_t>(std::floor(last * partitioned));
    const auto lower = values.begin() + below;
    std::nth_element(values.begin() + settled, lower, values.end());
    const double fraction = position - std::floor(position);
    if (fraction == 0) return *lower;
    const double upper = *std::min_element(lower + 1, values.end());
    return *lower + fraction * (upper - *lower);
}

}  // namespace

double sampleMean(const std::vector<double>& values) {
    if (values.empty()) return notEstimable;
    CompensatedSum sum;
    for (const double value : values) sum.add(value);
    return sum.value() / static_cast<double>(values.size());
}

double sampleCovariance(const std::vector<double>& first, const std::vector<double>& second) {
    assert(first.size() == second.size());
    if (first.size() < 2) return notEstimable;
    const double firstMean = sampleMean(first);
    const double secondMean = sampleMean(second);
    CompensatedSum products;
    for (std::size_t i = 0; i < first.size(); ++i) products.add((first[i] - firstMean) * (second[i] - secondMean));
    return products.value() / static_cast<double>(first.size() - 1);
}

double sampleStandardDeviation(const std::vector<double>& values) {
    return std::sqrt(sampleCovariance(values, values));
}

double sampleQuantile(std::vector<double> values, double probability) {
    return quantileInPlace(values, probability);
}

SampleInterval equalTailedInterval(std::vector<double> values, double level) {
    const double low = quantileInPlace(values, (1 - level) / 2);
    return {low, quantileInPlace(values, (1 + level) / 2, (1 - level) / 2)};
}

SampleSummary summarise(const std::vector<double>& values) {
    SampleSummary summary;
    summary.count = values.size();
    summary.mean = sampleMean(values);
    summary.standardDeviation = sampleStandardDeviation(values);
    summary.monteCarloError = summary.standardDeviation / std::sqrt(static_cast<double>(values.size()));
    std::vector<double> scratch = values;
    summary.low95 = quantileInPlace(scratch, 0.025);
    summary.median = quantileInPlace(scratch, 0.5, 0.025);
    summary.high95 = quantileInPlace(scratch, 0.975, 0.5);
    return summary;
}

}  // namespace kachi

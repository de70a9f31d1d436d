#include "models/statistics/summary.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
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

/// Index of the order statistic at or below a quantile of `count` values.
std::ptrdiff_t indexBelow(double probability, std::size_t count) {
    return static_cast<std::ptrdiff_t>(std::floor(static_cast<double>(count - 1) * probability));
}

/// Reorders `values` only as far as needed, between `first` and `last` (one past the end): the elements outside are in
/// place already, as smaller and larger ones. The order statistics of the quantile lie inside.
double quantileWithin(std::vector<double>& values, std::ptrdiff_t first, std::ptrdiff_t last, double probability) {
    const double position = static_cast<double>(values.size() - 1) * probability;
    const auto lower = values.begin() + indexBelow(probability, values.size());
    std::nth_element(values.begin() + first, lower, values.begin() + last);
    const double fraction = position - std::floor(position);
    if (fraction == 0) return *lower;
    const double upper = *std::min_element(lower + 1, values.begin() + last);
    return *lower + fraction * (upper - *lower);
}

double quantileInPlace(std::vector<double>& values, double probability) {
    assert(probability >= 0 && probability <= 1);
    if (values.empty()) return notEstimable;
    return quantileWithin(values, 0, std::ssize(values), probability);
}

/// Sample standard deviation about a mean that is known already.
double deviationAbout(double mean, const std::vector<double>& values) {
    if (values.size() < 2) return notEstimable;
    CompensatedSum squares;
    for (const double value : values) squares.add((value - mean) * (value - mean));
    return std::sqrt(squares.value() / static_cast<double>(values.size() - 1));
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
    return deviationAbout(sampleMean(values), values);
}

double sampleQuantile(std::vector<double> values, double probability) {
    return quantileInPlace(values, probability);
}

SampleInterval equalTailedInterval(std::vector<double> values, double level) {
    if (values.empty()) return {notEstimable, notEstimable};
    const double lowShare = (1 - level) / 2;
    const double low = quantileWithin(values, 0, std::ssize(values), lowShare);
    return {low, quantileWithin(values, indexBelow(lowShare, values.size()), std::ssize(values), (1 + level) / 2)};
}

SampleSummary summarise(const std::vector<double>& values) {
    SampleSummary summary;
    summary.count = values.size();
    summary.mean = sampleMean(values);
    summary.standardDeviation = deviationAbout(summary.mean, values);
    summary.monteCarloError = summary.standardDeviation / std::sqrt(static_cast<double>(values.size()));
    std::vector<double> scratch = values;
    summary.median = quantileInPlace(scratch, 0.5);
    if (scratch.empty()) {
        summary.low95 = summary.high95 = notEstimable;
        return summary;
    }
    // The median parts the values, so that each end is looked for in its own half.
    const std::ptrdiff_t middle = indexBelow(0.5, scratch.size());
    summary.low95 = quantileWithin(scratch, 0, middle + 1, 0.025);
    summary.high95 = quantileWithin(scratch, middle, std::ssize(scratch), 0.975);
    return summary;
}

}  // namespace kachi

#include "models/statistics/summary.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

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

/// Two neighbouring order statistics; the upper is that of rank + 1, or the lower again where there is none.
struct Neighbours {
    double lower = 0;
    double upper = 0;
};

/// Those at `rank`, from 0. Reorders the values.
Neighbours neighboursAmong(std::span<double> values, std::size_t rank) {
    const auto lower = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), lower, values.end());
    if (rank + 1 == values.size()) return {*lower, *lower};
    return {*lower, *std::min_element(lower + 1, values.end())};
}

/// Order statistics of one sample. Of a large one, only the values between two limits around a rank are put in order;
/// the limits come from a few evenly spaced values, and where they miss the rank all values are. Either way the answer
/// is the same order statistic. After Floyd and Rivest, Communications of the ACM 1975; 18: 165–172.
class OrderStatistics {
public:
    /// @pre not empty
    explicit OrderStatistics(std::vector<double> values) : m_values(std::move(values)) {
        if (m_values.size() < fewestToSample) return;
        m_near.resize(m_values.size());
        for (std::size_t i = 0; i < sampleSize; ++i) m_sample.push_back(m_values[i * m_values.size() / sampleSize]);
        std::ranges::sort(m_sample);
    }

    double quantile(double probability) {
        const double position = static_cast<double>(m_values.size() - 1) * probability;
        const double below = std::floor(position);
        const auto [lower, upper] = neighbours(static_cast<std::size_t>(below));
        const double fraction = position - below;
        return fraction == 0 ? lower : lower + fraction * (upper - lower);
    }

private:
    static constexpr std::size_t fewestToSample = 8'192;
    static constexpr std::size_t sampleSize = 1'024;

    Neighbours neighbours(std::size_t rank) {
        if (!m_sample.empty()) {
            if (const auto found = neighboursNear(rank)) return *found;
        }
        return neighboursAmong(m_values, rank);
    }

    std::optional<Neighbours> neighboursNear(std::size_t rank) {
        const double share = static_cast<double>(rank) / static_cast<double>(m_values.size());
        const double middle = share * sampleSize;
        const double reach = 4 * std::sqrt(sampleSize * share * (1 - share)) + 2;
        const double low = middle < reach ? m_sample.front() : m_sample[static_cast<std::size_t>(middle - reach)];
        const double high =
            middle + reach < sampleSize ? m_sample[static_cast<std::size_t>(middle + reach)] : m_sample.back();
        std::size_t below = 0;
        std::size_t count = 0;
        for (const double value : m_values) {
            m_near[count] = value;
            below += value < low;
            count += (value >= low) & (value <= high);
        }
        if (rank < below || rank + 1 >= below + count) return std::nullopt;
        return neighboursAmong(std::span(m_near).first(count), rank - below);
    }

    std::vector<double> m_values;
    std::vector<double> m_near;    ///< room for the values around a rank
    std::vector<double> m_sample;  ///< in order; empty for small samples
};

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
    assert(probability >= 0 && probability <= 1);
    return values.empty() ? notEstimable : OrderStatistics(std::move(values)).quantile(probability);
}

SampleInterval equalTailedInterval(std::vector<double> values, double level) {
    if (values.empty()) return {notEstimable, notEstimable};
    OrderStatistics statistics(std::move(values));
    return {statistics.quantile((1 - level) / 2), statistics.quantile((1 + level) / 2)};
}

SampleSummary summarise(const std::vector<double>& values) {
    SampleSummary summary;
    summary.count = values.size();
    summary.mean = sampleMean(values);
    summary.standardDeviation = deviationAbout(summary.mean, values);
    summary.monteCarloError = summary.standardDeviation / std::sqrt(static_cast<double>(values.size()));
    if (values.empty()) {
        summary.low95 = summary.median = summary.high95 = notEstimable;
        return summary;
    }
    OrderStatistics statistics(values);
    summary.low95 = statistics.quantile(0.025);
    summary.median = statistics.quantile(0.5);
    summary.high95 = statistics.quantile(0.975);
    return summary;
}

}  // namespace kachi

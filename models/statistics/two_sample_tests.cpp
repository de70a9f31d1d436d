#include "models/statistics/two_sample_tests.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Issues sizeFaults(const std::vector<double>& first, const std::vector<double>& second) {
    Issues faults;
    const std::vector<double>* samples[] = {&first, &second};
    for (int s = 0; s < 2; ++s) {
        if (samples[s]->size() >= 2) continue;
        faults.push_back({"twoSample.tooFew",
                          Severity::error,
                          {},
                          std::to_string(samples[s]->size()),
                          "2",
                          {{"sample", std::to_string(s + 1)}}});
    }
    return faults;
}

/// Square of a standard deviation that is 0 exactly for a sample without spread.
double varianceOf(const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    return low == high ? 0 : std::pow(sampleStandardDeviation(values), 2);
}

Result<MeanDifference> judged(double estimate, double variance, double degrees, double level) {
    if (variance > 0) return meanDifference(estimate, std::sqrt(variance), degrees, level);
    return Issue{"twoSample.noSpread", Severity::error, {}, numberText(estimate), {}, {}};
}

}  // namespace

MeanDifference meanDifference(double estimate, double standardError, double degrees, double level) {
    const double statistic = estimate / standardError;
    const double width = studentTQuantile(0.5 + level / 2, degrees) * standardError;
    return {estimate,         standardError,   degrees, statistic, twoSidedStudentT(statistic, degrees),
            estimate - width, estimate + width};
}

Result<MeanDifference> welchTest(const std::vector<double>& first, const std::vector<double>& second, double level) {
    if (const Issues faults = sizeFaults(first, second); !faults.empty()) return faults;
    const auto firstCount = static_cast<double>(first.size());
    const auto secondCount = static_cast<double>(second.size());
    const double firstPart = varianceOf(first) / firstCount;
    const double secondPart = varianceOf(second) / secondCount;
    const double variance = firstPart + secondPart;
    const double degrees =
        variance * variance / (firstPart * firstPart / (firstCount - 1) + secondPart * secondPart / (secondCount - 1));
    return judged(sampleMean(second) - sampleMean(first), variance, degrees, level);
}

Result<MeanDifference> pooledTTest(const std::vector<double>& first, const std::vector<double>& second, double level) {
    if (const Issues faults = sizeFaults(first, second); !faults.empty()) return faults;
    const auto firstCount = static_cast<double>(first.size());
    const auto secondCount = static_cast<double>(second.size());
    const double degrees = firstCount + secondCount - 2;
    const double pooled = ((firstCount - 1) * varianceOf(first) + (secondCount - 1) * varianceOf(second)) / degrees;
    return judged(sampleMean(second) - sampleMean(first), pooled * (1 / firstCount + 1 / secondCount), degrees, level);
}

Result<MeanDifference> pairedTTest(const std::vector<double>& first, const std::vector<double>& second, double level) {
    if (first.size() != second.size()) {
        return Issue{"twoSample.notPaired",
                     Severity::error,
                     {},
                     std::to_string(second.size()),
                     std::to_string(first.size()),
                     {}};
    }
    if (const Issues faults = sizeFaults(first, second); !faults.empty()) return faults;
    std::vector<double> differences;
    for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
    const auto count = static_cast<double>(differences.size());
    return judged(sampleMean(differences), varianceOf(differences) / count, count - 1, level);
}

}  // namespace kachi

#include "models/statistics/time_comparison.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

std::vector<double> logarithms(const std::vector<double>& times) {
    std::vector<double> logs;
    for (const double time : times) logs.push_back(std::log(time));
    return logs;
}

bool allPositive(const std::vector<double>& times) {
    return std::ranges::all_of(times, [](double time) { return time > 0; });
}

}  // namespace

TimeSummary summariseTimes(const std::vector<double>& times) {
    TimeSummary summary;
    summary.count = times.size();
    const auto count = static_cast<double>(times.size());
    summary.mean = sampleMean(times);
    summary.total = summary.mean * count;
    if (times.size() > 1) {
        summary.standardDeviation = sampleStandardDeviation(times);
        summary.standardError = *summary.standardDeviation / std::sqrt(count);
        const double width = studentTQuantile(0.5 + reportedLevel / 2, count - 1) * *summary.standardError;
        summary.low = summary.mean - width;
        summary.high = summary.mean + width;
    }
    summary.minimum = sampleQuantile(times, 0);
    summary.lowerQuartile = sampleQuantile(times, 0.25);
    summary.median = sampleQuantile(times, 0.5);
    summary.upperQuartile = sampleQuantile(times, 0.75);
    summary.maximum = sampleQuantile(times, 1);
    if (allPositive(times)) summary.geometricMean = std::exp(sampleMean(logarithms(times)));
    return summary;
}

Result<TimeRatio> geometricMeanRatio(const std::vector<double>& first, const std::vector<double>& second) {
    if (!allPositive(first) || !allPositive(second)) {
        return Issue{"timeComparison.notPositive", Severity::error, {}, "0", {}, {}};
    }
    const auto logs = welchTest(logarithms(first), logarithms(second));
    if (!logs) return logs.issues();
    return TimeRatio{std::exp(logs->estimate), std::exp(logs->low), std::exp(logs->high), *logs};
}

std::vector<TimeOutlier> timeOutliers(const std::vector<double>& times) {
    constexpr double fence = 1.5;
    constexpr double studentisedLimit = 3;
    std::vector<TimeOutlier> found;
    if (times.size() < 4) return found;
    const std::vector<double> scale = allPositive(times) ? logarithms(times) : times;
    const double lower = sampleQuantile(scale, 0.25);
    const double upper = sampleQuantile(scale, 0.75);
    const double reach = fence * (upper - lower);
    const auto count = static_cast<double>(times.size());
    const double mean = sampleMean(times);
    const double squares = std::pow(sampleStandardDeviation(times), 2) * (count - 1);
    for (std::size_t i = 0; i < times.size(); ++i) {
        TimeOutlier outlier;
        outlier.position = i;
        outlier.time = times[i];
        outlier.beyondFences = scale[i] < lower - reach || scale[i] > upper + reach;
        const double residual = times[i] - mean;
        const double leverage = 1 - 1 / count;
        const double others = (squares - residual * residual / leverage) / (count - 2);
        const double studentised = residual / std::sqrt(others * leverage);
        if (std::isfinite(studentised) && std::abs(studentised) > studentisedLimit) outlier.studentised = studentised;
        if (outlier.beyondFences || outlier.studentised) found.push_back(outlier);
    }
    return found;
}

}  // namespace kachi

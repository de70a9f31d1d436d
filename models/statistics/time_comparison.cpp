#include "models/statistics/time_comparison.h"

#include "models/core/on_threads.h"
#include "models/statistics/distribution.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

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

double statisticOf(BootstrapStatistic statistic, const std::vector<double>& first, const std::vector<double>& second) {
    switch (statistic) {
        case BootstrapStatistic::meanDifference:
            return sampleMean(second) - sampleMean(first);
        case BootstrapStatistic::medianDifference:
            return sampleQuantile(second, 0.5) - sampleQuantile(first, 0.5);
        case BootstrapStatistic::meanRatio:
            break;
    }
    return sampleMean(second) / sampleMean(first);
}

/// What is drawn as one: a time of one arm, or a cluster with its times of both arms.
struct Units {
    std::vector<std::vector<double>> first;  ///< [unit] times of the first arm
    std::vector<std::vector<double>> second;
    std::vector<std::size_t> strata;  ///< ends of the ranges within which units are drawn

    std::size_t size() const { return first.size(); }
};

Units unitsOf(const TimeSample& first, const TimeSample& second) {
    Units units;
    const TimeSample* samples[] = {&first, &second};
    std::map<std::string, std::size_t> positions;  // by name, so that the order of rows changes no digit of the draw
    for (const TimeSample* sample : samples) {
        for (const std::string& cluster : sample->clusters) positions.try_emplace(cluster, 0);
    }
    std::size_t next = 0;
    for (auto& [cluster, position] : positions) position = next++;
    if (!positions.empty()) {
        units.first.resize(next);
        units.second.resize(next);
        units.strata = {next};
    }
    for (int arm = 0; arm < 2; ++arm) {
        const TimeSample& sample = *samples[arm];
        for (std::size_t i = 0; i < sample.times.size(); ++i) {
            if (!positions.empty()) {
                auto& side = arm == 0 ? units.first : units.second;
                side[positions.at(sample.clusters[i])].push_back(sample.times[i]);
                continue;
            }
            units.first.emplace_back();
            units.second.emplace_back();
            (arm == 0 ? units.first : units.second).back().push_back(sample.times[i]);
        }
        if (positions.empty()) units.strata.push_back(units.size());
    }
    return units;
}

/// Statistic of the units with the given multiplicities in order; empty when an arm has no times.
std::optional<double> statisticOf(BootstrapStatistic statistic, const Units& units,
                                  const std::vector<std::size_t>& drawn) {
    std::vector<double> first;
    std::vector<double> second;
    for (const std::size_t unit : drawn) {
        first.insert(first.end(), units.first[unit].begin(), units.first[unit].end());
        second.insert(second.end(), units.second[unit].begin(), units.second[unit].end());
    }
    if (first.empty() || second.empty()) return {};
    const double value = statisticOf(statistic, first, second);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> replicate(BootstrapStatistic statistic, const Units& units, std::uint64_t seed,
                                std::size_t number) {
    static const std::uint64_t stream = stableHash("timeComparison bootstrap");
    constexpr std::uint64_t attempts = 100;
    for (std::uint64_t attempt = 0; attempt < attempts; ++attempt) {
        std::vector<std::size_t> drawn;
        std::size_t begin = 0;
        for (const std::size_t end : units.strata) {
            for (std::size_t unit = begin; unit < end; ++unit) {
                const std::uint64_t draw = (number * attempts + attempt) * units.size() + unit;
                const auto place = static_cast<std::size_t>(uniform(seed, stream, draw) * double(end - begin));
                drawn.push_back(begin + place);
            }
            begin = end;
        }
        if (const auto value = statisticOf(statistic, units, drawn)) return value;
    }
    return {};
}

/// Acceleration of BCa from leaving out every unit once; empty when that is not possible.
std::optional<double> acceleration(BootstrapStatistic statistic, const Units& units) {
    double cubes = 0;
    double squares = 0;
    std::size_t begin = 0;
    for (const std::size_t end : units.strata) {
        std::vector<double> without;
        for (std::size_t left = begin; left < end; ++left) {
            std::vector<std::size_t> rest;
            for (std::size_t unit = 0; unit < units.size(); ++unit) {
                if (unit != left) rest.push_back(unit);
            }
            const auto value = statisticOf(statistic, units, rest);
            if (!value) return {};
            without.push_back(*value);
        }
        const auto count = static_cast<double>(end - begin);
        const double mean = sampleMean(without);
        for (const double value : without) {
            const double influence = (count - 1) * (mean - value) / count;
            cubes += influence * influence * influence;
            squares += influence * influence;
        }
        begin = end;
    }
    if (!(squares > 0)) return {};
    return cubes / (6 * std::pow(squares, 1.5));
}

/// Leaving out one of very many units changes nothing that an interval shows, but takes n² steps.
constexpr std::size_t mostJackknifed = 5'000;

void adjust(BootstrapInterval& interval, const std::vector<double>& values, double bend, double level) {
    const auto below =
        static_cast<double>(std::ranges::count_if(values, [&](double value) { return value < interval.estimate; }));
    const auto ties = static_cast<double>(std::ranges::count(values, interval.estimate));
    const double share = (below + ties / 2) / static_cast<double>(values.size());
    if (!(share > 0 && share < 1)) return;
    const double bias = normalQuantile(share);
    const auto probability = [&](double tail) {
        const double shifted = bias + normalQuantile(tail);
        return upperNormal(-(bias + shifted / (1 - bend * shifted)));
    };
    const double low = probability(0.5 - level / 2);
    const double high = probability(0.5 + level / 2);
    if (!(low > 0 && high < 1)) return;
    interval.adjustedLow = sampleQuantile(values, low);
    interval.adjustedHigh = sampleQuantile(values, high);
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

Result<BootstrapInterval> bootstrapTimes(const TimeSample& first, const TimeSample& second,
                                         BootstrapStatistic statistic, std::size_t replicates,
                                         const RunOptions& options, double level) {
    const Units units = unitsOf(first, second);
    const bool clustered = units.strata.size() == 1;
    if (clustered && units.size() < 2) {
        return Issue{"timeComparison.tooFewClusters", Severity::error, {}, std::to_string(units.size()), "2", {}};
    }
    BootstrapInterval interval;
    interval.estimate = statisticOf(statistic, first.times, second.times);
    if (!std::isfinite(interval.estimate)) return Issue{"timeComparison.zeroMean", Severity::error, {}, "0", {}, {}};

    std::vector<std::optional<double>> drawn(replicates);
    onThreads(options, [&] {
        tbb::parallel_for(std::size_t{0}, replicates, [&](std::size_t number) {
            drawn[number] = replicate(statistic, units, options.seed, number);
        });
    });
    std::vector<double> values;
    for (const std::optional<double>& value : drawn) {
        if (value) values.push_back(*value);
    }
    if (values.size() < replicates) {
        return Issue{"timeComparison.tooFewClusters", Severity::error, {}, std::to_string(units.size()), "2", {}};
    }
    const SampleInterval percentile = equalTailedInterval(values, level);
    interval.low = percentile.low;
    interval.high = percentile.high;
    interval.standardError = values.size() > 1 ? sampleStandardDeviation(values) : 0;
    const auto bend = units.size() <= mostJackknifed ? acceleration(statistic, units) : std::optional(0.0);
    if (bend) adjust(interval, values, *bend, level);
    return interval;
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

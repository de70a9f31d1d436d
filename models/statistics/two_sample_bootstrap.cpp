#include "models/statistics/two_sample_bootstrap.h"

#include "models/core/on_threads.h"
#include "models/statistics/distribution.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

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

/// What is drawn as one: a value of one sample, or a cluster with its values of both samples.
struct Units {
    std::vector<std::vector<double>> first;  ///< [unit] values of the first sample
    std::vector<std::vector<double>> second;
    std::vector<std::size_t> strata;  ///< ends of the ranges within which units are drawn

    std::size_t size() const { return first.size(); }
};

Units unitsOf(const BootstrapSample& first, const BootstrapSample& second) {
    Units units;
    const BootstrapSample* samples[] = {&first, &second};
    std::map<std::string, std::size_t> positions;  // by name, so that the order of rows changes no digit of the draw
    for (const BootstrapSample* sample : samples) {
        for (const std::string& cluster : sample->clusters) positions.try_emplace(cluster, 0);
    }
    std::size_t next = 0;
    for (auto& [cluster, position] : positions) position = next++;
    if (!positions.empty()) {
        units.first.resize(next);
        units.second.resize(next);
        units.strata = {next};
    }
    for (int side = 0; side < 2; ++side) {
        const BootstrapSample& sample = *samples[side];
        for (std::size_t i = 0; i < sample.values.size(); ++i) {
            if (!positions.empty()) {
                auto& ofUnits = side == 0 ? units.first : units.second;
                ofUnits[positions.at(sample.clusters[i])].push_back(sample.values[i]);
                continue;
            }
            units.first.emplace_back();
            units.second.emplace_back();
            (side == 0 ? units.first : units.second).back().push_back(sample.values[i]);
        }
        if (positions.empty()) units.strata.push_back(units.size());
    }
    return units;
}

/// Statistic of the units with the given multiplicities in order; empty when a sample is empty.
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
    static const std::uint64_t stream = stableHash("bootstrap of two samples");
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

void adjust(TwoSampleBootstrap& interval, const std::vector<double>& values, double bend, double level) {
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

Result<TwoSampleBootstrap> bootstrapTwoSamples(const BootstrapSample& first, const BootstrapSample& second,
                                               BootstrapStatistic statistic, std::size_t replicates,
                                               const RunOptions& options, double level) {
    const Units units = unitsOf(first, second);
    const bool clustered = units.strata.size() == 1;
    if (clustered && units.size() < 2) {
        return Issue{"twoSample.tooFewClusters", Severity::error, {}, std::to_string(units.size()), "2", {}};
    }
    TwoSampleBootstrap interval;
    interval.estimate = statisticOf(statistic, first.values, second.values);
    if (!std::isfinite(interval.estimate)) return Issue{"twoSample.zeroMean", Severity::error, {}, "0", {}, {}};

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
        return Issue{"twoSample.tooFewClusters", Severity::error, {}, std::to_string(units.size()), "2", {}};
    }
    const SampleInterval percentile = equalTailedInterval(values, level);
    interval.low = percentile.low;
    interval.high = percentile.high;
    interval.standardError = values.size() > 1 ? sampleStandardDeviation(values) : 0;
    interval.pValue = bootstrapPValue(values, statistic == BootstrapStatistic::meanRatio ? 1 : 0);
    const auto bend = units.size() <= mostJackknifed ? acceleration(statistic, units) : std::optional(0.0);
    if (bend) adjust(interval, values, *bend, level);
    return interval;
}

double bootstrapPValue(const std::vector<double>& replicates, double null) {
    const auto below = std::ranges::count_if(replicates, [&](double value) { return value <= null; });
    const auto above = std::ranges::count_if(replicates, [&](double value) { return value >= null; });
    const auto rarer = static_cast<double>(std::min(below, above));
    return std::min(1.0, 2 * (1 + rarer) / static_cast<double>(replicates.size() + 1));
}

}  // namespace kachi

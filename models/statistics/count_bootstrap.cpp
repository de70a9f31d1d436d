#include "models/statistics/count_bootstrap.h"

#include "models/core/on_threads.h"
#include "models/statistics/poisson_draws.h"
#include "models/statistics/random.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"
#include "models/statistics/two_sample_bootstrap.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace kachi {
namespace {

constexpr double undefinedDraw = std::numeric_limits<double>::quiet_NaN();  // stays inside this file

/// Purposes of the uniforms of one replicate; the periods' counts take 0 and 1.
constexpr std::uint32_t regionStream = 2;

Issue fault(const char* code, std::size_t region, double value, const std::string& limit = {}) {
    return {code, Severity::error, std::to_string(region + 1), numberText(value), limit, {}};
}

/// Counts and populations of one period.
struct Period {
    const std::vector<double>& counts;
    const std::vector<double>& populations;
    std::vector<CountSampler> samplers;
};

constexpr double aboveAll = std::numeric_limits<double>::infinity();  // stays inside this file

/// The interval with the undefined replicates at `place`, beyond all others.
SampleInterval intervalWith(std::vector<double> draws, double place) {
    std::ranges::replace_if(
        draws, [](double draw) { return std::isnan(draw); }, place);
    return equalTailedInterval(std::move(draws), reportedLevel);
}

/// An end that lies among the undefined replicates is none.
Measure endAt(double value) {
    return std::isfinite(value) ? Measure(value) : Measure();
}

/// @param draws [replicate]; undefined ones are NaN
CountInterval summedUp(const Measure& estimate, const std::vector<double>& draws) {
    CountInterval interval;
    interval.estimate = estimate;
    interval.undefined =
        static_cast<std::size_t>(std::ranges::count_if(draws, [](double draw) { return std::isnan(draw); }));
    if (!estimate || draws.empty()) return interval;
    const SampleInterval ends = intervalWith(draws, aboveAll);
    interval.low = endAt(ends.low);
    interval.high = endAt(ends.high);
    if (interval.undefined > 0) return interval;
    interval.standardError = sampleStandardDeviation(draws);
    interval.bias = sampleMean(draws) - *estimate;
    return interval;
}

std::vector<std::size_t> everyRegion(std::size_t count) {
    std::vector<std::size_t> regions(count);
    std::iota(regions.begin(), regions.end(), std::size_t{0});
    return regions;
}

/// As many regions as there are, with replacement.
std::vector<std::size_t> drawnRegions(std::size_t count, std::size_t replicate, std::uint64_t seed) {
    std::vector<std::size_t> regions(count);
    EventUniforms stream(seed, {static_cast<std::uint32_t>(replicate), 0, regionStream});
    for (std::size_t& region : regions) {
        region = std::min(count - 1, static_cast<std::size_t>(stream.next() * static_cast<double>(count)));
    }
    return regions;
}

/// Measures of the values, or empty ones when they cannot be measured.
std::vector<Measure> measured(const std::vector<double>& values, const std::vector<double>& weights,
                              const std::vector<std::size_t>& regions, const RegionalMeasures& measures,
                              std::size_t count) {
    const Result<WeightedValues> sample = WeightedValues::make(values, weights);
    return sample ? measures({*sample, regions}) : std::vector<Measure>(count);
}

/// Runs work(replicate) for every replicate on the threads of the options.
template <class Work>
void everyReplicate(std::size_t replicates, const RunOptions& options, const Work& work) {
    onThreads(options, [&] {
        oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, replicates, 64),
                                  [&](const oneapi::tbb::blocked_range<std::size_t>& block) {
                                      if (options.stop.stop_requested()) return;
                                      for (std::size_t b = block.begin(); b < block.end(); ++b) work(b);
                                  });
    });
}

class CountBootstrap {
public:
    CountBootstrap(const RegionalCounts& regions, const RegionalMeasures& measures,
                   const CountBootstrapSettings& settings, const RunOptions& options)
        : m_regions(regions), m_measures(measures), m_settings(settings), m_options(options) {
        m_periods.push_back(period(regions.counts, regions.populations));
        if (!regions.secondCounts.empty()) {
            m_periods.push_back(period(regions.secondCounts, regions.secondPopulations));
        }
    }

    Result<std::vector<CountBootstrapResult>> run() {
        const std::vector<std::size_t> all = everyRegion(m_regions.counts.size());
        std::vector<std::vector<Measure>> observed;
        for (std::size_t p = 0; p < m_periods.size(); ++p) {
            std::vector<double> rates;
            for (const std::size_t r : all) rates.push_back(m_periods[p].counts[r] / m_periods[p].populations[r]);
            const Result<WeightedValues> sample = WeightedValues::make(rates, weightsOf(p, all));
            if (!sample) return sample.issues();
            observed.push_back(m_measures({*sample, all}));
        }

        m_count = observed.front().size();
        m_draws.assign(m_periods.size() * m_count, std::vector<double>(m_settings.replicates, undefinedDraw));
        everyReplicate(m_settings.replicates, m_options, [&](std::size_t b) { replicate(b, all); });
        if (m_options.stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};

        std::vector<CountBootstrapResult> results(m_count);
        onThreads(m_options, [&] {
            oneapi::tbb::parallel_for(std::size_t{0}, m_count,
                                      [&](std::size_t m) { results[m] = resultOf(m, observed); });
        });
        return results;
    }

private:
    Period period(const std::vector<double>& counts, const std::vector<double>& populations) const {
        Period result{counts, populations, {}};
        if (!m_settings.drawCounts) return result;
        for (const double count : counts) result.samplers.emplace_back(count, m_settings.overdispersion);
        return result;
    }

    std::vector<double> weightsOf(std::size_t p, const std::vector<std::size_t>& regions) const {
        const std::vector<double>& own =
            p == 1 && !m_regions.secondWeights.empty() ? m_regions.secondWeights : m_regions.weights;
        const std::vector<double>& weights = own.empty() ? m_periods[p].populations : own;
        std::vector<double> chosen;
        chosen.reserve(regions.size());
        for (const std::size_t r : regions) chosen.push_back(weights[r]);
        return chosen;
    }

    void replicate(std::size_t b, const std::vector<std::size_t>& all) {
        const std::vector<std::size_t> regions =
            m_settings.resampleRegions ? drawnRegions(all.size(), b, m_options.seed) : all;
        std::vector<double> rates(regions.size());
        for (std::size_t p = 0; p < m_periods.size(); ++p) {
            for (std::size_t i = 0; i < regions.size(); ++i) {
                const std::size_t r = regions[i];
                rates[i] = countOf(p, r, b, i) / m_periods[p].populations[r];
            }
            const std::vector<Measure> results = measured(rates, weightsOf(p, regions), regions, m_measures, m_count);
            for (std::size_t m = 0; m < m_count; ++m) {
                m_draws[p * m_count + m][b] = results[m].value_or(undefinedDraw);
            }
        }
    }

    /// Count of region r in period p as the i-th region of replicate b.
    double countOf(std::size_t p, std::size_t r, std::size_t b, std::size_t i) const {
        const Period& period = m_periods[p];
        if (period.samplers.empty()) return period.counts[r];
        EventUniforms stream(m_options.seed, {static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(i),
                                              static_cast<std::uint32_t>(p)});
        return period.samplers[r].draw(stream);
    }

    CountBootstrapResult resultOf(std::size_t m, const std::vector<std::vector<Measure>>& observed) const {
        CountBootstrapResult result;
        const std::vector<double>& first = m_draws[m];
        result.first = summedUp(observed[0][m], first);
        if (m_periods.size() == 1) return result;
        const std::vector<double>& second = m_draws[m_count + m];
        result.second = summedUp(observed[1][m], second);
        std::vector<double> differences(first.size());
        for (std::size_t b = 0; b < first.size(); ++b) differences[b] = second[b] - first[b];
        Measure change;
        if (observed[0][m] && observed[1][m]) change = *observed[1][m] - *observed[0][m];
        result.difference = summedUp(change, differences);
        if (result.difference.undefined > 0) {
            result.difference.low = endAt(intervalWith(differences, -aboveAll).low);  // it may lie beyond either end
        } else if (result.difference.low) {
            result.pValue = bootstrapPValue(differences);
        }
        return result;
    }

    const RegionalCounts& m_regions;
    const RegionalMeasures& m_measures;
    const CountBootstrapSettings& m_settings;
    const RunOptions& m_options;
    std::vector<Period> m_periods;
    std::size_t m_count = 0;                   ///< measures
    std::vector<std::vector<double>> m_draws;  ///< [period × measures + measure][replicate]
};

void checkPeriod(const std::vector<double>& counts, const std::vector<double>& populations, std::size_t regions,
                 Issues& issues) {
    for (const std::size_t found : {counts.size(), populations.size()}) {
        if (found == regions) continue;
        issues.push_back(
            {"regions.countLists", Severity::error, {}, std::to_string(found), std::to_string(regions), {}});
        return;
    }
    for (std::size_t r = 0; r < regions; ++r) {
        if (!std::isfinite(counts[r]) || counts[r] < 0) {
            issues.push_back(fault("regions.countInvalid", r, counts[r]));
        }
        if (!std::isfinite(populations[r]) || populations[r] <= 0) {
            issues.push_back(fault("regions.populationInvalid", r, populations[r]));
        }
    }
}

/// None, or at least two and few enough to be held.
void checkReplicates(std::size_t replicates, Issues& issues) {
    constexpr std::size_t most = 1'000'000;
    if (replicates != 1 && replicates <= most) return;
    issues.push_back(
        {"regions.replicates", Severity::error, {}, std::to_string(replicates), "2 … " + std::to_string(most), {}});
}

}  // namespace

Result<std::vector<CountBootstrapResult>> bootstrapCounts(const RegionalCounts& regions,
                                                          const RegionalMeasures& measures,
                                                          const CountBootstrapSettings& settings,
                                                          const RunOptions& options) {
    Issues issues;
    checkReplicates(settings.replicates, issues);
    if (!std::isfinite(settings.overdispersion) || settings.overdispersion < 1) {
        issues.push_back({"regions.overdispersion", Severity::error, {}, numberText(settings.overdispersion), "1", {}});
    }
    const std::size_t count = regions.counts.size();
    checkPeriod(regions.counts, regions.populations, count, issues);
    if (!regions.secondCounts.empty()) {
        checkPeriod(regions.secondCounts, regions.secondPopulations, count, issues);
    }
    for (const std::vector<double>* weights : {&regions.weights, &regions.secondWeights}) {
        if (weights->empty() || weights->size() == count) continue;
        issues.push_back({"inequality.weightCount",
                          Severity::error,
                          {},
                          std::to_string(weights->size()),
                          std::to_string(count),
                          {}});
    }
    if (!issues.empty()) return issues;
    return CountBootstrap(regions, measures, settings, options).run();
}

}  // namespace kachi

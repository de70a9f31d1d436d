// Bootstrap of all measures of inequality over 330 areas in two periods.
#include "models/studies/inequality_measures.h"

#include <benchmark/benchmark.h>

#include <cmath>

using namespace kachi;

namespace {

constexpr std::size_t areas = 330;  // secondary medical areas

/// Populations from 20,000 to about 2,000,000 and counts around 12 and 14 per 100,000, as of a new device.
RegionalCounts counts() {
    RegionalCounts regions;
    for (std::size_t i = 0; i < areas; ++i) {
        const double population = 20'000 * std::exp(4.6 * static_cast<double>(i) / areas);
        const double unevenness = 1 + 0.4 * std::sin(static_cast<double>(i));
        regions.populations.push_back(population / 100'000);
        regions.counts.push_back(std::ceil(12 * unevenness * population / 100'000));
        regions.secondPopulations.push_back(population / 100'000);
        regions.secondCounts.push_back(std::ceil(14 * unevenness * population / 100'000));
    }
    return regions;
}

void bootstrapAllMeasures(benchmark::State& state) {
    InequalityMeasureSettings settings;
    settings.epsilons = {0.5, 1, 2};
    settings.alphas = {0.1};
    for (std::size_t i = 0; i < areas; ++i) {
        settings.ranking.push_back(static_cast<double>((i * 37) % areas));
        settings.groups.push_back(std::to_string(i / 7));
    }
    const InequalityMeasures measures(settings);
    const RegionalCounts regions = counts();
    const CountBootstrapSettings replicates;  // 10,000
    RunOptions options;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(bootstrapCounts(
            regions, [&](const RegionalRates& sample) { return measures.of(sample); }, replicates, options));
    }
}

}  // namespace

BENCHMARK(bootstrapAllMeasures)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

// Bootstrap of all measures of inequality over 330 areas in two periods; access of as many areas over the case's draws.
#include "models/evaluation/evaluation.h"
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

constexpr std::size_t sites = 60;

/// Every fifth site has an uncertain supply; the ways are a table of areas × sites rows.
Case accessCase() {
    using nlohmann::json;
    json areaRows;
    json siteRows;
    json ways;
    for (std::size_t site = 0; site < sites; ++site) {
        siteRows.push_back({"s" + std::to_string(site), site % 5 == 0 ? json("outcomes.supply") : json(3 + site % 11)});
    }
    for (std::size_t area = 0; area < areas; ++area) {
        areaRows.push_back({"a" + std::to_string(area), 20'000 + area * 7'919 % 900'000});
        for (std::size_t site = 0; site < sites; ++site) {
            ways.push_back({areaRows.back()[0], siteRows[site][0], 5 + (area * 31 + site * 17) % 200});
        }
    }
    Case value;
    Parameter& supply = value.parameters["outcomes.supply"];
    supply.value = 20;
    supply.distribution.family = Family::uniform;
    supply.distribution.args = {{"low", 10}, {"high", 30}};
    StudyRequest request;
    request.id = "a";
    request.method = "access";
    setInputs(request, {{"areas", {{"columns", {"area", "population"}}, {"rows", areaRows}}},
                        {"sites", {{"columns", {"site", "supply"}}, {"rows", siteRows}}},
                        {"travel", {{"columns", {"area", "site", "minutes"}}, {"rows", ways}}},
                        {"decay", "gaussian"}});
    value.studies.push_back(std::move(request));
    return value;
}

void accessOverDraws(benchmark::State& state) {
    const Case value = accessCase();
    RunOptions options;
    options.draws = 1'000;
    options.threads = static_cast<unsigned>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(value, RulePack{}, options));
}

}  // namespace

BENCHMARK(accessOverDraws)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(bootstrapAllMeasures)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

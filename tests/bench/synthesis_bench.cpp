// Evidence synthesis. Targets: 50 studies pooled below 5 ms, a network of 30 treatments and 100 studies below 50 ms
// (metafor's rma and netmeta do the same in R).
#include "models/statistics/distribution.h"
#include "models/statistics/meta_sensitivity.h"
#include "models/statistics/network_meta_analysis.h"
#include "models/statistics/publication_bias.h"
#include "models/statistics/random.h"

#include <benchmark/benchmark.h>

#include <QtGlobal>

#include <cmath>

namespace {

using namespace kachi;

double deviate(const char* stream, std::uint64_t draw) {
    return normalQuantile(uniform(1, stableHash(stream), draw));
}

std::vector<EffectSize> fiftyStudies() {
    std::vector<EffectSize> studies;
    for (std::uint64_t study = 0; study < 50; ++study) {
        const double variance = 0.02 + 0.004 * static_cast<double>(study);
        studies.push_back({0.3 + deviate("meta", study) * std::sqrt(0.1 + variance), variance});
    }
    return studies;
}

/// REML with Hartung–Knapp, interval of τ², small-study tests, trim and fill, leave-one-out.
void metaFiftyStudies(benchmark::State& state) {
    const std::vector<EffectSize> studies = fiftyStudies();
    const MetaSettings settings{BetweenStudies::reml, CoefficientTest::hartungKnapp, 0.95};
    for (auto _ : state) {
        const auto model = fitMetaModel(studies, settings);
        const auto interval = tauSquaredInterval(studies);
        const auto egger = eggerTest(studies);
        const auto begg = beggTest(studies);
        const auto filled = trimAndFill(studies, settings);
        const auto without = leaveOneOut(studies, settings);
        if (!model || !interval || !egger || !begg || !filled || !without) qFatal("refused");
        benchmark::DoNotOptimize(without->back().tauSquared);
    }
}

/// 100 studies around a ring of 30 treatments and across it, every fifth with three arms of equal precision.
std::vector<NetworkComparison> hundredStudies() {
    std::vector<NetworkComparison> comparisons;
    for (std::uint64_t study = 0; study < 100; ++study) {
        const std::string name = std::to_string(study);
        const auto treatment = [](std::uint64_t index) { return "T" + std::to_string(100 + index % 30); };
        const std::string first = treatment(study);
        const std::string second = treatment(study + 1 + study / 30);
        const std::string third = treatment(study + 12);
        const double effect = 0.5 * deviate("first", study);
        const double other = 0.5 * deviate("second", study);
        comparisons.push_back({name, first, second, effect, 0.3});
        if (study % 5 != 0) continue;
        comparisons.push_back({name, first, third, other, 0.3});
        comparisons.push_back({name, second, third, other - effect, 0.3});
    }
    return comparisons;
}

void networkHundredStudies(benchmark::State& state) {
    const std::vector<NetworkComparison> comparisons = hundredStudies();
    NetworkSettings settings;
    settings.tau = state.range(0) == 0 ? NetworkTau::moments : NetworkTau::reml;
    for (auto _ : state) {
        const auto network = networkMetaAnalysis(comparisons, settings);
        if (!network) qFatal("refused");
        benchmark::DoNotOptimize(network->random.tauSquared);
    }
}

}  // namespace

BENCHMARK(metaFiftyStudies)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(networkHundredStudies)->Arg(0)->Arg(1)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);

#include "models/statistics/kaplan_meier.h"
#include "models/statistics/random.h"
#include "models/statistics/survival_fit.h"

#include <benchmark/benchmark.h>

#include <QtGlobal>

#include <cmath>

namespace {

using namespace kachi;

/// 1,000 patients with Weibull times of which some 30 % are censored.
SurvivalSample patients(std::int64_t count) {
    SurvivalSample sample;
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        const double time = 3 * std::pow(-std::log(uniform(1, 1, 2 * i)), 1 / 1.4);
        const double end = 1 + 7 * uniform(1, 1, 2 * i + 1);
        sample.records.push_back({std::min(time, end), time <= end, 0, 1});
    }
    return sample;
}

/// The seven families of the usual comparison, one after the other on one thread.
void survivalFits(benchmark::State& state) {
    const SurvivalSample sample = patients(state.range(0));
    for (auto _ : state) {
        for (const TimeFamily family :
             {TimeFamily::exponential, TimeFamily::weibull, TimeFamily::gompertz, TimeFamily::lognormal,
              TimeFamily::loglogistic, TimeFamily::gamma, TimeFamily::generalisedGamma}) {
            const auto fit = fitSurvival({family, {}, false}, sample, "data");
            if (!fit) qFatal("%s", fit.issues().front().code.c_str());
            benchmark::DoNotOptimize(fit->aic);
        }
    }
}

void survivalKaplanMeier(benchmark::State& state) {
    const SurvivalSample sample = patients(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(kaplanMeier(sample.records).points.size());
}

}  // namespace

BENCHMARK(survivalFits)->Arg(1'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(survivalKaplanMeier)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);

#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

namespace {

void evaluateDraws(benchmark::State& state, const kachi::Case& value) {
    const kachi::RulePack pack = bench::packOf(value);
    const auto draws = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(bench::evaluated(value, pack, draws));
}

void hipSample(benchmark::State& state) {
    evaluateDraws(state, bench::hip());
}

void cohort(benchmark::State& state) {
    evaluateDraws(state, bench::cohort());
}

}  // namespace

/// From an edited case to all results, without (0) and with draws.
BENCHMARK(hipSample)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(cohort)->Arg(0)->Arg(10'000)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);

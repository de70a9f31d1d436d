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

void sickSicker(benchmark::State& state) {
    evaluateDraws(state, bench::sickSicker());
}

/// Time against the number of draws, of cycles and of cells: the fitted coefficient and its misfit show a straight
/// line.
void linearInDraws(benchmark::State& state) {
    evaluateDraws(state, bench::sickSicker());
    state.SetComplexityN(state.range(0));
}

void linearInCycles(benchmark::State& state) {
    kachi::Case value = bench::cohort();
    value.outcomes->timing.cycles = static_cast<int>(state.range(0));
    const kachi::RulePack pack = bench::packOf(value);
    for (auto _ : state) benchmark::DoNotOptimize(bench::evaluated(value, pack, 20'000));
    state.SetComplexityN(state.range(0));
}

void linearInTransitions(benchmark::State& state) {
    const kachi::Case value = bench::chain(static_cast<int>(state.range(0)));
    const kachi::RulePack pack = bench::packOf(value);
    for (auto _ : state) benchmark::DoNotOptimize(bench::evaluated(value, pack, 2'000));
    state.SetComplexityN(state.range(0));
}

}  // namespace

/// From an edited case to all results, without (0) and with draws.
BENCHMARK(hipSample)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(cohort)->Arg(0)->Arg(10'000)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(sickSicker)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(linearInDraws)->RangeMultiplier(2)->Range(5'000, 80'000)->UseRealTime()->Complexity(benchmark::oN);
BENCHMARK(linearInCycles)->RangeMultiplier(2)->Range(60, 960)->UseRealTime()->Complexity(benchmark::oN);
BENCHMARK(linearInTransitions)->RangeMultiplier(2)->Range(16, 256)->UseRealTime()->Complexity(benchmark::oN);

#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <limits>
#include <numeric>

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

/// Best of five runs in milliseconds of processor time, all threads together, so that others on the machine count
/// little.
double shortest(const std::function<void()>& work) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 5; ++i) {
        const std::clock_t start = std::clock();
        work();
        best = std::min(best, 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

/// Time against size: the straight line fixed + slope·size by least squares, and as misfit the root mean square of what
/// it leaves, relative to the mean time.
void line(benchmark::State& state, const std::vector<int>& sizes, const std::function<void(int)>& work) {
    const auto count = static_cast<double>(sizes.size());
    for (auto _ : state) {
        std::vector<double> times;
        for (const int size : sizes) times.push_back(shortest([&] { work(size); }));
        const double meanSize = std::accumulate(sizes.begin(), sizes.end(), 0.0) / count;
        const double meanTime = std::accumulate(times.begin(), times.end(), 0.0) / count;
        double products = 0;
        double squares = 0;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            products += (sizes[i] - meanSize) * (times[i] - meanTime);
            squares += (sizes[i] - meanSize) * (sizes[i] - meanSize);
        }
        const double slope = products / squares;
        double left = 0;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            left += std::pow(times[i] - meanTime - slope * (sizes[i] - meanSize), 2);
            state.counters["ms" + std::to_string(sizes[i])] = times[i];
        }
        state.counters["slopeMicroseconds"] = 1e3 * slope;
        state.counters["fixedMilliseconds"] = meanTime - slope * meanSize;
        state.counters["misfitPercent"] = 100 * std::sqrt(left / count) / meanTime;
    }
}

void linearInDraws(benchmark::State& state) {
    const kachi::Case value = bench::sickSicker();
    const kachi::RulePack pack = bench::packOf(value);
    line(state, {5'000, 10'000, 20'000, 40'000, 80'000},
         [&](int draws) { benchmark::DoNotOptimize(bench::evaluated(value, pack, static_cast<std::size_t>(draws))); });
}

void linearInCycles(benchmark::State& state) {
    kachi::Case value = bench::cohort();
    const kachi::RulePack pack = bench::packOf(value);
    line(state, {60, 120, 240, 480, 960}, [&](int cycles) {
        value.outcomes->timing.cycles = cycles;
        benchmark::DoNotOptimize(bench::evaluated(value, pack, 20'000));
    });
}

void linearInTransitions(benchmark::State& state) {
    const kachi::RulePack pack = bench::packOf(bench::cohort());
    line(state, {16, 32, 64, 128, 256},
         [&](int cells) { benchmark::DoNotOptimize(bench::evaluated(bench::chain(cells), pack, 2'000)); });
}

}  // namespace

/// From an edited case to all results, without (0) and with draws.
BENCHMARK(hipSample)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(cohort)->Arg(0)->Arg(10'000)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(sickSicker)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(linearInDraws)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(linearInCycles)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(linearInTransitions)->Unit(benchmark::kMillisecond)->Iterations(1);

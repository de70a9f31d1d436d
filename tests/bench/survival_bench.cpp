#include "models/evaluation/values.h"
#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

namespace {

using namespace kachi;

/// 3 states, 2 strategies, Weibull curves from their covariance, monthly points over 20 years: 241 points.
Case partitionedSurvival() {
    return bench::readCase("tests/data/golden-13-partitioned-survival/kachi-case.json");
}

/// Sampling, curves, discounting and means.
void run(benchmark::State& state, const Case& value) {
    RunOptions options;
    options.draws = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        const auto values = parameterValues(value, kachi::RulePack{}, options, nullptr);
        if (!values) qFatal("%s is refused", value.id.c_str());
        const auto results = evaluateOutcomes(*value.outcomes, expressionInputs(value), *values, options);
        if (!results) qFatal("%s is refused", value.id.c_str());
        benchmark::DoNotOptimize(results->drawn.front().cost.front());
    }
}

void survivalWeibull(benchmark::State& state) {
    run(state, partitionedSurvival());
}

/// A family that goes lane by lane.
void survivalLognormal(benchmark::State& state) {
    Case value = partitionedSurvival();
    for (SurvivalCurve& curve : value.outcomes->curves) {
        curve.family = SurvivalFamily::lognormal;
        curve.args = {
            {"meanlog", "outcomes." + curve.id + ".logScale + outcomes.isNew*outcomes." + curve.id + ".betaNew"},
            {"sdlog", "exp(-outcomes." + curve.id + ".logShape)"}};
    }
    run(state, value);
}

}  // namespace

BENCHMARK(survivalWeibull)->Arg(0)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(survivalLognormal)->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);

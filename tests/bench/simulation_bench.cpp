#include "tests/bench/bench_data.h"

#include "models/evaluation/values.h"

#include <benchmark/benchmark.h>

namespace {

/// Clock-reset Weibull illness-death, 2 strategies; sampling included.
void simulation(benchmark::State& state, const kachi::Case& value) {
    const kachi::ExpressionInputs inputs = kachi::expressionInputs(value);
    kachi::RunOptions options;
    options.draws = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        const auto values = kachi::parameterValues(value, kachi::RulePack{}, options, nullptr);
        const auto results = kachi::evaluateOutcomes(*value.outcomes, inputs, values.value(), options);
        if (!results) qFatal("%s", results.issues().front().code.c_str());
        benchmark::DoNotOptimize(results.value().base.front().cost);
    }
}

kachi::Case illnessDeath() {
    kachi::Case value = bench::readCase("tests/data/golden-16-semi-markov/kachi-case.json");
    value.outcomes->simulation->patients = 10'000;
    return value;
}

void simulationIllnessDeath(benchmark::State& state) {
    simulation(state, illnessDeath());
}

/// The same with a cost, a utility and a curve that every patient has his own.
void simulationByPatient(benchmark::State& state) {
    kachi::Case value = illnessDeath();
    kachi::OutcomesStructure& outcomes = *value.outcomes;
    outcomes.simulation->attributes = {
        {"chance", {}, kachi::Family::uniform, {{"low", "0"}, {"high", "1"}}},
        {"frail", {}, kachi::Family::fixed, {{"value", "chance < 0.3"}}},
        {"age0", {}, kachi::Family::normal, {{"mean", "if(frail, 75, 65)"}, {"sd", "5"}}}};
    outcomes.states[1].cost = "outcomes.costSick * if(frail, 1.2, 1)";
    outcomes.states[1].utility = "outcomes.utilitySick - 0.001 * (age - 65)";
    outcomes.curves[2].hazardRatio = "if(frail, 1.5, 1) * exp(0.02 * (age - 65))";
    simulation(state, value);
}

}  // namespace

/// 2 million histories: at most 300 ms on two cores.
BENCHMARK(simulationIllnessDeath)->Arg(0)->Arg(100)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(simulationByPatient)->Arg(100)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);

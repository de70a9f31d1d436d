#include "models/uncertainty/value_of_information.h"
#include "tests/models/outcomes/golden_data.h"

#include <benchmark/benchmark.h>

namespace {

using namespace kachi;

/// 10,000 draws of three strategies and eight parameters (golden 11) at 50,000 a QALY.
struct Draws {
    Draws() {
        const golden::Table table = golden::table("golden-11-voi/psa.csv");
        for (const char* strategy : {"Chemo", "Radio", "Surgery"}) {
            const std::vector<double> cost = table.numbers(std::string("cost_") + strategy);
            std::vector<double> benefit = table.numbers(std::string("effect_") + strategy);
            for (std::size_t i = 0; i < benefit.size(); ++i) benefit[i] = 50'000 * benefit[i] - cost[i];
            netBenefit.push_back(std::move(benefit));
        }
        for (const std::string& id : ids) values.push_back(table.numbers(id));
    }

    std::vector<std::string> ids{"pFailChemo",  "pFailRadio", "pFailSurg", "pDieSurg",
                                 "muDieCancer", "cChemo",     "cRadio",    "cSurg"};
    std::vector<std::vector<double>> netBenefit;  ///< [strategy][draw]
    std::vector<std::vector<double>> values;      ///< [parameter][draw]
};

/// EVPPI of the first `range(0)` parameters as one set.
void evppiOfSet(benchmark::State& state) {
    const Draws draws;
    const auto count = static_cast<std::size_t>(state.range(0));
    const std::vector<std::string> ids(draws.ids.begin(), draws.ids.begin() + state.range(0));
    std::vector<const std::vector<double>*> columns;
    for (std::size_t p = 0; p < count; ++p) columns.push_back(&draws.values[p]);
    for (auto _ : state) benchmark::DoNotOptimize(evppi(draws.netBenefit, ids, columns).value().value);
}

/// Five sizes of a trial of one parameter.
void evsiOfSizes(benchmark::State& state) {
    const Draws draws;
    const TrialDesign design{draws.ids.front(), 0, 0.5, 1};
    for (auto _ : state) {
        benchmark::DoNotOptimize(evsiCurve(draws.netBenefit, draws.values.front(), design, {10, 50, 100, 500, 1000}));
    }
}

}  // namespace

BENCHMARK(evppiOfSet)->Arg(1)->Arg(2)->Arg(3)->Arg(8)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(11);
BENCHMARK(evsiOfSizes)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(3);

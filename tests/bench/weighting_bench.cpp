#include "models/statistics/cox_regression.h"
#include "models/statistics/distribution.h"
#include "models/statistics/propensity_weighting.h"
#include "models/statistics/random.h"
#include "tests/bench/bench_data.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace kachi;

constexpr Eigen::Index covariates = 10;

/// Survival of patients whose treatment depends on ten covariates; exponential times, a third censored.
struct Cohort {
    RegressionData treatment;
    CoxData survival;
};

Cohort cohort(std::size_t patients) {
    Cohort made;
    const auto rows = static_cast<Eigen::Index>(patients);
    made.treatment.design = Eigen::MatrixXd::Ones(rows, covariates + 1);
    made.treatment.response.resize(rows);
    made.treatment.names = {"(intercept)"};
    for (Eigen::Index column = 1; column <= covariates; ++column) {
        made.treatment.names.push_back("x" + std::to_string(column));
    }
    made.survival.names = {"treated"};
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto draw = static_cast<std::uint64_t>(row);
        double predictor = 0;
        for (Eigen::Index column = 1; column <= covariates; ++column) {
            const double value = normalQuantile(uniform(1, static_cast<std::uint64_t>(column), draw));
            made.treatment.design(row, column) = value;
            predictor += 0.2 * value;
        }
        const bool treated = uniform(1, 100, draw) < 1 / (1 + std::exp(-predictor));
        made.treatment.response[row] = treated ? 1 : 0;
        const double event = -std::log(uniform(1, 101, draw)) / std::exp(0.3 * predictor - (treated ? 0.4 : 0));
        const double censored = -2 * std::log(uniform(1, 102, draw));
        made.survival.time.push_back(std::min(event, censored));
        made.survival.event.push_back(event <= censored ? 1 : 0);
    }
    made.survival.design = made.treatment.response;
    return made;
}

/// Propensity model, weights, weighted Cox regression and its robust variance. To stay below 2 s at 100,000 rows.
void weightedSurvival(benchmark::State& state) {
    Cohort data = cohort(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto weights = propensityWeights(data.treatment, {}, "");
        if (!weights) qFatal("the propensity model is refused");
        data.survival.weights = weights->weights;
        const auto fit = fitCox(data.survival, CoxTies::efron, "");
        if (!fit) qFatal("the Cox regression is refused");
        benchmark::DoNotOptimize(coxRobustCovariance(data.survival, *fit, {}).sum());
    }
}

}  // namespace

BENCHMARK(weightedSurvival)->Arg(10'000)->Arg(100'000)->UseRealTime()->Unit(benchmark::kMillisecond)->Repetitions(5);

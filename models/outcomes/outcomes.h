#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/core/trace.h"
#include "models/expressions/program.h"
#include "models/outcomes/outcomes_structure.h"
#include "models/uncertainty/efficiency_frontier.h"

#include <string>
#include <vector>

namespace kachi {

/// What one patient costs and gains, on average.
struct CohortOutcome {
    double cost = 0;  ///< discounted, currency
    double costUndiscounted = 0;
    double qaly = 0;  ///< discounted
    double qalyUndiscounted = 0;
    double lifeYears = 0;  ///< undiscounted
    double lifeYearsDiscounted = 0;

    bool operator==(const CohortOutcome&) const = default;
};

/// Base case of one strategy in one subgroup.
struct SubgroupOutcome {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    double weight = 1;
    CohortOutcome outcome;
    std::vector<std::vector<double>> occupancy;  ///< [point 0…n][state]; point k is the end of cycle k
    double meanCost = 0;                         ///< over draws; 0 without draws
    double meanQaly = 0;
};

/// Draws of one strategy, weighted over subgroups.
struct StrategyDraws {
    std::vector<double> cost;                 ///< [draw], discounted
    std::vector<double> qaly;                 ///< [draw], discounted
    std::vector<double> lifeYears;            ///< [draw], undiscounted
    std::vector<double> lifeYearsDiscounted;  ///< [draw]
};

struct OutcomesResults {
    std::vector<std::string> strategies;        ///< ids, in the order of everything below
    std::vector<std::string> subgroups;         ///< ids; one empty id for the whole population
    std::vector<CohortOutcome> base;            ///< [strategy], weighted over subgroups
    std::vector<SubgroupOutcome> subgroupBase;  ///< by strategy, then subgroup
    EffectMeasure effect = EffectMeasure::qaly;
    std::vector<double> baseEffect;     ///< [strategy] in the measure of the ICER
    std::vector<FrontierRow> frontier;  ///< base case
    std::vector<Increment> increments;  ///< base case, every strategy but the comparator
    std::size_t comparator = 0;
    std::size_t draws = 0;
    std::vector<StrategyDraws> drawn;  ///< [strategy]
    std::vector<Trace> traces;         ///< outcomes.cost.<id>, outcomes.qaly.<id>, outcomes.icer.<id>

    /// Draws of the effect of the ICER.
    const std::vector<double>& effectDraws(std::size_t strategy) const;
};

/// Every fault of structure, expressions, tables and parameter values; probabilities and sums that do not vary over
/// draws included. An empty list means evaluateOutcomes runs; single draws can still fail.
Issues validate(const OutcomesStructure& structure, const ExpressionInputs& inputs, const ParameterValues& values);

/// Discounted cost, QALYs and life-years of a cohort state-transition model, per patient, for the base case and for
/// every draw held in `values` (RunOptions.draws and seed do not enter: the draws are made before).
/// Rows of the transition matrix hold probabilities in [0, 1] that sum to 1 within 1e-9, else Issue
/// outcomes.probability or outcomes.rowSum with state, strategy, subgroup, cycle and draw; nothing is rescaled. A
/// complement may miss 0 by 1e-9, the rounding of the sum it is taken from. A draw that fails is an error.
/// Digits do not depend on the number of threads. Stopping gives core.cancelled.
/// Source: Briggs, Claxton, Sculpher, Decision Modelling for Health Economic Evaluation, ch. 2 and 4.
/// Checked: HIV combination therapy and total hip replacement models of that book, heemod and hesim.
/// Not valid for: probabilities that depend on the time spent in a state.
Result<OutcomesResults> evaluateOutcomes(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                         const ParameterValues& values, const RunOptions& options);

}  // namespace kachi

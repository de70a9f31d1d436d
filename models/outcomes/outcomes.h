#pragma once

#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/core/trace.h"
#include "models/expressions/program.h"
#include "models/outcomes/outcomes_structure.h"
#include "models/uncertainty/efficiency_frontier.h"

#include <optional>
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

/// One way through a decision tree.
struct TreePath {
    std::vector<std::string> nodes;  ///< ids from the root to the terminal node
    double probability = 0;
    double cost = 0;  ///< discounted, of the whole path, without what follows in a cohort model
    double qaly = 0;
    double lifeYears = 0;
    std::string state;  ///< where it enters the cohort model; empty: it ends
};

/// One node of a decision tree folded back.
struct TreeNodeValue {
    std::string node;
    double probability = 0;  ///< of reaching it
    double cost = 0;         ///< expected from here on, discounted
    double qaly = 0;
    double lifeYears = 0;
    std::string chosen;  ///< decision below the root: the branch taken
};

/// Survival of one curve at the points of the model.
struct CurveValues {
    std::string curve;
    std::vector<double> fitted;   ///< [point 0…n] before mortality and caps
    std::vector<double> applied;  ///< [point 0…n] as the states use it
};

/// Where an inner curve rises above the next one.
struct CurveCrossing {
    std::string inner;
    std::string outer;
    double time = 0;  ///< years, the first point at which it is above
};

/// Monte Carlo error of a simulation: standard errors of the means over its patients.
struct MonteCarloError {
    int patients = 0;
    double cost = 0;
    double qaly = 0;
    double lifeYears = 0;
};

/// How often an event happened to a simulated patient, on average.
struct EventCount {
    std::string event;
    double perPatient = 0;
};

/// Base case of one strategy in one subgroup.
struct SubgroupOutcome {
    std::size_t strategy = 0;
    std::size_t subgroup = 0;
    double weight = 1;
    CohortOutcome outcome;
    double meanCost = 0;  ///< over draws; 0 without draws
    double meanQaly = 0;

    std::vector<std::vector<double>> occupancy;  ///< [point 0…n][state]; point k is the end of cycle k; empty: a tree
    std::vector<double> cycleCost;               ///< [cycle] undiscounted, per patient; one-off costs in cycle 1
    std::vector<double> cycleQaly;               ///< [cycle] undiscounted
    std::vector<TreePath> paths;                 ///< decision tree
    std::vector<TreeNodeValue> nodes;            ///< decision tree, in the order of its nodes that are reached
    std::vector<CurveValues> curves;             ///< partitioned survival
    std::vector<CurveCrossing> crossings;        ///< partitioned survival
    std::optional<MonteCarloError> monteCarlo;   ///< simulation
    std::vector<EventCount> events;              ///< simulation
};

/// Draws of one strategy, weighted over subgroups.
struct StrategyDraws {
    std::vector<double> cost;                 ///< [draw], discounted
    std::vector<double> qaly;                 ///< [draw], discounted
    std::vector<double> lifeYears;            ///< [draw], undiscounted
    std::vector<double> lifeYearsDiscounted;  ///< [draw]
};

/// Noise that the draws of one strategy carry because each simulates a limited number of patients (first-order
/// uncertainty): mean over draws of the squared standard error. The variance between draws holds it beside parameter
/// uncertainty, so that of the parameters alone is about their difference. With the same patients in every draw the
/// noise is common to all draws and does not spread them. Zero for models without simulated patients.
struct FirstOrderError {
    double costVariance = 0;
    double qalyVariance = 0;
};

struct OutcomesResults {
    OutcomeModel model = OutcomeModel::cohort;
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
    std::vector<StrategyDraws> drawn;         ///< [strategy]
    std::vector<FirstOrderError> firstOrder;  ///< [strategy]; empty without draws
    std::size_t drawsCrossing = 0;            ///< partitioned survival: draws in which any curve was capped at the next
    std::vector<Trace> traces;                ///< outcomes.cost.<id>, outcomes.qaly.<id>, outcomes.icer.<id>

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
/// A state in which anything depends on state_time is followed by cycles since entry (tunnel states); costs, utilities
/// and cells of such a patient are those of his state_time and of the cycle. Results are per declared state.
/// Source: Briggs, Claxton, Sculpher, Decision Modelling for Health Economic Evaluation, ch. 2 and 4.
/// Checked: HIV combination therapy and total hip replacement models of that book, heemod and hesim; Sick-Sicker models
/// of the DARTH tutorials; semi-Markov illness-death model by integration.
Result<OutcomesResults> evaluateOutcomes(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                         const ParameterValues& values, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/core/special_members.h"
#include "models/core/text.h"
#include "models/outcomes/budget_structure.h"
#include "models/outcomes/decision_tree.h"
#include "models/outcomes/simulation_structure.h"
#include "models/outcomes/survival_curve.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Which engine answers. A case may hold the structure of several; only the chosen one runs.
enum class OutcomeModel { cohort, decisionTree, partitionedSurvival, simulation };

/// Where the state diagram draws a state: its centre, in heights of a line of text.
struct DiagramPlace {
    double x = 0;
    double y = 0;

    bool operator==(const DiagramPlace&) const = default;
};

/// A health state. Cost and utility are expressions; the clock names cycle, time, age and state_time may be used.
struct OutcomeState {
    std::string id;
    Text name;
    bool alive = true;          ///< time in it counts as life-years
    std::string cost = "0";     ///< currency per patient-year
    std::string utility = "0";  ///< QALY per year
    int tunnelCycles = 0;       ///< cycles over which state_time is followed, after which it stands; 0: to the horizon
    std::optional<DiagramPlace> place{};  ///< in the state diagram; empty: on the circle of those without a place

    bool operator==(const OutcomeState&) const = default;
};

/// When a one-off cost is charged.
enum class OneOffTiming {
    upfront,  ///< in full at time 0, undiscounted, whatever the cycle weights
    counted,  ///< to the occupancy of a state in cycle 1, with that cycle's weights and discount factors
};

struct OneOffCost {
    std::string id;
    Text name;
    std::string cost = "0";  ///< expression, currency per patient
    OneOffTiming timing = OneOffTiming::upfront;
    std::string state;  ///< for counted: the state whose first-cycle occupancy is charged

    bool operator==(const OneOffCost&) const = default;
};

/// A cost or QALY change of every patient who is in `from` at the beginning and in `to` at the end of a cycle; with
/// state_time that of `from`.
struct TransitionReward {
    std::string id;
    Text name;
    std::string from;        ///< state, or "*" for every other state
    std::string to;          ///< state
    std::string cost = "0";  ///< expression, currency per transition
    std::string qaly = "0";  ///< expression, QALYs per transition (a loss is negative)

    bool operator==(const TransitionReward&) const = default;
};

/// What the cells of the transition matrix hold.
enum class TransitionUnit {
    probability,  ///< per cycle
    rate,         ///< per year; the probabilities of a cycle are the matrix exponential, so competing risks are exact.
                  ///< Diagonal cells are left out.
};

struct OutcomeStrategy {
    std::string id;
    Text name;
    std::map<std::string, std::string> overrides;  ///< name → expression under this strategy
    std::vector<OneOffCost> oneOffCosts;

    bool operator==(const OutcomeStrategy&) const = default;
};

struct OutcomeSubgroup {
    std::string id;
    Text name;
    std::string weight = "1";                   ///< expression; share of the population
    std::map<std::string, std::string> values;  ///< name → expression in this subgroup

    bool operator==(const OutcomeSubgroup&) const = default;
};

/// Discount factor of a value at time t (years) for the annual rate r and cycle length L.
enum class DiscountForm {
    annual,      ///< (1 + r)^−t
    continuous,  ///< exp(−r·t)
    simple,      ///< (1 + r·L)^−(t/L): the rate divided among the cycles, not converted
};

/// Time at which the value of a cycle is discounted.
enum class DiscountMoment {
    start,          ///< beginning of the cycle
    end,            ///< end of the cycle
    guidelineYear,  ///< year − 1, the year being that in which the cycle begins: the first year is not discounted
    eachEnd,        ///< occupancy before the transition at the beginning, occupancy after it at the end of the cycle
};

/// Occupancy that a cycle is valued with.
enum class CycleWeights {
    start,      ///< before the transition
    end,        ///< after the transition
    halfCycle,  ///< mean of both
    simpson,    ///< composite Simpson rule over the n + 1 points: 1/3, 4/3, 2/3, …, 4/3, 1/3; n must be even
    custom,     ///< given weights of the n + 1 points
};

/// How transition rewards are counted. They are discounted at the end of the cycle when the moment is eachEnd or end,
/// at its start when it is start, by year when it is guidelineYear.
enum class TransitionWeights {
    full,   ///< each transition once
    point,  ///< with the weight of the occupancy it arrives in
};

/// With point weights (simpson, custom) point 0 has the costs and utilities of cycle 1 and point k those of cycle k,
/// and each point is discounted at its own time: the moment must be eachEnd.
struct OutcomeTiming {
    int cycles = 1;
    double cycleLengthYears = 1;
    DiscountForm discountForm = DiscountForm::annual;
    DiscountMoment discountMoment = DiscountMoment::guidelineYear;
    CycleWeights cycleWeights = CycleWeights::halfCycle;
    std::vector<double> customWeights;  ///< cycles + 1 weights for custom, else empty
    TransitionWeights transitionWeights = TransitionWeights::full;

    bool operator==(const OutcomeTiming&) const = default;
};

/// Effect in the denominator of the ICER.
enum class EffectMeasure { qaly, lifeYears, discountedLifeYears };

/// What the outcome model needs beyond numbers. Names in expressions mean: value of the subgroup, else override of the
/// strategy, else parameter or expression of the case, else the clock: cycle = 1…n, time = (cycle − 1)·length in years,
/// age = age0 + time, state_time = years since entry into the state, 0 on entry.
struct OutcomesStructure {
    KACHI_SPECIAL_MEMBERS(OutcomesStructure);

    OutcomeModel model = OutcomeModel::cohort;
    std::string currency;  ///< ISO 4217
    int priceYear = 0;
    std::vector<OutcomeState> states;
    std::vector<OutcomeStrategy> strategies;
    std::vector<OutcomeSubgroup> subgroups;      ///< empty: one population
    std::map<std::string, std::string> initial;  ///< state → expression; absent = 0; "#" = what is left of 1
    /// from → to → probability per cycle; absent = 0; "#" = what is left of 1; a state without a row keeps its
    /// patients.
    std::map<std::string, std::map<std::string, std::string>> transitions;
    TransitionUnit transitionUnit = TransitionUnit::probability;
    std::vector<TransitionReward> transitionRewards;
    std::optional<DecisionTree> tree;
    std::vector<SurvivalCurve> curves;
    std::optional<PartitionedSurvival> survival;
    std::optional<IndividualSimulation> simulation;
    std::optional<BudgetImpact> budget;
    std::string startAge;            ///< expression for age0; needed only where age is used
    std::string costDiscountRate;    ///< expression, per year
    std::string effectDiscountRate;  ///< expression, per year
    OutcomeTiming timing;
    std::string comparator;
    EffectMeasure effect = EffectMeasure::qaly;
    std::vector<double> wtp;  ///< grid of the acceptability curve, currency per unit of effect
    double referenceWtp = 0;  ///< the threshold that is reported
    std::string devicePrice;  ///< parameter under which the device price enters; empty: no threshold price

    bool operator==(const OutcomesStructure&) const = default;
};

}  // namespace kachi

#pragma once

#include "models/statistics/inequality.h"

#include <span>
#include <vector>

namespace kachi {

/// What an option does to the people of one group, per person of the group unless said otherwise.
struct GroupEffect {
    double gain = 0;             ///< QALYs of a person who takes it up
    double uptake = 1;           ///< share of the group, 0 … 1
    double cost = 0;             ///< of a person who takes it up, beyond current care
    double opportunityLoss = 0;  ///< QALYs a person of the group loses by what is displaced, where it is known directly
};

struct OpportunityCost {
    double costPerQaly = 0;      ///< of the care displaced, > 0
    std::vector<double> shares;  ///< [group] of the QALYs displaced, sum 1
};

/// Extra cost of an option to the payer: fixed + Σ population × uptake × cost.
double optionCost(std::span<const double> population, std::span<const GroupEffect> effects, double fixedCost);

/// Health of a person of each group after an option:
///     h' = h + uptake × gain − loss − share × cost of the option / (costPerQaly × population)
/// @param opportunity null: only the losses known directly count
/// Source: Asaria M, Griffin S, Cookson R. Med Decis Making 2016;36:8-19.
std::vector<double> healthAfter(std::span<const double> population, std::span<const double> baseline,
                                std::span<const GroupEffect> effects, double fixedCost,
                                const OpportunityCost* opportunity);

/// Ways to weigh a fair distribution against the mean.
enum class WelfareFamily {
    atkinson,      ///< aversion ε to relative differences
    kolm,          ///< aversion α to absolute differences
    extendedGini,  ///< aversion η ≥ 1 to ranks
};

/// Equally distributed equivalent: the health that, if everyone had it, would be as good as the distribution. The mean
/// when aversion is 0 (1 for the extended Gini).
///     Atkinson (Σ w h^(1−ε))^(1/(1−ε));  Kolm −ln(Σ w exp(−α h))/α;
///     extended Gini Σ h_i ((1 − F_{i−1})^η − (1 − F_i)^η), lowest h first
/// Empty where not defined: negative aversion (below 1 for the extended Gini), ε ≥ 1 with a health of 0.
/// Sources: Atkinson AB. J Econ Theory 1970;2:244-263; Kolm SC. J Econ Theory 1976;12:416-442; Yitzhaki S. Int Econ Rev
/// 1983;24:617-628; Cookson R and others (eds), Distributional Cost-Effectiveness Analysis, OUP 2020.
Measure equallyDistributedEquivalent(const WeightedValues& health, WelfareFamily family, double aversion);

/// Worth of one more QALY to a person of each group relative to a person of the healthiest: (h/h_max)^−ε, or
/// exp(−α (h − h_max)).
/// @pre all health > 0; family is atkinson or kolm
std::vector<double> marginalWeights(std::span<const double> health, WelfareFamily family, double aversion);

/// Which of two distributions over the same groups is better whatever the aversion.
enum class Dominance { equal, first, second, neither };

/// No group worse off, some better.
Dominance paretoDominance(std::span<const double> first, std::span<const double> second);

/// Generalised Lorenz curve nowhere lower: better for every welfare function that rises with health and does not
/// prefer more inequality. Source: Shorrocks AF. Economica 1983;50:3-17.
Dominance generalisedLorenzDominance(const WeightedValues& first, const WeightedValues& second);

/// Aversions ε in 0 … upTo at which the Atkinson equivalents of two distributions cross, ascending. Crossings closer to
/// each other than upTo/300 may be missed.
std::vector<double> switchingAversions(const WeightedValues& first, const WeightedValues& second, double upTo);

}  // namespace kachi

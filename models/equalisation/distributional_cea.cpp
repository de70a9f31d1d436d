#include "models/equalisation/distributional_cea.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr int switchingSteps = 300;

/// Differences below this share of the values are rounding.
constexpr double rounding = 1e-13;

bool above(double value, double other) {
    return value - other > rounding * std::max(std::abs(value), std::abs(other));
}

Dominance dominance(bool firstAbove, bool secondAbove) {
    if (firstAbove && secondAbove) return Dominance::neither;
    if (firstAbove) return Dominance::first;
    return secondAbove ? Dominance::second : Dominance::equal;
}

Measure extendedGiniEquivalent(const WeightedValues& health, double aversion) {
    if (!(aversion >= 1)) return std::nullopt;
    double equivalent = 0;
    double below = 0;
    for (const std::size_t i : health.ascending()) {
        const double upTo = std::min(1.0, below + health.shares()[i]);
        equivalent += health.values()[i] * (std::pow(1 - below, aversion) - std::pow(1 - upTo, aversion));
        below = upTo;
    }
    return equivalent;
}

/// Cumulated health by cumulated population, from (0, 0).
std::vector<LorenzPoint> generalisedLorenz(const WeightedValues& health) {
    std::vector<LorenzPoint> curve{{0, 0}};
    for (const std::size_t i : health.ascending()) {
        curve.push_back({curve.back().populationShare + health.shares()[i],
                         curve.back().resourceShare + health.shares()[i] * health.values()[i]});
    }
    curve.back().populationShare = 1;
    return curve;
}

}  // namespace

double optionCost(std::span<const double> population, std::span<const GroupEffect> effects, double fixedCost) {
    double cost = fixedCost;
    for (std::size_t i = 0; i < population.size(); ++i) cost += population[i] * effects[i].uptake * effects[i].cost;
    return cost;
}

std::vector<double> healthAfter(std::span<const double> population, std::span<const double> baseline,
                                std::span<const GroupEffect> effects, double fixedCost,
                                const OpportunityCost* opportunity) {
    const double displaced = opportunity ? optionCost(population, effects, fixedCost) / opportunity->costPerQaly : 0;
    std::vector<double> after;
    for (std::size_t i = 0; i < population.size(); ++i) {
        const double share = opportunity ? opportunity->shares[i] : 0;
        after.push_back(baseline[i] + (effects[i].uptake * effects[i].gain - effects[i].opportunityLoss -
                                       share * displaced / population[i]));
    }
    return after;
}

Measure equallyDistributedEquivalent(const WeightedValues& health, WelfareFamily family, double aversion) {
    if (family == WelfareFamily::extendedGini) return extendedGiniEquivalent(health, aversion);
    if (aversion == 0) return health.mean();
    const Measure index = family == WelfareFamily::atkinson ? atkinson(health, aversion) : kolm(health, aversion);
    if (!index) return std::nullopt;
    return family == WelfareFamily::atkinson ? health.mean() * (1 - *index) : health.mean() - *index;
}

std::vector<double> marginalWeights(std::span<const double> health, WelfareFamily family, double aversion) {
    const double most = *std::max_element(health.begin(), health.end());
    std::vector<double> weights;
    for (const double own : health) {
        weights.push_back(family == WelfareFamily::kolm ? std::exp(aversion * (most - own))
                                                        : std::exp(aversion * std::log(most / own)));
    }
    return weights;
}

Dominance paretoDominance(std::span<const double> first, std::span<const double> second) {
    bool firstAbove = false;
    bool secondAbove = false;
    for (std::size_t i = 0; i < first.size(); ++i) {
        firstAbove = firstAbove || above(first[i], second[i]);
        secondAbove = secondAbove || above(second[i], first[i]);
    }
    return dominance(firstAbove, secondAbove);
}

Dominance generalisedLorenzDominance(const WeightedValues& first, const WeightedValues& second) {
    const std::vector<LorenzPoint> firstCurve = generalisedLorenz(first);
    const std::vector<LorenzPoint> secondCurve = generalisedLorenz(second);
    bool firstAbove = false;
    bool secondAbove = false;
    const auto compareAt = [&](double share) {
        const double a = lorenzAt(firstCurve, share);
        const double b = lorenzAt(secondCurve, share);
        firstAbove = firstAbove || above(a, b);
        secondAbove = secondAbove || above(b, a);
    };
    for (const LorenzPoint& point : firstCurve) compareAt(point.populationShare);
    for (const LorenzPoint& point : secondCurve) compareAt(point.populationShare);
    return dominance(firstAbove, secondAbove);
}

std::vector<double> switchingAversions(const WeightedValues& first, const WeightedValues& second, double upTo) {
    const auto difference = [&](double aversion) -> Measure {
        const Measure a = equallyDistributedEquivalent(first, WelfareFamily::atkinson, aversion);
        const Measure b = equallyDistributedEquivalent(second, WelfareFamily::atkinson, aversion);
        if (!a || !b) return std::nullopt;
        return above(*a, *b) || above(*b, *a) ? *a - *b : 0;
    };
    std::vector<double> crossings;
    double from = 0;
    Measure last = difference(0);
    for (int step = 1; step <= switchingSteps; ++step) {
        const double to = upTo * step / switchingSteps;
        const Measure now = difference(to);
        if (!now || *now == 0) continue;  // not defined, or a tie: the sign before it is kept
        if (last && *last != 0 && (*last > 0) != (*now > 0)) {
            double low = from;
            double high = to;
            for (int halving = 0; halving < 60; ++halving) {
                const double middle = (low + high) / 2;
                const Measure between = difference(middle);
                if (between && *between != 0 && (*between > 0) == (*last > 0)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            crossings.push_back((low + high) / 2);
        }
        last = now;
        from = to;
    }
    return crossings;
}

}  // namespace kachi

#include "models/pricing/challenge_tree.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

namespace kachi {
namespace {

constexpr int monthsPerYear = 12;

void branch(const ChallengePlan& plan, ChallengeLeaf leaf, std::vector<ChallengeLeaf>& leaves) {
    const std::size_t step = leaf.outcomes.size();
    if (step == plan.steps.size()) {
        leaves.push_back(std::move(leaf));
        return;
    }
    const auto follow = [&](ChallengeOutcome outcome, const Rational& probability) {
        if (probability == 0) return;
        ChallengeLeaf next = leaf;
        next.outcomes.push_back(outcome);
        next.probability *= probability;
        branch(plan, std::move(next), leaves);
    };
    // A series that was granted once is not repeated, and "not made" hands that on to its later repeats.
    const bool needless = plan.steps[step].afterRefusal && leaf.outcomes.back() != ChallengeOutcome::refused;
    if (needless) return follow(ChallengeOutcome::notMade, Rational(1));
    follow(ChallengeOutcome::granted, plan.steps[step].probability);
    follow(ChallengeOutcome::refused, Rational(1) - plan.steps[step].probability);
}

Rational baseOf(const ChallengePlan& plan, int month) {
    Rational price = plan.base.front().price;
    for (const BasePrice& base : plan.base) {
        if (base.month <= month) price = base.price;
    }
    return price;
}

Yen priceOf(const ChallengePlan& plan, const ChallengeLeaf& leaf, int month, const RoundingRule& listing) {
    Rational rate = 0;
    for (std::size_t step = 0; step < plan.steps.size(); ++step) {
        const bool inForce = leaf.outcomes[step] == ChallengeOutcome::granted && plan.steps[step].month <= month;
        if (inForce) rate += plan.steps[step].alpha;
    }
    const Rational base = baseOf(plan, month);
    return toYen(rate == 0 ? base : applyRounding(listing, Rational(base * (1 + rate))));
}

Rational yearRevenue(const ChallengePlan& plan, const ChallengeLeaf& leaf, std::size_t year,
                     const RoundingRule& listing) {
    const int first = plan.base.front().month + static_cast<int>(year) * monthsPerYear;
    std::vector<Yen> prices;
    for (int month = first; month < first + monthsPerYear; ++month)
        prices.push_back(priceOf(plan, leaf, month, listing));
    const Rational sum =
        std::accumulate(prices.begin(), prices.end(), Rational(0),
                        [](const Rational& total, const Yen& price) -> Rational { return total + price.exact(); });
    return sum * plan.volumes[year] / monthsPerYear;
}

/// Mean of a price over the leaves.
Rational expected(const std::vector<ChallengeLeaf>& leaves, const std::vector<Yen>& prices) {
    return std::transform_reduce(
        leaves.begin(), leaves.end(), prices.begin(), Rational(0), std::plus<Rational>(),
        [](const ChallengeLeaf& leaf, const Yen& price) -> Rational { return leaf.probability * price.exact(); });
}

/// Months in which some price changes.
std::set<int> changes(const ChallengePlan& plan) {
    std::set<int> months;
    const int start = plan.base.front().month;
    for (const BasePrice& base : plan.base) months.insert(base.month);
    for (const ChallengeStep& step : plan.steps) months.insert(step.month);
    months.erase(months.lower_bound(start + plan.months), months.end());
    return months;
}

}  // namespace

Result<ChallengeTree> challengeTree(const ChallengePlan& plan, const RulePack& pack) {
    const auto listing = pack.rounding("listing");
    if (!listing) return listing.issues();
    const int start = plan.base.front().month;

    ChallengeTree tree;
    ChallengeLeaf root;
    root.probability = 1;
    branch(plan, std::move(root), tree.leaves);
    tree.yearlyRevenue.resize(plan.volumes.size());
    for (ChallengeLeaf& leaf : tree.leaves) {
        leaf.endPrice = priceOf(plan, leaf, start + plan.months - 1, *listing);
        for (std::size_t year = 0; year < plan.volumes.size(); ++year) {
            const Rational revenue = yearRevenue(plan, leaf, year, *listing);
            leaf.revenue += revenue;
            tree.yearlyRevenue[year] += leaf.probability * revenue;
        }
        tree.expectedEndPrice += leaf.probability * leaf.endPrice.exact();
        tree.expectedRevenue += leaf.probability * leaf.revenue;
    }
    for (const int month : changes(plan)) {
        std::vector<Yen> prices;
        for (const ChallengeLeaf& leaf : tree.leaves) prices.push_back(priceOf(plan, leaf, month, *listing));
        const auto [lowest, highest] = std::minmax_element(prices.begin(), prices.end());
        ChallengePricePoint point;
        point.month = month;
        point.base = toYen(baseOf(plan, month));
        point.expected = expected(tree.leaves, prices);
        point.lowest = *lowest;
        point.highest = *highest;
        tree.points.push_back(point);
    }
    return tree;
}

}  // namespace kachi

#include "models/uncertainty/efficiency_frontier.h"

#include <algorithm>

namespace kachi {
namespace {

void markDominated(std::vector<FrontierRow>& rows) {
    for (FrontierRow& row : rows) {
        for (const FrontierRow& other : rows) {
            const bool noWorse = other.cost <= row.cost && other.effect >= row.effect;
            const bool better = other.cost < row.cost || other.effect > row.effect;
            if (noWorse && better) row.standing = Standing::dominated;
            if (noWorse && !better && other.strategy < row.strategy && row.standing == Standing::frontier) {
                row.standing = Standing::equivalent;
            }
        }
    }
}

/// Along the frontier costs, effects and ratios must all rise (lower convex hull).
void markExtendedDominated(std::vector<FrontierRow*>& frontier) {
    std::vector<FrontierRow*> hull;
    const auto rising = [](const FrontierRow& a, const FrontierRow& b, const FrontierRow& c) {
        return (b.cost - a.cost) * (c.effect - b.effect) < (c.cost - b.cost) * (b.effect - a.effect);
    };
    for (FrontierRow* row : frontier) {
        while (hull.size() >= 2 && !rising(*hull[hull.size() - 2], *hull.back(), *row)) {
            hull.back()->standing = Standing::extendedDominated;
            hull.pop_back();
        }
        hull.push_back(row);
    }
    frontier = hull;
}

}  // namespace

std::vector<FrontierRow> efficiencyFrontier(const std::vector<double>& costs, const std::vector<double>& effects) {
    std::vector<FrontierRow> rows;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        rows.push_back({i, costs[i], effects[i], Standing::frontier, {}, {}, {}});
    }
    markDominated(rows);
    std::ranges::stable_sort(rows, {}, &FrontierRow::cost);
    std::vector<FrontierRow*> frontier;
    for (FrontierRow& row : rows) {
        if (row.standing == Standing::frontier) frontier.push_back(&row);
    }
    markExtendedDominated(frontier);
    for (std::size_t i = 1; i < frontier.size(); ++i) {
        FrontierRow& row = *frontier[i];
        row.incrementalCost = row.cost - frontier[i - 1]->cost;
        row.incrementalEffect = row.effect - frontier[i - 1]->effect;
        row.icer = *row.incrementalCost / *row.incrementalEffect;
    }
    std::ranges::stable_sort(rows, {}, &FrontierRow::standing);
    return rows;
}

Increment increment(std::size_t strategy, double cost, double effect, double comparatorCost, double comparatorEffect) {
    Increment row{strategy, cost - comparatorCost, effect - comparatorEffect, Comparison::same, {}};
    if (row.cost == 0 && row.effect == 0) {
        row.comparison = Comparison::same;
    } else if (row.cost <= 0 && row.effect >= 0) {
        row.comparison = Comparison::dominant;
    } else if (row.cost >= 0 && row.effect <= 0) {
        row.comparison = Comparison::dominated;
    } else {
        row.comparison = row.effect > 0 ? Comparison::costsPerGain : Comparison::savingsPerLoss;
        row.icer = row.cost / row.effect;
    }
    return row;
}

const char* comparisonName(Comparison comparison) {
    switch (comparison) {
        case Comparison::costsPerGain:
            return "costsPerGain";
        case Comparison::dominant:
            return "dominant";
        case Comparison::dominated:
            return "dominated";
        case Comparison::savingsPerLoss:
            return "savingsPerLoss";
        case Comparison::same:
            break;
    }
    return "same";
}

const char* standingName(Standing standing) {
    switch (standing) {
        case Standing::frontier:
            return "frontier";
        case Standing::equivalent:
            return "equivalent";
        case Standing::extendedDominated:
            return "extendedDominated";
        case Standing::dominated:
            break;
    }
    return "dominated";
}

}  // namespace kachi

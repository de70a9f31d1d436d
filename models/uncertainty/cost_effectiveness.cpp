#include "models/uncertainty/cost_effectiveness.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double quantile(const std::vector<double>& sorted, double probability) {
    const double position = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

DrawSummary summaryOf(std::vector<double> values) {
    const double mean = meanOf(values);
    std::ranges::sort(values);
    return {mean, quantile(values, 0.025), quantile(values, 0.975)};
}

AcceptabilityPoint acceptabilityAt(const CostEffectivenessDraws& draws, double wtp) {
    const std::size_t strategies = draws.strategies.size();
    const std::size_t count = draws.cost.front().size();
    std::vector<std::size_t> wins(strategies);
    AcceptabilityPoint point;
    point.wtp = wtp;
    point.probability.resize(strategies);
    point.meanNetBenefit.resize(strategies);
    double bestSum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t best = 0;
        double bestBenefit = 0;
        for (std::size_t s = 0; s < strategies; ++s) {
            const double benefit = wtp * draws.effect[s][i] - draws.cost[s][i];
            point.meanNetBenefit[s] += benefit;
            if (s == 0 || benefit > bestBenefit) {
                best = s;
                bestBenefit = benefit;
            }
        }
        ++wins[best];
        bestSum += bestBenefit;
    }
    const auto n = static_cast<double>(count);
    for (std::size_t s = 0; s < strategies; ++s) {
        point.meanNetBenefit[s] /= n;
        point.probability[s] = static_cast<double>(wins[s]) / n;
        if (point.meanNetBenefit[s] > point.meanNetBenefit[point.optimal]) point.optimal = s;
    }
    point.frontierProbability = point.probability[point.optimal];
    for (const double benefit : point.meanNetBenefit) point.expectedLoss.push_back(bestSum / n - benefit);
    point.evpi = bestSum / n - point.meanNetBenefit[point.optimal];
    return point;
}

QuadrantShares quadrantsOf(const std::vector<double>& cost, const std::vector<double>& effect) {
    QuadrantShares shares;
    for (std::size_t i = 0; i < cost.size(); ++i) {
        if (cost[i] == 0 || effect[i] == 0) {
            shares.onAxis += 1;
        } else if (cost[i] > 0) {
            (effect[i] > 0 ? shares.northEast : shares.northWest) += 1;
        } else {
            (effect[i] > 0 ? shares.southEast : shares.southWest) += 1;
        }
    }
    const auto n = static_cast<double>(cost.size());
    for (double* share : {&shares.northEast, &shares.northWest, &shares.southEast, &shares.southWest, &shares.onAxis}) {
        *share /= n;
    }
    return shares;
}

IncrementDraws incrementDraws(const CostEffectivenessDraws& draws, std::size_t strategy, std::size_t comparator,
                              double wtp) {
    const std::size_t count = draws.cost.front().size();
    IncrementDraws result;
    result.strategy = strategy;
    std::vector<double> benefit;
    for (std::size_t i = 0; i < count; ++i) {
        result.cost.push_back(draws.cost[strategy][i] - draws.cost[comparator][i]);
        result.effect.push_back(draws.effect[strategy][i] - draws.effect[comparator][i]);
        benefit.push_back(wtp * result.effect.back() - result.cost.back());
    }
    result.costSummary = summaryOf(result.cost);
    result.effectSummary = summaryOf(result.effect);
    result.netBenefit = summaryOf(std::move(benefit));
    result.ofMeans = increment(strategy, meanOf(draws.cost[strategy]), meanOf(draws.effect[strategy]),
                               meanOf(draws.cost[comparator]), meanOf(draws.effect[comparator]));
    result.quadrants = quadrantsOf(result.cost, result.effect);
    return result;
}

Issues faults(const CostEffectivenessDraws& draws, std::size_t comparator, const std::vector<double>& wtpGrid,
              double referenceWtp) {
    Issues issues;
    const auto report = [&](const char* code, const std::string& where, const std::string& value,
                            const std::string& limit) {
        issues.push_back({code, Severity::error, where, value, limit, {}});
    };
    const std::size_t strategies = draws.strategies.size();
    if (comparator >= strategies) {
        report("outcomes.unknownComparator", "/outcomes/comparator", std::to_string(comparator), {});
    }
    if (draws.cost.size() != strategies || draws.effect.size() != strategies || strategies == 0) {
        report("outcomes.drawsLength", "/outcomes/strategies", std::to_string(draws.cost.size()),
               std::to_string(strategies));
        return issues;
    }
    const std::size_t count = draws.cost.front().size();
    if (count == 0) report("outcomes.noDraws", "/outcomes", "0", "1");
    for (std::size_t s = 0; s < strategies; ++s) {
        for (const std::size_t size : {draws.cost[s].size(), draws.effect[s].size()}) {
            if (size == count) continue;
            report("outcomes.drawsLength", draws.strategies[s], std::to_string(size), std::to_string(count));
        }
    }
    const auto checkWtp = [&](double wtp) {
        if (!std::isfinite(wtp) || wtp < 0) report("outcomes.wtp", "/outcomes/wtp", numberText(wtp), "0");
    };
    for (const double wtp : wtpGrid) checkWtp(wtp);
    checkWtp(referenceWtp);
    return issues;
}

}  // namespace

Result<CostEffectivenessAnalysis> analyseCostEffectiveness(const CostEffectivenessDraws& draws, std::size_t comparator,
                                                           const std::vector<double>& wtpGrid, double referenceWtp) {
    Issues issues = faults(draws, comparator, wtpGrid, referenceWtp);
    if (hasErrors(issues)) return issues;
    std::vector<double> meanCost;
    std::vector<double> meanEffect;
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
        meanCost.push_back(meanOf(draws.cost[s]));
        meanEffect.push_back(meanOf(draws.effect[s]));
    }
    CostEffectivenessAnalysis analysis;
    analysis.frontier = efficiencyFrontier(meanCost, meanEffect);
    for (const double wtp : wtpGrid) analysis.acceptability.push_back(acceptabilityAt(draws, wtp));
    analysis.reference = acceptabilityAt(draws, referenceWtp);
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
        if (s != comparator) analysis.increments.push_back(incrementDraws(draws, s, comparator, referenceWtp));
    }
    return analysis;
}

}  // namespace kachi

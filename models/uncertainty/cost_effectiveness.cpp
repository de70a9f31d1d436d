#include "models/uncertainty/cost_effectiveness.h"

#include "models/statistics/summary.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace kachi {
namespace {

constexpr std::size_t lanes = 8;        ///< interleaved sums, so that they fill whole vectors
constexpr std::size_t blockSize = 512;  ///< draws whose net benefits stay in the first-level cache

/// Draws at one willingness to pay, block after block.
class AcceptabilitySums {
public:
    AcceptabilitySums(const CostEffectivenessDraws& draws, double wtp)
        : m_draws(draws),
          m_wtp(wtp),
          m_netBenefit(draws.strategies.size(), std::vector<double>(blockSize)),
          m_best(blockSize),
          m_open(blockSize),
          m_loss(draws.strategies.size()),
          m_wins(draws.strategies.size()) {}

    void add(std::size_t first, std::size_t count) {
        valueDraws(first, count);
        for (std::size_t s = 0; s < m_netBenefit.size(); ++s) {
            const std::vector<double>& benefit = m_netBenefit[s];
            for (std::size_t i = 0; i < blockSize; i += lanes) {
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    m_loss[s][lane] += m_best[i + lane] - benefit[i + lane];
                }
            }
            std::int64_t wins = 0;
            for (std::size_t i = 0; i < blockSize; ++i) {
                const std::int64_t won = benefit[i] == m_best[i] ? m_open[i] : 0;
                m_open[i] -= won;
                wins += won;
            }
            m_wins[s] += wins;
        }
    }

    AcceptabilityPoint point(const std::vector<double>& meanCost, const std::vector<double>& meanEffect) const {
        const auto n = static_cast<double>(m_draws.cost.front().size());
        AcceptabilityPoint point;
        point.wtp = m_wtp;
        for (std::size_t s = 0; s < m_wins.size(); ++s) {
            point.meanNetBenefit.push_back(m_wtp * meanEffect[s] - meanCost[s]);
            point.probability.push_back(static_cast<double>(m_wins[s]) / n);
            point.expectedLoss.push_back(std::accumulate(m_loss[s].begin(), m_loss[s].end(), 0.0) / n);
            if (point.meanNetBenefit[s] > point.meanNetBenefit[point.optimal]) point.optimal = s;
        }
        point.frontierProbability = point.probability[point.optimal];
        point.evpi = point.expectedLoss[point.optimal];
        return point;
    }

private:
    /// Net benefits and the best of each draw; beyond `count` all are 0 and nobody wins.
    void valueDraws(std::size_t first, std::size_t count) {
        for (std::size_t s = 0; s < m_netBenefit.size(); ++s) {
            const double* const cost = m_draws.cost[s].data() + first;
            const double* const effect = m_draws.effect[s].data() + first;
            double* const benefit = m_netBenefit[s].data();
            for (std::size_t i = 0; i < count; ++i) benefit[i] = m_wtp * effect[i] - cost[i];
            std::fill(benefit + count, benefit + blockSize, 0.0);
            for (std::size_t i = 0; i < blockSize; ++i) {
                m_best[i] = s > 0 && !(benefit[i] > m_best[i]) ? m_best[i] : benefit[i];
            }
        }
        for (std::size_t i = 0; i < blockSize; ++i) m_open[i] = i < count ? 1 : 0;
    }

    const CostEffectivenessDraws& m_draws;
    double m_wtp;
    std::vector<std::vector<double>> m_netBenefit;  ///< [strategy][draw of the block]
    std::vector<double> m_best;                     ///< [draw of the block]
    std::vector<std::int64_t> m_open;               ///< [draw of the block] 1 until a strategy has won it
    std::vector<std::array<double, lanes>> m_loss;  ///< [strategy]
    std::vector<std::int64_t> m_wins;               ///< [strategy]
};

/// Groups of grid points share one pass over the draws.
std::vector<AcceptabilityPoint> acceptability(const CostEffectivenessDraws& draws, const std::vector<double>& wtps,
                                              const std::vector<double>& meanCost,
                                              const std::vector<double>& meanEffect) {
    const std::size_t count = draws.cost.front().size();
    std::vector<AcceptabilityPoint> points(wtps.size());
    const auto run = [&](const oneapi::tbb::blocked_range<std::size_t>& part) {
        std::vector<AcceptabilitySums> sums;
        for (std::size_t i = part.begin(); i < part.end(); ++i) sums.emplace_back(draws, wtps[i]);
        for (std::size_t first = 0; first < count; first += blockSize) {
            for (AcceptabilitySums& each : sums) each.add(first, std::min(blockSize, count - first));
        }
        for (std::size_t i = part.begin(); i < part.end(); ++i) {
            points[i] = sums[i - part.begin()].point(meanCost, meanEffect);
        }
    };
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, wtps.size()), run);
    return points;
}

DrawSummary summaryOf(const std::vector<double>& values) {
    const SampleInterval interval = equalTailedInterval(values, 0.95);
    return {sampleMean(values), interval.low, interval.high};
}

IncrementCovariance covarianceOf(const std::vector<double>& cost, const std::vector<double>& effect, double meanCost,
                                 double meanEffect) {
    IncrementCovariance covariance;
    if (cost.size() < 2) return covariance;
    for (std::size_t i = 0; i < cost.size(); ++i) {
        const double costAway = cost[i] - meanCost;
        const double effectAway = effect[i] - meanEffect;
        covariance.cost += costAway * costAway;
        covariance.effect += effectAway * effectAway;
        covariance.both += costAway * effectAway;
    }
    const auto freedom = static_cast<double>(cost.size() - 1);
    return {covariance.cost / freedom, covariance.effect / freedom, covariance.both / freedom};
}

double standardDeviationOf(const std::vector<double>& values, double mean) {
    if (values.size() < 2) return 0;
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
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

/// @param netBenefit [draw], at the reference willingness to pay
IncrementDraws incrementDraws(const CostEffectivenessDraws& draws, std::size_t strategy, std::size_t comparator,
                              const std::vector<double>& meanCost, const std::vector<double>& meanEffect, double wtp,
                              std::vector<double>& netBenefit) {
    const std::size_t count = draws.cost.front().size();
    IncrementDraws result;
    result.strategy = strategy;
    result.cost.resize(count);
    result.effect.resize(count);
    netBenefit.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        result.cost[i] = draws.cost[strategy][i] - draws.cost[comparator][i];
        result.effect[i] = draws.effect[strategy][i] - draws.effect[comparator][i];
        netBenefit[i] = wtp * result.effect[i] - result.cost[i];
    }
    oneapi::tbb::parallel_invoke([&] { result.costSummary = summaryOf(result.cost); },
                                 [&] { result.effectSummary = summaryOf(result.effect); },
                                 [&] { result.netBenefit = summaryOf(netBenefit); });
    result.ofMeans =
        increment(strategy, meanCost[strategy], meanEffect[strategy], meanCost[comparator], meanEffect[comparator]);
    result.quadrants = quadrantsOf(result.cost, result.effect);
    const double cost = result.costSummary.mean;
    const double effect = result.effectSummary.mean;
    result.covariance = covarianceOf(result.cost, result.effect, cost, effect);
    result.icerRegion = fiellerRegion(cost, effect, result.covariance);
    const double root = std::sqrt(static_cast<double>(count));
    result.costStandardError = std::sqrt(result.covariance.cost) / root;
    result.effectStandardError = std::sqrt(result.covariance.effect) / root;
    result.netBenefitStandardError = standardDeviationOf(netBenefit, result.netBenefit.mean) / root;
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
        meanCost.push_back(sampleMean(draws.cost[s]));
        meanEffect.push_back(sampleMean(draws.effect[s]));
    }
    CostEffectivenessAnalysis analysis;
    analysis.frontier = efficiencyFrontier(meanCost, meanEffect);
    std::vector<double> wtps = wtpGrid;
    wtps.push_back(referenceWtp);
    analysis.acceptability = acceptability(draws, wtps, meanCost, meanEffect);
    analysis.reference = std::move(analysis.acceptability.back());
    analysis.acceptability.pop_back();

    std::vector<std::vector<double>> netBenefit;
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
        if (s == comparator) continue;
        analysis.increments.push_back(
            incrementDraws(draws, s, comparator, meanCost, meanEffect, referenceWtp, netBenefit.emplace_back()));
        const IncrementDraws& increment = analysis.increments.back();
        const double root = std::sqrt(static_cast<double>(netBenefit.back().size()));
        analysis.advice.push_back(
            drawsAdvice(increment.netBenefit.mean, increment.netBenefitStandardError * root, netBenefit.back().size()));
    }
    analysis.convergence = convergencePoints(netBenefit);
    return analysis;
}

}  // namespace kachi

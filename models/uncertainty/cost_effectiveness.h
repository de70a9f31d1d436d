#pragma once

#include "models/core/result.h"
#include "models/uncertainty/convergence.h"
#include "models/uncertainty/efficiency_frontier.h"
#include "models/uncertainty/fieller.h"

#include <string>
#include <vector>

namespace kachi {

/// Cost and effect of every strategy in every draw; draw i of all strategies belongs together.
struct CostEffectivenessDraws {
    std::vector<std::string> strategies;
    std::vector<std::vector<double>> cost;    ///< [strategy][draw], currency
    std::vector<std::vector<double>> effect;  ///< [strategy][draw], QALY or life-years
};

/// Mean and equal-tailed 95 % interval over draws (quantiles by linear interpolation, Hyndman & Fan type 7).
struct DrawSummary {
    double mean = 0;
    double low = 0;
    double high = 0;
};

/// Decision uncertainty at one willingness to pay.
struct AcceptabilityPoint {
    double wtp = 0;                      ///< currency per unit of effect
    std::vector<double> probability;     ///< [strategy] share of draws in which it has the highest net benefit (CEAC)
    std::size_t optimal = 0;             ///< strategy with the highest mean net benefit
    double frontierProbability = 0;      ///< probability of the optimal strategy (CEAF)
    double evpi = 0;                     ///< currency per person
    std::vector<double> meanNetBenefit;  ///< [strategy], currency
    std::vector<double> expectedLoss;    ///< [strategy], currency: mean shortfall against the best of each draw
};

/// Shares of draws in the quadrants of the cost-effectiveness plane. A draw on an axis is in none of them.
struct QuadrantShares {
    double northEast = 0;  ///< dearer, more effective
    double northWest = 0;  ///< dearer, less effective
    double southEast = 0;  ///< cheaper, more effective
    double southWest = 0;  ///< cheaper, less effective
    double onAxis = 0;
};

/// One strategy against the comparator. There is no interval of the ratio: across quadrants it has no meaning.
struct IncrementDraws {
    std::size_t strategy = 0;
    std::vector<double> cost;    ///< [draw]
    std::vector<double> effect;  ///< [draw]
    DrawSummary costSummary;
    DrawSummary effectSummary;
    DrawSummary netBenefit;  ///< incremental net monetary benefit at the reference willingness to pay
    Increment ofMeans;
    QuadrantShares quadrants;
    IncrementCovariance covariance;
    FiellerRegion icerRegion;      ///< 95 %; Fieller, J R Stat Soc B 1954;16:175-185
    double costStandardError = 0;  ///< Monte Carlo error of the means: sd / √draws; 0 for a single draw
    double effectStandardError = 0;
    double netBenefitStandardError = 0;
};

struct CostEffectivenessAnalysis {
    std::vector<FrontierRow> frontier;  ///< of the means
    std::vector<AcceptabilityPoint> acceptability;
    AcceptabilityPoint reference;            ///< at the reference willingness to pay
    std::vector<IncrementDraws> increments;  ///< every strategy but the comparator
    std::vector<ConvergencePoint> convergence;
    std::vector<DrawsAdvice> advice;  ///< [increment]
};

/// Cost-effectiveness analysis of stored draws. Net benefits are compared exactly; the first strategy wins an exact
/// tie. Mean net benefits follow from the means; losses are summed over draws 0, 8, 16, …, then 1, 9, 17, … and so on,
/// which fixes their digits on every machine. Source: Briggs, Claxton, Sculpher, Decision Modelling for Health Economic
/// Evaluation, ch. 5; EVPI: ch. 6, eq. 6.1. Errors: outcomes.noDraws, outcomes.drawsLength, outcomes.unknownComparator,
/// outcomes.wtp.
Result<CostEffectivenessAnalysis> analyseCostEffectiveness(const CostEffectivenessDraws& draws, std::size_t comparator,
                                                           const std::vector<double>& wtpGrid, double referenceWtp);

}  // namespace kachi

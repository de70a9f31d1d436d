#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace kachi {

/// Where a strategy stands among all strategies.
enum class Standing {
    frontier,           ///< not dominated
    equivalent,         ///< same cost and effect as an earlier strategy of the frontier
    extendedDominated,  ///< a mix of two others is better (ED)
    dominated,          ///< another costs no more and gives no less, one of them strictly (D)
};

/// One line of the incremental analysis.
struct FrontierRow {
    std::size_t strategy = 0;
    double cost = 0;
    double effect = 0;
    Standing standing = Standing::frontier;
    std::optional<double> incrementalCost;  ///< against the frontier strategy before it
    std::optional<double> incrementalEffect;
    std::optional<double> icer;
};

/// Incremental analysis: frontier by rising cost first, then equivalent, extendedly dominated and dominated strategies.
/// @param costs, effects [strategy]
/// Source: Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, 4th ed., ch. 4.
std::vector<FrontierRow> efficiencyFrontier(const std::vector<double>& costs, const std::vector<double>& effects);

/// How one strategy compares with the comparator. The ratio is meaningful only in two of the quadrants.
enum class Comparison {
    costsPerGain,    ///< dearer and more effective: ICER = cost of one more unit of effect
    dominant,        ///< no dearer and no less effective, one of them strictly
    dominated,       ///< no cheaper and no more effective, one of them strictly
    savingsPerLoss,  ///< cheaper and less effective: ICER = saving for one unit of effect given up
    same,            ///< equal cost and effect
};

/// Stable names written to results: "extendedDominated", "costsPerGain".
const char* standingName(Standing standing);
const char* comparisonName(Comparison comparison);

struct Increment {
    std::size_t strategy = 0;
    double cost = 0;
    double effect = 0;
    Comparison comparison = Comparison::same;
    std::optional<double> icer;  ///< only for costsPerGain and savingsPerLoss
};

Increment increment(std::size_t strategy, double cost, double effect, double comparatorCost, double comparatorEffect);

}  // namespace kachi

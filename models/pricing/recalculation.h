#pragma once

#include "models/pricing/eligibility.h"
#include "models/pricing/margin_path.h"

namespace kachi {

/// Unprofitable-product recalculation (不採算品再算定): eligibility, price by the cost method, margin over time.
struct RecalculationResults {
    std::string packId;
    Eligibility eligibility;
    Rational currentPrice;  ///< yen, tax included
    CostCalculation cost;   ///< lines and price from the cost sheet of the cost month
    Yen newPrice;
    Rational change;                    ///< new − current, yen
    Rational changeShare;               ///< change / current
    std::vector<double> newPriceDraws;  ///< yen, [draw]; empty when no parameter of the price varies
    MarginPath path;
    Trace trace;
    Issues notes;
};

/// Everything that keeps the recalculation from being evaluated.
Issues validateRecalculation(const RecalculationStructure& structure, const ParameterValues& values,
                             const RulePack& pack, const std::vector<PriceSeries>& series);

/// Issues: those of validateRecalculation; core.cancelled.
/// Source: Annex 6 (別表6). No ceiling on the raise is applied: none is visible in the published raises.
Result<RecalculationResults> evaluateRecalculation(const RecalculationStructure& structure,
                                                   const ParameterValues& values, const RulePack& pack,
                                                   const std::vector<PriceSeries>& series, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/cost_calculation.h"

namespace kachi {

/// Fields of the cost sheet (様式5): productCost as one figure, an import cost, or the lines of manufacture; then
/// selling and administration, research.
std::vector<Field> costSheetFields();

/// The cost sheet as read, down to the total product cost.
struct CostSheet {
    Rational productCost;
    Trace trace;
    std::vector<std::pair<Text, Rational>> lines;  ///< as printed, yen; empty when the cost was one figure
};

/// @param profitRate  as it applies; rates of lines are shares of the price before distribution and tax
/// @param sellingLimit  the limit of the pack on selling, administration and research, where it has one
/// Nothing when a fault was found.
std::optional<CostSheet> readCostSheet(RouteReader& in, const Rational& profitRate,
                                       const std::optional<RuleNumber>& sellingLimit, Issues& notes);

}  // namespace kachi

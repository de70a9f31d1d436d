#pragma once

#include "models/params/parameter_values.h"
#include "models/pricing/cost_calculation.h"
#include "models/pricing/recalculation_structure.h"

#include <stop_token>

namespace kachi {

/// The cost sheet of the cost month as input of the cost method: every line rounded as the pack says, then added.
CostCalculationInputs costSheetInputs(const RecalculationStructure& structure, const ParameterValues& values,
                                      const RulePack& pack);

/// Rates in one draw: the user's parameters where given, else the pack's.
CostRateValues<double> costRatesOfDraw(const CostRates& rates, const ParameterValues& values, std::size_t draw);

/// The rates in the arithmetic of modelled prices.
CostRateValues<double> costRateValues(const CostRates& rates);

/// What the maker receives per unit: the price before tax, less distribution (a rate of it, or an amount).
double netRevenue(double price, const CostRateValues<double>& rates);

/// Name of a line of form 5 (様式5).
Text costLineText(CostKind kind);

/// Parameters the recalculated price rests on.
std::vector<std::string> costSheetParameters(const RecalculationStructure& structure);

/// Price by the cost method in every draw, yen, [draw].
Result<std::vector<double>> costSheetPriceDraws(const RecalculationStructure& structure, const ParameterValues& values,
                                                const CostRates& rates, const std::stop_token& stop);

/// Whether any of these parameters varies over draws.
bool anyVaries(const std::vector<std::string>& ids, const ParameterValues& values);

}  // namespace kachi

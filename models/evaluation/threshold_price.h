#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// Yen per unit of the outcome model's currency; nothing when the case declares no conversion. @pre value.outcomes
std::optional<double> yenPerUnit(const Case& value);

/// Price at which the device's strategy breaks even at the reference willingness to pay, base case.
/// Where net benefit is linear in the price, a second run gives slope and root and a third one checks it; the root may
/// be negative: not cost-effective at any price. Otherwise the highest root of a search from 0 to four times the price
/// or the linear root, whichever is larger.
/// @param base  results at the case's own price, of a run with the same options
/// Issues: evaluation.priceParameter (no such parameter with a value), evaluation.priceWithoutEffect (no strategy's
/// cost follows it), sensitivity.noThresholdPrice; warnings only, because the outcome results stand without it.
Result<ThresholdPrice> thresholdPrice(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                      const RunOptions& options);

/// Prices in yen at which the device's strategy breaks even at each willingness to pay (yen per QALY), with the
/// interval of the draws: a second run at another price gives the slope of every draw. Only where net benefit is linear
/// in the price, and where the currency is yen or its conversion is declared; else the list is empty.
/// @param base, values  results of a run and the numbers it read
/// @param reference  what thresholdPrice found for that run; a price off the line between the two runs tells that net
/// benefit is not linear
Result<std::vector<ThresholdAt>> thresholdPrices(const Case& value, const RulePack& pack, const OutcomesResults& base,
                                                 const ParameterValues& values, const ThresholdPrice& reference,
                                                 const std::vector<double>& wtp, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// Price at which the device's strategy breaks even at the reference willingness to pay, base case.
/// Where net benefit is linear in the price, a second run gives slope and root and a third one checks it; the root may
/// be negative: not cost-effective at any price. Otherwise the highest root of a search from 0 to four times the price
/// or the linear root, whichever is larger.
/// @param base  results at the case's own price, of a run with the same options
/// Issues: evaluation.priceParameter (no such parameter with a value), evaluation.priceWithoutEffect (no strategy's
/// cost follows it), sensitivity.noThresholdPrice; warnings only, because the outcome results stand without it.
Result<ThresholdPrice> thresholdPrice(const Case& value, const OutcomesResults& base, const RunOptions& options);

}  // namespace kachi

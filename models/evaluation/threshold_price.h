#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// Price at which the device's strategy breaks even at the reference willingness to pay, base case.
/// Net benefit is linear in a price that is charged per unit, so two runs give slope and root; a third run checks it.
/// @param base  results at the case's own price
/// Issues: evaluation.priceParameter (no such parameter with a value), evaluation.priceWithoutEffect (no strategy's
/// cost follows it), evaluation.priceNotLinear; warnings only, because the outcome results stand without it.
Result<ThresholdPrice> thresholdPrice(const Case& value, const OutcomesResults& base);

}  // namespace kachi

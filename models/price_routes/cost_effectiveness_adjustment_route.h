#pragma once

#include "models/price_routes/route_reader.h"
#include "models/pricing/cost_effectiveness_adjustment.h"

namespace kachi {

/// What the cells of a costEffectivenessAdjustment request say; faults go to the reader.
/// For a distribution of the price: fetch the rules once, read the cells again for each draw with a `named` that gives
/// the draw's values, and call adjustedPrice.
AdjustmentInputs readAdjustmentInputs(FieldCells& in, const AdjustmentRules& rules);

/// The fields those cells belong to.
const std::vector<Field>& adjustmentFields();

}  // namespace kachi

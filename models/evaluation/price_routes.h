#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// Every price of the case by its route: base case, then each draw for those that read a number which varies, then
/// under the other full packs. Cells may name parameters of the case and results of its outcome model, in yen:
///   result.cost.<strategy>, result.qaly.<strategy>, result.incrementalCost.<strategy>,
///   result.incrementalQaly.<strategy> (against the comparator), and result.yenSavedPerCase of the labour model.
/// A draw whose price is refused refuses the draws of that price with route.draw; the base case stands.
std::vector<PricedRoute> priceCaseRoutes(const Case& value, const RulePack& pack, const PriceSurroundings& surroundings,
                                         const Evaluation& evaluation, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/evaluation/case_numbers.h"

namespace kachi {

/// Every price of the case by its route: base case, then each draw for those that read a number which varies, then
/// under the other full packs. Cells may name the numbers of the case.
/// A draw whose price is refused refuses the draws of that price with route.draw; the base case stands.
std::vector<PricedRoute> priceCaseRoutes(const Case& value, const RulePack& pack, const PriceSurroundings& surroundings,
                                         const CaseNumbers& numbers, std::size_t draws, const RunOptions& options);

}  // namespace kachi

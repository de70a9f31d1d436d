#pragma once

#include "models/evaluation/case_numbers.h"

namespace kachi {

/// Every price of the case by its route: base case, then each draw for those that read a number which varies, then
/// under the other full packs. Cells may name the numbers of the case.
/// Prices under the rules of the case, and these under other packs, have the case's own rule values too, their own
/// above them; a price that names another pack has only its own.
/// A draw whose price is refused refuses the draws of that price with route.draw; the base case stands.
/// @param pack        of the case, with the case's own values
/// @param ruleFaults  of these values; they refuse the prices that follow the rules of the case
std::vector<PricedRoute> priceCaseRoutes(const Case& value, const RulePack& pack, const Issues& ruleFaults,
                                         const PriceSurroundings& surroundings, const CaseNumbers& numbers,
                                         std::size_t draws, const RunOptions& options);

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"

namespace kachi {

/// Places a raise among the published ones of the pack's revision: size of the published raises (from the pack), and,
/// where surroundings hold the list, the share of the listed ones that were not larger, and the list itself.
/// @param ratio  new price over current price
void addRaiseContext(const RouteReader& in, const Rational& ratio, RouteResult& result);

}  // namespace kachi

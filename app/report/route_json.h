#pragma once

#include "models/price_routes/route.h"

#include <string>

namespace kachi {

/// The result of a price route as stable JSON ("format": "kachi-price-result"): exact numbers as decimal text where a
/// double would lose digits, else as numbers. Described in resources/guide and tested.
std::string routeResultToJson(const PriceRequest& request, const RouteResult& result);

}  // namespace kachi

#pragma once

#include "app/report/json_values.h"
#include "models/price_routes/route.h"

#include <string>

namespace kachi {

/// Price, figures, tables, trace and notes of a route's result, by their keys. A number is exact where a double holds
/// it; "exact" beside a figure always is.
Json routeResultJson(const RouteResult& result);

/// The result of a price route as stable JSON ("format": "kachi-price-result"): see
/// routeResultJson. Described in resources/guide and tested.
std::string routeResultToJson(const PriceRequest& request, const RouteResult& result);

}  // namespace kachi

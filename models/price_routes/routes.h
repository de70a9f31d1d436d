#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition marketRevisionRoute();
RouteDefinition unprofitableRecalculationRoute();
RouteDefinition inputCostPathRoute();
RouteDefinition recalculationScreeningRoute();

/// Columns of the products of recalculationScreening, for tables read from files.
std::vector<RouteField> screeningProductColumns();

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition costCalculationRoute();
RouteDefinition foreignAverageRoute();
RouteDefinition foreignRepricingRoute();
RouteDefinition marketRevisionRoute();
RouteDefinition similarCategoryRoute();

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition marketRevisionRoute();
RouteDefinition stagedCutRoute();
RouteDefinition stepwiseReductionRoute();
RouteDefinition marketExpansionRoute();
RouteDefinition priceProjectionRoute();
RouteDefinition remanufacturedRoute();
RouteDefinition dentalMetalRoute();
RouteDefinition challengeApplicationRoute();

}  // namespace kachi

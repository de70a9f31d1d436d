#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition classGuideRoute();
RouteDefinition marketRevisionRoute();
RouteDefinition stagedCutRoute();
RouteDefinition stepwiseReductionRoute();
RouteDefinition priceProjectionRoute();
RouteDefinition marketExpansionRoute();
RouteDefinition costEffectivenessAdjustmentRoute();
RouteDefinition remanufacturedRoute();
RouteDefinition dentalMetalRoute();
RouteDefinition challengeApplicationRoute();

}  // namespace kachi

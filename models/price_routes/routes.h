#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition marketRevisionRoute();
RouteDefinition costEffectivenessAdjustmentRoute();
RouteDefinition classGuideRoute();
RouteDefinition bundledMaterialsRoute();
RouteDefinition optionalCareRoute();

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"

namespace kachi {

// One definition per route; each stands in the file of its name.
RouteDefinition classGuideRoute();
RouteDefinition similarCategoryRoute();
RouteDefinition costCalculationRoute();
RouteDefinition foreignAverageRoute();
RouteDefinition foreignRepricingRoute();
RouteDefinition marketRevisionRoute();
RouteDefinition stagedCutRoute();
RouteDefinition stepwiseReductionRoute();
RouteDefinition priceProjectionRoute();
RouteDefinition marketExpansionRoute();
RouteDefinition costEffectivenessAdjustmentRoute();
RouteDefinition unprofitableRecalculationRoute();
RouteDefinition inputCostPathRoute();
RouteDefinition recalculationScreeningRoute();
RouteDefinition remanufacturedRoute();
RouteDefinition dentalMetalRoute();
RouteDefinition challengeApplicationRoute();
RouteDefinition bundledMaterialsRoute();
RouteDefinition optionalCareRoute();

}  // namespace kachi

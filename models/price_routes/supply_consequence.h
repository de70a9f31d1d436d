#pragma once

#include "models/price_routes/route.h"

namespace kachi {

/// What patients lose when the product is withdrawn, from annualVolume, unitsPerPatient and substituteShare: figures
/// patients and uncoveredPatients, each a year. Nothing is added while one of the three is not entered.
void addSupplyConsequence(RouteReader& in, RouteResult& result);

}  // namespace kachi

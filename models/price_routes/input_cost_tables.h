#pragma once

#include "models/price_routes/route_result.h"
#include "models/pricing/input_cost_path.h"

namespace kachi {

/// Adds the path to the result of a route: break-even, probabilities, what each revision finds and what waiting brings
/// as figures; tables margins (fan), unprofitable, revisions and drifts.
void addInputCostPath(const InputCostPath& path, RouteResult& result);

/// Drift of each series with its standard error.
RouteTable driftTable(const std::vector<DriftEstimate>& drifts);

/// How the first unprofitable month came about.
Trace breakEvenTrace(const InputCostPath& path, const Rational& price, const std::string& pricePlace,
                     const CostRates& rates);

/// A modelled amount as shown: four decimals.
Rational modelled(double value);

}  // namespace kachi

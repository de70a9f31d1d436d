#pragma once

#include "app/report/table.h"
#include "models/price_routes/route_result.h"

namespace kachi {

/// A table of a route's result as the table of screen, print and CSV. Numbers keep all their digits.
Table tableOfRoute(const RouteTable& table);

}  // namespace kachi

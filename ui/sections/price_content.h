#pragma once

#include "models/evaluation/priced_route.h"
#include "models/price_routes/price_request.h"
#include "ui/sections/request_results.h"

namespace kachi {

/// What is shown of a price of the case.
ShownRequest shownPrice(const PriceRequest& request, const PricedRoute& priced);

}  // namespace kachi

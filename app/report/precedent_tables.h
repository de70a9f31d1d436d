#pragma once

#include "app/report/figure.h"
#include "app/report/table.h"
#include "models/precedents/precedent.h"

namespace kachi {

/// Name of what a precedent shows: the route, or the price list.
Text precedentRouteText(const std::string& route);

/// Name of a premium kind as the rule packs have it.
Text precedentPremiumText(const std::string& premium);

/// One row per decision: date, product, field, route, premium with items and rate, prices, ratio, source and status.
Table precedentTable(const std::vector<Precedent>& precedents);

/// How often each premium rate was granted; empty figure without rates.
Figure grantedRatesFigure(const std::vector<Precedent>& precedents);

}  // namespace kachi

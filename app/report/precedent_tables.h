#pragma once

#include "app/report/figure.h"
#include "app/report/table.h"
#include "models/precedents/precedent.h"

namespace kachi {

/// Name of what a precedent shows: the route, or the price list.
Text precedentRouteText(const std::string& route);

/// Name of a premium kind as the rule packs have it.
Text precedentPremiumText(const std::string& premium);

/// Id of the premium kind typed by its id or by its name in either language; empty: none of the packs has it.
std::string premiumKindNamed(const std::string& typed);

/// One row per decision: date, product, field, route, premium with items and rate, prices, ratio, source and status.
Table precedentTable(const std::vector<Precedent>& precedents);

/// How often each premium rate was granted, and where the analyst's own claim lies among them; empty figure without
/// rates.
Figure grantedRatesFigure(const std::vector<Precedent>& precedents, const std::optional<double>& claimedRate = {});

/// "Own claim: improvement premium ハ, 5 %. Of 7 decisions with a rate, 6 granted as much or more."; empty without a
/// claimed premium.
Text ownClaimText(const PrecedentQuery& claim, const std::vector<Precedent>& precedents);

}  // namespace kachi

#pragma once

#include "models/price_routes/premium_fields.h"

namespace kachi {

/// Fields of every new listing after its base price: premiums, rapid introduction, foreign prices, wished price.
std::vector<Field> listingFields();

/// What a route hands to the steps that follow its base price.
struct ListingBase {
    PremiumSetting premiums;  ///< with X, yen including tax, unrounded
    Trace trace;              ///< how X came about
    Rational flatPremium;     ///< a premium in yen that no rate makes, e.g. for economy
    std::optional<Trace> flatPremiumTrace = {};
    std::optional<Rational> priceUnit = {};  ///< of the rounding at the end, for packs that round to a unit
    bool comparison = false;                 ///< the choice of the cost method is looked at
};

/// Base price → premiums → foreign adjustment → rounding, then the temporary prices of rapid introduction and of a
/// time-limited premium. The extra of rapid introduction is taken from the unrounded premiums by rate; the amount for
/// economy has no part in it (derived from the request of 中医協総会636回 総-1 p. 10: 976,000 and 988,000 yen).
Result<RouteResult> listingPrice(RouteReader& in, const ListingBase& base);

}  // namespace kachi

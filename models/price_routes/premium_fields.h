#pragma once

#include "models/price_routes/route.h"
#include "models/pricing/premium.h"

namespace kachi {

/// Fields by which a route takes premiums: premiums (table), fieldPrices (table) or fieldMean, alphaLimits.
std::vector<Field> premiumFields();

/// The premiums of one listing, worked out.
struct ListingPremiums {
    std::optional<Rational> fieldMean;  ///< B
    Rational alpha;                     ///< Σα
    Rational amount;                    ///< X × Σα × coefficient, unrounded
    Rational limitedAmount;             ///< the part of it that ends with the period of a time-limited premium
    bool limited = false;
    Trace trace;
    std::vector<RouteTable> tables;  ///< premiums; points when items were claimed
};

/// How α follows from A.
enum class AlphaBasis {
    fieldMean,  ///< by the price relative to the field (Annex 2)
    flat,       ///< α = A/100
};

/// What the route adds to the fields.
struct PremiumSetting {
    Rational base;  ///< X
    AlphaBasis basis = AlphaBasis::fieldMean;
    std::optional<RuleNumber> coefficient = {};  ///< by degree of disclosure
    std::optional<TraceInput> peakSales = {};    ///< the rate is first corrected for high predicted peak sales
};

/// Reads and works out the premiums; nothing when none was entered or a fault was found.
/// Issues: routeListing.unknownPremium, .rateOutside, .giveOne, .premiumTwice; premiumPoints.*; pricing.ruleAbsent.
std::optional<ListingPremiums> readPremiums(RouteReader& in, const PremiumSetting& setting);

}  // namespace kachi

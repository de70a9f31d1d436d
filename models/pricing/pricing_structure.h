#pragma once

#include "models/core/special_members.h"
#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

/// One functional category (機能区分) of the field. Its price is the parameter pricing.field.<id>.price.
struct FieldCategory {
    std::string id;
    Text name;

    bool operator==(const FieldCategory&) const = default;
};

/// One premium asked for. A is the parameter pricing.premium.<id>.rate (percent), or
/// pricing.premium.<id>.points times the pack's percent per point.
struct PremiumClaim {
    std::string id;
    std::string kind;         ///< id of a premium kind of the rule pack, e.g. "improvement"
    std::string requirement;  ///< requirement item, e.g. "ハ-a"
    Text note;

    bool operator==(const PremiumClaim&) const = default;
};

/// Price of the product in one country: parameters pricing.foreign.<id>.localPrice and .exchangeRate.
struct ForeignPrice {
    std::string id;
    std::string country;  ///< id of a country of the rule pack, e.g. "us"
    Text note;

    bool operator==(const ForeignPrice&) const = default;
};

/// Which limits hold α. The text has both; one published price obeys only that of the premium kind.
enum class AlphaLimits {
    asPack,       ///< as the rule pack's switch premium.limitByRate says
    rateAndKind,  ///< multiples of A, and the limits of the premium kind
    kindOnly,     ///< only the limits of the premium kind
};

/// A price by comparison with a similar functional category (類似機能区分比較方式).
/// Holds choices only; every number is a parameter (see pricing_params.h).
struct PricingStructure {
    KACHI_SPECIAL_MEMBERS(PricingStructure);

    Text comparatorName;
    std::string comparatorCategory;    ///< id of a row of `field`; empty: parameter pricing.comparator.price
    std::string fieldNumber;           ///< number in the price list, e.g. "021"
    std::vector<FieldCategory> field;  ///< all functional categories of that number, accessories included
    bool prorated = false;  ///< the comparator price is multiplied by the parameter pricing.prorationFactor (按分)
    std::vector<PremiumClaim> premiums;
    AlphaLimits alphaLimits = AlphaLimits::asPack;
    bool rapidIntroduction = false;  ///< 迅速な保険導入に係る評価
    std::vector<ForeignPrice> foreignPrices;
    bool relaxedCeiling = false;  ///< needs review, orphan, pioneer or specific-use device

    bool operator==(const PricingStructure&) const = default;
};

}  // namespace kachi

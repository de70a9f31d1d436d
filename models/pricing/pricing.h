#pragma once

#include "models/core/run_options.h"
#include "models/params/parameter_values.h"
#include "models/pricing/foreign_average.h"
#include "models/pricing/price_steps.h"
#include "models/pricing/pricing_structure.h"

namespace kachi {

struct PremiumResult {
    std::string id;    ///< row of the claim
    std::string kind;  ///< premium kind of the pack
    Text label;
    Rational rate;  ///< A, percent
    Alpha<Rational> alpha;
};

/// A price by similar-category comparison. Amounts are yen including tax; intermediates are exact and unrounded.
struct PricingResults {
    std::string packId;
    Rational base;                      ///< X: comparator price, prorated
    std::optional<Rational> fieldMean;  ///< B; absent when no premium needs it
    std::vector<PremiumResult> premiums;
    Rational premiumAmount;
    Rational beforeCeiling;
    std::optional<ForeignAverage> foreign;  ///< absent without foreign prices
    std::optional<Rational> ceiling;
    bool ceilingBinds = false;
    std::optional<Rational> foreignRatio;  ///< price / foreign average
    Rational unrounded;
    Yen price;
    std::optional<Yen> temporaryPrice;  ///< with the extra for rapid introduction, for the pack's years
    std::vector<double> priceDraws;     ///< yen, [draw]; empty when no parameter of the price varies
    Trace trace;
    Issues notes;  ///< warnings that accompany the price
};

/// Everything that keeps this price from being calculated: missing or impossible numbers in the base case and the
/// draws, unknown rows, countries and premium kinds, rules the pack does not hold.
Issues validatePricing(const PricingStructure& structure, const ParameterValues& values, const RulePack& pack);

/// Comparator price → premium → foreign ceiling → rounding, each step explained with its clause.
/// The same structure can be evaluated under several packs side by side.
/// Issues: those of validatePricing; core.cancelled.
/// Source: 特定保険医療材料の保険償還価格算定の基準 chapter 3 and Annex 2. Checked: published listings of 2016 – 2025.
/// Not valid for: categories combined by sums or differences of prices; prices reduced for simpler products (減額).
Result<PricingResults> evaluatePricing(const PricingStructure& structure, const ParameterValues& values,
                                       const RulePack& pack, const RunOptions& options);

}  // namespace kachi

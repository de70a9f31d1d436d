#pragma once

#include "models/pricing/price_revision.h"

#include <optional>

namespace kachi {

/// One product sold abroad that counts for the price of its country.
struct ForeignProduct {
    std::string country;
    Text label;
    Rational price;                  ///< yen
    std::optional<Rational> weight;  ///< use in Japan
};

/// Price of one country: the mean over its products, weighted by their use in Japan where the pack says so.
/// Issues: foreignRepricing.weightMissing when a country has several products and one has no weight,
/// foreignRepricing.noWeight when the weights of a country add up to nothing.
/// Source: weights, 中医協総会639回 総-3 p. 4 (wic-net.com/material/document/22953/4).
struct CountryMean {
    std::string country;
    Rational price;
    Trace trace;
};
Result<std::vector<CountryMean>> countryMeans(const std::vector<ForeignProduct>& products, bool weighted,
                                              const RoundingRule& rounding);

/// What repricing by the foreign average starts from. Amounts are yen; `foreignAverage` is before tax.
struct ForeignRepricingInputs {
    Rational oldPrice;                    ///< including tax
    std::optional<Rational> marketPrice;  ///< weighted mean before tax; for packs that compare the market price
    Rational foreignAverage;
};

enum class RepricingOutcome { belowTrigger, repriced, limited };

struct ForeignRepricing {
    Rational compared;  ///< what is held against the foreign average, before tax
    Rational ratio;     ///< compared ÷ average
    Rational trigger;
    RepricingOutcome outcome = RepricingOutcome::belowTrigger;
    RevisedPrice revised;  ///< the old price where the trigger is not passed
};

/// Repricing of a listed category by foreign average (外国平均価格に基づく再算定): where the price before tax, or the
/// market price, is above trigger × average, the new price is average × multiple × T, cut at most by the pack's limit.
/// Issues: pricing.ruleAbsent (e.g. foreign.repricing.multiple), foreignRepricing.marketPriceMissing,
/// foreignRepricing.finerThanSen (old price), pricing.amountTooLarge.
/// Source: Annex 4; FY2022 中医協総会507回, FY2024 中医協総会579回 (wic-net.com/material/document/13009/7).
/// Checked: FY2024 schedules give the average by F / (1.3 × 1.1).
/// Not valid for: categories whose price fell by 15 % over two revisions, whose text was cut off.
Result<ForeignRepricing> foreignRepricing(const ForeignRepricingInputs& inputs, const RulePack& pack);

}  // namespace kachi

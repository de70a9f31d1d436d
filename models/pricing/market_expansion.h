#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <vector>

namespace kachi {

/// A category whose sales may have outgrown what was expected. Amounts in yen including tax, sales in yen per year.
struct ExpansionCase {
    Rational price;
    Rational yearlySales;
    Rational baseSales;
    bool costMethod = false;  ///< the price was set by cost calculation
    Rational alpha = 0;       ///< premium rate for usefulness proven after listing, ratio
};

enum class ExpansionTrigger {
    none,
    general,     ///< sales and multiple for every category
    costMethod,  ///< lower sales, higher multiple; cost-method categories only
};

/// One condition of a trigger and how the category stands to it.
struct ExpansionTest {
    ExpansionTrigger trigger = ExpansionTrigger::none;
    Text label;
    Unit unit = Unit::none;
    Rational value;
    std::string limit;  ///< e.g. "> 15000000000"
    bool met = false;
};

struct MarketExpansion {
    ExpansionTrigger trigger = ExpansionTrigger::none;
    Rational growth;               ///< X = yearly sales / base sales
    Rational factor = 1;           ///< 0.9^(log X / log 2), or over log 10
    Rational floorShare = 0;       ///< lowest share of the old price
    Rational unrounded;            ///< after the floor
    Yen price;                     ///< the old price when no trigger is met
    bool floored = false;          ///< the floor decided the price
    bool heldAtOldPrice = false;   ///< α lifted the formula above the old price; the price stays
    bool roundingDecides = false;  ///< the logarithm is irrational and its neighbours round to different prices
    std::vector<ExpansionTest> tests;
    Trace trace;
};

/// Market-expansion repricing (市場拡大再算定): P × (0.9^(log X/log 2) + α) with the floors of Annex 5.
/// The power is exact where X is a whole power of the base, else a double taken as the decimal it prints as.
/// The text read says nothing of a result above P; the price is then left as it is.
/// Issues: pricing.ruleAbsent, pricing.notPositive.
/// Source: Annex 5 (別表5), 中医協総会584回 総-4-1 p. 18. Checked: closed form at X = 2, 4, 8, 10.
Result<MarketExpansion> marketExpansion(const ExpansionCase& category, const RulePack& pack);

}  // namespace kachi

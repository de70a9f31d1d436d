#pragma once

#include "models/pricing/rule_pack.h"

#include <optional>

namespace kachi {

/// From subtotal 1 of form 5 (様式5) to the total product cost. Amounts are yen per unit; rates are shares of the price
/// before distribution and tax, as the limit of the pack is.
struct CostBreakdownInputs {
    Rational manufacture;  ///< subtotal 1: lines already rounded, or the import cost
    Rational sellingAmount;
    Rational sellingRate;  ///< a line may have an amount, a rate or neither
    Rational researchAmount;
    Rational researchRate;
    Rational profitRate;
    std::optional<Rational> sellingLimit;  ///< on selling, administration and research together
};

struct CostBreakdown {
    Rational selling;  ///< selling and general administration
    Rational research;
    Rational asked;        ///< both, before the limit
    bool limited = false;  ///< the limit decided; `selling` holds both lines then and `research` is 0
    Rational productCost;
};

/// With C the product cost and p the profit rate, a line of rate s is s × C/(1 − p), so C = fixed/(1 − Σs/(1 − p)).
/// Each line is rounded, then added. Lines above the limit g are held to g × C/(1 − p). Issues: routeCost.ratesTooLarge
/// when the rates leave no room for any cost. Source: limit on the slide of the drug rule, 中医協総会593回 総-2-1 p.
/// 10; the form of the device sheet was not read.
Result<CostBreakdown> costBreakdown(const CostBreakdownInputs& inputs, const RoundingRule& line);

}  // namespace kachi

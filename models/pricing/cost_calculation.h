#pragma once

#include "models/core/trace.h"
#include "models/pricing/price_steps.h"

#include <optional>

namespace kachi {

/// What the cost calculation method (原価計算方式) starts from. A rate that is set here is the user's;
/// one left out is taken from the pack for `rateYear`, because the rates change each spring.
struct CostCalculationInputs {
    Rational productCost;                        ///< C, 製品総原価: manufacture or import, SG&A and R&D, yen
    int rateYear = 0;                            ///< fiscal year of the pack's rates, e.g. 2025
    std::optional<Rational> profitRate;          ///< share of the price before distribution and tax
    std::optional<Rational> distributionRate;    ///< share of the price before tax
    std::optional<Rational> distributionAmount;  ///< yen, instead of a rate
    std::optional<Rational> taxRate;
    std::optional<Rational> priceUnit;  ///< yen to which lines are rounded, where it is not the pack's
    bool conditionalApproval = false;   ///< regenerative product with conditional approval: the pack lowers the profit
};

/// The rates of one calculation with their sources.
struct CostRates {
    RuleNumber profit;                       ///< as it applies
    std::optional<RuleNumber> profitFactor;  ///< what the profit rate was multiplied by
    RuleNumber distribution;                 ///< rate; empty when there is an amount
    std::optional<Rational> distributionAmount;
    RuleNumber tax;
    RoundingRule line;
    RoundingRule listing;
};

template <class Number>
struct CostLines {
    Number productCost{};
    Number profit{};
    Number distribution{};
    Number tax{};
    Number total{};
    Number price{};
};

template <class Number>
struct CostRateValues {
    Number profit{};
    Number distribution{};
    std::optional<Number> distributionAmount;
    Number tax{};
};

/// Lines of form 5 (様式5): each line is rounded first, then added, then the price is rounded.
///   profit = C·p/(1−p) · distribution = (C + profit)·d/(1−d) · tax = (C + profit + distribution)·t
/// Source: 中医協総会 2015-11-18 総-4-2. Checked: ハートシート (6,360,000 yen) and two drug papers.
template <class Number>
CostLines<Number> costLines(const Number& productCost, const CostRateValues<Number>& rates, const RoundingRule& line,
                            const RoundingRule& listing) {
    CostLines<Number> lines;
    const auto rounded = [&](const Number& amount) { return applyRounding(line, amount); };
    lines.productCost = rounded(productCost);
    lines.profit = rounded(Number(lines.productCost * rates.profit / (1 - rates.profit)));
    const Number beforeDistribution = lines.productCost + lines.profit;
    lines.distribution =
        rounded(rates.distributionAmount ? *rates.distributionAmount
                                         : Number(beforeDistribution * rates.distribution / (1 - rates.distribution)));
    const Number beforeTax = beforeDistribution + lines.distribution;
    lines.tax = rounded(Number(beforeTax * rates.tax));
    lines.total = beforeTax + lines.tax;
    lines.price = applyRounding(listing, lines.total);
    return lines;
}

struct CostCalculation {
    CostRates rates;
    CostLines<Rational> lines;
    Yen price;
    Trace trace;
};

/// A rounding to the unit the analyst sets, status user; rules by significant digits stay as they are.
RoundingRule withPriceUnit(const RoundingRule& rule, const std::optional<Rational>& unit);

/// The rates that apply, from the user or the pack. Issues: pricing.ruleAbsent naming e.g. cost.profitRate.2025;
/// pricing.distributionTwice; pricing.numberOutside for rates outside 0 ≤ rate < 1.
Result<CostRates> costRates(const CostCalculationInputs& inputs, const RulePack& pack);

Result<CostCalculation> costCalculation(const CostCalculationInputs& inputs, const RulePack& pack);

/// Coefficient on premiums of cost-method products by degree of disclosure (開示度), 0 … 1. Reads only the rules that
/// the degree needs: the drug pack has no coefficients above its lowest edge.
/// Source: Annex 2, 中医協総会511回 総-4-1 p. 12.
Result<RuleNumber> disclosureCoefficient(const Rational& degree, const RulePack& pack);

}  // namespace kachi

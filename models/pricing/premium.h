#pragma once

#include "models/pricing/price_steps.h"

namespace kachi {

/// The rules of the premium rate α (Annex 2), fetched together.
struct AlphaRules {
    RuleNumber base;
    RuleNumber logBase;
    RuleNumber lowFactor;
    RuleNumber highFactor;
    RuleSwitch limitByRate;
};

AlphaRules alphaRules(RuleReader& reader);

/// Issue pricing.alphaDomain where a changed pack makes the logarithm impossible.
void checkAlphaRules(const AlphaRules& rules, Issues& issues);

template <class Number>
AlphaRuleValues<Number> alphaRuleValues(const AlphaRules& rules) {
    return {toDouble(rules.base.value), toDouble(rules.logBase.value), ruleValue<Number>(rules.lowFactor.value),
            ruleValue<Number>(rules.highFactor.value), rules.limitByRate.value};
}

template <class Number>
PremiumKindValues<Number> premiumKindValues(const PremiumKind& kind) {
    PremiumKindValues<Number> values;
    values.scaled = kind.scaled;
    if (kind.alphaLow) values.low = ruleValue<Number>(*kind.alphaLow);
    if (kind.alphaHigh) values.high = ruleValue<Number>(*kind.alphaHigh);
    return values;
}

/// Which limit held α, as a remark behind the label of a step; empty when none did.
Text alphaBoundText(AlphaBound bound);

/// How α of one premium came about.
/// @param rate  A in percent, with the place it was entered in
/// @param base  X
/// @param fieldMean  B; only for kinds that are scaled
Trace alphaTrace(const std::string& id, const PremiumKind& kind, const TraceInput& rate, const Alpha<Rational>& alpha,
                 const Rational& base, const std::optional<Rational>& fieldMean, const AlphaRules& rules);

/// Rate that replaces A for a cost-method product with high predicted peak sales, percent:
/// C × 1.5^(log(D/10,000,000)/log(5,000,000/10,000,000)).
/// @param amount  D, yen before premiums
/// Source: 中医協総会511回 総-4-1 p. 13 (wic-net.com/material/document/397/13), whose limits were cut off.
/// Issues: pricing.ruleAbsent, pricing.alphaDomain.
Result<Rational> peakSalesRate(const Rational& rate, const Rational& amount, const RulePack& pack);

}  // namespace kachi

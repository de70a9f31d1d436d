#pragma once

#include "models/pricing/premium.h"
#include "models/pricing/pricing.h"

namespace kachi {

/// The rules one price needs, fetched from the pack. Those the structure does not use stay empty.
struct PricingRules {
    AlphaRules alpha;  ///< limitByRate as it applies: the pack's, or the analyst's choice
    RuleNumber percentPerPoint;
    std::vector<PremiumKind> kinds;  ///< [premium]
    RuleNumber rapidShare;
    ForeignAverageRules foreign;
    ForeignCeilingRules ceiling;
    RoundingRule country;
    RoundingRule listing;
};

PricingRules pricingRules(const PricingStructure& structure, const ParameterValues& values, RuleReader& reader);

/// Whether a premium's A depends on the field mean.
bool needsFieldMean(const PricingRules& rules);

/// Parameter that holds the comparator price: a row of the field or pricing.comparator.price.
std::string comparatorParameter(const PricingStructure& structure);

/// Parameter ids the price reads, in the order of the calculation.
std::vector<std::string> pricingParameters(const PricingStructure& structure, const ParameterValues& values,
                                           const PricingRules& rules);

template <class Number>
PriceRuleValues<Number> ruleValues(const PricingRules& rules) {
    PriceRuleValues<Number> values;
    values.alpha = alphaRuleValues<Number>(rules.alpha);
    for (const PremiumKind& kind : rules.kinds) values.kinds.push_back(premiumKindValues<Number>(kind));
    values.rapidShare = ruleValue<Number>(rules.rapidShare.value);
    values.dropRatio = ruleValue<Number>(rules.foreign.dropRatio.value);
    values.dropFrom = static_cast<std::size_t>(toDouble(rules.foreign.dropFromCountries.value));
    values.capRatio = ruleValue<Number>(rules.foreign.capRatio.value);
    values.capFrom = static_cast<std::size_t>(toDouble(rules.foreign.capFromCountries.value));
    values.ceiling = ruleValue<Number>(rules.ceiling.multiple.value);
    values.ceilingTax = ruleValue<Number>(rules.ceiling.taxFactor());
    values.country = rules.country;
    values.listing = rules.listing;
    return values;
}

/// Explains the base case, step by step.
Trace pricingTrace(const PricingStructure& structure, const ParameterValues& values, const PricingRules& rules,
                   const PricingResults& results);

}  // namespace kachi

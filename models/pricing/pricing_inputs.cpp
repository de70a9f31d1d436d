#include "models/pricing/pricing_inputs.h"

#include "models/pricing/pricing_params.h"
#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

/// A in percent must lie in the range of its kind, in the base case and in every draw.
void checkRate(const PremiumClaim& claim, const PremiumKind& kind, const ParameterValues& values,
               const Rational& percentPerPoint, Issues& issues) {
    const std::string rateId = pricing_ids::premiumRate(claim.id);
    const std::string pointsId = pricing_ids::premiumPoints(claim.id);
    const bool hasRate = values.has(rateId);
    if (hasRate == values.has(pointsId)) {
        issues.push_back({hasRate ? "pricing.premiumTwice" : "pricing.premiumRateMissing",
                          Severity::error,
                          rateId,
                          pointsId,
                          {},
                          {}});
        return;
    }
    const std::string& id = hasRate ? rateId : pointsId;
    const double factor = hasRate ? 1 : toDouble(percentPerPoint);
    const double low = toDouble(kind.rateLow);
    const double high = toDouble(kind.rateHigh);
    const auto outside = [&](double value) { return !(value * factor >= low && value * factor <= high); };
    const auto report = [&](double value) {
        issues.push_back({"pricing.premiumRateOutside",
                          Severity::error,
                          id,
                          numberText(value * factor),
                          numberText(low) + " – " + numberText(high),
                          {}});
    };
    if (outside(values.baseOf(id))) {
        report(values.baseOf(id));
        return;
    }
    const auto drawn = values.drawn.find(id);
    if (drawn == values.drawn.end()) return;
    for (const double value : drawn->second) {
        if (!outside(value)) continue;
        report(value);
        return;
    }
}

void checkPremiums(const PricingStructure& structure, const ParameterValues& values, const PricingRules& rules,
                   Issues& issues) {
    for (std::size_t row = 0; row < structure.premiums.size(); ++row) {
        if (rules.kinds[row].id.empty()) continue;  // reported as an absent rule
        checkRate(structure.premiums[row], rules.kinds[row], values, rules.percentPerPoint.value, issues);
    }
    if (needsFieldMean(rules)) {
        if (structure.field.empty()) issues.push_back({"pricing.fieldMissing", Severity::error, {}, {}, {}, {}});
        checkAlphaRules(rules.alpha, issues);
    }
    if (structure.rapidIntroduction && structure.premiums.empty()) {
        issues.push_back({"pricing.rapidWithoutPremium", Severity::error, {}, {}, {}, {}});
    }
}

void checkCountries(const PricingStructure& structure, const RulePack& pack, Issues& issues) {
    std::set<std::string> seen;
    for (const ForeignPrice& price : structure.foreignPrices) {
        if (!pack.hasCountry(price.country)) {
            issues.push_back({"pricing.countryUnknown", Severity::error, price.id, price.country, pack.id, {}});
        } else if (!seen.insert(price.country).second) {
            issues.push_back({"pricing.countryTwice", Severity::error, price.id, price.country, {}, {}});
        }
    }
}

void checkComparator(const PricingStructure& structure, Issues& issues) {
    if (structure.comparatorCategory.empty()) return;
    for (const FieldCategory& category : structure.field) {
        if (category.id == structure.comparatorCategory) return;
    }
    issues.push_back(
        {"pricing.comparatorUnknown", Severity::error, "comparatorCategory", structure.comparatorCategory, {}, {}});
}

}  // namespace

PricingRules pricingRules(const PricingStructure& structure, const ParameterValues& values, RuleReader& reader) {
    PricingRules rules;
    rules.listing = reader.rounding("listing");
    bool usesPoints = false;
    for (const PremiumClaim& claim : structure.premiums) {
        rules.kinds.push_back(reader.premium(claim.kind));
        usesPoints = usesPoints || values.has(pricing_ids::premiumPoints(claim.id));
    }
    if (usesPoints) rules.percentPerPoint = reader.number("premium.percentPerPoint");
    if (needsFieldMean(rules)) {
        rules.alpha = alphaRules(reader);
        if (structure.alphaLimits != AlphaLimits::asPack) {
            rules.alpha.limitByRate.value = structure.alphaLimits == AlphaLimits::rateAndKind;
            rules.alpha.limitByRate.clause = ruleStatusText(RuleStatus::user);
            rules.alpha.limitByRate.status = RuleStatus::user;
        }
    }
    if (structure.rapidIntroduction) rules.rapidShare = reader.number("premium.rapid.share");
    if (!structure.foreignPrices.empty()) {
        rules.foreign = foreignAverageRules(reader);
        rules.ceiling = foreignCeilingRules(reader, structure.relaxedCeiling);
        rules.country = reader.rounding("countryPrice");
    }
    return rules;
}

bool needsFieldMean(const PricingRules& rules) {
    for (const PremiumKind& kind : rules.kinds) {
        if (!kind.id.empty() && kind.scaled) return true;
    }
    return false;
}

std::string comparatorParameter(const PricingStructure& structure) {
    return structure.comparatorCategory.empty() ? pricing_ids::comparatorPrice
                                                : pricing_ids::fieldPrice(structure.comparatorCategory);
}

std::vector<std::string> pricingParameters(const PricingStructure& structure, const ParameterValues& values,
                                           const PricingRules& rules) {
    std::vector<std::string> ids{comparatorParameter(structure)};
    if (structure.prorated) ids.push_back(pricing_ids::prorationFactor);
    if (needsFieldMean(rules)) {
        for (const FieldCategory& category : structure.field) ids.push_back(pricing_ids::fieldPrice(category.id));
    }
    for (const PremiumClaim& claim : structure.premiums) {
        const std::string points = pricing_ids::premiumPoints(claim.id);
        ids.push_back(values.has(points) ? points : pricing_ids::premiumRate(claim.id));
    }
    for (const ForeignPrice& price : structure.foreignPrices) {
        ids.push_back(pricing_ids::localPrice(price.id));
        ids.push_back(pricing_ids::exchangeRate(price.id));
    }
    return ids;
}

Issues validatePricing(const PricingStructure& structure, const ParameterValues& values, const RulePack& pack) {
    RuleReader reader(pack);
    const PricingRules rules = pricingRules(structure, values, reader);
    Issues issues = reader.issues();
    checkRowIds("field", structure.field, issues);
    checkRowIds("premiums", structure.premiums, issues);
    checkRowIds("foreignPrices", structure.foreignPrices, issues);
    checkComparator(structure, issues);
    checkPremiums(structure, values, rules, issues);
    checkCountries(structure, pack, issues);

    std::set<std::string> premiumIds;
    for (const PremiumClaim& claim : structure.premiums) {
        premiumIds.insert(pricing_ids::premiumRate(claim.id));
        premiumIds.insert(pricing_ids::premiumPoints(claim.id));
    }
    std::set<std::string> checked;
    for (const std::string& id : pricingParameters(structure, values, rules)) {
        if (premiumIds.contains(id) || !checked.insert(id).second) continue;
        checkNumber(id, values, {.above = 0}, issues);
    }
    return issues;
}

}  // namespace kachi

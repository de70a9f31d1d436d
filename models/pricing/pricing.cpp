#include "models/pricing/pricing.h"

#include "models/pricing/pricing_inputs.h"
#include "models/pricing/pricing_params.h"
#include "models/pricing/row_checks.h"

#include <algorithm>

namespace kachi {
namespace {

/// The numbers of one price; `read` gives the value of a parameter in the base case or in a draw.
template <class Number, class Read>
PriceNumbers<Number> priceNumbers(const PricingStructure& structure, const ParameterValues& values,
                                  const PricingRules& rules, const Read& read) {
    PriceNumbers<Number> numbers;
    numbers.comparator = read(comparatorParameter(structure));
    if (structure.prorated) numbers.proration = read(pricing_ids::prorationFactor);
    if (needsFieldMean(rules)) {
        for (const FieldCategory& category : structure.field) {
            numbers.field.push_back(read(pricing_ids::fieldPrice(category.id)));
        }
    }
    for (const PremiumClaim& claim : structure.premiums) {
        const std::string points = pricing_ids::premiumPoints(claim.id);
        if (values.has(points)) {
            numbers.rates.push_back(read(points) * ruleValue<Number>(rules.percentPerPoint.value));
        } else {
            numbers.rates.push_back(read(pricing_ids::premiumRate(claim.id)));
        }
    }
    for (const ForeignPrice& price : structure.foreignPrices) {
        numbers.localPrices.push_back(read(pricing_ids::localPrice(price.id)));
        numbers.exchangeRates.push_back(read(pricing_ids::exchangeRate(price.id)));
    }
    return numbers;
}

std::vector<CountryPrice> countryPrices(const PricingStructure& structure, const std::vector<Rational>& prices,
                                        const RulePack& pack) {
    std::vector<CountryPrice> countries;
    for (std::size_t row = 0; row < prices.size(); ++row) {
        const std::string& id = structure.foreignPrices[row].country;
        const auto found = std::find_if(pack.countries.begin(), pack.countries.end(),
                                        [&](const ForeignCountry& country) { return country.id == id; });
        countries.push_back({id, found->label, prices[row]});
    }
    return countries;
}

Result<std::vector<double>> priceDraws(const PricingStructure& structure, const ParameterValues& values,
                                       const PricingRules& rules, const RunOptions& options) {
    const std::vector<std::string> ids = pricingParameters(structure, values, rules);
    const bool varies =
        std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return values.drawn.contains(id); });
    std::vector<double> draws;
    if (!varies) return draws;

    const auto constants = ruleValues<double>(rules);
    draws.reserve(values.draws);
    for (std::size_t draw = 0; draw < values.draws; ++draw) {
        if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::error, {}, {}, {}, {}};
        const auto read = [&](const std::string& id) { return values.at(id, draw); };
        draws.push_back(priceSteps(priceNumbers<double>(structure, values, rules, read), constants).price);
    }
    return draws;
}

}  // namespace

Result<PricingResults> evaluatePricing(const PricingStructure& structure, const ParameterValues& values,
                                       const RulePack& pack, const RunOptions& options) {
    const Issues issues = validatePricing(structure, values, pack);
    if (!issues.empty()) return issues;
    RuleReader reader(pack);
    const PricingRules rules = pricingRules(structure, values, reader);

    const auto readExact = [&](const std::string& id) { return exactDecimal(values.baseOf(id)); };
    const auto numbers = priceNumbers<Rational>(structure, values, rules, readExact);
    const auto steps = priceSteps(numbers, ruleValues<Rational>(rules));
    Issues tooLarge;
    checkAmount("pricing.price", std::max(steps.price, steps.temporary), tooLarge);
    if (!tooLarge.empty()) return tooLarge;
    PricingResults results;
    results.packId = pack.id;
    results.base = steps.base;
    if (needsFieldMean(rules)) results.fieldMean = steps.fieldMean;
    for (std::size_t row = 0; row < structure.premiums.size(); ++row) {
        const PremiumClaim& claim = structure.premiums[row];
        results.premiums.push_back(
            {claim.id, claim.kind, rules.kinds[row].label, numbers.rates[row], steps.premiums[row]});
    }
    results.premiumAmount = steps.premiumAmount;
    results.beforeCeiling = steps.beforeCeiling;
    results.unrounded = steps.adjusted;
    results.price = toYen(steps.price);
    if (structure.rapidIntroduction) results.temporaryPrice = toYen(steps.temporary);
    if (!structure.foreignPrices.empty()) {
        const auto average = foreignAverage(countryPrices(structure, steps.countryPrices, pack), pack);
        if (!average) return average.issues();
        results.foreign = *average;
        results.ceiling = steps.ceiling;
        results.ceilingBinds = steps.ceilingBinds;
        results.foreignRatio = steps.price / average->mean.average;
        if (steps.ceilingBinds && structure.rapidIntroduction) {
            results.notes.push_back({"pricing.temporaryUnderCeiling", Severity::warning, {}, {}, {}, {}});
        }
    }
    results.trace = pricingTrace(structure, values, rules, results);

    const auto draws = priceDraws(structure, values, rules, options);
    if (!draws) return draws.issues();
    results.priceDraws = *draws;
    return results;
}

}  // namespace kachi

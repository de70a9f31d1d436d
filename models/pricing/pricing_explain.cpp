#include "models/pricing/pricing_inputs.h"
#include "models/pricing/pricing_params.h"
#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

Trace baseStep(const PricingStructure& structure, const ParameterValues& values, const PricingResults& results) {
    Trace step = traceStep("pricing.base", {"加算前の算定値 X", "Value before premiums X"},
                           structure.prorated ? "P × r" : "P", results.base, Unit::yen);
    const std::string id = comparatorParameter(structure);
    Text label{"類似機能区分の価格", "price of the comparator category"};
    if (!structure.comparatorName.empty()) label = structure.comparatorName;
    step.inputs = {traceInput("P", label, exactDecimal(values.baseOf(id)), id)};
    if (structure.prorated) {
        const std::string factor = pricing_ids::prorationFactor;
        step.inputs.push_back(
            traceInput("r", {"按分の比", "proration factor"}, exactDecimal(values.baseOf(factor)), factor));
    }
    step.clause = {"類似機能区分比較方式", "Similar-category comparison method"};
    return step;
}

Trace fieldMeanStep(const PricingStructure& structure, const ParameterValues& values, const PricingResults& results) {
    Trace step =
        traceStep("pricing.fieldMean", {"分野の平均価格 B", "Field mean B"}, "Σ P / n", *results.fieldMean, Unit::yen);
    for (const FieldCategory& category : structure.field) {
        const std::string id = pricing_ids::fieldPrice(category.id);
        step.inputs.push_back(traceInput(category.id, category.name, exactDecimal(values.baseOf(id)), id));
    }
    step.clause = {"別表2。分野は告示番号の全機能区分", "Annex 2; the field is every category of the notice number"};
    step.status = ruleStatusName(RuleStatus::derived);
    return step;
}

Trace alphaStep(const PremiumClaim& claim, const PremiumKind& kind, const PremiumResult& premium,
                const ParameterValues& values, const PricingRules& rules, const PricingResults& results) {
    const std::string points = pricing_ids::premiumPoints(claim.id);
    const bool byPoints = values.has(points);
    const TraceInput rate =
        byPoints ? traceInput("A", {"加算率（ポイント換算）", "rate from points"}, premium.rate, points)
                 : traceInput("A", {"加算率（%）", "rate, percent"}, premium.rate, pricing_ids::premiumRate(claim.id));
    Trace step = alphaTrace("pricing.premium." + claim.id + ".alpha", kind, rate, premium.alpha, results.base,
                            results.fieldMean, rules.alpha);
    if (byPoints) {
        step.inputs.insert(step.inputs.begin() + 1, traceInput("e", rules.percentPerPoint));
        citeRules(step, {rules.percentPerPoint});
    }
    return step;
}

Trace premiumStep(const PricingResults& results, std::vector<Trace> alphas) {
    Trace step =
        traceStep("pricing.premiumAmount", {"加算額", "Premium amount"}, "X × Σα", results.premiumAmount, Unit::yen);
    step.inputs = {traceInput("X", {"加算前の算定値", "value before premiums"}, results.base)};
    for (const PremiumResult& premium : results.premiums) {
        step.inputs.push_back(traceInput("α " + premium.id, premium.label, premium.alpha.value));
    }
    step.steps = std::move(alphas);
    inheritStatus(step);
    return step;
}

Trace countryStep(const ForeignPrice& price, const CountryPrice& country, const ParameterValues& values,
                  const PricingRules& rules) {
    const std::string local = pricing_ids::localPrice(price.id);
    const std::string rate = pricing_ids::exchangeRate(price.id);
    Trace step = traceStep("pricing.foreign." + price.id, country.label, "p × e", country.price, Unit::yen);
    step.inputs = {traceInput("p", {"現地価格", "local price"}, exactDecimal(values.baseOf(local)), local),
                   traceInput("e", {"為替レート", "exchange rate"}, exactDecimal(values.baseOf(rate)), rate)};
    citeRounding(step, rules.country);
    return step;
}

Trace temporaryStep(const PricingRules& rules, const PricingResults& results) {
    Trace step =
        traceStep("pricing.temporaryPrice", {"迅速な保険導入の期間の価格", "Price while rapid introduction counts"},
                  "P + s × a", results.temporaryPrice->exact(), Unit::yen);
    step.inputs = {traceInput("P", {"調整後の価格", "price after the foreign adjustment"}, results.unrounded),
                   traceInput("s", rules.rapidShare),
                   traceInput("a", {"加算額（丸め前）", "premium amount, unrounded"}, results.premiumAmount)};
    citeRules(step, {rules.rapidShare});
    citeRounding(step, rules.listing);
    return step;
}

}  // namespace

Trace pricingTrace(const PricingStructure& structure, const ParameterValues& values, const PricingRules& rules,
                   const PricingResults& results) {
    Trace root =
        traceStep("pricing.price", {"算定価格", "Calculated price"}, "round(P)", results.price.exact(), Unit::yen);
    root.inputs = {traceInput("P", {"丸め前の価格", "price before rounding"}, results.unrounded)};
    citeRounding(root, rules.listing);

    root.steps.push_back(baseStep(structure, values, results));
    if (results.fieldMean) root.steps.push_back(fieldMeanStep(structure, values, results));
    if (!results.premiums.empty()) {
        std::vector<Trace> alphas;
        for (std::size_t row = 0; row < results.premiums.size(); ++row) {
            alphas.push_back(
                alphaStep(structure.premiums[row], rules.kinds[row], results.premiums[row], values, rules, results));
        }
        root.steps.push_back(premiumStep(results, std::move(alphas)));
        Trace sum = traceStep("pricing.beforeCeiling", {"外国平均価格による調整前の価格", "Price before the ceiling"},
                              "X + a", results.beforeCeiling, Unit::yen);
        sum.inputs = {traceInput("X", {"加算前の算定値", "value before premiums"}, results.base),
                      traceInput("a", {"加算額", "premium amount"}, results.premiumAmount)};
        root.steps.push_back(std::move(sum));
    }
    if (results.foreign) {
        Trace average = results.foreign->trace;
        std::vector<Trace> countries;
        for (std::size_t row = 0; row < structure.foreignPrices.size(); ++row) {
            countries.push_back(countryStep(structure.foreignPrices[row], results.foreign->prices[row], values, rules));
        }
        average.steps.insert(average.steps.begin(), countries.begin(), countries.end());
        root.steps.push_back(std::move(average));
        root.steps.push_back(foreignCeilingTrace(results.foreign->mean.average, results.beforeCeiling, rules.ceiling));
    }
    inheritStatus(root);
    if (results.temporaryPrice) root.steps.push_back(temporaryStep(rules, results));
    return root;
}

}  // namespace kachi

#include "models/pricing/pricing_inputs.h"
#include "models/pricing/pricing_params.h"
#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

Text boundText(AlphaBound bound) {
    switch (bound) {
        case AlphaBound::none:
            return {};
        case AlphaBound::rateLow:
            return {"（Aに対する下限を適用）", " (lower limit, multiple of A)"};
        case AlphaBound::rateHigh:
            return {"（Aに対する上限を適用）", " (upper limit, multiple of A)"};
        case AlphaBound::kindLow:
            return {"（加算の種類ごとの下限を適用）", " (lower limit of the premium kind)"};
        case AlphaBound::kindHigh:
            return {"（加算の種類ごとの上限を適用）", " (upper limit of the premium kind)"};
    }
    return {};
}

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
    const Text bound = boundText(premium.alpha.bound);
    const std::string id = "pricing.premium." + claim.id + ".alpha";
    Trace step = traceStep(id, {"加算率 α " + kind.label.ja + bound.ja, "Rate α, " + kind.label.en + bound.en},
                           kind.scaled ? "A/100 × k^(log(X/B)/log(h))" : "A/100", premium.alpha.value, Unit::ratio);
    const std::string points = pricing_ids::premiumPoints(claim.id);
    if (values.has(points)) {
        step.inputs = {traceInput("A", {"加算率（ポイント換算）", "rate from points"}, premium.rate, points),
                       traceInput("e", rules.percentPerPoint)};
        citeRules(step, {rules.percentPerPoint});
    } else {
        step.inputs = {
            traceInput("A", {"加算率（%）", "rate, percent"}, premium.rate, pricing_ids::premiumRate(claim.id))};
    }
    citeRules(step, {kind});
    const auto limit = [&](const char* name, const Text& label, const Rational& value) {
        step.inputs.push_back(traceInput(name, label, value));
    };
    if (kind.scaled) {
        limit("X", {"加算前の算定値", "value before premiums"}, results.base);
        limit("B", {"分野の平均価格", "field mean"}, *results.fieldMean);
        step.inputs.push_back(traceInput("k", rules.alphaBase));
        step.inputs.push_back(traceInput("h", rules.alphaLogBase));
        limit("α₀", {"上下限の前", "before limits"}, premium.alpha.unbounded);
        citeRules(step, {rules.alphaBase, rules.limitByRate});
        if (rules.limitByRate.value) {
            limit("α min", rules.alphaLowFactor.label, rules.alphaLowFactor.value * premium.rate / 100);
            limit("α max", rules.alphaHighFactor.label, rules.alphaHighFactor.value * premium.rate / 100);
        }
    }
    if (kind.alphaLow) limit("α kind min", {"種類ごとの下限", "lower limit of the kind"}, *kind.alphaLow);
    if (kind.alphaHigh) limit("α kind max", {"種類ごとの上限", "upper limit of the kind"}, *kind.alphaHigh);
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

Trace ceilingStep(const PricingRules& rules, const PricingResults& results) {
    const bool taxIncluded = rules.compareTaxIncluded.value;
    Trace step =
        traceStep("pricing.ceiling",
                  results.ceilingBinds ? Text{"外国平均価格による上限（適用）", "Foreign ceiling (binds)"}
                                       : Text{"外国平均価格による上限（上限内）", "Foreign ceiling (not reached)"},
                  taxIncluded ? "F × c" : "F × c × (1 + t)", *results.ceiling, Unit::yen);
    step.inputs = {traceInput("F", {"外国平均価格", "foreign average"}, results.foreign->mean.average),
                   traceInput("c", rules.ceiling),
                   traceInput("P", {"調整前の価格", "price before the ceiling"}, results.beforeCeiling)};
    citeRules(step, {rules.ceiling, rules.compareTaxIncluded});
    if (!taxIncluded) {
        step.inputs.push_back(traceInput("t", rules.taxRate));
        citeRules(step, {rules.taxRate});
    }
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
        root.steps.push_back(ceilingStep(rules, results));
    }
    inheritStatus(root);
    if (results.temporaryPrice) root.steps.push_back(temporaryStep(rules, results));
    return root;
}

}  // namespace kachi

#include "models/pricing/foreign_repricing.h"

#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

#include <algorithm>

namespace kachi {
namespace {

Result<CountryMean> countryMean(const std::vector<ForeignProduct>& products, bool weighted,
                                const RoundingRule& rounding) {
    CountryMean mean;
    mean.country = products[0].country;
    const bool byUse = weighted && products.size() > 1;
    mean.trace = traceStep("foreign.country." + mean.country, products[0].label, byUse ? "Σ w × p / Σ w" : "Σ p / n", 0,
                           Unit::yen);
    Rational sum = 0;
    Rational weights = 0;
    for (std::size_t row = 0; row < products.size(); ++row) {
        const ForeignProduct& product = products[row];
        if (byUse && !product.weight) {
            return Issue{"foreignRepricing.weightMissing", Severity::error, mean.country, {}, {}, {}};
        }
        const Rational weight = byUse ? *product.weight : Rational(1);
        sum += weight * product.price;
        weights += weight;
        const std::string number = std::to_string(row + 1);
        mean.trace.inputs.push_back(traceInput("p" + number, {"円価格", "price in yen"}, product.price));
        if (byUse) mean.trace.inputs.push_back(traceInput("w" + number, {"国内の使用量", "use in Japan"}, weight));
    }
    if (weights <= 0) return Issue{"foreignRepricing.noWeight", Severity::error, mean.country, "0", "> 0", {}};
    mean.price = applyRounding(rounding, Rational(sum / weights));
    mean.trace.value = exactText(mean.price);
    citeRounding(mean.trace, rounding);
    return mean;
}

}  // namespace

Result<std::vector<CountryMean>> countryMeans(const std::vector<ForeignProduct>& products, bool weighted,
                                              const RoundingRule& rounding) {
    std::vector<std::vector<ForeignProduct>> countries;
    for (const ForeignProduct& product : products) {
        const auto same = [&](const auto& country) { return country[0].country == product.country; };
        const auto found = std::find_if(countries.begin(), countries.end(), same);
        if (found == countries.end()) {
            countries.push_back({product});
        } else {
            found->push_back(product);
        }
    }
    std::vector<CountryMean> means;
    Issues issues;
    for (const auto& country : countries) {
        const auto mean = countryMean(country, weighted, rounding);
        append(issues, mean.issues());
        if (mean) means.push_back(*mean);
    }
    if (!issues.empty()) return issues;
    return means;
}

Result<ForeignRepricing> foreignRepricing(const ForeignRepricingInputs& inputs, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleSwitch onMarketPrice = reader.flag("foreign.repricing.onMarketPrice");
    const RuleNumber trigger = reader.number("foreign.repricing.trigger");
    const RuleNumber tax = reader.number("tax.rate");
    const RoundingRule listing = reader.rounding("listing");
    Issues issues = reader.issues();
    if (issues.empty() && onMarketPrice.value && !inputs.marketPrice) {
        issues.push_back(
            {"foreignRepricing.marketPriceMissing", Severity::error, "/inputs/marketPrice", {}, pack.id, {}});
    }
    checkAmount("/inputs/oldPrice", inputs.oldPrice, issues);
    if (denominator(Rational(inputs.oldPrice * 100)) != 1) {
        issues.push_back({"foreignRepricing.finerThanSen",
                          Severity::error,
                          "/inputs/oldPrice",
                          exactText(inputs.oldPrice),
                          "0.01",
                          {}});
    }
    if (!issues.empty()) return issues;

    ForeignRepricing result;
    const Rational taxFactor = 1 + tax.value;
    result.trigger = trigger.value;
    result.compared = onMarketPrice.value ? *inputs.marketPrice : Rational(inputs.oldPrice / taxFactor);
    result.ratio = result.compared / inputs.foreignAverage;

    Trace test = traceStep("foreign.repricing.trigger", {"外国平均価格との比", "Ratio to the foreign average"},
                           onMarketPrice.value ? "M / F" : "S / (1 + t) / F", result.ratio, Unit::ratio);
    const TraceInput average = traceInput("F", {"外国平均価格", "foreign average"}, inputs.foreignAverage);
    const TraceInput old = traceInput("S", {"改定前の価格", "price before the revision"}, inputs.oldPrice);
    if (onMarketPrice.value) {
        test.inputs = {traceInput("M", {"市場実勢価格の加重平均（税別）", "weighted mean market price before tax"},
                                  result.compared)};
    } else {
        test.inputs = {old, traceInput("t", tax)};
    }
    test.inputs.push_back(average);
    test.inputs.push_back(traceInput("c", trigger));
    citeRules(test, {trigger, onMarketPrice});

    Trace& trace = result.revised.trace;
    if (result.ratio <= trigger.value) {
        trace = traceStep("foreign.repricing", {"再算定の対象外（価格は変わらない）", "Not repriced; the price stays"},
                          "S", inputs.oldPrice, Unit::yen);
        trace.inputs = {old};
        trace.steps = {std::move(test)};
        inheritStatus(trace);
        result.revised.unrounded = inputs.oldPrice;
        result.revised.price = toYen(inputs.oldPrice);
        return result;
    }
    const RuleNumber multiple = reader.number("foreign.repricing.multiple");
    const RuleNumber maxCut = reader.number("foreign.repricing.maxCut");
    issues = reader.issues();
    if (!issues.empty()) return issues;

    const Rational calculated = inputs.foreignAverage * multiple.value * taxFactor;
    const Rational least = inputs.oldPrice * (1 - maxCut.value);
    const bool limited = calculated < least;
    result.outcome = limited ? RepricingOutcome::limited : RepricingOutcome::repriced;
    result.revised.limited = limited;
    result.revised.unrounded = std::min(limited ? least : calculated, inputs.oldPrice);
    const Rational price = applyRounding(listing, result.revised.unrounded);
    checkAmount("foreign.repricing", price, issues);
    if (!issues.empty()) return issues;
    result.revised.price = toYen(price);
    trace = traceStep("foreign.repricing", {"外国平均価格による再算定価格", "Price repriced by the foreign average"},
                      "min(max(F × m × (1 + t), S × (1 − l)), S)", price, Unit::yen);
    trace.inputs = {average, traceInput("m", multiple), traceInput("t", tax), old, traceInput("l", maxCut)};
    trace.steps = {std::move(test)};
    citeRules(trace, {multiple, maxCut, tax});
    citeRounding(trace, listing);
    inheritStatus(trace);
    return result;
}

}  // namespace kachi

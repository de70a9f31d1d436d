#include "models/pricing/foreign_average.h"

#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

std::size_t count(const RuleNumber& rule) {
    return static_cast<std::size_t>(toDouble(rule.value));
}

Trace dropTrace(const ForeignAverage& result, const ForeignAverageRules& rules) {
    const auto byPrice = [](const CountryPrice& a, const CountryPrice& b) { return a.price < b.price; };
    const auto [lowest, highest] = std::minmax_element(result.prices.begin(), result.prices.end(), byPrice);
    const Rational limit = rules.dropRatio.value * lowest->price;
    Trace step =
        traceStep("pricing.foreign.drop", {"最高価格の除外の判定", "Test for dropping the highest price"},
                  result.mean.dropped ? "max > k × min → drop max" : "max ≤ k × min → keep all", limit, Unit::yen);
    step.inputs = {traceInput("max", highest->label, highest->price), traceInput("min", lowest->label, lowest->price),
                   traceInput("k", rules.dropRatio)};
    citeRules(step, {rules.dropRatio, rules.dropFromCountries});
    return step;
}

Trace capTrace(const ForeignAverage& result, const ForeignAverageRules& rules) {
    Trace step = traceStep("pricing.foreign.cap", {"最高価格の抑制の判定", "Test for capping the highest price"},
                           result.mean.capped ? "max > k × m → max := k × m" : "max ≤ k × m → keep max",
                           result.mean.cap, Unit::yen);
    step.inputs = {traceInput("m", {"他国の平均", "mean of the other countries"}, result.mean.othersMean),
                   traceInput("k", rules.capRatio)};
    if (result.mean.capped) {
        const CountryPrice& highest = result.prices[*result.mean.capped];
        step.inputs.insert(step.inputs.begin(), traceInput("max", highest.label, highest.price));
    }
    citeRules(step, {rules.capRatio, rules.capFromCountries});
    return step;
}

}  // namespace

ForeignAverageRules foreignAverageRules(RuleReader& reader) {
    return {reader.number("foreign.dropRatio"), reader.number("foreign.dropFromCountries"),
            reader.number("foreign.capRatio"), reader.number("foreign.capFromCountries")};
}

Result<ForeignAverage> foreignAverage(const std::vector<CountryPrice>& prices, const RulePack& pack) {
    RuleReader reader(pack);
    const ForeignAverageRules rules = foreignAverageRules(reader);
    Issues issues = reader.issues();
    if (prices.empty()) issues.push_back({"pricing.foreignPricesMissing", Severity::error, {}, {}, {}, {}});
    for (const CountryPrice& price : prices) {
        if (price.price > 0) continue;
        issues.push_back({"pricing.notPositive", Severity::error, price.country, exactText(price.price), "> 0", {}});
    }
    if (!issues.empty()) return issues;

    ForeignAverage result;
    result.prices = prices;
    std::vector<Rational> amounts;
    for (const CountryPrice& price : prices) amounts.push_back(price.price);
    result.mean = foreignMean<Rational>(amounts, rules.dropRatio.value, count(rules.dropFromCountries),
                                        rules.capRatio.value, count(rules.capFromCountries));

    Trace& trace = result.trace;
    trace = traceStep("pricing.foreignAverage", {"外国平均価格", "Foreign average price"}, "Σ P / n",
                      result.mean.average, Unit::yen);
    for (std::size_t row = 0; row < prices.size(); ++row) {
        Text label = prices[row].label;
        Rational used = prices[row].price;
        if (result.mean.dropped == row) {
            label.ja += "（除外）";
            label.en += " (dropped)";
        }
        if (result.mean.capped == row) {
            label.ja += "（抑制後）";
            label.en += " (capped)";
            used = result.mean.cap;
        }
        trace.inputs.push_back(traceInput(prices[row].country, label, used));
    }
    const std::size_t left = prices.size() - (result.mean.dropped ? 1 : 0);
    if (prices.size() > 1 && prices.size() >= count(rules.dropFromCountries))
        trace.steps.push_back(dropTrace(result, rules));
    if (left > 1 && left >= count(rules.capFromCountries)) trace.steps.push_back(capTrace(result, rules));
    citeRules(trace, {rules.dropRatio, rules.capRatio});
    return result;
}

ForeignCeilingRules foreignCeilingRules(RuleReader& reader, bool relaxed) {
    ForeignCeilingRules rules;
    rules.multiple = reader.number(relaxed ? "foreign.ceilingRelaxed" : "foreign.ceiling");
    rules.taxIncluded = reader.flag("foreign.compareTaxIncluded");
    if (!rules.taxIncluded.value) rules.tax = reader.number("tax.rate");
    return rules;
}

Rational foreignCeiling(const Rational& average, const ForeignCeilingRules& rules) {
    return average * rules.multiple.value * rules.taxFactor();
}

Trace foreignCeilingTrace(const Rational& average, const Rational& beforeCeiling, const ForeignCeilingRules& rules) {
    const Rational ceiling = foreignCeiling(average, rules);
    Trace step =
        traceStep("pricing.ceiling",
                  beforeCeiling > ceiling ? Text{"外国平均価格による上限（適用）", "Foreign ceiling (binds)"}
                                          : Text{"外国平均価格による上限（上限内）", "Foreign ceiling (not reached)"},
                  rules.taxIncluded.value ? "F × c" : "F × c × (1 + t)", ceiling, Unit::yen);
    step.inputs = {traceInput("F", {"外国平均価格", "foreign average"}, average), traceInput("c", rules.multiple),
                   traceInput("P", {"調整前の価格", "price before the ceiling"}, beforeCeiling)};
    citeRules(step, {rules.multiple, rules.taxIncluded});
    if (!rules.taxIncluded.value) {
        step.inputs.push_back(traceInput("t", rules.tax));
        citeRules(step, {rules.tax});
    }
    return step;
}

}  // namespace kachi

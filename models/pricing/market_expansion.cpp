#include "models/pricing/market_expansion.h"

#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

/// The numbers of one trigger.
struct TriggerRules {
    ExpansionTrigger trigger = ExpansionTrigger::none;
    RuleNumber salesFrom;
    RuleNumber multipleFrom;
    RuleNumber logBase;
};

const Text growthLabel{"基準年間販売額に対する倍率", "multiple of the base sales"};
const Text salesLabel{"年間販売額", "yearly sales"};

/// base^(log X / log b): exact when X is a whole power of b. @pre X ≥ 1, b > 1
Rational logPower(const Rational& base, const Rational& growth, const Rational& logBase) {
    Rational power = 1;
    Rational exact = 1;
    while (power < growth) {
        power *= logBase;
        exact *= base;
    }
    if (power == growth) return exact;
    return exactDecimal(std::pow(toDouble(base), std::log(toDouble(growth)) / std::log(toDouble(logBase))));
}

bool meets(const ExpansionCase& category, const TriggerRules& rules, MarketExpansion& result) {
    const bool sales = category.yearlySales > rules.salesFrom.value;
    const bool multiple = result.growth >= rules.multipleFrom.value;
    result.tests.push_back({rules.trigger, salesLabel, Unit::yenPerYear, category.yearlySales,
                            "> " + exactText(rules.salesFrom.value), sales});
    result.tests.push_back(
        {rules.trigger, growthLabel, Unit::ratio, result.growth, "≥ " + exactText(rules.multipleFrom.value), multiple});
    return sales && multiple;
}

/// How far sales have outgrown what was expected, whether or not a trigger is met.
Trace salesStep(const ExpansionCase& category, const MarketExpansion& result) {
    Trace step = traceStep("expansion.growth", growthLabel, "X = Q / Q₀", result.growth, Unit::ratio);
    step.inputs = {traceInput("Q", salesLabel, category.yearlySales),
                   traceInput("Q₀", {"基準年間販売額", "base sales"}, category.baseSales)};
    return step;
}

}  // namespace

Result<MarketExpansion> marketExpansion(const ExpansionCase& category, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber factor = reader.number("expansion.factor");
    const RuleNumber floor = reader.number(category.costMethod ? "expansion.floorCost" : "expansion.floorOther");
    const TriggerRules general{ExpansionTrigger::general, reader.number("expansion.salesFrom"),
                               reader.number("expansion.multipleFrom"), reader.number("expansion.logBase")};
    TriggerRules cost;
    RuleNumber costSalesTo;
    if (category.costMethod) {
        cost = {ExpansionTrigger::costMethod, reader.number("expansion.costSalesFrom"),
                reader.number("expansion.costMultipleFrom"), reader.number("expansion.costLogBase")};
        costSalesTo = reader.number("expansion.costSalesTo");
    }
    const RoundingRule listing = reader.rounding("listing");
    Issues issues = reader.issues();
    for (const auto& [name, value] :
         {std::pair{"price", category.price}, std::pair{"yearlySales", category.yearlySales},
          std::pair{"baseSales", category.baseSales}}) {
        checkAmount(name, value, issues);
        if (value > 0) continue;
        issues.push_back({"pricing.notPositive", Severity::error, name, exactText(value), "> 0", {}});
    }
    for (const TriggerRules& rules : {general, cost}) {
        if (rules.trigger == ExpansionTrigger::none || rules.logBase.value > 1) continue;
        const char* key = rules.trigger == ExpansionTrigger::general ? "expansion.logBase" : "expansion.costLogBase";
        issues.push_back({"pricing.numberOutside", Severity::error, key, exactText(rules.logBase.value), "> 1", {}});
    }
    if (!issues.empty()) return issues;

    MarketExpansion result;
    result.growth = category.yearlySales / category.baseSales;
    result.floorShare = floor.value;
    TriggerRules met;
    if (meets(category, general, result)) met = general;
    if (category.costMethod) {
        const bool others = meets(category, cost, result);
        const bool below = category.yearlySales <= costSalesTo.value;
        result.tests.push_back({cost.trigger, salesLabel, Unit::yenPerYear, category.yearlySales,
                                "≤ " + exactText(costSalesTo.value), below});
        if (met.trigger == ExpansionTrigger::none && others && below) met = cost;
    }
    result.trigger = met.trigger;
    result.unrounded = category.price;

    const bool repriced = met.trigger != ExpansionTrigger::none;
    if (repriced) {
        result.factor = logPower(factor.value, result.growth, met.logBase.value);
        const Rational calculated = category.price * (result.factor + category.alpha);
        const Rational lowest = floor.value * category.price;
        result.floored = calculated < lowest;
        result.heldAtOldPrice = calculated > category.price;
        result.unrounded = std::min(std::max(calculated, lowest), category.price);
        // A double carries 53 bits; the true power lies within a few units of the last of them.
        const Rational error = result.unrounded / Rational(1LL << 50);
        const bool irrational = !result.floored && !result.heldAtOldPrice;
        result.roundingDecides = irrational && applyRounding(listing, Rational(result.unrounded - error)) !=
                                                   applyRounding(listing, Rational(result.unrounded + error));
    }
    const Rational price = repriced ? applyRounding(listing, result.unrounded) : category.price;
    result.price = toYen(roundHalfUp(price, Rational(1, 100)));

    Trace& trace = result.trace;
    trace = traceStep("expansion.price", {"市場拡大再算定後の価格", "Price after market-expansion repricing"},
                      repriced ? "max(P × (f^(log X / log b) + α), k × P)" : "P", result.price.exact(), Unit::yen);
    trace.inputs = {traceInput("P", {"再算定前の価格", "price before repricing"}, category.price)};
    trace.steps = {salesStep(category, result)};
    citeRules(trace, {general.salesFrom, general.multipleFrom});
    if (category.costMethod) citeRules(trace, {cost.salesFrom, cost.multipleFrom, costSalesTo});
    if (!repriced) return result;

    trace.inputs.push_back(traceInput("α", {"有用性の検証による加算率", "rate for proven usefulness"}, category.alpha));
    trace.inputs.push_back(traceInput("k", floor));
    Trace power = traceStep("expansion.power", {"市場拡大の係数", "Factor of market expansion"}, "f^(log X / log b)",
                            result.factor, Unit::ratio);
    power.inputs = {traceInput("f", factor), traceInput("X", growthLabel, result.growth), traceInput("b", met.logBase)};
    citeRules(power, {factor, met.logBase});
    Trace lowest = traceStep("expansion.floor", {"下限", "Floor"}, "k × P", floor.value * category.price, Unit::yen);
    citeRules(lowest, {floor});
    trace.steps.push_back(std::move(power));
    trace.steps.push_back(std::move(lowest));
    citeRules(trace, {factor, met.logBase, floor});
    citeRounding(trace, listing);
    return result;
}

}  // namespace kachi

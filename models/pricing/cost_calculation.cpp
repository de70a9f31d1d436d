#include "models/pricing/cost_calculation.h"

#include "models/pricing/row_checks.h"
#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

void requireShare(const std::string& key, const RuleNumber& rate, Issues& issues) {
    if (rate.value >= 0 && rate.value < 1) return;
    issues.push_back({"pricing.numberOutside", Severity::error, key, exactText(rate.value), "≥ 0, < 1", {}});
}

Trace lineStep(const std::string& id, const Text& label, const std::string& formula, const Rational& value,
               const RoundingRule& rounding) {
    Trace step = traceStep("cost." + id, label, formula, value, Unit::yen);
    citeRounding(step, rounding);
    return step;
}

Trace costTrace(const CostCalculation& result) {
    const CostRates& rates = result.rates;
    const CostLines<Rational>& lines = result.lines;
    Trace root = lineStep("price", {"原価計算方式による価格", "Price by cost calculation"}, "round(C + p + d + t)",
                          lines.price, rates.listing);
    root.inputs = {traceInput("C", {"製品総原価", "total product cost"}, lines.productCost),
                   traceInput("p", {"営業利益", "operating profit"}, lines.profit),
                   traceInput("d", {"流通経費", "distribution"}, lines.distribution),
                   traceInput("t", {"消費税", "consumption tax"}, lines.tax)};

    Trace profit = lineStep("profit", {"営業利益", "Operating profit"}, "C × r / (1 − r)", lines.profit, rates.line);
    profit.inputs = {traceInput("r", rates.profit)};
    citeRules(profit, {rates.profit});
    if (rates.profitFactor) {
        profit.inputs.push_back(traceInput("f", *rates.profitFactor));
        citeRules(profit, {*rates.profitFactor});
    }
    root.steps.push_back(std::move(profit));

    if (rates.distributionAmount) {
        Trace amount = lineStep("distribution", {"流通経費（申請額）", "Distribution (amount asked for)"}, "D",
                                lines.distribution, rates.line);
        citeRules(amount, {userNumber(*rates.distributionAmount, Unit::yen, {})});
        root.steps.push_back(std::move(amount));
    } else {
        Trace rate = lineStep("distribution", {"流通経費", "Distribution"}, "(C + p) × r / (1 − r)", lines.distribution,
                              rates.line);
        rate.inputs = {traceInput("r", rates.distribution)};
        citeRules(rate, {rates.distribution});
        root.steps.push_back(std::move(rate));
    }

    Trace tax = lineStep("tax", {"消費税", "Consumption tax"}, "(C + p + d) × r", lines.tax, rates.line);
    tax.inputs = {traceInput("r", rates.tax)};
    citeRules(tax, {rates.tax});
    root.steps.push_back(std::move(tax));
    inheritStatus(root);
    return root;
}

}  // namespace

RoundingRule withPriceUnit(const RoundingRule& rule, const std::optional<Rational>& unit) {
    if (!unit || rule.significantDigits > 0) return rule;
    RoundingRule changed = rule;
    changed.unit = *unit;
    changed.status = RuleStatus::user;
    changed.clause = ruleStatusText(RuleStatus::user);
    changed.label = {exactText(*unit) + " 円単位", "to " + exactText(*unit) + " yen"};
    return changed;
}

Result<CostRates> costRates(const CostCalculationInputs& inputs, const RulePack& pack) {
    RuleReader reader(pack);
    const std::string year = std::to_string(inputs.rateYear);
    const auto rate = [&](const std::optional<Rational>& given, const std::string& key, const Text& label) {
        return given ? userNumber(*given, Unit::ratio, label) : reader.number(key);
    };
    CostRates rates;
    rates.profit = rate(inputs.profitRate, "cost.profitRate." + year, {"営業利益率", "operating profit rate"});
    if (inputs.conditionalApproval) {
        rates.profitFactor = reader.number("cost.regenerativeProfitFactor");
        rates.profit.value *= rates.profitFactor->value;
    }
    if (inputs.distributionAmount) {
        rates.distributionAmount = inputs.distributionAmount;
    } else {
        rates.distribution =
            rate(inputs.distributionRate, "cost.distributionRate." + year, {"流通経費率", "distribution rate"});
    }
    rates.tax = rate(inputs.taxRate, "tax.rate", {"消費税率", "consumption tax"});
    rates.line = withPriceUnit(reader.rounding("costLine"), inputs.priceUnit);
    rates.listing = reader.rounding("listing");

    Issues issues = reader.issues();
    if (inputs.distributionAmount && inputs.distributionRate) {
        issues.push_back({"pricing.distributionTwice", Severity::error, {}, {}, {}, {}});
    }
    if (inputs.distributionAmount && *inputs.distributionAmount < 0) {
        issues.push_back({"pricing.numberOutside",
                          Severity::error,
                          "distributionAmount",
                          exactText(*inputs.distributionAmount),
                          "≥ 0",
                          {}});
    }
    requireShare("profitRate", rates.profit, issues);
    requireShare("distributionRate", rates.distribution, issues);
    requireShare("taxRate", rates.tax, issues);
    if (!issues.empty()) return issues;
    return rates;
}

Result<CostCalculation> costCalculation(const CostCalculationInputs& inputs, const RulePack& pack) {
    const auto rates = costRates(inputs, pack);
    Issues issues = rates.issues();
    if (inputs.productCost <= 0) {
        issues.push_back(
            {"pricing.notPositive", Severity::error, "productCost", exactText(inputs.productCost), "> 0", {}});
    }
    if (!issues.empty()) return issues;

    CostCalculation result;
    result.rates = *rates;
    result.lines = costLines<Rational>(
        inputs.productCost,
        {rates->profit.value, rates->distribution.value, rates->distributionAmount, rates->tax.value}, rates->line,
        rates->listing);
    checkAmount("cost.price", result.lines.price, issues);
    if (!issues.empty()) return issues;
    result.price = toYen(result.lines.price);
    result.trace = costTrace(result);
    return result;
}

Result<RuleNumber> disclosureCoefficient(const Rational& degree, const RulePack& pack) {
    RuleReader reader(pack);
    const Rational middleFrom = reader.number("premium.disclosure.middleFrom").value;
    RuleNumber coefficient;
    if (degree < middleFrom) {
        coefficient = reader.number("premium.disclosure.low");
    } else {
        const Rational highFrom = reader.number("premium.disclosure.highFrom").value;
        coefficient = reader.number(degree < highFrom ? "premium.disclosure.middle" : "premium.disclosure.high");
    }
    Issues issues = reader.issues();
    if (degree < 0 || degree > 1) {
        issues.push_back(
            {"pricing.numberOutside", Severity::error, "disclosureDegree", exactText(degree), "≥ 0, ≤ 1", {}});
    }
    if (!issues.empty()) return issues;
    return coefficient;
}

}  // namespace kachi

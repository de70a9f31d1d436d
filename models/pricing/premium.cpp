#include "models/pricing/premium.h"

#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

bool isLogBase(const Rational& value) {
    return value > 0 && value != 1;
}

}  // namespace

AlphaRules alphaRules(RuleReader& reader) {
    return {reader.number("premium.alpha.base"), reader.number("premium.alpha.logBase"),
            reader.number("premium.alpha.lowFactor"), reader.number("premium.alpha.highFactor"),
            reader.flag("premium.limitByRate")};
}

void checkAlphaRules(const AlphaRules& rules, Issues& issues) {
    if (rules.base.value > 0 && isLogBase(rules.logBase.value)) return;
    issues.push_back({"pricing.alphaDomain",
                      Severity::error,
                      "premium.alpha.logBase",
                      exactText(rules.logBase.value),
                      "> 0, ≠ 1",
                      {}});
}

Text alphaBoundText(AlphaBound bound) {
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

Trace alphaTrace(const std::string& id, const PremiumKind& kind, const TraceInput& rate, const Alpha<Rational>& alpha,
                 const Rational& base, const std::optional<Rational>& fieldMean, const AlphaRules& rules) {
    const Text bound = alphaBoundText(alpha.bound);
    Trace step = traceStep(id, {"加算率 α " + kind.label.ja + bound.ja, "Rate α, " + kind.label.en + bound.en},
                           kind.scaled ? "A/100 × k^(log(X/B)/log(h))" : "A/100", alpha.value, Unit::ratio);
    step.inputs = {rate};
    citeRules(step, {kind});
    const auto limit = [&](const char* name, const Text& label, const Rational& value) {
        step.inputs.push_back(traceInput(name, label, value));
    };
    if (kind.scaled && fieldMean) {
        limit("X", {"加算前の算定値", "value before premiums"}, base);
        limit("B", {"分野の平均価格", "field mean"}, *fieldMean);
        step.inputs.push_back(traceInput("k", rules.base));
        step.inputs.push_back(traceInput("h", rules.logBase));
        limit("α₀", {"上下限の前", "before limits"}, alpha.unbounded);
        citeRules(step, {rules.base, rules.limitByRate});
        if (rules.limitByRate.value) {
            limit("α min", rules.lowFactor.label, rules.lowFactor.value * alpha.flat);
            limit("α max", rules.highFactor.label, rules.highFactor.value * alpha.flat);
        }
    }
    if (kind.alphaLow) limit("α kind min", {"種類ごとの下限", "lower limit of the kind"}, *kind.alphaLow);
    if (kind.alphaHigh) limit("α kind max", {"種類ごとの上限", "upper limit of the kind"}, *kind.alphaHigh);
    return step;
}

Result<Rational> peakSalesRate(const Rational& rate, const Rational& amount, const RulePack& pack) {
    RuleReader reader(pack);
    const RuleNumber base = reader.number("premium.alpha.base");
    const RuleNumber reference = reader.number("premium.costAlpha.reference");
    const RuleNumber half = reader.number("premium.costAlpha.half");
    Issues issues = reader.issues();
    if (issues.empty() && (reference.value <= 0 || base.value <= 0 || !isLogBase(half.value / reference.value))) {
        issues.push_back({"pricing.alphaDomain",
                          Severity::error,
                          "premium.costAlpha.half",
                          exactText(half.value),
                          "> 0, ≠ " + exactText(reference.value),
                          {}});
    }
    if (!issues.empty()) return issues;
    const double scale =
        priceScale(toDouble(amount / reference.value), toDouble(base.value), toDouble(half.value / reference.value));
    return Rational(rate * exactDecimal(scale));
}

}  // namespace kachi

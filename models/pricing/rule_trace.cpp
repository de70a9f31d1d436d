#include "models/pricing/rule_trace.h"

namespace kachi {
namespace {

void addClause(std::string& to, const std::string& clause, const char* separator) {
    if (clause.empty() || to.find(clause) != std::string::npos) return;
    to += to.empty() ? clause : separator + clause;
}

}  // namespace

std::string exactText(const Rational& value) {
    const std::string text = ruleNumberText(value);
    return text.find('/') == std::string::npos ? text : rationalText(value, 10);
}

TraceInput traceInput(const std::string& name, const Text& label, const Rational& value,
                      const std::string& parameterId) {
    return {name, label, exactText(value), parameterId};
}

TraceInput traceInput(const std::string& name, const RuleNumber& rule) {
    return {name, rule.label, exactText(rule.value), {}};
}

Trace traceStep(const std::string& id, const Text& label, const std::string& formula, const Rational& value,
                Unit unit) {
    Trace step;
    step.id = id;
    step.label = label;
    step.formula = formula;
    step.value = exactText(value);
    step.unit = unit;
    return step;
}

void citeRules(Trace& step, std::initializer_list<RuleSource> sources) {
    for (const RuleSource& source : sources) {
        addClause(step.clause.ja, source.clause.ja, "；");
        addClause(step.clause.en, source.clause.en, "; ");
        RuleStatus status = source.status;
        RuleStatus before = RuleStatus::verified;
        if (ruleStatusFromName(step.status, before)) status = weaker(status, before);
        step.status = ruleStatusName(status);
    }
}

void inheritStatus(Trace& trace) {
    for (const Trace& step : trace.steps) {
        RuleSource source;
        if (ruleStatusFromName(step.status, source.status)) citeRules(trace, {source});
    }
}

void citeRounding(Trace& step, const RoundingRule& rule) {
    step.rounding = rule.label;
    citeRules(step, {rule});
}

}  // namespace kachi

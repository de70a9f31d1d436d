#pragma once

#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <initializer_list>

namespace kachi {

/// Digits shown in traces: all of a decimal number; ten places where it has no end.
std::string exactText(const Rational& value);

TraceInput traceInput(const std::string& name, const Text& label, const Rational& value,
                      const std::string& parameterId = {});
TraceInput traceInput(const std::string& name, const RuleNumber& rule);

/// One step of a price calculation.
Trace traceStep(const std::string& id, const Text& label, const std::string& formula, const Rational& value, Unit unit);

/// Adds the clauses of the rules a step rests on; its status is that of the least known one.
void citeRules(Trace& step, std::initializer_list<RuleSource> sources);

/// A figure is known no better than the steps it was made from.
void inheritStatus(Trace& trace);

/// Notes the rounding of a step and cites its rule.
void citeRounding(Trace& step, const RoundingRule& rule);

}  // namespace kachi

#pragma once

#include "app/interchange/number_text.h"
#include "models/case/case.h"

namespace kachi {

/// What was typed into a number cell: a number, a formula ("= a * b"), or nothing (to be entered later).
struct NumberEntry {
    std::optional<double> value;
    std::string expression;  ///< without the leading "="
};

/// The field behind a parameter: label, unit and the limits outside which a value is impossible.
NumberContext numberContext(const Case& value, const std::string& parameterId);

/// Reads what was typed. Issues: those of parseNumber().
Result<NumberEntry> readNumberEntry(const QString& text, const NumberContext& context);

/// What an editor of the parameter starts from: "= formula", or every digit of the number, ungrouped.
QString entryText(const Parameter& parameter);

/// The parameter with its value or formula replaced.
Parameter withEntry(Parameter parameter, const NumberEntry& entry);

}  // namespace kachi

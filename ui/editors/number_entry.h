#pragma once

#include "app/interchange/number_text.h"
#include "models/case/case.h"
#include "models/core/result.h"

#include <QString>

namespace kachi {

/// What was typed into a number cell: a number, a formula ("= a * b"), or nothing (to be entered later).
struct NumberEntry {
    std::optional<double> value;
    std::string expression;  ///< without the leading "="
};

/// Label, unit and limits of a parameter: how a number typed for it is read.
NumberContext numberContext(const Case& value, const std::string& parameterId);

/// Reads what was typed for a parameter, within the limits of its declaration. Issues: those of parseNumber().
Result<NumberEntry> readNumberEntry(const QString& text, const Case& value, const std::string& parameterId);

/// The number with every digit, grouped for reading.
QString groupedText(double value);

/// What an editor of the parameter starts from: "= formula", or every digit of the number, ungrouped.
QString entryText(const Parameter& parameter);

/// The parameter with its value or formula replaced.
Parameter withEntry(Parameter parameter, const NumberEntry& entry);

}  // namespace kachi

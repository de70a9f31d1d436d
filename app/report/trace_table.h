#pragma once

#include "app/report/table.h"
#include "models/core/trace.h"
#include "models/evaluation/evaluation.h"

namespace kachi {

/// How the numbers of a trace are shown. Every digit is in the JSON of the evaluation.
enum class TraceDigits {
    modelled,  ///< long fractions at six significant digits
    tariff,    ///< amounts of the price rules: never fewer than two decimals of a long fraction
};

/// Exact digits of a number at the length a reader can use, grouped; other words as they are.
std::string readableDigits(const std::string& text, TraceDigits digits);

/// A trace as a column of figures, like an official calculation sheet: the steps a figure was made from stand above it,
/// indented; each row gives formula with inputs, value with unit, rounding and clause.
Table traceTable(const Trace& trace, TraceDigits digits = TraceDigits::tariff);

/// The traces of one section on one sheet, with the case's currency and the values behind parameters named as inputs.
Table calculationSheet(const Case& value, const Evaluation& evaluation, Text title, const std::vector<Trace>& traces,
                       TraceDigits digits);

}  // namespace kachi

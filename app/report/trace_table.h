#pragma once

#include "app/report/table.h"
#include "models/core/trace.h"

namespace kachi {

/// The trace as a printed column of figures, like an official calculation sheet: the steps a figure was made from stand
/// above it, indented; each row gives formula with inputs, exact value, unit, rounding and clause.
Table traceTable(const Trace& trace);

}  // namespace kachi

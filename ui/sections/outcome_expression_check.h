#pragma once

#include "models/case/case.h"
#include "models/core/issue.h"

#include <QStringList>

namespace kachi {

/// Names an expression of the outcome model may use: parameters, values by strategy and subgroup, attributes of
/// simulated patients, the model clock, table columns, functions; each as it is completed.
QStringList namesOf(const Case& value);

/// Faults of an expression seen while it is typed: syntax, unknown names, functions, tables. Empty text and "#" (what
/// is left of 1) have none.
Issues expressionFaults(const Case& value, const std::string& text);

}  // namespace kachi

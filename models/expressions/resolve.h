#pragma once

#include "models/core/result.h"
#include "models/expressions/program.h"

#include <set>
#include <string>

namespace kachi {

/// Works out every expression that depends on parameters only, for the base case and for every draw, and adds it to the
/// values. Expressions that reach a name in `contextNames` (the model clock, names that strategies or subgroups set)
/// are left to the outcome model. An expression that varies over draws gets its own drawn values.
/// Errors: all faults of the expressions and tables; expressions.reservedName when an id is not a name of the grammar;
/// a failed draw is an error naming the draw.
Result<ParameterValues> resolveExpressions(ParameterValues values, const ExpressionInputs& inputs,
                                           const std::set<std::string>& contextNames);

}  // namespace kachi

#pragma once

#include "models/core/issue.h"
#include "models/expressions/program.h"
#include "models/outcomes/outcomes_structure.h"

namespace kachi {

/// Faults of the budget impact that can be seen without working anything out: years, strategies, arguments of the
/// uptake curve, missing expressions, the reserved name `year`. Warns when the outcome model ends before the account.
Issues budgetFaults(const OutcomesStructure& structure, const ExpressionInputs& inputs, const ParameterValues& values);

}  // namespace kachi

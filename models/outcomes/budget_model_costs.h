#pragma once

#include "models/outcomes/budget_run.h"
#include "models/outcomes/outcomes.h"

#include <vector>

namespace kachi {

/// Base-case cost of the outcome model by year since the start of treatment, weighted over subgroups; empty for
/// strategies that the account does not treat. A cycle that reaches over a year's end is split in proportion of time.
/// Errors: budget.yearlyCosts when the results have none.
Result<YearlyCosts> modelCosts(const OutcomesStructure& structure, const OutcomesResults& outcomes);

/// The same in every draw: [draw]. Runs the outcome model draw by draw on all threads.
Result<std::vector<YearlyCosts>> drawnModelCosts(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                                                 const ParameterValues& values, const RunOptions& options);

}  // namespace kachi

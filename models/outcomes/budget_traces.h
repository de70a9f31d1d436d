#pragma once

#include "models/outcomes/budget_impact.h"

namespace kachi {

/// How impact and predicted sales of every year came about: budget.impact.<year>, budget.sales.<year> (only with a unit
/// price).
std::vector<Trace> budgetTraces(const OutcomesStructure& structure, const BudgetImpactResults& results);

}  // namespace kachi

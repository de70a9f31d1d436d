#pragma once

#include "app/report/json_values.h"
#include "models/evaluation/evaluation.h"

namespace kachi {

/// The "outcomes" part of an evaluation. @pre evaluation.outcomes
/// @param perDraw adds outcomes.draws.{cost, qaly, lifeYears, effect}.<strategy>[draw]
Json outcomesJson(const Case& value, const Evaluation& evaluation, bool perDraw);

/// The "budget" part. @pre evaluation.budget
Json budgetJson(const BudgetImpactResults& results);

}  // namespace kachi

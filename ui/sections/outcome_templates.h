#pragma once

#include "models/case/case.h"

namespace kachi {

/// Two strategies, alive and dead, nothing assumed: what "Use in this case" puts into a case.
OutcomesStructure plainOutcomes();

/// Whether the structure that `model` runs on has not been begun.
bool isStructureEmpty(const OutcomesStructure& structure, OutcomeModel model);

/// Gives the chosen model a small neutral structure to change: states, transitions, tree, curves or events as far as
/// there are none, and its parameters "outcomes.example.…", every one marked as an assumption. What is there stays.
void addExampleStructure(Case& value, OutcomeModel model);

/// A five-year budget impact for the strategy that is not the comparator, with example values.
void addExampleBudget(Case& value);

}  // namespace kachi

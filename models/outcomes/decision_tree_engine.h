#pragma once

#include "models/outcomes/outcome_engine.h"

namespace kachi {

/// The decision tree of the structure for one strategy in one subgroup, or null with issues.
std::unique_ptr<PreparedOutcome> prepareDecisionTree(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi

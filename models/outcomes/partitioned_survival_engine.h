#pragma once

#include "models/outcomes/outcome_engine.h"

namespace kachi {

/// The partitioned-survival model of the structure for one strategy in one subgroup, or null with issues.
std::unique_ptr<PreparedOutcome> preparePartitionedSurvival(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi

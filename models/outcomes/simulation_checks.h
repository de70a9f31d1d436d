#pragma once

#include "models/outcomes/outcome_scope.h"

namespace kachi {

/// Every fault of a simulation that can be seen without working anything out: number of patients, attributes, events,
/// references to states and curves, arguments of families, and timing that has no meaning in continuous time.
/// @pre the structure holds a simulation
Issues simulationFaults(const EngineInputs& inputs);

}  // namespace kachi

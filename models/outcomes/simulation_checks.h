#pragma once

#include "models/outcomes/outcome_scope.h"

namespace kachi {

/// Every fault of a simulation that can be seen without working anything out: number of patients, attributes, events,
/// references to states and curves, and timing that has no meaning in continuous time.
/// Curves themselves are checked by survivalFaults. @pre the structure holds a simulation
Issues simulationFaults(const EngineInputs& inputs);

}  // namespace kachi

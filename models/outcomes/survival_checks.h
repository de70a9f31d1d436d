#pragma once

#include "models/core/issue.h"
#include "models/outcomes/outcomes_structure.h"

namespace kachi {

/// Faults of the structure of all curves, whichever model uses them, and of the partitioned-survival model where it is
/// chosen: outcomes.idMissing, outcomes.idTwice, survival.argumentMissing, survival.unknownArgument,
/// survival.expressionMissing, survival.noCurves, survival.unknownCurve, survival.curveTwice, survival.stateCount,
/// survival.transitionReward, outcomes.structureMissing.
void survivalFaults(const OutcomesStructure& structure, Issues& issues);

}  // namespace kachi

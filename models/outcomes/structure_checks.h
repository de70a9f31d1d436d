#pragma once

#include "models/outcomes/outcomes.h"

namespace kachi {

/// Faults that can be seen without working anything out: ids, references, timing, thresholds, reserved names, and
/// parameter values that are missing or no numbers.
Issues structureFaults(const OutcomesStructure& structure, const ExpressionInputs& inputs,
                       const ParameterValues& values);

}  // namespace kachi

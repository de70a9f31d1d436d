#pragma once

#include "models/evaluation/evaluation.h"
#include "ui/sections/results_panel.h"

namespace kachi {

/// What the outcomes section shows of its results, whichever kind of model ran.
SectionResults outcomeResults(const Case& value, const Evaluation& evaluation);

}  // namespace kachi

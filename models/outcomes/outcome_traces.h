#pragma once

#include "models/outcomes/outcomes.h"

namespace kachi {

/// How the base-case cost, QALYs and ICERs came about, timing conventions included.
std::vector<Trace> outcomeTraces(const OutcomesStructure& structure, const OutcomesResults& results);

}  // namespace kachi

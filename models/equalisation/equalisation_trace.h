#pragma once

#include "models/equalisation/equalisation.h"

namespace kachi {

/// Traces of national rates, measures before and after, and additional procedures, base case.
/// @pre everything but traces is filled in `results`
std::vector<Trace> equalisationTraces(const EqualisationStructure& structure, const ParameterValues& values,
                                      const EqualisationResults& results);

}  // namespace kachi

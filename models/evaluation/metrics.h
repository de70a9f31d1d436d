#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// The headline figures of every value model that ran, in the order of the sections.
std::vector<Metric> collectMetrics(const Case& value, const Evaluation& evaluation);

/// Every price that matters, lowest first.
std::vector<CorridorMark> collectCorridor(const Case& value, const Evaluation& evaluation);

/// How every figure that can be explained came about: outcomes, labour, equalisation, pricing, recalculation, and each
/// price of the case under the id "routes.<row>".
std::vector<Trace> explanations(const Evaluation& evaluation);

}  // namespace kachi

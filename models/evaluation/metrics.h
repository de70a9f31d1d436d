#pragma once

#include "models/evaluation/evaluation.h"

namespace kachi {

/// The headline figures of every value model that ran, in the order of the sections.
std::vector<Metric> collectMetrics(const Case& value, const Evaluation& evaluation);

/// Every price that matters, lowest first.
std::vector<CorridorMark> collectCorridor(const Case& value, const Evaluation& evaluation);

}  // namespace kachi

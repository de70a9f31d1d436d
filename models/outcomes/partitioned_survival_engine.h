#pragma once

#include "models/outcomes/outcome_engine.h"

namespace kachi {

/// The partitioned-survival model of the structure for one strategy in one subgroup, or null with issues or after
/// faults of survivalFaults. Curves are read at the points k·L, k = 0…n, and the states between them are valued with
/// the cycle weights and discounting of the timing; with half-cycle weights and each end discounted at its own time
/// this is the trapezoid rule over the points.
/// Source: Glasziou, Simes, Gelber, Stat. Med. 9 (1990) 1259–1276; NICE Decision Support Unit, Technical Support
/// Document 19 (2017). Checked: hesim Psm, closed forms of exponential curves.
std::unique_ptr<PreparedOutcome> preparePartitionedSurvival(const EngineInputs& inputs, Issues& issues);

}  // namespace kachi

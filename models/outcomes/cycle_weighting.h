#pragma once

#include "models/outcomes/outcomes_structure.h"

#include <vector>

namespace kachi {

/// Weight and discount time of the occupancy before and after the transition of every cycle.
struct CycleWeighting {
    std::vector<double> startWeight;  ///< [cycle]
    std::vector<double> endWeight;    ///< [cycle]
    std::vector<double> startTime;    ///< [cycle], years at which the occupancy before the transition is discounted
    std::vector<double> endTime;      ///< [cycle], years for the occupancy after it
};

/// @pre the timing is valid
CycleWeighting cycleWeighting(const OutcomeTiming& timing);

/// Present value of 1 at `time` years. @pre rate > −1, and rate·length > −1 for the simple form
double discountFactor(const OutcomeTiming& timing, double rate, double time);

}  // namespace kachi

#pragma once

#include "models/labour/labour.h"

namespace kachi {

/// How the capacity cost rate of a staff category came about, base case.
Trace rateTrace(const LabourStaff& staff, const ParameterValues& values, double yenPerMinute);

/// One trace per scale and metric of all staff together, base case.
/// @pre rates, tasks and rows of `results` are filled
std::vector<Trace> labourTraces(const LabourStructure& structure, const ParameterValues& values,
                                const LabourResults& results);

}  // namespace kachi

#pragma once

#include "models/labour/labour.h"

namespace kachi {

/// What one person of an occupation costs and works in a year, and which share of freed time leaves the budget.
struct StaffCost {
    double annualPay = 0;       ///< yen
    double onCost = 0;          ///< employer's on-cost, share of pay
    double hoursPerYear = 0;    ///< paid hours
    double practicalShare = 1;  ///< practical capacity, share of paid hours
    double fteHours = 0;        ///< hours that make one full-time equivalent
    double cashableShare = 0;   ///< share of freed hours that really reduces paid hours

    double yenPerMinute() const;  ///< capacity cost rate
};

/// Time of an occupation before and after a change, with its cost. What is saved is split once: the cashable share in
/// yen, the rest in hours; yenSaved = cashableYen + releasedHours × 60 × yenPerMinute.
LabourFigures staffTime(double minutesBefore, double minutesAfter, const StaffCost& cost);

/// Figures of one procedure for `volume` procedures.
LabourFigures scaled(const LabourFigures& figures, double volume);

LabourFigures sumOf(const std::vector<LabourFigures>& figures);

}  // namespace kachi

#include "models/labour/staff_time.h"

namespace kachi {

double StaffCost::yenPerMinute() const {
    return capacityCostRate(annualPay, onCost, hoursPerYear, practicalShare);
}

LabourFigures staffTime(double minutesBefore, double minutesAfter, const StaffCost& cost) {
    LabourFigures figures;
    figures.minutesBefore = minutesBefore;
    figures.minutesAfter = minutesAfter;
    figures.fullTimeEquivalents = figures.minutesSaved() / (60 * cost.fteHours);
    figures.yenBefore = minutesBefore * cost.yenPerMinute();
    figures.yenAfter = minutesAfter * cost.yenPerMinute();
    figures.cashableYen = figures.yenSaved() * cost.cashableShare;
    figures.releasedHours = figures.hoursSaved() * (1 - cost.cashableShare);
    return figures;
}

LabourFigures scaled(const LabourFigures& figures, double volume) {
    return {figures.minutesBefore * volume, figures.minutesAfter * volume, figures.fullTimeEquivalents * volume,
            figures.yenBefore * volume,     figures.yenAfter * volume,     figures.cashableYen * volume,
            figures.releasedHours * volume};
}

LabourFigures sumOf(const std::vector<LabourFigures>& figures) {
    LabourFigures sum;
    for (const LabourFigures& row : figures) {
        sum.minutesBefore += row.minutesBefore;
        sum.minutesAfter += row.minutesAfter;
        sum.fullTimeEquivalents += row.fullTimeEquivalents;
        sum.yenBefore += row.yenBefore;
        sum.yenAfter += row.yenAfter;
        sum.cashableYen += row.cashableYen;
        sum.releasedHours += row.releasedHours;
    }
    return sum;
}

}  // namespace kachi

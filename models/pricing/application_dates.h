#pragma once

#include "models/core/calendar_day.h"
#include "models/core/trace.h"
#include "models/pricing/rule_pack.h"

#include <vector>

namespace kachi {

/// When a request for coverage is decided and when the product is listed.
struct ApplicationDates {
    std::optional<CalendarDay> decisionBy;  ///< last day of the period for the decision; absent where none is set
    std::optional<CalendarDay> listing;     ///< absent where it hangs on a decision date that is not known
    std::vector<Trace> steps;               ///< how each date came about; values are ISO dates
};

/// Dates of a request of class A1 … C2 or R received on `submitted`.
/// A1 counts days; A2 and B1 have a cut-off day within the month; A3 and B2 follow the decision; B3, C1, C2 and R have
/// months counted from the 1st of the month after the submission, and are listed on the next of the fixed months.
/// @param decided  day of the decision where it is known; else the last day of the period stands for it
/// Issues: pricing.ruleAbsent; route.ruleNotWhole (a count of days or months that is none).
/// Source: 保険医療材料専門部会127回 13010/3; listing months from published listings (derived).
Result<ApplicationDates> applicationDates(const std::string& applicationClass, const CalendarDay& submitted,
                                          const std::optional<CalendarDay>& decided, const RulePack& pack);

}  // namespace kachi

#pragma once

#include <compare>
#include <optional>
#include <string>

namespace kachi {

/// A day of the Gregorian calendar. Rules count in days and months; the clock is never read.
struct CalendarDay {
    int year = 0;
    int month = 0;  ///< 1 … 12
    int day = 0;    ///< 1 … 31

    auto operator<=>(const CalendarDay&) const = default;
};

/// The day of "YYYY-MM-DD"; nothing for any other text and for days that do not exist.
std::optional<CalendarDay> calendarDay(const std::string& text);

/// "YYYY-MM-DD".
std::string dayText(const CalendarDay& day);

CalendarDay plusDays(const CalendarDay& day, int days);

/// First day of the month `months` after the month of `day`.
CalendarDay firstOfMonth(const CalendarDay& day, int months);

}  // namespace kachi

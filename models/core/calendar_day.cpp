#include "models/core/calendar_day.h"

#include <charconv>

namespace kachi {
namespace {

int daysInMonth(int year, int month) {
    if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Whole number of the digits from `from`; −1 when there is anything else.
int digitsAt(const std::string& text, std::size_t from, std::size_t count) {
    int number = -1;
    const char* end = text.data() + from + count;
    const auto [stop, error] = std::from_chars(text.data() + from, end, number);
    return error == std::errc{} && stop == end ? number : -1;
}

std::string padded(int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

}  // namespace

std::optional<CalendarDay> calendarDay(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const CalendarDay day{digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)};
    if (day.year < 1 || day.month < 1 || day.month > 12) return {};
    if (day.day < 1 || day.day > daysInMonth(day.year, day.month)) return {};
    return day;
}

std::string dayText(const CalendarDay& day) {
    return padded(day.year, 4) + "-" + padded(day.month, 2) + "-" + padded(day.day, 2);
}

CalendarDay plusDays(const CalendarDay& day, int days) {
    CalendarDay moved = day;
    moved.day += days;
    while (moved.day > daysInMonth(moved.year, moved.month)) {
        moved.day -= daysInMonth(moved.year, moved.month);
        moved = {moved.month == 12 ? moved.year + 1 : moved.year, moved.month % 12 + 1, moved.day};
    }
    while (moved.day < 1) {
        moved = {moved.month == 1 ? moved.year - 1 : moved.year, moved.month == 1 ? 12 : moved.month - 1, moved.day};
        moved.day += daysInMonth(moved.year, moved.month);
    }
    return moved;
}

CalendarDay firstOfMonth(const CalendarDay& day, int months) {
    const int number = day.year * 12 + day.month - 1 + months;
    return {number / 12, number % 12 + 1, 1};
}

}  // namespace kachi

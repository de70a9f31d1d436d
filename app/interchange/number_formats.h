#pragma once

#include <QString>

namespace kachi {

/// What a spreadsheet's number format says about the value beneath it.
enum class FormatKind { number, date, duration, zeroPadded };

/// Kind of a format code such as "yyyy/m/d", "[$-411]ggge\"年\"", "[h]:mm", "00", "0.0%".
FormatKind formatKindOfCode(const QString& code);

/// Kind of a format built into the file format (ECMA-376 part 1, 18.8.30, with its East Asian additions).
FormatKind formatKindOfBuiltin(int identifier);

/// ISO text of a day number: "2026-06-01", with "T13:30:00" when it is not midnight; "13:30:00" below one day.
/// Empty when the number is no date: negative, beyond year 9999, or the 29 February 1900 that never was.
QString dateOfSerial(double serial, bool since1904);

}  // namespace kachi

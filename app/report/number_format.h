#pragma once

#include "models/core/text.h"

#include <string>
#include <vector>

namespace kachi {

/// How a stored number is shown. Formats never alter the stored value.
enum class NumberFormat {
    number,   ///< as it is
    percent,  ///< stored as a fraction, shown × 100
    yen,      ///< stored in yen
    manYen,   ///< stored in yen, shown in 万円
    oku,      ///< stored in yen, shown in 億円
    year,     ///< calendar year, never grouped
    month,    ///< decimal calendar year: 2027.25 is April 2027
};

/// Decimals chosen by the data instead of by the author.
inline constexpr int automaticDecimals = -1;

/// What one shown unit is worth in stored units: 10,000 for 万円, 0.01 for %.
double shownUnit(NumberFormat format);

/// Unit of the stored number: `unit`, or 円 for money formats without one; may be empty.
Text storedUnitText(const Text& unit, NumberFormat format);

/// Unit of the shown number: 円/QALY becomes 万円/QALY under manYen, a fraction becomes %.
Text shownUnitText(const Text& unit, NumberFormat format);

/// Header text with its shown unit in brackets: 費用(万円). @param unit of the stored number
std::string labelWithUnit(const Text& label, const Text& unit, NumberFormat format, Language language);

/// Number as the reader sees it, without unit: thousands grouped, true minus sign. Rounds half up on the decimal number
/// the double was typed as, so 2.675 shows as 2.68. A value that is not finite shows as 計算不能 / "not available".
std::string formatNumber(double value, NumberFormat format, int decimals, Language language);

/// Plain decimal digits ("-1234567.5") grouped for reading, no digit changed. Other text comes back as it is.
std::string groupDigits(const std::string& digits);

/// Decimals that show four significant digits of the largest value, none that all values lack; whole yen for yen.
int decimalsFor(const std::vector<double>& values, NumberFormat format);

}  // namespace kachi

#pragma once

#include "models/core/yen.h"

namespace kachi {

/// Named roundings of the tariff rules. Half goes away from zero, so amounts and their negatives mirror each other.
enum class RoundingMode { halfUp, truncate, up };  // 四捨五入, 切捨て, 切上げ

/// Nearest multiple of `unit` (> 0) in the given mode.
Rational roundTo(const Rational& value, const Rational& unit, RoundingMode mode);

Rational roundHalfUp(const Rational& value, const Rational& unit);
Rational truncate(const Rational& value, const Rational& unit);
Rational roundUp(const Rational& value, const Rational& unit);

/// Keeps `digits` significant digits, never finer than `finestUnit`: 13,560 → 13,600 (3 digits); 781.2 → 781 (unit 1).
Rational roundSignificant(const Rational& value, int digits, const Rational& finestUnit, RoundingMode mode);

/// Exact amount of a value already rounded to whole 銭 or coarser. @pre value is a multiple of 1/100
Yen toYen(const Rational& value);

}  // namespace kachi

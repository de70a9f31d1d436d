#include "models/core/rounding.h"

#include <cassert>

namespace kachi {

using Integer = boost::multiprecision::cpp_int;

Rational roundTo(const Rational& value, const Rational& unit, RoundingMode mode) {
    assert(unit > 0);
    const Rational ratio = value / unit;
    const bool negative = ratio < 0;
    const Rational magnitude = negative ? Rational(-ratio) : ratio;
    const Integer top = numerator(magnitude);
    const Integer bottom = denominator(magnitude);
    Integer whole = top / bottom;
    const Integer rest = top % bottom;
    const bool upwards =
        (mode == RoundingMode::halfUp && rest * 2 >= bottom) || (mode == RoundingMode::up && rest != 0);
    if (upwards) ++whole;
    const Rational rounded = Rational(whole) * unit;
    return negative ? Rational(-rounded) : rounded;
}

Rational roundHalfUp(const Rational& value, const Rational& unit) {
    return roundTo(value, unit, RoundingMode::halfUp);
}
Rational truncate(const Rational& value, const Rational& unit) {
    return roundTo(value, unit, RoundingMode::truncate);
}
Rational roundUp(const Rational& value, const Rational& unit) {
    return roundTo(value, unit, RoundingMode::up);
}

Rational roundSignificant(const Rational& value, int digits, const Rational& finestUnit, RoundingMode mode) {
    assert(digits > 0);
    if (value == 0) return value;
    const Rational magnitude = value < 0 ? Rational(-value) : value;
    Rational unit = 1;
    const Rational upper = Rational(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(digits)));
    while (magnitude >= upper * unit) unit *= 10;
    while (magnitude < upper * unit / 10) unit /= 10;
    return roundTo(value, unit < finestUnit ? finestUnit : unit, mode);
}

Yen toYen(const Rational& value) {
    const Rational sen = value * 100;
    assert(denominator(sen) == 1);
    return Yen::fromSen(numerator(sen).convert_to<std::int64_t>());
}

}  // namespace kachi

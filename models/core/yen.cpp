#include "models/core/yen.h"

#include "models/core/rounding.h"

#include <array>
#include <charconv>
#include <cmath>

namespace kachi {

using Integer = boost::multiprecision::cpp_int;

std::string Yen::text() const {
    return rationalText(exact(), 2);
}

Rational exactDecimal(double value) {
    assert(std::isfinite(value));
    return parseRational(numberText(value)).value();
}

Result<Rational> parseRational(std::string_view text) {
    const Issue refused{"core.notANumber", Severity::error, {}, std::string(text), {}, {}};
    std::size_t at = 0;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;

    Integer digits = 0;
    int scale = 0;
    bool anyDigit = false;
    bool afterPoint = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !afterPoint) {
            afterPoint = true;
        } else if (c >= '0' && c <= '9') {
            digits = digits * 10 + (c - '0');
            scale += afterPoint ? 1 : 0;
            anyDigit = true;
        } else {
            break;
        }
    }
    if (!anyDigit) return refused;

    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return refused;
        ++at;
        if (at < text.size() && text[at] == '+') ++at;
        int exponent = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
        if (error != std::errc{} || end != text.data() + text.size() || std::abs(exponent) > 400) return refused;
        scale -= exponent;
    }

    const Integer power = boost::multiprecision::pow(Integer(10), static_cast<unsigned>(std::abs(scale)));
    Rational value = scale >= 0 ? Rational(digits, power) : Rational(digits * power);
    return negative ? Rational(-value) : value;
}

double toDouble(const Rational& value) {
    return value.convert_to<double>();
}

std::string rationalText(const Rational& value, int decimals) {
    const Integer power = boost::multiprecision::pow(Integer(10), static_cast<unsigned>(decimals));
    const Rational rounded = roundHalfUp(value * Rational(power), 1);
    Integer scaled = numerator(rounded);
    const bool negative = scaled < 0;
    if (negative) scaled = -scaled;

    std::string digits = scaled.str();
    if (static_cast<int>(digits.size()) <= decimals) {
        digits.insert(0, static_cast<std::size_t>(decimals) + 1 - digits.size(), '0');
    }
    std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(decimals));
    std::string text = digits.substr(0, digits.size() - static_cast<std::size_t>(decimals));
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) text += "." + fraction;
    return negative ? "-" + text : text;
}

}  // namespace kachi

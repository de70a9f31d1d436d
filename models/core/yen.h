#pragma once

#include "models/core/result.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace kachi {

/// Exact number for tariff intermediates. Rounded only where a rule says so.
using Rational = boost::multiprecision::cpp_rational;

/// Exact tariff amount in yen, held in 銭 (1/100 yen) because unit prices can carry them.
class Yen {
public:
    constexpr Yen() = default;
    static constexpr Yen fromSen(std::int64_t sen) { return Yen(sen); }
    static constexpr Yen fromYen(std::int64_t yen) { return Yen(yen * 100); }

    constexpr std::int64_t sen() const { return m_sen; }
    Rational exact() const { return Rational(m_sen, 100); }
    double toDouble() const { return static_cast<double>(m_sen) / 100.0; }

    /// Plain digits without grouping: "138000", "12.50".
    std::string text() const;

    constexpr auto operator<=>(const Yen&) const = default;

private:
    constexpr explicit Yen(std::int64_t sen) : m_sen(sen) {}
    std::int64_t m_sen = 0;
};

/// The decimal number a double was typed as: 0.047 becomes 47/1000, not its binary neighbour.
/// Source: shortest round-trip decimal (std::to_chars). @pre value is finite
Rational exactDecimal(double value);

/// Exact value of "12", "-0.5", "1.10", "1e-3". Anything else: Issue core.notANumber.
Result<Rational> parseRational(std::string_view text);

double toDouble(const Rational& value);

/// Decimal text with at most `decimals` digits after the point, rounded half up, trailing zeros removed.
std::string rationalText(const Rational& value, int decimals = 6);

}  // namespace kachi

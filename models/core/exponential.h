#pragma once

#include <bit>
#include <cstdint>

namespace kachi {

/// exp(x) as 2^k·(1 + small), by exp(k·ln 2 + r) with |r| ≤ ln 2/2 and the Taylor series of exp(r) − 1 up to r^13/13!,
/// whose rest is below 1e-17. Unlike the library functions these are chains of plain products and sums, so loops over
/// them use vector instructions and every processor gives the same digits.
struct ExponentialParts {
    double power = 0;  ///< 2^k
    double small = 0;  ///< exp(r) − 1
};

/// @pre −700 ≤ x ≤ 700
inline ExponentialParts exponentialParts(double x) {
    constexpr double toWholeNumber = 0x1.8p52;  // adding it leaves the nearest whole number in the low bits
    constexpr double ln2High = 0x1.62e42feep-1;
    constexpr double ln2Low = 0x1.a39ef35793c76p-33;
    const double shifted = x * 0x1.71547652b82fep0 + toWholeNumber;
    const double k = shifted - toWholeNumber;
    const double r = (x - k * ln2High) - k * ln2Low;
    const double r2 = r * r;
    const double r4 = r2 * r2;
    const double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    const double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    const double high = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
    const double power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
    return {power, r + r2 * (low + r4 * (middle + r4 * high))};
}

/// Within 1 unit in the last place. @pre −700 ≤ x ≤ 700
inline double exponential(double x) {
    const ExponentialParts parts = exponentialParts(x);
    return parts.power * parts.small + parts.power;
}

/// exp(x) − 1 within 2 units in the last place. @pre −700 ≤ x ≤ 700
inline double exponentialMinusOne(double x) {
    const ExponentialParts parts = exponentialParts(x);
    return parts.power * parts.small + (parts.power - 1);
}

}  // namespace kachi

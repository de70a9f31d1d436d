#pragma once

#include <cstddef>
#include <span>

namespace kachi {

/// Arithmetic over the lanes of a block of draws. Every lane is worked out by itself in the order written here, so
/// wider vector instructions, used where the processor has them, give the same digits.

/// A product to add up: factor·value, lane by lane.
struct LaneProduct {
    const double* factor = nullptr;
    const double* value = nullptr;
};

/// to = the sum of the products, in their order; 0 for none.
void sumProducts(double* to, std::span<const LaneProduct> products, std::size_t width);

/// to += factor·value
void addProduct(double* to, const double* factor, const double* value, std::size_t width);

/// to += scale·value
void addScaled(double* to, double scale, const double* value, std::size_t width);

/// first += firstScale·value and second += secondScale·value
void addScaledTwice(double* first, double firstScale, double* second, double secondScale, const double* value,
                    std::size_t width);

/// Whether every value lies between the limits, limits included. A value that is not a number may pass.
bool allWithin(const double* values, double low, double high, std::size_t width);

}  // namespace kachi

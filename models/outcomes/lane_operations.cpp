#include "models/outcomes/lane_operations.h"

#include "models/core/wide_vectors.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace kachi {
namespace {

KACHI_WIDE_VECTORS
void setOne(double* __restrict to, LaneProduct a, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) to[lane] = a.factor[lane] * a.value[lane];
}

KACHI_WIDE_VECTORS
void setTwo(double* __restrict to, LaneProduct a, LaneProduct b, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) {
        to[lane] = a.factor[lane] * a.value[lane] + b.factor[lane] * b.value[lane];
    }
}

KACHI_WIDE_VECTORS
void setThree(double* __restrict to, LaneProduct a, LaneProduct b, LaneProduct c, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) {
        to[lane] = a.factor[lane] * a.value[lane] + b.factor[lane] * b.value[lane] + c.factor[lane] * c.value[lane];
    }
}

KACHI_WIDE_VECTORS
void addOne(double* __restrict to, LaneProduct a, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) to[lane] = to[lane] + a.factor[lane] * a.value[lane];
}

KACHI_WIDE_VECTORS
void addTwo(double* __restrict to, LaneProduct a, LaneProduct b, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) {
        to[lane] = to[lane] + a.factor[lane] * a.value[lane] + b.factor[lane] * b.value[lane];
    }
}

KACHI_WIDE_VECTORS
void addOneScaled(double* __restrict to, double scale, const double* value, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) to[lane] += scale * value[lane];
}

KACHI_WIDE_VECTORS
void addTwoScaled(double* __restrict first, double firstScale, double* __restrict second, double secondScale,
                  const double* value, std::size_t width) {
    for (std::size_t lane = 0; lane < width; ++lane) {
        const double here = value[lane];
        first[lane] += firstScale * here;
        second[lane] += secondScale * here;
    }
}

/// Sign bits of the distances to the limits: set where a value lies outside or is −0 at a limit.
KACHI_WIDE_VECTORS
std::uint64_t signsOutside(const double* values, double low, double high, std::size_t width) {
    std::uint64_t signs = 0;
    for (std::size_t lane = 0; lane < width; ++lane) {
        signs |= std::bit_cast<std::uint64_t>(values[lane] - low) | std::bit_cast<std::uint64_t>(high - values[lane]);
    }
    return signs >> 63;
}

}  // namespace

void sumProducts(double* to, std::span<const LaneProduct> products, std::size_t width) {
    std::size_t done = std::min<std::size_t>(products.size(), 3);
    if (done == 0) std::fill_n(to, width, 0.0);
    if (done == 1) setOne(to, products[0], width);
    if (done == 2) setTwo(to, products[0], products[1], width);
    if (done == 3) setThree(to, products[0], products[1], products[2], width);
    for (; done + 2 <= products.size(); done += 2) addTwo(to, products[done], products[done + 1], width);
    if (done < products.size()) addOne(to, products[done], width);
}

void addProduct(double* to, const double* factor, const double* value, std::size_t width) {
    addOne(to, {factor, value}, width);
}

void addScaled(double* to, double scale, const double* value, std::size_t width) {
    addOneScaled(to, scale, value, width);
}

void addScaledTwice(double* first, double firstScale, double* second, double secondScale, const double* value,
                    std::size_t width) {
    addTwoScaled(first, firstScale, second, secondScale, value, width);
}

bool allWithin(const double* values, double low, double high, std::size_t width) {
    if (signsOutside(values, low, high, width) == 0) return true;
    return std::all_of(values, values + width, [&](double value) { return value >= low && value <= high; });
}

}  // namespace kachi

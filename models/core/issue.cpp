#include "models/core/issue.h"

#include <array>
#include <charconv>
#include <cmath>

namespace kachi {

std::string numberText(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string plainDigits(double value) {
    if (value == 0) return "0";
    const double magnitude = std::abs(value);
    if (magnitude < 1e-9 || magnitude >= 1e18) return numberText(value);
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
    return {buffer.data(), end};
}

}  // namespace kachi

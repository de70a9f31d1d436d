#include "models/core/issue.h"

#include <array>
#include <charconv>

namespace kachi {

std::string numberText(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

}  // namespace kachi

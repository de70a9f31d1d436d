#pragma once

namespace kachi {

/// Share of the draws that every interval of the program holds, equal tails.
inline constexpr double reportedLevel = 0.95;

}  // namespace kachi

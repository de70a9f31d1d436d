#pragma once

#include <QString>

#include <optional>

namespace kachi {

inline constexpr int prefectureCount = 47;

/// Number of a prefecture in JIS X 0401, 1 to 47, from its code (13, "01", and the five or six digits of municipal
/// codes that stand for a whole prefecture: 13000, 130001) or its name (東京都, 東京, Tokyo, Tokyo-to); widths and case
/// as they come. Nothing for anything else, totals included.
std::optional<int> prefectureNumber(const QString& text);

/// Japanese name of prefecture 1 to 47.
QString prefectureName(int number);

}  // namespace kachi

#pragma once

#include <vector>

namespace kachi {

/// What one column asks for. All lengths are points and include the cell's padding.
struct ColumnNeeds {
    double least = 0.0;           ///< narrower cuts a number or a word
    std::vector<double> natural;  ///< of every cell in one line, the head's among them
};

/// Widths of columns that fill `total` together. Each column gets its least width; what remains goes, a little at a
/// time, to the column whose cells gain most, so that long citations get the room that short numbers do not need.
/// @pre the least widths add up to `total` or less
std::vector<double> shareWidths(const std::vector<ColumnNeeds>& columns, double total);

}  // namespace kachi

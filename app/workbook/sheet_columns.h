#pragma once

#include "app/workbook/workbook_writer.h"
#include "models/core/issue.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// Rows of a cohort sheet, from 0: totals on top, the occupancy at time 0, then one row per cycle.
namespace sheetRow {
constexpr int totals = 2;
constexpr int stateTime = 15;  ///< above the columns that follow it
constexpr int header = 16;
constexpr int start = header + 1;
constexpr int firstCycle = start + 1;
constexpr int ofCycle(std::size_t cycle) {
    return firstCycle + static_cast<int>(cycle);
}
}  // namespace sheetRow

/// A column of a cohort sheet: one formula per cycle and what it gives.
struct SheetColumn {
    std::string header{};
    std::function<std::string(int row)> formula{};  ///< none: plain numbers
    std::vector<double> values{};                   ///< [cycle]
    std::size_t firstCycle = 0;                     ///< from 0; cells before it stay empty, and 0 in `values`
    std::optional<double> stateTime{};              ///< years that state_time means in it
};

/// What an expression stands in: a column, or neighbouring columns, one for each time of stay, where it rests on
/// state_time.
struct SheetFigure {
    std::size_t column = 0;
    bool byStay = false;

    std::size_t at(std::size_t stay) const { return byStay ? column + stay : column; }
};

/// The columns of a cohort sheet after those of cycle and time. Columns are numbered as in the sheet, from 0.
class SheetColumns {
public:
    /// The column it gets.
    std::size_t add(SheetColumn column);
    std::size_t next() const { return m_columns.size() + firstColumn; }
    SheetColumn& operator[](std::size_t column) { return m_columns[column - firstColumn]; }
    const std::vector<double>& values(std::size_t column) const { return m_columns[column - firstColumn].values; }

    static std::string at(int row, std::size_t column) { return cellReference(row, static_cast<int>(column)); }
    /// "C7:F7" of `count` neighbouring columns.
    static std::string across(int row, std::size_t first, std::size_t count) {
        return at(row, first) + ":" + at(row, first + count - 1);
    }

    /// Errors: workbook.tooWide, workbook.tooLarge
    Issues sizeFaults() const;
    static Issues sizeFaults(std::size_t columns, std::size_t cells);
    /// Errors: workbook.tooLong (a formula)
    Issues write(SheetWriter& sheet) const;

private:
    static constexpr std::size_t firstColumn = 2;
    std::vector<SheetColumn> m_columns;
};

}  // namespace kachi

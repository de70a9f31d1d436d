#pragma once

#include "app/report/column_widths.h"
#include "app/report/print_text.h"
#include "app/report/table.h"

namespace kachi {

/// How densely a table is set. All lengths are points.
struct TableType {
    double size = 8.0;
    double padding = 4.0;      ///< left and right of every cell
    double rowPadding = 2.0;   ///< above and below every row
    double shortWords = 10.0;  ///< sizes; words up to this width stay on one line, and intervals half as long again

    PrintStyle cell(bool bold = false) const { return {.size = size, .bold = bold, .leading = 1.42}; }
    PrintStyle head() const { return {.size = size, .bold = true, .leading = 1.3}; }
};

/// The texts of a table and the room its columns need in one type.
class MeasuredTable {
public:
    MeasuredTable(Table table, Language language, const TableType& type);

    const Table& table() const { return m_table; }
    Language language() const { return m_language; }
    const TableType& type() const { return m_type; }
    const QString& text(std::size_t row, std::size_t column) const { return m_texts[row][column]; }
    const ColumnNeeds& needs(std::size_t column) const { return m_needs[column]; }
    double indent(std::size_t row, std::size_t column) const;
    PrintStyle cellStyle(std::size_t row, std::size_t column) const;

    /// Head of a column: name and unit in one line where they fit into `width`, else the unit below.
    QString head(std::size_t column, double width) const;

    /// Room at the right of a number so that points stand under each other.
    double fractionGap(std::size_t row, std::size_t column) const;

private:
    ColumnNeeds measure(std::size_t column) const;
    double fractionWidth(std::size_t row, std::size_t column) const;  ///< of a number, from its point on
    double leastWidth(const QString& words, const PrintStyle& style) const;

    Table m_table;
    Language m_language;
    TableType m_type;
    std::vector<std::vector<QString>> m_texts;
    std::vector<double> m_fraction;
    std::vector<ColumnNeeds> m_needs;
};

/// Columns printed side by side, with their widths.
struct TablePanel {
    std::vector<std::size_t> columns;
    std::vector<double> widths;

    double left(std::size_t place) const;
};

struct FittedTable {
    MeasuredTable measured;
    std::vector<TablePanel> panels;  ///< more than one: too wide for the page in any type
};

/// A table as it is printed over the text width: columns without content left out, in the largest type in which it
/// fits; only a table too wide for the smallest type is cut into panels, each with the stub columns repeated.
FittedTable fitTable(const Table& table, Language language);

}  // namespace kachi

#include "app/workbook/sheet_columns.h"

#include <algorithm>

namespace kachi {
namespace {

constexpr std::size_t widestSheet = 16'384;    ///< columns of .xlsx
constexpr std::size_t longestFormula = 8'191;  ///< characters, without the leading "="
constexpr std::size_t mostCells = 1'000'000;  ///< of one sheet, so that a spreadsheet still opens it in reasonable time

}  // namespace

std::size_t SheetColumns::add(SheetColumn column) {
    m_columns.push_back(std::move(column));
    return next() - 1;
}

Issues SheetColumns::sizeFaults() const {
    std::size_t cells = 0;
    for (const SheetColumn& column : m_columns) {
        cells += column.values.size() - std::min(column.firstCycle, column.values.size());
    }
    return sizeFaults(next(), cells);
}

Issues SheetColumns::sizeFaults(std::size_t columns, std::size_t cells) {
    Issues issues;
    const auto check = [&issues](const char* code, std::size_t value, std::size_t limit) {
        if (value <= limit) return;
        issues.push_back({code, Severity::error, "/outcomes/states", std::to_string(value), std::to_string(limit), {}});
    };
    check("workbook.tooWide", columns, widestSheet);
    check("workbook.tooLarge", cells, mostCells);
    return issues;
}

Issues SheetColumns::write(SheetWriter& sheet) const {
    Issues issues;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const SheetColumn& column = m_columns[i];
        const int place = static_cast<int>(i + firstColumn);
        sheet.text(sheetRow::header, place, column.header, CellLook::header);
        if (column.stateTime) sheet.number(sheetRow::stateTime, place, *column.stateTime);
        std::size_t longest = 0;
        for (std::size_t cycle = column.firstCycle; cycle < column.values.size(); ++cycle) {
            const int row = sheetRow::ofCycle(cycle);
            if (!column.formula) {
                sheet.number(row, place, column.values[cycle]);
                continue;
            }
            const std::string formula = column.formula(row);
            longest = std::max(longest, formula.size());
            sheet.formula(row, place, formula, column.values[cycle]);
        }
        if (longest <= longestFormula) continue;
        issues.push_back({"workbook.tooLong",
                          Severity::error,
                          column.header,
                          std::to_string(longest),
                          std::to_string(longestFormula),
                          {}});
    }
    return issues;
}

}  // namespace kachi

#include "app/workbook/sheet_columns.h"

namespace kachi {

std::size_t SheetColumns::add(SheetColumn column) {
    m_columns.push_back(std::move(column));
    return next() - 1;
}

void SheetColumns::write(SheetWriter& sheet) const {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const SheetColumn& column = m_columns[i];
        const int place = static_cast<int>(i + firstColumn);
        sheet.text(sheetRow::header, place, column.header, CellLook::header);
        for (std::size_t cycle = 0; cycle < column.values.size(); ++cycle) {
            const int row = sheetRow::ofCycle(cycle);
            if (column.formula) {
                sheet.formula(row, place, column.formula(row), column.values[cycle]);
            } else {
                sheet.number(row, place, column.values[cycle]);
            }
        }
    }
}

}  // namespace kachi

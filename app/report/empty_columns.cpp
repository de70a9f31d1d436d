#include "app/report/empty_columns.h"

#include <algorithm>

namespace kachi {

Table withoutEmptyColumns(Table table, const Text& blank) {
    if (table.rows.empty()) return table;
    for (std::size_t column = table.columns.size(); column-- > 1;) {
        const bool empty = std::ranges::all_of(table.rows, [&](const TableRow& row) {
            const Text* words = std::get_if<Text>(&row.cells[column]);
            return words ? words->empty() || *words == blank
                         : std::holds_alternative<std::monostate>(row.cells[column]);
        });
        if (!empty) continue;
        const auto place = static_cast<std::ptrdiff_t>(column);
        table.columns.erase(table.columns.begin() + place);
        for (TableRow& row : table.rows) row.cells.erase(row.cells.begin() + place);
        if (column < static_cast<std::size_t>(std::max(table.stubColumns, 0))) --table.stubColumns;
    }
    return table;
}

}  // namespace kachi

#include "app/report/route_table.h"

#include "models/pricing/rule_trace.h"

namespace kachi {

Table tableOfRoute(const RouteTable& table) {
    Table made;
    made.title = table.title;
    made.dense = true;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        const RouteColumn& column = table.columns[at];
        const bool isNumber = !table.rows.empty() && table.rows.front()[at].number;
        made.columns.push_back(isNumber ? numberColumn(column.label, unitText(column.unit))
                                        : TableColumn{.header = column.label, .unit = unitText(column.unit)});
    }
    for (const auto& row : table.rows) {
        TableRow& cells = made.rows.emplace_back();
        for (const RouteValue& value : row) {
            cells.cells.push_back(value.number ? Cell(ExactDigits{exactText(*value.number)}) : Cell(value.text));
        }
    }
    return made;
}

}  // namespace kachi

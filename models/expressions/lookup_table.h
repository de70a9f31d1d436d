#pragma once

#include "models/core/issue.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

enum class Interpolation { step, linear };

/// Table an expression reads with lookup(id.column, key), e.g. mortality by age.
/// step: the row with the greatest key ≤ the value. linear: straight line between the two rows around it.
/// A key below the first row is refused; above the last row it is refused unless the table is open-ended, when the last
/// row holds.
struct LookupTable {
    std::string id;
    std::vector<double> keys;                            ///< strictly increasing
    std::map<std::string, std::vector<double>> columns;  ///< [column][row]
    Interpolation interpolation = Interpolation::step;
    bool openEnded = false;

    bool operator==(const LookupTable&) const = default;
};

/// Every fault of the tables: expressions.tableEmpty, expressions.tableOrder, expressions.tableLength,
/// expressions.tableNumber, expressions.tableTwice.
Issues validateTables(const std::vector<LookupTable>& tables);

/// Value of one column at `key`; NaN when the key lies outside the table. @pre the table is valid
double lookupValue(const LookupTable& table, const std::vector<double>& column, double key);

}  // namespace kachi

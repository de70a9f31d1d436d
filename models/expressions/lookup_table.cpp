#include "models/expressions/lookup_table.h"

#include "models/expressions/operation.h"

#include <algorithm>
#include <limits>
#include <set>

namespace kachi {
namespace {

void validateTable(const LookupTable& table, Issues& issues) {
    const auto report = [&](const char* code, const std::string& where, const std::string& value, std::string limit) {
        issues.push_back({code, Severity::error, where, value, std::move(limit), {}});
    };
    if (table.keys.empty() || table.columns.empty()) report("expressions.tableEmpty", table.id, {}, {});
    for (std::size_t row = 0; row < table.keys.size(); ++row) {
        if (!isFinite(table.keys[row])) report("expressions.tableNumber", table.id, std::to_string(row + 1), {});
        if (row > 0 && !(table.keys[row - 1] < table.keys[row])) {
            report("expressions.tableOrder", table.id, numberText(table.keys[row]), numberText(table.keys[row - 1]));
            issues.back().details["row"] = std::to_string(row + 1);  // where an editor marks it
        }
    }
    for (const auto& [name, values] : table.columns) {
        const std::string where = table.id + "." + name;
        if (values.size() != table.keys.size()) {
            report("expressions.tableLength", where, std::to_string(values.size()), std::to_string(table.keys.size()));
        }
        for (std::size_t row = 0; row < values.size(); ++row) {
            if (!isFinite(values[row])) report("expressions.tableNumber", where, std::to_string(row + 1), {});
        }
    }
}

}  // namespace

Issues validateTables(const std::vector<LookupTable>& tables) {
    Issues issues;
    std::set<std::string> seen;
    for (const LookupTable& table : tables) {
        if (!seen.insert(table.id).second) {
            issues.push_back({"expressions.tableTwice", Severity::error, table.id, table.id, {}, {}});
        }
        validateTable(table, issues);
    }
    return issues;
}

double lookupValue(const LookupTable& table, const std::vector<double>& column, double key) {
    const auto above = std::ranges::upper_bound(table.keys, key);
    if (above == table.keys.begin() || !isFinite(key)) return std::numeric_limits<double>::quiet_NaN();
    const auto row = static_cast<std::size_t>(above - table.keys.begin()) - 1;
    if (above == table.keys.end()) {
        const bool covered = table.openEnded || key == table.keys.back();
        return covered ? column[row] : std::numeric_limits<double>::quiet_NaN();
    }
    if (table.interpolation == Interpolation::step) return column[row];
    const double share = (key - table.keys[row]) / (table.keys[row + 1] - table.keys[row]);
    return column[row] + share * (column[row + 1] - column[row]);
}

}  // namespace kachi

#pragma once

#include "models/core/issue.h"

#include <set>
#include <string>
#include <vector>

namespace kachi {

/// Ids of the rows of a table are there and unique: outcomes.idMissing, outcomes.idTwice.
template <class Row>
void checkRowIds(const std::vector<Row>& table, const std::string& where, Issues& issues) {
    std::set<std::string> seen;
    for (const Row& row : table) {
        if (row.id.empty()) {
            issues.push_back({"outcomes.idMissing", Severity::error, where, {}, {}, {}});
        } else if (!seen.insert(row.id).second) {
            issues.push_back({"outcomes.idTwice", Severity::error, where, row.id, {}, {}});
        }
    }
}

}  // namespace kachi

#pragma once

#include "models/core/units.h"
#include "models/statistics/distribution.h"

#include <limits>
#include <span>
#include <string_view>

namespace kachi {

/// Declaration of one parameter, or of one column of a table whose rows the analyst adds.
/// Drives form row, JSON key, validation, draw, sensitivity range, report assumption row and help.
struct ParamDef {
    std::string_view id;  ///< "labour.task.*.minutesAfter"; * stands for the permanent id of a row
    std::string_view ja;
    std::string_view en;
    Unit unit = Unit::none;
    double low = 0;                                         ///< impossible below
    double high = std::numeric_limits<double>::infinity();  ///< impossible above
    Family family = Family::normal;                         ///< offered first when the analyst makes it uncertain
    bool integer = false;                                   ///< whole numbers only
    int since = 1;                                          ///< case schema version that introduced it
};

/// Ids are dotted ASCII identifiers, labels complete, bounds ordered. For static_assert beside each table.
constexpr bool wellFormed(std::span<const ParamDef> definitions) {
    for (const ParamDef& definition : definitions) {
        if (definition.id.empty() || definition.ja.empty() || definition.en.empty()) return false;
        if (!(definition.low < definition.high)) return false;
        for (const char c : definition.id) {
            const bool allowed =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '*';
            if (!allowed) return false;
        }
    }
    return true;
}

}  // namespace kachi

#pragma once

#include "models/core/issue.h"
#include "models/core/yen.h"
#include "models/params/parameter_values.h"

#include <limits>
#include <set>

namespace kachi {

/// Permanent row ids are ASCII letters and digits: they become part of parameter ids.
bool isRowId(const std::string& id);

/// Issues pricing.rowId and pricing.rowTwice for rows of the table `name`.
template <class Row>
void checkRowIds(const std::string& name, const std::vector<Row>& rows, Issues& issues) {
    std::set<std::string> seen;
    for (const Row& row : rows) {
        if (!isRowId(row.id)) issues.push_back({"pricing.rowId", Severity::error, name, row.id, {}, {}});
        if (!seen.insert(row.id).second) issues.push_back({"pricing.rowTwice", Severity::error, name, row.id, {}, {}});
    }
}

struct NumberLimits {
    double above = -std::numeric_limits<double>::infinity();  ///< the number must be greater
    double atLeast = -std::numeric_limits<double>::infinity();
    double atMost = std::numeric_limits<double>::infinity();
    double below = std::numeric_limits<double>::infinity();  ///< the number must be smaller
};

/// A parameter must have a value (pricing.parameterMissing), finite and within the limits
/// (pricing.numberOutside; pricing.drawOutside names the first draw that is not).
void checkNumber(const std::string& id, const ParameterValues& values, const NumberLimits& limits, Issues& issues);

/// The same for a parameter that may be left out.
void checkOptionalNumber(const std::string& id, const ParameterValues& values, const NumberLimits& limits,
                         Issues& issues);

/// Issue pricing.amountTooLarge for an amount that Yen cannot hold.
void checkAmount(const std::string& name, const Rational& yen, Issues& issues);

}  // namespace kachi

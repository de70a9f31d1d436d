#pragma once

#include "models/core/text.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A published monthly series: price index or exchange rate.
struct PriceSeries {
    std::string id;
    Text name;
    Unit unit = Unit::index;
    std::vector<std::string> months;  ///< "YYYY-MM", one after the other without gaps
    std::vector<double> values;       ///< [month], > 0
    std::string source;

    bool operator==(const PriceSeries&) const = default;
};

/// Months since year 0 of "YYYY-MM"; nothing for any other text.
std::optional<int> monthNumber(const std::string& text);

/// "YYYY-MM" of a month number.
std::string monthText(int number);

}  // namespace kachi

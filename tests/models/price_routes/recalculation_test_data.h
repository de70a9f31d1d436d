#pragma once

#include "tests/models/price_routes/route_test_data.h"

namespace kachi {

/// A series that stood still at 100 from January 2024 to January 2026, one month per row.
inline nlohmann::json flatSeries() {
    nlohmann::json rows = nlohmann::json::array();
    for (int month = *monthNumber("2024-01"); month <= *monthNumber("2026-01"); ++month) {
        rows.push_back({{"series", "flat"}, {"month", monthText(month)}, {"value", 100}});
    }
    return rows;
}

/// One line of 80 yen that follows the series, 6 % a year; revenue 110/1.1 = 100 yen.
inline nlohmann::json flatPath() {
    return {{"currentPrice", 110},    {"lines", {{{"kind", "material"}, {"amount", 80}, {"series", "flat"}}}},
            {"profitRate", 0},        {"distributionAmount", 0},
            {"series", flatSeries()}, {"costMonth", "2026-01"},
            {"pathTo", "2034-12"},    {"drift", "own"},
            {"yearlyChange", "6 %"},  {"draws", 0}};
}

}  // namespace kachi

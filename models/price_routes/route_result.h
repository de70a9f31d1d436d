#pragma once

#include "models/core/issue.h"
#include "models/core/trace.h"
#include "models/core/yen.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A number or a word of a result.
struct RouteValue {
    std::optional<Rational> number = {};
    Text text = {};
};

/// One figure beside the price: α, the foreign average, a band …
struct RouteFigure {
    std::string key;
    Text label;
    Unit unit = Unit::none;
    RouteValue value;
};

struct RouteColumn {
    std::string key;
    Text label;
    Unit unit = Unit::none;
};

/// How a table is drawn: its first column across, the others up.
enum class RouteChart { none, bars, lines, stairs, fan };

/// A table of the result, e.g. the stages of a cut or a price by year.
struct RouteTable {
    std::string key;
    Text title;
    std::vector<RouteColumn> columns;
    std::vector<std::vector<RouteValue>> rows;  ///< [row][column]
    RouteChart chart = RouteChart::none;  ///< fan: columns are x, low 95 %, low 50 %, median, high 50 %, high 95 %
};

/// What a route gives. Amounts are yen including tax unless a label says otherwise.
struct RouteResult {
    std::string route;
    std::string pack;
    Text packName;
    std::optional<Yen> price;  ///< the headline; empty where the route gives a decision and no price
    Text priceLabel;           ///< what the price is, e.g. "listing price"
    std::vector<RouteFigure> figures;
    std::vector<RouteTable> tables;
    Trace trace;   ///< how the headline came about
    Issues notes;  ///< warnings that accompany it
};

}  // namespace kachi

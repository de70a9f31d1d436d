#pragma once

#include "models/price_routes/route_result.h"

namespace kachi {

// Cells of result tables, made short.
inline RouteValue routeCell(const Rational& number) {
    RouteValue value;
    value.number = number;
    return value;
}
inline RouteValue routeCell(const Text& text) {
    RouteValue value;
    value.text = text;
    return value;
}

}  // namespace kachi

#pragma once

#include "models/price_routes/route.h"
#include "tests/models/pricing/pricing_test_data.h"

namespace kachi {

/// The result of a route under a shipped pack, from the inputs of a JSON text.
inline Result<RouteResult> priced(const std::string& route, const std::string& pack, const nlohmann::json& inputs,
                                  const RouteSurroundings& surroundings = {}) {
    PriceRequest request;
    request.route = route;
    request.inputs = inputs;
    return priceByRoute(request, shippedPack(pack), surroundings);
}

/// A figure of the result by its key; a missing one ends the test program.
inline RouteValue figureOf(const RouteResult& result, const std::string& key) {
    for (const RouteFigure& figure : result.figures) {
        if (figure.key == key) return figure.value;
    }
    qFatal("no figure %s", key.c_str());
}

inline const RouteTable& tableOf(const RouteResult& result, const std::string& key) {
    for (const RouteTable& table : result.tables) {
        if (table.key == key) return table;
    }
    qFatal("no table %s", key.c_str());
}

}  // namespace kachi

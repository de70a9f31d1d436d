#pragma once

#include "models/price_routes/route_reader.h"
#include "models/price_routes/route_result.h"

namespace kachi {

/// One way in which the rules make a price: its inputs and its calculation. Adding a route is one file that gives such
/// a definition and one line in routes.cpp.
struct RouteDefinition {
    std::string id;  ///< as written in files, e.g. "similarCategory"
    Text name;
    Text purpose;  ///< what the route answers and when it applies, one or two sentences
    std::vector<Field> fields;
    /// Works the price out. The reader has checked the keys; every further fault of inputs or rules is an issue.
    std::function<Result<RouteResult>(RouteReader&)> price;
};

/// Every route, in the order in which the window offers them.
const std::vector<RouteDefinition>& priceRoutes();

const RouteDefinition* findRoute(const std::string& id);

/// Checks the request and works its price out under the pack, with the numbers the analyst set in request.rules in
/// place of the pack's (status "user"). Issues: route.unknown, route.dateOutsidePack, field.unknown,
/// route.ruleValue, those of the cells and of the route itself.
Result<RouteResult> priceByRoute(const PriceRequest& request, const RulePack& pack,
                                 const RouteSurroundings& surroundings);

/// Figures of results, made short.
RouteFigure figure(const std::string& key, const Text& label, const Rational& value, Unit unit);
RouteFigure figure(const std::string& key, const Text& label, const Text& value);

}  // namespace kachi

#include "models/price_routes/routes.h"

#include "models/core/calendar_day.h"
#include "models/pricing/own_rules.h"

#include <algorithm>

namespace kachi {
namespace {

void checkDate(const PriceRequest& request, const RulePack& pack, Issues& issues) {
    if (request.date.empty()) return;
    if (!calendarDay(request.date)) {
        issues.push_back({"field.notADate",
                          Severity::error,
                          "/date",
                          request.date,
                          "YYYY-MM-DD",
                          {{"label.ja", "決定日・収載日"}, {"label.en", "date"}}});
        return;
    }
    const bool before = request.date < pack.effectiveFrom;
    const bool after = !pack.effectiveTo.empty() && request.date > pack.effectiveTo;
    if (!before && !after) return;
    issues.push_back({"route.dateOutsidePack",
                      Severity::error,
                      "/date",
                      request.date,
                      pack.effectiveFrom + " – " + pack.effectiveTo,
                      {{"pack", pack.id}}});
}

}  // namespace

const std::vector<RouteDefinition>& priceRoutes() {
    static const std::vector<RouteDefinition> routes{classGuideRoute(),
                                                     similarCategoryRoute(),
                                                     costCalculationRoute(),
                                                     foreignAverageRoute(),
                                                     foreignRepricingRoute(),
                                                     marketRevisionRoute(),
                                                     stagedCutRoute(),
                                                     stepwiseReductionRoute(),
                                                     priceProjectionRoute(),
                                                     marketExpansionRoute(),
                                                     costEffectivenessAdjustmentRoute(),
                                                     unprofitableRecalculationRoute(),
                                                     inputCostPathRoute(),
                                                     recalculationScreeningRoute(),
                                                     remanufacturedRoute(),
                                                     dentalMetalRoute(),
                                                     challengeApplicationRoute(),
                                                     bundledMaterialsRoute(),
                                                     optionalCareRoute()};
    return routes;
}

const RouteDefinition* findRoute(const std::string& id) {
    const auto& routes = priceRoutes();
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const auto& route) { return route.id == id; });
    return found == routes.end() ? nullptr : &*found;
}

Result<RouteResult> priceByRoute(const PriceRequest& request, const RulePack& pack,
                                 const RouteSurroundings& surroundings) {
    const RouteDefinition* route = findRoute(request.route);
    if (!route) {
        std::string known;
        for (const RouteDefinition& candidate : priceRoutes()) known += (known.empty() ? "" : ", ") + candidate.id;
        return Issue{"route.unknown", Severity::error, "/route", request.route, known, {}};
    }
    Issues issues;
    checkDate(request, pack, issues);
    std::optional<RulePack> changed;  // a copy costs more than most routes, and prices run over thousands of draws
    if (!request.rules.empty()) changed = withOwnRules(pack, request.rules, "/rules/", issues);
    RouteReader reader(route->fields, request, changed ? *changed : pack, surroundings, issues);
    Result<RouteResult> result = route->price(reader);
    if (!result) {
        Issues faults = issues;
        for (const Issue& issue : result.issues()) {
            if (std::find(faults.begin(), faults.end(), issue) == faults.end()) faults.push_back(issue);
        }
        return faults;
    }
    if (hasErrors(issues)) return issues;
    result->route = route->id;
    result->pack = pack.id;
    result->packName = pack.name;
    return result;
}

RouteFigure figure(const std::string& key, const Text& label, const Rational& value, Unit unit) {
    RouteFigure figure;
    figure.key = key;
    figure.label = label;
    figure.unit = unit;
    figure.value.number = value;
    return figure;
}

RouteFigure figure(const std::string& key, const Text& label, const Text& value) {
    RouteFigure figure;
    figure.key = key;
    figure.label = label;
    figure.value.text = value;
    return figure;
}

}  // namespace kachi

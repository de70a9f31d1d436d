// Adjustment of a new listing by the foreign average (外国平均価格による調整).
#include "models/price_routes/foreign_price_fields.h"
#include "models/price_routes/routes.h"
#include "models/pricing/row_checks.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

Result<RouteResult> price(RouteReader& in) {
    const auto before = in.optionalNumber("priceBefore");
    const auto foreign = readForeignAverage(in);
    if (!foreign && !in.has("foreignPrices")) {
        in.refuse("routeListing.foreignMissing", "foreignPrices", {}, "foreignAverage");
    }
    if (in.failed()) return in.issues();
    RouteResult result;
    result.figures.push_back(
        figure("foreignAverage", {"外国平均価格", "Foreign average price"}, foreign->average, Unit::yen));
    if (!foreign->countries.rows.empty()) result.tables = {foreign->countries};
    result.trace = foreign->trace;
    if (!before && !in.has("relaxedReason")) {
        result.priceLabel = {"外国平均価格のみ", "Foreign average only"};
        return result;
    }
    const ForeignCeilingRules rules = readCeilingRules(in);
    const RoundingRule listing = in.rounding("listing");
    if (in.failed()) return in.issues();
    const Rational ceiling = foreignCeiling(foreign->average, rules);
    if (!before) {
        result.figures.push_back(figure("ceiling", {"外国平均価格による上限", "Foreign ceiling"}, ceiling, Unit::yen));
        return result;
    }

    const Rational adjusted = std::min(*before, ceiling);
    const Rational rounded = applyRounding(listing, adjusted);
    Issues tooLarge;
    checkAmount("pricing.price", rounded, tooLarge);
    if (!tooLarge.empty()) return tooLarge;
    result.price = toYen(rounded);
    result.priceLabel = {"調整後の価格", "Price after the adjustment"};
    for (RouteFigure& figure : ceilingFigures(*before, ceiling, rounded, foreign->average, in.pack())) {
        result.figures.push_back(std::move(figure));
    }
    result.trace = traceStep("pricing.price", {"調整後の価格", "Price after the adjustment"}, "round(min(P, c))",
                             rounded, Unit::yen);
    result.trace.inputs = {in.input("P", "priceBefore"),
                           traceInput("c", {"外国平均価格による上限", "foreign ceiling"}, ceiling)};
    citeRounding(result.trace, listing);
    result.trace.steps = {foreign->trace, foreignCeilingTrace(foreign->average, *before, rules)};
    inheritStatus(result.trace);
    return result;
}

}  // namespace

RouteDefinition foreignAverageRoute() {
    RouteDefinition route;
    route.id = "foreignAverage";
    route.name = {"外国平均価格による調整（新規収載）", "Adjustment by the foreign average (new listing)"};
    route.purpose = {"外国平均価格、除外・抑制の段階、上限、価格が引き下げられるか。",
                     "The foreign average, what its two steps did, the ceiling, and whether the price is cut."};
    route.fields = foreignPriceFields();
    route.fields.push_back(numberField("priceBefore", {"調整前の価格（税込）", "Price before the adjustment, with tax"},
                                       Unit::yen, positive));
    route.price = price;
    return route;
}

}  // namespace kachi

// Staged cut of a price (経過措置による段階的引下げ) with its dates.
#include "models/core/calendar_day.h"
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_revision.h"

namespace kachi {

using namespace field_limits;
namespace {

/// Month of the revision: as entered, else the one in which the pack begins.
int revisionMonth(RouteReader& in) {
    const std::string month = in.month("revisionMonth");
    return monthNumber(month.empty() ? in.pack().effectiveFrom.substr(0, 7) : month).value_or(0);
}

RouteTable schedule(const StagedCut& cut, const std::vector<int>& months, int first, const Rational& oldPrice,
                    const Rational& finalPrice) {
    RouteTable table;
    table.key = "schedule";
    table.title = {"段階的引下げの日程", "Schedule of the staged cut"};
    table.columns = {
        {"month", {"適用月", "Month"}, Unit::none},
        {"price", {"価格", "Price"}, Unit::yen},
        {"cut", {"前段階からの引下げ率（引下げ前に対する）", "Cut, share of the price before all stages"}, Unit::ratio},
        {"shareOfCut", {"引下げ全体に対する割合", "Share of the whole cut"}, Unit::ratio}};
    table.chart = RouteChart::stairs;
    Rational before = oldPrice;
    for (std::size_t stage = 0; stage < cut.stages.size(); ++stage) {
        const Rational price = cut.stages[stage].exact();
        const std::string month = monthText(first + months[stage]);
        const Rational step = (before - price) / oldPrice;
        const Rational done = (oldPrice - price) / (oldPrice - finalPrice);
        table.rows.push_back({routeCell(Text{month, month}), routeCell(price), routeCell(step), routeCell(done)});
        before = price;
    }
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    const Rational oldPrice = in.number("oldPrice");
    const Rational finalPrice = in.number("finalPrice");
    const int first = revisionMonth(in);
    if (finalPrice >= oldPrice && !in.failed()) {
        in.refuse("route.finalPriceNotBelow", "finalPrice", exactText(finalPrice), "< " + exactText(oldPrice));
    }
    if (in.failed()) return in.issues();
    auto cut = stagedCut(oldPrice, finalPrice, in.pack());
    if (!cut) return cut.issues();
    const auto months = stagedCutMonths(cut->stages.size(), in.pack());
    if (!months) return months.issues();

    RouteResult result;
    result.price = cut->stages.back();
    result.priceLabel = {"最終段階の価格", "Price of the last stage"};
    result.figures = {
        figure("firstPrice", {"第1段階の価格", "Price of the first stage"}, cut->stages.front().exact(), Unit::yen),
        figure("step", {"引下げの刻み", "Step of the cut"}, cut->step, Unit::yen),
        figure("stages", {"段階の数", "Number of stages"}, Rational(cut->stages.size()), Unit::count),
        figure("totalCut", {"引下げ率", "Whole cut"}, 1 - finalPrice / oldPrice, Unit::ratio)};
    result.tables.push_back(schedule(*cut, *months, first, oldPrice, finalPrice));
    result.trace = std::move(cut->trace);
    linkInput(result.trace, "S", in.input("S", "oldPrice"));
    linkInput(result.trace, "F", in.input("F", "finalPrice"));
    inheritStatus(result.trace);
    return result;
}

}  // namespace

RouteDefinition stagedCutRoute() {
    RouteDefinition route;
    route.id = "stagedCut";
    route.name = {"段階的引下げ（経過措置）", "Staged cut"};
    route.purpose = {"再算定による大きな引下げを、規則の刻みと日程で数段階に分ける。",
                     "Spreads a large cut over stages with the steps and dates of the rules."};
    route.fields = {
        required(numberField("oldPrice", {"引下げ前の価格", "Price before the cut"}, Unit::yen, positive)),
        required(numberField("finalPrice", {"最終の価格", "Final price"}, Unit::yen, positive,
                             {"外国平均価格などで再算定した価格", "As repriced, e.g. by the foreign average price"})),
        monthField("revisionMonth", {"改定月", "Month of the revision"},
                   {"空欄：規則集の適用開始月", "Empty: the month in which the rule pack begins"})};
    route.price = price;
    return route;
}

}  // namespace kachi

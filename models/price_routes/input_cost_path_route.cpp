// Margin of a product over time under input prices that move: history, projection, coming revisions.
#include "models/price_routes/input_cost_cells.h"
#include "models/price_routes/input_cost_tables.h"
#include "models/price_routes/routes.h"
#include "models/price_routes/supply_consequence.h"

namespace kachi {
namespace {

using namespace field_limits;

Result<RouteResult> price(RouteReader& in) {
    const Rational currentPrice = in.number("currentPrice");
    const UnitCostCells sheet = readUnitCost(in);
    if (in.failed()) return in.issues();
    const auto cost = costCalculation(sheet.inputs, in.pack());
    if (!cost) return cost.issues();
    const InputCostInputs inputs = pathAtPrice(in, readInputCost(in, sheet.lines), currentPrice, cost->rates);
    const RunOptions options = inputCostOptions(in);
    RouteResult result;
    addSupplyConsequence(in, result);
    if (in.failed()) return in.issues();

    const auto path = inputCostPath(inputs, options);
    if (!path) return path.issues();
    result.priceLabel = {"原価の年月での必要価格（原価計算方式）",
                         "Price needed in the month of the costs (cost method)"};
    result.price = cost->price;
    std::vector<RouteFigure> supply = std::move(result.figures);
    addInputCostPath(*path, result);
    result.figures.insert(result.figures.end(), supply.begin(), supply.end());
    result.trace = cost->trace;
    result.trace.steps.insert(result.trace.steps.begin(), sheet.productCost);
    result.trace.steps.push_back(breakEvenTrace(*path, currentPrice, in.path() + "/currentPrice", cost->rates));
    return result;
}

}  // namespace

RouteDefinition inputCostPathRoute() {
    RouteDefinition route;
    route.id = "inputCostPath";
    route.name = {"投入価格の推移と採算", "Input prices and margin over time"};
    route.purpose = {
        "費目を価格指数に連動させ、現行価格での利益の推移、不採算となる月、改定ごとの必要価格を示す。"
        "将来は過去の月次変化をブロック単位で再抽出する。",
        "Ties cost lines to price series and shows the margin at the current price over time, the month it is gone and "
        "the price needed at each revision. The future redraws the monthly changes of the past in blocks."};
    route.fields = {required(numberField(
        "currentPrice", {"現在の償還価格（税込）", "Current reimbursement price, tax included"}, Unit::yen, positive))};
    for (const auto& fields : {unitCostFields(), inputCostFields(true), volumeFields()}) {
        route.fields.insert(route.fields.end(), fields.begin(), fields.end());
    }
    route.price = price;
    return route;
}

}  // namespace kachi

// Stepwise reduction (段階的引下げ) with dates and rates of its own.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_series.h"
#include "models/pricing/stepwise_reduction.h"

#include <array>

namespace kachi {

using namespace field_limits;
namespace {

struct BasisColumn {
    const char* key;
    ReductionBasis basis;
};

constexpr auto basisColumns = std::to_array<BasisColumn>({
    {"rateOfOriginal", ReductionBasis::rateOfOriginal},
    {"rateOfPrevious", ReductionBasis::rateOfPrevious},
    {"amount", ReductionBasis::amount},
    {"shareOfCut", ReductionBasis::shareOfCut},
    {"price", ReductionBasis::price},
});

ReductionStage readStage(FieldCells& row) {
    ReductionStage stage;
    stage.month = row.month("month");
    int entered = 0;
    for (const BasisColumn& column : basisColumns) {
        if (!row.has(column.key)) continue;
        ++entered;
        stage.basis = column.basis;
        stage.value = row.number(column.key);
    }
    if (entered != 1) row.refuse("route.reductionOneOf", "price", std::to_string(entered), "1");
    return stage;
}

RouteTable schedule(const std::vector<ReducedPrice>& stages, const Rational& oldPrice) {
    RouteTable table;
    table.key = "schedule";
    table.title = {"段階的引下げの日程", "Schedule of the reduction"};
    table.columns = {{"month", {"適用月", "Month"}, Unit::none},
                     {"price", {"価格", "Price"}, Unit::yen},
                     {"unrounded", {"丸め前", "Before rounding"}, Unit::yen},
                     {"totalCut", {"引下げ前からの引下げ率", "Cut since before the reduction"}, Unit::ratio}};
    table.chart = RouteChart::stairs;
    for (const ReducedPrice& stage : stages) {
        const Rational cut = 1 - stage.price.exact() / oldPrice;
        table.rows.push_back({routeCell(Text{stage.month, stage.month}), routeCell(stage.price.exact()),
                              routeCell(stage.unrounded), routeCell(cut)});
    }
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    const Rational oldPrice = in.number("oldPrice");
    const std::optional<Rational> finalPrice = in.optionalNumber("finalPrice");
    std::vector<ReductionStage> stages;
    for (FieldCells& row : in.rows("stages")) stages.push_back(readStage(row));
    for (const ReductionStage& stage : stages) {
        if (stage.basis == ReductionBasis::shareOfCut && !finalPrice) in.number("finalPrice");
    }
    if (stages.empty()) in.refuse("field.missing", "stages", {}, {});
    if (finalPrice && *finalPrice >= oldPrice && !in.failed()) {
        in.refuse("route.finalPriceNotBelow", "finalPrice", exactText(*finalPrice), "< " + exactText(oldPrice));
    }
    if (in.failed()) return in.issues();
    auto reduction = stepwiseReduction(oldPrice, stages, finalPrice, in.pack());
    if (!reduction) {
        Issues issues = reduction.issues();
        for (Issue& issue : issues) {
            if (issue.where.starts_with("stages/")) issue.where = in.path() + "/" + issue.where;
        }
        return issues;
    }

    RouteResult result;
    result.price = reduction->stages.back().price;
    result.priceLabel = {"最終段階の価格", "Price of the last stage"};
    result.figures = {figure("stages", {"段階の数", "Number of stages"}, Rational(stages.size()), Unit::count),
                      figure("totalCut", {"引下げ率", "Whole cut"}, 1 - result.price->exact() / oldPrice, Unit::ratio)};
    result.tables.push_back(schedule(reduction->stages, oldPrice));
    result.trace = std::move(reduction->trace);
    linkInput(result.trace, "S", in.input("S", "oldPrice"));
    linkInput(result.trace, "F", in.input("F", "finalPrice"));
    return result;
}

}  // namespace

RouteDefinition stepwiseReductionRoute() {
    RouteDefinition route;
    route.id = "stepwiseReduction";
    route.name = {"段階的引下げ（任意の率・日程）", "Stepwise reduction"};
    route.purpose = {
        "入力した率・額・日程で価格を数段階に引き下げる。規則の刻みによるものは「段階的引下げ（経過措置）」。",
        "Lowers a price in stages by the rates, amounts and dates entered. For the steps of the rules use "
        "the staged cut."};
    const Text oneOf{"この行の引下げ方を一つだけ入力する。", "Enter exactly one way of lowering the price in a row."};
    route.fields = {
        required(numberField("oldPrice", {"引下げ前の価格", "Price before the reduction"}, Unit::yen, positive)),
        numberField("finalPrice", {"最終の価格（下限）", "Final price (floor)"}, Unit::yen, positive,
                    {"引下げ全体に対する割合で入力する段階に必要。どの段階もこれを下回らない。",
                     "Needed for stages by share of the whole cut; no stage falls below it."}),
        required(tableField(
            "stages", {"段階", "Stages"},
            {required(monthField("month", {"適用月", "Month"})),
             numberField("rateOfOriginal",
                         {"引下げ率（引下げ前の価格に対する）", "Cut, share of the price before all stages"},
                         Unit::ratio, {.above = 0, .below = 1}, oneOf),
             numberField("rateOfPrevious", {"引下げ率（直前の段階に対する）", "Cut, share of the stage before"},
                         Unit::ratio, {.above = 0, .below = 1}, oneOf),
             numberField("amount", {"引下げ額", "Cut, amount"}, Unit::yen, positive, oneOf),
             numberField("shareOfCut", {"引下げ全体に対する割合（累計）", "Share of the whole cut, running total"},
                         Unit::ratio, {.above = 0, .atMost = 1}, oneOf),
             numberField("price", {"段階の価格", "Price of the stage"}, Unit::yen, positive, oneOf)}))};
    route.price = price;
    return route;
}

}  // namespace kachi

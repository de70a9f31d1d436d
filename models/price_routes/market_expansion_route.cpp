// Market-expansion repricing (市場拡大再算定).
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/market_expansion.h"

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> baseRules{
    {"forecast", {"機能区分の設定時の予測販売額", "sales forecast when the category was set up"}},
    {"latestRepricing",
     {"再算定を受けた区分：直近の再算定時の年間販売額", "repriced before: sales at the latest repricing"}},
    {"recutAfterTenYears",
     {"10年経過後の最初の改定以降に再編された区分：再編翌年の年間販売額",
      "re-cut after the first revision following ten years: sales of the year after the re-cut"}},
    {"forecastUnknown",
     {"予測販売額が不明な区分：設定翌年の年間販売額", "forecast unknown: sales of the year after the set-up"}}};

Text baseRuleText(const std::string& id) {
    for (const FieldChoice& rule : baseRules) {
        if (rule.id == id) return rule.label;
    }
    return {};
}

Text triggerText(ExpansionTrigger trigger) {
    switch (trigger) {
        case ExpansionTrigger::general:
            return {"該当（全区分の要件）", "met (every category)"};
        case ExpansionTrigger::costMethod:
            return {"該当（原価計算方式の区分の要件）", "met (cost-method categories)"};
        case ExpansionTrigger::none:
            break;
    }
    return {"該当しない", "not met"};
}

RouteTable tests(const MarketExpansion& expansion) {
    RouteTable table;
    table.key = "tests";
    table.title = {"要件の判定", "Tests of the triggers"};
    table.columns = {{"trigger", {"要件", "Trigger"}, Unit::none},
                     {"condition", {"項目", "Condition"}, Unit::none},
                     {"value", {"値", "Value"}, Unit::none},
                     {"limit", {"基準", "Limit"}, Unit::none},
                     {"met", {"判定", "Met"}, Unit::none}};
    for (const ExpansionTest& test : expansion.tests) {
        const Text trigger = test.trigger == ExpansionTrigger::general ? Text{"全区分", "every category"}
                                                                       : Text{"原価計算方式", "cost method"};
        table.rows.push_back({routeCell(trigger), routeCell(test.label), routeCell(test.value),
                              routeCell(Text{test.limit, test.limit}),
                              routeCell(test.met ? Text{"満たす", "yes"} : Text{"満たさない", "no"})});
    }
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    ExpansionCase category;
    category.price = in.number("oldPrice");
    category.yearlySales = in.number("yearlySales");
    category.baseSales = in.number("baseSales");
    category.costMethod = in.neededChoice("method") == "cost";
    category.alpha = in.optionalNumber("usefulnessRate").value_or(0);
    const std::string base = in.neededChoice("baseRule");
    if (base == "latestRepricing" && !in.flag("expansion.baseAtLatestRepricing").value && !in.failed()) {
        in.refuse("route.baseRuleNotInPack", "baseRule", base, in.pack().id);
    }
    if (in.failed()) return in.issues();
    auto expansion = marketExpansion(category, in.pack());
    if (!expansion) return expansion.issues();

    RouteResult result;
    result.price = expansion->price;
    result.priceLabel = {"市場拡大再算定後の価格", "Price after market-expansion repricing"};
    const bool triggered = expansion->trigger != ExpansionTrigger::none;
    result.figures = {
        figure("trigger", {"再算定の要件", "Trigger"}, triggerText(expansion->trigger)),
        figure("baseRule", {"基準年間販売額の取り方", "Base sales used"}, baseRuleText(base)),
        figure("growth", {"基準年間販売額に対する倍率", "Multiple of the base sales"}, expansion->growth, Unit::ratio),
        figure("factor", {"市場拡大の係数", "Factor of market expansion"}, expansion->factor, Unit::ratio),
        figure("floorShare", {"下限（再算定前の価格に対する割合）", "Floor, share of the price before"},
               expansion->floorShare, Unit::ratio),
        figure("unrounded", {"丸め前の価格", "Price before rounding"}, expansion->unrounded, Unit::yen),
        figure("floored", {"下限の適用", "Held at the floor"},
               expansion->floored ? Text{"適用", "yes"} : Text{"なし", "no"}),
        figure("cut", {"引下げ率", "Cut"}, 1 - expansion->price.exact() / category.price, Unit::ratio)};
    result.tables.push_back(tests(*expansion));
    if (!triggered) result.notes.push_back({"route.expansionNotMet", Severity::info, in.path(), {}, {}, {}});
    if (expansion->heldAtOldPrice) {
        result.notes.push_back({"route.expansionHeld",
                                Severity::warning,
                                in.path() + "/usefulnessRate",
                                exactText(category.alpha),
                                exactText(category.price),
                                {}});
    }
    if (expansion->roundingDecides) {
        result.notes.push_back(
            {"route.roundingDecides", Severity::warning, in.path(), exactText(expansion->unrounded), {}, {}});
    }
    result.trace = std::move(expansion->trace);
    linkInput(result.trace, "P", in.input("P", "oldPrice"));
    linkInput(result.trace, "Q", in.input("Q", "yearlySales"));
    linkInput(result.trace, "Q₀", in.input("Q₀", "baseSales"));
    linkInput(result.trace, "α", in.input("α", "usefulnessRate"));
    return result;
}

}  // namespace

RouteDefinition marketExpansionRoute() {
    RouteDefinition route;
    route.id = "marketExpansion";
    route.name = {"市場拡大再算定", "Market-expansion repricing"};
    route.purpose = {
        "年間販売額が予測を大きく超えた区分の再算定。要件を満たさないときはその理由を示す。",
        "Repricing of a category whose sales far exceed what was expected; says why when it does not apply."};
    route.fields = {
        required(numberField("oldPrice", {"再算定前の価格", "Price before repricing"}, Unit::yen, positive)),
        required(numberField("yearlySales", {"年間販売額", "Yearly sales"}, Unit::yenPerYear, positive)),
        required(numberField("baseSales", {"基準年間販売額", "Base sales"}, Unit::yenPerYear, positive)),
        required(choiceField("baseRule", {"基準年間販売額の取り方", "Which base sales"}, baseRules)),
        required(choiceField("method", {"区分の算定方式", "How the category was priced"},
                             {{"comparison", {"類似機能区分比較方式など", "similar-category comparison or other"}},
                              {"cost", {"原価計算方式", "cost calculation"}}})),
        numberField("usefulnessRate", {"有用性の検証による加算率", "Premium rate for proven usefulness"}, Unit::ratio,
                    {.atLeast = 0, .atMost = 1},
                    {"市販後に真の有用性が検証された場合のα（例：0.05）。空欄：なし",
                     "α where usefulness was proven after listing, e.g. 0.05. Empty: none"})};
    route.price = price;
    return route;
}

}  // namespace kachi

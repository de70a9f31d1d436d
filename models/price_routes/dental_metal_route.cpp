// Revision of dental precious metals (歯科用貴金属): the quarterly formula, and the threshold rule until FY2021.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_revision.h"
#include "models/pricing/price_series.h"

#include <map>
#include <set>

namespace kachi {

using namespace field_limits;
namespace {

const Text materialLabel{"平均素材価格（前回改定以降）X", "Mean material price since the last revision, X"};
const Text lastMaterialLabel{"前回改定の平均素材価格 Y", "Mean material price of the last revision, Y"};

/// X and Y of one composition, before tax, with the cells they stand in.
struct Material {
    std::optional<Rational> now;
    std::optional<Rational> last;
    TraceInput nowInput;
    TraceInput lastInput;
};

struct RevisedAlloy {
    Text name;
    std::string family;
    Rational current;
    Material material;
    RevisedPrice revised;
};

Material materialOf(FieldCells& row) {
    Material material;
    material.now = row.optionalNumber("materialPrice");
    material.last = row.optionalNumber("lastMaterialPrice");
    if (material.now) material.nowInput = row.input("X", "materialPrice");
    if (material.last) material.lastInput = row.input("Y", "lastMaterialPrice");
    return material;
}

/// Mean of the months entered for a family.
std::map<std::string, Material> monthlyMeans(RouteReader& in) {
    std::map<std::string, std::vector<Rational>> prices;
    std::set<std::pair<std::string, std::string>> seen;
    for (FieldCells& row : in.rows("monthlyPrices")) {
        const std::string family = row.text("family");
        const std::string month = row.month("month");
        if (!seen.emplace(family, month).second) row.refuse("route.monthTwice", "month", month, family);
        prices[family].push_back(row.number("price"));
    }
    std::map<std::string, Material> means;
    for (const auto& [family, months] : prices) {
        Rational sum;
        for (const Rational& price : months) sum += price;
        const Rational mean = sum / Rational(months.size());
        means[family].now = mean;
        means[family].nowInput = traceInput("X", materialLabel, mean, in.path() + "/monthlyPrices");
    }
    return means;
}

std::map<std::string, Material> families(RouteReader& in) {
    std::map<std::string, Material> materials = monthlyMeans(in);
    std::set<std::string> seen;
    for (FieldCells& row : in.rows("families")) {
        const std::string family = row.text("family");
        if (!seen.insert(family).second) row.refuse("route.familyTwice", "family", family, {});
        Material entered = materialOf(row);
        Material& material = materials[family];
        if (entered.now && material.now) row.refuse("route.unused", "materialPrice", {}, "monthlyPrices");
        if (!entered.now) {
            entered.now = material.now;
            entered.nowInput = material.nowInput;
        }
        material = std::move(entered);
    }
    return materials;
}

/// The alloy's own X and Y, else those of its family.
Material materialOfAlloy(FieldCells& row, const std::string& family, const std::map<std::string, Material>& materials) {
    Material own = materialOf(row);
    const auto shared = materials.find(family);
    if (shared != materials.end()) {
        for (const char* key : {"materialPrice", "lastMaterialPrice"}) refuseUnused(row, key, "families: " + family);
        own = shared->second;
    } else if (!family.empty() && !own.now) {
        row.refuse("route.familyUnknown", "family", family, {});
    }
    return own;
}

Result<RevisedPrice> reviseAlloy(RouteReader& in, FieldCells& row, const RevisedAlloy& alloy, const std::string& rule) {
    const bool quarterly = rule == "quarterly";
    if (quarterly) refuseUnused(row, "trialPrice", "rule: thresholdMain, thresholdInterim");
    const bool fromTrial = !quarterly && row.has("trialPrice");
    if (!fromTrial) {
        if (!alloy.material.now) row.number("materialPrice");
        if (!alloy.material.last) row.number("lastMaterialPrice");
    }
    const Rational entered = fromTrial ? row.number("trialPrice") : Rational(0);
    if (in.failed()) return in.issues();

    const auto formula = [&] {
        auto revised = dentalMetalRevision(alloy.current, *alloy.material.now, *alloy.material.last, in.pack());
        if (!revised) return revised;
        linkInput(revised->trace, "S", row.input("S", "current"));
        linkInput(revised->trace, "X", alloy.material.nowInput);
        linkInput(revised->trace, "Y", alloy.material.lastInput);
        return revised;
    };
    if (quarterly) return formula();

    Rational trial = entered;
    Trace trialTrace;
    if (!fromTrial) {
        auto computed = formula();
        if (!computed) return computed;
        trial = computed->unrounded;
        trialTrace = std::move(computed->trace);
    }
    const DentalRevision revision = rule == "thresholdMain" ? DentalRevision::main : DentalRevision::interim;
    auto revised = dentalMetalThreshold(alloy.current, trial, revision, in.pack());
    if (!revised) return revised;
    linkInput(revised->trace, "S", row.input("S", "current"));
    if (fromTrial) {
        linkInput(revised->trace, "Q", row.input("Q", "trialPrice"));
    } else {
        revised->trace.steps.push_back(std::move(trialTrace));
    }
    return revised;
}

/// The months in which the rule revises; another month is reported, not refused: there were emergency revisions.
void checkMonth(RouteReader& in, const std::string& rule, Issues& notes) {
    const std::string month = in.month("month");
    if (month.empty()) return;
    const std::string part = rule == "quarterly" ? "" : rule == "thresholdMain" ? "main." : "interim.";
    const int count = rule == "quarterly" ? 4 : 2;
    const int entered = monthNumber(month).value_or(0) % 12 + 1;
    std::string months;
    for (int number = 1; number <= count; ++number) {
        const RuleNumber known = in.rule("dental.month." + part + std::to_string(number));
        if (known.value == entered) return;
        months += (months.empty() ? "" : ", ") + exactText(known.value);
    }
    notes.push_back({"route.dentalMonth", Severity::warning, in.path() + "/month", month, months, {}});
}

RouteTable alloyTable(const std::vector<RevisedAlloy>& alloys) {
    RouteTable table;
    table.key = "alloys";
    table.title = {"合金ごとの改定価格", "Revised prices by alloy"};
    table.columns = {{"name", {"合金", "Alloy"}, Unit::none},
                     {"family", {"組成の系統", "Family"}, Unit::none},
                     {"current", {"現行価格（円/g）", "Current price, yen/g"}, Unit::yen},
                     {"materialPrice", materialLabel, Unit::yen},
                     {"lastMaterialPrice", lastMaterialLabel, Unit::yen},
                     {"unrounded", {"丸め前", "Before rounding"}, Unit::yen},
                     {"price", {"改定価格（円/g）", "Revised price, yen/g"}, Unit::yen},
                     {"increment", {"改定幅", "Increment"}, Unit::yen},
                     {"change", {"変動率", "Change"}, Unit::ratio}};
    for (const RevisedAlloy& alloy : alloys) {
        const Rational price = alloy.revised.price.exact();
        const Rational increment = price - alloy.current;
        const Rational change = price / alloy.current - 1;
        std::vector<RouteValue> cells;
        cells.push_back(routeCell(alloy.name));
        cells.push_back(routeCell(Text{alloy.family, alloy.family}));
        cells.push_back(routeCell(alloy.current));
        cells.push_back({alloy.material.now, {}});
        cells.push_back({alloy.material.last, {}});
        cells.push_back(routeCell(alloy.revised.unrounded));
        cells.push_back(routeCell(price));
        cells.push_back(routeCell(increment));
        cells.push_back(routeCell(change));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    const std::string rule = in.neededChoice("rule");
    RouteResult result;
    checkMonth(in, rule, result.notes);
    const std::map<std::string, Material> materials = families(in);
    std::vector<RevisedAlloy> alloys;
    for (FieldCells& row : in.rows("alloys")) {
        RevisedAlloy alloy;
        alloy.name = {row.text("name"), row.text("name")};
        alloy.family = row.text("family");
        alloy.current = row.number("current");
        alloy.material = materialOfAlloy(row, alloy.family, materials);
        auto revised = reviseAlloy(in, row, alloy, rule);
        if (!revised) {
            if (!in.failed()) in.add(revised.issues());
            continue;
        }
        alloy.revised = std::move(*revised);
        alloys.push_back(std::move(alloy));
    }
    if (alloys.empty() && !in.failed()) in.refuse("field.missing", "alloys", {}, {});
    if (in.failed()) return in.issues();

    result.tables.push_back(alloyTable(alloys));
    if (alloys.size() == 1) {
        result.price = alloys.front().revised.price;
        result.priceLabel = {"改定価格（円/g）", "Revised price, yen/g"};
        result.figures = {figure("unrounded", {"丸め前の価格", "Price before rounding"},
                                 alloys.front().revised.unrounded, Unit::yen)};
        result.trace = std::move(alloys.front().revised.trace);
        return result;
    }
    result.figures = {figure("alloyCount", {"合金の数", "Alloys"}, Rational(alloys.size()), Unit::count)};
    result.trace = traceStep("dental.alloys", {"歯科用貴金属の改定", "Revision of dental metals"},
                             rule == "quarterly" ? "S + (X − Y) × (1 + t)" : "|Q/S − 1| > h → Q",
                             Rational(alloys.size()), Unit::count);
    for (RevisedAlloy& alloy : alloys) {
        if (!alloy.name.empty()) alloy.revised.trace.label = alloy.name;
        result.trace.steps.push_back(std::move(alloy.revised.trace));
    }
    inheritStatus(result.trace);
    return result;
}

std::vector<Field> fields() {
    const Field now =
        numberField("materialPrice", materialLabel, Unit::yen, positive, {"税抜、円/g", "before tax, yen/g"});
    const Field last =
        numberField("lastMaterialPrice", lastMaterialLabel, Unit::yen, positive, {"税抜、円/g", "before tax, yen/g"});
    const Field family = textField("family", {"組成の系統", "Family"},
                                   {"同じ組成の合金は同じ素材価格を用いる（例：14K）",
                                    "Alloys of one composition share a material price, e.g. 14K"});
    return {required(choiceField(
                "rule", {"改定の規則", "Rule"},
                {{"quarterly", {"四半期改定（2022年7月以降）", "quarterly (since July 2022)"}},
                 {"thresholdMain", {"4月・10月の随時改定（〜2021年度）", "April and October (until FY2021)"}},
                 {"thresholdInterim", {"7月・1月の随時改定（〜2021年度）", "July and January (until FY2021)"}}})),
            monthField("month", {"適用月", "Month of effect"},
                       {"入力すると規則の改定月かどうかを確かめる。", "Checked against the months of the rule."}),
            required(tableField(
                "alloys", {"合金", "Alloys"},
                {textField("name", {"合金", "Alloy"}), family,
                 required(numberField("current", {"現行価格（円/g）", "Current price, yen/g"}, Unit::yen, positive)),
                 now, last,
                 numberField("trialPrice", {"試算価格（円/g）", "Trial price, yen/g"}, Unit::yen, positive,
                             {"2021年度までの規則だけ。空欄：XとYから求める。",
                              "Rule until FY2021 only. Empty: worked out from X and Y."})})),
            tableField("families", {"系統ごとの素材価格", "Material prices by family"}, {required(family), now, last}),
            tableField("monthlyPrices", {"月別の素材価格", "Material prices by month"},
                       {required(family), required(monthField("month", {"月", "Month"})),
                        required(numberField("price", {"素材価格（税抜、円/g）", "Material price before tax, yen/g"},
                                             Unit::yen, positive))},
                       {"入力した月の平均をXとする。", "The mean of the months entered is X."})};
}

}  // namespace

RouteDefinition dentalMetalRoute() {
    RouteDefinition route;
    route.id = "dentalMetal";
    route.name = {"歯科用貴金属の改定", "Revision of dental metals"};
    route.purpose = {"素材価格の変動による歯科用貴金属の改定価格。複数の合金を一度に計算する。",
                     "Revised prices of dental precious metals by the material price, several alloys at once."};
    route.fields = fields();
    route.price = price;
    return route;
}

}  // namespace kachi

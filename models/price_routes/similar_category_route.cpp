// Comparison with a similar functional category (類似機能区分比較方式).
#include "models/price_routes/listing_steps.h"
#include "models/price_routes/routes.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

void refusePair(RouteReader& in, const char* one, const char* other) {
    if (in.has(one) && in.has(other)) in.refuse("routeListing.giveOne", one, {}, other);
}

/// Σ price × factor of the comparators, traced row by row.
Trace comparatorTrace(RouteReader& in, Rational& sum) {
    auto rows = in.rows("comparators");
    refusePair(in, "comparatorPrice", "comparators");
    Trace trace = traceStep("pricing.comparator", {"類似機能区分の価格", "Price of the comparator"}, "P", 0, Unit::yen);
    if (rows.empty()) {
        sum = in.number("comparatorPrice");
        trace.inputs = {in.input("P", "comparatorPrice")};
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        FieldCells& cells = rows[row];
        const Rational price = cells.number("price");
        const Rational factor = cells.optionalNumber("factor").value_or(1);
        sum += price * factor;
        const std::string number = rows.size() == 1 ? std::string() : std::to_string(row + 1);
        TraceInput input = cells.input("P" + number, "price");
        const std::string name = cells.text("name");
        if (!name.empty()) input.label = {name, name};
        trace.inputs.push_back(std::move(input));
        if (cells.has("factor")) trace.inputs.push_back(cells.input("n" + number, "factor"));
    }
    if (rows.size() > 1 || (rows.size() == 1 && rows[0].has("factor"))) trace.formula = "Σ n × P";
    trace.value = exactText(sum);
    return trace;
}

/// Own size ÷ size of the comparator, or the factor as entered; 1 where nothing is prorated.
Rational proration(RouteReader& in, Trace& trace) {
    refusePair(in, "prorationFactor", "ownSize");
    refusePair(in, "prorationFactor", "comparatorSize");
    if (in.has("prorationFactor")) {
        trace.formula += " × r";
        trace.inputs.push_back(in.input("r", "prorationFactor"));
        return in.number("prorationFactor");
    }
    if (!in.has("ownSize") && !in.has("comparatorSize")) return 1;
    const Rational own = in.number("ownSize");
    const Rational comparator = in.number("comparatorSize");
    if (in.failed()) return 1;
    trace.formula += " × s / S";
    trace.inputs.push_back(in.input("s", "ownSize"));
    trace.inputs.push_back(in.input("S", "comparatorSize"));
    return own / comparator;
}

/// What a simpler product loses (減額).
Rational reduction(RouteReader& in, const Rational& prorated, Trace& trace) {
    refusePair(in, "reductionRate", "reductionAmount");
    if (in.has("reductionRate")) {
        trace.formula += " × (1 − d)";
        trace.inputs.push_back(in.input("d", "reductionRate"));
        return prorated * in.number("reductionRate");
    }
    if (!in.has("reductionAmount")) return 0;
    trace.formula += " − d";
    trace.inputs.push_back(in.input("d", "reductionAmount"));
    return in.number("reductionAmount");
}

/// Saving per treatment over devices used in it, times the share of the pack (経済性加算). The saving is entered, or
/// what the existing products of one treatment cost less the new ones at X. Source:
/// 医療機器の研究開発及び普及の促進に関する検討会4回 資料3-2 p. 29 (wic-net.com/material/document/13738/29).
void addEconomyPremium(RouteReader& in, ListingBase& base) {
    auto rows = in.rows("economyProducts");
    refusePair(in, "economySaving", "economyProducts");
    if (rows.empty() && !in.has("economySaving")) {
        if (in.has("economyDevices")) in.refuse("routeListing.savingMissing", "economyDevices", {}, "economySaving");
        return;
    }
    const RuleNumber share = in.rule("premium.economy.share");
    const Rational devices = in.has("economyDevices") ? in.number("economyDevices") : Rational(1);
    Rational saving = in.optionalNumber("economySaving").value_or(0);
    for (FieldCells& row : rows) saving += row.number("price") * row.number("quantity");
    if (in.failed()) return;
    if (!rows.empty()) saving -= devices * base.premiums.base;
    if (saving <= 0) {
        in.refuse("routeListing.noSaving", "economyProducts", exactText(saving), "> 0");
        return;
    }
    base.flatPremium = saving / devices * share.value;
    Trace trace =
        traceStep("economyPremium", {"経済性加算", "Economy premium"}, "E / n × s", base.flatPremium, Unit::yen);
    if (rows.empty()) {
        trace.inputs = {in.input("E", "economySaving")};
    } else {
        trace.formula = "(Σ P × q − n × X) / n × s";
        for (FieldCells& row : rows) {
            trace.inputs.push_back(row.input("P", "price"));
            trace.inputs.push_back(row.input("q", "quantity"));
        }
        trace.inputs.push_back(traceInput("X", {"加算前の算定値", "value before premiums"}, base.premiums.base));
    }
    trace.inputs.push_back(in.has("economyDevices")
                               ? in.input("n", "economyDevices")
                               : traceInput("n", {"平均使用数", "devices used per treatment"}, devices));
    trace.inputs.push_back(traceInput("s", share));
    citeRules(trace, {share});
    base.flatPremiumTrace = std::move(trace);
}

Result<RouteResult> price(RouteReader& in) {
    ListingBase base;
    base.comparison = true;
    Rational comparator = 0;
    Trace steps = comparatorTrace(in, comparator);
    base.trace = traceStep("pricing.base", {"加算前の算定値 X", "Value before premiums X"}, "P", 0, Unit::yen);
    base.trace.inputs = {traceInput("P", steps.label, comparator)};
    const Rational prorated = comparator * proration(in, base.trace);
    base.premiums.base = prorated - reduction(in, prorated, base.trace);
    if (!in.failed() && base.premiums.base <= 0) {
        const char* key = in.has("reductionAmount") ? "reductionAmount" : "comparators";
        in.refuse("routeListing.baseNotPositive", key, exactText(base.premiums.base), "> 0");
    }
    base.trace.value = exactText(base.premiums.base);
    base.trace.clause = {"類似機能区分比較方式", "Similar-category comparison method"};
    base.trace.steps = {std::move(steps)};
    addEconomyPremium(in, base);
    return listingPrice(in, base);
}

}  // namespace

RouteDefinition similarCategoryRoute() {
    RouteDefinition route;
    route.id = "similarCategory";
    route.name = {"類似機能区分比較方式", "Comparison with a similar category"};
    route.purpose = {"類似機能区分の価格に補正加算と外国平均価格調整を加えた新規収載の価格。",
                     "Price of a new listing from its comparator category, premiums and the foreign adjustment."};
    const std::vector<Field> comparatorColumns{
        textField("name", {"機能区分", "Category"}),
        required(numberField("price", {"価格", "Price"}, Unit::yen, positive)),
        numberField(
            "factor", {"係数", "Factor"}, Unit::none, anyNumber,
            {"和は1、差は−1、個数はn。空欄は1", "1 for a sum, −1 for a difference, n for a count; empty is 1"})};
    const std::vector<Field> economyColumns{
        textField("name", {"既収載品", "Existing product"}),
        required(numberField("price", {"価格", "Price"}, Unit::yen, positive)),
        required(numberField("quantity", {"1回の治療の平均使用数", "Used per treatment"}, Unit::none, positive))};
    route.fields = {
        numberField("comparatorPrice", {"類似機能区分の価格", "Price of the comparator category"}, Unit::yen, positive),
        tableField("comparators", {"類似機能区分（和・差）", "Comparator categories (sum, difference)"},
                   comparatorColumns, {"価格が一つなら上の欄でよい", "for a single price the cell above will do"}),
        numberField("prorationFactor", {"按分の比", "Proration factor"}, Unit::ratio, positive),
        numberField(
            "ownSize", {"本品の寸法", "Own size"}, Unit::none, positive,
            {"長さ・面積・容量など。類似機能区分と同じ単位", "length, area, volume …; same unit as the comparator"}),
        numberField("comparatorSize", {"類似機能区分の寸法", "Size of the comparator"}, Unit::none, positive),
        numberField("reductionRate", {"減額の率", "Reduction, rate"}, Unit::ratio, shareBelowOne),
        numberField("reductionAmount", {"減額", "Reduction, amount"}, Unit::yen, notNegative),
        numberField("economySaving", {"1回の治療の予想費用削減額", "Expected saving per treatment"}, Unit::yen,
                    positive),
        tableField("economyProducts", {"経済性加算：既収載品", "Economy premium: existing products"}, economyColumns,
                   {"削減額の代わりに", "instead of the saving"}),
        numberField("economyDevices", {"本品の予想平均使用数", "Expected number of devices per treatment"}, Unit::none,
                    positive, {"空欄は1", "empty is 1"})};
    for (Field& field : listingFields()) route.fields.push_back(std::move(field));
    route.fields.push_back(yesNoField("forChildren", {"小児用医療機器", "Paediatric device"}));
    route.price = price;
    return route;
}

}  // namespace kachi

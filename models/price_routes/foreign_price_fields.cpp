#include "models/price_routes/foreign_price_fields.h"

#include "models/price_routes/route_values.h"

#include <set>

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> relaxedReasons{
    {"needsReview", {"ニーズ検討会の要望品", "requested by the needs review"}},
    {"orphan", {"希少疾病用医療機器", "orphan device"}},
    {"pioneer", {"先駆的医療機器", "pioneer device"}},
    {"specificUse", {"特定用途医療機器", "specific-use device"}}};

}  // namespace

RouteTable foreignCountryTable(const ForeignAverage& average) {
    RouteTable table;
    table.key = "countries";
    table.title = {"外国価格", "Foreign prices"};
    table.columns = {{"country", {"国", "Country"}, Unit::none},
                     {"price", {"円換算", "In yen"}, Unit::yen},
                     {"used", {"平均に用いた価格", "Price that enters the average"}, Unit::yen},
                     {"step", {"調整", "What was done"}, Unit::none}};
    table.chart = RouteChart::bars;
    for (std::size_t row = 0; row < average.prices.size(); ++row) {
        const CountryPrice& country = average.prices[row];
        const bool dropped = average.mean.dropped == row;
        const bool capped = average.mean.capped == row;
        table.rows.push_back({routeCell(country.label), routeCell(country.price),
                              dropped ? RouteValue{} : routeCell(capped ? average.mean.cap : country.price),
                              routeCell(dropped  ? Text{"除外", "dropped"}
                                        : capped ? Text{"抑制", "capped"}
                                                 : Text{"そのまま", "kept"})});
    }
    return table;
}

std::vector<Field> countryPriceColumns() {
    return {numberField("localPrice", {"現地価格", "Local price"}, Unit::foreignCurrency, positive),
            numberField("exchangeRate", {"為替レート", "Exchange rate"}, Unit::yenPerForeign, positive,
                        {"1現地通貨当たりの円", "yen per unit of the local currency"}),
            numberField("price", {"円価格", "Price in yen"}, Unit::yen, positive,
                        {"現地価格と為替レートの代わりに", "instead of local price and exchange rate"})};
}

Field countryColumn() {
    return required(textField("country", {"国", "Country"}, {"us, uk, de, fr, au", "us, uk, de, fr, au"}));
}

std::vector<Field> foreignPriceFields() {
    std::vector<Field> columns{countryColumn()};
    for (Field& column : countryPriceColumns()) columns.push_back(std::move(column));
    return {tableField(
                "foreignPrices", {"外国価格", "Foreign prices"}, columns,
                {"国ごとに1行。現地価格と為替レート、又は円価格", "one row per country: local price and rate, or yen"}),
            numberField("foreignAverage", {"外国平均価格", "Foreign average price"}, Unit::yen, positive,
                        {"国別の価格が分からないとき", "where the prices of the countries are not known"}),
            choiceField("relaxedReason", {"緩和された上限の事由", "Reason for the relaxed ceiling"}, relaxedReasons)};
}

std::optional<ForeignCountry> readCountry(RouteReader& in, FieldCells& row) {
    const std::string typed = row.text("country");
    std::string known;
    for (const ForeignCountry& country : in.pack().countries) {
        if (typed == country.id || typed == country.label.ja || typed == country.label.en) return country;
        known += (known.empty() ? "" : ", ") + country.id;
    }
    if (!typed.empty()) row.refuse("routeListing.unknownCountry", "country", typed, known);
    return {};
}

CountryYen readCountryPrice(RouteReader& in, FieldCells& row, const Text& country) {
    CountryYen yen;
    if (row.has("price")) {
        for (const char* other : {"localPrice", "exchangeRate"}) {
            if (row.has(other)) row.refuse("routeListing.giveOne", other, {}, "price");
        }
        yen.price = row.number("price");
        yen.trace = traceStep("pricing.foreign.country", country, "p", yen.price, Unit::yen);
        yen.trace.inputs = {row.input("p", "price")};
        return yen;
    }
    const RoundingRule rounding = in.rounding("countryPrice");
    yen.price = applyRounding(rounding, Rational(row.number("localPrice") * row.number("exchangeRate")));
    yen.trace = traceStep("pricing.foreign.country", country, "p × e", yen.price, Unit::yen);
    yen.trace.inputs = {row.input("p", "localPrice"), row.input("e", "exchangeRate")};
    citeRounding(yen.trace, rounding);
    return yen;
}

ForeignInput enteredForeignAverage(RouteReader& in) {
    ForeignInput input;
    input.average = in.number("foreignAverage");
    input.trace = traceStep("pricing.foreignAverage", {"外国平均価格（入力）", "Foreign average price (entered)"}, "F",
                            input.average, Unit::yen);
    input.trace.inputs = {in.input("F", "foreignAverage")};
    return input;
}

std::optional<ForeignInput> readForeignAverage(RouteReader& in) {
    auto rows = in.rows("foreignPrices");
    ForeignInput input;
    if (in.has("foreignAverage")) {
        if (!rows.empty()) in.refuse("routeListing.giveOne", "foreignAverage", {}, "foreignPrices");
        input = enteredForeignAverage(in);
        if (in.failed()) return {};
        return input;
    }
    if (rows.empty()) return {};

    std::vector<CountryPrice> prices;
    std::vector<Trace> steps;
    std::set<std::string> seen;
    for (FieldCells& row : rows) {
        const auto country = readCountry(in, row);
        const CountryYen yen = readCountryPrice(in, row, country ? country->label : Text{});
        if (!country) continue;
        if (!seen.insert(country->id).second) {
            row.refuse("routeListing.countryTwice", "country", country->id, {});
        }
        prices.push_back({country->id, country->label, yen.price});
        steps.push_back(yen.trace);
    }
    if (in.failed()) return {};
    const auto average = foreignAverage(prices, in.pack());
    in.add(average.issues());
    if (!average) return {};
    input.average = average->mean.average;
    input.trace = average->trace;
    input.trace.steps.insert(input.trace.steps.begin(), steps.begin(), steps.end());
    inheritStatus(input.trace);
    input.countries = foreignCountryTable(*average);
    return input;
}

ForeignCeilingRules readCeilingRules(RouteReader& in) {
    const std::string reason = in.choice("relaxedReason");
    if (!reason.empty()) {
        const RuleSwitch listed = in.flag("foreign.relaxed." + reason);
        if (!in.failed() && !listed.value) {
            in.refuse("routeListing.notRelaxed", "relaxedReason", reason, in.pack().id);
        }
    }
    RuleReader reader(in.pack());
    const ForeignCeilingRules rules = foreignCeilingRules(reader, !reason.empty());
    in.add(reader.issues());
    return rules;
}

std::vector<RouteFigure> ceilingFigures(const Rational& beforeCeiling, const Rational& ceiling, const Rational& price,
                                        const Rational& average, const RulePack& pack) {
    const auto rounding = pack.rounding("foreignRatio");
    const Rational ratio = price / average;
    return {figure("ceiling", {"外国平均価格による上限", "Foreign ceiling"}, ceiling, Unit::yen),
            figure("ceilingStep", {"上限による引下げ", "Cut by the ceiling"},
                   beforeCeiling > ceiling ? Text{"あり", "yes"} : Text{"なし", "no"}),
            figure("foreignRatio", {"外国平均価格との比", "Ratio to the foreign average"},
                   rounding ? applyRounding(*rounding, ratio) : ratio, Unit::ratio)};
}

}  // namespace kachi

// Repricing of a listed category by the foreign average (外国平均価格に基づく再算定).
#include "models/core/calendar_day.h"
#include "models/price_routes/foreign_price_fields.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/foreign_repricing.h"

#include <algorithm>
#include <map>

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> taxBases{{"excluded", {"税抜", "excluding tax"}},
                                        {"included", {"税込", "including tax"}}};

/// Weight of a product by its use or its share of use; a table has one of the two.
std::optional<Rational> readWeight(FieldCells& row) {
    if (row.has("domesticUse") && row.has("domesticShare")) {
        row.refuse("routeListing.giveOne", "domesticShare", {}, "domesticUse");
    }
    const auto use = row.optionalNumber("domesticUse");
    return use ? use : row.optionalNumber("domesticShare");
}

void checkShares(RouteReader& in, const std::map<std::string, Rational>& shares) {
    for (const auto& [country, total] : shares) {
        if (total > 1) in.refuse("foreignRepricing.shareTotal", "foreignProducts", exactText(total), country);
    }
}

/// Average over countries of the products listed, or as entered.
std::optional<ForeignInput> readAverage(RouteReader& in) {
    auto rows = in.rows("foreignProducts");
    if (rows.empty()) {
        if (!in.has("foreignAverage")) {
            in.refuse("routeListing.foreignMissing", "foreignProducts", {}, "foreignAverage");
            return {};
        }
        return enteredForeignAverage(in);
    }
    if (in.has("foreignAverage")) in.refuse("routeListing.giveOne", "foreignAverage", {}, "foreignProducts");
    // A pack without the rule takes the plain mean, as the texts did before FY2026.
    const auto byUse = in.pack().flag("foreign.repricing.weightedCountry");
    const RoundingRule rounding = in.rounding("countryPrice");
    std::vector<ForeignProduct> products;
    std::vector<Trace> steps;
    std::map<std::string, Rational> shares;
    for (FieldCells& row : rows) {
        const auto country = readCountry(in, row);
        const CountryYen yen = readCountryPrice(in, row, country ? country->label : Text{});
        const auto weight = readWeight(row);
        if (!country) continue;
        if (row.has("domesticShare")) shares[country->id] += weight.value_or(0);
        products.push_back({country->id, country->label, yen.price, weight});
        steps.push_back(yen.trace);
    }
    checkShares(in, shares);
    if (in.failed()) return {};
    const auto means = countryMeans(products, byUse && byUse->value, rounding);
    in.add(means.issues());
    if (!means) return {};

    std::vector<CountryPrice> prices;
    for (const CountryMean& mean : *means) {
        const auto known = std::find_if(products.begin(), products.end(),
                                        [&](const auto& product) { return product.country == mean.country; });
        prices.push_back({mean.country, known->label, mean.price});
        steps.push_back(mean.trace);
    }
    const auto average = foreignAverage(prices, in.pack());
    in.add(average.issues());
    if (!average) return {};
    ForeignInput input;
    input.average = average->mean.average;
    input.trace = average->trace;
    input.trace.steps.insert(input.trace.steps.begin(), steps.begin(), steps.end());
    inheritStatus(input.trace);
    input.countries = foreignCountryTable(*average);
    return input;
}

/// Why the category is left out; empty when it is not.
Text exemption(RouteReader& in) {
    if (in.yes("onlyChildrenOrOrphan") && in.flag("foreign.repricing.excludeChildren").value) {
        return {"小児・希少疾病のみの区分のため対象外", "exempt: only for children or orphan diseases"};
    }
    if (!in.has("revisionsSinceRaise")) return {};
    const Rational since = in.number("revisionsSinceRaise");
    const RuleNumber exempt = in.rule("foreign.repricing.exemptRevisions");
    if (!in.failed() && since < exempt.value) {
        return {"不採算品再算定を受けたため対象外", "exempt: raised by unprofitable-product recalculation"};
    }
    return {};
}

std::optional<Rational> readMarketPrice(RouteReader& in) {
    if (!in.has("marketPrice")) {
        if (in.has("taxBasis")) in.number("marketPrice");
        return {};
    }
    const Rational entered = in.number("marketPrice");
    if (in.neededChoice("taxBasis") != "included") return entered;
    return entered / (1 + in.rule("tax.rate").value);
}

/// First day of the stage by the calendar of the pack; empty where the pack or the revision date does not say.
std::string stageDate(RouteReader& in, const std::string& revision, std::size_t stage) {
    const auto day = calendarDay(revision);
    const auto months = in.pack().number("staged.month." + std::to_string(stage));
    if (!day || !months) return {};
    return dayText(firstOfMonth(*day, static_cast<int>(toDouble(months->value))));
}

void addStages(RouteReader& in, const Rational& oldPrice, const std::string& revision, RouteResult& result) {
    const auto stated = in.stated("staged");
    const bool possible = in.pack().number("staged.divisor").ok();
    if (stated == false || (!possible && !stated)) return;
    const auto cut = stagedCut(oldPrice, result.price->exact(), in.pack());
    in.add(cut.issues());
    if (!cut) return;
    RouteTable table;
    table.key = "stages";
    table.title = {"段階的引下げ", "Stages of the cut"};
    table.columns = {{"stage", {"段階", "Stage"}, Unit::none},
                     {"from", {"適用日", "From"}, Unit::none},
                     {"price", {"価格", "Price"}, Unit::yen}};
    table.chart = RouteChart::stairs;
    for (std::size_t stage = 0; stage < cut->stages.size(); ++stage) {
        const std::string from = stageDate(in, revision, stage + 1);
        table.rows.push_back(
            {routeCell(Rational(stage + 1)), routeCell(Text{from, from}), routeCell(cut->stages[stage].exact())});
    }
    result.tables.push_back(std::move(table));
    result.figures.push_back(
        figure("firstStage", {"第1段階の価格", "Price of the first stage"}, cut->stages.front().exact(), Unit::yen));
    result.trace.steps.push_back(cut->trace);
}

/// The text for categories whose price fell was cut off: the analyst is told, the average is not changed.
void noteFall(RouteReader& in, RouteResult& result) {
    const auto fall = in.optionalNumber("fallOverRevisions");
    if (!fall) return;
    const RuleNumber share = in.rule("foreign.repricing.fallShare");
    if (in.failed() || *fall < share.value) return;
    result.notes.push_back({"foreignRepricing.fallClause",
                            Severity::warning,
                            "/inputs/fallOverRevisions",
                            exactText(*fall),
                            exactText(share.value),
                            {}});
}

Result<RouteResult> price(RouteReader& in) {
    ForeignRepricingInputs inputs;
    inputs.oldPrice = in.number("oldPrice");
    inputs.marketPrice = readMarketPrice(in);
    const std::string revision = in.date("revisionDate");
    const Text exempt = exemption(in);
    const auto average = readAverage(in);
    RouteResult result;
    noteFall(in, result);
    if (in.failed()) return in.issues();
    inputs.foreignAverage = average->average;
    const auto repriced = foreignRepricing(inputs, in.pack());
    if (!repriced) return repriced.issues();

    const bool passed = repriced->outcome != RepricingOutcome::belowTrigger;
    result.priceLabel = {"再算定後の価格", "Price after repricing"};
    result.figures = {
        figure("foreignAverage", {"外国平均価格", "Foreign average price"}, average->average, Unit::yen),
        figure("compared", {"外国平均価格と比べた価格（税別）", "Price compared, before tax"}, repriced->compared,
               Unit::yen),
        figure("foreignRatio", {"外国平均価格との比", "Ratio to the foreign average"}, repriced->ratio, Unit::ratio),
        figure("trigger", {"対象となる倍率", "Trigger"}, repriced->trigger, Unit::ratio)};
    if (!average->countries.rows.empty()) result.tables = {average->countries};
    Text decision{"再算定の対象外", "not repriced"};
    if (!exempt.empty()) {
        result.price = toYen(inputs.oldPrice);
        result.trace = traceStep("foreign.repricing", exempt, "S", inputs.oldPrice, Unit::yen);
        result.trace.inputs = {in.input("S", "oldPrice")};
        decision = exempt;
    } else {
        result.price = repriced->revised.price;
        result.trace = repriced->revised.trace;
        if (passed) decision = {"再算定", "repriced"};
        if (repriced->outcome == RepricingOutcome::limited) {
            decision = {"再算定（引下げの限度を適用）", "repriced, held to the limit of one cut"};
        }
    }
    result.trace.steps.insert(result.trace.steps.begin(), average->trace);
    result.figures.push_back(figure("decision", {"判定", "Decision"}, decision));
    if (result.price->exact() < inputs.oldPrice) addStages(in, inputs.oldPrice, revision, result);
    if (in.failed()) return in.issues();
    return result;
}

}  // namespace

RouteDefinition foreignRepricingRoute() {
    RouteDefinition route;
    route.id = "foreignRepricing";
    route.name = {"外国平均価格に基づく再算定", "Repricing by the foreign average"};
    route.purpose = {"収載済みの機能区分が外国平均価格の一定倍を超えるときの再算定と段階的引下げ。",
                     "Repricing of a listed category above a multiple of the foreign average, with its stages."};
    std::vector<Field> products{textField("name", {"品名", "Product"}), countryColumn()};
    for (Field& column : countryPriceColumns()) products.push_back(std::move(column));
    products.push_back(numberField("domesticUse", {"国内の使用量", "Use in Japan"}, Unit::none, notNegative));
    products.push_back(
        numberField("domesticShare", {"国内の使用割合", "Share of use in Japan"}, Unit::ratio, kachi::share));
    route.fields = {
        required(numberField("oldPrice", {"改定前の価格", "Price before the revision"}, Unit::yen, positive)),
        numberField("marketPrice", {"市場実勢価格の加重平均", "Weighted mean market price"}, Unit::yen, positive,
                    {"市場実勢価格と比べる規則集で必要", "needed under packs that compare the market price"}),
        choiceField("taxBasis", {"市場実勢価格の税の扱い", "Tax basis of the market price"}, taxBases),
        tableField("foreignProducts", {"外国価格（製品ごと）", "Foreign prices by product"}, products,
                   {"1か国に複数の製品があれば国内の使用量で加重",
                    "several products of a country are weighted by use in Japan"}),
        numberField("foreignAverage", {"外国平均価格", "Foreign average price"}, Unit::yen, positive,
                    {"製品ごとの価格の代わりに", "instead of the prices of products"}),
        yesNoField("onlyChildrenOrOrphan", {"小児・希少疾病のみの区分", "Only for children or orphan diseases"}),
        numberField("revisionsSinceRaise",
                    {"不採算品再算定からの改定の回数", "Revisions since an unprofitable-product raise"}, Unit::count,
                    {.atLeast = 0, .whole = true}, {"今回なら0、前回なら1", "0: this revision, 1: the one before"}),
        numberField("fallOverRevisions", {"直近2回の改定での下落率", "Fall over the last two revisions"}, Unit::ratio,
                    kachi::share),
        yesNoField("staged", {"段階的引下げ", "Staged cut"}),
        dateField("revisionDate", {"改定日", "Date of the revision"})};
    route.price = price;
    return route;
}

}  // namespace kachi

// Path of a price over the coming revisions.
#include "models/price_routes/revision_cells.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/price_projection.h"

namespace kachi {

using namespace field_limits;
namespace {

constexpr int monthsPerYear = 12;

int monthsBetween(const CalendarDay& from, const CalendarDay& to) {
    return (to.year - from.year) * monthsPerYear + to.month - from.month - (to.day < from.day ? 1 : 0);
}

CalendarDay yearsLater(const CalendarDay& day, int years) {
    const CalendarDay first = firstOfMonth(day, years * monthsPerYear);
    return plusDays(first, day.day - 1);
}

Rational power(const Rational& base, int exponent) {
    Rational result = 1;
    for (int step = 0; step < exponent; ++step) result *= base;
    return result;
}

/// A date cell that must lie after the listing.
CalendarDay laterDate(FieldCells& cells, const std::string& key, const CalendarDay& listing) {
    const std::string entered = cells.date(key);
    const CalendarDay day = calendarDay(entered).value_or(CalendarDay{});
    if (!entered.empty() && day <= listing) {
        cells.refuse("route.projectionDate", key, entered, "> " + dayText(listing));
    }
    return day;
}

/// The latest row of a table {from, value} that begins on or before the day.
struct Assumed {
    CalendarDay from;
    Rational value;
};

std::vector<Assumed> assumedPath(RouteReader& in, const std::string& table, const std::string& value) {
    std::vector<Assumed> path;
    for (FieldCells& row : in.rows(table)) {
        const std::string from = row.date("from");
        path.push_back({calendarDay(from).value_or(CalendarDay{}), row.number(value)});
        if (path.size() > 1 && path.back().from <= path[path.size() - 2].from) {
            row.refuse("route.rowOrder", "from", from, "> " + dayText(path[path.size() - 2].from));
        }
    }
    return path;
}

std::optional<Rational> valueOn(const std::vector<Assumed>& path, const CalendarDay& day) {
    std::optional<Rational> value;
    for (const Assumed& assumed : path) {
        if (assumed.from <= day) value = assumed.value;
    }
    return value;
}

/// What the analyst assumes of the market: exactly one of four ways.
class MarketAssumption {
public:
    explicit MarketAssumption(RouteReader& in) {
        int ways = 0;
        for (const char* key : {"divergence", "divergences", "marketPrices", "marketChange"}) ways += in.has(key);
        if (ways != 1) {
            in.refuse("route.marketAssumption", "divergence", std::to_string(ways),
                      "divergence, divergences, marketPrices, marketChange");
        }
        m_divergence = in.optionalNumber("divergence");
        m_divergences = assumedPath(in, "divergences", "divergence");
        const bool amounts = in.has("marketPrices") || in.has("marketPrice");
        const RuleNumber tax = in.rule("tax.rate");
        if (amounts) m_toTaxIncluded = in.neededChoice("taxBasis") == "included" ? Rational(1) : 1 + tax.value;
        m_prices = assumedPath(in, "marketPrices", "marketPrice");
        m_change = in.optionalNumber("marketChange");
        if (!m_change) refuseUnused(in, "marketPrice", "marketChange");
        m_start = in.optionalNumber("marketPrice");
    }

    /// Fills in the market side of a revision; false when the path begins only after it.
    bool apply(const CalendarDay& listing, const Rational& listingPrice, PlannedRevision& revision) const {
        if (m_divergence) {
            revision.divergence = *m_divergence;
        } else if (m_change) {
            const int years = revision.date.year - listing.year;
            const Rational start = m_start ? Rational(*m_start * m_toTaxIncluded) : listingPrice;
            revision.marketPrice = start * power(1 + *m_change, years);
        } else if (!m_divergences.empty()) {
            const auto divergence = valueOn(m_divergences, revision.date);
            revision.divergence = divergence.value_or(Rational(0));
            return divergence.has_value();
        } else if (const auto market = valueOn(m_prices, revision.date)) {
            revision.marketPrice = *market * m_toTaxIncluded;
        } else {
            return false;
        }
        return true;
    }

private:
    std::optional<Rational> m_divergence;
    std::vector<Assumed> m_divergences;
    std::vector<Assumed> m_prices;
    std::optional<Rational> m_start;
    std::optional<Rational> m_change;
    Rational m_toTaxIncluded = 1;
};

/// Revisions after the listing: from the start of the pack, or the month entered, every so many years.
std::vector<CalendarDay> revisionDates(RouteReader& in, const CalendarDay& listing, const CalendarDay& end) {
    const std::string month = in.month("firstRevision");
    const auto first = calendarDay(month.empty() ? in.pack().effectiveFrom : month + "-01");
    const int every = in.whole("revisionEveryYears") * monthsPerYear;
    std::vector<CalendarDay> dates;
    if (in.failed() || !first) return dates;
    for (CalendarDay date = *first; date < end; date = firstOfMonth(date, every)) {
        if (date > listing) dates.push_back(date);
    }
    return dates;
}

void readRevisions(RouteReader& in, ProjectionPlan& plan) {
    const MarketAssumption market(in);
    const bool skip = in.yes("skipUnsurveyed");
    const RuleNumber lastMonth = skip ? in.rule("market.survey.lastMonth") : RuleNumber{};
    const std::optional<Rational> sales = in.optionalNumber("yearlySales");
    const Rational growth = in.optionalNumber("salesGrowth").value_or(0);
    for (const CalendarDay& date : revisionDates(in, plan.listing, plan.end)) {
        PlannedRevision revision;
        revision.date = date;
        if (skip) {
            const CalendarDay surveyEnd{date.year - 1, static_cast<int>(toDouble(lastMonth.value)), 1};
            revision.surveyed = plan.listing < firstOfMonth(surveyEnd, 1);
        }
        if (!market.apply(plan.listing, plan.listingPrice, revision)) {
            const char* table = in.has("divergences") ? "divergences" : "marketPrices";
            in.refuse("route.pathTooLate", table, dayText(date), {});
        }
        const int years = monthsBetween(plan.listing, date) / monthsPerYear;
        if (sales && years > 0) revision.yearlySales = *sales * power(1 + growth, years - 1);
        plan.revisions.push_back(std::move(revision));
    }
}

void readTemporary(RouteReader& in, ProjectionPlan& plan) {
    plan.temporaryPrice = in.optionalNumber("temporaryPrice");
    if (!plan.temporaryPrice) return refuseUnused(in, "temporaryUntil", "temporaryPrice");
    if (*plan.temporaryPrice < plan.listingPrice) {
        in.refuse("route.temporaryBelow", "temporaryPrice", exactText(*plan.temporaryPrice),
                  "≥ " + exactText(plan.listingPrice));
    }
    if (in.has("temporaryUntil")) {
        plan.temporaryEnd = plusDays(laterDate(in, "temporaryUntil", plan.listing), 1);
        return;
    }
    const RuleNumber years = in.rule("premium.rapid.years");
    plan.temporaryEnd = yearsLater(plan.listing, static_cast<int>(toDouble(years.value)));
}

void readExpansion(RouteReader& in, ProjectionPlan& plan) {
    if (!in.has("yearlySales")) {
        for (const char* key : {"baseSales", "salesGrowth", "costMethod", "usefulnessRate"})
            refuseUnused(in, key, "yearlySales");
        return;
    }
    ExpansionPlan expansion;
    expansion.baseSales = in.number("baseSales");
    expansion.costMethod = in.yes("costMethod");
    expansion.alpha = in.optionalNumber("usefulnessRate").value_or(0);
    plan.expansion = std::move(expansion);
}

ProjectionPlan readPlan(RouteReader& in) {
    ProjectionPlan plan;
    plan.listing = calendarDay(in.date("listingDate")).value_or(CalendarDay{});
    plan.listingPrice = in.number("listingPrice");
    const int years = in.whole("years");
    if (in.failed()) return plan;
    plan.end = yearsLater(plan.listing, years);
    plan.dispersed = in.yes("dispersed");
    readTemporary(in, plan);
    readRevisions(in, plan);
    readExpansion(in, plan);
    for (FieldCells& row : in.rows("cuts")) {
        plan.cuts.push_back({laterDate(row, "date", plan.listing), row.number("finalPrice"), row.yes("staged")});
    }
    for (FieldCells& row : in.rows("premiums")) {
        plan.premiums.push_back({laterDate(row, "date", plan.listing), row.number("rate")});
    }
    return plan;
}

RouteTable pathTable(const PriceProjection& projection) {
    RouteTable table;
    table.key = "path";
    table.title = {"価格の推移", "Path of the price"};
    table.columns = {
        {"date", {"適用日", "In force from"}, Unit::none},
        {"price", {"価格", "Price"}, Unit::yen},
        {"basePrice", {"価格（迅速導入の評価を除く）", "Without the extra for rapid introduction"}, Unit::yen},
        {"reason", {"理由", "Reason"}, Unit::none}};
    table.chart = RouteChart::stairs;
    for (const PricePoint& point : projection.points) {
        const std::string date = dayText(point.date);
        table.rows.push_back({routeCell(Text{date, date}), routeCell(point.price.exact()),
                              routeCell(point.basePrice.exact()), routeCell(priceEventText(point.event))});
    }
    return table;
}

RouteTable yearTable(const PriceProjection& projection, const ProjectionPlan& plan, int years) {
    RouteTable table;
    table.key = "years";
    table.title = {"年ごとの価格", "Price by year"};
    table.columns = {{"year", {"収載からの年数", "Years since listing"}, Unit::years},
                     {"date", {"時点", "Date"}, Unit::none},
                     {"price", {"価格", "Price"}, Unit::yen},
                     {"index", {"収載価格に対する比", "Share of the listing price"}, Unit::ratio}};
    for (int year = 0; year <= years; ++year) {
        const CalendarDay day = yearsLater(plan.listing, year);
        const Rational price = projection.priceOn(day).exact();
        const std::string date = dayText(day);
        const Rational index = price / plan.listingPrice;
        table.rows.push_back(
            {routeCell(Rational(year)), routeCell(Text{date, date}), routeCell(price), routeCell(index)});
    }
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    const ProjectionPlan plan = readPlan(in);
    if (in.failed()) return in.issues();
    auto projection = projectPrice(plan, in.pack());
    if (!projection) return projection.issues();

    RouteResult result;
    result.price = projection->points.back().price;
    result.priceLabel = {"期間末の価格", "Price at the end of the period"};
    const Rational index = result.price->exact() / plan.listingPrice;
    result.figures = {figure("index", {"収載価格に対する比", "Share of the listing price"}, index, Unit::ratio),
                      figure("revisions", {"期間中の改定の数", "Revisions in the period"},
                             Rational(plan.revisions.size()), Unit::count)};
    result.tables = {pathTable(*projection), yearTable(*projection, plan, in.whole("years"))};
    int assumed = 0;
    for (const PlannedRevision& revision : plan.revisions) assumed += dayText(revision.date) > in.pack().effectiveFrom;
    if (assumed > 0) {
        result.notes.push_back({"route.revisionsUnderOnePack",
                                Severity::info,
                                in.path() + "/revisionEveryYears",
                                std::to_string(assumed),
                                in.pack().id,
                                {}});
    }
    result.trace = std::move(projection->trace);
    result.trace.inputs = {in.input("P₀", "listingPrice")};
    return result;
}

std::vector<Field> fields() {
    const Text market{"市場実勢価格", "Market price"};
    const Text one{
        "市場の想定は、乖離率・乖離率の推移・市場実勢価格の推移・市場実勢価格の年変化率のどれか一つを入力する。",
        "Enter exactly one assumption: divergence, its path, a path of market prices, or their yearly change."};
    return {
        required(dateField("listingDate", {"収載日", "Listing date"})),
        required(
            numberField("listingPrice", {"収載価格", "Listing price"}, Unit::yen, positive,
                        {"迅速導入の評価を除いた価格（税込）", "Without the extra for rapid introduction, with tax"})),
        required(numberField("years", {"予測する年数", "Years projected"}, Unit::years,
                             {.above = 0, .atMost = 50, .whole = true})),
        required(numberField("revisionEveryYears", {"改定の間隔", "Years between revisions"}, Unit::years,
                             {.above = 0, .atMost = 10, .whole = true},
                             {"定例の改定は2年ごと", "Regular revisions: every 2 years"})),
        monthField("firstRevision", {"基準となる改定月", "A month of revision"},
                   {"空欄：規則集の適用開始月。そこから間隔ごとに、収載後の改定だけを数える。",
                    "Empty: the start of the rule pack. Counted on from there; only revisions after the listing."}),
        numberField("divergence", {"乖離率", "Divergence"}, Unit::ratio, {.atLeast = -5, .below = 1}, one),
        tableField(
            "divergences", {"乖離率の推移", "Path of the divergence"},
            {required(dateField("from", {"適用開始", "From"})),
             required(numberField("divergence", {"乖離率", "Divergence"}, Unit::ratio, {.atLeast = -5, .below = 1}))}),
        tableField("marketPrices", {"市場実勢価格の推移", "Path of the market price"},
                   {required(dateField("from", {"適用開始", "From"})),
                    required(numberField("marketPrice", market, Unit::yen, positive))}),
        numberField("marketChange", {"市場実勢価格の年変化率", "Yearly change of the market price"}, Unit::ratio,
                    {.above = -1},
                    {"収載年から改定年までの年数だけ複利で変化させる（例：-3 %）。",
                     "Compounded over the years from listing to revision, e.g. -3 %."}),
        numberField("marketPrice", {"収載時の市場実勢価格", "Market price at listing"}, Unit::yen, positive,
                    {"年変化率の起点。空欄：収載価格", "Start of the yearly change. Empty: the listing price"}),
        taxBasisField({"市場実勢価格の税の扱い", "Tax basis of the market price"}),
        yesNoField("skipUnsurveyed", {"調査後に収載された製品は据置き", "Unchanged when listed after the survey"},
                   {"改定前年の調査の後に収載された製品には調査価格がない。",
                    "A product listed after the survey of the year before has no survey price."}),
        yesNoField("dispersed", {"シェアが分散した区分（パターン3）", "Dispersed shares (pattern 3)"},
                   {"逆ザヤのとき引上げ率の上限まで引き上げる。", "Raised up to the limit when in reverse margin."}),
        numberField("temporaryPrice",
                    {"迅速導入の評価を含む当初価格", "First price with the extra for rapid introduction"}, Unit::yen,
                    positive),
        dateField("temporaryUntil", {"迅速導入の評価の最終日", "Last day of the extra"},
                  {"空欄：収載日から規則の年数", "Empty: the years of the rule from the listing"}),
        tableField("cuts", {"別に定まる引下げ", "Cuts decided otherwise"},
                   {required(dateField("date", {"開始日", "From"})),
                    required(numberField("finalPrice", {"最終の価格", "Final price"}, Unit::yen, positive)),
                    yesNoField("staged", {"段階的に引き下げる", "In stages"})}),
        tableField(
            "premiums", {"収載後に得る加算", "Premiums gained later"},
            {required(dateField("date", {"適用日", "From"})),
             required(numberField("rate", {"加算率", "Premium rate"}, Unit::ratio, {.above = 0, .atMost = 10}))}),
        numberField("yearlySales", {"初年度の年間販売額", "Sales of the first year"}, Unit::yenPerYear, positive,
                    {"入力すると改定ごとに市場拡大再算定の要件を判定する。",
                     "When entered, market expansion is tested at every revision."}),
        numberField("salesGrowth", {"販売額の年成長率", "Yearly growth of sales"}, Unit::ratio, {.above = -1}),
        numberField("baseSales", {"基準年間販売額", "Base sales"}, Unit::yenPerYear, positive),
        yesNoField("costMethod", {"原価計算方式の区分", "Priced by cost calculation"}),
        numberField("usefulnessRate", {"有用性の検証による加算率", "Premium rate for proven usefulness"}, Unit::ratio,
                    share)};
}

}  // namespace

RouteDefinition priceProjectionRoute() {
    RouteDefinition route;
    route.id = "priceProjection";
    route.name = {"価格の長期予測（複数回の改定）", "Price projection over several revisions"};
    route.purpose = {
        "市場の想定から、改定・再算定・加算を通じた価格の推移を求める。以後の改定も同じ規則集によるものと仮定する。",
        "Path of a price through revisions, repricing and premiums under an assumption of the market; later "
        "revisions are assumed to follow the same rule pack."};
    route.fields = fields();
    route.price = price;
    return route;
}

}  // namespace kachi

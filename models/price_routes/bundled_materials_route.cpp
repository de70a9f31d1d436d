// Materials that a fee bundles (包括材料): cost per procedure, share of the fee, trend and proposal sheet.
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/bundled_materials.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {

using namespace field_limits;
namespace {

constexpr double largestYen = 1e12;   // per case: keeps every sum within double
constexpr double largestCount = 1e9;  // cases, hospitals stood for
constexpr int longestTrendYears = 50;

RouteValue wordCell(const std::string& word) {
    return routeCell(Text{word, word});
}

RouteValue optionalCell(const std::optional<double>& number) {
    return number ? routeCell(exactDecimal(*number)) : routeCell(Text{"–", "–"});
}

std::optional<double> low(const std::optional<SampleInterval>& interval) {
    return interval ? std::optional<double>(interval->low) : std::nullopt;
}

std::optional<double> high(const std::optional<SampleInterval>& interval) {
    return interval ? std::optional<double>(interval->high) : std::nullopt;
}

/// Cost level of one year relative to the survey.
struct TrendLevel {
    std::string when;
    Rational level = 1;
    bool published = false;  ///< rests on values of the series alone
};

std::vector<MaterialSurveyRow> readSurvey(RouteReader& in, const Rational& taxFactor) {
    std::vector<MaterialSurveyRow> rows;
    std::set<std::pair<std::string, std::string>> seen;
    for (FieldCells& cells : in.rows("survey")) {
        MaterialSurveyRow row;
        row.hospital = cells.text("hospital");
        row.procedure = cells.text("procedure");
        row.costPerCase = cells.number("costPerCase") * taxFactor;
        row.cases = cells.number("cases");
        row.fee = cells.number("fee");
        row.weight = cells.optionalNumber("samplingWeight").value_or(1);
        if (!row.hospital.empty() && !seen.insert({row.hospital, row.procedure}).second) {
            cells.refuse("route.hospitalTwice", "hospital", row.hospital, row.procedure);
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) in.refuse("route.surveyEmpty", "survey", {}, {});
    return rows;
}

const PriceSeries* readSeries(RouteReader& in) {
    const std::string id = in.text("series");
    if (id.empty()) return nullptr;
    std::string known;
    const std::vector<PriceSeries> none;
    for (const PriceSeries& series : in.surroundings().series ? *in.surroundings().series : none) {
        if (series.id == id) return &series;
        known += (known.empty() ? "" : ", ") + series.id;
    }
    in.refuse("route.unknownSeries", "series", id, known);
    return nullptr;
}

/// Level of the series at a month, continued after its end by the yearly rate; nothing where neither reaches.
std::optional<double> seriesValue(const PriceSeries& series, int month, const std::optional<Rational>& yearlyRate) {
    const int first = *monthNumber(series.months.front());
    const int last = *monthNumber(series.months.back());
    if (month < first) return {};
    if (month <= last) return series.values[static_cast<std::size_t>(month - first)];
    if (!yearlyRate) return {};
    return series.values.back() * std::pow(1 + toDouble(*yearlyRate), (month - last) / 12.0);
}

std::vector<TrendLevel> trendBySeries(RouteReader& in, const PriceSeries& series, int years,
                                      const std::optional<Rational>& yearlyRate) {
    std::vector<TrendLevel> levels;
    const std::string surveyed = in.month("surveyMonth");
    if (surveyed.empty()) {
        in.refuse("route.surveyMonthMissing", "surveyMonth", {}, series.id);
        return levels;
    }
    const int start = *monthNumber(surveyed);
    const auto base = seriesValue(series, start, yearlyRate);
    for (int year = 0; year <= years; ++year) {
        const auto value = seriesValue(series, start + 12 * year, yearlyRate);
        if (!base || !value) {
            in.refuse("route.seriesTooShort", "years", monthText(start + 12 * year),
                      series.months.front() + " – " + series.months.back());
            return levels;
        }
        levels.push_back({monthText(start + 12 * year), exactDecimal(*value / *base),
                          start + 12 * year <= *monthNumber(series.months.back())});
    }
    return levels;
}

std::vector<TrendLevel> readTrend(RouteReader& in) {
    const PriceSeries* series = readSeries(in);
    const auto rate = in.optionalNumber("yearlyRate");
    const bool wanted = series || rate;
    if (!wanted) return {};
    const int years = in.whole("years");
    if (in.failed()) return {};
    if (series) return trendBySeries(in, *series, years, rate);
    std::vector<TrendLevel> levels;
    Rational level = 1;
    for (int year = 0; year <= years; ++year) {
        levels.push_back({"+" + std::to_string(year), level, false});
        level *= 1 + *rate;
    }
    return levels;
}

RouteTable procedureTable(const std::vector<ProcedureMaterials>& procedures) {
    RouteTable table;
    table.key = "procedures";
    table.title = {"手技ごとの材料費", "Material cost by procedure"};
    table.columns = {{"procedure", {"手技", "procedure"}},
                     {"hospitals", {"施設数", "hospitals"}, Unit::count},
                     {"cases", {"症例数", "cases"}, Unit::count},
                     {"weightedCases", {"加重後の症例数", "weighted cases"}, Unit::count},
                     {"cost", {"1例の材料費（加重平均）", "material cost per case (weighted mean)"}, Unit::yen},
                     {"costLow", {"材料費 95%下限", "cost, 95% low"}, Unit::yen},
                     {"costHigh", {"材料費 95%上限", "cost, 95% high"}, Unit::yen},
                     {"fee", {"技術料", "fee"}, Unit::yen},
                     {"share", {"技術料に占める割合", "share of the fee"}, Unit::ratio},
                     {"shareLow", {"割合 95%下限", "share, 95% low"}, Unit::ratio},
                     {"shareHigh", {"割合 95%上限", "share, 95% high"}, Unit::ratio},
                     {"exceeds", {"基準を超える", "above the limit"}},
                     {"exceedsProbability", {"基準を超える確率", "probability above the limit"}, Unit::probability}};
    for (const ProcedureMaterials& found : procedures) {
        table.rows.push_back({wordCell(found.procedure), routeCell(Rational(found.hospitals)), routeCell(found.cases),
                              routeCell(found.weightedCases), routeCell(found.cost),
                              optionalCell(low(found.costInterval)), optionalCell(high(found.costInterval)),
                              routeCell(found.fee), routeCell(found.share), optionalCell(low(found.shareInterval)),
                              optionalCell(high(found.shareInterval)),
                              routeCell(found.exceeds ? Text{"はい", "yes"} : Text{"いいえ", "no"}),
                              optionalCell(found.exceedsProbability)});
    }
    return table;
}

RouteTable trendTable(const std::vector<ProcedureMaterials>& procedures, const std::vector<TrendLevel>& trend,
                      const Rational& limit) {
    RouteTable table;
    table.key = "trend";
    table.title = {"物価による推移（技術料は据え置き）", "Trend under prices, the fee unchanged"};
    table.columns = {{"procedure", {"手技", "procedure"}},
                     {"when", {"時点", "time"}},
                     {"level", {"物価水準（調査時=1）", "price level (survey = 1)"}, Unit::ratio},
                     {"basis", {"水準の根拠", "level by"}},
                     {"cost", {"1例の材料費", "material cost per case"}, Unit::yen},
                     {"share", {"技術料に占める割合", "share of the fee"}, Unit::ratio},
                     {"exceeds", {"基準を超える", "above the limit"}}};
    for (const ProcedureMaterials& found : procedures) {
        for (const TrendLevel& level : trend) {
            const Rational share = found.share * level.level;
            table.rows.push_back(
                {wordCell(found.procedure), wordCell(level.when), routeCell(level.level),
                 routeCell(level.published ? Text{"公表値", "published"} : Text{"入力した年率", "yearly rate entered"}),
                 routeCell(found.cost * level.level), routeCell(share),
                 routeCell(share > limit ? Text{"はい", "yes"} : Text{"いいえ", "no"})});
        }
    }
    return table;
}

/// What a proposal for each procedure above the limit needs.
RouteTable proposalTable(const std::vector<ProcedureMaterials>& procedures, const std::vector<TrendLevel>& trend,
                         const Rational& limit) {
    RouteTable table;
    table.key = "proposal";
    table.title = {"提案書の項目（基準を超える手技）", "Proposal sheet (procedures above the limit)"};
    table.columns = {
        {"procedure", {"手技", "procedure"}},
        {"hospitals", {"調査施設数", "hospitals surveyed"}, Unit::count},
        {"cases", {"調査症例数", "cases surveyed"}, Unit::count},
        {"fee", {"現行の技術料", "present fee"}, Unit::yen},
        {"cost", {"1例の材料費", "material cost per case"}, Unit::yen},
        {"costLow", {"材料費 95%下限", "cost, 95% low"}, Unit::yen},
        {"costHigh", {"材料費 95%上限", "cost, 95% high"}, Unit::yen},
        {"share", {"技術料に占める割合", "share of the fee"}, Unit::ratio},
        {"excess", {"基準を超える額（1例）", "amount above the limit per case"}, Unit::yen},
        {"feeAtLimit", {"割合が基準となる技術料", "fee at which the share is the limit"}, Unit::yen},
        {"excessTotal", {"基準を超える額（加重後の全症例）", "amount above the limit, all weighted cases"}, Unit::yen},
        {"lastCost", {"推移の最後の材料費", "material cost at the end of the trend"}, Unit::yen}};
    for (const ProcedureMaterials& found : procedures) {
        if (!found.exceeds) continue;
        const Rational excess = found.cost - limit * found.fee;
        table.rows.push_back({wordCell(found.procedure), routeCell(Rational(found.hospitals)), routeCell(found.cases),
                              routeCell(found.fee), routeCell(found.cost), optionalCell(low(found.costInterval)),
                              optionalCell(high(found.costInterval)), routeCell(found.share), routeCell(excess),
                              limit > 0 ? routeCell(found.cost / limit) : routeCell(Text{"–", "–"}),
                              routeCell(excess * found.weightedCases),
                              trend.empty() ? routeCell(Text{"–", "–"}) : routeCell(found.cost * trend.back().level)});
    }
    return table;
}

Trace traceOf(const std::vector<ProcedureMaterials>& procedures, const Rational& limit) {
    const auto count =
        std::count_if(procedures.begin(), procedures.end(), [](const auto& each) { return each.exceeds; });
    Trace trace = traceStep("bundledMaterials.above", {"基準を超える手技の数", "Procedures above the limit"},
                            "#{ c ÷ f > x }", Rational(count), Unit::count);
    trace.inputs = {traceInput("x", {"基準", "limit"}, limit, "/inputs/limit")};
    for (const ProcedureMaterials& found : procedures) {
        Trace step = traceStep("bundledMaterials.share",
                               {"材料費の割合：" + found.procedure, "share of materials: " + found.procedure},
                               "Σ w n c ÷ Σ w n f", found.share, Unit::ratio);
        step.inputs = {
            traceInput("Σ w n c ÷ Σ w n", {"1例の材料費", "material cost per case"}, found.cost, "/inputs/survey"),
            traceInput("Σ w n f ÷ Σ w n", {"技術料", "fee"}, found.fee, "/inputs/survey"),
            traceInput("Σ w n", {"加重後の症例数", "weighted cases"}, found.weightedCases, "/inputs/survey")};
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

Result<RouteResult> survey(RouteReader& in) {
    const bool excluded = in.neededChoice("taxBasis") == "excluded";
    const Rational taxFactor = excluded ? Rational(1 + in.rule("tax.rate").value) : Rational(1);
    const std::vector<MaterialSurveyRow> rows = readSurvey(in, taxFactor);
    const Rational limit = in.number("limit");
    const std::vector<TrendLevel> trend = readTrend(in);
    if (in.failed()) return in.issues();
    const auto procedures = procedureMaterials(rows, limit, in.surroundings().options);
    if (!procedures) return procedures.issues();

    const auto above =
        std::count_if(procedures->begin(), procedures->end(), [](const auto& each) { return each.exceeds; });
    std::set<std::string> hospitals;
    for (const MaterialSurveyRow& row : rows) hospitals.insert(row.hospital);
    RouteResult result;
    result.priceLabel = {"包括材料の調査", "Survey of bundled materials"};
    result.figures = {
        figure("procedures", {"手技の数", "Procedures"}, Rational(procedures->size()), Unit::count),
        figure("proceduresAbove", {"基準を超える手技の数", "Procedures above the limit"}, Rational(above), Unit::count),
        figure("hospitals", {"施設数", "Hospitals"}, Rational(hospitals.size()), Unit::count),
        figure("limit", {"基準", "Limit"}, limit, Unit::ratio),
        figure("draws", {"再標本の数", "Resamples"}, Rational(in.surroundings().options.draws), Unit::count),
        figure("seed", {"乱数の種", "Seed"}, Rational(in.surroundings().options.seed), Unit::none)};
    result.tables = {procedureTable(*procedures)};
    if (!trend.empty()) result.tables.push_back(trendTable(*procedures, trend, limit));
    result.tables.push_back(proposalTable(*procedures, trend, limit));
    result.trace = traceOf(*procedures, limit);
    for (const ProcedureMaterials& found : *procedures) {
        if (found.hospitals > 1) continue;
        result.notes.push_back({"route.oneHospital", Severity::warning, "/inputs/survey", found.procedure, {}, {}});
    }
    return result;
}

std::vector<Field> surveyColumns() {
    std::vector<Field> columns;
    columns.push_back(required(textField("hospital", {"施設", "Hospital"})));
    columns.push_back(required(textField("procedure", {"手技", "Procedure"})));
    columns.push_back(required(numberField("costPerCase", {"1例の材料費", "Material cost per case"}, Unit::yen,
                                           {.atLeast = 0, .atMost = largestYen})));
    columns.push_back(required(
        numberField("cases", {"症例数", "Cases"}, Unit::count, {.above = 0, .atMost = largestCount, .whole = true})));
    columns.push_back(required(numberField("fee", {"技術料（1例）", "Fee per case"}, Unit::yen,
                                           {.above = 0, .atMost = largestYen}, {"1点10円", "1 point is 10 yen"})));
    columns.push_back(numberField(
        "samplingWeight", {"抽出ウエイト", "Sampling weight"}, Unit::none, {.above = 0, .atMost = largestCount},
        {"この施設が代表する施設数。空なら1", "Hospitals that this one stands for; empty: 1"}));
    return columns;
}

}  // namespace

RouteDefinition bundledMaterialsRoute() {
    RouteDefinition route;
    route.id = "bundledMaterials";
    route.name = {"包括材料の調査", "Materials bundled in a fee"};
    route.purpose = {
        "施設調査から、技術料に包括される材料費の加重平均、技術料に占める割合、信頼区間、物価による推移、提案書の項目を"
        "示す。",
        "From a survey of hospitals: mean cost of the materials that a fee bundles, their share of the "
        "fee with intervals, the trend under prices and the items of a proposal sheet."};
    route.fields.push_back(tableField("survey", {"施設調査の表", "Survey of hospitals"}, surveyColumns()));
    route.fields.push_back(
        required(choiceField("taxBasis", {"材料費の税の扱い", "Tax basis of the material cost"},
                             {{"excluded", {"税抜", "excluding tax"}}, {"included", {"税込", "including tax"}}})));
    route.fields.push_back(required(numberField(
        "limit", {"割合の基準 x", "Limit x of the share"}, Unit::ratio, notNegative,
        {"材料費が技術料のこの割合を超える手技を示す", "Procedures whose materials exceed this share are named"})));
    route.fields.push_back(
        textField("series", {"物価系列", "Price series"},
                  {"推移に用いる月次系列の記号（例：cgpi、usdJpy）", "Id of a monthly series, e.g. cgpi, usdJpy"}));
    route.fields.push_back(monthField("surveyMonth", {"調査の月", "Month of the survey"}));
    route.fields.push_back(
        numberField("yearlyRate", {"材料費の年変化率", "Yearly change of the material cost"}, Unit::ratio,
                    {.above = -1, .atMost = 10},
                    {"系列の代わりに、又は系列の終わりの後に用いる", "In place of a series, or after its end"}));
    route.fields.push_back(numberField("years", {"推移の年数", "Years of the trend"}, Unit::years,
                                       {.atLeast = 0, .atMost = longestTrendYears, .whole = true}));
    route.price = survey;
    return route;
}

}  // namespace kachi

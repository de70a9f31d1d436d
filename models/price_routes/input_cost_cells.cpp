#include "models/price_routes/input_cost_cells.h"

#include "models/pricing/cost_sheet.h"
#include "models/pricing/recalculation_fields.h"
#include "models/pricing/series_faults.h"

#include <algorithm>
#include <limits>
#include <map>

namespace kachi {
namespace {

using namespace field_limits;

constexpr int longestPathMonths = 480;  // forty years: bounds the memory of a mistyped year
constexpr int mostDraws = 100'000;
constexpr int usualBlockMonths = 12;

const FieldLimits aboveMinusOne{.above = -1};
const FieldLimits wholeFromNil{.atLeast = 0, .whole = true};

std::vector<FieldChoice> kindChoices() {
    std::vector<FieldChoice> choices;
    for (const auto& kind : costKindNames) choices.push_back({kind.name, costLineText(kind.value)});
    return choices;
}

CostKind kindOf(const std::string& name) {
    for (const auto& kind : costKindNames) {
        if (kind.name == name) return kind.value;
    }
    return CostKind::material;
}

const std::vector<FieldChoice>& driftChoices() {
    static const std::vector<FieldChoice> choices{{"historical", {"過去の平均変化率", "mean change of the history"}},
                                                  {"none", {"なし（横ばい）", "none"}},
                                                  {"own", {"利用者の年変化率", "own yearly change"}}};
    return choices;
}

std::vector<Field> driftColumns() {
    return {required(textField("series", {"系列", "Series"})),
            required(choiceField("drift", {"ドリフト", "Drift"}, driftChoices())),
            numberField("yearlyChange", {"年変化率", "Yearly change"}, Unit::ratio, aboveMinusOne)};
}

std::vector<Field> lineColumns() {
    std::vector<Field> columns{
        textField("name", {"名称", "Name"}), required(choiceField("kind", {"費目", "Kind"}, kindChoices())),
        required(numberField("amount", {"金額（1個当たり）", "Amount per unit"}, Unit::yen, notNegative))};
    const std::vector<Field> following = followingColumns();
    columns.insert(columns.end(), following.begin(), following.end());
    return columns;
}

/// Rows of the table `series`, one value each, as series in order of months.
std::vector<PriceSeries> ownSeries(RouteReader& in) {
    std::vector<PriceSeries> all;
    std::map<std::string, std::vector<std::pair<std::string, double>>> values;
    std::vector<std::string> order;
    for (FieldCells& row : in.rows("series")) {
        const std::string id = row.text("series");
        if (!values.contains(id)) order.push_back(id);
        values[id].push_back({row.month("month"), toDouble(row.number("value"))});
    }
    if (in.failed()) return all;
    for (const std::string& id : order) {
        auto& months = values[id];
        std::stable_sort(months.begin(), months.end(), [](const auto& l, const auto& r) { return l.first < r.first; });
        PriceSeries& series = all.emplace_back();
        series.id = id;
        series.name = {id, id};
        for (const auto& [month, value] : months) {
            series.months.push_back(month);
            series.values.push_back(value);
        }
        in.add(seriesFaults(series));
        const auto* shipped = in.surroundings().series;
        if (shipped && std::any_of(shipped->begin(), shipped->end(), [&](const auto& s) { return s.id == id; })) {
            in.refuse("inputCost.seriesTwice", "series", id, {});
        }
    }
    return all;
}

/// The series a calculation uses, each once, in the order of their first use.
class UsedSeries {
public:
    UsedSeries(RouteReader& in) : m_in(in) {
        if (in.surroundings().series) m_known = *in.surroundings().series;
        const std::vector<PriceSeries> own = ownSeries(in);
        m_known.insert(m_known.end(), own.begin(), own.end());
    }

    /// Index of the series in used(); a name that no series has is refused at `place`.
    std::optional<std::size_t> use(const std::string& id, const std::string& place) {
        if (const auto found = indexOf(id)) return found;
        for (const PriceSeries& series : m_known) {
            if (series.id != id) continue;
            m_used.push_back(series);
            return m_used.size() - 1;
        }
        std::string names;
        for (const PriceSeries& series : m_known) names += (names.empty() ? "" : ", ") + series.id;
        m_in.add({{"inputCost.seriesUnknown", Severity::error, place, id, names, {}}});
        return {};
    }

    std::optional<std::size_t> indexOf(const std::string& id) const {
        for (std::size_t at = 0; at < m_used.size(); ++at) {
            if (m_used[at].id == id) return at;
        }
        return {};
    }

    const std::vector<PriceSeries>& used() const { return m_used; }

    std::string names() const {
        std::string names;
        for (const PriceSeries& series : m_used) names += (names.empty() ? "" : ", ") + series.id;
        return names;
    }

private:
    RouteReader& m_in;
    std::vector<PriceSeries> m_known;
    std::vector<PriceSeries> m_used;
};

DriftKind driftKind(const std::string& name) {
    if (name == "own") return DriftKind::own;
    return name == "none" ? DriftKind::none : DriftKind::historical;
}

/// Drift of every used series: its row of `drifts`, else the general one, which must be stated when months of the
/// series are projected.
std::vector<SeriesAssumption> assumptions(RouteReader& in, const UsedSeries& series, int lastMonth) {
    std::vector<SeriesAssumption> all;
    for (const PriceSeries& used : series.used()) all.push_back({used, DriftKind::historical, 0});
    std::vector<bool> stated(all.size(), false);
    const auto set = [&](std::size_t at, FieldCells& cells) {
        stated[at] = true;
        all[at].drift = driftKind(cells.neededChoice("drift"));
        if (all[at].drift == DriftKind::own) all[at].yearlyChange = toDouble(cells.number("yearlyChange"));
    };
    for (FieldCells& row : in.rows("drifts")) {
        const std::string id = row.text("series");
        const auto at = series.indexOf(id);
        if (!at) {
            row.refuse("inputCost.seriesNotUsed", "series", id, series.names());
        } else if (stated[*at]) {
            row.refuse("inputCost.driftTwice", "series", id, {});
        } else {
            set(*at, row);
        }
    }
    for (std::size_t at = 0; at < all.size(); ++at) {
        const int published = monthNumber(all[at].series.months.back()).value_or(0);
        if (!stated[at] && (in.has("drift") || lastMonth > published)) set(at, in);
    }
    return all;
}

std::vector<SeriesShock> shocks(RouteReader& in, const UsedSeries& series) {
    std::vector<SeriesShock> all;
    for (FieldCells& row : in.rows("scenario")) {
        SeriesShock& shock = all.emplace_back();
        const auto at = series.indexOf(row.text("series"));
        if (!at) row.refuse("inputCost.seriesNotUsed", "series", row.text("series"), series.names());
        shock.series = at.value_or(0);
        shock.month = monthNumber(row.month("month")).value_or(0);
        shock.change = toDouble(row.number("change"));
        if (row.neededChoice("course") == "fading") shock.halfLifeMonths = toDouble(row.number("halfLifeMonths"));
    }
    return all;
}

void readMonths(RouteReader& in, InputCostInputs& path) {
    const auto month = [&](const char* key) { return monthNumber(in.month(key)); };
    for (const char* key : {"costMonth", "pathTo"}) {
        if (!in.has(key)) in.refuse("field.missing", key, {}, "YYYY-MM");
    }
    path.costMonth = month("costMonth").value_or(0);
    path.from = month("pathFrom").value_or(path.costMonth);
    path.to = month("pathTo").value_or(path.from);
    if (in.failed()) return;
    if (path.to < path.from || path.to - path.from >= longestPathMonths) {
        in.refuse("inputCost.pathLength", "pathTo", monthText(path.to),
                  monthText(path.from) + " – " + monthText(path.from + longestPathMonths - 1));
    }
    if (!in.has("nextRevision")) return;
    const int next = month("nextRevision").value_or(path.from);
    if (next < path.from || next > path.to) {
        in.refuse("inputCost.revisionOutside", "nextRevision", monthText(next),
                  monthText(path.from) + " – " + monthText(path.to));
        return;
    }
    const int every = in.has("revisionEvery") ? in.whole("revisionEvery") : 0;
    for (int at = next; at <= path.to; at += every) {
        path.revisions.push_back(at);
        if (every <= 0) break;
    }
}

}  // namespace

std::vector<Field> followingColumns() {
    return {textField("series", {"連動する系列", "Series it follows"},
                      {"cgpi（国内企業物価指数）、usdJpy（米ドル円）、または「系列」表の id。空欄は一定",
                       "cgpi (domestic producer prices), usdJpy, or an id of the table of series; empty: constant"}),
            numberField("weight", {"系列に連動する割合", "Part that follows the series"}, Unit::ratio, share,
                        {"空欄は 1（全額）", "empty: 1, all of it"}),
            numberField("passThrough", {"転嫁率", "Pass-through"}, Unit::ratio, share,
                        {"系列の変化のうち費用に及ぶ割合。空欄は 1",
                         "share of a change of the series that reaches the cost; empty: 1"}),
            numberField("lagMonths", {"遅れ（月）", "Lag in months"}, Unit::months, wholeFromNil,
                        {"空欄は 0", "empty: 0"})};
}

void readFollowing(FieldCells& row, SheetCell& line) {
    line.series = row.text("series");
    line.seriesPlace = row.path() + "/series";
    line.weight = row.optionalNumber("weight").value_or(1);
    line.passThrough = row.optionalNumber("passThrough").value_or(1);
    if (row.has("lagMonths")) line.lagMonths = row.whole("lagMonths");
}

std::vector<Field> unitCostFields() {
    std::vector<Field> fields{numberField("productCost", {"製品総原価", "Total product cost"}, Unit::yen, positive,
                                          {"原価の内訳がないとき。内訳があれば「原価の内訳」に入力する",
                                           "when there is no breakdown; with one, fill the cost lines instead"}),
                              tableField("lines", {"原価の内訳（様式5）", "Cost lines (form 5)"}, lineColumns())};
    const std::vector<Field> rates = costRateFields();
    fields.insert(fields.end(), rates.begin(), rates.end());
    return fields;
}

std::vector<Field> costRateFields() {
    return {numberField("rateYear", {"係数の年度", "Fiscal year of the rates"}, Unit::none, positiveWhole,
                        {"規則集の営業利益率・流通経費率を使うとき", "when the pack's rates are used"}),
            numberField("profitRate", {"営業利益率", "Operating profit rate"}, Unit::ratio, shareBelowOne,
                        {"空欄は規則集の値", "empty: the pack's"}),
            numberField("distributionRate", {"流通経費率", "Distribution rate"}, Unit::ratio, shareBelowOne,
                        {"率か額のどちらか", "a rate or an amount"}),
            numberField("distributionAmount", {"流通経費（額）", "Distribution, amount"}, Unit::yen, notNegative),
            numberField("taxRate", {"消費税率", "Consumption tax"}, Unit::ratio, shareBelowOne,
                        {"空欄は規則集の値", "empty: the pack's"})};
}

std::vector<Field> inputCostFields(bool needed) {
    const auto perhaps = [&](Field field) { return needed ? required(std::move(field)) : field; };
    return {
        perhaps(monthField("costMonth", {"原価の年月", "Month of the costs"},
                           {"費目の金額がその価格水準である月", "the month whose price level the amounts have"})),
        monthField("pathFrom", {"推移の最初の月", "First month of the path"},
                   {"空欄は原価の年月", "empty: the month of the costs"}),
        perhaps(monthField("pathTo", {"推移の最後の月", "Last month of the path"})),
        choiceField("drift", {"系列のドリフト", "Drift of the series"}, driftChoices(),
                    {"公表後の月を推計するときは必須", "needed when months after the published ones are projected"}),
        numberField("yearlyChange", {"年変化率", "Yearly change"}, Unit::ratio, aboveMinusOne,
                    {"ドリフトが「利用者の年変化率」のとき", "for the drift “own yearly change”"}),
        tableField("drifts", {"系列ごとのドリフト", "Drift by series"}, driftColumns()),
        tableField("series", {"追加の系列（月次）", "Further monthly series"},
                   {required(textField("series", {"系列", "Series"})), required(monthField("month", {"年月", "Month"})),
                    required(numberField("value", {"値", "Value"}, Unit::none, positive))},
                   {"1行に1か月。月は連続すること", "one month per row; months must follow one another"}),
        tableField("scenario", {"シナリオ（利用者の想定）", "Scenario of the analyst"},
                   {required(monthField("month", {"年月", "Month"})), required(textField("series", {"系列", "Series"})),
                    required(numberField("change", {"変化率", "Change"}, Unit::ratio, aboveMinusOne)),
                    required(choiceField("course", {"経過", "Course"},
                                         {{"permanent", {"恒久的", "permanent"}}, {"fading", {"減衰", "fading"}}})),
                    numberField("halfLifeMonths", {"半減期（月）", "Half-life in months"}, Unit::months, positive,
                                {"減衰のとき：変化が半分に減るまでの月数",
                                 "for a fading change: months until half of it is left"})}),
        numberField("blockMonths", {"ブロック長（月）", "Block length in months"}, Unit::months,
                    {.above = 0, .atMost = 240, .whole = true},
                    {"空欄は12か月：1年以内の持続性と季節性を保つ。1は月ごとに独立",
                     "empty: 12, which keeps persistence and season within a year; 1: independent months"}),
        monthField("historyFrom", {"過去データの始期", "First month of the history"},
                   {"空欄は公表期間すべて", "empty: all published months"}),
        monthField("nextRevision", {"次の改定の年月", "Month of the next revision"}),
        numberField("revisionEvery", {"改定の間隔（月）", "Months between revisions"}, Unit::months, positiveWhole,
                    {"2年ごとなら24", "24 for every two years"})};
}

std::vector<Field> volumeFields() {
    return {numberField("annualVolume", {"年間数量", "Units a year"}, Unit::count, notNegative),
            numberField("unitsPerPatient", {"患者1人当たりの数量", "Units per patient"}, Unit::count, positive),
            numberField("substituteShare", {"代替品で補える割合", "Share that substitutes cover"}, Unit::ratio, share),
            numberField("draws", {"試行回数", "Draws"}, Unit::count, {.atLeast = 0, .atMost = mostDraws, .whole = true},
                        {"空欄は案件の設定", "empty: as the case runs"}),
            numberField("seed", {"乱数の種", "Seed"}, Unit::none, wholeFromNil)};
}

CostCalculationInputs readCostRates(FieldCells& cells) {
    CostCalculationInputs inputs;
    inputs.profitRate = cells.optionalNumber("profitRate");
    inputs.distributionRate = cells.optionalNumber("distributionRate");
    inputs.distributionAmount = cells.optionalNumber("distributionAmount");
    inputs.taxRate = cells.optionalNumber("taxRate");
    const bool ownRates = inputs.profitRate && (inputs.distributionRate || inputs.distributionAmount);
    if (cells.has("rateYear") || !ownRates) inputs.rateYear = cells.whole("rateYear");
    return inputs;
}

UnitCostCells readUnitCost(RouteReader& in) {
    UnitCostCells sheet;
    const RoundingRule rounding = in.rounding("costLine");
    for (FieldCells& row : in.rows("lines")) {
        SheetCell& line = sheet.lines.emplace_back();
        const Text kind = costLineText(kindOf(row.choice("kind")));
        const std::string name = row.text("name");
        line.label = name.empty() ? kind : Text{kind.ja + "：" + name, kind.en + ": " + name};
        line.place = row.path() + "/amount";
        line.amount = row.number("amount");
        readFollowing(row, line);
    }
    if (in.has("productCost") && !sheet.lines.empty()) in.refuse("inputCost.costTwice", "productCost", {}, {});
    if (in.has("productCost")) {
        SheetCell& total = sheet.lines.emplace_back();
        total.label = {"製品総原価", "total product cost"};
        total.place = in.path() + "/productCost";
        total.amount = in.number("productCost");
    }
    if (sheet.lines.empty()) in.refuse("inputCost.costMissing", "lines", {}, {});

    sheet.inputs = readCostRates(in);
    CostCalculationInputs& inputs = sheet.inputs;
    for (const SheetCell& line : sheet.lines) inputs.productCost += applyRounding(rounding, line.amount);

    sheet.productCost =
        traceStep("inputCost.productCost", {"製品総原価", "Total product cost"}, "Σ c", inputs.productCost, Unit::yen);
    for (std::size_t at = 0; at < sheet.lines.size(); ++at) {
        const SheetCell& line = sheet.lines[at];
        sheet.productCost.inputs.push_back(
            traceInput("c" + std::to_string(at + 1), line.label, line.amount, line.place));
    }
    citeRounding(sheet.productCost, rounding);
    return sheet;
}

InputCostInputs readInputCost(RouteReader& in, const std::vector<SheetCell>& lines) {
    InputCostInputs path;
    readMonths(in, path);
    if (in.failed()) return path;

    UsedSeries series(in);
    int shortestLag = std::numeric_limits<int>::max();
    for (const SheetCell& cell : lines) {
        InputCostLine& line = path.lines.emplace_back();
        line.amount = toDouble(cell.amount);
        line.weight = toDouble(cell.weight);
        line.passThrough = toDouble(cell.passThrough);
        line.lagMonths = cell.lagMonths;
        if (cell.series.empty()) continue;
        line.series = series.use(cell.series, cell.seriesPlace);
        shortestLag = std::min(shortestLag, line.lagMonths);
    }
    if (in.failed()) return path;

    const int lastMonth = series.used().empty() ? 0 : path.to - shortestLag;
    path.outlook.series = assumptions(in, series, lastMonth);
    path.outlook.shocks = shocks(in, series);
    path.outlook.blockMonths = in.has("blockMonths") ? in.whole("blockMonths") : usualBlockMonths;
    path.outlook.historyFrom = monthNumber(in.month("historyFrom"));
    return path;
}

InputCostInputs pathAtPrice(RouteReader& in, InputCostInputs path, const Rational& price, const CostRates& rates) {
    path.price = toDouble(price);
    path.rates = costRateValues(rates);
    path.line = rates.line;
    path.listing = rates.listing;
    const auto volume = in.optionalNumber("annualVolume");
    if (volume) path.unitsPerMonth = toDouble(*volume) / 12;
    return path;
}

RunOptions inputCostOptions(RouteReader& in) {
    RunOptions options = in.surroundings().options;
    if (in.has("draws") && options.draws > 0) options.draws = static_cast<std::size_t>(in.whole("draws"));
    if (options.draws > mostDraws) {
        in.refuse("inputCost.tooManyDraws", "draws", std::to_string(options.draws), std::to_string(mostDraws));
    }
    if (in.has("seed")) options.seed = static_cast<std::uint64_t>(in.whole("seed"));
    return options;
}

}  // namespace kachi

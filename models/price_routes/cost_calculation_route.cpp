// Cost calculation method (原価計算方式), form 5.
#include "models/price_routes/cost_sheet_fields.h"
#include "models/price_routes/listing_steps.h"
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> alphaBases{
    {"flat", {"α＝A/100（仮定）", "α = A/100 (assumption)"}},
    {"fieldMean", {"分野の平均価格 B による", "by a field mean B that is entered"}}};

/// Kinds that are judged at full approval only, for regenerative products with conditional approval.
bool isUsefulnessType(const std::string& kind) {
    return kind == "breakthrough" || kind == "usefulness" || kind == "improvement" || kind == "improvementLimited";
}

CostCalculationInputs readRates(RouteReader& in, bool software) {
    CostCalculationInputs inputs;
    inputs.profitRate = in.optionalNumber("profitRate");
    inputs.distributionRate = in.optionalNumber("distributionRate");
    inputs.distributionAmount = in.optionalNumber("distributionAmount");
    inputs.taxRate = in.optionalNumber("taxRate");
    inputs.priceUnit = in.optionalNumber("priceUnit");
    inputs.conditionalApproval = in.yes("conditionalApproval");
    if (inputs.distributionRate && inputs.distributionAmount) {
        in.refuse("routeListing.giveOne", "distributionRate", {}, "distributionAmount");
    }
    const bool distributed = inputs.distributionRate || inputs.distributionAmount;
    if (software && !distributed && !in.flag("cost.samd.standardRates").value) inputs.distributionAmount = Rational(0);
    if (in.has("rateYear")) inputs.rateYear = in.whole("rateYear");
    const bool packRates = !inputs.profitRate || !(inputs.distributionRate || inputs.distributionAmount);
    if (packRates && !in.has("rateYear")) {
        in.refuse("routeCost.yearMissing", "rateYear", {}, inputs.profitRate ? "distributionRate" : "profitRate");
    }
    return inputs;
}

/// The limit of the pack on selling and administration in the year of the rates; none for software, judged one by one.
std::optional<RuleNumber> sellingLimit(RouteReader& in, bool software) {
    if (software || !in.has("rateYear")) return {};
    const auto limit = in.pack().number("cost.sgaLimit." + std::to_string(in.whole("rateYear")));
    return limit ? std::optional(*limit) : std::nullopt;
}

/// Degree of disclosure as entered, or disclosed amounts over the product cost.
std::optional<Rational> disclosureDegree(RouteReader& in, const Rational& productCost) {
    auto rows = in.rows("disclosedCosts");
    if (in.has("disclosureDegree")) {
        if (!rows.empty()) in.refuse("routeListing.giveOne", "disclosureDegree", {}, "disclosedCosts");
        return in.number("disclosureDegree");
    }
    if (rows.empty()) return {};
    Rational disclosed = 0;
    for (FieldCells& row : rows) disclosed += row.number("amount");
    if (in.failed()) return {};
    if (disclosed > productCost) {
        in.refuse("routeCost.disclosureOver", "disclosedCosts", exactText(disclosed), exactText(productCost));
    }
    return disclosed / productCost;
}

std::optional<RuleNumber> coefficient(RouteReader& in, const Rational& productCost, RouteResult& extras) {
    const auto degree = disclosureDegree(in, productCost);
    if (in.has("disclosureCoefficient")) {
        if (degree) in.refuse("routeListing.giveOne", "disclosureCoefficient", {}, "disclosureDegree");
        return userNumber(in.number("disclosureCoefficient"), Unit::ratio,
                          {"加算係数（入力）", "coefficient as entered"});
    }
    if (!degree) {
        if (!in.rows("premiums").empty()) in.number("disclosureDegree");
        return {};
    }
    if (in.failed()) return {};
    extras.figures.push_back(figure("disclosureDegree", {"開示度", "Degree of disclosure"}, *degree, Unit::ratio));
    const auto found = disclosureCoefficient(*degree, in.pack());
    in.add(found.issues());
    return found ? std::optional(*found) : std::nullopt;
}

void checkConditionalApproval(RouteReader& in) {
    if (!in.yes("conditionalApproval")) return;
    for (FieldCells& row : in.rows("premiums")) {
        const std::string typed = row.text("kind");
        for (const PremiumKind& kind : in.pack().premiums) {
            if (typed != kind.id && typed != kind.label.ja && typed != kind.label.en) continue;
            if (isUsefulnessType(kind.id)) row.refuse("routeCost.premiumNotJudged", "kind", typed, {});
        }
    }
}

/// The sum of the lines: base price of the steps that follow.
Trace totalTrace(RouteReader& in, const CostSheet& sheet, const CostCalculation& cost) {
    const CostLines<Rational>& lines = cost.lines;
    Trace trace = traceStep("cost.total", {"原価計算による算定値", "Value by cost calculation"}, "C + p + d + t",
                            lines.total, Unit::yen);
    trace.inputs = {traceInput("C", {"製品総原価", "total product cost"}, lines.productCost),
                    traceInput("p", {"営業利益", "operating profit"}, lines.profit),
                    traceInput("d", {"流通経費", "distribution"}, lines.distribution),
                    traceInput("t", {"消費税", "consumption tax"}, lines.tax)};
    trace.steps = {sheet.trace};
    trace.steps.insert(trace.steps.end(), cost.trace.steps.begin(), cost.trace.steps.end());
    const auto place = [&](const char* id, const char* key) {
        for (Trace& step : trace.steps) {
            if (step.id == id && in.has(key) && !step.inputs.empty()) {
                step.inputs[0].parameterId = in.path() + "/" + key;
            }
        }
    };
    place("cost.profit", "profitRate");
    place("cost.distribution", "distributionRate");
    place("cost.tax", "taxRate");
    inheritStatus(trace);
    return trace;
}

RouteTable lineTable(const CostSheet& sheet, const CostLines<Rational>& lines) {
    RouteTable table;
    table.key = "costLines";
    table.title = {"原価の費目", "Lines of the cost sheet"};
    table.columns = {{"line", {"費目", "Line"}, Unit::none},
                     {"amount", {"金額", "Amount"}, Unit::yen},
                     {"share", {"合計に対する割合", "Share of the total"}, Unit::ratio}};
    table.chart = RouteChart::bars;
    const auto add = [&](const Text& label, const Rational& amount) {
        table.rows.push_back({routeCell(label), routeCell(amount), routeCell(Rational(amount / lines.total))});
    };
    for (const auto& [label, amount] : sheet.lines) add(label, amount);
    if (sheet.lines.empty()) add({"製品総原価", "Total product cost"}, lines.productCost);
    add({"営業利益", "Operating profit"}, lines.profit);
    add({"流通経費", "Distribution"}, lines.distribution);
    add({"消費税", "Consumption tax"}, lines.tax);
    return table;
}

Result<RouteResult> price(RouteReader& in) {
    const bool software = in.yes("software");
    const CostCalculationInputs asked = readRates(in, software);
    checkConditionalApproval(in);
    Rational profitRate = 0;
    if (!in.failed()) {
        const auto rates = costRates(asked, in.pack());
        in.add(rates.issues());
        if (rates) profitRate = rates->profit.value;
    }
    RouteResult extras;
    const auto sheet = readCostSheet(in, profitRate, sellingLimit(in, software), extras.notes);
    if (!sheet) {
        coefficient(in, 0, extras);
        return listingPrice(in, {});  // names the faults of the other fields too
    }
    CostCalculationInputs inputs = asked;
    inputs.productCost = sheet->productCost;
    const auto cost = costCalculation(inputs, in.pack());
    if (!cost) return cost.issues();

    const CostLines<Rational>& lines = cost->lines;
    extras.figures = {figure("productCost", {"製品総原価", "Total product cost"}, lines.productCost, Unit::yen),
                      figure("profit", {"営業利益", "Operating profit"}, lines.profit, Unit::yen),
                      figure("distribution", {"流通経費", "Distribution"}, lines.distribution, Unit::yen),
                      figure("tax", {"消費税", "Consumption tax"}, lines.tax, Unit::yen)};
    extras.tables = {lineTable(*sheet, lines)};

    ListingBase base;
    base.trace = totalTrace(in, *sheet, *cost);
    base.premiums.base = lines.total;
    base.priceUnit = asked.priceUnit;
    base.premiums.coefficient = coefficient(in, lines.productCost, extras);
    if (base.premiums.coefficient) {
        extras.figures.push_back(figure("coefficient", {"加算係数", "Coefficient on premiums"},
                                        base.premiums.coefficient->value, Unit::ratio));
    }
    const std::string basis = in.choice("alphaBasis");
    base.premiums.basis = basis == "fieldMean" ? AlphaBasis::fieldMean : AlphaBasis::flat;
    if (basis.empty() && (in.has("fieldPrices") || in.has("fieldMean"))) {
        in.refuse("field.missing", "alphaBasis", {}, "flat, fieldMean");
    }
    if (in.has("peakSales")) {
        const RuleNumber threshold = in.rule("premium.costAlpha.peakSales");
        if (in.number("peakSales") > threshold.value) base.premiums.peakSales = in.input("S", "peakSales");
    }
    auto result = listingPrice(in, base);
    if (!result) return result.issues();
    result->figures.insert(result->figures.begin(), extras.figures.begin(), extras.figures.end());
    result->tables.insert(result->tables.begin(), extras.tables.begin(), extras.tables.end());
    result->notes.insert(result->notes.begin(), extras.notes.begin(), extras.notes.end());
    return result;
}

}  // namespace

RouteDefinition costCalculationRoute() {
    RouteDefinition route;
    route.id = "costCalculation";
    route.name = {"原価計算方式", "Cost calculation method"};
    route.purpose = {"類似機能区分がないとき、製品総原価に営業利益・流通経費・消費税を積み上げた新規収載の価格。",
                     "Price of a new listing without a comparator: product cost, profit, distribution and tax."};
    route.fields = costSheetFields();
    const std::vector<Field> disclosed{
        textField("name", {"費目", "Item"}),
        required(numberField("amount", {"開示できる額", "Disclosed amount"}, Unit::yen, notNegative))};
    const std::vector<Field> own{
        numberField("rateYear", {"率の年度", "Fiscal year of the rates"}, Unit::none, positiveWhole,
                    {"規則集の率を用いる年度。例: 2025", "year of the pack's rates, e.g. 2025"}),
        numberField("profitRate", {"営業利益率", "Operating profit rate"}, Unit::ratio, shareBelowOne),
        numberField("distributionRate", {"流通経費率", "Distribution rate"}, Unit::ratio, shareBelowOne),
        numberField("distributionAmount", {"流通経費の額", "Distribution, amount"}, Unit::yen, notNegative),
        numberField("taxRate", {"消費税率", "Consumption tax"}, Unit::ratio, shareBelowOne),
        numberField("priceUnit", {"価格の単位", "Unit of the price"}, Unit::yen,
                    {.atLeast = Yen::fromSen(1).toDouble()},
                    {"費目を丸める単位。空欄は規則集", "to which the lines are rounded; empty: the pack's"}),
        yesNoField("software", {"プログラム医療機器", "Software as a medical device"},
                   {"標準の一般管理販売費・流通経費の率を用いない", "no standard rates for selling and distribution"}),
        yesNoField("conditionalApproval",
                   {"条件及び期限付承認の再生医療等製品", "Regenerative product with conditional approval"}),
        numberField("disclosureDegree", {"開示度", "Degree of disclosure"}, Unit::ratio, share),
        tableField("disclosedCosts", {"開示できる費目", "Disclosed costs"}, disclosed,
                   {"開示度の代わりに", "instead of the degree"}),
        numberField("disclosureCoefficient", {"加算係数", "Coefficient on premiums"}, Unit::ratio, share,
                    {"公表資料が係数だけを示すとき", "where a paper gives only the coefficient"}),
        choiceField(
            "alphaBasis", {"αの求め方", "How α is found"}, alphaBases,
            {"原価計算方式の B は条文で確認していない", "B of a cost-method product was not found in the text"}),
        numberField("peakSales", {"ピーク時予測売上高", "Predicted peak sales"}, Unit::yenPerYear, notNegative)};
    route.fields.insert(route.fields.end(), own.begin(), own.end());
    for (Field& field : listingFields()) route.fields.push_back(std::move(field));
    route.price = price;
    return route;
}

}  // namespace kachi

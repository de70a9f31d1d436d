#include "models/price_routes/cost_sheet_fields.h"

#include "models/pricing/cost_breakdown.h"

namespace kachi {

using namespace field_limits;
namespace {

const Text sellingLabel{"一般管理販売費", "Selling and general administration"};
const Text researchLabel{"研究開発費", "Research and development"};

/// One line of form 5, read from the rows of a table.
struct Line {
    const char* table;
    Text label;
};

const std::vector<Line> manufactureLines{{"materials", {"原材料費", "Raw materials"}},
                                         {"packaging", {"包装材料費", "Packaging"}},
                                         {"labour", {"労務費", "Labour"}},
                                         {"overhead", {"製造経費", "Manufacturing overhead"}}};

/// amount of the row, or what its two factors make; `divisor` turns minutes into hours.
Rational rowAmount(FieldCells& row, const char* count, const char* unitAmount, const Rational& divisor, Trace& line) {
    if (row.has("amount")) {
        for (const char* other : {count, unitAmount}) {
            if (row.has(other)) row.refuse("routeListing.giveOne", other, {}, "amount");
        }
        line.inputs.push_back(row.input("a", "amount"));
        return row.number("amount");
    }
    const Rational amount = row.number(count) * row.number(unitAmount) / divisor;
    line.inputs.push_back(row.input("q", count));
    line.inputs.push_back(row.input("p", unitAmount));
    return amount;
}

/// Minutes at a wage: of the row, or of the pack for the year of the rates.
Rational labourAmount(RouteReader& in, FieldCells& row, Trace& line) {
    if (row.has("amount") || row.has("wagePerHour")) return rowAmount(row, "minutes", "wagePerHour", 60, line);
    const RuleNumber wage = in.rule("cost.labourPerHour." + std::to_string(in.whole("rateYear")));
    line.inputs.push_back(row.input("q", "minutes"));
    line.inputs.push_back(traceInput("p", wage));
    citeRules(line, {wage});
    return row.number("minutes") * wage.value / 60;
}

Rational readLine(RouteReader& in, const Line& declared, const RoundingRule& rounding, Trace& step) {
    const std::string table = declared.table;
    step = traceStep("cost." + table, declared.label, "Σ q × p", 0, Unit::yen);
    Rational sum = 0;
    for (FieldCells& row : in.rows(table)) {
        if (table == "labour") {
            sum += labourAmount(in, row, step);
        } else if (table == "overhead") {
            step.inputs.push_back(row.input("a", "amount"));
            sum += row.number("amount");
        } else {
            sum += rowAmount(row, "quantity", "unitPrice", 1, step);
        }
    }
    const Rational rounded = applyRounding(rounding, sum);
    step.value = exactText(rounded);
    citeRounding(step, rounding);
    return rounded;
}

bool hasLines(RouteReader& in) {
    for (const Line& line : manufactureLines) {
        if (in.has(line.table)) return true;
    }
    return false;
}

/// Cost of import in yen; refuses two ways of entering it.
Rational readImport(RouteReader& in, const RoundingRule& rounding, Trace& step) {
    step = traceStep("cost.import", {"輸入原価", "Import cost"}, "I", 0, Unit::yen);
    Rational cost = 0;
    if (in.has("importCost")) {
        for (const char* other : {"importLocalPrice", "importExchangeRate"}) {
            if (in.has(other)) in.refuse("routeListing.giveOne", other, {}, "importCost");
        }
        cost = in.number("importCost");
        step.inputs = {in.input("I", "importCost")};
    } else {
        step.formula = "p × e";
        cost = in.number("importLocalPrice") * in.number("importExchangeRate");
        step.inputs = {in.input("p", "importLocalPrice"), in.input("e", "importExchangeRate")};
    }
    cost = applyRounding(rounding, cost);
    step.value = exactText(cost);
    citeRounding(step, rounding);
    return cost;
}

Rational amountOrRate(RouteReader& in, const char* amount, const char* rate, Rational& share) {
    if (in.has(amount) && in.has(rate)) in.refuse("routeListing.giveOne", rate, {}, amount);
    share = in.optionalNumber(rate).value_or(0);
    return in.optionalNumber(amount).value_or(0);
}

Trace shareStep(RouteReader& in, const char* id, const Text& label, const char* amount, const char* rate,
                const Rational& value, const RoundingRule& rounding) {
    const bool byRate = in.has(rate);
    Trace step = traceStep(id, label, byRate ? "s × (C + p)" : "a", value, Unit::yen);
    if (byRate) step.inputs = {in.input("s", rate)};
    if (in.has(amount)) step.inputs = {in.input("a", amount)};
    citeRounding(step, rounding);
    return step;
}

}  // namespace

std::vector<Field> costSheetFields() {
    const Field amount = numberField("amount", {"金額", "Amount"}, Unit::yen, notNegative,
                                     {"数量と単価の代わりに", "instead of quantity and unit price"});
    const std::vector<Field> goods{textField("name", {"品名", "Name"}),
                                   numberField("quantity", {"数量", "Quantity"}, Unit::none, notNegative),
                                   numberField("unitPrice", {"単価", "Unit price"}, Unit::yen, notNegative), amount};
    const std::vector<Field> processes{textField("process", {"工程", "Process"}),
                                       numberField("minutes", {"時間（分）", "Minutes"}, Unit::minutes, notNegative),
                                       numberField("wagePerHour", {"労務費単価", "Wage per hour"}, Unit::yenPerHour,
                                                   notNegative, {"空欄は規則集の単価", "empty: the pack's"}),
                                       amount};
    const std::vector<Field> overhead{textField("name", {"費目", "Item"}),
                                      required(numberField("amount", {"金額", "Amount"}, Unit::yen, notNegative))};
    return {
        numberField("productCost", {"製品総原価", "Total product cost"}, Unit::yen, positive,
                    {"公表資料のように1つの額で示すとき", "as one figure, as published papers print it"}),
        tableField("materials", {"原材料費", "Raw materials"}, goods),
        tableField("packaging", {"包装材料費", "Packaging"}, goods),
        tableField("labour", {"労務費", "Labour"}, processes),
        tableField("overhead", {"製造経費", "Manufacturing overhead"}, overhead),
        numberField("importCost", {"輸入原価", "Import cost"}, Unit::yen, positive),
        numberField("importLocalPrice", {"輸入価格（現地通貨）", "Import price, local currency"}, Unit::foreignCurrency,
                    positive),
        numberField("importExchangeRate", {"輸入の為替レート", "Exchange rate of the import"}, Unit::yenPerForeign,
                    positive),
        numberField("sellingAmount", {"一般管理販売費の額", "Selling and administration, amount"}, Unit::yen,
                    notNegative),
        numberField("sellingRate", {"一般管理販売費の率", "Selling and administration, rate"}, Unit::ratio,
                    shareBelowOne,
                    {"流通経費と税の前の価格に対する割合", "share of the price before distribution and tax"}),
        numberField("researchAmount", {"研究開発費の額", "Research and development, amount"}, Unit::yen, notNegative),
        numberField("researchRate", {"研究開発費の率", "Research and development, rate"}, Unit::ratio, shareBelowOne,
                    {"流通経費と税の前の価格に対する割合", "share of the price before distribution and tax"})};
}

std::optional<CostSheet> readCostSheet(RouteReader& in, const Rational& profitRate,
                                       const std::optional<RuleNumber>& sellingLimit, Issues& notes) {
    const bool lines = hasLines(in);
    const bool import = in.has("importCost") || in.has("importLocalPrice") || in.has("importExchangeRate");
    CostSheet sheet;
    if (in.has("productCost")) {
        for (const char* other :
             {"materials", "packaging", "labour", "overhead", "importCost", "importLocalPrice", "importExchangeRate",
              "sellingAmount", "sellingRate", "researchAmount", "researchRate"}) {
            if (in.has(other)) in.refuse("routeListing.giveOne", other, {}, "productCost");
        }
        sheet.productCost = in.number("productCost");
        sheet.trace =
            traceStep("cost.productCost", {"製品総原価", "Total product cost"}, "C", sheet.productCost, Unit::yen);
        sheet.trace.inputs = {in.input("C", "productCost")};
        return in.failed() ? std::nullopt : std::optional(sheet);
    }
    if (!lines && !import) in.number("productCost");
    if (lines && import) in.refuse("routeListing.giveOne", "importCost", {}, "materials, packaging, labour, overhead");

    const RoundingRule rounding = withPriceUnit(in.rounding("costLine"), in.optionalNumber("priceUnit"));
    CostBreakdownInputs inputs;
    sheet.trace = traceStep("cost.productCost", {"製品総原価", "Total product cost"}, "Σ", 0, Unit::yen);
    const auto add = [&](const Text& label, const Rational& amount, Trace step) {
        sheet.lines.emplace_back(label, amount);
        sheet.trace.steps.push_back(std::move(step));
    };
    if (import) {
        Trace step;
        inputs.manufacture = readImport(in, rounding, step);
        const Text label = step.label;
        add(label, inputs.manufacture, std::move(step));
    }
    for (const Line& line : manufactureLines) {
        if (!in.has(line.table)) continue;
        Trace step;
        const Rational amount = readLine(in, line, rounding, step);
        inputs.manufacture += amount;
        add(line.label, amount, std::move(step));
    }
    inputs.sellingAmount = amountOrRate(in, "sellingAmount", "sellingRate", inputs.sellingRate);
    inputs.researchAmount = amountOrRate(in, "researchAmount", "researchRate", inputs.researchRate);
    inputs.profitRate = profitRate;
    if (sellingLimit) inputs.sellingLimit = sellingLimit->value;
    if (in.failed()) return {};

    const auto cost = costBreakdown(inputs, rounding);
    in.add(cost.issues());
    if (!cost) return {};
    if (cost->limited) {
        Trace step = traceStep(
            "cost.selling",
            {"一般管理販売費・研究開発費（上限を適用）", "Selling, administration and research, held to the limit"},
            "g × (C + p)", cost->selling, Unit::yen);
        step.inputs = {traceInput("g", *sellingLimit), traceInput("a", {"申請額", "amount asked for"}, cost->asked)};
        citeRules(step, {*sellingLimit});
        citeRounding(step, rounding);
        const Text label = step.label;
        add(label, cost->selling, std::move(step));
        notes.push_back({"routeCost.sellingLimited",
                         Severity::warning,
                         "/inputs/sellingAmount",
                         exactText(cost->asked),
                         exactText(cost->selling),
                         {}});
    } else {
        if (in.has("sellingAmount") || in.has("sellingRate")) {
            add(sellingLabel, cost->selling,
                shareStep(in, "cost.selling", sellingLabel, "sellingAmount", "sellingRate", cost->selling, rounding));
        }
        if (in.has("researchAmount") || in.has("researchRate")) {
            add(researchLabel, cost->research,
                shareStep(in, "cost.research", researchLabel, "researchAmount", "researchRate", cost->research,
                          rounding));
        }
    }
    sheet.productCost = cost->productCost;
    sheet.trace.value = exactText(sheet.productCost);
    inheritStatus(sheet.trace);
    return sheet;
}

}  // namespace kachi

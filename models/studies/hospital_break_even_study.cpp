// The price of a device at which the hospital neither gains nor loses.
#include "models/studies/hospital_break_even_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;

double BreakEvenInputs::cashPerCase() const {
    double sum = 0;
    for (const BreakEvenTerm& term : terms) sum += term.yen;
    return sum;
}

BreakEvenInputs readBreakEvenInputs(StudyReader& reader) {
    BreakEvenInputs inputs;
    if (reader.has("saved")) inputs.saved = readSavedTime(reader, "saved");
    const auto add = [&](const std::string& key, const Text& label, double yen) {
        inputs.terms.push_back({key, label, yen, "/inputs/" + key});
    };
    add("cashableYen", labour_text::cashableYen, sumOf(inputs.saved).cashableYen);
    inputs.terms.back().path.clear();
    add("consumablesSaved", {"消耗品・材料費の減少", "Consumables saved"}, reader.realOr("consumablesSaved", 0));
    add("feeDifference", {"診療報酬の差", "Fee difference"}, reader.realOr("feeDifference", 0));
    add("otherSavings", {"その他の支出の減少", "Other spending saved"}, reader.realOr("otherSavings", 0));
    add("otherCosts", {"その他の費用", "Other costs"}, -reader.realOr("otherCosts", 0));
    inputs.yearlyCosts = reader.optionalReal("yearlyCosts");
    if (inputs.yearlyCosts) {
        inputs.casesPerYear = reader.real("casesPerYear");
        if (inputs.casesPerYear > 0) {
            add("yearlyCosts", {"年間固定費（1件当たり）", "Yearly costs, per case"},
                -*inputs.yearlyCosts / inputs.casesPerYear);
        }
    }
    const bool anything = std::ranges::any_of(inputs.terms, [](const BreakEvenTerm& term) { return term.yen != 0; });
    if (!anything && !reader.failed()) reader.refuse("hospitalBreakEven.nothing", "saved", {}, {});
    inputs.devices = reader.realOr("devicesPerCase", 1);
    inputs.yenPerReleasedHour = reader.optionalReal("yenPerReleasedHour");
    return inputs;
}

namespace {

StudyTable termTable(const BreakEvenInputs& inputs, double releasedHours) {
    StudyTable table{"balance",
                     {"病院の収支（1件、機器の費用を除く）", "Hospital's balance of a case, without the device"},
                     {{"item", {"項目", "Item"}},
                      {"yen", {"金額", "Amount"}, Unit::yen},
                      {"hours", {"時間", "Hours"}, Unit::hours},
                      {"inPrice", {"均衡価格に含める", "In the break-even price"}}},
                     {}};
    const Text yes{"含める", "Yes"};
    for (const BreakEvenTerm& term : inputs.terms) {
        table.rows.push_back({studyCell(term.label), studyCell(term.yen), {}, studyCell(yes)});
    }
    table.rows.push_back({studyCell(labour_text::total), studyCell(inputs.cashPerCase()), {}, {}});
    const std::optional<double> valued =
        inputs.yenPerReleasedHour ? std::optional(releasedHours * *inputs.yenPerReleasedHour) : std::nullopt;
    table.rows.push_back({studyCell(Text{"他業務に充てられる時間の評価額", "Released hours, valued"}),
                          studyCell(valued), studyCell(releasedHours),
                          studyCell(Text{"含めない（併記の価格だけ）", "No; only in the price beside it"})});
    return table;
}

StudyChart balanceChart(const BreakEvenInputs& inputs, double price) {
    WaterfallChart chart{{{"1台・1本当たりの価格", "Price of one device"}, Unit::yen}, {}};
    for (const BreakEvenTerm& term : inputs.terms) {
        if (term.yen != 0) chart.steps.push_back({term.label, term.yen / inputs.devices, false});
    }
    chart.steps.push_back({{"均衡価格", "Break-even price"}, price, true});
    return {"balance", {"均衡価格の内訳", "What the break-even price is made of"}, {}, std::move(chart)};
}

Trace priceTrace(const BreakEvenInputs& inputs, double price) {
    Trace trace = labourStep("breakEvenPrice", {"病院の均衡価格", "Hospital's break-even price"}, "Σ amounts / n",
                             price, Unit::yen);
    for (const BreakEvenTerm& term : inputs.terms)
        trace.inputs.push_back(labourInput(term.key, term.label, term.yen, term.path));
    trace.inputs.push_back(
        labourInput("n", {"1件に使う数", "Devices in a case"}, inputs.devices, "/inputs/devicesPerCase"));
    if (!inputs.saved.empty()) trace.steps = {cashableTrace(inputs.saved, inputs.terms.front().yen)};
    return trace;
}

Result<StudyResult> run(StudyReader& reader) {
    const BreakEvenInputs inputs = readBreakEvenInputs(reader);
    if (reader.failed()) return reader.issues();
    const double releasedHours = sumOf(inputs.saved).releasedHours;
    const double price = inputs.cashPerCase() / inputs.devices;

    StudyResult result;
    StudyFigure breakEven =
        headlineFigure("breakEvenPrice", {"病院の均衡価格", "Hospital's break-even price"}, price, Unit::yen);
    breakEven.price = true;
    result.figures.push_back(std::move(breakEven));
    result.figures.push_back(headlineFigure(
        "releasedHours", {"1件当たり他業務に充てられる時間", "Hours released per case"}, releasedHours, Unit::hours));
    if (inputs.yenPerReleasedHour) {
        result.figures.push_back(studyFigure(
            "priceWithHours", {"参考：現金化できない時間も評価した価格", "Beside it: price with released hours valued"},
            price + releasedHours * *inputs.yenPerReleasedHour / inputs.devices, Unit::yen));
    }
    result.tables.push_back(termTable(inputs, releasedHours));
    if (!inputs.saved.empty()) {
        result.tables.push_back(savedTimeTable(inputs.saved));
        result.tables.push_back(payTable(inputs.saved));
    }
    result.charts.push_back(balanceChart(inputs, price));
    result.traces = {priceTrace(inputs, price)};
    if (price < 0) {
        result.notes.push_back(
            {"hospitalBreakEven.negative", Severity::warning, "/inputs", shortNumber(price), "0", {}});
    }
    result.methodText = {
        "1件当たりの（実際に減る人件費＋消耗品・材料費の減少＋診療報酬の差＋その他の支出の減少−その他の費用−年間固定費÷"
        "年間件数）を、"
        "1件に使う機器の数で除した額。これより安ければ病院の収支は改善する。他業務に充てられる時間は含めず、評価額を含"
        "めた価格は"
        "参考として別に示す。",
        "Per case, cashable staff cost + consumables saved + fee difference + other spending saved − other costs − "
        "yearly "
        "costs / cases a year, divided by the devices used in a case. Below this price the hospital gains. Hours "
        "released "
        "for other work are not in it; a price with them valued stands beside it."};
    result.references = {timeDrivenCosting};
    return result;
}

std::vector<Field> fields() {
    return {
        tableField("saved", {"1件当たり削減時間", "Time saved in one case"}, savedTimeFields()),
        numberField("consumablesSaved", {"消耗品・材料費の減少（1件）", "Consumables saved per case"}, Unit::yen,
                    anyNumber),
        numberField("feeDifference", {"診療報酬の差（1件、導入後−導入前）", "Fee difference per case, after − before"},
                    Unit::yen, anyNumber, {"1点＝10円", "1 point = 10 yen"}),
        numberField("otherSavings", {"その他の支出の減少（1件）", "Other spending saved per case"}, Unit::yen,
                    anyNumber,
                    {"減る時間外手当など。人件費と重ねない", "overtime pay and the like, not already in staff cost"}),
        numberField("otherCosts", {"その他の費用（1件）", "Other costs per case"}, Unit::yen, notNegative),
        numberField("yearlyCosts", {"年間固定費", "Yearly costs"}, Unit::yenPerYear, notNegative,
                    {"保守・教育・病院が負担する年額", "maintenance, training, other yearly cost of the hospital"}),
        numberField("casesPerYear", {"年間件数", "Cases a year"}, Unit::count, positive),
        numberField("devicesPerCase", {"1件に使う数", "Devices in a case"}, Unit::count, positive,
                    {"空欄は 1", "empty: 1"}),
        numberField("yenPerReleasedHour", {"他業務に充てられる1時間の評価額", "Value of one released hour"},
                    Unit::yenPerHour, notNegative, {"参考の価格だけに用いる", "only for the price beside"}),
    };
}

}  // namespace

StudyDefinition hospitalBreakEvenStudy() {
    return {
        .id = "hospitalBreakEven",
        .group = StudyGroup::labour,
        .name = {"病院の均衡価格", "Hospital's break-even price"},
        .purpose =
            {"実際に減る人件費・消耗品・診療報酬の差から、病院の収支が変わらない機器の価格を求めます。",
             "The price of the device at which the hospital's balance does not change, from cashable staff cost, "
             "consumables and fees."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi

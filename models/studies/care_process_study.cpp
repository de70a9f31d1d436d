// Care process map: the activities of a pathway before and after, their time equations and what they cost.
#include "models/studies/care_process_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <set>

namespace kachi {

using namespace field_limits;
namespace {

const std::vector<FieldChoice> arms{
    {"before", labour_text::before}, {"after", labour_text::after}, {"both", {"前後とも", "Both"}}};

CareArm armOf(const std::string& id) {
    if (id == "before") return CareArm::before;
    if (id == "after") return CareArm::after;
    return CareArm::both;
}

/// Index of the occupation that a cell names. Issue: careProcess.unknownOccupation.
std::size_t occupationOf(FieldCells& row, const CareProcess& process) {
    const std::string name = row.text("occupation");
    const auto found = std::ranges::find(process.occupations, name, &CareOccupation::name);
    if (found != process.occupations.end()) return static_cast<std::size_t>(found - process.occupations.begin());
    std::string known;
    for (const CareOccupation& one : process.occupations) known += (known.empty() ? "" : ", ") + one.name;
    row.refuse("careProcess.unknownOccupation", "occupation", name, known);
    return 0;
}

void readOccupations(StudyReader& reader, CareInputs& inputs) {
    needRows(reader, "occupations");
    std::set<std::string> names;
    for (FieldCells& row : reader.rows("occupations")) {
        const std::string name = row.text("name");
        if (!names.insert(name).second) row.refuse("labourStudies.nameTwice", "name", name, {});
        inputs.process.occupations.push_back({name, readStaffCost(row)});
        inputs.occupationPaths.push_back(row.path());
        inputs.people.push_back(row.optionalReal("people"));
        inputs.wageSources.push_back(row.text("wageSource"));
    }
}

/// An activity with the place it was typed at, for sorting.
struct OrderedActivity {
    double order = 0;
    std::string path;
    CareActivity activity;
    std::vector<std::string> termPaths;
};

std::vector<OrderedActivity> readActivities(StudyReader& reader, const CareProcess& process) {
    needRows(reader, "activities");
    std::vector<OrderedActivity> activities;
    for (FieldCells& row : reader.rows("activities")) {
        OrderedActivity one;
        one.order = row.realOr("order", static_cast<double>(activities.size() + 1));
        one.path = row.path();
        one.activity.name = row.text("name");
        one.activity.arm = armOf(row.choice("arm"));
        one.activity.occupation = occupationOf(row, process);
        one.activity.baseMinutes = row.real("baseMinutes");
        one.activity.probability = row.realOr("probability", 1);
        one.activity.repetitions = row.realOr("repetitions", 1);
        activities.push_back(std::move(one));
    }
    std::ranges::stable_sort(activities, {}, &OrderedActivity::order);
    return activities;
}

/// Adds each term to the activities it names. Issue: careProcess.unknownActivity.
void readTerms(StudyReader& reader, std::vector<OrderedActivity>& activities) {
    for (FieldCells& row : reader.rows("terms")) {
        const std::string name = row.text("activity");
        const std::string arm = row.choice("arm");
        const TimeTerm term{row.text("driver"), row.real("minutesPerUnit"), row.real("value")};
        bool found = false;
        for (OrderedActivity& one : activities) {
            if (one.activity.name != name || (!arm.empty() && one.activity.arm != armOf(arm))) continue;
            one.activity.terms.push_back(term);
            one.termPaths.push_back(row.path());
            found = true;
        }
        if (!found)
            row.refuse("careProcess.unknownActivity", "activity", name, arm.empty() ? "before, after, both" : arm);
    }
}

/// Issue careProcess.negativeTime where a time equation falls below 0.
void checkTimes(StudyReader& reader, const std::vector<OrderedActivity>& activities) {
    for (const OrderedActivity& one : activities) {
        const double minutes = one.activity.minutesOnce();
        if (minutes >= 0) continue;
        reader.add(Issue{"careProcess.negativeTime",
                         Severity::error,
                         one.path + "/baseMinutes",
                         numberText(minutes),
                         "≥ 0",
                         {{"label", one.activity.name}}});
    }
}

void readConsumables(StudyReader& reader, CareInputs& inputs) {
    for (FieldCells& row : reader.rows("consumables")) {
        inputs.process.consumables.push_back(
            {row.text("name"), armOf(row.choice("arm")), row.real("yen"), row.realOr("paidSeparately", 0)});
        inputs.consumablePaths.push_back(row.path());
    }
}

}  // namespace

CareInputs readCareInputs(StudyReader& reader) {
    CareInputs inputs;
    readOccupations(reader, inputs);
    std::vector<OrderedActivity> activities = readActivities(reader, inputs.process);
    readTerms(reader, activities);
    checkTimes(reader, activities);
    for (OrderedActivity& one : activities) {
        inputs.process.activities.push_back(std::move(one.activity));
        inputs.activityPaths.push_back(one.path);
        inputs.termPaths.push_back(std::move(one.termPaths));
    }
    readConsumables(reader, inputs);
    inputs.feeBefore = reader.optionalReal("feeBefore");
    inputs.feeAfter = reader.optionalReal("feeAfter");
    if (inputs.feeBefore.has_value() != inputs.feeAfter.has_value()) {
        const char* missing = inputs.feeBefore ? "feeAfter" : "feeBefore";
        reader.refuse("careProcess.oneFee", missing, {}, inputs.feeBefore ? "feeBefore" : "feeAfter");
    }
    inputs.casesPerYear = reader.optionalReal("casesPerYear");
    return inputs;
}

namespace {

std::vector<StudyFigure> figuresOf(const CareInputs& inputs, const CareProcessResult& result) {
    const LabourFigures& total = result.total;
    std::vector<StudyFigure> figures{
        headlineFigure("minutesSaved", {"1件当たり削減時間", "Minutes saved per case"}, total.minutesSaved(),
                       Unit::minutes),
        headlineFigure("cashableYen", {"1件当たり実際に減る人件費", "Cashable yen per case"}, total.cashableYen,
                       Unit::yen),
        headlineFigure("releasedHours", {"1件当たり他業務に充てられる時間", "Hours released per case"},
                       total.releasedHours, Unit::hours),
        studyFigure("yenSaved", labour_text::yenSaved, total.yenSaved(), Unit::yen),
        studyFigure("caseCostBefore", {"1件の費用（導入前）", "Cost of a case before"}, result.caseCostBefore(),
                    Unit::yen),
        studyFigure("caseCostAfter", {"1件の費用（導入後）", "Cost of a case after"}, result.caseCostAfter(),
                    Unit::yen),
        studyFigure("caseCostSaved", {"1件の費用の減少", "Saved cost of a case"},
                    result.caseCostBefore() - result.caseCostAfter(), Unit::yen),
        studyFigure("payerCostDifference", {"支払者の費用の差（1件）", "Payer's cost difference per case"},
                    payerCostDifference(inputs, result), Unit::yen),
        studyFigure("hospitalCashDifference",
                    {"病院の支出の差（1件、償還材料を除く）",
                     "Hospital's spending difference per case, reimbursed materials apart"},
                    hospitalCashDifference(result), Unit::yen)};
    if (!inputs.casesPerYear) return figures;
    const LabourFigures year = scaled(total, *inputs.casesPerYear);
    figures.push_back(headlineFigure("hoursSavedPerYear", {"年間削減時間（1病院）", "Hours saved a year, one hospital"},
                                     year.hoursSaved(), Unit::hours));
    figures.push_back(headlineFigure("ftePerYear",
                                     {"年間削減時間の常勤換算（1病院）", "Full-time equivalents, one hospital"},
                                     year.fullTimeEquivalents, Unit::fte));
    figures.push_back(headlineFigure("cashableYenPerYear",
                                     {"年間に実際に減る人件費（1病院）", "Cashable yen a year, one hospital"},
                                     year.cashableYen, Unit::yenPerYear));
    figures.push_back(headlineFigure("releasedHoursPerYear",
                                     {"年間に他業務に充てられる時間（1病院）", "Hours released a year, one hospital"},
                                     year.releasedHours, Unit::hours));
    return figures;
}

Result<StudyResult> run(StudyReader& reader) {
    const CareInputs inputs = readCareInputs(reader);
    if (reader.failed()) return reader.issues();
    const CareProcessResult care = careProcess(inputs.process);

    StudyResult result;
    result.figures = figuresOf(inputs, care);
    result.tables = careTables(inputs, care);
    result.charts = careCharts(inputs, care);
    result.traces = careTraces(inputs, care);
    if (care.total.minutesSaved() < 0) {
        result.notes.push_back({"careProcess.longerWork",
                                Severity::warning,
                                "/inputs/activities",
                                shortNumber(care.total.minutesAfter),
                                shortNumber(care.total.minutesBefore),
                                {}});
    }
    result.methodText = {
        "時間主導型活動基準原価計算（TDABC）による。各業務の時間は時間方程式 t = b0 + Σ b·x、1件当たり時間は t × "
        "実施確率 × "
        "回数、費用は生産能力費用（年間給与 ×（1＋事業主負担）÷（年間労働時間 × 実際的生産能力 × "
        "60））を乗じた額。削減時間は"
        "現金化割合の分だけを円で示し、残りは時間で示す。両者を重ねて数えない。公的医療の立場の費用には診療報酬と別に償"
        "還される"
        "材料だけを含める。",
        "Time-driven activity-based costing. The time of an activity follows the equation t = b0 + Σ b·x; a case takes "
        "t × "
        "probability × repetitions, at the capacity cost rate annual pay × (1 + on-cost) / (paid hours × practical "
        "capacity "
        "× 60). Of the time saved only the cashable share is shown in yen, the rest in hours, never both. Only fees "
        "and "
        "separately reimbursed materials belong to the cost of the public health-care payer."};
    result.references = {timeDrivenCosting,
                         "Keel G, Savage C, Rafiq M, Mazzocato P. Time-driven activity-based costing in health care: a "
                         "systematic review. Health Policy 2017;121:755-763.",
                         "中央社会保険医療協議会 費用対効果評価の分析ガイドライン（分析の立場）"};
    return result;
}

std::vector<Field> fields() {
    std::vector<Field> occupation{required(textField("name", {"職種名", "Name"}))};
    for (Field& field : staffCostFields()) occupation.push_back(std::move(field));
    occupation.push_back(numberField("people", {"人数（常勤換算）", "People, full-time equivalents"}, Unit::fte,
                                     positive, {"未使用の生産能力を求めるとき", "for the unused capacity"}));
    const Field arm = choiceField("arm", {"時期", "Arm"}, arms);
    return {
        required(tableField("occupations", {"職種と費用", "Occupations and their cost"}, occupation)),
        required(tableField(
            "activities", {"業務", "Activities"},
            {required(
                 textField("name", {"業務名", "Name"}, {"前後で同じ名の業務を対応させる", "equal names are paired"})),
             required(arm), required(textField("occupation", labour_text::occupation)),
             required(numberField("baseMinutes", {"基本時間 b0", "Base minutes b0"}, Unit::minutes, anyNumber)),
             numberField("probability", {"実施確率", "Probability"}, Unit::probability, share,
                         {"空欄は 1", "empty: 1"}),
             numberField("repetitions", {"回数", "Repetitions"}, Unit::count, notNegative, {"空欄は 1", "empty: 1"}),
             numberField("order", {"順序", "Order"}, Unit::none, anyNumber,
                         {"空欄は行の順", "empty: order of rows"})})),
        tableField("terms", {"時間方程式の項", "Terms of the time equations"},
                   {required(textField("activity", {"業務名", "Activity"})), arm,
                    required(textField("driver", {"要因 x", "Driver x"})),
                    required(numberField("minutesPerUnit", {"係数 b（分）", "Coefficient b, minutes"}, Unit::minutes,
                                         anyNumber)),
                    required(numberField("value", {"要因の値", "Value of the driver"}, Unit::none, anyNumber))}),
        tableField(
            "consumables", {"消耗品・材料", "Consumables and materials"},
            {required(textField("name", {"品名", "Name"})), required(arm),
             required(
                 numberField("yen", {"病院の購入費（1件）", "Cost to the hospital per case"}, Unit::yen, notNegative)),
             numberField("paidSeparately", {"別に償還される額（1件）", "Reimbursed beside the fee per case"}, Unit::yen,
                         notNegative, {"特定保険医療材料。空欄は 0", "designated materials; empty: 0"})}),
        numberField("feeBefore", {"診療報酬（導入前・1件）", "Fee before, per case"}, Unit::yen, notNegative,
                    {"1点＝10円", "1 point = 10 yen"}),
        numberField("feeAfter", {"診療報酬（導入後・1件）", "Fee after, per case"}, Unit::yen, notNegative),
        numberField("casesPerYear", {"年間件数（1病院）", "Cases a year, one hospital"}, Unit::count, notNegative),
    };
}

}  // namespace

StudyDefinition careProcessStudy() {
    return {
        .id = "careProcess",
        .group = StudyGroup::labour,
        .name = {"診療プロセス図と時間・費用", "Care process map"},
        .purpose = {"導入前後の業務の流れを職種・時間・確率・回数で表し、1件当たりの時間と費用の差、職種間の移管、"
                    "支払者の立場の費用に含めてよいものを示します。",
                    "Maps the activities before and after by who, minutes, probability and repetitions: difference in "
                    "time and cost of a case, work moved between occupations, and what may enter the payer's cost."},
        .fields = fields(),
        .run = run,
        .overDraws = true,
    };
}

}  // namespace kachi

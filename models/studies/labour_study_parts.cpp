#include "models/studies/labour_study_parts.h"

#include <set>

namespace kachi {

using namespace field_limits;
namespace {

const FieldLimits yearHours{.above = 0, .atMost = 8784};
const FieldLimits capacityShare{.above = 0, .atMost = 1};

}  // namespace

std::string shortNumber(double value, int decimals) {
    return rationalText(exactDecimal(value), decimals);
}

std::vector<Field> staffCostFields() {
    return {
        required(numberField("annualPay", {"年間給与額", "Annual pay"}, Unit::yen, notNegative)),
        required(numberField("onCost", {"事業主負担の給与比", "Employer on-cost, share of pay"}, Unit::ratio,
                             notNegative, {"法定福利費等", "social insurance and the like"})),
        required(numberField("hoursPerYear", {"年間労働時間", "Paid hours a year"}, Unit::hours, yearHours)),
        required(numberField("practicalShare", {"実際的生産能力の割合", "Practical capacity, share of paid hours"},
                             Unit::ratio, capacityShare, {"慣例は 0.80～0.85", "0.80 to 0.85 by convention"})),
        numberField("fteHours", {"常勤換算1人の年間時間", "Hours of one full-time equivalent"}, Unit::hours, yearHours,
                    {"空欄は年間労働時間", "empty: paid hours a year"}),
        required(numberField(
            "cashableShare", labour_text::cashableShare, Unit::ratio, share,
            {"削減時間のうち支払労働時間が実際に減る割合", "share of freed hours that really reduces paid hours"})),
        textField("wageSource", labour_text::wageSource),
    };
}

StaffCost readStaffCost(FieldCells& row) {
    StaffCost cost;
    cost.annualPay = row.real("annualPay");
    cost.onCost = row.real("onCost");
    cost.hoursPerYear = row.real("hoursPerYear");
    cost.practicalShare = row.real("practicalShare");
    cost.fteHours = row.realOr("fteHours", cost.hoursPerYear);
    cost.cashableShare = row.real("cashableShare");
    return cost;
}

std::vector<Field> savedTimeFields() {
    std::vector<Field> fields{
        required(textField("occupation", labour_text::occupation)),
        required(numberField("minutesSaved", {"1件当たり削減時間", "Minutes saved, one procedure"}, Unit::minutes,
                             anyNumber, {"延長は負の値", "negative where work grows longer"}))};
    for (Field& field : staffCostFields()) fields.push_back(std::move(field));
    return fields;
}

std::vector<SavedTime> readSavedTime(StudyReader& reader, const std::string& table) {
    needRows(reader, table);
    std::vector<SavedTime> saved;
    std::set<std::string> names;
    for (FieldCells& row : reader.rows(table)) {
        SavedTime time{row.text("occupation"), row.path(), row.real("minutesSaved"), readStaffCost(row),
                       row.text("wageSource")};
        if (!names.insert(time.occupation).second) {
            row.refuse("labourStudies.nameTwice", "occupation", time.occupation, {});
        }
        saved.push_back(std::move(time));
    }
    return saved;
}

LabourFigures sumOf(const std::vector<SavedTime>& saved) {
    std::vector<LabourFigures> figures;
    for (const SavedTime& time : saved) figures.push_back(time.perProcedure());
    return sumOf(figures);
}

StudyTable savedTimeTable(const std::vector<SavedTime>& saved) {
    StudyTable table{"occupations",
                     {"1件当たりの職種別削減時間", "Time saved by occupation, one procedure"},
                     {{"occupation", labour_text::occupation},
                      {"minutesSaved", labour_text::minutesSaved, Unit::minutes},
                      {"rate", labour_text::rate, Unit::yenPerMinute},
                      {"cashableShare", labour_text::cashableShare, Unit::ratio},
                      {"fteHours", {"常勤換算1人の年間時間", "Hours of one FTE"}, Unit::hours},
                      {"yenSaved", labour_text::yenSaved, Unit::yen},
                      {"cashableYen", labour_text::cashableYen, Unit::yen},
                      {"releasedHours", labour_text::releasedHours, Unit::hours}},
                     {}};
    for (const SavedTime& time : saved) {
        const LabourFigures figures = time.perProcedure();
        table.rows.push_back({studyCell(time.occupation), studyCell(time.minutes), studyCell(time.cost.yenPerMinute()),
                              studyCell(time.cost.cashableShare), studyCell(time.cost.fteHours),
                              studyCell(figures.yenSaved()), studyCell(figures.cashableYen),
                              studyCell(figures.releasedHours)});
    }
    return table;
}

StudyTable payTable(const std::vector<PaidOccupation>& occupations) {
    StudyTable table{"pay",
                     {"給与と労働時間の出典", "Pay and hours with their source"},
                     {{"occupation", labour_text::occupation},
                      {"annualPay", {"年間給与額", "Annual pay"}, Unit::yen},
                      {"onCost", {"事業主負担の給与比", "On-cost"}, Unit::ratio},
                      {"hoursPerYear", {"年間労働時間", "Paid hours a year"}, Unit::hours},
                      {"wageSource", labour_text::wageSource}},
                     {}};
    for (const PaidOccupation& one : occupations) {
        const Text notStated{"記載なし", "not stated"};
        table.rows.push_back({studyCell(one.name), studyCell(one.cost.annualPay), studyCell(one.cost.onCost),
                              studyCell(one.cost.hoursPerYear),
                              one.wageSource.empty() ? studyCell(notStated) : studyCell(one.wageSource)});
    }
    return table;
}

StudyTable payTable(const std::vector<SavedTime>& saved) {
    std::vector<PaidOccupation> occupations;
    for (const SavedTime& time : saved) {
        occupations.push_back({typedName(time.occupation), time.cost, time.wageSource});
    }
    return payTable(occupations);
}

void needRows(StudyReader& reader, const std::string& table) {
    if (reader.rows(table).empty()) reader.refuse("labourStudies.noRows", table, {}, {});
}

Trace labourStep(const std::string& id, const Text& label, const std::string& formula, double value, Unit unit) {
    Trace step;
    step.id = id;
    step.label = label;
    step.formula = formula;
    step.value = numberText(value);
    step.unit = unit;
    return step;
}

TraceInput labourInput(const std::string& symbol, const Text& label, double value, const std::string& path) {
    return {symbol, label, numberText(value), path};
}

Trace capacityRateTrace(const std::string& occupation, const StaffCost& cost, const std::string& path) {
    Trace step = labourStep(
        "rate." + occupation, {occupation + "：" + labour_text::rate.ja, occupation + ": " + labour_text::rate.en},
        "annualPay × (1 + onCost) / (hoursPerYear × practicalShare × 60)", cost.yenPerMinute(), Unit::yenPerMinute);
    step.inputs = {
        labourInput("annualPay", {"年間給与額", "Annual pay"}, cost.annualPay, path + "/annualPay"),
        labourInput("onCost", {"事業主負担の給与比", "On-cost"}, cost.onCost, path + "/onCost"),
        labourInput("hoursPerYear", {"年間労働時間", "Paid hours a year"}, cost.hoursPerYear, path + "/hoursPerYear"),
        labourInput("practicalShare", {"実際的生産能力の割合", "Practical capacity"}, cost.practicalShare,
                    path + "/practicalShare")};
    step.clause = {"時間主導型活動基準原価計算", "Time-driven activity-based costing"};
    return step;
}

Trace cashableTrace(const std::vector<SavedTime>& saved, double cashableYen) {
    Trace trace = labourStep("cashableYen", labour_text::cashableYen, "Σ minutesSaved × rate × cashableShare",
                             cashableYen, Unit::yen);
    for (const SavedTime& row : saved) {
        Trace step = labourStep("cashableYen." + row.occupation, typedName(row.occupation),
                                "minutesSaved × rate × cashableShare", row.perProcedure().cashableYen, Unit::yen);
        step.inputs = {labourInput("minutesSaved", labour_text::minutesSaved, row.minutes),
                       labourInput("rate", labour_text::rate, row.cost.yenPerMinute()),
                       labourInput("cashableShare", labour_text::cashableShare, row.cost.cashableShare,
                                   row.path + "/cashableShare")};
        step.steps = {capacityRateTrace(row.occupation, row.cost, row.path)};
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

StudyFigure headlineFigure(const std::string& key, const Text& label, double value, Unit unit) {
    StudyFigure figure = studyFigure(key, label, value, unit);
    figure.headline = true;
    return figure;
}

RuleNumber enteredOrRule(StudyReader& reader, const std::string& key, const std::string& rule) {
    const std::optional<RuleNumber> known = enteredOrKnown(reader, key, rule);
    const RulePack* pack = reader.surroundings().pack;
    if (!known) reader.refuse("labourStudies.ruleAbsent", key, pack ? pack->id : std::string("-"), rule);
    return known.value_or(RuleNumber{});
}

std::optional<RuleNumber> enteredOrKnown(StudyReader& reader, const std::string& key, const std::string& rule) {
    const RulePack* pack = reader.surroundings().pack;
    std::optional<RuleNumber> known;
    if (pack && pack->numbers.contains(rule)) known = pack->numbers.at(rule);
    if (const auto entered = reader.optionalNumber(key)) {
        return userNumber(*entered, known ? known->unit : Unit::none, reader.input(key, key).label);
    }
    return known;
}

StudyTable ruleTable(const std::vector<RuleNumber>& rules) {
    StudyTable table{"rules",
                     {"用いた規則の数値", "Rule numbers used"},
                     {{"rule", {"規則", "Rule"}},
                      {"value", {"値", "Value"}},
                      {"clause", {"条項", "Clause"}},
                      {"document", {"資料", "Document"}},
                      {"date", {"年月日", "Date"}},
                      {"status", {"確認状況", "Status"}}},
                     {}};
    for (const RuleNumber& rule : rules) {
        table.rows.push_back({studyCell(rule.label), studyCell(toDouble(rule.value)), studyCell(rule.clause),
                              studyCell(rule.document), studyCell(rule.date), studyCell(ruleStatusText(rule.status))});
    }
    return table;
}

}  // namespace kachi

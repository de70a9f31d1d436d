#include "models/studies/care_process_parts.h"

namespace kachi {
namespace {

Text armText(CareArm arm) {
    switch (arm) {
        case CareArm::before:
            return labour_text::before;
        case CareArm::after:
            return labour_text::after;
        case CareArm::both:
            return {"前後とも", "Both"};
    }
    return {};
}

/// b0 + b·x + … with the numbers, for the reader who recomputes it.
std::string equationText(const CareActivity& activity) {
    std::string text = numberText(activity.baseMinutes);
    for (const TimeTerm& term : activity.terms) {
        text += " + " + numberText(term.minutesPerUnit) + " × " + numberText(term.value) + " (" + term.driver + ")";
    }
    return text;
}

StudyTable activityTable(const CareProcess& process) {
    StudyTable table{"activities",
                     {"業務別の時間と費用（1件）", "Time and cost of each activity in a case"},
                     {{"activity", {"業務", "Activity"}},
                      {"arm", {"時期", "Arm"}},
                      {"occupation", labour_text::occupation},
                      {"equation", {"時間方程式", "Time equation"}},
                      {"minutesOnce", {"1回の時間", "Minutes once"}, Unit::minutes},
                      {"probability", {"実施確率", "Probability"}, Unit::probability},
                      {"repetitions", {"回数", "Repetitions"}, Unit::count},
                      {"minutes", {"1件の時間", "Minutes per case"}, Unit::minutes},
                      {"rate", labour_text::rate, Unit::yenPerMinute},
                      {"yen", {"費用", "Cost"}, Unit::yen}},
                     {}};
    for (const CareActivity& activity : process.activities) {
        const CareOccupation& occupation = process.occupations[activity.occupation];
        const double rate = occupation.cost.yenPerMinute();
        table.rows.push_back({studyCell(activity.name), studyCell(armText(activity.arm)), studyCell(occupation.name),
                              studyCell(equationText(activity)), studyCell(activity.minutesOnce()),
                              studyCell(activity.probability), studyCell(activity.repetitions),
                              studyCell(activity.minutesPerCase()), studyCell(rate),
                              studyCell(rate * activity.minutesPerCase())});
    }
    return table;
}

std::vector<StudyValue> occupationRow(const Text& name, std::optional<double> rate, std::optional<double> cashable,
                                      std::optional<double> hours, const LabourFigures& figures) {
    return {studyCell(name),
            studyCell(rate),
            studyCell(cashable),
            studyCell(hours),
            studyCell(figures.minutesBefore),
            studyCell(figures.minutesAfter),
            studyCell(figures.minutesSaved()),
            studyCell(figures.yenBefore),
            studyCell(figures.yenAfter),
            studyCell(figures.yenSaved()),
            studyCell(figures.cashableYen),
            studyCell(figures.releasedHours),
            studyCell(figures.fullTimeEquivalents)};
}

StudyTable occupationTable(const CareProcess& process, const CareProcessResult& result) {
    StudyTable table{"occupations",
                     {"職種別の時間と費用（1件）", "Time and cost by occupation, one case"},
                     {{"occupation", labour_text::occupation},
                      {"rate", labour_text::rate, Unit::yenPerMinute},
                      {"cashableShare", labour_text::cashableShare, Unit::ratio},
                      {"fteHours", {"常勤換算1人の年間時間", "Hours of one FTE"}, Unit::hours},
                      {"minutesBefore", {"時間（導入前）", "Minutes before"}, Unit::minutes},
                      {"minutesAfter", {"時間（導入後）", "Minutes after"}, Unit::minutes},
                      {"minutesSaved", labour_text::minutesSaved, Unit::minutes},
                      {"yenBefore", {"費用（導入前）", "Cost before"}, Unit::yen},
                      {"yenAfter", {"費用（導入後）", "Cost after"}, Unit::yen},
                      {"yenSaved", labour_text::yenSaved, Unit::yen},
                      {"cashableYen", labour_text::cashableYen, Unit::yen},
                      {"releasedHours", labour_text::releasedHours, Unit::hours},
                      {"fte", labour_text::fullTimeEquivalents, Unit::fte}},
                     {}};
    for (std::size_t at = 0; at < process.occupations.size(); ++at) {
        const CareOccupation& occupation = process.occupations[at];
        table.rows.push_back(occupationRow(typedName(occupation.name), occupation.cost.yenPerMinute(),
                                           occupation.cost.cashableShare, occupation.cost.fteHours,
                                           result.byOccupation[at]));
    }
    table.rows.push_back(occupationRow(labour_text::total, {}, {}, {}, result.total));
    return table;
}

StudyTable shiftTable(const CareProcess& process, const CareProcessResult& result) {
    StudyTable table{
        "taskShift",
        {"職種間の業務移管（1件、行から列へ、分）", "Work moved between occupations, row to column, one case"},
        {{"from", {"移管元", "From"}}},
        {}};
    const auto columnKey = [](std::size_t at) { return "to" + std::to_string(at + 1); };
    for (std::size_t at = 0; at < process.occupations.size(); ++at) {
        table.columns.push_back({columnKey(at), typedName(process.occupations[at].name), Unit::minutes});
    }
    table.columns.push_back({"saved", {"削減", "Saved"}, Unit::minutes});
    table.columns.push_back({"total", {"計（導入前）", "Total before"}, Unit::minutes});
    for (std::size_t from = 0; from < result.shift.size(); ++from) {
        const bool isNew = from == process.occupations.size();
        std::vector<StudyValue> row{
            studyCell(isNew ? Text{"新たに発生", "New"} : typedName(process.occupations[from].name))};
        double sum = 0;
        for (const double minutes : result.shift[from]) {
            row.push_back(studyCell(minutes));
            sum += minutes;
        }
        row.push_back(studyCell(sum));
        table.rows.push_back(std::move(row));
    }
    std::vector<StudyValue> totals{studyCell(Text{"計（導入後）", "Total after"})};
    for (std::size_t to = 0; to < result.shift.size(); ++to) {
        double sum = 0;
        for (const std::vector<double>& row : result.shift) sum += row[to];
        totals.push_back(studyCell(sum));
    }
    totals.push_back({});
    table.rows.push_back(std::move(totals));
    return table;
}

StudyTable consumableTable(const CareProcess& process) {
    StudyTable table{"consumables",
                     {"消耗品・材料（1件）", "Consumables and materials, one case"},
                     {{"name", {"品名", "Name"}},
                      {"arm", {"時期", "Arm"}},
                      {"yen", {"病院の購入費", "Cost to the hospital"}, Unit::yen},
                      {"paidSeparately", {"別に償還される額", "Reimbursed beside the fee"}, Unit::yen}},
                     {}};
    for (const CareConsumable& one : process.consumables) {
        table.rows.push_back(
            {studyCell(one.name), studyCell(armText(one.arm)), studyCell(one.yen), studyCell(one.paidSeparately)});
    }
    return table;
}

/// Capacity paid for, used by this pathway, and left, for occupations whose number of people is known.
StudyTable capacityTable(const CareInputs& inputs, const CareProcessResult& result) {
    StudyTable table{"capacity",
                     {"年間の生産能力とその使用（この業務だけ）", "Yearly capacity and its use by this pathway alone"},
                     {{"occupation", labour_text::occupation},
                      {"people", {"人数", "People"}, Unit::fte},
                      {"yearlyCost", {"年間人件費", "Yearly cost"}, Unit::yenPerYear},
                      {"practicalMinutes", {"実際的生産能力", "Practical capacity"}, Unit::minutes},
                      {"usedBefore", {"使用（導入前）", "Used before"}, Unit::minutes},
                      {"usedAfter", {"使用（導入後）", "Used after"}, Unit::minutes},
                      {"unusedBefore", {"未使用の費用（導入前）", "Unused cost before"}, Unit::yenPerYear},
                      {"unusedAfter", {"未使用の費用（導入後）", "Unused cost after"}, Unit::yenPerYear}},
                     {}};
    for (std::size_t at = 0; at < inputs.process.occupations.size(); ++at) {
        if (!inputs.people[at] || !inputs.casesPerYear) continue;
        const auto& [name, cost] = inputs.process.occupations[at];
        const LabourFigures used = scaled(result.byOccupation[at], *inputs.casesPerYear);
        const double yearlyCost = *inputs.people[at] * cost.annualPay * (1 + cost.onCost);
        const double rate = cost.yenPerMinute();
        table.rows.push_back({studyCell(name), studyCell(*inputs.people[at]), studyCell(yearlyCost),
                              studyCell(*inputs.people[at] * cost.hoursPerYear * cost.practicalShare * 60),
                              studyCell(used.minutesBefore), studyCell(used.minutesAfter),
                              studyCell(unusedCapacityCost(yearlyCost, rate, used.minutesBefore)),
                              studyCell(unusedCapacityCost(yearlyCost, rate, used.minutesAfter))});
    }
    return table;
}

/// One row of the table of perspectives.
struct PerspectiveItem {
    Text item;
    std::optional<double> yen = {};    ///< after − before
    std::optional<double> hours = {};  ///< after − before
    Text perspective;
    bool entersIcer = false;
    Text reason;
    Text countedIn;
};

const Text payer{"公的医療の立場", "Public health-care payer"};
const Text hospital{"病院", "Hospital"};
const Text payerCount{"支払者の費用", "Payer's cost"};
const Text hospitalCount{"病院の支出", "Hospital's spending"};

std::vector<PerspectiveItem> perspectiveItems(const CareInputs& inputs, const CareProcessResult& result) {
    const LabourFigures& total = result.total;
    std::vector<PerspectiveItem> items;
    if (inputs.feeBefore) {
        items.push_back({.item = {"診療報酬（技術料等）", "Fees"},
                         .yen = *inputs.feeAfter - *inputs.feeBefore,
                         .perspective = payer,
                         .entersIcer = true,
                         .reason = {"公的医療費そのもの", "Public medical cost"},
                         .countedIn = payerCount});
    }
    items.push_back({.item = {"別に償還される材料", "Materials reimbursed beside the fee"},
                     .yen = result.paidSeparately.added(),
                     .perspective = payer,
                     .entersIcer = true,
                     .reason = {"公的医療費そのもの（材料価格）", "Public medical cost at the reimbursement price"},
                     .countedIn = payerCount});
    items.push_back({.item = {"消耗品・材料（償還額を除く）", "Consumables, reimbursed amounts apart"},
                     .yen = result.consumables.added() - result.paidSeparately.added(),
                     .perspective = hospital,
                     .reason = {"技術料に含まれ、加えると支払者の費用を二重に数える",
                                "Covered by the fee; adding it would count the payer's cost twice"},
                     .countedIn = hospitalCount});
    items.push_back({.item = {"人件費のうち実際に減る額", "Staff cost that really falls"},
                     .yen = -total.cashableYen,
                     .perspective = hospital,
                     .reason = {"給与は支払者が直接払わず、診療報酬に含まれる",
                                "The payer does not pay wages; the fee covers them"},
                     .countedIn = hospitalCount});
    items.push_back({.item = {"労働時間のうち他業務に回る分", "Working time freed for other work"},
                     .hours = -total.releasedHours,
                     .perspective = {"病院・医療従事者", "Hospital and staff"},
                     .reason = {"どの予算からも支出が減らない。時間で併記する",
                                "No budget falls; stands beside the ratio, in hours"},
                     .countedIn = {"時間として併記", "Beside, in hours"}});
    items.push_back(
        {.item = {"参考：削減時間の全額の費用換算", "Memo: all time saved at its cost"},
         .yen = -total.yenSaved(),
         .perspective = hospital,
         .reason = {"上の二行を円で言い換えたもので、加算しない", "Restates the two rows above in yen; not added"},
         .countedIn = {"どこにも数えない", "Nowhere"}});
    return items;
}

StudyTable perspectiveTable(const CareInputs& inputs, const CareProcessResult& result) {
    StudyTable table{"perspectives",
                     {"ICERに含めてよいものと併記すべきもの（1件、導入後−導入前）",
                      "What may enter the ICER and what stands beside it, one case, after − before"},
                     {{"item", {"項目", "Item"}},
                      {"yen", {"金額", "Amount"}, Unit::yen},
                      {"hours", {"時間", "Hours"}, Unit::hours},
                      {"perspective", {"立場", "Perspective"}},
                      {"entersIcer", {"ICERに含める", "Enters the ICER"}},
                      {"reason", {"理由", "Reason"}},
                      {"countedIn", {"計上先", "Counted in"}}},
                     {}};
    for (const PerspectiveItem& one : perspectiveItems(inputs, result)) {
        table.rows.push_back({studyCell(one.item), studyCell(one.yen), studyCell(one.hours), studyCell(one.perspective),
                              studyCell(one.entersIcer ? Text{"含める", "Yes"} : Text{"含めない", "No"}),
                              studyCell(one.reason), studyCell(one.countedIn)});
    }
    return table;
}

}  // namespace

double payerCostDifference(const CareInputs& inputs, const CareProcessResult& result) {
    const double fees = inputs.feeBefore ? *inputs.feeAfter - *inputs.feeBefore : 0;
    return fees + result.paidSeparately.added();
}

double hospitalCashDifference(const CareProcessResult& result) {
    return result.consumables.added() - result.paidSeparately.added() - result.total.cashableYen;
}

std::vector<StudyTable> careTables(const CareInputs& inputs, const CareProcessResult& result) {
    std::vector<StudyTable> tables{activityTable(inputs.process), occupationTable(inputs.process, result),
                                   shiftTable(inputs.process, result)};
    std::vector<PaidOccupation> paid;
    for (std::size_t at = 0; at < inputs.wageSources.size(); ++at) {
        const CareOccupation& occupation = inputs.process.occupations[at];
        paid.push_back({typedName(occupation.name), occupation.cost, inputs.wageSources[at]});
    }
    tables.push_back(payTable(paid));
    if (!inputs.process.consumables.empty()) tables.push_back(consumableTable(inputs.process));
    StudyTable capacity = capacityTable(inputs, result);
    if (!capacity.rows.empty()) tables.push_back(std::move(capacity));
    tables.push_back(perspectiveTable(inputs, result));
    return tables;
}

}  // namespace kachi

#include "ui/sections/labour_page.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "ui/forms/wage_menu.h"
#include "ui/windows/language.h"

#include <QFormLayout>
#include <QMenu>
#include <QPushButton>

namespace kachi {
namespace {

RowTable staffTable() {
    RowTable table;
    table.name = {"職種", "Staff"};
    table.parameterHead = "labour.staff.";
    bindRows<LabourStaff>(table, [](Case& value) { return value.labour ? &value.labour->staff : nullptr; });
    const auto row = [](Case& value, int at) -> LabourStaff& {
        return value.labour->staff[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"職種", "Staff"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"年間給与", "Annual pay"}, .unit = Unit::yen, .parameter = "labour.staff.*.annualPay"},
        {.header = {"事業主負担", "On-cost"}, .unit = Unit::ratio, .parameter = "labour.staff.*.onCost"},
        {.header = {"年間労働", "Paid hours"}, .unit = Unit::hours, .parameter = "labour.staff.*.hoursPerYear"},
        {.header = {"実働割合", "Practical share"}, .unit = Unit::ratio, .parameter = "labour.staff.*.practicalShare"},
    };
    return table;
}

RowTable taskTable() {
    RowTable table;
    table.name = {"作業", "Tasks"};
    table.parameterHead = "labour.task.";
    bindRows<LabourTask>(table, [](Case& value) { return value.labour ? &value.labour->tasks : nullptr; });
    const auto row = [](Case& value, int at) -> LabourTask& {
        return value.labour->tasks[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"作業", "Task"}, .text = [row](Case& value, int at) { return &row(value, at).name; }},
        {.header = {"職種", "Staff"},
         .chosen = [](const Case& value, int at) { return value.labour->tasks[static_cast<std::size_t>(at)].staff; },
         .choose = [row](Case& value, int at, const std::string& id) { row(value, at).staff = id; },
         .choices =
             [](const Case& value) {
                 std::vector<std::pair<std::string, Text>> choices;
                 for (const LabourStaff& staff : value.labour->staff) choices.emplace_back(staff.id, staff.name);
                 return choices;
             }},
        {.header = {"導入前", "Before"}, .unit = Unit::minutes, .parameter = "labour.task.*.minutesBefore"},
        {.header = {"導入後", "After"}, .unit = Unit::minutes, .parameter = "labour.task.*.minutesAfter"},
        {.header = {"回数", "Times"}, .parameter = "labour.task.*.repetitions"},
    };
    return table;
}

std::vector<std::string> volumeParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.labour) return ids;
    if (usesHospital(value.labour->volume)) ids.emplace_back("labour.volume.perHospital");
    if (usesNation(value.labour->volume)) {
        ids.emplace_back("labour.volume.national");
        ids.emplace_back("labour.adoption");
    }
    ids.emplace_back("labour.cashableShare");
    if (value.labour->consumables) {
        ids.emplace_back("labour.consumables.before");
        ids.emplace_back("labour.consumables.after");
    }
    return ids;
}

}  // namespace

LabourPage::LabourPage(Session& session, QWidget* parent) : ValuePage(session, "labour", parent) {
    addRows(addCard(QT_TR_NOOP("Tasks"), QT_TR_NOOP("Minutes one task takes, one time, before and after the device.")),
            taskTable());
    InputCard* staff = addCard(QT_TR_NOOP("Staff"), QT_TR_NOOP("Pay, on-cost and hours give the cost of a minute."));
    m_staff = addRows(staff, staffTable());
    m_wages = addButton(staff, QT_TR_NOOP("Pay by occupation"));
    m_wages->setMenu(new QMenu(m_wages));
    InputCard* volumes = addCard(QT_TR_NOOP("Volumes and scale"));
    QFormLayout* form = addForm(volumes);
    addChoice(
        form, QT_TR_NOOP("Scale"),
        {{static_cast<int>(LabourVolume::procedureOnly), {"1手技のみ", "one procedure"}},
         {static_cast<int>(LabourVolume::hospital), {"1手技・病院", "procedure and hospital"}},
         {static_cast<int>(LabourVolume::nation), {"1手技・全国", "procedure and nation"}},
         {static_cast<int>(LabourVolume::hospitalAndNation), {"1手技・病院・全国", "procedure, hospital, nation"}}},
        [](const Case& value) { return static_cast<int>(value.labour->volume); },
        [](Case& value, int answer) { value.labour->volume = static_cast<LabourVolume>(answer); });
    addChoice(
        form, QT_TR_NOOP("Consumables"),
        {{0, {"含めない", "left out"}}, {1, {"1手技の費用に含める", "part of the cost of a procedure"}}},
        [](const Case& value) { return value.labour->consumables ? 1 : 0; },
        [](Case& value, int answer) { value.labour->consumables = answer == 1; });
    addParameters(volumes, volumeParameters);
    finish();
}

QString LabourPage::question() const {
    return tr(
        "How much working time does the device save or cost, for whom, and what is that time worth? Staff, tasks "
        "and minutes before and after give hours, full-time equivalents and yen for one procedure, one hospital "
        "and the nation.");
}

void LabourPage::retranslateInputs() {
    m_wages->setToolTip(
        tr("Enters the pay of a national survey, with year and source, into the chosen row or a new one"));
    fillWageMenu(*m_wages->menu(), [this](const ShippedWage& wage) { takeWage(wage); });
}

void LabourPage::takeWage(const ShippedWage& wage) {
    Case after = session().document().current();
    if (!after.labour) return;
    std::vector<LabourStaff>& rows = after.labour->staff;
    const bool chosen = m_staff->view()->selectionModel()->hasSelection();
    const int row = chosen ? m_staff->view()->currentIndex().row() : static_cast<int>(rows.size());
    if (!chosen) rows.push_back({newRowId(after, staffTable()), {}, {}});
    enterStaffWage(after, rows[static_cast<std::size_t>(row)], wage, uiLanguage());
    session().document().replace(std::move(after), tr("Pay of %1").arg(shown(wage.occupation)));
}

void LabourPage::addStructure(Case& value) const {
    value.labour = LabourStructure{};
}

SectionResults LabourPage::results(const Case& value, const Evaluation& evaluation) const {
    SectionResults results;
    addFigure(results, labourMinutesWaterfall(value, evaluation));
    addFigure(results, labourMinutesByStaff(value, evaluation));
    addFigure(results, labourHoursByStaff(value, evaluation));
    addFigure(results, labourYenByStaff(value, evaluation));
    addTable(results, labourTable(value, evaluation));
    addTable(results, labourTaskTable(value, evaluation));
    if (auto table = metricResultTable(value, evaluation, "labour")) results.tables.push_back(std::move(*table));
    if (evaluation.labour) {
        results.traces = evaluation.labour->traces;
        for (const LabourRateRow& rate : evaluation.labour->rates) results.traces.push_back(rate.trace);
    }
    return results;
}

}  // namespace kachi

// The labour model of a case: staff × tasks × minutes, carried to hospital and nation.
#include "app/workbook/labour_workbook.h"
#include "models/params/model_inputs.h"
#include "models/studies/labour_study_parts.h"

#include <algorithm>

namespace kachi {
namespace {

/// The labour model on the pages.
class LabourModelSheets {
public:
    LabourModelSheets(LabourPages& pages, const Case& value, const Evaluation& evaluation)
        : m_pages(pages), m_structure(*value.labour), m_values(evaluation.values.base), m_results(*evaluation.labour) {}

    void write() {
        for (const LabourStaff& staff : m_structure.staff) m_occupations.push_back(occupationOf(staff));
        const OccupationRows rows = m_pages.writeOccupations(m_occupations);
        const std::vector<ActivityCells> activities = writeTasks();
        writeVolumeInputs();
        const int first = m_pages.writeActivities(activities, m_occupations, rows);
        std::vector<LabourFigures> figures;
        for (const LabourRow& row : m_results.rows) {
            if (row.scale == LabourScale::procedure) figures.push_back(row.base);
        }
        const int procedure =
            m_pages.writeOneProcedure(m_occupations, rows, m_pages.minutesOf(activities, first, rows), figures);
        checkFigures(m_pages.writeVolumes(m_volumes, m_occupations, figures, procedure));
        writeCaseCost(procedure + static_cast<int>(m_occupations.size()));
    }

private:
    double number(const std::string& id) const { return m_values.at(id); }
    PageCell input(const std::string& id) const { return pageInput(number(id), m_pages.parameter(id)); }

    OccupationCells occupationOf(const LabourStaff& staff) const {
        const auto id = [&staff](const char* column) { return cellId(column, staff.id); };
        const std::string pay = id("labour.staff.*.annualPay");
        const std::string onCost = id("labour.staff.*.onCost");
        const std::string hours = id("labour.staff.*.hoursPerYear");
        const std::string practical = id("labour.staff.*.practicalShare");
        const bool ownFteHours = m_values.contains(id("labour.staff.*.fteHours"));
        const std::string fte = ownFteHours ? id("labour.staff.*.fteHours") : hours;
        const std::string cashable = "labour.cashableShare";
        OccupationCells cells;
        cells.name = m_pages.words(staff.name);
        cells.cost = {number(pay), number(onCost), number(hours), number(practical), number(fte), number(cashable)};
        cells.annualPay = m_pages.parameter(pay);
        cells.onCost = m_pages.parameter(onCost);
        cells.hoursPerYear = m_pages.parameter(hours);
        cells.practicalShare = m_pages.parameter(practical);
        cells.fteHours = m_pages.parameter(fte);
        cells.ownFteHours = ownFteHours;
        cells.cashableShare = m_pages.parameter(cashable);
        return cells;
    }

    std::vector<ActivityCells> writeTasks() {
        constexpr int occupationColumn = 2;
        constexpr int beforeColumn = 4;
        constexpr int afterColumn = 5;
        constexpr int repetitionsColumn = 6;
        const int first = m_pages.inputs.nextRow();
        std::vector<ActivityCells> activities;
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < m_structure.tasks.size(); ++at) {
            const LabourTask& task = m_structure.tasks[at];
            const auto staff = std::ranges::find(m_structure.staff, task.staff, &LabourStaff::id);
            const auto occupation = static_cast<std::size_t>(staff - m_structure.staff.begin());
            const int row = first + static_cast<int>(at);
            const auto place = [&](int column) { return m_pages.inputs.at(row, column); };
            cells.push_back({pageNumber(static_cast<double>(at + 1)), pageWords(m_pages.words(task.name)),
                             pageInput(static_cast<double>(occupation + 1)), pageWords(m_pages.words(staff->name)),
                             input(cellId("labour.task.*.minutesBefore", task.id)),
                             input(cellId("labour.task.*.minutesAfter", task.id)),
                             input(cellId("labour.task.*.repetitions", task.id))});
            ActivityCells activity;
            activity.name = m_pages.words(task.name);
            activity.occupation = occupation;
            activity.occupationReference = place(occupationColumn);
            activity.minutesBefore = place(repetitionsColumn) + "*" + place(beforeColumn);
            activity.minutesAfter = place(repetitionsColumn) + "*" + place(afterColumn);
            activity.before = m_results.tasks[at].minutesBefore;
            activity.after = m_results.tasks[at].minutesAfter;
            activities.push_back(std::move(activity));
        }
        m_pages.inputs.table({"業務", "Tasks"},
                             {{{"番号", "No."}},
                              {{"業務", "Task"}},
                              {{"職種の番号", "No. of the occupation"}},
                              {labour_text::occupation},
                              {{"時間（導入前・1回）", "Minutes before, one time"}, Unit::minutes},
                              {{"時間（導入後・1回）", "Minutes after, one time"}, Unit::minutes},
                              {{"1手技当たり実施回数", "Times done in one procedure"}}},
                             cells);
        return activities;
    }

    /// Volumes and consumables; places them for the results.
    void writeVolumeInputs() {
        constexpr int valueColumn = 2;
        const int first = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        const auto line = [&](const std::string& id) {
            const ParamDef& definition = definitionOf(labourParams(), id);
            cells.push_back({pageWords(""),
                             pageWords(m_pages.words({std::string(definition.ja), std::string(definition.en)})),
                             input(id), pageWords(m_pages.words(unitText(definition.unit)))});
            return m_pages.inputs.at(first + static_cast<int>(cells.size()) - 1, valueColumn);
        };
        const auto volume = [this](LabourScale scale, const std::string& reference, double procedures) {
            m_volumes.push_back({m_pages.words(labourScaleText(scale)), reference, procedures});
        };
        volume(LabourScale::procedure, "1", 1);
        if (usesHospital(m_structure.volume)) {
            const std::string id = "labour.volume.perHospital";
            volume(LabourScale::hospital, line(id), number(id));
        }
        if (usesNation(m_structure.volume)) {
            const std::string national = "labour.volume.national";
            const std::string adoption = "labour.adoption";
            const std::string nationalCell = line(national);
            volume(LabourScale::nation, nationalCell + "*" + line(adoption), number(national) * number(adoption));
        }
        if (m_structure.consumables) {
            m_consumablesBefore = line("labour.consumables.before");
            m_consumablesAfter = line("labour.consumables.after");
        }
        if (cells.empty()) return;
        m_pages.inputs.table({"件数と消耗品", "Volumes and consumables"},
                             {{{"", ""}}, {{"項目", "Item"}}, {{"値", "Value"}}, {{"単位", "Unit"}}}, cells);
    }

    void checkFigures(int first) {
        for (std::size_t at = 0; at < m_results.rows.size(); ++at) {
            const LabourRow& row = m_results.rows[at];
            for (const LabourMetricInfo& info : labourMetrics) {
                m_pages.check(m_pages.words(labourScaleText(row.scale)) + ", " + m_pages.words(row.name) + ", " +
                                  m_pages.words({info.ja, info.en}),
                              m_pages.volumeCell(first + static_cast<int>(at), info.metric),
                              valueOf(row.base, info.metric));
            }
        }
    }

    /// @param total  row of all occupations on Calculation
    void writeCaseCost(int total) {
        constexpr int valueColumn = 2;
        const int first = m_pages.results.nextRow();
        const auto formula = [&](int column, const std::string& consumables) {
            return m_pages.calculation.at(total, column) + (consumables.empty() ? "" : "+" + consumables);
        };
        const Text before{"1手技の費用（導入前）", "Cost of a procedure before"};
        const Text after{"1手技の費用（導入後）", "Cost of a procedure after"};
        m_pages.results.table(
            {"1手技の費用（消耗品を含む）", "Cost of a procedure, consumables included"},
            {{{"", ""}}, {{"項目", "Item"}}, {{"金額", "Amount"}, Unit::yen}},
            {{pageWords(""), pageWords(m_pages.words(before)),
              pageFormula(formula(procedureColumn::yenBefore, m_consumablesBefore), m_results.caseCost.before)},
             {pageWords(""), pageWords(m_pages.words(after)),
              pageFormula(formula(procedureColumn::yenAfter, m_consumablesAfter), m_results.caseCost.after)}});
        m_pages.check(m_pages.words(before), m_pages.results.at(first, valueColumn), m_results.caseCost.before);
        m_pages.check(m_pages.words(after), m_pages.results.at(first + 1, valueColumn), m_results.caseCost.after);
    }

    LabourPages& m_pages;
    const LabourStructure& m_structure;
    const std::map<std::string, double>& m_values;
    const LabourResults& m_results;
    std::vector<OccupationCells> m_occupations;
    std::vector<VolumeCells> m_volumes;
    std::string m_consumablesBefore;
    std::string m_consumablesAfter;
};

}  // namespace

void writeLabourModel(LabourPages& pages, const Case& value, const Evaluation& evaluation) {
    pages.begin(pages.words({"省力化モデル", "Labour model"}));
    LabourModelSheets(pages, value, evaluation).write();
}

}  // namespace kachi

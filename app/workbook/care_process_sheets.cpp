// A care process map: activities before and after with time equations, carried to a case and a year.
#include "app/workbook/labour_workbook.h"
#include "app/workbook/study_sheets.h"
#include "models/studies/care_process_parts.h"

namespace kachi {
namespace {

class CareProcessSheets {
public:
    CareProcessSheets(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings)
        : m_pages(pages),
          m_request(request),
          m_study(*study.result),
          m_inputs(readStudyInputs(request, surroundings, readCareInputs)),
          m_result(careProcess(m_inputs.process)) {}

    void write() {
        const CareProcess& process = m_inputs.process;
        for (std::size_t at = 0; at < process.occupations.size(); ++at) {
            const auto& [name, cost] = process.occupations[at];
            m_occupations.push_back(occupationCells(m_pages, m_request, name, cost, m_inputs.occupationPaths[at]));
        }
        const OccupationRows rows = m_pages.writeOccupations(m_occupations);
        const std::vector<ActivityCells> activities = writeActivityInputs();
        writeConsumables();
        writeCaseInputs();
        const int first = m_pages.writeActivities(activities, m_occupations, rows);
        std::vector<LabourFigures> figures = m_result.byOccupation;
        figures.push_back(m_result.total);
        m_procedure =
            m_pages.writeOneProcedure(m_occupations, rows, m_pages.minutesOf(activities, first, rows), figures);
        writeResults(figures);
    }

private:
    std::string named(const std::string& path, const char* key) const {
        return m_pages.named(m_request.inputs, path, key);
    }
    PageCell armCell(CareArm arm, CareArm wanted) const { return pageInput(inArm(arm, wanted) ? 1 : 0); }
    static PageCell numberOf(std::size_t at) { return pageNumber(static_cast<double>(at + 1)); }

    /// Activities, then the terms of their time equations, which the formulas of the activities refer to.
    std::vector<ActivityCells> writeActivityInputs() {
        const std::vector<CareActivity>& activities = m_inputs.process.activities;
        const int first = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < activities.size(); ++at) {
            const CareActivity& one = activities[at];
            const std::string& path = m_inputs.activityPaths[at];
            cells.push_back({numberOf(at), pageWords(one.name), numberOf(one.occupation),
                             pageWords(m_occupations[one.occupation].name), armCell(one.arm, CareArm::before),
                             armCell(one.arm, CareArm::after), pageInput(one.baseMinutes, named(path, "baseMinutes")),
                             pageInput(one.probability, named(path, "probability")),
                             pageInput(one.repetitions, named(path, "repetitions"))});
            cells.back()[occupationColumn].look = CellLook::input;
        }
        m_pages.inputs.table({"業務", "Activities"},
                             {{{"番号", "No."}},
                              {{"業務", "Activity"}},
                              {{"職種の番号", "No. of the occupation"}},
                              {labour_text::occupation},
                              {{"導入前に行う（1/0）", "Done before (1/0)"}},
                              {{"導入後に行う（1/0）", "Done after (1/0)"}},
                              {{"基本時間 b0", "Base minutes b0"}, Unit::minutes},
                              {{"実施確率", "Probability"}},
                              {{"回数", "Repetitions"}}},
                             cells);
        const auto [termFirst, termCount] = writeTerms();
        std::vector<ActivityCells> written;
        for (std::size_t at = 0; at < activities.size(); ++at) {
            written.push_back(activityOf(activities[at], first + static_cast<int>(at), termFirst, termCount));
        }
        return written;
    }

    /// @return first row and number of the terms
    std::pair<int, std::size_t> writeTerms() {
        const int first = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < m_inputs.process.activities.size(); ++at) {
            const CareActivity& activity = m_inputs.process.activities[at];
            for (std::size_t term = 0; term < activity.terms.size(); ++term) {
                const TimeTerm& one = activity.terms[term];
                const std::string& path = m_inputs.termPaths[at][term];
                const int row = first + static_cast<int>(cells.size());
                cells.push_back(
                    {numberOf(at), pageWords(activity.name), pageWords(one.driver),
                     pageInput(one.minutesPerUnit, named(path, "minutesPerUnit")),
                     pageInput(one.value, named(path, "value")),
                     pageFormula(cellReference(row, 3) + "*" + cellReference(row, 4), one.minutesPerUnit * one.value)});
            }
        }
        if (cells.empty()) return {first, 0};
        m_pages.inputs.table({"時間方程式の項", "Terms of the time equations"},
                             {{{"業務の番号", "No. of the activity"}},
                              {{"業務", "Activity"}},
                              {{"要因 x", "Driver x"}},
                              {{"係数 b", "Coefficient b"}, Unit::minutes},
                              {{"要因の値", "Value of the driver"}},
                              {{"b·x", "b·x"}, Unit::minutes}},
                             cells);
        return {first, cells.size()};
    }

    /// Minutes of a case = (b0 + Σ b·x) × probability × repetitions where it is done.
    ActivityCells activityOf(const CareActivity& one, int row, int termFirst, std::size_t terms) const {
        constexpr int beforeColumn = 4;
        constexpr int afterColumn = 5;
        constexpr int baseColumn = 6;
        constexpr int probabilityColumn = 7;
        constexpr int repetitionsColumn = 8;
        constexpr int productColumn = 5;
        const SheetPage& inputs = m_pages.inputs;
        const auto place = [&](int column) { return inputs.at(row, column); };
        std::string once = place(baseColumn);
        if (terms > 0) {
            once += "+SUMIF(" + inputs.range(termFirst, terms, 0) + "," + place(0) + "," +
                    inputs.range(termFirst, terms, productColumn) + ")";
        }
        const std::string minutes = "*(" + once + ")*" + place(probabilityColumn) + "*" + place(repetitionsColumn);
        ActivityCells cells;
        cells.name = one.name;
        cells.occupation = one.occupation;
        cells.occupationReference = place(occupationColumn);
        cells.minutesBefore = place(beforeColumn) + minutes;
        cells.minutesAfter = place(afterColumn) + minutes;
        cells.before = inArm(one.arm, CareArm::before) ? one.minutesPerCase() : 0;
        cells.after = inArm(one.arm, CareArm::after) ? one.minutesPerCase() : 0;
        return cells;
    }

    void writeConsumables() {
        const std::vector<CareConsumable>& consumables = m_inputs.process.consumables;
        m_consumableFirst = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < consumables.size(); ++at) {
            const CareConsumable& one = consumables[at];
            const std::string& path = m_inputs.consumablePaths[at];
            cells.push_back({numberOf(at), pageWords(one.name), armCell(one.arm, CareArm::before),
                             armCell(one.arm, CareArm::after), pageInput(one.yen, named(path, "yen")),
                             pageInput(one.paidSeparately, named(path, "paidSeparately"))});
        }
        if (cells.empty()) return;
        m_pages.inputs.table({"消耗品・材料（1件）", "Consumables and materials, one case"},
                             {{{"番号", "No."}},
                              {{"品名", "Name"}},
                              {{"導入前に使う（1/0）", "Used before (1/0)"}},
                              {{"導入後に使う（1/0）", "Used after (1/0)"}},
                              {{"病院の購入費", "Cost to the hospital"}, Unit::yen},
                              {{"別に償還される額", "Reimbursed beside the fee"}, Unit::yen}},
                             cells);
    }

    /// Σ of a column of the consumables used in an arm; 0 without consumables.
    std::string consumables(int armColumn, int yenColumn) const {
        const std::size_t count = m_inputs.process.consumables.size();
        if (count == 0) return "0";
        return "SUMPRODUCT(" + m_pages.inputs.range(m_consumableFirst, count, armColumn) + "," +
               m_pages.inputs.range(m_consumableFirst, count, yenColumn) + ")";
    }

    void writeCaseInputs() {
        ItemList list(m_pages, m_pages.inputs);
        const auto add = [&](const Text& label, const char* key, const std::optional<double>& value, Unit unit) {
            return value ? list.add(label, pageInput(*value, named("/inputs", key)), unit) : std::string("0");
        };
        m_feeBefore =
            add({"診療報酬（導入前・1件）", "Fee before, per case"}, "feeBefore", m_inputs.feeBefore, Unit::yen);
        m_feeAfter = add({"診療報酬（導入後・1件）", "Fee after, per case"}, "feeAfter", m_inputs.feeAfter, Unit::yen);
        m_cases = add({"年間件数（1病院）", "Cases a year, one hospital"}, "casesPerYear", m_inputs.casesPerYear,
                      Unit::count);
        if (!list.empty()) list.write(m_pages.inputs, {"報酬と件数", "Fees and volume"});
    }

    void checkFigure(const std::string& key, const std::string& reference) {
        const StudyFigure& figure = figureOf(m_study, key);
        m_pages.check(m_pages.words(figure.label), reference, figure.value.value());
    }

    void writeResults(const std::vector<LabourFigures>& figures) {
        std::vector<VolumeCells> volumes{{m_pages.words({"1件", "One case"}), "1", 1}};
        if (m_inputs.casesPerYear) {
            volumes.push_back(
                {m_pages.words({"1病院・年間", "One hospital, a year"}), m_cases, *m_inputs.casesPerYear});
        }
        const int occupations = static_cast<int>(m_occupations.size());
        const int first = m_pages.writeVolumes(volumes, m_occupations, figures, m_procedure);
        const auto check = [&](const char* key, int totalRow, LabourMetric metric) {
            checkFigure(key, m_pages.volumeCell(totalRow, metric));
        };
        const int one = first + occupations;
        check("minutesSaved", one, LabourMetric::minutesSaved);
        check("cashableYen", one, LabourMetric::cashableYen);
        check("releasedHours", one, LabourMetric::releasedHours);
        check("yenSaved", one, LabourMetric::yenSaved);
        if (m_inputs.casesPerYear) {
            const int year = one + occupations + 1;
            check("hoursSavedPerYear", year, LabourMetric::hoursSaved);
            check("ftePerYear", year, LabourMetric::fullTimeEquivalents);
            check("cashableYenPerYear", year, LabourMetric::cashableYen);
            check("releasedHoursPerYear", year, LabourMetric::releasedHours);
        }
        writeCosts();
    }

    void writeCosts() {
        constexpr int before = 2;  // columns of the consumables
        constexpr int after = 3;
        constexpr int yen = 4;
        constexpr int paid = 5;
        const auto total = [this](int column) {
            return m_pages.calculation.at(m_procedure + static_cast<int>(m_occupations.size()), column);
        };
        ItemList list(m_pages, m_pages.results);
        const auto add = [&](const Text& label, const std::string& formula, double value) {
            return list.add(label, pageFormula(formula, value), Unit::yen);
        };
        const std::string usedBefore = add({"消耗品・材料（導入前）", "Consumables before"}, consumables(before, yen),
                                           m_result.consumables.before);
        const std::string usedAfter =
            add({"消耗品・材料（導入後）", "Consumables after"}, consumables(after, yen), m_result.consumables.after);
        const std::string paidBefore = add({"別に償還される額（導入前）", "Reimbursed beside the fee, before"},
                                           consumables(before, paid), m_result.paidSeparately.before);
        const std::string paidAfter = add({"別に償還される額（導入後）", "Reimbursed beside the fee, after"},
                                          consumables(after, paid), m_result.paidSeparately.after);
        const auto figure = [&](const char* key, const std::string& formula) {
            return list.addFigure(m_pages, m_study, key, formula);
        };
        const std::string costBefore = figure("caseCostBefore", total(procedureColumn::yenBefore) + "+" + usedBefore);
        const std::string costAfter = figure("caseCostAfter", total(procedureColumn::yenAfter) + "+" + usedAfter);
        figure("caseCostSaved", costBefore + "-" + costAfter);
        figure("payerCostDifference", m_feeAfter + "-" + m_feeBefore + "+" + paidAfter + "-" + paidBefore);
        figure("hospitalCashDifference", usedAfter + "-" + usedBefore + "-(" + paidAfter + "-" + paidBefore + ")-" +
                                             total(procedureColumn::cashableYen));
        list.write(m_pages.results, {"1件の費用", "Cost of a case"});
    }

    static constexpr int occupationColumn = 2;

    LabourPages& m_pages;
    const StudyRequest& m_request;
    const StudyResult& m_study;
    CareInputs m_inputs;
    CareProcessResult m_result;
    std::vector<OccupationCells> m_occupations;
    int m_consumableFirst = 0;
    int m_procedure = 0;  ///< first row of one procedure on Calculation
    std::string m_feeBefore;
    std::string m_feeAfter;
    std::string m_cases;
};

}  // namespace

void writeCareProcess(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings) {
    pages.begin(pages.words(study.name));
    CareProcessSheets(pages, request, study, surroundings).write();
}

}  // namespace kachi

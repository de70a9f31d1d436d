// Doctors' overtime: distribution, shares above the caps before and after hours are saved, hours and pay.
#include "app/workbook/labour_workbook.h"
#include "app/workbook/work_style_hours.h"

#include <algorithm>

namespace kachi {
namespace {

class WorkStyleSheets {
public:
    WorkStyleSheets(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                    const StudySurroundings& surroundings)
        : m_pages(pages),
          m_page(pages.overtime),
          m_request(request),
          m_study(*study.result),
          m_inputs(readStudyInputs(request, surroundings, readWorkStyleInputs)) {}

    void write() {
        writeInputs();
        HoursSheet sheet{m_pages, m_page, m_request, m_study, m_inputs};
        sheet.hoursSaved = m_hoursSaved;
        sheet.respondents = m_respondents;
        writeRulesAndPlaces(sheet);
        m_hours = writeHours(sheet);
        writeCaps();
        writeTotals();
        if (m_hours.standardError) writeIntervals();
        if (m_inputs.weekendShare || m_inputs.nightShare) writeSplit();
        writeCurve();
    }

private:
    void writeInputs() {
        ItemList list(m_pages, m_page);
        const auto add = [&](const Text& label, const char* key, double value, Unit unit) {
            return list.add(label, pageInput(value, m_pages.named(m_request.inputs, "/inputs", key)), unit);
        };
        m_doctors = add({"医師数", "Doctors"}, "doctors", m_inputs.doctors, Unit::persons);
        const Text saved{"対象医師1人の年間削減時間", "Hours saved a year by one participating doctor"};
        if (m_inputs.minutesPerCase) {
            const std::string minutes = add({"1件当たり削減時間", "Minutes saved per case"}, "minutesPerCase",
                                            *m_inputs.minutesPerCase, Unit::minutes);
            const std::string cases = add({"医師1人の年間件数", "Cases a year of one doctor"}, "casesPerDoctor",
                                          *m_inputs.casesPerDoctor, Unit::count);
            m_hoursSaved =
                list.add(saved, pageFormula(minutes + "*" + cases + "/60", m_inputs.hoursSaved), Unit::hours);
        } else {
            m_hoursSaved = add(saved, "hoursSaved", m_inputs.hoursSaved, Unit::hours);
        }
        m_participation = add({"対象となる医師の割合", "Share of doctors who take part"}, "participation",
                              m_inputs.participation, Unit::ratio);
        if (m_inputs.respondents && m_inputs.shape != "doctors") {
            m_respondents =
                add({"調査の回答数", "Respondents of the survey"}, "respondents", *m_inputs.respondents, Unit::persons);
        }
        if (m_inputs.weekendShare) {
            m_weekend = add({"削減時間のうち休日の割合", "Share of the time saved on weekends and holidays"},
                            "weekendShare", *m_inputs.weekendShare, Unit::ratio);
        }
        if (m_inputs.nightShare) {
            m_night = add({"削減時間のうち夜間の割合", "Share of the time saved at night"}, "nightShare",
                          *m_inputs.nightShare, Unit::ratio);
        }
        if (m_inputs.yenPerHour) {
            m_yenPerHour = add({"時間外手当（1時間）", "Overtime pay, one hour"}, "overtimeYenPerHour",
                               *m_inputs.yenPerHour, Unit::yenPerHour);
            m_paidShare = add({"手当が支払われる割合", "Share of overtime that is paid"}, "paidShare",
                              m_inputs.paidShare, Unit::ratio);
        }
        list.write(m_page, {"入力", "Inputs"});
    }

    /// The rules, then every cap and every cap + hours saved with the weekly hours they mean.
    void writeRulesAndPlaces(HoursSheet& sheet) {
        constexpr int yearlyColumn = 2;
        constexpr int weeklyColumn = 3;
        std::vector<RuleInput> rules{{m_inputs.rules[0], "normalHours"}, {m_inputs.rules[1], "weeksPerYear"}};
        for (std::size_t level = 0; level < overtimeCaps().size(); ++level) {
            rules.push_back({m_inputs.rules[level + 2], overtimeCaps()[level].field});
        }
        m_rules = writeRules(m_pages, m_page, m_request, rules);
        sheet.normalHours = m_rules[0];
        sheet.weeks = m_rules[1];
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        const auto add = [&](const Text& label, const std::string& formula, double hours) {
            const int row = first + static_cast<int>(cells.size());
            cells.push_back({pageNumber(static_cast<double>(cells.size() + 1)), pageWords(m_pages.words(label)),
                             pageFormula(formula, hours),
                             pageFormula(sheet.normalHours + "+" + cellReference(row, yearlyColumn) + "/" + sheet.weeks,
                                         m_inputs.year.weekly(hours))});
            sheet.places.push_back({label, hours, m_page.at(row, yearlyColumn), m_page.at(row, weeklyColumn)});
        };
        for (std::size_t level = 0; level < overtimeCaps().size(); ++level) {
            const Text& name = overtimeCaps()[level].level;
            const std::string& cap = m_rules[level + 2];
            add({name.ja + "の上限", "Cap of " + name.en}, cap, m_inputs.cap(level));
            add({name.ja + "の上限＋削減時間", "Cap of " + name.en + " + hours saved"}, cap + "+" + m_hoursSaved,
                m_inputs.cap(level) + m_inputs.hoursSaved);
        }
        m_page.table({"上限と週労働時間", "Caps and weekly hours"},
                     {{{"番号", "No."}},
                      {{"時間", "Hours"}},
                      {{"年間の時間外・休日労働", "Overtime and holiday work a year"}, Unit::hours},
                      {{"週労働時間", "Weekly hours"}, Unit::hours}},
                     cells);
    }

    static constexpr std::size_t capPlace(std::size_t level) { return 2 * level; }
    static constexpr std::size_t laterPlace(std::size_t level) { return 2 * level + 1; }

    void writeCaps() {
        constexpr int shareBefore = 2;
        constexpr int shareAfter = 3;
        constexpr int moved = 6;
        const int first = m_page.nextRow();
        std::vector<std::vector<std::string>> formulas;
        for (std::size_t level = 0; level < overtimeCaps().size(); ++level) {
            const int row = first + static_cast<int>(level);
            const auto cell = [row](int column) { return cellReference(row, column); };
            formulas.push_back({"", m_rules[level + 2], m_hours.shareAbove[capPlace(level)],
                                "(1-" + m_participation + ")*" + cell(shareBefore) + "+" + m_participation + "*" +
                                    m_hours.shareAbove[laterPlace(level)],
                                cell(shareBefore) + "*" + m_doctors, cell(shareAfter) + "*" + m_doctors,
                                "(" + cell(shareBefore) + "-" + cell(shareAfter) + ")*" + m_doctors});
            m_before.push_back(m_page.at(row, shareBefore));
            m_after.push_back(m_page.at(row, shareAfter));
            m_moved.push_back(m_page.at(row, moved));
        }
        writeResultTable(m_pages, m_page, m_study.tables.front(), formulas);
    }

    void writeTotals() {
        ItemList list(m_pages, m_page);
        const std::string perDoctor = list.addFigure(m_pages, m_study, "hoursPerDoctor", m_hours.meanTakenOff);
        m_saved =
            list.addFigure(m_pages, m_study, "overtimeSaved", m_doctors + "*" + m_participation + "*" + perDoctor);
        if (m_inputs.yenPerHour) {
            list.addFigure(m_pages, m_study, "overtimePaySaved", m_saved + "*" + m_yenPerHour + "*" + m_paidShare);
        }
        list.write(m_page, {"減る時間外労働", "Overtime saved"});
    }

    /// Figures with the 95 % interval of the survey.
    void writeIntervals() {
        m_page.note({"95%区間は、調査または医師の標本としての誤差による。",
                     "Intervals of 95 % from the error of the survey, or of the doctors, as a sample."});
        m_intervalFirst = m_page.nextRow();
        const std::string rest = "1-" + m_participation;
        for (std::size_t level = 0; level < overtimeCaps().size(); ++level) {
            const std::string suffix = overtimeCaps()[level].suffix;
            const std::size_t cap = capPlace(level);
            const std::size_t later = laterPlace(level);
            addInterval("movedUnderCap" + suffix, m_moved[level],
                        {{cap, m_participation}, {later, "0-" + m_participation}}, m_doctors);
            addInterval("aboveCapBefore" + suffix, m_before[level], {{cap, "1"}}, "1");
            addInterval("aboveCapAfter" + suffix, m_after[level], {{cap, rest}, {later, m_participation}}, "1");
        }
        m_page.table({"区間", "Intervals"},
                     {{{"番号", "No."}},
                      {{"項目", "Item"}},
                      {{"値", "Value"}},
                      {{"単位", "Unit"}},
                      {{"標準誤差", "Standard error"}},
                      {{"95%下限", "95% from"}},
                      {{"95%上限", "95% to"}}},
                     m_intervals);
    }

    /// @param scale  cell of what a share of 1 counts
    void addInterval(const std::string& key, const std::string& place, const WeightedShares& weights,
                     const std::string& scale) {
        constexpr int valueColumn = 2;
        constexpr int errorColumn = 4;
        const StudyFigure& figure = figureOf(m_study, key);
        const int row = m_intervalFirst + static_cast<int>(m_intervals.size());
        const std::string value = cellReference(row, valueColumn);
        const std::string reach = "NORMSINV(0.975)*" + cellReference(row, errorColumn);
        const std::string label = m_pages.words(figure.label);
        m_intervals.push_back({pageNumber(static_cast<double>(m_intervals.size() + 1)), pageWords(label),
                               pageFormula(place, figure.value), pageWords(m_pages.words(unitText(figure.unit))),
                               pageFormula(scale + "*" + m_hours.standardError(weights), figure.standardError),
                               pageFormula("MAX(0," + value + "-" + reach + ")", figure.low),
                               pageFormula("MIN(" + scale + "," + value + "+" + reach + ")", figure.high)});
        const auto check = [&](const Text& what, int column, const std::optional<double>& number) {
            m_pages.check(label + ", " + m_pages.words(what), m_page.at(row, column), number.value());
        };
        check({"標準誤差", "standard error"}, errorColumn, figure.standardError);
        check({"95%下限", "95% from"}, errorColumn + 1, figure.low);
        check({"95%上限", "95% to"}, errorColumn + 2, figure.high);
    }

    void writeSplit() {
        const auto& split = *std::ranges::find(m_study.tables, "split", &StudyTable::key);
        constexpr int shareColumn = 1;
        const int first = m_page.nextRow();
        std::vector<std::vector<std::string>> formulas;
        const auto add = [&](const std::string& share) {
            const int row = first + static_cast<int>(formulas.size());
            formulas.push_back({"", share, cellReference(row, shareColumn) + "*" + m_saved});
        };
        std::string other = "1";
        for (const std::string& share : {m_weekend, m_night}) {
            if (share.empty()) continue;
            add(share);
            other += "-" + share;
        }
        add(other);
        writeResultTable(m_pages, m_page, split, formulas);
    }

    /// The curve of the study's chart, at every fifth of its points.
    void writeCurve() {
        constexpr std::size_t every = 5;
        constexpr int hoursColumn = 1;
        constexpr int laterColumn = 2;
        constexpr int weeklyColumn = 3;
        constexpr int laterWeeklyColumn = 4;
        constexpr int beforeColumn = 5;
        constexpr int participantColumn = 6;
        constexpr int afterColumn = 7;
        const auto chart = std::ranges::find(m_study.charts, "overtime", &StudyChart::key);
        const std::vector<ChartSeries>& series = std::get<PlotChart>(chart->content).series;
        const std::string caps = m_rules[2] + "," + m_rules[3] + "," + m_rules[4];
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t point = 0; point < series[0].x.size(); point += every) {
            const double hours = series[0].x[point];
            const double later = hours + m_inputs.hoursSaved;
            const int row = first + static_cast<int>(cells.size());
            const auto cell = [row](int column) { return cellReference(row, column); };
            const auto weekly = [&](int column) { return m_rules[0] + "+" + cell(column) + "/" + m_rules[1]; };
            cells.push_back({pageNumber(static_cast<double>(cells.size() + 1)),
                             pageFormula(numberText(overtimeCurve::reach) + "*MAX(" + caps + ")*" +
                                             std::to_string(point) + "/" + std::to_string(overtimeCurve::points),
                                         hours),
                             pageFormula(cell(hoursColumn) + "+" + m_hoursSaved, later),
                             pageFormula(weekly(hoursColumn), m_inputs.year.weekly(hours)),
                             pageFormula(weekly(laterColumn), m_inputs.year.weekly(later)),
                             pageFormula(m_hours.shareAt(cell(hoursColumn), cell(weeklyColumn)), series[0].y[point]),
                             pageFormula(m_hours.shareAt(cell(laterColumn), cell(laterWeeklyColumn)),
                                         m_inputs.overtime->shareAbove(later)),
                             pageFormula("(1-" + m_participation + ")*" + cell(beforeColumn) + "+" + m_participation +
                                             "*" + cell(participantColumn),
                                         series[1].y[point])});
            const std::string label = m_pages.words(chart->title) + ", " + std::to_string(cells.size()) + ", ";
            m_pages.check(label + m_pages.words(labour_text::before), m_page.at(row, beforeColumn), series[0].y[point]);
            m_pages.check(label + m_pages.words(labour_text::after), m_page.at(row, afterColumn), series[1].y[point]);
        }
        m_page.table(chart->title,
                     {{{"番号", "No."}},
                      {{"年間の時間外・休日労働", "Overtime and holiday work a year"}, Unit::hours},
                      {{"＋削減時間", "+ hours saved"}, Unit::hours},
                      {{"週労働時間", "Weekly hours"}, Unit::hours},
                      {{"週労働時間（＋削減時間）", "Weekly hours, + hours saved"}, Unit::hours},
                      {labour_text::before, Unit::ratio},
                      {{"対象医師（導入後）", "Participants after"}, Unit::ratio},
                      {labour_text::after, Unit::ratio}},
                     cells);
    }

    LabourPages& m_pages;
    SheetPage& m_page;
    const StudyRequest& m_request;
    const StudyResult& m_study;
    WorkStyleInputs m_inputs;
    HoursFormulas m_hours;
    // Cells.
    std::string m_doctors;
    std::string m_hoursSaved;
    std::string m_participation;
    std::string m_respondents;
    std::string m_weekend;
    std::string m_night;
    std::string m_yenPerHour;
    std::string m_paidShare;
    std::vector<std::string> m_rules;   ///< of the year, then the caps
    std::vector<std::string> m_before;  ///< [level]
    std::vector<std::string> m_after;
    std::vector<std::string> m_moved;
    std::string m_saved;
    int m_intervalFirst = 0;
    std::vector<std::vector<PageCell>> m_intervals;
};

}  // namespace

void writeWorkStyle(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                    const StudySurroundings& surroundings) {
    pages.begin(pages.words(study.name), pages.overtime);
    WorkStyleSheets(pages, request, study, surroundings).write();
}

}  // namespace kachi

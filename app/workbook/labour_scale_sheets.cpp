// Labour savings at scale: minutes saved in one procedure × procedures of a level and year × adoption.
#include "app/workbook/labour_workbook.h"
#include "app/workbook/study_sheets.h"
#include "models/studies/labour_scale_parts.h"

namespace kachi {
namespace {

class LabourScaleSheets {
public:
    LabourScaleSheets(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings)
        : m_pages(pages),
          m_request(request),
          m_study(*study.result),
          m_inputs(readStudyInputs(request, surroundings, readLabourScaleInputs)) {}

    void write() {
        const SavedTimeSheets saved = writeSavedTime(m_pages, m_request, m_inputs.saved);
        writeLevels();
        writeAdoptionInputs();
        m_total = saved.figures.back();
        const int first = m_pages.writeOneProcedure(saved.occupations, saved.rows, saved.minutes, saved.figures);
        m_totalRow = first + static_cast<int>(saved.occupations.size());
        writeShares();
        writeYears();
    }

private:
    std::string named(const std::string& path, const char* key) const {
        return m_pages.named(m_request.inputs, path, key);
    }
    static PageCell numberOf(std::size_t at) { return pageNumber(static_cast<double>(at + 1)); }

    void writeLevels() {
        m_levelFirst = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < m_inputs.levels.size(); ++at) {
            const LabourLevel& level = m_inputs.levels[at];
            cells.push_back({numberOf(at), pageWords(level.name),
                             pageInput(level.procedures, named(level.path, "procedures")),
                             pageInput(level.growth, named(level.path, "growth"))});
        }
        m_pages.inputs.table({"範囲と件数", "Levels and procedures"},
                             {{{"番号", "No."}},
                              {{"範囲", "Level"}},
                              {{"初年の年間件数", "Procedures of the first year"}},
                              {{"件数の年間の伸び", "Growth of procedures a year"}}},
                             cells);
    }

    void writeAdoptionInputs() {
        ItemList list(m_pages, m_pages.inputs);
        const auto add = [&](const Text& label, const char* key, double value) {
            return list.add(label, pageInput(value, named("/inputs", key)));
        };
        m_startYear = add({"初年", "First year"}, "startYear", m_inputs.startYear);
        if (m_inputs.curve) {
            const bool bass = m_inputs.curve->family == AdoptionFamily::bass;
            const auto& values = m_inputs.curve->values;
            m_launchYear = add({"発売年（t = 0）", "Year of launch, t = 0"}, "launchYear", m_inputs.launchYear);
            m_ceiling = add({"導入割合の上限", "Highest share of adoption"}, "ceiling", m_inputs.ceiling);
            const Text first = bass ? Text{"革新係数 p", "Innovation p"} : Text{"速さ k", "Rate k"};
            const Text second =
                bass ? Text{"模倣係数 q", "Imitation q"} : Text{"中間時点（発売後年数）", "Middle, years after launch"};
            if (m_inputs.fit) {
                m_first = list.add(fitted(first), pageInput(values[0]));
                m_second = list.add(fitted(second), pageInput(values[1]));
            } else {
                m_first = add(first, bass ? "bassP" : "logisticRate", values[0]);
                m_second = add(second, bass ? "bassQ" : "logisticMiddle", values[1]);
            }
        }
        list.write(m_pages.inputs, {"導入の年と普及曲線", "Years and adoption curve"});
        if (m_inputs.curve) return;
        m_givenFirst = m_pages.inputs.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (const auto& [year, given] : m_inputs.given) {
            cells.push_back({numberOf(cells.size()), pageInput(year, named(given.path, "year")),
                             pageInput(given.share, named(given.path, "share"))});
        }
        m_pages.inputs.table({"年ごとの導入割合（年の順）", "Adoption by year, in the order of years"},
                             {{{"番号", "No."}}, {{"年", "Year"}}, {{"導入割合", "Adoption"}}}, cells);
    }

    static Text fitted(const Text& label) {
        return {label.ja + "（実績に当てはめた値）", label.en + " (fitted to counts by Kachi)"};
    }

    /// Share of adoption in the year of a cell.
    std::string shareFormula(const std::string& year) const {
        if (!m_inputs.curve) return interpolation(year);
        const std::string time = "(" + year + "-" + m_launchYear + ")";
        if (m_inputs.curve->family == AdoptionFamily::logistic) {
            return m_ceiling + "/(1+EXP(0-" + m_first + "*(" + time + "-" + m_second + ")))";
        }
        const std::string fading = "EXP(0-(" + m_first + "+" + m_second + ")*" + time + ")";
        return "IF(" + time + "<=0,0," + m_ceiling + "*(1-" + fading + ")/(1+" + m_second + "/" + m_first + "*" +
               fading + "))";
    }

    /// Along a straight line between the years that are given, before and after them as the nearest.
    std::string interpolation(const std::string& year) const {
        const std::size_t count = m_inputs.given.size();
        const int last = m_givenFirst + static_cast<int>(count) - 1;
        const SheetPage& inputs = m_pages.inputs;
        const std::string years = inputs.range(m_givenFirst, count, 1);
        const std::string shares = inputs.range(m_givenFirst, count, 2);
        const std::string at = "MATCH(" + year + "," + years + ",1)";
        const auto value = [](const std::string& range, const std::string& place) {
            return "INDEX(" + range + "," + place + ")";
        };
        const std::string line = value(shares, at) + "+(" + year + "-" + value(years, at) + ")/(" +
                                 value(years, at + "+1") + "-" + value(years, at) + ")*(" + value(shares, at + "+1") +
                                 "-" + value(shares, at) + ")";
        return "IF(" + year + "<=" + inputs.at(m_givenFirst, 1) + "," + inputs.at(m_givenFirst, 2) + ",IF(" + year +
               ">=" + inputs.at(last, 1) + "," + inputs.at(last, 2) + "," + line + "))";
    }

    void writeShares() {
        m_shareFirst = m_pages.calculation.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < m_inputs.share.size(); ++at) {
            const int row = m_shareFirst + static_cast<int>(at);
            const std::string year = cellReference(row, 1);
            cells.push_back({numberOf(at),
                             pageFormula(at == 0 ? m_startYear : cellReference(row - 1, 1) + "+1",
                                         m_inputs.startYear + static_cast<double>(at)),
                             pageFormula(shareFormula(year), m_inputs.share[at])});
        }
        m_pages.calculation.table({"年ごとの導入割合", "Adoption by year"},
                                  {{{"番号", "No."}}, {{"年", "Year"}}, {{"導入割合", "Adoption"}}}, cells);
    }

    /// One row per level and year; the columns of the study's own table, beside which they are checked.
    void writeYears() {
        constexpr int yearColumn = 1;
        constexpr int proceduresColumn = 2;
        constexpr int shareColumn = 3;
        constexpr int deviceColumn = 4;
        constexpr int firstFigure = 6;
        const int first = m_pages.results.nextRow();
        const StudyTable& table = m_study.tables.front();
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t level = 0; level < m_inputs.levels.size(); ++level) {
            const int levelRow = m_levelFirst + static_cast<int>(level);
            for (std::size_t at = 0; at < m_inputs.share.size(); ++at) {
                const int row = first + static_cast<int>(cells.size());
                const int shareRow = m_shareFirst + static_cast<int>(at);
                const double procedures = m_inputs.levels[level].proceduresIn(static_cast<int>(at));
                const double device = procedures * m_inputs.share[at];
                const LabourFigures figures = scaled(m_total, device);
                const auto cell = [row](int column) { return cellReference(row, column); };
                std::vector<PageCell> line{
                    pageWords(m_inputs.levels[level].name),
                    pageFormula(m_pages.calculation.at(shareRow, 1), m_inputs.startYear + static_cast<double>(at)),
                    pageFormula(m_pages.inputs.at(levelRow, 2) + "*POWER(1+" + m_pages.inputs.at(levelRow, 3) + "," +
                                    cell(yearColumn) + "-" + m_startYear + ")",
                                procedures),
                    pageFormula(m_pages.calculation.at(shareRow, 2), m_inputs.share[at]),
                    pageFormula(cell(proceduresColumn) + "*" + cell(shareColumn), device),
                    pageFormula(m_pages.calculation.at(m_totalRow, procedureColumn::minutesSaved),
                                m_total.minutesSaved())};
                for (const LabourMetric metric : yearMetrics) {
                    line.push_back(pageFormula(
                        m_pages.calculation.at(m_totalRow, procedureColumn::of(metric)) + "*" + cell(deviceColumn),
                        valueOf(figures, metric)));
                }
                const std::vector<StudyValue>& worked = table.rows[cells.size()];
                for (std::size_t metric = 0; metric < yearMetrics.size(); ++metric) {
                    const std::size_t column = firstFigure + metric;
                    m_pages.check(m_inputs.levels[level].name + " " +
                                      std::to_string(m_inputs.startYear + static_cast<int>(at)) + ", " +
                                      m_pages.words(table.columns[column].label),
                                  m_pages.results.at(row, static_cast<int>(column)), worked[column].number.value());
                }
                cells.push_back(std::move(line));
            }
        }
        std::vector<PageColumn> columns;
        for (const StudyColumn& column : table.columns) columns.push_back({column.label, column.unit});
        m_pages.results.table(table.title, columns, cells);
        writeSums(first + static_cast<int>(cells.size() - m_inputs.share.size()));
    }

    /// All years of the last level. @param first  its first row on Results
    void writeSums(int first) {
        ItemList list(m_pages, m_pages.results);
        const auto add = [&](const char* key, int column) {
            list.addFigure(m_pages, m_study, key,
                           "SUM(" + m_pages.results.range(first, m_inputs.share.size(), column) + ")");
        };
        constexpr int hoursColumn = 6;
        constexpr int cashableColumn = 9;
        add("hoursSavedInAll", hoursColumn);
        add("cashableYenInAll", cashableColumn);
        list.write(m_pages.results, {"期間の計", "All years together"});
    }

    /// Figures of a year, in the order of the study's table.
    static constexpr std::array yearMetrics{LabourMetric::hoursSaved, LabourMetric::fullTimeEquivalents,
                                            LabourMetric::yenSaved, LabourMetric::cashableYen,
                                            LabourMetric::releasedHours};

    LabourPages& m_pages;
    const StudyRequest& m_request;
    const StudyResult& m_study;
    LabourScaleInputs m_inputs;
    LabourFigures m_total;
    int m_totalRow = 0;    ///< all occupations on Calculation
    int m_levelFirst = 0;  ///< on Inputs
    int m_givenFirst = 0;  ///< on Inputs
    int m_shareFirst = 0;  ///< on Calculation
    std::string m_startYear;
    std::string m_launchYear;
    std::string m_ceiling;
    std::string m_first;   ///< p or k
    std::string m_second;  ///< q or m
};

}  // namespace

void writeLabourScale(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                      const StudySurroundings& surroundings) {
    pages.begin(pages.words(study.name));
    LabourScaleSheets(pages, request, study, surroundings).write();
}

}  // namespace kachi

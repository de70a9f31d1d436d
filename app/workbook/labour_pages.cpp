#include "app/workbook/labour_pages.h"

#include "models/fields/field_cells.h"
#include "models/studies/labour_study_parts.h"

namespace kachi {
namespace {

const Text numberLabel{"番号", "No."};

/// Columns of the occupations on Inputs.
namespace occupationColumn {
constexpr int annualPay = 2;
constexpr int onCost = 3;
constexpr int hoursPerYear = 4;
constexpr int practicalShare = 5;
constexpr int fteHours = 6;
constexpr int cashableShare = 7;
constexpr int rate = 8;
}  // namespace occupationColumn

/// Columns of the activities on Calculation.
namespace activityColumn {
constexpr int occupation = 2;
constexpr int before = 4;
constexpr int after = 5;
constexpr int saved = 6;
constexpr int rate = 7;
constexpr int yenBefore = 8;
constexpr int yenAfter = 9;
}  // namespace activityColumn

std::string times(const std::string& first, const std::string& second) {
    return first + "*" + second;
}

PageCell numberOf(std::size_t at) {
    return pageNumber(static_cast<double>(at + 1));
}

}  // namespace

LabourPages::LabourPages(WorkbookWriter& workbook, const SheetPlaces& places, Language language)
    : inputs(workbook, {"入力", "Inputs"}, {"省力化：入力", "Labour: inputs"},
             {"色の付いた欄を書き換えると、計算と結果が追随する。パラメータの値はシート「パラメータ」にある。",
              "Change a coloured cell and calculation and results follow. Values of parameters stand on Parameters."},
             language),
      calculation(workbook, {"計算", "Calculation"},
                  {"省力化：1件当たりの計算", "Labour: calculation for one procedure"},
                  {"職種はシート「入力」の番号で数える。削減は導入前 − 導入後。",
                   "Occupations are counted by their number on Inputs. A saving is before − after."},
                  language),
      results(workbook, {"結果", "Results"}, {"省力化：結果", "Labour: results"},
              {"実際に減る人件費と他業務に充てられる時間は、同じ削減時間を分けたもので、合算しない。",
               "Cashable yen and hours released share out the same time saved and are never added."},
              language),
      overtime(workbook, {"時間外労働", "Overtime"}, {"医師の時間外労働と上限", "Doctors' overtime and the caps"},
               {"色の付いた欄を書き換えると、下の計算と結果が追随する。パラメータの値はシート「パラメータ」にある。",
                "Change a coloured cell and what stands below follows. Values of parameters stand on Parameters."},
               language),
      staffing(workbook, {"人員配置", "Staffing"}, {"配置基準の緩和", "Staffing standards relaxed"},
               {"色の付いた欄を書き換えると、下の結果が追随する。パラメータの値はシート「パラメータ」にある。",
                "Change a coloured cell and what stands below follows. Values of parameters stand on Parameters."},
               language),
      m_places(places) {}

void LabourPages::begin(const std::string& name) {
    m_part = name;
    for (SheetPage* page : {&inputs, &calculation, &results}) page->heading(name);
}

void LabourPages::begin(const std::string& name, SheetPage& own) {
    m_part = name;
    own.heading(name);
}

std::string LabourPages::named(const nlohmann::json& values, const std::string& path, const std::string& key) const {
    constexpr std::size_t rootLength = std::string_view("/inputs").size();
    const nlohmann::json::json_pointer pointer(path.substr(rootLength) + "/" + key);
    if (!values.contains(pointer)) return {};
    const auto found = m_places.base.find(fieldCellText(values.at(pointer)).value_or(""));
    return found == m_places.base.end() ? std::string() : found->second;
}

OccupationRows LabourPages::writeOccupations(const std::vector<OccupationCells>& occupations) {
    using namespace occupationColumn;
    const OccupationRows rows{inputs.nextRow(), occupations.size()};
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t at = 0; at < occupations.size(); ++at) {
        const OccupationCells& one = occupations[at];
        const int row = rows.first + static_cast<int>(at);
        const auto cell = [row](int column) { return cellReference(row, column); };
        const std::string rateFormula =
            cell(annualPay) + "*(1+" + cell(onCost) + ")/(" + cell(hoursPerYear) + "*" + cell(practicalShare) + "*60)";
        cells.push_back({numberOf(at), pageWords(one.name), pageInput(one.cost.annualPay, one.annualPay),
                         pageInput(one.cost.onCost, one.onCost), pageInput(one.cost.hoursPerYear, one.hoursPerYear),
                         pageInput(one.cost.practicalShare, one.practicalShare),
                         pageInput(one.cost.fteHours, one.ownFteHours ? one.fteHours : cell(hoursPerYear)),
                         pageInput(one.cost.cashableShare, one.cashableShare),
                         pageFormula(rateFormula, one.cost.yenPerMinute(), CellLook::result)});
    }
    inputs.table({"職種と費用", "Occupations and their cost"},
                 {{numberLabel},
                  {labour_text::occupation},
                  {{"年間給与額", "Annual pay"}, Unit::yen},
                  {{"事業主負担の給与比", "Employer on-cost, share of pay"}},
                  {{"年間労働時間", "Paid hours a year"}, Unit::hours},
                  {{"実際的生産能力の割合", "Practical capacity, share of paid hours"}},
                  {{"常勤換算1人の年間時間", "Hours of one full-time equivalent"}, Unit::hours},
                  {labour_text::cashableShare},
                  {labour_text::rate, Unit::yenPerMinute}},
                 cells);
    return rows;
}

int LabourPages::writeActivities(const std::vector<ActivityCells>& activities,
                                 const std::vector<OccupationCells>& occupations, const OccupationRows& rows) {
    using namespace activityColumn;
    const int first = calculation.nextRow();
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t at = 0; at < activities.size(); ++at) {
        const ActivityCells& one = activities[at];
        const OccupationCells& by = occupations[one.occupation];
        const double yenPerMinute = by.cost.yenPerMinute();
        const int row = first + static_cast<int>(at);
        const auto cell = [row](int column) { return cellReference(row, column); };
        const std::string rateOf =
            "INDEX(" + inputs.range(rows.first, rows.count, occupationColumn::rate) + "," + cell(occupation) + ")";
        cells.push_back(
            {numberOf(at), pageWords(one.name),
             pageFormula(one.occupationReference, static_cast<double>(one.occupation + 1)), pageWords(by.name),
             pageFormula(one.minutesBefore, one.before), pageFormula(one.minutesAfter, one.after),
             pageFormula(cell(before) + "-" + cell(after), one.before - one.after), pageFormula(rateOf, yenPerMinute),
             pageFormula(times(cell(before), cell(rate)), one.before * yenPerMinute),
             pageFormula(times(cell(after), cell(rate)), one.after * yenPerMinute),
             pageFormula(cell(yenBefore) + "-" + cell(yenAfter), (one.before - one.after) * yenPerMinute)});
    }
    calculation.table({"業務別の時間と費用（1件）", "Time and cost of each activity, one procedure"},
                      {{numberLabel},
                       {{"業務", "Activity"}},
                       {{"職種の番号", "No. of the occupation"}},
                       {labour_text::occupation},
                       {{"時間（導入前）", "Minutes before"}, Unit::minutes},
                       {{"時間（導入後）", "Minutes after"}, Unit::minutes},
                       {labour_text::minutesSaved},
                       {labour_text::rate, Unit::yenPerMinute},
                       {{"費用（導入前）", "Cost before"}, Unit::yen},
                       {{"費用（導入後）", "Cost after"}, Unit::yen},
                       {labour_text::yenSaved, Unit::yen}},
                      cells);
    return first;
}

std::vector<std::pair<std::string, std::string>> LabourPages::minutesOf(const std::vector<ActivityCells>& activities,
                                                                        int first, const OccupationRows& rows) const {
    std::vector<std::pair<std::string, std::string>> minutes;
    const auto sum = [&](std::size_t at, int column) {
        return "SUMIF(" + calculation.range(first, activities.size(), activityColumn::occupation) + "," +
               inputs.at(rows.first + static_cast<int>(at), 0) + "," +
               calculation.range(first, activities.size(), column) + ")";
    };
    for (std::size_t at = 0; at < rows.count; ++at) {
        minutes.emplace_back(sum(at, activityColumn::before), sum(at, activityColumn::after));
    }
    return minutes;
}

int LabourPages::writeOneProcedure(const std::vector<OccupationCells>& occupations, const OccupationRows& rows,
                                   const std::vector<std::pair<std::string, std::string>>& minutes,
                                   const std::vector<LabourFigures>& figures) {
    namespace column = procedureColumn;
    const int first = calculation.nextRow();
    const int totalRow = first + static_cast<int>(occupations.size());
    std::vector<std::vector<PageCell>> cells;
    for (std::size_t at = 0; at < figures.size(); ++at) {
        const bool total = at == occupations.size();
        const LabourFigures& one = figures[at];
        const int row = first + static_cast<int>(at);
        const auto cell = [row](int place) { return cellReference(row, place); };
        const auto input = [&](int place) { return inputs.at(rows.first + static_cast<int>(at), place); };
        /// The formula of an occupation, the sum of those above in the last row.
        const auto figure = [&](int place, const std::string& formula, double value) {
            const std::string sum =
                "SUM(" + cellReference(first, place) + ":" + cellReference(totalRow - 1, place) + ")";
            return pageFormula(total ? sum : formula, value, total ? CellLook::result : CellLook::plain);
        };
        cells.push_back(
            {total ? pageWords("") : numberOf(at), pageWords(total ? words(labour_text::total) : occupations[at].name),
             figure(column::minutesBefore, total ? "" : minutes[at].first, one.minutesBefore),
             figure(column::minutesAfter, total ? "" : minutes[at].second, one.minutesAfter),
             figure(column::minutesSaved, cell(column::minutesBefore) + "-" + cell(column::minutesAfter),
                    one.minutesSaved()),
             figure(column::hoursSaved, cell(column::minutesSaved) + "/60", one.hoursSaved()),
             figure(column::fullTimeEquivalents,
                    cell(column::minutesSaved) + "/(60*" + input(occupationColumn::fteHours) + ")",
                    one.fullTimeEquivalents),
             figure(column::yenBefore, times(cell(column::minutesBefore), input(occupationColumn::rate)),
                    one.yenBefore),
             figure(column::yenAfter, times(cell(column::minutesAfter), input(occupationColumn::rate)), one.yenAfter),
             figure(column::yenSaved, cell(column::yenBefore) + "-" + cell(column::yenAfter), one.yenSaved()),
             figure(column::cashableYen, times(cell(column::yenSaved), input(occupationColumn::cashableShare)),
                    one.cashableYen),
             figure(column::releasedHours,
                    cell(column::hoursSaved) + "*(1-" + input(occupationColumn::cashableShare) + ")",
                    one.releasedHours)});
    }
    calculation.table({"職種別の時間と費用（1件）", "Time and cost by occupation, one procedure"},
                      {{numberLabel},
                       {labour_text::occupation},
                       {{"時間（導入前）", "Minutes before"}, Unit::minutes},
                       {{"時間（導入後）", "Minutes after"}, Unit::minutes},
                       {labour_text::minutesSaved},
                       {labour_text::hoursSaved, Unit::hours},
                       {labour_text::fullTimeEquivalents, Unit::fte},
                       {{"費用（導入前）", "Cost before"}, Unit::yen},
                       {{"費用（導入後）", "Cost after"}, Unit::yen},
                       {labour_text::yenSaved, Unit::yen},
                       {labour_text::cashableYen, Unit::yen},
                       {labour_text::releasedHours, Unit::hours}},
                      cells);
    return first;
}

int LabourPages::writeVolumes(const std::vector<VolumeCells>& volumes, const std::vector<OccupationCells>& occupations,
                              const std::vector<LabourFigures>& figures, int procedure) {
    constexpr int volumeColumn = 2;
    const int first = results.nextRow();
    std::vector<PageColumn> columns{
        {{"範囲", "Scale"}}, {labour_text::occupation}, {{"件数", "Procedures"}, Unit::count}};
    for (const LabourMetricInfo& info : labourMetrics) columns.push_back({{info.ja, info.en}, info.unit});
    std::vector<std::vector<PageCell>> cells;
    for (const VolumeCells& volume : volumes) {
        for (std::size_t at = 0; at < figures.size(); ++at) {
            const bool total = at == occupations.size();
            const int row = first + static_cast<int>(cells.size());
            const LabourFigures carried = scaled(figures[at], volume.volume);
            std::vector<PageCell> line{pageWords(volume.label),
                                       pageWords(total ? words(labour_text::total) : occupations[at].name),
                                       pageFormula(volume.reference, volume.volume)};
            for (const LabourMetricInfo& info : labourMetrics) {
                const std::string one =
                    calculation.at(procedure + static_cast<int>(at), procedureColumn::of(info.metric));
                line.push_back(pageFormula(times(one, cellReference(row, volumeColumn)), valueOf(carried, info.metric),
                                           total ? CellLook::result : CellLook::plain));
            }
            cells.push_back(std::move(line));
        }
    }
    results.table({"時間・常勤換算・金額", "Hours, full-time equivalents and yen"}, columns, cells);
    return first;
}

std::string LabourPages::volumeCell(int row, LabourMetric metric) const {
    constexpr int firstMetric = 3;
    int column = firstMetric;
    for (const LabourMetricInfo& info : labourMetrics) {
        if (info.metric == metric) break;
        ++column;
    }
    return results.at(row, column);
}

void LabourPages::check(const std::string& label, const std::string& reference, double value) {
    m_checks.push_back({m_part + ": " + label, reference, value});
}

}  // namespace kachi

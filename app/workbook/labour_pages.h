#pragma once

#include "app/workbook/cohort_sheet.h"
#include "app/workbook/sheet_page.h"
#include "models/labour/staff_time.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace kachi {

/// A formula beside what the program has worked out.
struct SheetCheck {
    std::string label;
    std::string reference;
    double value = 0;
};

/// Name and cost of an occupation, with where each of its numbers stands; without a reference it is typed here.
struct OccupationCells {
    std::string name;
    StaffCost cost;
    std::string annualPay{};
    std::string onCost{};
    std::string hoursPerYear{};
    std::string practicalShare{};
    std::string fteHours{};
    bool ownFteHours = true;  ///< false: paid hours stand in
    std::string cashableShare{};
};

/// Work of one occupation in one procedure: formulas of its minutes and what they give.
struct ActivityCells {
    std::string name;
    std::size_t occupation = 0;
    std::string occupationReference;  ///< where its number stands
    std::string minutesBefore;
    std::string minutesAfter;
    double before = 0;
    double after = 0;
};

/// Procedures that figures are counted for.
struct VolumeCells {
    std::string label;
    std::string reference;
    double volume = 1;
};

/// Occupations as written on the sheet Inputs.
struct OccupationRows {
    int first = 0;
    std::size_t count = 0;
};

/// The sheets of the labour parts of a case, one part below the other: Inputs, Calculation and Results, which most
/// parts share, and Overtime and Staffing, each whole on its own.
class LabourPages {
public:
    LabourPages(WorkbookWriter& workbook, const SheetPlaces& places, Language language);

    /// Begins a part on the shared sheets, or on one of its own.
    void begin(const std::string& name);
    void begin(const std::string& name, SheetPage& own);
    std::string words(const Text& text) const { return text.in(inputs.language()); }
    /// Where a parameter stands.
    std::string parameter(const std::string& id) const { return m_places.base.at(id); }
    /// Where the parameter stands that a cell of a study names; empty: the cell is a number.
    /// @param path  of the row, "/inputs/levels/0"
    std::string named(const nlohmann::json& inputs, const std::string& path, const std::string& key) const;

    /// Pay, hours and shares, and the capacity cost rate as a formula.
    OccupationRows writeOccupations(const std::vector<OccupationCells>& occupations);
    /// Minutes and yen of each activity in one procedure. @return its first row on Calculation
    int writeActivities(const std::vector<ActivityCells>& activities, const std::vector<OccupationCells>& occupations,
                        const OccupationRows& rows);
    /// Figures of each occupation in one procedure from formulas of its minutes, last all together.
    /// @param minutes  [occupation] formulas, before and after; figures: [occupation], last the sum
    /// @return its first row on Calculation
    int writeOneProcedure(const std::vector<OccupationCells>& occupations, const OccupationRows& rows,
                          const std::vector<std::pair<std::string, std::string>>& minutes,
                          const std::vector<LabourFigures>& figures);
    /// Minutes of each occupation summed over the activities. @param first  row of the activities on Calculation
    std::vector<std::pair<std::string, std::string>> minutesOf(const std::vector<ActivityCells>& activities, int first,
                                                               const OccupationRows& rows) const;
    /// One procedure carried to volumes. @param procedure  row of writeOneProcedure
    /// @return first row on Results: volume by volume, every occupation, then all
    int writeVolumes(const std::vector<VolumeCells>& volumes, const std::vector<OccupationCells>& occupations,
                     const std::vector<LabourFigures>& figures, int procedure);
    /// A metric of a row of writeVolumes on Results.
    std::string volumeCell(int row, LabourMetric metric) const;

    void check(const std::string& label, const std::string& reference, double value);
    const std::vector<SheetCheck>& checks() const { return m_checks; }

    SheetPage inputs;
    SheetPage calculation;
    SheetPage results;
    SheetPage overtime;
    SheetPage staffing;

private:
    const SheetPlaces& m_places;
    std::string m_part;
    std::vector<SheetCheck> m_checks;
};

/// Columns of the figures of one procedure on Calculation.
namespace procedureColumn {
constexpr int minutesBefore = 2;
constexpr int minutesAfter = 3;
constexpr int minutesSaved = 4;
constexpr int hoursSaved = 5;
constexpr int fullTimeEquivalents = 6;
constexpr int yenBefore = 7;
constexpr int yenAfter = 8;
constexpr int yenSaved = 9;
constexpr int cashableYen = 10;
constexpr int releasedHours = 11;

constexpr int of(LabourMetric metric) {
    switch (metric) {
        case LabourMetric::minutesSaved:
            return minutesSaved;
        case LabourMetric::hoursSaved:
            return hoursSaved;
        case LabourMetric::fullTimeEquivalents:
            return fullTimeEquivalents;
        case LabourMetric::yenSaved:
            return yenSaved;
        case LabourMetric::cashableYen:
            return cashableYen;
        case LabourMetric::releasedHours:
            return releasedHours;
    }
    return minutesSaved;
}
}  // namespace procedureColumn

}  // namespace kachi

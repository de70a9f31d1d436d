#pragma once

#include "app/workbook/study_sheets.h"
#include "models/studies/work_style_parts.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// A number of overtime hours beyond which doctors are counted.
struct OvertimePlace {
    Text label;
    double hours = 0;      ///< of a year
    std::string yearly;    ///< cell of the hours of a year
    std::string weekly{};  ///< cell of the hours of a week they mean
};

/// Terms weight · share above, by the number of their place; weights are formulas.
using WeightedShares = std::vector<std::pair<std::size_t, std::string>>;

/// What the formulas below a distribution of hours take from it.
struct HoursFormulas {
    std::vector<std::string> shareAbove;  ///< [place] its cell
    std::string meanTakenOff;             ///< of one participating doctor a year
    /// Share above any hours, by the cells of the hours of a year and of the week they mean.
    std::function<std::string(const std::string& yearly, const std::string& weekly)> shareAt{};
    std::function<std::string(const WeightedShares&)> standardError{};  ///< empty: the survey's size is not known
};

/// The distribution of hours of the study workStyle on its sheet.
struct HoursSheet {
    LabourPages& pages;
    SheetPage& page;
    const StudyRequest& request;
    const StudyResult& study;
    const WorkStyleInputs& inputs;
    // Cells.
    std::string normalHours{};
    std::string weeks{};
    std::string hoursSaved{};
    std::string respondents{};  ///< empty: not known
    std::vector<OvertimePlace> places{};
};

// Parts that the shapes share.

/// Columns of the classes as entered.
namespace classColumn {
constexpr int lower = 1;
constexpr int upper = 2;
constexpr int share = 3;
}  // namespace classColumn

/// Σ weight · share. @param share  formula of a place
std::string weightedSum(const WeightedShares& weights, const std::function<std::string(std::size_t)>& share);

/// Shares above every place as items. @param formula  of a place
std::vector<std::string> writeShares(HoursSheet& sheet, const std::function<std::string(std::size_t)>& formula);

/// The study's own table of observed and fitted shares.
/// @param classes  their first row; probability: cell of the fitted probability of a class, empty without a fit
void writeBands(HoursSheet& sheet, int classes, const std::function<std::string(std::size_t)>& probability);

/// A family fitted to the classes. @param classes  their first row
HoursFormulas writeFittedHours(HoursSheet& sheet, int classes);

/// Writes the distribution, how it is made and the shares above every place, by the shape that the inputs ask for.
HoursFormulas writeHours(HoursSheet& sheet);

}  // namespace kachi

#pragma once

#include "models/labour/working_hours.h"
#include "models/studies/labour_study_parts.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// A family of distributions fitted to weekly hours.
struct HoursFamily {
    const char* id;
    SurvivalFamily family;
    Text name;
};

const std::vector<HoursFamily>& hoursFamilies();

/// A level of the yearly cap on overtime.
struct OvertimeCap {
    const char* field;
    const char* rule;
    const char* suffix;  ///< of the keys of figures
    Text level;
};

const std::vector<OvertimeCap>& overtimeCaps();

/// Points of the curve of shares above, from 0 to a multiple of the highest cap.
namespace overtimeCurve {
constexpr double reach = 1.5;
constexpr int points = 120;
}  // namespace overtimeCurve

struct FittedHours {
    HoursFamily family;
    GroupedFit fit;
};

/// Inputs of the study workStyle and the distribution made of them, as its workbook needs them too.
struct WorkStyleInputs {
    std::string shape;                    ///< id of a family, best, classes or doctors
    std::vector<FrequencyClass> classes;  ///< of weekly hours; weights in percent
    std::vector<FittedHours> fits;        ///< of the classes, best first
    std::vector<double> doctorHours;      ///< doctor by doctor, as entered
    std::vector<std::size_t> doctorRows;  ///< [doctor] of the data
    bool weeklyHours = true;              ///< doctorHours are of a week, not overtime of a year
    std::optional<double> respondents;    ///< of the survey
    std::optional<OvertimeDistribution> overtime;
    OvertimeYear year;
    std::vector<RuleNumber> rules;  ///< of the year, then the caps
    double doctors = 0;
    double hoursSaved = 0;                 ///< of one participating doctor a year
    std::optional<double> minutesPerCase;  ///< with casesPerDoctor: what hoursSaved was made of
    std::optional<double> casesPerDoctor;
    double participation = 0;
    std::optional<double> weekendShare;
    std::optional<double> nightShare;
    std::optional<double> yenPerHour;
    double paidShare = 1;

    double cap(std::size_t level) const { return toDouble(rules[level + 2].value); }
};

/// Reads the inputs and collects every fault in the reader.
/// Issues: workStyle.openClass, .shareSum, .negativeHours, .giveOne, labourStudies.*, groupedFit.*; note
/// workStyle.sharesRescaled.
WorkStyleInputs readWorkStyleInputs(StudyReader& reader);

/// @param effects  on every cap, in the order of overtimeCaps(); hoursReduced: of all doctors, a year
std::vector<StudyTable> workStyleTables(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects,
                                        double hoursReduced);
std::vector<StudyChart> workStyleCharts(const WorkStyleInputs& inputs, const std::vector<CapEffect>& effects);

}  // namespace kachi

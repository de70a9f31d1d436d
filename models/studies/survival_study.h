#pragma once

#include "models/statistics/kaplan_meier.h"
#include "models/statistics/log_rank.h"
#include "models/statistics/survival_prediction.h"
#include "models/statistics/survival_profile.h"
#include "models/studies/study.h"

#include <functional>
#include <utility>

namespace kachi {

// Parts of the survival study: what its files hand to each other.

/// The data as read.
struct SurvivalData {
    std::vector<SurvivalRecord> records;
    std::vector<std::string> groupNames;  ///< empty: no groups
    std::vector<int> groups;
    std::vector<int> strata;
    std::vector<SurvivalCovariate> covariates;
    LifeTableHazard lifeTable;  ///< per unit of time; empty: no background
    std::vector<double> ages;   ///< in units of time
};

/// One group of the data, or all of them.
struct SurvivalGroup {
    std::string name;  ///< as in the data; empty: all subjects
    std::vector<SurvivalRecord> records;
    KaplanMeier curve;
};

/// What the analyst chose.
struct SurvivalSettings {
    SurvivalInterval interval = SurvivalInterval::log;
    double level = reportedLevel;
    std::vector<double> times;     ///< at which survival is tabulated, ascending
    double restrictedHorizon = 0;  ///< of restricted means
    double horizon = 0;            ///< to which curves are drawn and extrapolated
    double rho = 0;
    Text timeLabel;           ///< "Time (days)"
    Text timeUnit = {};       ///< "days"; empty: not stated
    bool background = false;  ///< families describe the excess over a life table
};

/// One population of subjects a curve of a fit is drawn for.
struct SurvivalProfile {
    std::string name;             ///< group; empty: all subjects
    std::vector<double> profile;  ///< [covariate]
    const SurvivalGroup* observed = nullptr;
    /// Expected survival of other causes, averaged over the subjects (Ederer I); empty: not part of the analysis.
    std::function<double(double time)> expected;
    double expectedUntil = 0;  ///< the last time of `expected`
};

/// The fits of the families to one set of subjects.
struct SurvivalFits {
    std::string group;  ///< empty: all subjects
    SurvivalSample sample;
    std::vector<SurvivalFit> fits;
    std::vector<Issues> doubts;                   ///< [fit] what profileDoubts found
    std::vector<std::pair<Text, Issues>> failed;  ///< families that could not be fitted, and why
    std::vector<SurvivalProfile> profiles;
};

/// Reads records, groups, covariates and life table, with every fault of them.
SurvivalData readSurvivalData(StudyReader& reader);

/// "Time (days)": the label with the unit of time, where it is stated.
Text withUnit(const Text& label, const SurvivalSettings& settings);

/// "group.key", or the key alone for all subjects.
std::string groupKey(const std::string& group, const std::string& key);
Text groupText(const std::string& group);
Text familyText(const TimeModel& model);

inline const Text atRiskText{"リスク集合の数", "Number at risk"};

/// The estimate as steps with its intervals and, below the plot, the number at risk.
ChartSeries kaplanMeierSeries(const SurvivalGroup& group, const Text& name);

/// Tables, figures and charts of the estimates without a family.
void addKaplanMeier(StudyResult& result, const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings);
/// @param test of the groups, in their order
void addLogRank(StudyResult& result, const std::vector<SurvivalGroup>& groups, const LogRank& test,
                const SurvivalSettings& settings);

/// Tables, estimates and charts of the fitted families.
void addFits(StudyResult& result, const std::vector<SurvivalFits>& all, const SurvivalSettings& settings);
void addFitCharts(StudyResult& result, const std::vector<SurvivalFits>& all, const SurvivalSettings& settings);

}  // namespace kachi

#pragma once

#include "models/studies/study_result.h"
#include "models/studies/time_study_analysis.h"

namespace kachi {

/// From observed to standard time: mean × rating, then × (1 + allowance) or ÷ (1 − allowance).
struct StandardTime {
    double rating = 1;
    double allowance = 0;
    bool ofShift = false;  ///< the allowance is a share of the shift, not of the normal time

    double normal(double mean) const { return mean * rating; }
    double standard(double mean) const {
        return ofShift ? normal(mean) / (1 - allowance) : normal(mean) * (1 + allowance);
    }
};

/// Figures, tables, charts and estimates of a time study.
/// @param analyses all activities first, then one by one
/// @param sites    difference of means by site, where Welch's test could be made
StudyResult timeStudyResult(const std::vector<TimeObservation>& observations, const std::vector<TimeAnalysis>& analyses,
                            const std::vector<std::pair<std::string, MeanDifference>>& sites,
                            const TimeStudySettings& settings, const StandardTime& standard);

}  // namespace kachi

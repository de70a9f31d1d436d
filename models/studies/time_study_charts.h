#pragma once

#include "models/studies/study_chart.h"
#include "models/studies/time_study_analysis.h"

#include <utility>

namespace kachi {

/// Name of the activity, or that of all of them.
Text activityName(const TimeAnalysis& analysis);
Text armName(bool after);

/// Differences of means by activity and site, all activities last. @pre the first analysis has Welch's test
StudyChart timeForestChart(const std::vector<TimeAnalysis>& analyses,
                           const std::vector<std::pair<std::string, MeanDifference>>& sites);

/// Means before and after with intervals.
StudyChart timeMeansChart(const std::vector<TimeAnalysis>& analyses);

/// Shares of the measurements of each arm in classes of equal width: Sturges' number of classes.
StudyChart timeHistogramChart(const TimeAnalysis& all);

}  // namespace kachi

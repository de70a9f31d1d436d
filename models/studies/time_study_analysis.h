#pragma once

#include "models/statistics/mixed_model.h"
#include "models/statistics/time_comparison.h"
#include "models/statistics/two_sample_bootstrap.h"
#include "models/studies/time_observations.h"

namespace kachi {

struct TimeStudySettings {
    bool mixedModel = true;
    bool logarithms = false;          ///< of the mixed model
    std::vector<std::string> random;  ///< "site", "worker", "patient", "observer": columns that were named
    std::size_t replicates = 2000;
    RunOptions options;
};

/// Fixed effects of the model of one activity: expected time before, change, expected time after, on its scale.
struct TimeChangeModel {
    MixedModelFit fit;
    double before = 0;
    double change = 0;
    double after = 0;
    double beforeError = 0;
    double afterError = 0;
    double covariance = 0;     ///< of before and after
    double totalVariance = 0;  ///< of one measurement: random effects and residual
};

/// Everything about one activity, or all of them. What cannot be worked out is empty, and a note says why.
struct TimeAnalysis {
    std::string activity;  ///< empty: all
    BootstrapSample before;
    BootstrapSample after;
    TimeSummary beforeSummary;
    TimeSummary afterSummary;
    std::optional<MeanDifference> welch;
    std::optional<MeanDifference> pooled;
    std::optional<MeanDifference> paired;
    std::size_t pairs = 0;
    std::optional<TimeRatio> ratio;
    std::optional<TwoSampleBootstrap> bootstrapMean;
    std::optional<TwoSampleBootstrap> bootstrapMedian;
    std::optional<TimeChangeModel> model;
};

/// @param activity empty: all. @pre both arms have measurements of it
TimeAnalysis analyseTimes(const std::vector<TimeObservation>& observations, const std::string& activity,
                          const TimeStudySettings& settings, Issues& notes);

}  // namespace kachi

#include "models/studies/time_study_analysis.h"

#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

constexpr const char* place = "/inputs/data";

void addNote(const Issue& note, Issues& notes) {
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

/// The value, or nothing and notes: what was left out, and the reasons.
template <class Value>
std::optional<Value> orNote(const Result<Value>& result, const char* code, const std::string& activity, Issues& notes) {
    if (result) return *result;
    addNote({code, Severity::info, place, activity.empty() ? "*" : activity, {}, {}}, notes);
    for (Issue reason : result.issues()) {
        reason.severity = Severity::info;
        if (reason.where.empty()) reason.where = place;
        addNote(reason, notes);
    }
    return {};
}

const std::string& groupOf(const TimeObservation& observation, const std::string& key) {
    if (key == "site") return observation.site;
    if (key == "worker") return observation.worker;
    return key == "patient" ? observation.patient : observation.observer;
}

/// Indicators of the activities but the first, less their share, so that the other coefficients are those of the
/// observed mix of activities.
void addActivities(const std::vector<const TimeObservation*>& rows, MixedModelData& data) {
    std::map<std::string, double> shares;
    for (const TimeObservation* row : rows) shares[row->activity] += 1.0 / static_cast<double>(rows.size());
    for (auto activity = shares.begin(); activity != shares.end(); ++activity) {
        if (activity == shares.begin()) continue;
        data.fixedNames.push_back(activity->first);
        data.fixedColumns.emplace_back();
        for (const TimeObservation* row : rows) {
            data.fixedColumns.back().push_back((row->activity == activity->first ? 1 : 0) - activity->second);
        }
    }
}

std::optional<TimeChangeModel> modelOf(const std::vector<const TimeObservation*>& rows, const std::string& activity,
                                       const TimeStudySettings& settings, Issues& notes) {
    MixedModelData data;
    data.fixedNames = {"(Intercept)", "after"};
    data.fixedColumns.resize(2);
    for (const TimeObservation* row : rows) {
        data.response.push_back(settings.logarithms ? std::log(row->minutes) : row->minutes);
        data.fixedColumns[0].push_back(1);
        data.fixedColumns[1].push_back(row->after ? 1 : 0);
    }
    addActivities(rows, data);
    for (const std::string& key : settings.random) {
        std::vector<std::string> labels;
        for (const TimeObservation* row : rows) labels.push_back(groupOf(*row, key));
        RandomTerm term = randomIntercept(key, labels);
        if (term.levels.size() > 1 && term.levels.size() < rows.size()) {
            data.random.push_back(std::move(term));
            continue;
        }
        addNote({"timeStudy.groupLeftOut", Severity::info, place, key, std::to_string(term.levels.size()), {}}, notes);
    }
    if (data.random.empty()) return {};
    const auto fit = orNote(fitMixedModel(data), "timeStudy.modelLeftOut", activity, notes);
    if (!fit) return {};
    TimeChangeModel model;
    model.fit = *fit;
    for (Issue& note : model.fit.notes) note.where = place;
    model.before = fit->fixed[0].estimate;
    model.change = fit->fixed[1].estimate;
    model.after = model.before + model.change;
    const auto& covariance = fit->fixedCovariance;
    model.beforeError = std::sqrt(covariance[0][0]);
    model.afterError = std::sqrt(covariance[0][0] + covariance[1][1] + 2 * covariance[0][1]);
    model.covariance = covariance[0][0] + covariance[0][1];
    model.totalVariance = fit->residualStandardDeviation * fit->residualStandardDeviation;
    for (const VarianceTerm& term : fit->random) model.totalVariance += term.covariance[0][0];
    return model;
}

/// Means of every unit that has measurements in both arms.
void compareUnits(const std::vector<const TimeObservation*>& rows, TimeAnalysis& analysis, Issues& notes) {
    if (rows.front()->pair.empty()) return;
    std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> units;
    for (const TimeObservation* row : rows) {
        auto& [before, after] = units[row->pair];
        (row->after ? after : before).push_back(row->minutes);
    }
    std::vector<double> before;
    std::vector<double> after;
    for (const auto& [unit, times] : units) {
        if (times.first.empty() || times.second.empty()) continue;
        before.push_back(sampleMean(times.first));
        after.push_back(sampleMean(times.second));
    }
    analysis.pairs = before.size();
    analysis.paired = orNote(pairedTTest(before, after), "timeStudy.comparisonLeftOut", analysis.activity, notes);
}

}  // namespace

TimeAnalysis analyseTimes(const std::vector<TimeObservation>& observations, const std::string& activity,
                          const TimeStudySettings& settings, Issues& notes) {
    TimeAnalysis analysis;
    analysis.activity = activity;
    std::vector<const TimeObservation*> rows;
    for (const TimeObservation& observation : observations) {
        if (!activity.empty() && observation.activity != activity) continue;
        rows.push_back(&observation);
        BootstrapSample& sample = observation.after ? analysis.after : analysis.before;
        sample.values.push_back(observation.minutes);
        if (!observation.cluster.empty()) sample.clusters.push_back(observation.cluster);
    }
    const std::vector<double>& before = analysis.before.values;
    const std::vector<double>& after = analysis.after.values;
    analysis.beforeSummary = summariseTimes(before);
    analysis.afterSummary = summariseTimes(after);
    constexpr const char* leftOut = "timeStudy.comparisonLeftOut";
    analysis.welch = orNote(welchTest(before, after), leftOut, activity, notes);
    if (!analysis.welch) return analysis;
    analysis.pooled = orNote(pooledTTest(before, after), leftOut, activity, notes);
    compareUnits(rows, analysis, notes);
    const bool positive = analysis.beforeSummary.geometricMean && analysis.afterSummary.geometricMean;
    if (positive) analysis.ratio = orNote(geometricMeanRatio(before, after), leftOut, activity, notes);
    if (settings.replicates > 0) {
        const auto drawn = [&](BootstrapStatistic statistic) {
            return orNote(
                bootstrapTwoSamples(analysis.before, analysis.after, statistic, settings.replicates, settings.options),
                leftOut, activity, notes);
        };
        analysis.bootstrapMean = drawn(BootstrapStatistic::meanDifference);
        analysis.bootstrapMedian = drawn(BootstrapStatistic::medianDifference);
    }
    if (settings.mixedModel && !settings.random.empty() && (positive || !settings.logarithms)) {
        analysis.model = modelOf(rows, activity, settings, notes);
    }
    return analysis;
}

}  // namespace kachi

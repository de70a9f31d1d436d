// Raw times of activities before and after: summaries, tests, bootstrap, mixed model, outliers, estimates in minutes.
#include "models/studies/study_definitions.h"
#include "models/studies/time_study_results.h"

#include <algorithm>
#include <map>

namespace kachi {
namespace {

using namespace field_limits;

std::vector<Field> fields() {
    std::vector<Field> fields = timeObservationFields();
    const std::vector<Field> more{
        yesNoField("mixedModel", {"混合モデル", "Mixed model"},
                   {"施設・作業者・患者・観察者の列があれば、空でも行います。",
                    "Fitted unless switched off, when there is a column of sites, workers, patients or observers."}),
        choiceField("scale", {"混合モデルの尺度", "Scale of the mixed model"},
                    {{"minutes", {"分", "minutes"}}, {"logarithm", {"対数", "logarithm"}}}),
        numberField("replicates", {"ブートストラップの反復", "Bootstrap replicates"}, Unit::count,
                    {.atLeast = 0, .atMost = 100000, .whole = true},
                    {"空なら2000、0なら行いません。", "2000 when empty; 0 leaves it out."}),
        numberField("rating", {"レイティング", "Rating"}, Unit::ratio, positive,
                    {"正味時間 = 平均 × レイティング。空なら1。", "Normal time = mean × rating. 1 when empty."}),
        numberField("allowance", {"余裕率", "Allowance"}, Unit::ratio, shareBelowOne, {"空なら0。", "0 when empty."}),
        choiceField(
            "allowanceBasis", {"余裕率の基準", "Allowance as a share of"},
            {{"normalTime", {"正味時間（外掛け）", "normal time"}}, {"shift", {"就業時間（内掛け）", "shift"}}}),
    };
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

TimeStudySettings settingsOf(StudyReader& reader) {
    TimeStudySettings settings;
    settings.mixedModel = reader.stated("mixedModel").value_or(true);
    settings.logarithms = reader.choiceOr("scale", "minutes") == "logarithm";
    for (const char* key : {"site", "worker", "patient", "observer"}) {
        if (reader.has(key)) settings.random.push_back(key);
    }
    if (reader.has("replicates")) settings.replicates = static_cast<std::size_t>(reader.whole("replicates"));
    settings.options = reader.options();
    return settings;
}

std::vector<std::pair<std::string, MeanDifference>> siteDifferences(const std::vector<TimeObservation>& observations) {
    std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> sites;
    for (const TimeObservation& each : observations) {
        if (each.site.empty()) continue;
        auto& [before, after] = sites[each.site];
        (each.after ? after : before).push_back(each.minutes);
    }
    std::vector<std::pair<std::string, MeanDifference>> differences;
    for (const auto& [site, times] : sites) {
        // A site with one arm only, or a single measurement, has no difference to show; it stays in the model.
        if (const auto test = welchTest(times.first, times.second)) differences.emplace_back(site, *test);
    }
    return differences;
}

void noteZeros(const std::vector<TimeObservation>& observations, const TimeStudySettings& settings,
               StudyReader& reader) {
    const auto zeros = std::ranges::count_if(observations, [](const auto& each) { return each.minutes == 0; });
    if (zeros == 0) return;
    const bool model = settings.mixedModel && settings.logarithms && !settings.random.empty();
    reader.add({"timeStudy.zeroTimes", Severity::warning, reader.path() + "/data", std::to_string(zeros), {}, {}});
    if (model) reader.refuse("timeStudy.zeroTimesModel", "scale", std::to_string(zeros), {});
}

Result<StudyResult> run(StudyReader& reader) {
    const std::vector<TimeObservation> observations = readTimeObservations(reader);
    const TimeStudySettings settings = settingsOf(reader);
    const StandardTime standard{reader.realOr("rating", 1), reader.realOr("allowance", 0),
                                reader.choiceOr("allowanceBasis", "normalTime") == "shift"};
    if (reader.failed()) return reader.issues();
    noteZeros(observations, settings, reader);
    if (reader.failed()) return reader.issues();

    Issues notes;
    std::vector<TimeAnalysis> analyses{analyseTimes(observations, {}, settings, notes)};
    std::map<std::string, std::pair<bool, bool>> activities;  // seen before, after
    for (const TimeObservation& each : observations) {
        auto& [before, after] = activities[each.activity];
        (each.after ? after : before) = true;
    }
    for (const auto& [activity, seen] : activities) {
        if (activity.empty()) continue;
        if (seen.first && seen.second) {
            analyses.push_back(analyseTimes(observations, activity, settings, notes));
        } else {
            notes.push_back({"timeStudy.oneArmActivity", Severity::warning, reader.path() + "/data", activity, {}, {}});
        }
    }
    StudyResult result = timeStudyResult(observations, analyses, siteDifferences(observations), settings, standard);
    append(result.notes, notes);
    return result;
}

}  // namespace

StudyDefinition timeStudy() {
    return {
        .id = "timeStudy",
        .group = StudyGroup::labour,
        .name = {"作業時間調査", "Time study"},
        .purpose =
            {"測定した作業時間から、前後の時間と短縮時間を、区間とともに求めます。施設や作業者による繰り返しを考慮しま"
             "す。",
             "Estimates the time of activities before and after and the time saved, with intervals, allowing for "
             "repeated measurements of sites and workers."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi

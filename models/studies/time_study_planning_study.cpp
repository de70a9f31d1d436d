// How many measurements a time study needs.
#include "models/statistics/time_study_planning.h"

#include "models/studies/study_definitions.h"

#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

std::vector<Field> fields() {
    return {
        numberField("confidence", {"信頼水準", "Confidence"}, Unit::probability, {.above = 0, .below = 1},
                    {"空なら0.95。", "0.95 when empty."}),
        numberField("mean", {"予想平均時間", "Expected mean time"}, Unit::minutes, positive,
                    {"繰り返し測定（時間観測）の計画。", "For timing of cycles."}),
        numberField("standardDeviation", {"予想標準偏差", "Expected SD"}, Unit::minutes, positive),
        numberField("relativeError", {"許容相対誤差", "Relative error allowed"}, Unit::ratio, shareBelowOne,
                    {"例：平均の ±10 % なら0.1。", "For example 0.1 for ±10 % of the mean."}),
        numberField("share", {"予想割合", "Expected share"}, Unit::probability, {.above = 0, .below = 1},
                    {"ワークサンプリングの計画。", "For work sampling."}),
        numberField("absoluteError", {"許容絶対誤差", "Absolute error allowed"}, Unit::probability,
                    {.above = 0, .below = 1}, {"例：±5 ポイントなら0.05。", "For example 0.05 for ±5 points."}),
        numberField("difference", {"検出したい差", "Difference to detect"}, Unit::minutes, positive,
                    {"前後比較の計画。", "For a comparison of two arms."}),
        numberField("deviationBefore", {"標準偏差（前）", "SD before"}, Unit::minutes, positive),
        numberField("deviationAfter", {"標準偏差（後）", "SD after"}, Unit::minutes, positive,
                    {"空なら前と同じ。", "As before when empty."}),
        numberField("significance", {"有意水準（両側）", "Significance, two-sided"}, Unit::probability,
                    {.above = 0, .below = 1}, {"空なら0.05。", "0.05 when empty."}),
        numberField("power", {"検出力", "Power"}, Unit::probability, {.above = 0, .below = 1},
                    {"空なら0.8。", "0.8 when empty."}),
        numberField("clusterSize", {"1クラスターの測定数", "Measurements per cluster"}, Unit::count, {.atLeast = 1},
                    {"作業者や施設ごとの測定数。空なら1。", "Per worker or site. 1 when empty."}),
        numberField("intraclassCorrelation", {"級内相関", "Intraclass correlation"}, Unit::ratio, shareBelowOne,
                    {"空なら0。", "0 when empty."}),
    };
}

/// True when all of the keys are entered; the missing ones of a part that was begun are refused.
bool entered(StudyReader& reader, std::initializer_list<const char*> keys) {
    bool any = false;
    bool all = true;
    for (const char* key : keys) {
        any = any || reader.has(key);
        all = all && reader.has(key);
    }
    for (const char* key : keys) {
        if (any && !reader.has(key)) reader.refuse("field.missing", key, {}, {});
    }
    return all;
}

void addCount(StudyResult& result, const std::string& key, const Text& label, double exact) {
    result.figures.push_back(studyFigure(key, label, std::ceil(exact), Unit::count));
    const Text unrounded{label.ja + "（切り上げ前）", label.en + " (before rounding up)"};
    result.figures.push_back(studyFigure(key + "Exact", unrounded, exact));
}

void planArms(StudyReader& reader, StudyResult& result) {
    const double before = reader.real("deviationBefore");
    const double after = reader.realOr("deviationAfter", before);
    const double significance = reader.realOr("significance", 0.05);
    const double power = reader.realOr("power", 0.8);
    const double clusterSize = reader.realOr("clusterSize", 1);
    const double correlation = reader.realOr("intraclassCorrelation", 0);
    const double difference = reader.real("difference");
    if (!(power > significance / 2)) {
        reader.refuse("timePlanning.power", "power", numberText(power), numberText(significance / 2));
    }
    if (reader.failed()) return;
    const auto size = armSizeNeeded(difference, before, after, significance, power, clusterSize, correlation);
    if (!size) {
        for (Issue issue : size.issues()) {
            issue.where = reader.path() + "/difference";
            reader.add(issue);
        }
        return;
    }
    addCount(result, "perArm", {"1群の測定数（独立）", "Measurements per arm, independent"}, size->perArm);
    result.figures.push_back(
        studyFigure("designEffect", {"デザイン効果", "Design effect"}, size->designEffect, Unit::ratio));
    addCount(result, "perArmInflated",
             {"1群の測定数（デザイン効果込み）", "Measurements per arm with the design effect"}, size->perArmInflated);
    addCount(result, "clustersPerArm", {"1群のクラスター数", "Clusters per arm"}, size->perArmInflated / clusterSize);
}

Result<StudyResult> run(StudyReader& reader) {
    const double confidence = reader.realOr("confidence", 0.95);
    const bool cycles = entered(reader, {"mean", "standardDeviation", "relativeError"});
    const bool sampling = entered(reader, {"share", "absoluteError"});
    const bool arms = entered(reader, {"difference", "deviationBefore"});
    if (!reader.failed() && !cycles && !sampling && !arms) reader.refuse("timePlanning.nothing", "mean", {}, {});
    if (cycles && reader.has("relativeError") && !(reader.real("relativeError") > 0)) {
        reader.refuse("field.outside", "relativeError", "0", "> 0");
    }
    if (reader.failed()) return reader.issues();

    StudyResult result;
    if (cycles) {
        addCount(result, "cycles", {"必要な観測回数", "Cycles to time"},
                 cyclesNeeded(reader.real("mean"), reader.real("standardDeviation"), reader.real("relativeError"),
                              confidence));
    }
    if (sampling) {
        addCount(result, "workSampling", {"必要な観測時点数", "Instants of work sampling"},
                 workSamplingNeeded(reader.real("share"), reader.real("absoluteError"), confidence));
    }
    if (arms) planArms(reader, result);
    if (reader.failed()) return reader.issues();
    result.methodText = {
        "観測回数は n = (z s/(e m))²、ワークサンプリングは n = z² p(1 − p)/E²、前後比較は両側 t 検定（非心 t "
        "分布）の1群の測定数に "
        "デザイン効果 1 + (m − 1)ρ を掛けて求めた。",
        "Cycles: n = (z s/(e m))²; work sampling: n = z² p(1 − p)/E²; comparison: size of a two-sided t test "
        "(noncentral "
        "t) times the design effect 1 + (m − 1)ρ."};
    result.references = {"Barnes RM. Motion and Time Study. 7th ed. Wiley, 1980.",
                         "Donner A, Klar N. Design and Analysis of Cluster Randomization Trials in Health Research. "
                         "Arnold, 2000."};
    return result;
}

}  // namespace

StudyDefinition timeStudyPlanningStudy() {
    return {
        .id = "timeStudyPlanning",
        .group = StudyGroup::labour,
        .name = {"時間調査の計画", "Planning a time study"},
        .purpose = {"必要な観測回数、ワークサンプリングの時点数、前後比較の測定数を求めます。",
                    "Gives the number of cycles to time, of instants of work sampling, and of measurements per arm."},
        .fields = fields(),
        .run = run,
    };
}

}  // namespace kachi

// Individual survival records from a digitised Kaplan–Meier figure and its numbers at risk.
#include "models/statistics/cox_regression.h"
#include "models/statistics/distribution.h"
#include "models/statistics/log_rank.h"
#include "models/statistics/survival_reconstruction.h"
#include "models/studies/study_definitions.h"
#include "models/studies/survival_study.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

/// Arms in the order in which they are first seen.
std::vector<std::string> armsOf(const std::vector<std::string>& words) {
    std::vector<std::string> arms;
    for (const std::string& word : words) {
        if (std::ranges::find(arms, word) == arms.end()) arms.push_back(word);
    }
    if (arms.empty()) arms.emplace_back();
    return arms;
}

PublishedCurve& curveOf(std::vector<PublishedCurve>& curves, const std::string& arm) {
    const auto found = std::ranges::find(curves, arm, &PublishedCurve::arm);
    if (found != curves.end()) return *found;
    curves.push_back({arm, {}, {}, {}, {}});
    return curves.back();
}

std::vector<PublishedCurve> readCurves(StudyReader& reader) {
    std::vector<PublishedCurve> curves;
    const std::string timeColumn = reader.neededColumn("time");
    const std::string survivalColumn = reader.neededColumn("survival");
    const std::string armColumn = reader.column("group");
    if (reader.failed()) return curves;
    const auto rows = reader.completeRows({timeColumn, survivalColumn, armColumn});
    const std::vector<double> times = reader.numbers(timeColumn, rows);
    const std::vector<double> survivals = reader.numbers(survivalColumn, rows);
    const std::vector<std::string> arms = reader.words(armColumn, rows);
    for (const std::string& arm : armsOf(arms)) curves.push_back({arm, {}, {}, {}, {}});
    const bool percent = reader.choiceOr("scale", "share") == "percent";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double survival = percent ? survivals[i] / 100 : survivals[i];
        // Readings a little above 1 are readings of 1.
        if (!(survival >= 0 && survival <= 1.05)) {
            reader.refuseCell("reconstruction.survival", rows[i], survivalColumn, percent ? "0 – 100" : "0 – 1");
        }
        curveOf(curves, arms.empty() ? std::string() : arms[i]).points.push_back({times[i], survival});
    }
    return curves;
}

void readRisks(StudyReader& reader, std::vector<PublishedCurve>& curves) {
    for (FieldCells& row : reader.rows("atRisk")) {
        PublishedCurve& curve = curveOf(curves, row.text("group"));
        curve.riskTimes.push_back(row.real("time"));
        curve.atRisk.push_back(row.real("count"));
    }
    for (FieldCells& row : reader.rows("totals")) curveOf(curves, row.text("group")).events = row.real("events");
}

void addArm(StudyResult& result, const PublishedCurve& published, const ReconstructedArm& arm, StudyTable& fit,
            StudyTable& risks) {
    fit.rows.push_back({studyCell(published.arm), studyCell(static_cast<double>(arm.records.size())),
                        studyCell(eventCount(arm.records)), studyCell(published.events),
                        studyCell(arm.rootMeanSquareError), studyCell(arm.greatestError)});
    for (std::size_t i = 0; i < published.riskTimes.size(); ++i) {
        risks.rows.push_back({studyCell(published.arm), studyCell(published.riskTimes[i]),
                              studyCell(published.atRisk[i]),
                              studyCell(numberAtRisk(arm.records, published.riskTimes[i]))});
    }
    const auto warn = [&](const char* code, double value, double limit, std::map<std::string, std::string> details) {
        details["group"] = published.arm;
        result.notes.push_back(
            {code, Severity::warning, "/inputs/atRisk", numberText(value), numberText(limit), std::move(details)});
    };
    for (const RiskDeviation& deviation : arm.deviations) {
        warn("reconstruction.riskMissed", deviation.reconstructed, deviation.reported,
             {{"time", numberText(deviation.time)}});
    }
    if (published.events && *published.events != eventCount(arm.records)) {
        warn("reconstruction.eventsMissed", eventCount(arm.records), *published.events, {});
    }
}

/// Cox regression on the second group. Issues: those of fitCox
Result<CoxFit> fitSecondGroup(const std::vector<SurvivalRecord>& records, const std::vector<int>& groupOf,
                              const std::string& name) {
    CoxData data;
    data.names = {name};
    data.design.resize(static_cast<Eigen::Index>(records.size()), 1);
    for (std::size_t i = 0; i < records.size(); ++i) {
        data.design(static_cast<Eigen::Index>(i), 0) = groupOf[i];
        data.time.push_back(records[i].time);
        data.event.push_back(records[i].event ? 1 : 0);
    }
    return fitCox(data, CoxTies::efron, "/inputs/data");
}

/// Of two groups; a ratio that cannot be estimated is a note.
void addHazardRatio(StudyResult& result, const std::vector<SurvivalGroup>& groups, const Result<CoxFit>& fit,
                    double level) {
    if (!fit) {
        for (Issue issue : fit.issues()) {
            issue.severity = Severity::warning;
            result.notes.push_back(std::move(issue));
        }
        return;
    }
    const double logRatio = fit->coefficients(0);
    const double standardError = std::sqrt(fit->covariance(0, 0));
    const double width = normalQuantile(0.5 + level / 2) * standardError;
    const Text label{"ハザード比 " + groups[1].name + " 対 " + groups[0].name,
                     "Hazard ratio " + groups[1].name + " to " + groups[0].name};
    result.figures.push_back(studyFigure("hazardRatio", label, std::exp(logRatio), std::exp(logRatio - width),
                                         std::exp(logRatio + width), Unit::ratio));
    result.estimates.push_back(ratioEstimate("hazardRatio", label, logRatio, standardError));
}

Result<StudyResult> run(StudyReader& reader) {
    std::vector<PublishedCurve> curves = readCurves(reader);
    readRisks(reader, curves);
    if (reader.failed()) return reader.issues();

    StudyResult result;
    StudyTable fit{"agreement",
                   {"図との一致", "Agreement with the figure"},
                   {{"group", {"群", "Group"}},
                    {"subjects", {"n", "n"}, Unit::count},
                    {"events", {"イベント", "Events"}, Unit::count},
                    {"reportedEvents", {"報告されたイベント", "Reported events"}, Unit::count},
                    {"rootMeanSquareError", {"生存率の二乗平均平方根誤差", "RMSE of survival"}},
                    {"greatestError", {"生存率の最大誤差", "Greatest error of survival"}}},
                   {}};
    StudyTable risks{"atRisk",
                     {"リスク集合の比較", "Numbers at risk"},
                     {{"group", {"群", "Group"}},
                      {"time", {"時間", "Time"}},
                      {"reported", {"報告", "Reported"}, Unit::count},
                      {"reconstructed", {"復元", "Reconstructed"}, Unit::count}},
                     {}};
    StudyTable records{"records",
                       {"復元した個票", "Reconstructed records"},
                       {{"group", {"群", "Group"}}, {"time", {"時間", "Time"}}, {"event", {"イベント", "Event"}}},
                       {}};
    std::vector<SurvivalGroup> groups;
    std::vector<SurvivalRecord> all;
    std::vector<int> groupOf;
    PlotChart digitised;
    for (const PublishedCurve& published : curves) {
        const auto arm = reconstructArm(published, "/inputs");
        if (!arm) {
            reader.add(arm.issues());
            continue;
        }
        addArm(result, published, *arm, fit, risks);
        for (const SurvivalRecord& record : arm->records) {
            records.rows.push_back(
                {studyCell(published.arm), studyCell(record.time), studyCell(record.event ? 1.0 : 0.0)});
            all.push_back(record);
            groupOf.push_back(static_cast<int>(groups.size()));
        }
        groups.push_back({published.arm, arm->records, kaplanMeier(arm->records)});
        ChartSeries points{{groupText(published.arm).ja + "（読み取り）", groupText(published.arm).en + " (digitised)"},
                           ChartMark::points,
                           {},
                           {},
                           {},
                           {}};
        for (const CurvePoint& point : arm->curve) {
            points.x.push_back(point.time);
            points.y.push_back(point.survival);
        }
        digitised.series.push_back(std::move(points));
    }
    if (reader.failed()) return reader.issues();

    SurvivalSettings settings;
    settings.timeLabel = {"時間", "Time"};
    settings.restrictedHorizon = groups.front().curve.points.back().time;
    for (const SurvivalGroup& group : groups) {
        settings.restrictedHorizon = std::min(settings.restrictedHorizon, group.curve.points.back().time);
    }
    for (const PublishedCurve& published : curves) {
        settings.times.insert(settings.times.end(), published.riskTimes.begin(), published.riskTimes.end());
    }
    std::ranges::sort(settings.times);
    settings.times.erase(std::unique(settings.times.begin(), settings.times.end()), settings.times.end());
    addKaplanMeier(result, groups, settings);
    PlotChart& plot = std::get<PlotChart>(result.charts.front().content);
    plot.series.insert(plot.series.end(), digitised.series.begin(), digitised.series.end());
    if (groups.size() > 1) {
        const auto test = logRankTest(all, groupOf, static_cast<int>(groups.size()), {}, 0, "/inputs/data");
        if (test) addLogRank(result, groups, *test, settings);
    }
    if (groups.size() == 2) {
        addHazardRatio(result, groups, fitSecondGroup(all, groupOf, groups[1].name), settings.level);
    }
    for (StudyTable* table : {&fit, &risks, &records}) result.tables.push_back(std::move(*table));
    result.methodText = {
        "読み取った曲線とリスク集合の数から Guyot ら（2012）の方法で個票を復元した。リスク集合の時点の間では打ち切りを"
        "均等に置き、次の時点の数に合うまで件数を探索し、最後の時点の後は平均の打ち切り率（イベント総数が報告されて"
        "いればそれに合わせる）による。2群のハザード比は復元した個票の Cox 回帰（同時点は Efron 法）による。",
        "Individual records were reconstructed from the digitised curves and the numbers at risk after Guyot et al. "
        "(2012): censorings spread evenly between numbers at risk, their count searched until the next number is met; "
        "after the last one the average rate, or the reported total of events. The hazard ratio of two groups is "
        "Cox's, from the reconstructed records, ties after Efron."};
    result.references = {"Guyot P, Ades AE, Ouwens MJNM, Welton NJ. BMC Med Res Methodol 2012;12:9.",
                         "Cox DR. J R Stat Soc B 1972;34:187-220.", "Efron B. J Am Stat Assoc 1977;72:557-565."};
    return result;
}

}  // namespace

StudyDefinition survivalReconstructionStudy() {
    const Text arm{"群", "Group"};
    return {
        .id = "survivalReconstruction",
        .group = StudyGroup::evidence,
        .name = {"生存曲線からの個票の復元", "Individual records from a survival curve"},
        .purpose = {"公表された Kaplan–Meier 曲線の読み取りとリスク集合の数から、個票を復元します（Guyot 法）。",
                    "Reconstructs individual records from a digitised Kaplan–Meier figure and its numbers at risk "
                    "(Guyot's method)."},
        .fields = {required(dataField("data", {"読み取った曲線", "Digitised curves"},
                                      {"1行1点。座標は図から読み取った順でよい", "One row per point, in any order"})),
                   required(columnField("time", {"時間の列", "Column of times"})),
                   required(columnField("survival", {"生存率の列", "Column of survival"})),
                   columnField("group", {"群の列", "Column of groups"}),
                   choiceField("scale", {"生存率の目盛", "Scale of survival"},
                               {{"share", {"0～1", "0 to 1"}}, {"percent", {"%", "%"}}},
                               {"既定は 0～1", "Default 0 to 1"}),
                   required(tableField(
                       "atRisk", {"リスク集合の数", "Numbers at risk"},
                       {textField("group", arm),
                        required(numberField("time", {"時間", "Time"}, Unit::none, notNegative)),
                        required(numberField("count", {"数", "Number"}, Unit::count, {.atLeast = 0, .whole = true}))},
                       {"図の下の表。時点 0 を含め、時点の順に", "Under the figure; with time 0, in order of time"})),
                   tableField("totals", {"イベント総数", "Total events"},
                              {textField("group", arm),
                               required(numberField("events", {"イベント", "Events"}, Unit::count, positiveWhole))},
                              {"報告されていれば", "Where reported"})},
        .run = run,
    };
}

}  // namespace kachi

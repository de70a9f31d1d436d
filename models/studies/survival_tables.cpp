// Kaplan–Meier, numbers at risk, restricted means and the log-rank test as tables and charts.
#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/studies/survival_study.h"

#include <cmath>

namespace kachi {
namespace {

StudyTable curveTable(const std::vector<SurvivalGroup>& groups) {
    StudyTable table{"kaplanMeier",
                     {"Kaplan–Meier 推定", "Kaplan–Meier estimate"},
                     {{"group", {"群", "Group"}},
                      {"time", {"時間", "Time"}},
                      {"atRisk", {"リスク集合", "At risk"}, Unit::count},
                      {"events", {"イベント", "Events"}, Unit::count},
                      {"censored", {"打ち切り", "Censored"}, Unit::count},
                      {"survival", {"生存率", "Survival"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}},
                      {"cumulativeHazard", {"累積ハザード（Nelson–Aalen）", "Cumulative hazard (Nelson–Aalen)"}},
                      {"cumulativeHazardStandardError", {"累積ハザードの標準誤差", "SE of cumulative hazard"}}},
                     {}};
    for (const SurvivalGroup& group : groups) {
        for (const KaplanMeierPoint& point : group.curve.points) {
            table.rows.push_back({studyCell(group.name), studyCell(point.time), studyCell(point.atRisk),
                                  studyCell(point.events), studyCell(point.censored), studyCell(point.survival),
                                  studyCell(point.standardError), studyCell(point.low), studyCell(point.high),
                                  studyCell(point.cumulativeHazard), studyCell(point.cumulativeHazardStandardError)});
        }
    }
    return table;
}

StudyTable timesTable(const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings) {
    StudyTable table{"survivalAtTimes",
                     {"時点別の生存率とリスク集合", "Survival and number at risk at chosen times"},
                     {{"group", {"群", "Group"}},
                      {"time", {"時間", "Time"}},
                      {"atRisk", {"リスク集合", "At risk"}, Unit::count},
                      {"survival", {"生存率", "Survival"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}}},
                     {}};
    for (const SurvivalGroup& group : groups) {
        for (const double time : settings.times) {
            const KaplanMeierPoint* point = group.curve.at(time);
            const bool followed = time <= group.curve.points.back().time || (point && point->survival == 0);
            std::vector<StudyValue> row{studyCell(group.name), studyCell(time),
                                        studyCell(numberAtRisk(group.records, time))};
            if (!followed) {
                row.resize(table.columns.size());  // nobody was followed so long
            } else if (!point) {
                row.insert(row.end(), {studyCell(1.0), studyCell(0.0), studyCell(1.0), studyCell(1.0)});
            } else {
                row.insert(row.end(), {studyCell(point->survival), studyCell(point->standardError),
                                       studyCell(point->low), studyCell(point->high)});
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

StudyTable quantileTable(const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings) {
    StudyTable table{"quantiles",
                     {"例数と生存時間の分位点", "Subjects and quantiles of time"},
                     {{"group", {"群", "Group"}},
                      {"subjects", {"n", "n"}, Unit::count},
                      {"events", {"イベント", "Events"}, Unit::count},
                      {"probability", {"イベントの割合", "Share with the event"}},
                      {"time", settings.timeLabel},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}}},
                     {}};
    for (const SurvivalGroup& group : groups) {
        for (const double probability : {0.25, 0.5, 0.75}) {
            const SurvivalQuantile quantile = survivalQuantile(group.curve, probability);
            table.rows.push_back({studyCell(group.name), studyCell(group.curve.subjects), studyCell(group.curve.events),
                                  studyCell(probability), studyCell(quantile.time), studyCell(quantile.low),
                                  studyCell(quantile.high)});
        }
    }
    return table;
}

StudyTable restrictedMeanTable(const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings) {
    StudyTable table{"restrictedMeans",
                     {"境界内平均生存時間（RMST）", "Restricted mean survival time"},
                     {{"group", {"群", "Group"}},
                      {"comparator", {"対照", "Compared with"}},
                      {"horizon", {"境界", "Horizon"}},
                      {"value", withUnit({"平均または差", "Mean or difference"}, settings)},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}},
                      {"p", {"P 値", "p"}}},
                     {}};
    const double z = normalQuantile(0.5 + settings.level / 2);
    const auto add = [&](const std::string& group, const std::string& comparator, double value, double error) {
        const StudyValue p = comparator.empty() || error <= 0 ? StudyValue{} : studyCell(twoSidedNormal(value / error));
        table.rows.push_back({studyCell(group), studyCell(comparator), studyCell(settings.restrictedHorizon),
                              studyCell(value), studyCell(error), studyCell(value - z * error),
                              studyCell(value + z * error), p});
    };
    const auto first = restrictedMean(groups.front().curve, settings.restrictedHorizon);
    for (const SurvivalGroup& group : groups) {
        const auto mean = restrictedMean(group.curve, settings.restrictedHorizon);
        if (mean) {
            add(group.name, {}, mean->value, mean->standardError);
        } else {
            const Text state{"追跡が境界に届いていない", "not followed to the horizon"};
            table.rows.push_back(
                {studyCell(group.name), {}, studyCell(settings.restrictedHorizon), studyCell(state), {}, {}, {}, {}});
        }
        if (&group == &groups.front() || !mean || !first) continue;
        add(group.name, groups.front().name, mean->value - first->value,
            std::hypot(mean->standardError, first->standardError));
    }
    return table;
}

StudyChart curveChart(const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings) {
    PlotChart plot;
    plot.x.label = settings.timeLabel;
    plot.x.minimum = 0;
    plot.y = {{"生存率", "Survival"}, Unit::none, false, 0, 1};
    plot.countsLabel = atRiskText;
    for (const SurvivalGroup& group : groups) {
        plot.series.push_back(kaplanMeierSeries(group, groupText(group.name)));
    }
    return {"kaplanMeier",
            {"Kaplan–Meier 曲線", "Kaplan–Meier curves"},
            {"帯は各時点の信頼区間。", "Bands are pointwise confidence intervals."},
            std::move(plot)};
}

}  // namespace

std::string groupKey(const std::string& group, const std::string& key) {
    return group.empty() ? key : group + "." + key;
}

Text withUnit(const Text& label, const SurvivalSettings& settings) {
    if (settings.timeUnit.empty()) return label;
    return {label.ja + "（" + settings.timeUnit.ja + "）", label.en + " (" + settings.timeUnit.en + ")"};
}

Text groupText(const std::string& group) {
    return group.empty() ? Text{"全体", "All"} : Text{group, group};
}

ChartSeries kaplanMeierSeries(const SurvivalGroup& group, const Text& name) {
    ChartSeries series{name, ChartMark::step, {0}, {1}, {1}, {1}};
    for (const KaplanMeierPoint& point : group.curve.points) {
        if (point.events == 0 && &point != &group.curve.points.back()) continue;
        series.x.push_back(point.time);
        series.y.push_back(point.survival);
        series.low.push_back(point.low.value_or(point.survival));
        series.high.push_back(point.high.value_or(point.survival));
    }
    for (const AtRiskStep& step : atRiskSteps(group.records)) series.counts.push_back({step.time, step.atRisk});
    return series;
}

void addKaplanMeier(StudyResult& result, const std::vector<SurvivalGroup>& groups, const SurvivalSettings& settings) {
    double subjects = 0;
    double events = 0;
    for (const SurvivalGroup& group : groups) {
        subjects += group.curve.subjects;
        events += group.curve.events;
    }
    result.figures.push_back(studyFigure("subjects", {"例数", "Subjects"}, subjects, Unit::count));
    result.figures.push_back(studyFigure("events", {"イベント数", "Events"}, events, Unit::count));
    for (const SurvivalGroup& group : groups) {
        const SurvivalQuantile median = survivalQuantile(group.curve, 0.5);
        StudyFigure figure;
        figure.key = groupKey(group.name, "median");
        figure.label = withUnit(
            {groupText(group.name).ja + "：生存時間中央値", groupText(group.name).en + ": median survival time"},
            settings);
        figure.value = median.time;
        figure.low = median.low;
        figure.high = median.high;
        if (!median.time) figure.state = {"未到達", "not reached"};
        result.figures.push_back(std::move(figure));
    }
    for (const SurvivalGroup& group : groups) {
        const auto mean = restrictedMean(group.curve, settings.restrictedHorizon);
        if (!mean) continue;
        const Text name = groupText(group.name);
        result.estimates.push_back(
            normalEstimate(groupKey(group.name, "restrictedMean"),
                           withUnit({name.ja + "：境界内平均生存時間", name.en + ": restricted mean"}, settings),
                           mean->value, mean->standardError));
    }
    result.tables.push_back(quantileTable(groups, settings));
    result.tables.push_back(timesTable(groups, settings));
    result.tables.push_back(restrictedMeanTable(groups, settings));
    result.tables.push_back(curveTable(groups));
    result.charts.push_back(curveChart(groups, settings));
}

void addLogRank(StudyResult& result, const std::vector<SurvivalGroup>& groups, const LogRank& test,
                const SurvivalSettings& settings) {
    result.figures.push_back(studyFigure("logRankChiSquared", {"ログランク検定 χ²", "Log-rank χ²"}, test.chiSquared));
    result.figures.push_back(studyFigure("logRankDegrees", {"ログランク検定 自由度", "Log-rank degrees of freedom"},
                                         test.degrees, Unit::count));
    result.figures.push_back(studyFigure("logRankP", {"ログランク検定 P 値", "Log-rank p"}, test.pValue));
    StudyTable table{"logRank",
                     {"ログランク検定", "Log-rank test"},
                     {{"group", {"群", "Group"}},
                      {"subjects", {"n", "n"}, Unit::count},
                      {"observed", {"観測", "Observed"}},
                      {"expected", {"期待", "Expected"}},
                      {"variance", {"O − E の分散", "Variance of O − E"}},
                      {"hazardRatio", {"ハザード比（1段階推定）", "Hazard ratio (one-step)"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}}},
                     {}};
    const double z = normalQuantile(0.5 + settings.level / 2);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<StudyValue> row{studyCell(groups[g].name), studyCell(test.subjects[g]), studyCell(test.observed[g]),
                                    studyCell(test.expected[g]), studyCell(test.covariance[g][g])};
        if (groups.size() == 2 && g == 1 && settings.rho == 0) {
            const HazardRatioEstimate ratio = logRankHazardRatio(test, g);
            for (const double shift : {0.0, -z, z}) {
                row.push_back(studyCell(std::exp(ratio.logRatio + shift * ratio.standardError)));
            }
        }
        row.resize(table.columns.size());
        table.rows.push_back(std::move(row));
    }
    result.tables.push_back(std::move(table));
}

}  // namespace kachi

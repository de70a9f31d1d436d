// Fitted families over the Kaplan–Meier estimate: survival, hazard, log cumulative hazard, extrapolation.
#include "models/studies/survival_study.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

constexpr int chartPoints = 120;

double longestOf(const KaplanMeier& curve) {
    return curve.points.back().time;
}

/// A curve of every fit. @param value of fit and time; what is not finite is left out
template <class Value>
void addCurves(PlotChart& plot, const SurvivalFits& set, const std::vector<double>& times, Value value) {
    for (const SurvivalFit& fit : set.fits) {
        ChartSeries series{familyText(fit.model), ChartMark::line, {}, {}, {}, {}};
        for (const double time : times) {
            const double y = value(fit, time);
            if (!std::isfinite(y)) continue;
            series.x.push_back(time);
            series.y.push_back(y);
        }
        if (!series.x.empty()) plot.series.push_back(std::move(series));
    }
}

std::vector<double> evenTimes(double from, double to) {
    std::vector<double> times;
    for (int i = 0; i <= chartPoints; ++i) times.push_back(from + (to - from) * i / chartPoints);
    return times;
}

PlotChart survivalPlot(const SurvivalFits& set, const SurvivalProfile& profile, const SurvivalSettings& settings,
                       double end, bool allCause) {
    PlotChart plot;
    plot.x.label = settings.timeLabel;
    plot.x.minimum = 0;
    plot.y = {{"生存率", "Survival"}, Unit::none, false, 0, 1};
    plot.series.push_back(kaplanMeierSeries(*profile.observed, {"Kaplan–Meier", "Kaplan–Meier"}));
    plot.countsLabel = atRiskText;
    addCurves(plot, set, evenTimes(0, end), [&](const SurvivalFit& fit, double time) {
        const double survival = predictedSurvival(fit, profile.profile, time).value;
        return allCause ? survival * profile.expected(time) : survival;
    });
    return plot;
}

/// Events over time at risk between equally spaced times.
ChartSeries hazardSteps(const KaplanMeier& curve) {
    const int pieces = std::clamp(static_cast<int>(curve.events / 8), 1, 12);
    const double width = longestOf(curve) / pieces;
    ChartSeries series{{"区間別の発生率", "Rate by interval"}, ChartMark::step, {}, {}, {}, {}};
    std::vector<double> events(static_cast<std::size_t>(pieces), 0);
    std::vector<double> exposure(static_cast<std::size_t>(pieces), 0);
    double before = 0;
    for (const KaplanMeierPoint& point : curve.points) {
        const auto piece = std::min<std::size_t>(static_cast<std::size_t>(point.time / width), events.size() - 1);
        events[piece] += point.events;
        // Those at risk at this time were so since the time before, in whichever pieces that lies.
        for (std::size_t i = 0; i < exposure.size(); ++i) {
            const double from = std::max(before, width * static_cast<double>(i));
            const double to = std::min(point.time, width * static_cast<double>(i + 1));
            if (to > from) exposure[i] += point.atRisk * (to - from);
        }
        before = point.time;
    }
    for (std::size_t i = 0; i < exposure.size(); ++i) {
        if (exposure[i] <= 0) continue;
        series.x.push_back(width * static_cast<double>(i));
        series.y.push_back(events[i] / exposure[i]);
    }
    return series;
}

PlotChart hazardPlot(const SurvivalFits& set, const SurvivalProfile& profile, const SurvivalSettings& settings) {
    PlotChart plot;
    plot.x.label = settings.timeLabel;
    plot.y = {{"ハザード", "Hazard"}, Unit::none, false, 0, {}};
    plot.series.push_back(hazardSteps(profile.observed->curve));
    const double end = longestOf(profile.observed->curve);
    addCurves(plot, set, evenTimes(end / chartPoints, end),
              [&](const SurvivalFit& fit, double time) { return predictedHazard(fit, profile.profile, time); });
    return plot;
}

PlotChart logHazardPlot(const SurvivalFits& set, const SurvivalProfile& profile, const SurvivalSettings& settings) {
    PlotChart plot;
    plot.x.label = settings.timeLabel;
    plot.x.logarithmic = true;
    plot.y.label = {"ln(−ln S)", "ln(−ln S)"};
    ChartSeries points{{"Kaplan–Meier", "Kaplan–Meier"}, ChartMark::step, {}, {}, {}, {}};
    for (const KaplanMeierPoint& point : profile.observed->curve.points) {
        if (point.time <= 0 || point.survival <= 0 || point.survival >= 1) continue;
        points.x.push_back(point.time);
        points.y.push_back(std::log(-std::log(point.survival)));
    }
    if (points.x.empty()) return plot;
    std::vector<double> times;
    const double first = points.x.front();
    const double ratio = longestOf(profile.observed->curve) / first;
    for (int i = 0; i <= chartPoints; ++i) times.push_back(first * std::pow(ratio, double(i) / chartPoints));
    plot.series.push_back(std::move(points));
    addCurves(plot, set, times, [&](const SurvivalFit& fit, double time) {
        return std::log(-std::log(predictedSurvival(fit, profile.profile, time).value));
    });
    return plot;
}

}  // namespace

void addFitCharts(StudyResult& result, const std::vector<SurvivalFits>& all, const SurvivalSettings& settings) {
    for (const SurvivalFits& set : all) {
        for (const SurvivalProfile& profile : set.profiles) {
            const Text group = groupText(profile.name);
            const auto add = [&](const std::string& key, const Text& title, const Text& caption, PlotChart plot) {
                if (plot.series.empty()) return;
                result.charts.push_back({groupKey(profile.name, key),
                                         {title.ja + "：" + group.ja, title.en + ": " + group.en},
                                         caption,
                                         std::move(plot)});
            };
            add("fitted", {"当てはめた分布", "Fitted families"},
                {"段は Kaplan–Meier 推定、帯はその信頼区間。",
                 "Steps are the Kaplan–Meier estimate with its interval."},
                survivalPlot(set, profile, settings, longestOf(profile.observed->curve), settings.background));
            add("hazard", {"ハザード", "Hazard"},
                settings.background
                    ? Text{"曲線は生命表を超える過剰ハザード、段は全死因の発生率。",
                           "Curves are the excess over the life table, steps the rate of all causes."}
                    : Text{"段は区間ごとのイベント数÷観察時間。", "Steps are events over time at risk."},
                hazardPlot(set, profile, settings));
            add("logCumulativeHazard", {"対数累積ハザード", "Log cumulative hazard"},
                settings.background
                    ? Text{"曲線は生命表を超える分（純生存率）、段は全死因。",
                           "Curves are the excess over the life table (net survival), steps are all causes."}
                    : Text{"Weibull では直線、比例ハザードなら群の間で平行になる。",
                           "A straight line under the Weibull; parallel between groups under proportional hazards."},
                logHazardPlot(set, profile, settings));
            if (settings.horizon <= longestOf(profile.observed->curve)) continue;
            add("extrapolation", {"外挿", "Extrapolation"},
                {"観察期間の先は分布の仮定だけによる。", "Beyond the follow-up the curves rest on the families alone."},
                survivalPlot(set, profile, settings, settings.horizon, settings.background));
        }
    }
}

}  // namespace kachi

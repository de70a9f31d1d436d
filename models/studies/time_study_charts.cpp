#include "models/studies/time_study_charts.h"

#include <algorithm>
#include <cmath>

namespace kachi {

Text activityName(const TimeAnalysis& analysis) {
    if (analysis.activity.empty()) return {"全体", "All"};
    return {analysis.activity, analysis.activity};
}

Text armName(bool after) {
    return after ? Text{"後", "After"} : Text{"前", "Before"};
}

StudyChart timeForestChart(const std::vector<TimeAnalysis>& analyses,
                           const std::vector<std::pair<std::string, MeanDifference>>& sites) {
    ForestChart forest;
    forest.effect = {{"差（後 − 前）", "Difference (after − before)"}, Unit::minutes, false, {}, {}};
    const auto add = [&](const Text& name, const MeanDifference& test, bool pooled) {
        ForestChartRow row;
        row.name = name;
        row.estimate = test.estimate;
        row.low = test.low;
        row.high = test.high;
        row.pooled = pooled;
        forest.rows.push_back(std::move(row));
    };
    for (const TimeAnalysis& analysis : analyses) {
        if (!analysis.activity.empty() && analysis.welch) add(activityName(analysis), *analysis.welch, false);
    }
    for (const auto& [site, test] : sites) add({site, site}, test, false);
    if (analyses.front().welch) add(activityName(analyses.front()), *analyses.front().welch, true);
    return {"differences",
            {"作業・施設別の差", "Differences by activity and site"},
            {"Welch の方法。左は短縮、右は延長。", "Welch's method. Left: time saved; right: time added."},
            forest};
}

StudyChart timeMeansChart(const std::vector<TimeAnalysis>& analyses) {
    BarChart bars;
    bars.value = {{"平均時間", "Mean time"}, Unit::minutes, false, 0.0, {}};
    bars.categoryLabel = {"作業", "Activity"};
    for (const bool after : {false, true}) {
        ChartBars arm;
        arm.name = armName(after);
        for (const TimeAnalysis& analysis : analyses) {
            const TimeSummary& times = after ? analysis.afterSummary : analysis.beforeSummary;
            arm.values.push_back(times.mean);
            arm.low.push_back(times.low.value_or(times.mean));
            arm.high.push_back(times.high.value_or(times.mean));
        }
        bars.series.push_back(std::move(arm));
    }
    for (const TimeAnalysis& analysis : analyses) bars.categories.push_back(activityName(analysis));
    return {"means",
            {"作業別の平均時間", "Mean times by activity"},
            {"誤差線は平均の95 %信頼区間。", "Error bars: 95 % intervals of means."},
            bars};
}

StudyChart timeHistogramChart(const TimeAnalysis& all) {
    const double low = std::min(all.beforeSummary.minimum, all.afterSummary.minimum);
    const double high = std::max(all.beforeSummary.maximum, all.afterSummary.maximum);
    const auto count = static_cast<double>(all.before.values.size() + all.after.values.size());
    const auto classes = static_cast<std::size_t>(std::ceil(std::log2(count)) + 1);
    const double width = (high - low) / static_cast<double>(classes);
    PlotChart plot;
    plot.x = {{"時間", "Time"}, Unit::minutes, false, {}, {}};
    plot.y = {{"測定の割合", "Share of measurements"}, Unit::probability, false, 0.0, {}};
    for (const bool after : {false, true}) {
        const std::vector<double>& times = after ? all.after.values : all.before.values;
        ChartSeries series;
        series.name = armName(after);
        series.mark = ChartMark::step;
        std::vector<double> shares(classes);
        for (const double time : times) {
            const auto place = width > 0 ? static_cast<std::size_t>((time - low) / width) : 0;
            shares[std::min(place, classes - 1)] += 1 / static_cast<double>(times.size());
        }
        for (std::size_t c = 0; c < classes; ++c) {
            series.x.push_back(low + width * static_cast<double>(c));
            series.y.push_back(shares[c]);
        }
        series.x.push_back(high);
        series.y.push_back(0);
        plot.series.push_back(std::move(series));
    }
    plot.verticals = {{{"前の平均", "mean before"}, all.beforeSummary.mean},
                      {{"後の平均", "mean after"}, all.afterSummary.mean}};
    return {"distribution",
            {"時間の分布", "Distribution of times"},
            {"階級数は Sturges の公式。", "Number of classes: Sturges' formula."},
            plot};
}

}  // namespace kachi

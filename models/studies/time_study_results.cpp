#include "models/studies/time_study_results.h"

#include "models/studies/time_study_charts.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kachi {
namespace {

std::string keyOf(const std::string& stem, const TimeAnalysis& analysis) {
    return analysis.activity.empty() ? stem : stem + "." + analysis.activity;
}

Text labelOf(const Text& label, const TimeAnalysis& analysis) {
    if (analysis.activity.empty()) return label;
    return {analysis.activity + "：" + label.ja, analysis.activity + ": " + label.en};
}

StudyTable summaryTable(const std::vector<TimeAnalysis>& analyses, const StandardTime& standard) {
    StudyTable table{"summary",
                     {"作業・群別の時間", "Times by activity and arm"},
                     {{"activity", {"作業", "Activity"}},
                      {"arm", {"群", "Arm"}},
                      {"count", {"件数", "n"}, Unit::count},
                      {"mean", {"平均", "Mean"}, Unit::minutes},
                      {"standardDeviation", {"標準偏差", "SD"}, Unit::minutes},
                      {"low", {"平均の95 %下限", "95 % low"}, Unit::minutes},
                      {"high", {"平均の95 %上限", "95 % high"}, Unit::minutes},
                      {"minimum", {"最小", "Minimum"}, Unit::minutes},
                      {"lowerQuartile", {"第1四分位", "Lower quartile"}, Unit::minutes},
                      {"median", {"中央値", "Median"}, Unit::minutes},
                      {"upperQuartile", {"第3四分位", "Upper quartile"}, Unit::minutes},
                      {"maximum", {"最大", "Maximum"}, Unit::minutes},
                      {"geometricMean", {"幾何平均", "Geometric mean"}, Unit::minutes},
                      {"total", {"合計", "Total"}, Unit::minutes},
                      {"normalTime", {"正味時間", "Normal time"}, Unit::minutes},
                      {"standardTime", {"標準時間", "Standard time"}, Unit::minutes}},
                     {}};
    for (const TimeAnalysis& analysis : analyses) {
        for (const bool after : {false, true}) {
            const TimeSummary& times = after ? analysis.afterSummary : analysis.beforeSummary;
            table.rows.push_back({studyCell(activityName(analysis)), studyCell(armName(after)),
                                  studyCell(static_cast<double>(times.count)), studyCell(times.mean),
                                  studyCell(times.standardDeviation), studyCell(times.low), studyCell(times.high),
                                  studyCell(times.minimum), studyCell(times.lowerQuartile), studyCell(times.median),
                                  studyCell(times.upperQuartile), studyCell(times.maximum),
                                  studyCell(times.geometricMean), studyCell(times.total),
                                  studyCell(standard.normal(times.mean)), studyCell(standard.standard(times.mean))});
        }
    }
    return table;
}

/// One row of the table of comparisons.
struct Comparison {
    Text method;
    Text measure;
    double estimate = 0;
    std::optional<double> standardError;
    std::optional<double> degrees;
    std::optional<double> statistic;
    std::optional<double> p;
    std::optional<double> low;
    std::optional<double> high;
};

Comparison differenceRow(const Text& method, const MeanDifference& test) {
    return {method,        {"差（分）", "difference (min)"},
            test.estimate, test.standardError,
            test.degrees,  test.statistic,
            test.p,        test.low,
            test.high};
}

Comparison ratioRow(const Text& method, double logEstimate, double standardError, double degrees, double statistic,
                    double p, double low, double high) {
    return {method, {"比", "ratio"}, std::exp(logEstimate), standardError, degrees, statistic,
            p,      std::exp(low),   std::exp(high)};
}

void addBootstrap(const Text& method, const std::optional<TwoSampleBootstrap>& interval,
                  std::vector<Comparison>& comparisons) {
    if (!interval) return;
    Comparison row;
    row.method = {method.ja + "（百分位）", method.en + " (percentile)"};
    row.measure = {"差（分）", "difference (min)"};
    row.estimate = interval->estimate;
    row.standardError = interval->standardError;
    row.low = interval->low;
    row.high = interval->high;
    comparisons.push_back(row);
    if (!interval->adjustedLow) return;
    row.method = {method.ja + "（BCa）", method.en + " (BCa)"};
    row.low = interval->adjustedLow;
    row.high = interval->adjustedHigh;
    comparisons.push_back(row);
}

void addModel(const TimeChangeModel& model, bool logarithms, const Text& method, const FixedEffectTest& test,
              std::vector<Comparison>& comparisons) {
    if (logarithms) {
        comparisons.push_back(ratioRow(method, model.change, test.standardError, test.degrees, test.statistic, test.p,
                                       test.low, test.high));
    } else {
        comparisons.push_back(differenceRow(
            method, {model.change, test.standardError, test.degrees, test.statistic, test.p, test.low, test.high}));
    }
}

std::vector<Comparison> comparisonsOf(const TimeAnalysis& analysis, bool logarithms) {
    std::vector<Comparison> comparisons;
    if (analysis.welch) comparisons.push_back(differenceRow({"Welch", "Welch"}, *analysis.welch));
    if (analysis.pooled)
        comparisons.push_back(differenceRow({"Student（等分散）", "Student, equal variances"}, *analysis.pooled));
    if (analysis.paired) {
        const std::string pairs = std::to_string(analysis.pairs);
        comparisons.push_back(
            differenceRow({"対応のある t（" + pairs + " 対）", "paired t, " + pairs + " pairs"}, *analysis.paired));
    }
    if (analysis.ratio) {
        const MeanDifference& logs = analysis.ratio->logarithms;
        comparisons.push_back(
            ratioRow({"幾何平均の比（対数の Welch）", "ratio of geometric means (Welch of logarithms)"}, logs.estimate,
                     logs.standardError, logs.degrees, logs.statistic, logs.p, logs.low, logs.high));
    }
    addBootstrap({"平均の差のブートストラップ", "bootstrap of means"}, analysis.bootstrapMean, comparisons);
    addBootstrap({"中央値の差のブートストラップ", "bootstrap of medians"}, analysis.bootstrapMedian, comparisons);
    if (analysis.model) {
        const FixedEffect& change = analysis.model->fit.fixed[1];
        addModel(*analysis.model, logarithms, {"混合モデル（Satterthwaite）", "mixed model (Satterthwaite)"},
                 change.satterthwaite, comparisons);
        if (change.kenwardRoger) {
            addModel(*analysis.model, logarithms, {"混合モデル（Kenward–Roger）", "mixed model (Kenward-Roger)"},
                     *change.kenwardRoger, comparisons);
        }
    }
    return comparisons;
}

StudyTable comparisonTable(const std::vector<TimeAnalysis>& analyses, bool logarithms) {
    StudyTable table{
        "comparison",
        {"後と前の比較（後 − 前、または 後 ÷ 前）", "After against before (after − before, or after ÷ before)"},
        {{"activity", {"作業", "Activity"}},
         {"method", {"方法", "Method"}},
         {"measure", {"指標", "Measure"}},
         {"estimate", {"推定値", "Estimate"}},
         {"standardError", {"標準誤差（比は対数）", "SE (ratios: of the logarithm)"}},
         {"degrees", {"自由度", "df"}},
         {"statistic", {"t", "t"}},
         {"p", {"p", "p"}, Unit::probability},
         {"low", {"95 %下限", "95 % low"}},
         {"high", {"95 %上限", "95 % high"}}},
        {}};
    for (const TimeAnalysis& analysis : analyses) {
        for (const Comparison& row : comparisonsOf(analysis, logarithms)) {
            table.rows.push_back({studyCell(activityName(analysis)), studyCell(row.method), studyCell(row.measure),
                                  studyCell(row.estimate), studyCell(row.standardError), studyCell(row.degrees),
                                  studyCell(row.statistic), studyCell(row.p), studyCell(row.low), studyCell(row.high)});
        }
    }
    return table;
}

StudyTable varianceTable(const TimeChangeModel& model) {
    StudyTable table{"variance",
                     {"混合モデルの分散成分（全体）", "Variance components of the mixed model (all)"},
                     {{"group", {"変量効果", "Random effect"}},
                      {"levels", {"水準", "Levels"}, Unit::count},
                      {"standardDeviation", {"標準偏差", "SD"}},
                      {"variance", {"分散", "Variance"}},
                      {"share", {"割合", "Share"}, Unit::ratio}},
                     {}};
    for (const VarianceTerm& term : model.fit.random) {
        const double variance = term.covariance[0][0];
        table.rows.push_back({studyCell(term.group), studyCell(static_cast<double>(term.levels.size())),
                              studyCell(std::sqrt(variance)), studyCell(variance),
                              studyCell(variance / model.totalVariance)});
    }
    const double residual = model.fit.residualStandardDeviation;
    table.rows.push_back({studyCell(Text{"残差", "Residual"}),
                          {},
                          studyCell(residual),
                          studyCell(residual * residual),
                          studyCell(residual * residual / model.totalVariance)});
    return table;
}

StudyTable outlierTable(const std::vector<TimeObservation>& observations) {
    StudyTable table{"outliers",
                     {"外れ値の候補（解析に含めたまま）", "Candidates for outliers (kept in the analysis)"},
                     {{"row", {"行", "Row"}, Unit::count},
                      {"activity", {"作業", "Activity"}},
                      {"arm", {"群", "Arm"}},
                      {"time", {"時間", "Time"}, Unit::minutes},
                      {"fences", {"Tukey の境界外（対数）", "Beyond Tukey's fences (logarithm)"}},
                      {"studentised", {"スチューデント化残差（|r| > 3）", "Studentised residual (|r| > 3)"}}},
                     {}};
    std::map<std::pair<std::string, bool>, std::vector<const TimeObservation*>> cells;
    for (const TimeObservation& each : observations) cells[{each.activity, each.after}].push_back(&each);
    for (const auto& [cell, members] : cells) {
        std::vector<double> times;
        for (const TimeObservation* each : members) times.push_back(each->minutes);
        for (const TimeOutlier& outlier : timeOutliers(times)) {
            table.rows.push_back({studyCell(static_cast<double>(members[outlier.position]->row + 1)),
                                  studyCell(cell.first), studyCell(armName(cell.second)), studyCell(outlier.time),
                                  studyCell(outlier.beyondFences ? Text{"はい", "yes"} : Text{"いいえ", "no"}),
                                  studyCell(outlier.studentised)});
        }
    }
    std::ranges::sort(table.rows, {}, [](const auto& row) { return *row.front().number; });
    return table;
}

StudyTable siteTable(const std::vector<std::pair<std::string, MeanDifference>>& sites) {
    StudyTable table{"sites",
                     {"施設別の差（Welch、後 − 前）", "Difference by site (Welch, after − before)"},
                     {{"site", {"施設", "Site"}},
                      {"difference", {"差", "Difference"}, Unit::minutes},
                      {"standardError", {"標準誤差", "SE"}, Unit::minutes},
                      {"degrees", {"自由度", "df"}},
                      {"p", {"p", "p"}, Unit::probability},
                      {"low", {"95 %下限", "95 % low"}, Unit::minutes},
                      {"high", {"95 %上限", "95 % high"}, Unit::minutes}},
                     {}};
    for (const auto& [site, test] : sites) {
        table.rows.push_back({studyCell(site), studyCell(test.estimate), studyCell(test.standardError),
                              studyCell(test.degrees), studyCell(test.p), studyCell(test.low), studyCell(test.high)});
    }
    return table;
}

/// Means by the values of a column, per arm: periods and observers.
StudyTable meansTable(const std::string& key, const Text& title, const Text& label,
                      const std::vector<TimeObservation>& observations, std::string TimeObservation::*field) {
    StudyTable table{key,
                     title,
                     {{key, label},
                      {"arm", {"群", "Arm"}},
                      {"count", {"件数", "n"}, Unit::count},
                      {"mean", {"平均", "Mean"}, Unit::minutes},
                      {"standardDeviation", {"標準偏差", "SD"}, Unit::minutes}},
                     {}};
    std::map<std::pair<std::string, bool>, std::vector<double>> cells;
    for (const TimeObservation& each : observations) cells[{each.*field, each.after}].push_back(each.minutes);
    for (const auto& [cell, times] : cells) {
        const TimeSummary summary = summariseTimes(times);
        table.rows.push_back({studyCell(cell.first), studyCell(armName(cell.second)),
                              studyCell(static_cast<double>(summary.count)), studyCell(summary.mean),
                              studyCell(summary.standardDeviation)});
    }
    return table;
}

StudyEstimate logarithmicEstimate(const std::string& key, const Text& label, double logMean, double error,
                                  double totalVariance) {
    StudyEstimate estimate = ratioEstimate(key, label, logMean + totalVariance / 2, error);
    estimate.unit = Unit::minutes;
    return estimate;
}

void addEstimates(const TimeAnalysis& analysis, bool logarithms, StudyResult& result) {
    const std::string beforeKey = keyOf("minutesBefore", analysis);
    const std::string afterKey = keyOf("minutesAfter", analysis);
    const std::string savingKey = keyOf("saving", analysis);
    const Text beforeLabel = labelOf({"前の時間", "minutes before"}, analysis);
    const Text afterLabel = labelOf({"後の時間", "minutes after"}, analysis);
    const Text savingLabel = labelOf({"短縮時間（前 − 後）", "minutes saved (before − after)"}, analysis);
    const auto add = [&](StudyEstimate estimate) { result.estimates.push_back(std::move(estimate)); };
    if (analysis.model && logarithms) {
        const TimeChangeModel& model = *analysis.model;
        add(logarithmicEstimate(beforeKey, beforeLabel, model.before, model.beforeError, model.totalVariance));
        add(logarithmicEstimate(afterKey, afterLabel, model.after, model.afterError, model.totalVariance));
        add(ratioEstimate(keyOf("ratio", analysis),
                          labelOf({"時間の比（後 ÷ 前）", "ratio of times (after ÷ before)"}, analysis), model.change,
                          model.fit.fixed[1].satterthwaite.standardError));
        return;
    }
    const TimeSummary& before = analysis.beforeSummary;
    const TimeSummary& after = analysis.afterSummary;
    if (!analysis.model && !(before.standardError && after.standardError)) return;
    double beforeMean = before.mean;
    double afterMean = after.mean;
    double beforeError = before.standardError.value_or(0);
    double afterError = after.standardError.value_or(0);
    double covariance = 0;
    if (analysis.model) {
        beforeMean = analysis.model->before;
        afterMean = analysis.model->after;
        beforeError = analysis.model->beforeError;
        afterError = analysis.model->afterError;
        covariance = analysis.model->covariance;
    }
    const double variance = beforeError * beforeError + afterError * afterError - 2 * covariance;
    add(normalEstimate(beforeKey, beforeLabel, beforeMean, beforeError, Unit::minutes));
    add(normalEstimate(afterKey, afterLabel, afterMean, afterError, Unit::minutes));
    add(normalEstimate(savingKey, savingLabel, beforeMean - afterMean, std::sqrt(std::max(variance, 0.0)),
                       Unit::minutes));
    if (beforeError > 0 && afterError > 0) {
        result.joints.push_back({keyOf("minutes", analysis),
                                 labelOf({"前後の時間", "minutes before and after"}, analysis),
                                 {beforeKey, afterKey},
                                 {{beforeError * beforeError, covariance}, {covariance, afterError * afterError}}});
    }
}

StudyFigure testFigure(const std::string& key, const Text& label, const MeanDifference& test, Unit unit) {
    StudyFigure figure = studyFigure(key, label, test.estimate, test.low, test.high, unit);
    figure.standardError = test.standardError;
    return figure;
}

/// Time saved, by the mixed model of minutes where there is one, else by Welch's test.
void addSaving(const TimeAnalysis& all, bool logarithms, StudyResult& result) {
    const Text label{"短縮時間（前 − 後）", "Time saved (before − after)"};
    const auto add = [&](double change, double low, double high) {
        result.figures.push_back(studyFigure("saving", label, -change, -high, -low, Unit::minutes));
    };
    if (all.model && !logarithms) {
        const FixedEffectTest& test = all.model->fit.fixed[1].satterthwaite;
        add(all.model->change, test.low, test.high);
    } else if (all.welch) {
        add(all.welch->estimate, all.welch->low, all.welch->high);
    }
}

void addFigures(const TimeAnalysis& all, bool logarithms, StudyResult& result) {
    const auto add = [&](StudyFigure figure) { result.figures.push_back(std::move(figure)); };
    const TimeSummary& before = all.beforeSummary;
    const TimeSummary& after = all.afterSummary;
    add(studyFigure("countBefore", {"測定数（前）", "Measurements before"}, double(before.count), Unit::count));
    add(studyFigure("countAfter", {"測定数（後）", "Measurements after"}, double(after.count), Unit::count));
    add(studyFigure("meanBefore", {"平均時間（前）", "Mean before"}, before.mean, Unit::minutes));
    add(studyFigure("meanAfter", {"平均時間（後）", "Mean after"}, after.mean, Unit::minutes));
    add(studyFigure("medianBefore", {"中央値（前）", "Median before"}, before.median, Unit::minutes));
    add(studyFigure("medianAfter", {"中央値（後）", "Median after"}, after.median, Unit::minutes));
    if (before.mean > 0) {
        add(studyFigure("relativeChange", {"平均時間の変化率", "Relative change of the mean"},
                        after.mean / before.mean - 1, Unit::ratio));
    }
    if (all.welch) {
        add(testFigure("difference", {"平均の差（後 − 前、Welch）", "Difference of means (after − before, Welch)"},
                       *all.welch, Unit::minutes));
        add(studyFigure("differenceP", {"平均の差の p 値（Welch）", "p of the difference (Welch)"}, all.welch->p,
                        Unit::probability));
    }
    if (all.paired) {
        add(testFigure("pairedDifference", {"対応のある差（後 − 前）", "Paired difference (after − before)"},
                       *all.paired, Unit::minutes));
        add(studyFigure("pairedP", {"対応のある差の p 値", "p of the paired difference"}, all.paired->p,
                        Unit::probability));
    }
    if (all.ratio) {
        add(studyFigure("geometricMeanRatio", {"幾何平均の比（後 ÷ 前）", "Ratio of geometric means (after ÷ before)"},
                        all.ratio->ratio, all.ratio->low, all.ratio->high, Unit::ratio));
        add(studyFigure("geometricMeanRatioP", {"幾何平均の比の p 値", "p of the ratio of geometric means"},
                        all.ratio->logarithms.p, Unit::probability));
    }
    addSaving(all, logarithms, result);
    if (!all.model) return;
    const FixedEffectTest& test = all.model->fit.fixed[1].satterthwaite;
    if (logarithms) {
        add(studyFigure("modelRatio", {"混合モデルの比（後 ÷ 前）", "Ratio of the mixed model (after ÷ before)"},
                        std::exp(all.model->change), std::exp(test.low), std::exp(test.high), Unit::ratio));
    } else {
        StudyFigure figure = studyFigure(
            "modelDifference", {"混合モデルの差（後 − 前）", "Difference of the mixed model (after − before)"},
            all.model->change, test.low, test.high, Unit::minutes);
        figure.standardError = test.standardError;
        add(std::move(figure));
    }
    add(studyFigure("modelP", {"混合モデルの p 値（Satterthwaite）", "p of the mixed model (Satterthwaite)"}, test.p,
                    Unit::probability));
}

Text methodText(const TimeStudySettings& settings, bool modelled) {
    Text text{
        "前後の平均時間を Welch の t 検定で比べ、幾何平均の比は対数の Welch 検定から求めた（区間は95 %）。"
        "ブートストラップは百分位法と BCa 法（反復 " +
            std::to_string(settings.replicates) +
            " 回）。外れ値は対数時間の Tukey の境界とスチューデント化残差で示し、解析から除いていない。",
        "Mean times before and after were compared by Welch's t test; the ratio of geometric means is from Welch's "
        "test "
        "of logarithms (95 % intervals). Bootstrap intervals are percentile and BCa (" +
            std::to_string(settings.replicates) +
            " replicates). Candidates for outliers (Tukey's fences of log times, studentised residuals) are listed and "
            "were not removed."};
    if (!modelled) return text;
    const bool logarithms = settings.logarithms;
    text.ja += std::string("線形混合モデルは") + (logarithms ? "対数時間" : "時間") +
               "に、群（と作業）の固定効果と、繰り返しのある列の変量切片を入れ、制限付き最尤法で当てはめた。自由度は "
               "Satterthwaite と Kenward–Roger による。";
    text.en += std::string(" A linear mixed model of ") + (logarithms ? "log time" : "time") +
               " with fixed effects of arm (and activity) and random intercepts of the columns with repeated "
               "measurements was fitted by restricted maximum likelihood; degrees of freedom by Satterthwaite and by "
               "Kenward and Roger.";
    if (logarithms) {
        text.ja += "分の推定値は exp(μ + 全分散/2) で、分散の不確実性は含まない。";
        text.en +=
            " Minutes are exp(μ + total variance/2); the uncertainty of the variance is not part of their "
            "distribution.";
    }
    return text;
}

}  // namespace

StudyResult timeStudyResult(const std::vector<TimeObservation>& observations, const std::vector<TimeAnalysis>& analyses,
                            const std::vector<std::pair<std::string, MeanDifference>>& sites,
                            const TimeStudySettings& settings, const StandardTime& standard) {
    const TimeAnalysis& all = analyses.front();
    StudyResult result;
    addFigures(all, settings.logarithms, result);
    result.tables.push_back(summaryTable(analyses, standard));
    result.tables.push_back(comparisonTable(analyses, settings.logarithms));
    if (all.model) result.tables.push_back(varianceTable(*all.model));
    if (!sites.empty()) result.tables.push_back(siteTable(sites));
    if (!observations.front().period.empty()) {
        result.tables.push_back(meansTable("period", {"時期別の平均", "Means by period"}, {"時期", "Period"},
                                           observations, &TimeObservation::period));
    }
    if (!observations.front().observer.empty()) {
        result.tables.push_back(meansTable("observer", {"観察者別の平均", "Means by observer"}, {"観察者", "Observer"},
                                           observations, &TimeObservation::observer));
    }
    result.tables.push_back(outlierTable(observations));
    if (all.welch) result.charts.push_back(timeForestChart(analyses, sites));
    result.charts.push_back(timeMeansChart(analyses));
    if (all.beforeSummary.count + all.afterSummary.count > 2) result.charts.push_back(timeHistogramChart(all));
    for (const TimeAnalysis& analysis : analyses) addEstimates(analysis, settings.logarithms, result);
    result.methodText = methodText(settings, all.model.has_value());
    result.references = {
        "Lopetegui M et al. Time motion studies in healthcare: what are we talking about? J Biomed Inform "
        "2014;49:292-299.",
        "Welch BL. The generalization of Student's problem when several different population variances are involved. "
        "Biometrika 1947;34:28-35.",
        "Efron B, Tibshirani RJ. An Introduction to the Bootstrap. Chapman & Hall, 1993."};
    if (all.model) {
        append(result.notes, all.model->fit.notes);
        result.references.push_back(
            "Bates D et al. Fitting linear mixed-effects models using lme4. J Stat Softw 2015;67(1):1-48.");
        result.references.push_back(
            "Kenward MG, Roger JH. Small sample inference for fixed effects from restricted maximum likelihood. "
            "Biometrics 1997;53:983-997.");
    }
    return result;
}

}  // namespace kachi

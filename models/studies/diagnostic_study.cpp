// Meta-analysis of diagnostic accuracy.
#include "models/statistics/diagnostic_accuracy.h"
#include "models/statistics/distribution.h"
#include "models/studies/study_definitions.h"
#include "models/studies/synthesis_inputs.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

struct DiagnosticRun {
    std::vector<std::string> names;
    std::vector<DiagnosticTable> tables;
    DiagnosticSettings settings;
    SrocCurve curve = SrocCurve::rutterGatsonis;
    DiagnosticModel model;

    double quantile() const { return normalQuantile((1 + settings.level) / 2); }
    double error(int coordinate) const { return std::sqrt(model.covariance(coordinate, coordinate)); }
};

void readTables(StudyReader& reader, DiagnosticRun& run) {
    const std::vector<std::string> keys{"truePositive", "falseNegative", "falsePositive", "trueNegative"};
    const auto columns = neededColumns(reader, keys);
    if (reader.failed()) return;
    std::vector<std::string> needed;
    for (const std::string& key : keys) needed.push_back(columns.at(key));
    const std::vector<std::size_t> rows = reader.completeRows(needed);
    std::map<std::string, std::vector<double>> counts;
    for (const std::string& key : keys) {
        counts[key] = reader.numbers(columns.at(key), rows);
        refuseNegative(reader, columns.at(key), rows, counts[key]);
    }
    if (reader.failed()) return;
    run.names = studyNames(reader, rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const DiagnosticTable table{counts["truePositive"][row], counts["falseNegative"][row],
                                    counts["falsePositive"][row], counts["trueNegative"][row]};
        if (table.truePositive + table.falseNegative == 0) {
            reader.refuseCell("synthesis.nobodyDiseased", rows[row], columns.at("falseNegative"), "1");
        }
        if (table.falsePositive + table.trueNegative == 0) {
            reader.refuseCell("synthesis.nobodyHealthy", rows[row], columns.at("trueNegative"), "1");
        }
        run.tables.push_back(table);
    }
}

StudyFigure shareFigure(const std::string& key, const Text& label, double logit, double error, double quantile,
                        bool complement) {
    const double sign = complement ? -1 : 1;
    const double low = inverseLogit(sign * logit - quantile * error);
    const double high = inverseLogit(sign * logit + quantile * error);
    return studyFigure(key, label, inverseLogit(sign * logit), low, high, Unit::probability);
}

StudyFigure withError(StudyFigure figure, double standardError) {
    figure.standardError = standardError;
    return figure;
}

StudyFigure optionalFigure(const std::string& key, const Text& label, const std::optional<double>& value,
                           const Text& reason) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.value = value;
    if (!value) figure.state = reason;
    return figure;
}

void addFigures(const DiagnosticRun& run, std::uint64_t seed, StudyResult& result) {
    const DiagnosticModel& model = run.model;
    const double quantile = run.quantile();
    const Text noVariance{"研究間分散が0のため定まりません", "not defined without variance between studies"};
    result.figures.push_back(
        shareFigure("sensitivity", {"感度", "Sensitivity"}, model.mean[0], run.error(0), quantile, false));
    result.figures.push_back(
        shareFigure("specificity", {"特異度", "Specificity"}, model.mean[1], run.error(1), quantile, true));
    result.figures.push_back(shareFigure("falsePositiveRate", {"偽陽性率", "False positive rate"}, model.mean[1],
                                         run.error(1), quantile, false));
    const auto logit = [&](const std::string& key, const Text& label, int coordinate) {
        const double width = quantile * run.error(coordinate);
        result.figures.push_back(withError(studyFigure(key, label, model.mean[coordinate],
                                                       model.mean[coordinate] - width, model.mean[coordinate] + width),
                                           run.error(coordinate)));
    };
    logit("logitSensitivity", {"ロジット感度", "Logit sensitivity"}, 0);
    logit("logitFalsePositiveRate", {"ロジット偽陽性率", "Logit false positive rate"}, 1);
    result.figures.push_back(
        studyFigure("covariance", {"両ロジットの共分散", "Covariance of the two logits"}, model.covariance(0, 1)));
    result.figures.push_back(
        studyFigure("tauSquaredSensitivity", {"研究間分散（感度）", "τ² of logit sensitivity"}, model.between(0, 0)));
    result.figures.push_back(studyFigure("tauSquaredFalsePositiveRate",
                                         {"研究間分散（偽陽性率）", "τ² of logit false positive rate"},
                                         model.between(1, 1)));
    const bool apart = model.shape == DiagnosticShape::univariate || model.shape == DiagnosticShape::oneStudy;
    result.figures.push_back(optionalFigure(
        "correlation", {"研究間の相関", "Correlation between studies"}, apart ? std::nullopt : model.correlation(),
        apart ? Text{"別々の単変量モデルでは推定しません", "not estimated by separate univariate models"}
              : noVariance));
    result.figures.push_back(studyFigure("logLikelihood", {"対数尤度", "Log-likelihood"}, model.logLikelihood));
    result.figures.push_back(
        studyFigure("studies", {"研究数", "Studies"}, static_cast<double>(model.studies), Unit::count));
    result.figures.push_back(studyFigure("correctedStudies", {"補正した研究数", "Corrected studies"},
                                         static_cast<double>(model.correctedStudies), Unit::count));

    result.figures.push_back(optionalFigure("auc",
                                            {"SROC曲線下面積（0.01–0.99）", "Area under the SROC curve (0.01 – 0.99)"},
                                            srocArea(model, run.curve), noVariance));
    result.figures.push_back(
        optionalFigure("aucExact", {"SROC曲線下面積（0–1の積分）", "Area under the SROC curve (integral from 0 to 1)"},
                       srocExactArea(model, run.curve), noVariance));
    result.figures.push_back(optionalFigure(
        "partialAuc",
        {"部分面積（観察された偽陽性率の範囲の平均感度）", "Partial area (mean over observed false positive rates)"},
        srocPartialArea(model, run.curve), noVariance));
    if (const auto hsroc = hsrocParameters(model)) {
        result.figures.push_back(studyFigure("hsrocThreshold", {"HSROC Θ", "HSROC Θ"}, hsroc->threshold));
        result.figures.push_back(studyFigure("hsrocAccuracy", {"HSROC Λ", "HSROC Λ"}, hsroc->accuracy));
        result.figures.push_back(studyFigure("hsrocShape", {"HSROC β", "HSROC β"}, hsroc->shape));
        result.figures.push_back(
            studyFigure("hsrocThresholdVariance", {"HSROC σ²θ", "HSROC σ²θ"}, hsroc->thresholdVariance));
        result.figures.push_back(
            studyFigure("hsrocAccuracyVariance", {"HSROC σ²α", "HSROC σ²α"}, hsroc->accuracyVariance));
    }
    const DiagnosticRatios ratios = diagnosticRatios(model, run.settings.level, seed);
    const auto ratio = [&](const std::string& key, const Text& label, const DiagnosticRatio& one) {
        result.figures.push_back(studyFigure(key, label, one.estimate, one.low, one.high, Unit::ratio));
        result.figures.push_back(studyFigure(key + "Drawn", {label.ja + "（標本平均）", label.en + ", mean of draws"},
                                             one.drawnMean, one.drawnLow, one.drawnHigh, Unit::ratio));
    };
    ratio("positiveLikelihoodRatio", {"陽性尤度比", "Positive likelihood ratio"}, ratios.positive);
    ratio("negativeLikelihoodRatio", {"陰性尤度比", "Negative likelihood ratio"}, ratios.negative);
    ratio("diagnosticOddsRatio", {"診断オッズ比", "Diagnostic odds ratio"}, ratios.odds);
}

StudyTable studiesTable(const DiagnosticRun& run) {
    StudyTable table{"studies",
                     {"研究ごとの正確度", "Accuracy of studies"},
                     {{"study", {"研究", "Study"}},
                      {"truePositive", {"真陽性", "TP"}, Unit::count},
                      {"falseNegative", {"偽陰性", "FN"}, Unit::count},
                      {"falsePositive", {"偽陽性", "FP"}, Unit::count},
                      {"trueNegative", {"真陰性", "TN"}, Unit::count},
                      {"sensitivity", {"感度", "Sensitivity"}, Unit::probability},
                      {"sensitivityLow", {"下限", "Low"}, Unit::probability},
                      {"sensitivityHigh", {"上限", "High"}, Unit::probability},
                      {"specificity", {"特異度", "Specificity"}, Unit::probability},
                      {"specificityLow", {"下限", "Low"}, Unit::probability},
                      {"specificityHigh", {"上限", "High"}, Unit::probability}},
                     {}};
    for (std::size_t study = 0; study < run.names.size(); ++study) {
        const DiagnosticTable& counts = run.tables[study];
        std::vector<StudyValue> row{studyCell(run.names[study]), studyCell(counts.truePositive),
                                    studyCell(counts.falseNegative), studyCell(counts.falsePositive),
                                    studyCell(counts.trueNegative)};
        for (int coordinate = 0; coordinate < 2; ++coordinate) {
            const double sign = coordinate == 0 ? 1 : -1;
            const double logit = sign * run.model.logits[study][coordinate];
            const double width = run.quantile() * std::sqrt(run.model.logitVariances[study][coordinate]);
            for (const double offset : {0.0, -width, width}) row.push_back(studyCell(inverseLogit(logit + offset)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyChart forestOf(const DiagnosticRun& run, int coordinate) {
    ForestChart forest;
    const bool sensitivity = coordinate == 0;
    const double sign = sensitivity ? 1 : -1;
    forest.effect.label = sensitivity ? Text{"感度", "Sensitivity"} : Text{"特異度", "Specificity"};
    forest.effect.unit = Unit::probability;
    forest.effect.minimum = 0;
    forest.effect.maximum = 1;
    const auto add = [&](const Text& name, double logit, double error, bool pooled) {
        ForestChartRow row;
        row.name = name;
        row.estimate = inverseLogit(sign * logit);
        row.low = inverseLogit(sign * logit - run.quantile() * error);
        row.high = inverseLogit(sign * logit + run.quantile() * error);
        row.pooled = pooled;
        forest.rows.push_back(row);
    };
    for (std::size_t study = 0; study < run.names.size(); ++study) {
        add({run.names[study], run.names[study]}, run.model.logits[study][coordinate],
            std::sqrt(run.model.logitVariances[study][coordinate]), false);
    }
    add({"統合値", "Pooled"}, run.model.mean[coordinate], run.error(coordinate), true);
    return {sensitivity ? "forestSensitivity" : "forestSpecificity", forest.effect.label, {}, forest};
}

StudyChart srocChart(const DiagnosticRun& run) {
    PlotChart plot;
    plot.x.label = {"偽陽性率（1−特異度）", "False positive rate (1 − specificity)"};
    plot.y.label = {"感度", "Sensitivity"};
    for (ChartAxis* axis : {&plot.x, &plot.y}) {
        axis->unit = Unit::probability;
        axis->minimum = 0;
        axis->maximum = 1;
    }
    ChartSeries studies;
    studies.name = {"研究", "Studies"};
    studies.mark = ChartMark::points;
    for (const Eigen::Vector2d& logit : run.model.logits) {
        studies.x.push_back(inverseLogit(logit[1]));
        studies.y.push_back(inverseLogit(logit[0]));
    }
    plot.series.push_back(std::move(studies));
    ChartSeries pooled;
    pooled.name = {"統合値", "Pooled"};
    pooled.mark = ChartMark::points;
    pooled.x = {inverseLogit(run.model.mean[1])};
    pooled.y = {inverseLogit(run.model.mean[0])};
    plot.series.push_back(std::move(pooled));
    ChartSeries curve;
    curve.name = {"SROC曲線", "SROC curve"};
    for (int percent = 1; percent < 100; ++percent) {
        const auto height = srocSensitivity(run.model, run.curve, percent / 100.0);
        if (!height) break;
        curve.x.push_back(percent / 100.0);
        curve.y.push_back(*height);
    }
    if (!curve.x.empty()) plot.series.push_back(std::move(curve));
    for (const bool predictive : {false, true}) {
        const Text name = predictive ? Text{"予測領域", "Prediction region"} : Text{"信頼領域", "Confidence region"};
        ChartSeries& outline = plot.series.emplace_back();
        outline.name = name;
        for (const auto& [falsePositive, sensitivity] : diagnosticRegion(run.model, predictive, run.settings.level)) {
            outline.x.push_back(falsePositive);
            outline.y.push_back(sensitivity);
        }
    }
    return {"sroc",
            {"SROC曲線", "Summary ROC curve"},
            {"領域はロジット尺度の正規楕円（自由度2のχ²分位点）。",
             "Regions are normal ellipses on the logit scale (χ² with 2 degrees)."},
            plot};
}

/// Beta by moments (delta method) of a probability given by its logit.
StudyEstimate shareEstimate(const std::string& key, const Text& label, double logit, double error) {
    StudyEstimate estimate;
    estimate.key = key;
    estimate.label = label;
    estimate.unit = Unit::probability;
    estimate.value = inverseLogit(logit);
    const double room = estimate.value * (1 - estimate.value);
    const double deviation = room * error;
    if (deviation > 0 && deviation * deviation < room) {
        estimate.distribution.family = Family::beta;
        estimate.distribution.args = {{"mean", estimate.value}, {"sd", deviation}};
    }
    return estimate;
}

void addEstimates(const DiagnosticRun& run, StudyResult& result) {
    const DiagnosticModel& model = run.model;
    result.estimates = {
        normalEstimate("logitSensitivity", {"ロジット感度", "logit sensitivity"}, model.mean[0], run.error(0)),
        normalEstimate("logitSpecificity", {"ロジット特異度", "logit specificity"}, -model.mean[1], run.error(1)),
        shareEstimate("sensitivity", {"感度", "sensitivity"}, model.mean[0], run.error(0)),
        shareEstimate("specificity", {"特異度", "specificity"}, -model.mean[1], run.error(1))};
    const double across = -model.covariance(0, 1);
    result.joints.push_back(
        {"logits",
         {"ロジット感度とロジット特異度（同時分布）", "Logit sensitivity and logit specificity, jointly"},
         {"logitSensitivity", "logitSpecificity"},
         {{model.covariance(0, 0), across}, {across, model.covariance(1, 1)}}});
}

void addNotes(const DiagnosticRun& run, const std::string& data, StudyResult& result) {
    const std::string count = std::to_string(run.model.studies);
    if (run.model.shape == DiagnosticShape::oneStudy) {
        result.notes.push_back({"synthesis.oneStudy", Severity::warning, data, run.names.front(), "2", {}});
    } else if (run.model.shape == DiagnosticShape::univariate && !run.settings.univariate) {
        result.notes.push_back({"synthesis.univariateInstead", Severity::warning, data, count, "3", {}});
    } else if (run.model.shape == DiagnosticShape::boundary) {
        result.notes.push_back({"synthesis.boundary", Severity::warning, data, count, {}, {}});
    }
}

Text methodText(const DiagnosticRun& run, std::uint64_t seed) {
    const bool reml = run.settings.fit == DiagnosticFit::reml;
    const std::string addend = numberText(run.settings.addend);
    const Text rule = run.settings.correction == DiagnosticCorrection::all
                          ? Text{"0が1つでもあれば全研究の全セルに " + addend + " を加えた",
                                 addend + " is added to every cell of all studies when any has a zero"}
                      : run.settings.correction == DiagnosticCorrection::single
                          ? Text{"0のある研究の全セルに " + addend + " を加えた",
                                 addend + " is added to every cell of studies with a zero"}
                          : Text{"0のセルは補正しない", "zero cells are not corrected"};
    const bool bivariate =
        run.model.shape == DiagnosticShape::bivariate || run.model.shape == DiagnosticShape::boundary;
    const bool hsroc = run.curve == SrocCurve::rutterGatsonis;
    return {
        (bivariate ? std::string("Reitsmaらの2変量変量効果モデル（ロジット感度・ロジット偽陽性率）を")
                   : std::string("感度と偽陽性率の別々の単変量モデルを")) +
            (reml ? "REML" : "最尤法") + "で推定した。" + rule.ja + "。SROC曲線は" +
            (hsroc ? "Rutter–Gatsonis" : "偽陽性率への回帰") +
            "。尤度比・診断オッズ比の区間は対数のデルタ法、標本平均は20,000回の乱数（シード " + std::to_string(seed) +
            "）による。",
        (bivariate ? std::string("Bivariate random-effects model of logit sensitivity and logit false positive rate "
                                 "(Reitsma et al.) by ")
                   : std::string("Separate univariate models of sensitivity and false positive rate by ")) +
            (reml ? "REML" : "maximum likelihood") + "; " + rule.en +
            ". SROC curve: " + (hsroc ? "Rutter and Gatsonis" : "regression on the false positive rate") +
            ". Intervals of likelihood and odds ratios by the delta method on the logarithm; means of draws from "
            "20,000 "
            "draws with seed " +
            std::to_string(seed) + "."};
}

Result<StudyResult> run(StudyReader& reader) {
    DiagnosticRun run;
    readTables(reader, run);
    run.settings.fit = reader.choiceOr("fit", "reml") == "ml" ? DiagnosticFit::ml : DiagnosticFit::reml;
    const std::string correction = reader.choiceOr("correction", "all");
    run.settings.correction = correction == "single" ? DiagnosticCorrection::single
                              : correction == "none" ? DiagnosticCorrection::none
                                                     : DiagnosticCorrection::all;
    run.settings.addend = reader.realOr("addend", 0.5);
    run.settings.univariate = reader.choiceOr("model", "bivariate") == "univariate";
    run.settings.level = readLevel(reader);
    run.curve =
        reader.choiceOr("curve", "rutterGatsonis") == "regression" ? SrocCurve::regression : SrocCurve::rutterGatsonis;
    if (reader.failed()) return reader.issues();
    const std::string data = reader.path() + "/data";
    Result<DiagnosticModel> model = fitDiagnosticModel(run.tables, run.settings);
    if (!model) return locatedAt(model.issues(), data);
    run.model = std::move(*model);

    StudyResult result;
    addFigures(run, reader.options().seed, result);
    result.tables.push_back(studiesTable(run));
    result.charts = {srocChart(run), forestOf(run, 0), forestOf(run, 1)};
    addEstimates(run, result);
    addNotes(run, data, result);
    result.methodText = methodText(run, reader.options().seed);
    result.references = {
        "Reitsma JB, Glas AS, Rutjes AWS, et al. Bivariate analysis of sensitivity and specificity produces "
        "informative "
        "summary measures in diagnostic reviews. J Clin Epidemiol 2005;58:982-990.",
        "Rutter CM, Gatsonis CA. A hierarchical regression approach to meta-analysis of diagnostic test accuracy "
        "evaluations. Stat Med 2001;20:2865-2884.",
        "Harbord RM, Deeks JJ, Egger M, Whiting P, Sterne JAC. A unification of models for meta-analysis of diagnostic "
        "accuracy studies. Biostatistics 2007;8:239-251.",
        "Doebler P, Holling H. Meta-analysis of diagnostic accuracy with mada. R package vignette."};
    return result;
}

}  // namespace

StudyDefinition diagnosticStudy() {
    return {
        .id = "dta",
        .group = StudyGroup::evidence,
        .name = {"診断精度のメタアナリシス", "Diagnostic accuracy"},
        .purpose = {"複数の2×2表から感度・特異度を同時に統合し、SROC曲線を求めます。",
                    "Pools sensitivity and specificity jointly from 2×2 tables of several studies; summary ROC curve."},
        .fields = {required(dataField("data", {"データ（1行＝1研究）", "Data, one row per study"})),
                   columnField("study", {"研究名の列", "Column of studies"}),
                   required(columnField("truePositive", {"真陽性の列", "Column of true positives"})),
                   required(columnField("falseNegative", {"偽陰性の列", "Column of false negatives"})),
                   required(columnField("falsePositive", {"偽陽性の列", "Column of false positives"})),
                   required(columnField("trueNegative", {"真陰性の列", "Column of true negatives"})),
                   choiceField("model", {"モデル", "Model"},
                               {{"bivariate", {"2変量", "Bivariate"}},
                                {"univariate", {"別々の単変量", "Two univariate models"}}}),
                   choiceField("fit", {"推定法", "Estimation"},
                               {{"reml", {"REML", "REML"}}, {"ml", {"最尤法", "Maximum likelihood"}}}),
                   choiceField("correction", {"0のセルの補正", "Correction of zero cells"},
                               {{"all", {"0が1つでもあれば全研究に加える", "Add to all studies when any has a zero"}},
                                {"single", {"0のある研究だけに加える", "Add to studies with a zero"}},
                                {"none", {"加えない", "Add nothing"}}},
                               {"空欄：全研究（madaと同じ）。", "Empty: all studies, as mada."}),
                   usedWhen("correction", {"", "all", "single"},
                            numberField("addend", {"セルに加える数", "Added to every cell"}, Unit::none, {.above = 0},
                                        {"空欄：0.5。", "Empty: 0.5."})),
                   choiceField("curve", {"SROC曲線", "SROC curve"},
                               {{"rutterGatsonis", {"Rutter–Gatsonis（HSROC）", "Rutter–Gatsonis (HSROC)"}},
                                {"regression", {"偽陽性率への回帰", "Regression on the false positive rate"}}}),
                   levelField()},
        .run = run,
    };
}

}  // namespace kachi

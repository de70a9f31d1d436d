// Pairwise meta-analysis.
#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/studies/meta_parts.h"
#include "models/studies/study_definitions.h"

#include <cmath>

namespace kachi {
namespace {

const Text leaveOneOutTitle{"1研究ずつ除いた結果", "Leaving out one study"};
const Text cumulativeTitle{"累積メタアナリシス", "Cumulative meta-analysis"};

StudyFigure withError(StudyFigure figure, double standardError) {
    figure.standardError = standardError;
    return figure;
}

StudyFigure emptyFigure(const std::string& key, const Text& label, const Text& reason) {
    StudyFigure figure;
    figure.key = key;
    figure.label = label;
    figure.state = reason;
    return figure;
}

/// The pooled results in the order of the table: common effect, random effects, methods on counts. The last is the one
/// asked for.
struct MetaRun {
    MetaInputs inputs;
    MetaModel common;
    MetaModel random;  ///< as asked; equals `common` for a common effect
    std::vector<MetaPooled> pooled;
    std::optional<Prediction> prediction;

    bool onEffects() const { return inputs.method == MetaMethod::inverseVariance; }
    bool isRandom() const { return onEffects() && inputs.settings.between != BetweenStudies::none; }
    const MetaCoefficient& main() const { return pooled.back().coefficient; }
};

Result<StratifiedEstimate> onCounts(const MetaInputs& inputs) {
    const double level = inputs.settings.level;
    if (inputs.method == MetaMethod::peto) return petoOddsRatio(inputs.binary, level);
    if (inputs.rates.empty()) {
        return mantelHaenszel(inputs.binary, inputs.scale.measure, inputs.zeroCells, level);
    }
    return mantelHaenszelRates(inputs.rates, inputs.scale.measure, inputs.zeroCells, level);
}

Result<MetaRun> pool(MetaInputs inputs) {
    MetaRun run;
    const MetaSettings commonSettings{BetweenStudies::none, CoefficientTest::normal, inputs.settings.level};
    Result<MetaModel> common = fitMetaModel(inputs.effects, commonSettings);
    if (!common) return common.issues();
    Result<MetaModel> random = fitMetaModel(inputs.effects, inputs.settings);
    if (!random) return random.issues();
    run.common = std::move(*common);
    run.random = std::move(*random);
    run.pooled.push_back({"common",
                          {"共通効果（逆分散）", "Common effect (inverse variance)"},
                          run.common.coefficients.front(),
                          0,
                          run.common.heterogeneity});
    run.inputs = std::move(inputs);
    const MetaInputs& read = run.inputs;
    if (!run.onEffects()) {
        const Result<StratifiedEstimate> counted = onCounts(read);
        if (!counted) return counted.issues();
        const Text label =
            read.method == MetaMethod::peto ? Text{"Peto法", "Peto"} : Text{"Mantel–Haenszel法", "Mantel–Haenszel"};
        run.pooled.push_back({"counts", label, counted->pooled, 0, counted->heterogeneity});
    } else if (run.isRandom() || read.settings.test != CoefficientTest::normal) {
        const Text label = run.isRandom() ? Text{"変量効果", "Random effects"}
                                          : Text{"共通効果（調整分散）", "Common effect (adjusted variance)"};
        run.pooled.push_back(
            {"random", label, run.random.coefficients.front(), run.random.tauSquared, run.random.heterogeneity});
    }
    if (run.isRandom() && read.effects.size() > 1) {
        run.prediction = predictionInterval(run.random, read.effects.size(), read.prediction, read.settings.level);
    }
    return run;
}

void addFigures(const MetaRun& run, const std::string& where, StudyResult& result) {
    const EffectScale& scale = run.inputs.scale;
    const MetaCoefficient& main = run.main();
    result.figures.push_back(studyFigure("pooled", measureLabel(scale.measure), scale.natural(main.estimate),
                                         scale.natural(main.low), scale.natural(main.high), scale.unit()));
    result.figures.push_back(withError(studyFigure("pooledAnalysisScale", {"解析尺度の統合値", "Pooled, as analysed"},
                                                   main.estimate, main.low, main.high),
                                       main.standardError));
    result.figures.push_back(studyFigure("statistic", {"検定統計量", "Test statistic"}, main.statistic));
    result.figures.push_back(studyFigure("p", {"p値", "p"}, main.p));
    result.figures.push_back(
        studyFigure("studies", {"研究数", "Studies"}, static_cast<double>(run.inputs.effects.size()), Unit::count));
    if (run.prediction) {
        result.figures.push_back(withError(
            studyFigure("prediction", {"新しい研究の効果（予測区間）", "Effect in a new study (prediction interval)"},
                        scale.natural(main.estimate), scale.natural(run.prediction->low),
                        scale.natural(run.prediction->high), scale.unit()),
            run.prediction->standardError));
    }
    if (run.isRandom()) {
        StudyFigure tau =
            studyFigure("tauSquared", {"研究間分散 τ²", "Variance between studies τ²"}, run.random.tauSquared);
        tau.standardError = run.random.tauSquaredError;
        const auto interval = tauSquaredInterval(run.inputs.effects, run.inputs.settings.level);
        if (interval) {
            tau.low = interval->low;
            tau.high = interval->high;
            if (interval->empty) {
                result.notes.push_back({"synthesis.tauIntervalEmpty",
                                        Severity::info,
                                        where,
                                        numberText(run.common.heterogeneity.q),
                                        numberText(run.common.heterogeneity.degrees),
                                        {}});
            }
        }
        result.figures.push_back(tau);
        result.figures.push_back(
            studyFigure("tau", {"研究間標準偏差 τ", "SD between studies τ"}, std::sqrt(run.random.tauSquared)));
    }
    if (run.pooled.back().heterogeneity) {
        const MetaHeterogeneity& found = *run.pooled.back().heterogeneity;
        result.figures.push_back(studyFigure("q", {"CochranのQ", "Cochran's Q"}, found.q));
        result.figures.push_back(studyFigure("qDegrees", {"Qの自由度", "Degrees of freedom of Q"}, found.degrees));
        result.figures.push_back(studyFigure("qP", {"Qのp値", "p of Q"}, found.p));
        result.figures.push_back(studyFigure("iSquared", {"I²", "I²"}, found.iSquared, Unit::ratio));
        result.figures.push_back(studyFigure("hSquared", {"H²", "H²"}, found.hSquared));
    }
}

void addSmallStudyTests(const MetaRun& run, StudyResult& result) {
    const MetaInputs& inputs = run.inputs;
    const Text egger{"Egger検定のt値", "Egger test, t"};
    const Result<EggerTest> test = eggerTest(inputs.effects, inputs.settings.level);
    if (!test) {
        result.figures.push_back(emptyFigure(
            "eggerT", egger,
            {"標準誤差の異なる研究が3つ以上必要です", "needs three studies with different standard errors"}));
        return;
    }
    result.figures.push_back(studyFigure("eggerT", egger, test->t));
    result.figures.push_back(studyFigure("eggerDegrees", {"Egger検定の自由度", "Egger test, degrees"}, test->degrees));
    result.figures.push_back(studyFigure("eggerP", {"Egger検定のp値", "Egger test, p"}, test->p));
    result.figures.push_back(withError(
        studyFigure("eggerSlope", {"Egger回帰の傾き", "Egger regression, slope"}, test->slope), test->slopeError));
    result.figures.push_back(studyFigure("eggerLimit", {"標準誤差0での効果", "Effect at standard error 0"}, test->limit,
                                         test->limitLow, test->limitHigh));
    const Result<MetaCoefficient> mixed = mixedEggerTest(inputs.effects, inputs.settings);
    if (mixed) {
        result.figures.push_back(studyFigure(
            "eggerMixedStatistic", {"Egger検定（混合効果）の統計量", "Egger test, mixed effects"}, mixed->statistic));
        result.figures.push_back(
            studyFigure("eggerMixedP", {"Egger検定（混合効果）のp値", "Egger test, mixed effects, p"}, mixed->p));
    }
    const Result<BeggTest> begg = beggTest(inputs.effects);
    if (begg) {
        result.figures.push_back(studyFigure("beggTau", {"Begg検定のKendall τ", "Begg test, Kendall's τ"}, begg->tau));
        result.figures.push_back(studyFigure("beggP", {"Begg検定のp値", "Begg test, p"}, begg->p));
    }
}

/// Funnel with what trim and fill puts in. Its model is the one asked for (inverse variance for methods on counts).
void addFunnel(const MetaRun& run, StudyResult& result) {
    const MetaInputs& inputs = run.inputs;
    MetaSettings settings = inputs.settings;
    if (!run.onEffects()) settings = {BetweenStudies::none, CoefficientTest::normal, settings.level};
    const Result<TrimFill> filled = trimAndFill(inputs.effects, settings, inputs.trimFill, inputs.trimSide);
    if (filled) {
        const MetaCoefficient& adjusted = filled->model.coefficients.front();
        result.figures.push_back(withError(studyFigure("trimFillMissing", {"補われた研究数", "Filled studies"},
                                                       static_cast<double>(filled->missing), Unit::count),
                                           filled->missingError));
        StudyFigure side = emptyFigure("trimFillSide", {"欠けている側", "Side of missing studies"},
                                       filled->onTheRight ? Text{"右", "right"} : Text{"左", "left"});
        result.figures.push_back(side);
        result.figures.push_back(studyFigure("trimFill", {"trim-and-fill後の統合値", "Pooled after trim and fill"},
                                             inputs.scale.natural(adjusted.estimate),
                                             inputs.scale.natural(adjusted.low), inputs.scale.natural(adjusted.high),
                                             inputs.scale.unit()));
        result.figures.push_back(
            withError(studyFigure("trimFillAnalysisScale", {"同（解析尺度）", "The same, as analysed"},
                                  adjusted.estimate, adjusted.low, adjusted.high),
                      adjusted.standardError));
    }
    result.charts.push_back(
        metaFunnel(inputs, run.main().estimate, filled ? filled->filled : std::vector<EffectSize>{}));
}

Issues addSensitivity(const MetaRun& run, StudyResult& result) {
    const MetaInputs& inputs = run.inputs;
    if (inputs.effects.size() > 1 && run.onEffects()) {
        const Result<std::vector<MetaModel>> without = leaveOneOut(inputs.effects, inputs.settings);
        if (!without) return without.issues();
        result.tables.push_back(metaSequenceTable(inputs, "leaveOneOut", leaveOneOutTitle, inputs.names, *without));
        result.charts.push_back(metaSequenceForest(inputs, "leaveOneOut", leaveOneOutTitle, inputs.names, *without));
        const std::vector<StudyInfluence> influences = studyInfluence(inputs.effects, run.random, *without);
        result.tables.push_back(metaInfluenceTable(inputs, influences));
        result.charts.push_back(metaBaujat(inputs, influences));
    }
    if (inputs.cumulativeOrder.empty()) return {};
    std::vector<EffectSize> ordered;
    std::vector<std::string> names;
    for (const std::size_t study : inputs.cumulativeOrder) {
        ordered.push_back(inputs.effects[study]);
        names.push_back("+ " + inputs.names[study]);
    }
    const Result<std::vector<MetaModel>> cumulated = cumulativeMeta(ordered, inputs.settings);
    if (!cumulated) return cumulated.issues();
    result.tables.push_back(metaSequenceTable(inputs, "cumulative", cumulativeTitle, names, *cumulated));
    result.charts.push_back(metaSequenceForest(inputs, "cumulative", cumulativeTitle, names, *cumulated));
    return {};
}

Issues addSubgroups(const MetaRun& run, StudyResult& result) {
    const MetaInputs& inputs = run.inputs;
    if (inputs.subgroups.empty()) return {};
    const Result<MetaSubgroups> groups = metaSubgroups(inputs.effects, inputs.subgroups, inputs.settings);
    if (!groups) return groups.issues();
    result.tables.push_back(metaSubgroupsTable(inputs, *groups));
    result.figures.push_back(studyFigure("subgroupQ", {"サブグループ間のQ", "Q between subgroups"}, groups->betweenQ));
    result.figures.push_back(studyFigure("subgroupDegrees", {"サブグループ間の自由度", "Degrees between subgroups"},
                                         groups->betweenDegrees));
    result.figures.push_back(
        studyFigure("subgroupP", {"サブグループ間のp値", "p between subgroups"}, groups->betweenP));
    return {};
}

Issues addRegression(const MetaRun& run, StudyResult& result) {
    const MetaInputs& inputs = run.inputs;
    if (inputs.moderators.empty()) return {};
    const auto rows = static_cast<Eigen::Index>(inputs.effects.size());
    Eigen::MatrixXd design(rows, static_cast<Eigen::Index>(inputs.moderators.size()) + 1);
    design.col(0).setOnes();
    std::vector<std::string> names{"intercept"};
    for (std::size_t column = 0; column < inputs.moderators.size(); ++column) {
        design.col(static_cast<Eigen::Index>(column) + 1) =
            Eigen::Map<const Eigen::VectorXd>(inputs.moderators[column].values.data(), rows);
        names.push_back(inputs.moderators[column].name);
    }
    const Result<MetaModel> model = fitMetaModel(inputs.effects, inputs.settings, design);
    if (!model) return model.issues();
    result.tables.push_back(metaRegressionTable(names, *model));
    result.figures.push_back(studyFigure(
        "regressionTauSquared", {"メタ回帰の残余τ²", "Residual τ² of the meta-regression"}, model->tauSquared));
    result.figures.push_back(
        studyFigure("regressionTest", {"説明変数の検定統計量", "Test of moderators"}, model->moderatorTest));
    result.figures.push_back(studyFigure("regressionP", {"説明変数のp値", "p of moderators"}, model->moderatorP));
    result.figures.push_back(
        studyFigure("regressionResidualQ", {"残余異質性のQ", "Q of residual heterogeneity"}, model->heterogeneity.q));
    const std::optional<double> explained = explainedHeterogeneity(run.random, *model);
    if (explained) {
        result.figures.push_back(studyFigure(
            "regressionRSquared", {"説明された異質性 R²", "Explained heterogeneity R²"}, *explained, Unit::ratio));
    }
    if (inputs.moderators.size() == 1) result.charts.push_back(metaBubbles(inputs, inputs.moderators.front(), *model));
    return {};
}

/// Normal of the analysed effect, lognormal of a ratio, beta (by moments, delta method) of a logit proportion.
StudyEstimate estimateOf(const std::string& key, const Text& label, const EffectScale& scale, double estimate,
                         double error) {
    if (isRatio(scale.measure)) return ratioEstimate(key, label, estimate, error);
    if (scale.unit() != Unit::probability) return normalEstimate(key, label, estimate, error);
    StudyEstimate share;
    share.key = key;
    share.label = label;
    share.unit = Unit::probability;
    share.value = scale.natural(estimate);
    const double deviation = scale.measure == SynthesisMeasure::logitProportion
                                 ? share.value * (1 - share.value) * error
                                 : 2 * std::sqrt(share.value * (1 - share.value)) * error;
    const double most = std::sqrt(share.value * (1 - share.value));
    if (deviation > 0 && deviation < most) {
        share.distribution.family = Family::beta;
        share.distribution.args = {{"mean", share.value}, {"sd", deviation}};
    }
    return share;
}

void addEstimates(const MetaRun& run, StudyResult& result) {
    const EffectScale& scale = run.inputs.scale;
    const MetaCoefficient& main = run.main();
    // A normal whose interval is the printed one, also where that rests on Student's t (Hartung–Knapp).
    const bool normal = run.inputs.settings.test == CoefficientTest::normal;
    const double halfWidth = (main.high - main.low) / 2;
    const double error = normal ? main.standardError : halfWidth / normalQuantile(0.5 + run.inputs.settings.level / 2);
    result.estimates.push_back(estimateOf("pooled", {"統合した効果", "pooled effect"}, scale, main.estimate, error));
    if (!run.prediction) return;
    result.estimates.push_back(estimateOf("predicted", {"新しい研究での効果（予測分布）", "effect in a new study"},
                                          scale, main.estimate, run.prediction->standardError));
}

Text methodText(const MetaRun& run) {
    const MetaInputs& inputs = run.inputs;
    const Text measure = measureLabel(inputs.scale.measure);
    std::string ja = "効果の指標は" + measure.ja + "。";
    std::string en = "Measure of effect: " + measure.en + ". ";
    if (inputs.method == MetaMethod::mantelHaenszel) {
        ja += "Mantel–Haenszel法（補正しない度数）で統合した。";
        en += "Pooled by Mantel and Haenszel from the counts as they are. ";
    } else if (inputs.method == MetaMethod::peto) {
        ja += "Petoの1ステップ法（補正しない度数）で統合した。";
        en += "Pooled by Peto's one-step method from the counts as they are. ";
    } else {
        const Text between = betweenLabel(inputs.settings.between);
        ja += "逆分散法。研究間分散：" + between.ja + "。";
        en += "Inverse variance; variance between studies: " + between.en + ". ";
    }
    if (inputs.settings.test != CoefficientTest::normal && run.onEffects()) {
        ja += "Hartung–Knapp法（自由度k−1のt分布）で区間と検定を求めた";
        en += "Tests and intervals by Hartung and Knapp (t with k − 1 degrees)";
        const bool atLeastOne = inputs.settings.test == CoefficientTest::hartungKnappAdHoc;
        ja += atLeastOne ? "（分散係数は1以上）。" : "。";
        en += atLeastOne ? ", the variance factor at least 1. " : ". ";
    }
    if (inputs.prediction == PredictionDegrees::studiesLessTwo) {
        ja += "予測区間は自由度k−2のt分布。";
        en += "Prediction interval with t and k − 2 degrees. ";
    }
    if (takesZeroCells(inputs.scale.measure) && inputs.method != MetaMethod::peto) {
        const Text zeros = zeroCellText(inputs.zeroCells);
        const bool onlyQ = inputs.method == MetaMethod::mantelHaenszel;
        ja += (onlyQ ? "Qの計算では、" : "") + zeros.ja;
        en += (onlyQ ? "For Q: " : "") + zeros.en;
    }
    ja += "τ²の区間はQプロファイル法、Egger検定は標準誤差への重み付き回帰（t検定）、Begg検定は順位相関による。";
    en +=
        "Interval of τ² by Q-profile; Egger's test by weighted regression on the standard error (t test); Begg's test "
        "by rank correlation.";
    return {ja, en};
}

Result<StudyResult> run(StudyReader& reader) {
    MetaInputs inputs = readMetaInputs(reader);
    if (reader.failed()) return reader.issues();
    const std::string data = reader.path() + "/data";
    Result<MetaRun> pooled = pool(std::move(inputs));
    if (!pooled) return locatedAt(pooled.issues(), data);
    const MetaRun& run = *pooled;
    StudyResult result;
    if (run.inputs.effects.size() == 1) {
        result.notes.push_back({"synthesis.oneStudy", Severity::warning, data, run.inputs.names.front(), "2", {}});
    }
    const std::vector<double> weights = run.onEffects() ? run.random.weights : std::vector<double>{};
    addFigures(run, data, result);
    result.tables.push_back(metaModelsTable(run.inputs, run.pooled));
    result.tables.push_back(metaStudiesTable(run.inputs, weights));
    result.charts.push_back(metaForest(run.inputs, weights, run.pooled, run.prediction));
    addSmallStudyTests(run, result);
    addFunnel(run, result);
    Issues faults = addSensitivity(run, result);
    append(faults, addSubgroups(run, result));
    append(faults, addRegression(run, result));
    if (hasErrors(faults)) return locatedAt(faults, data);
    addEstimates(run, result);
    result.methodText = methodText(run);
    result.references = {
        "Viechtbauer W. Conducting meta-analyses in R with the metafor package. J Stat Softw 2010;36(3):1-48.",
        "Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat Med 2002;21:1539-1558.",
        "Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat Med 2007;26:37-52.",
        "Knapp G, Hartung J. Improved tests for a random effects meta-regression with a single covariate. Stat Med "
        "2003;22:2693-2710.",
        "Egger M, Davey Smith G, Schneider M, Minder C. Bias in meta-analysis detected by a simple, graphical test. "
        "BMJ "
        "1997;315:629-634.",
        "Duval S, Tweedie R. Trim and fill. Biometrics 2000;56:455-463."};
    return result;
}

}  // namespace

StudyDefinition metaStudy() {
    return {
        .id = "meta",
        .group = StudyGroup::evidence,
        .name = {"メタアナリシス", "Meta-analysis"},
        .purpose = {"複数の研究の効果を共通効果・変量効果モデルで統合し、異質性・出版バイアス・感度を調べます。",
                    "Pools effects of several studies by common and random effects; heterogeneity, small-study effects "
                    "and sensitivity."},
        .fields = metaFields(),
        .run = run,
    };
}

}  // namespace kachi

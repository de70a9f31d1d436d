// Regression of an outcome on covariates: linear, logistic, Poisson, negative binomial.
#include "models/statistics/multiple_imputation.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

using namespace field_limits;

constexpr int usualImputations = 20;
constexpr int usualIterations = 10;
constexpr std::size_t mostPoints = 2'000;  // of the residual plot
constexpr std::size_t calibrationGroups = 10;

struct Inputs {
    RegressionFamily family = RegressionFamily::linear;
    bool impute = false;
    bool robust = false;
    std::size_t imputations = 0;
    std::size_t iterations = 0;
    std::vector<std::size_t> rows;
    std::vector<Covariate> covariates;
    std::vector<double> outcome;
    std::vector<double> exposure;
    std::vector<double> weights;
    std::vector<std::size_t> clusters;

    bool counts() const { return family == RegressionFamily::poisson || family == RegressionFamily::negativeBinomial; }
};

void checkOutcome(StudyReader& reader, const Inputs& inputs, const std::string& column) {
    for (std::size_t index = 0; inputs.counts() && index < inputs.outcome.size(); ++index) {
        const double value = inputs.outcome[index];
        if (value < 0 || value != std::floor(value)) {
            reader.refuseCell("regression.notACount", inputs.rows[index], column, "0");
        }
    }
    const auto [least, most] = std::minmax_element(inputs.outcome.begin(), inputs.outcome.end());
    if (!inputs.outcome.empty() && *least == *most) {
        reader.refuse("regression.constantOutcome", "outcome", column, numberText(*least));
    }
}

std::vector<double> positives(StudyReader& reader, const std::string& column, const std::vector<std::size_t>& rows) {
    const std::vector<double> values = reader.numbers(column, rows);
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (values[index] <= 0) reader.refuseCell("regression.notPositive", rows[index], column, "0");
    }
    return values;
}

Inputs readInputs(StudyReader& reader) {
    Inputs inputs;
    inputs.family = chosen(regressionFamilyNames, reader.neededChoice("family"));
    inputs.impute = reader.choiceOr("missing", "completeCase") == "imputation";
    inputs.robust = reader.yes("robust") || reader.has("cluster");
    inputs.imputations =
        static_cast<std::size_t>(reader.has("imputations") ? reader.whole("imputations") : usualImputations);
    inputs.iterations =
        static_cast<std::size_t>(reader.has("iterations") ? reader.whole("iterations") : usualIterations);
    const std::string outcome = reader.neededColumn("outcome");
    const std::string exposure = reader.column("exposure");
    const std::string weights = reader.column("weights");
    const std::string cluster = reader.column("cluster");
    const std::vector<std::string> covariates = covariateColumns(reader);
    if (!exposure.empty() && !inputs.counts()) {
        reader.refuse("regression.exposureWithoutCounts", "exposure", exposure, {});
    }
    if (reader.failed()) return inputs;

    std::vector<std::string> needed{outcome, exposure, weights, cluster};
    if (!inputs.impute) needed.insert(needed.end(), covariates.begin(), covariates.end());
    inputs.rows = reader.completeRows(needed);
    if (reader.failed()) return inputs;
    inputs.outcome = inputs.family == RegressionFamily::logistic ? zerosAndOnes(reader, outcome, inputs.rows)
                                                                 : reader.numbers(outcome, inputs.rows);
    checkOutcome(reader, inputs, outcome);
    inputs.exposure = positives(reader, exposure, inputs.rows);
    inputs.weights = positives(reader, weights, inputs.rows);
    inputs.clusters = groupNumbers(reader, cluster, inputs.rows);
    inputs.covariates = readCovariates(reader, inputs.rows);
    for (const Covariate& covariate : inputs.covariates) {
        const bool gaps = std::ranges::any_of(covariate.values, [](const auto& value) { return !value; });
        if (gaps && !reader.isNumeric(covariate.name) && covariate.levels.size() > 2) {
            reader.refuse("regression.cannotImputeLevels", "covariates", covariate.name,
                          std::to_string(covariate.levels.size()));
        }
    }
    return inputs;
}

struct Fitted {
    std::vector<std::string> names;
    RegressionFit fit;
    Eigen::MatrixXd covariance;
};

Result<Fitted> fitValues(const Inputs& inputs, const std::vector<std::vector<double>>& values,
                         const std::string& where) {
    RegressionData data = regressionDataOf(designOf(inputs.covariates, values), inputs.outcome);
    if (!inputs.exposure.empty()) data.offset = vectorOf(inputs.exposure).array().log();
    if (!inputs.weights.empty()) data.weights = vectorOf(inputs.weights);
    Result<RegressionFit> fit = fitGeneralisedLinear(inputs.family, data, where);
    if (!fit) return fit.issues();
    Fitted fitted{data.names, std::move(fit.value()), {}};
    fitted.covariance = inputs.robust ? robustCovariance(data, fitted.fit, inputs.clusters) : fitted.fit.covariance;
    return fitted;
}

struct Analysis {
    Fitted shown;  ///< complete cases, or the first imputed data set: for the diagnostics
    Coefficients coefficients;
    std::vector<double> missingInformation;
};

Text ratioOf(const Inputs& inputs) {
    if (inputs.counts()) return {"率比", "Rate ratio"};
    return inputs.family == RegressionFamily::logistic ? Text{"オッズ比", "Odds ratio"} : Text{};
}

Result<Analysis> analyseComplete(const Inputs& inputs, const std::string& where) {
    std::vector<std::vector<double>> values;
    for (const Covariate& covariate : inputs.covariates) {
        values.emplace_back();
        for (const std::optional<double>& value : covariate.values) values.back().push_back(*value);
    }
    Result<Fitted> fitted = fitValues(inputs, values, where);
    if (!fitted) return fitted.issues();
    Analysis analysis{std::move(fitted.value()), {}, {}};
    analysis.coefficients = {
        analysis.shown.names, analysis.shown.fit.coefficients, analysis.shown.covariance, {}, ratioOf(inputs)};
    if (inputs.family == RegressionFamily::linear && !inputs.robust) {
        analysis.coefficients.degrees.assign(analysis.shown.names.size(), analysis.shown.fit.residualDegrees);
    }
    return analysis;
}

Result<Analysis> analyseImputed(const Inputs& inputs, const RunOptions& options, const std::string& where) {
    const auto rows = static_cast<Eigen::Index>(inputs.rows.size());
    std::vector<ImputationColumn> columns;
    for (const Covariate& covariate : inputs.covariates) {
        const bool binary =
            covariate.levels.size() == 2 && covariate.levels[0].first == 0 && covariate.levels[1].first == 1;
        columns.push_back({covariate.name, binary, covariate.values});
    }
    std::vector<const std::vector<double>*> predictors{&inputs.outcome};
    if (!inputs.weights.empty()) predictors.push_back(&inputs.weights);
    if (!inputs.exposure.empty()) predictors.push_back(&inputs.exposure);
    Eigen::MatrixXd complete(rows, static_cast<Eigen::Index>(predictors.size()));
    for (Eigen::Index column = 0; column < complete.cols(); ++column) {
        complete.col(column) = vectorOf(*predictors[static_cast<std::size_t>(column)]);
    }
    std::vector<Eigen::VectorXd> estimates;
    std::vector<Eigen::MatrixXd> covariances;
    Analysis analysis;
    for (std::size_t index = 0; index < inputs.imputations; ++index) {
        const auto values = imputeChained(columns, complete, {index, inputs.iterations, options.seed}, where);
        if (!values) return values.issues();
        Result<Fitted> fitted = fitValues(inputs, *values, where);
        if (!fitted) return fitted.issues();
        estimates.push_back(fitted->fit.coefficients);
        covariances.push_back(fitted->covariance);
        if (index == 0) analysis.shown = std::move(fitted.value());
    }
    PooledEstimates pooled = poolRubin(estimates, covariances, analysis.shown.fit.residualDegrees);
    analysis.coefficients = {analysis.shown.names, pooled.values, pooled.covariance, pooled.degrees, ratioOf(inputs)};
    analysis.missingInformation = pooled.missingInformation;
    return analysis;
}

/// Area under the receiver operating characteristic: share of pairs ranked rightly, ties half.
double concordance(const RegressionFit& fit, const std::vector<double>& outcome) {
    std::vector<std::size_t> order(outcome.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto at = [&](std::size_t row) { return fit.predictor[static_cast<Eigen::Index>(row)]; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return at(a) < at(b); });
    double below = 0;  // rows without the event and a smaller prediction
    double right = 0;
    double events = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        double tiedEvents = 0;
        while (end < order.size() && at(order[end]) == at(order[first])) tiedEvents += outcome[order[end++]];
        const double tiedOthers = static_cast<double>(end - first) - tiedEvents;
        right += tiedEvents * (below + tiedOthers / 2);
        below += tiedOthers;
        events += tiedEvents;
        first = end;
    }
    return right / (events * below);
}

void addFit(StudyResult& result, const Inputs& inputs, const RegressionFit& fit) {
    const auto number = [&](const std::string& key, const Text& label, double value, Unit unit = Unit::none) {
        result.figures.push_back(studyFigure(key, label, value, unit));
    };
    number("rows", {"解析対象の行数", "Rows analysed"}, static_cast<double>(inputs.rows.size()), Unit::count);
    number("logLikelihood", {"対数尤度", "Log-likelihood"}, fit.logLikelihood);
    number("deviance", {"逸脱度", "Deviance"}, fit.deviance);
    number("aic", {"AIC", "AIC"}, fit.aic);
    number("bic", {"BIC", "BIC"}, fit.bic);
    if (fit.theta) {
        number("theta", {"θ（過分散）", "θ (overdispersion)"}, *fit.theta);
        result.figures.back().standardError = fit.thetaStandardError;
    }
    if (inputs.family == RegressionFamily::linear) {
        number("residualDeviation", {"残差標準偏差", "Residual standard deviation"}, std::sqrt(fit.dispersion));
        if (inputs.weights.empty()) {
            const Eigen::VectorXd response = vectorOf(inputs.outcome);
            const double total = (response.array() - response.mean()).square().sum();
            number("rSquared", {"決定係数 R²", "R²"}, 1 - fit.deviance / total, Unit::ratio);
        }
    }
    if (inputs.family == RegressionFamily::logistic) {
        number("concordance", {"C 統計量", "c statistic"}, concordance(fit, inputs.outcome), Unit::ratio);
    }
    if (inputs.family == RegressionFamily::poisson) {
        double pearson = 0;
        for (std::size_t row = 0; row < inputs.outcome.size(); ++row) {
            const double mean = fit.mean[static_cast<Eigen::Index>(row)];
            const double weight = inputs.weights.empty() ? 1 : inputs.weights[row];
            pearson += weight * (inputs.outcome[row] - mean) * (inputs.outcome[row] - mean) / mean;
        }
        const double ratio = pearson / fit.residualDegrees;
        number("overdispersion", {"過分散（Pearson χ² ÷ 自由度）", "Overdispersion (Pearson χ²/df)"}, ratio);
        if (ratio > 1.5 && !inputs.robust) {
            result.notes.push_back(
                {"regression.overdispersed", Severity::warning, "/inputs/family", numberText(ratio), "1.5", {}});
        }
    }
}

void addDiagnostics(StudyResult& result, const Inputs& inputs, const RegressionFit& fit) {
    std::vector<std::size_t> order(inputs.outcome.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto mean = [&](std::size_t row) { return fit.mean[static_cast<Eigen::Index>(row)]; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return mean(a) < mean(b); });
    PlotChart chart;
    chart.x.label = {"予測値", "Fitted value"};
    if (inputs.family == RegressionFamily::linear) {
        chart.y.label = {"残差", "Residual"};
        ChartSeries points{{"残差", "Residuals"}, ChartMark::points};
        const std::size_t stride = (order.size() + mostPoints - 1) / mostPoints;
        for (std::size_t index = 0; index < order.size(); index += stride) {
            points.x.push_back(mean(order[index]));
            points.y.push_back(inputs.outcome[order[index]] - mean(order[index]));
        }
        chart.series.push_back(std::move(points));
        chart.horizontals.push_back({{"0", "0"}, 0});
        result.charts.push_back(
            {"diagnostics",
             {"残差プロット", "Residual plot"},
             {"2,000行を超えるデータは等間隔に間引いて表示", "Every k-th row where there are more than 2,000"},
             std::move(chart)});
        return;
    }
    chart.y.label = {"観測値の平均", "Mean observed"};
    ChartSeries points{{"10分位群", "Tenths by prediction"}, ChartMark::points};
    for (std::size_t group = 0; group < calibrationGroups; ++group) {
        const std::size_t first = group * order.size() / calibrationGroups;
        const std::size_t end = (group + 1) * order.size() / calibrationGroups;
        if (first == end) continue;
        double predicted = 0;
        double observed = 0;
        for (std::size_t index = first; index < end; ++index) {
            predicted += mean(order[index]) / static_cast<double>(end - first);
            observed += inputs.outcome[order[index]] / static_cast<double>(end - first);
        }
        points.x.push_back(predicted);
        points.y.push_back(observed);
    }
    const ChartSeries ideal{{"一致", "Agreement"},
                            ChartMark::line,
                            {points.x.front(), points.x.back()},
                            {points.x.front(), points.x.back()}};
    chart.series = {points, ideal};
    result.charts.push_back({"diagnostics",
                             {"較正プロット", "Calibration"},
                             {"予測値の10分位群ごとの観測値の平均", "Mean observed by tenth of the prediction"},
                             std::move(chart)});
}

Text methodOf(const Inputs& inputs) {
    Text text;
    switch (inputs.family) {
        case RegressionFamily::linear:
            text = {"線形回帰（最小二乗法）を用いた。", "Linear regression by least squares. "};
            break;
        case RegressionFamily::logistic:
            text = {"ロジスティック回帰（最尤法）を用いた。", "Logistic regression by maximum likelihood. "};
            break;
        case RegressionFamily::poisson:
            text = {"Poisson 回帰（対数リンク、最尤法）を用いた。",
                    "Poisson regression, log link, maximum likelihood. "};
            break;
        case RegressionFamily::negativeBinomial:
            text = {"負の二項回帰（対数リンク、分散 μ + μ²/θ、最尤法）を用いた。",
                    "Negative binomial regression, log link, variance μ + μ²/θ, maximum likelihood. "};
            break;
    }
    if (!inputs.exposure.empty()) {
        text.ja += "観察期間の対数をオフセットとした。";
        text.en += "The logarithm of exposure was the offset. ";
    }
    if (inputs.robust) {
        text.ja += inputs.clusters.empty() ? "標準誤差はサンドイッチ推定量（HC0）による。"
                                           : "標準誤差はクラスターを考慮したサンドイッチ推定量による。";
        text.en +=
            inputs.clusters.empty() ? "Standard errors are robust (HC0). " : "Standard errors are cluster-robust. ";
    }
    if (inputs.impute) {
        const std::string count = std::to_string(inputs.imputations);
        const std::string rounds = std::to_string(inputs.iterations);
        text.ja += "共変量の欠測は連鎖方程式による多重代入（" + count + " 組、" + rounds +
                   " 反復、連続量は予測平均マッチング、2値はロジスティック回帰、アウトカムを予測に含む）で補い、Rubin "
                   "の規則と "
                   "Barnard–Rubin の自由度で統合した。アウトカムが欠測の行は除いた。";
        text.en +=
            "Missing covariates were multiply imputed by chained equations (" + count + " data sets, " + rounds +
            " iterations; predictive mean matching, logistic for binary; the outcome among the predictors) and "
            "pooled by Rubin's rules with the degrees of freedom of Barnard and Rubin. Rows without outcome were "
            "left out.";
    } else {
        text.ja += "欠測のある行は除いた（完全ケース解析）。";
        text.en += "Rows with missing values were left out (complete cases).";
    }
    return text;
}

/// The coefficient that is read first: of the first predictor, of the intercept where there is none.
void addLeadingEffect(StudyResult& result, const Coefficients& coefficients) {
    const std::size_t index = coefficients.names.size() > 1 ? 1 : 0;
    const std::string& name = coefficients.names[index];
    const Text kind = coefficients.ratio.empty() ? Text{"係数", "Coefficient"} : coefficients.ratio;
    addEffectFigures(result, coefficients, index, {kind.ja + "：" + name, kind.en + " of " + name});
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = readInputs(reader);
    if (reader.failed()) return reader.issues();
    const std::string where = reader.path() + "/data";
    const Result<Analysis> analysis =
        inputs.impute ? analyseImputed(inputs, reader.options(), where) : analyseComplete(inputs, where);
    if (!analysis) return analysis.issues();

    StudyResult result;
    addLeadingEffect(result, analysis->coefficients);
    addFit(result, inputs, analysis->shown.fit);
    addCoefficients(result, analysis->coefficients);
    if (!analysis->missingInformation.empty()) {
        StudyTable& table = result.tables.front();
        table.columns.push_back({"degrees", {"自由度", "Degrees of freedom"}});
        table.columns.push_back(
            {"missingInformation", {"欠測情報割合", "Fraction of missing information"}, Unit::ratio});
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            table.rows[row].push_back(studyCell(analysis->coefficients.degrees[row]));
            table.rows[row].push_back(studyCell(analysis->missingInformation[row]));
        }
    }
    addDiagnostics(result, inputs, analysis->shown.fit);
    result.methodText = methodOf(inputs);
    result.references = {"McCullagh P, Nelder JA. Generalized Linear Models. 2nd ed. Chapman & Hall, 1989."};
    if (inputs.robust) {
        result.references.push_back(
            "Liang KY, Zeger SL. Longitudinal data analysis using generalized linear models. Biometrika "
            "1986;73:13-22.");
    }
    if (inputs.impute) {
        result.references.push_back(
            "van Buuren S, Groothuis-Oudshoorn K. mice: Multivariate Imputation by Chained Equations in R. J Stat "
            "Softw "
            "2011;45(3).");
        result.references.push_back(
            "Barnard J, Rubin DB. Small-sample degrees of freedom with multiple imputation. Biometrika "
            "1999;86:948-955.");
    }
    return result;
}

}  // namespace

StudyDefinition regressionStudy() {
    std::vector<Field> fields{required(dataField("data", {"データ", "Data"}, {"1行に1単位", "One row per unit"})),
                              required(choiceField("family", {"モデル", "Model"},
                                                   {{"linear", {"線形", "Linear"}},
                                                    {"logistic", {"ロジスティック", "Logistic"}},
                                                    {"poisson", {"Poisson", "Poisson"}},
                                                    {"negativeBinomial", {"負の二項", "Negative binomial"}}})),
                              required(columnField("outcome", {"アウトカムの列", "Column of the outcome"}))};
    for (Field& field : covariateFields({"共変量", "Covariates"})) fields.push_back(std::move(field));
    const std::vector<Field> options{
        usedWhen("family", {"poisson", "negativeBinomial"},
                 columnField("exposure", {"観察期間の列", "Column of exposure"},
                             {"件数のモデルのみ。その対数をオフセットにします。",
                              "Counts only: its logarithm is the offset."})),
        columnField("weights", {"重みの列", "Column of weights"}),
        yesNoField("robust", {"頑健な標準誤差", "Robust standard errors"}),
        columnField("cluster", {"クラスターの列", "Column of clusters"},
                    {"指定すると頑健な標準誤差になります。", "Makes standard errors robust."}),
        choiceField(
            "missing", {"欠測の扱い", "Missing values"},
            {{"completeCase", {"完全ケース", "Complete cases"}}, {"imputation", {"多重代入", "Multiple imputation"}}}),
        usedWhen("missing", {"imputation"},
                 numberField("imputations", {"代入の組数", "Imputed data sets"}, Unit::count,
                             {.atLeast = 2, .atMost = 1000, .whole = true})),
        usedWhen("missing", {"imputation"},
                 numberField("iterations", {"連鎖方程式の反復", "Iterations of the chained equations"}, Unit::count,
                             {.atLeast = 1, .atMost = 200, .whole = true}))};
    fields.insert(fields.end(), options.begin(), options.end());
    return {
        .id = "regression",
        .group = StudyGroup::evidence,
        .name = {"回帰分析", "Regression"},
        .purpose = {"線形・ロジスティック・Poisson・負の二項回帰で、共変量を調整した効果を推定します。",
                    "Estimates effects adjusted for covariates by linear, logistic, Poisson or negative binomial "
                    "regression."},
        .fields = std::move(fields),
        .run = run,
    };
}

}  // namespace kachi

// Effect of a treatment in real-world data, made comparable by inverse probability of treatment weights.
#include "models/core/rounded_text.h"
#include "models/statistics/cox_regression.h"
#include "models/statistics/distribution.h"
#include "models/statistics/propensity_weighting.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"
#include "models/studies/regression_parts.h"
#include "models/studies/study_definitions.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

using namespace field_limits;

/// Standardised differences beyond this count as imbalance; Austin, Stat Med 2009;28:3083-3107.
constexpr double balancedDifference = 0.1;
/// Probabilities of treatment outside these limits leave hardly anybody to compare with.
constexpr double extremeScore = 0.01;

struct Inputs {
    std::string outcomeType;
    std::vector<std::size_t> rows;
    TwoGroups treatment;
    std::vector<DesignColumn> covariates;
    std::vector<double> outcome;  ///< continuous or 0/1; of events: 1 event
    std::vector<double> time;
    std::vector<std::size_t> clusters;
    WeightingOptions options;
    CoxTies ties = CoxTies::efron;
};

Inputs readInputs(StudyReader& reader) {
    Inputs inputs;
    const std::string treatment = reader.neededColumn("treatment");
    const std::string outcome = reader.neededColumn("outcome");
    const std::string cluster = reader.column("cluster");
    inputs.outcomeType = reader.neededChoice("outcomeType");
    const bool toEvent = inputs.outcomeType == "timeToEvent";
    const std::string time = toEvent ? reader.neededColumn("time") : std::string();
    const std::vector<std::string> covariates = covariateColumns(reader);
    if (covariates.empty()) reader.refuse("field.missing", "covariates", {}, {});
    inputs.options.estimand = chosen(estimandNames, reader.choiceOr("estimand", "ate"));
    inputs.options.stabilised = reader.yes("stabilised");
    inputs.options.truncation = reader.realOr("truncation", 0);
    inputs.ties = chosen(coxTiesNames, reader.choiceOr("ties", "efron"));
    if (reader.failed()) return inputs;

    std::vector<std::string> columns = covariates;
    columns.insert(columns.end(), {treatment, outcome, time, cluster});
    inputs.rows = reader.completeRows(columns);
    if (reader.failed()) return inputs;
    inputs.treatment = twoGroups(reader, treatment, "reference", inputs.rows);
    inputs.covariates = covariateDesign(reader, inputs.rows);
    inputs.outcome = inputs.outcomeType == "continuous" ? reader.numbers(outcome, inputs.rows)
                                                        : zerosAndOnes(reader, outcome, inputs.rows);
    inputs.time = reader.numbers(time, inputs.rows);
    for (std::size_t index = 0; index < inputs.time.size(); ++index) {
        if (inputs.time[index] < 0) reader.refuseCell("survivalData.time", inputs.rows[index], time, "≥ 0");
    }
    inputs.clusters = groupNumbers(reader, cluster, inputs.rows);
    return inputs;
}

/// Weighted means or risks by arm, their difference and, of risks, both ratios; robust covariance.
Result<Coefficients> armEffects(const Inputs& inputs, const std::vector<double>& weights, const std::string& where) {
    std::vector<double> treated(inputs.treatment.isOther.begin(), inputs.treatment.isOther.end());
    RegressionData data = regressionDataOf({{inputs.treatment.other, treated}}, inputs.outcome);
    data.weights = vectorOf(weights);
    const auto fit = fitGeneralisedLinear(RegressionFamily::linear, data, where);
    if (!fit) return fit.issues();
    return Coefficients{data.names, fit->coefficients, robustCovariance(data, *fit, inputs.clusters)};
}

void addArmEffects(StudyResult& result, const Inputs& inputs, const Coefficients& line) {
    const bool risks = inputs.outcomeType == "binary";
    const Unit unit = risks ? Unit::probability : Unit::none;
    const Text what = risks ? Text{"リスク差", "Risk difference"} : Text{"平均の差", "Difference of means"};
    addEffectFigures(result, line, 1, what);
    result.estimates.push_back(normalEstimate("difference", what, line.values[1], line.standardError(1)));
    const double other = line.values[0];
    const double treated = line.values[0] + line.values[1];
    const double otherVariance = line.covariance(0, 0);
    const double covariance = line.covariance(0, 0) + line.covariance(0, 1);
    const double treatedVariance = covariance + line.covariance(1, 0) + line.covariance(1, 1);
    const auto level = [&](const std::string& key, const std::string& group, double value, double variance) {
        const double width = normalQuantile(0.5 + reportedLevel / 2) * std::sqrt(variance);
        const Text label{group + (risks ? " のリスク" : " の平均"), (risks ? "Risk in " : "Mean in ") + group};
        result.figures.push_back(studyFigure(key, label, value, value - width, value + width, unit));
        result.estimates.push_back(normalEstimate(key, label, value, std::sqrt(variance), unit));
    };
    level("treatedLevel", inputs.treatment.other, treated, treatedVariance);
    level("referenceLevel", inputs.treatment.reference, other, otherVariance);
    if (!risks) return;
    // Delta method; the robust covariance is that of the two risks.
    const auto ratio = [&](const std::string& key, const Text& label, double logValue, double bySlope, double byOther) {
        const double variance = bySlope * bySlope * treatedVariance + byOther * byOther * otherVariance -
                                2 * bySlope * byOther * covariance;
        const double width = normalQuantile(0.5 + reportedLevel / 2) * std::sqrt(variance);
        result.figures.push_back(studyFigure(key, label, std::exp(logValue), std::exp(logValue - width),
                                             std::exp(logValue + width), Unit::ratio));
        result.estimates.push_back(ratioEstimate(key, label, logValue, std::sqrt(variance)));
    };
    if (!(treated > 0 && treated < 1 && other > 0 && other < 1)) return;
    ratio("riskRatio", {"リスク比", "Risk ratio"}, std::log(treated / other), 1 / treated, 1 / other);
    ratio("oddsRatio", {"オッズ比", "Odds ratio"}, std::log(treated / (1 - treated) / (other / (1 - other))),
          1 / (treated * (1 - treated)), 1 / (other * (1 - other)));
}

Result<Coefficients> hazardEffect(const Inputs& inputs, const std::vector<double>& weights, const std::string& where) {
    CoxData data;
    data.names = {inputs.treatment.other};
    data.design = inputs.treatment.isOther;
    data.time = inputs.time;
    data.event.assign(inputs.outcome.begin(), inputs.outcome.end());
    data.weights = weights;
    const auto fit = fitCox(data, inputs.ties, where);
    if (!fit) return fit.issues();
    return Coefficients{data.names,
                        fit->coefficients,
                        coxRobustCovariance(data, *fit, inputs.clusters),
                        {},
                        {"ハザード比", "Hazard ratio"}};
}

void addBalance(StudyResult& result, const Inputs& inputs, const PropensityWeights& weighted) {
    StudyTable table{"balance",
                     {"共変量の均衡", "Balance of covariates"},
                     {{"covariate", {"共変量", "Covariate"}},
                      {"treatedBefore", {"治療群（前）", "Treated, before"}},
                      {"referenceBefore", {"対照群（前）", "Reference, before"}},
                      {"differenceBefore", {"標準化差（前）", "Standardised difference, before"}},
                      {"treatedAfter", {"治療群（後）", "Treated, after"}},
                      {"referenceAfter", {"対照群（後）", "Reference, after"}},
                      {"differenceAfter", {"標準化差（後）", "Standardised difference, after"}}},
                     {}};
    double largest = 0;
    std::string worst;
    BarChart love;
    love.horizontal = true;
    love.value.label = {"標準化差の絶対値", "Absolute standardised difference"};
    ChartBars barsBefore{{"重み付け前", "Before weighting"}};
    ChartBars barsAfter{{"重み付け後", "After weighting"}};
    for (const DesignColumn& covariate : inputs.covariates) {
        const CovariateBalance balance = covariateBalance(covariate.values, inputs.treatment.isOther, weighted.weights);
        if (!std::isfinite(balance.differenceBefore)) continue;  // constant within both arms: separated, refused before
        table.rows.push_back({studyCell(covariate.name), studyCell(balance.treatedBefore),
                              studyCell(balance.othersBefore), studyCell(balance.differenceBefore),
                              studyCell(balance.treatedAfter), studyCell(balance.othersAfter),
                              studyCell(balance.differenceAfter)});
        love.categories.push_back({covariate.name, covariate.name});
        barsBefore.values.push_back(std::abs(balance.differenceBefore));
        barsAfter.values.push_back(std::abs(balance.differenceAfter));
        if (std::abs(balance.differenceAfter) > largest) {
            largest = std::abs(balance.differenceAfter);
            worst = covariate.name;
        }
    }
    love.series = {barsBefore, barsAfter};
    result.tables.push_back(std::move(table));
    result.charts.push_back({"balance",
                             {"共変量の均衡", "Balance of covariates"},
                             {"標準化差の絶対値が0.1を超える共変量は不均衡とみなされる",
                              "Absolute standardised differences above 0.1 count as imbalance"},
                             std::move(love)});
    result.figures.push_back(studyFigure(
        "largestDifference", {"重み付け後の最大の標準化差", "Largest standardised difference left"}, largest));
    if (largest > balancedDifference) {
        result.notes.push_back({"weighting.imbalanced",
                                Severity::warning,
                                "/inputs/covariates",
                                worst,
                                numberText(balancedDifference),
                                {{"difference", numberText(largest)}}});
    }
}

void addScores(StudyResult& result, const Inputs& inputs, const PropensityWeights& weighted) {
    constexpr int bins = 20;
    BarChart chart;
    chart.value.label = {"群内の割合", "Share of the arm"};
    chart.value.unit = Unit::probability;
    chart.categoryLabel = {"傾向スコア", "Propensity score"};
    ChartBars treated{{inputs.treatment.other, inputs.treatment.other}, std::vector<double>(bins, 0.0)};
    ChartBars others{{inputs.treatment.reference, inputs.treatment.reference}, std::vector<double>(bins, 0.0)};
    const double treatedCount = inputs.treatment.isOther.sum();
    const double othersCount = static_cast<double>(weighted.scores.size()) - treatedCount;
    std::size_t extreme = 0;
    for (std::size_t row = 0; row < weighted.scores.size(); ++row) {
        const double score = weighted.scores[row];
        const auto bin = static_cast<std::size_t>(std::min(score * bins, bins - 1.0));
        const bool isTreated = inputs.treatment.isOther[static_cast<Eigen::Index>(row)] == 1;
        (isTreated ? treated : others).values[bin] += 1 / (isTreated ? treatedCount : othersCount);
        if (score < extremeScore || score > 1 - extremeScore) ++extreme;
    }
    for (int bin = 0; bin < bins; ++bin) {
        const std::string name = numberText(bin * 5 / 100.0) + "–" + numberText((bin + 1) * 5 / 100.0);
        chart.categories.push_back({name, name});
    }
    chart.series = {treated, others};
    result.charts.push_back({"propensity",
                             {"傾向スコアの分布", "Distribution of propensity scores"},
                             {"両群の重なりが小さいと重みが大きくなり、推定は不安定になる",
                              "Where the arms hardly overlap weights are large and the estimate is unstable"},
                             std::move(chart)});
    if (extreme > 0) {
        result.notes.push_back({"weighting.extremeScores",
                                Severity::warning,
                                "/inputs/covariates",
                                std::to_string(extreme),
                                numberText(extremeScore),
                                {}});
    }
}

void addWeights(StudyResult& result, const Inputs& inputs, const PropensityWeights& weighted) {
    const std::vector<double>& weights = weighted.weights;
    const Eigen::VectorXd& treated = inputs.treatment.isOther;
    const auto number = [&](const std::string& key, const Text& label, double value, Unit unit = Unit::none) {
        result.figures.push_back(studyFigure(key, label, value, unit));
    };
    number("rows", {"解析対象の行数", "Rows analysed"}, static_cast<double>(weights.size()), Unit::count);
    number("treatedRows", {"治療群の行数", "Rows treated"}, treated.sum(), Unit::count);
    number("effectiveTreated", {"治療群の有効標本数", "Effective sample size, treated"},
           effectiveSampleSize(weights, treated, 1));
    number("effectiveReference", {"対照群の有効標本数", "Effective sample size, reference"},
           effectiveSampleSize(weights, treated, 0));
    number("weightMean", {"重みの平均", "Mean weight"}, sampleMean(weights));
    number("weightDeviation", {"重みの標準偏差", "Standard deviation of weights"}, sampleStandardDeviation(weights));
    number("weightMinimum", {"最小の重み", "Smallest weight"}, *std::min_element(weights.begin(), weights.end()));
    number("weightMaximum", {"最大の重み", "Largest weight"}, *std::max_element(weights.begin(), weights.end()));
    number("truncatedRows", {"切り詰めた重みの数", "Weights truncated"}, static_cast<double>(weighted.truncated),
           Unit::count);
}

void addPropensityModel(StudyResult& result, const std::vector<std::string>& names, const RegressionFit& fit) {
    StudyTable table{
        "propensityModel",
        {"傾向スコアのモデル", "Propensity model"},
        {{"term", {"項", "Term"}}, {"estimate", {"対数オッズ", "Log odds"}}, {"standardError", {"標準誤差", "SE"}}},
        {}};
    for (Eigen::Index index = 0; index < fit.coefficients.size(); ++index) {
        table.rows.push_back({studyCell(names[static_cast<std::size_t>(index)]), studyCell(fit.coefficients[index]),
                              studyCell(std::sqrt(fit.covariance(index, index)))});
    }
    result.tables.push_back(std::move(table));
}

Text methodOf(const Inputs& inputs) {
    const bool average = inputs.options.estimand == Estimand::average;
    Text text{"治療を受ける確率をロジスティック回帰で推定し、その逆数による重み（推定対象：",
              "The probability of treatment was estimated by logistic regression and rows were weighted by its inverse "
              "(estimand: "};
    text.ja += average ? "集団全体の平均治療効果" : "治療を受けた者の平均治療効果";
    text.en += average ? "average treatment effect" : "average treatment effect in the treated";
    text.ja += inputs.options.stabilised ? "、安定化あり）で群を比較した。" : "）で群を比較した。";
    text.en += inputs.options.stabilised ? ", stabilised). " : "). ";
    if (inputs.options.truncation > 0) {
        const std::string share = roundedText(100 * inputs.options.truncation);
        text.ja += "重みは両側 " + share + " %の分位点で切り詰めた。";
        text.en += "Weights were truncated at the " + share + " % quantile on either side. ";
    }
    if (inputs.outcomeType == "timeToEvent") {
        text.ja += "ハザード比は重み付きCox回帰（同時点は ";
        text.ja += inputs.ties == CoxTies::efron ? "Efron" : "Breslow";
        text.ja += " 法）による。";
        text.en += "The hazard ratio is from a weighted Cox regression (ties after ";
        text.en += inputs.ties == CoxTies::efron ? "Efron). " : "Breslow). ";
    }
    text.ja += "標準誤差はサンドイッチ推定量により、重みを既知として扱うため、やや保守的である。";
    text.en += "Standard errors are robust (sandwich) and take the weights as known, which is somewhat conservative.";
    if (!inputs.clusters.empty()) {
        text.ja += "クラスター内の相関を考慮した。";
        text.en += " They allow for correlation within clusters.";
    }
    return text;
}

Result<StudyResult> run(StudyReader& reader) {
    const Inputs inputs = readInputs(reader);
    if (reader.failed()) return reader.issues();
    const std::string where = reader.path() + "/data";
    const RegressionData model = regressionDataOf(
        inputs.covariates, std::vector<double>(inputs.treatment.isOther.begin(), inputs.treatment.isOther.end()));
    const auto weighted = propensityWeights(model, inputs.options, where);
    if (!weighted) return weighted.issues();

    const bool toEvent = inputs.outcomeType == "timeToEvent";
    const auto effect =
        toEvent ? hazardEffect(inputs, weighted->weights, where) : armEffects(inputs, weighted->weights, where);
    if (!effect) return effect.issues();

    StudyResult result;
    if (toEvent) {
        addEffectFigures(result, *effect, 0, {"ハザード比", "Hazard ratio"});
        result.estimates.push_back(
            ratioEstimate("hazardRatio", {"ハザード比", "Hazard ratio"}, effect->values[0], effect->standardError(0)));
    } else {
        addArmEffects(result, inputs, *effect);
    }
    addWeights(result, inputs, *weighted);
    addBalance(result, inputs, *weighted);
    addScores(result, inputs, *weighted);
    addPropensityModel(result, model.names, weighted->propensity);
    result.methodText = methodOf(inputs);
    result.references = {
        "Hernán MA, Robins JM. Causal Inference: What If. Chapman & Hall/CRC, 2020, chapter 12.",
        "Austin PC, Stuart EA. Moving towards best practice when using inverse probability of treatment weighting "
        "(IPTW). Stat Med 2015;34:3661-3679.",
        "Lin DY, Wei LJ. The robust inference for the Cox proportional hazards model. JASA 1989;84:1074-1078."};
    return result;
}

}  // namespace

StudyDefinition weightingStudy() {
    std::vector<Field> fields{
        required(dataField("data", {"データ", "Data"}, {"1行に1人", "One row per person"})),
        required(columnField("treatment", {"治療の列（2群）", "Column of treatment (two groups)"})),
        textField(
            "reference", {"対照とする群", "Reference group"},
            {"空欄なら小さい方（0、または辞書順で先）", "Empty: the lower one (0, or first in alphabetical order)"}),
        required(choiceField("outcomeType", {"アウトカムの型", "Type of outcome"},
                             {{"continuous", {"連続", "Continuous"}},
                              {"binary", {"2値", "Binary"}},
                              {"timeToEvent", {"イベントまでの時間", "Time to event"}}})),
        required(columnField("outcome", {"アウトカムの列", "Column of the outcome"},
                             {"2値とイベントは 1（あり）と 0（なし）", "Binary outcomes and events: 1 yes, 0 no"})),
        usedWhen("outcomeType", {"timeToEvent"}, columnField("time", {"時間の列", "Column of time"}))};
    for (Field& field : covariateFields({"交絡因子", "Confounders"})) fields.push_back(std::move(field));
    const std::vector<Field> options{
        choiceField("estimand", {"推定対象", "Estimand"},
                    {{"ate", {"全体の平均治療効果（ATE）", "Average treatment effect (ATE)"}},
                     {"att", {"治療を受けた者の効果（ATT）", "Effect in the treated (ATT)"}}}),
        yesNoField("stabilised", {"安定化した重み", "Stabilised weights"}),
        numberField("truncation", {"重みを切り詰める分位", "Quantile at which weights are truncated"},
                    Unit::probability, {.atLeast = 0, .below = 0.5},
                    {"0.01 なら 1 %点と99 %点", "0.01: at the 1st and 99th percentile"}),
        usedWhen("outcomeType", {"timeToEvent"},
                 choiceField("ties", {"同時点イベントの扱い", "Ties"},
                             {{"efron", {"Efron", "Efron"}}, {"breslow", {"Breslow", "Breslow"}}})),
        columnField("cluster", {"クラスターの列（施設など）", "Column of clusters (e.g. hospital)"})};
    fields.insert(fields.end(), options.begin(), options.end());
    return {
        .id = "weighting",
        .group = StudyGroup::evidence,
        .name = {"傾向スコアによる重み付け（IPTW）", "Propensity weighting (IPTW)"},
        .purpose = {"実臨床データの2群を、治療確率の逆数による重みで比較可能にして効果を推定します。",
                    "Makes two groups of real-world data comparable by inverse probability weights and estimates the "
                    "effect."},
        .fields = std::move(fields),
        .run = run,
    };
}

}  // namespace kachi

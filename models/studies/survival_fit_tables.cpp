// Fitted families as tables and as estimates that parameters take over.
#include "models/statistics/distribution.h"
#include "models/studies/survival_study.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

StudyTable fitTable() {
    return {"fits",
            {"当てはまりの比較", "Comparison of fits"},
            {{"group", {"群", "Group"}},
             {"family", {"分布", "Family"}},
             {"parameters", {"パラメータ数", "Parameters"}, Unit::count},
             {"logLikelihood", {"対数尤度", "Log-likelihood"}},
             {"aic", {"AIC", "AIC"}},
             {"bic", {"BIC", "BIC"}},
             {"aicDifference", {"最小 AIC との差", "AIC − least AIC"}},
             {"state", {"状態", "State"}}},
            {}};
}

StudyTable parameterTable() {
    return {"parameters",
            {"パラメータの推定値", "Estimated parameters"},
            {{"group", {"群", "Group"}},
             {"family", {"分布", "Family"}},
             {"parameter", {"パラメータ", "Parameter"}},
             {"estimate", {"推定値", "Estimate"}},
             {"standardError", {"標準誤差", "SE"}},
             {"low", {"下限", "Low"}},
             {"high", {"上限", "High"}},
             {"natural", {"元の尺度", "Natural scale"}},
             {"naturalEstimate", {"元の尺度の値", "Natural value"}},
             {"naturalLow", {"元の尺度の下限", "Natural low"}},
             {"naturalHigh", {"元の尺度の上限", "Natural high"}}},
            {}};
}

StudyTable covarianceTable() {
    return {"covariance",
            {"推定値の共分散", "Covariance of the estimates"},
            {{"group", {"群", "Group"}},
             {"family", {"分布", "Family"}},
             {"parameter", {"パラメータ", "Parameter"}},
             {"other", {"相手", "With"}},
             {"covariance", {"共分散", "Covariance"}}},
            {}};
}

/// With a life table the families describe net survival; what all causes leave stands beside it under its own name.
StudyTable predictionTable(const SurvivalSettings& settings) {
    StudyTable table{"predictions",
                     {"分布による生存率とハザード", "Survival and hazard by family"},
                     {{"group", {"群", "Group"}}, {"family", {"分布", "Family"}}, {"time", {"時間", "Time"}}},
                     {}};
    const auto add = [&table](const std::string& key, const Text& label) { table.columns.push_back({key, label}); };
    if (!settings.background) {
        add("survival", {"生存率", "Survival"});
        add("low", {"下限", "Low"});
        add("high", {"上限", "High"});
        add("hazard", {"ハザード", "Hazard"});
        add("cumulativeHazard", {"累積ハザード", "Cumulative hazard"});
        return table;
    }
    add("survival", {"純生存率（超過死亡のみ）", "Net survival (excess only)"});
    add("low", {"純生存率の下限", "Net low"});
    add("high", {"純生存率の上限", "Net high"});
    add("hazard", {"過剰ハザード", "Excess hazard"});
    add("cumulativeHazard", {"累積過剰ハザード", "Cumulative excess hazard"});
    add("expectedSurvival", {"期待生存率（生命表）", "Expected survival (life table)"});
    add("allCauseSurvival", {"全死因生存率", "All-cause survival"});
    add("allCauseLow", {"全死因生存率の下限", "All-cause low"});
    add("allCauseHigh", {"全死因生存率の上限", "All-cause high"});
    return table;
}

StudyTable meanTable(const SurvivalSettings& settings) {
    StudyTable table{"fittedMeans",
                     {"分布による境界内平均生存時間と中央値", "Restricted mean and median by family"},
                     {{"group", {"群", "Group"}},
                      {"family", {"分布", "Family"}},
                      {"horizon", {"境界", "Horizon"}},
                      {"mean", {"境界内平均", "Restricted mean"}},
                      {"standardError", {"標準誤差", "SE"}},
                      {"low", {"下限", "Low"}},
                      {"high", {"上限", "High"}},
                      {"median", {"中央値", "Median"}}},
                     {}};
    if (!settings.background) return table;
    table.title = {"分布による境界内平均生存時間と中央値（全死因）",
                   "Restricted mean and median by family, all causes"};
    table.columns.push_back(
        {"netMedian", {"純生存率の中央値（超過死亡のみ）", "Median of net survival (excess only)"}});
    return table;
}

/// The standard errors of a fit whose likelihood cannot be followed from its maximum say nothing.
bool errorsKnown(const Issues& doubts) {
    return std::ranges::find(doubts, "survivalFit.notProfiled", &Issue::code) == doubts.end();
}

/// Time by which half have died of any cause; empty where more live at the last time of the expected survival.
std::optional<double> allCauseMedian(const SurvivalFit& fit, const SurvivalProfile& profile) {
    const auto survival = [&](double time) {
        return profile.expected(time) * predictedSurvival(fit, profile.profile, time).value;
    };
    double low = 0;
    double high = profile.expectedUntil;
    if (survival(high) > 0.5) return {};
    while (high - low > 1e-12 * profile.expectedUntil) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (survival(middle) > 0.5 ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

/// Coefficients of covariates are shown as ratios.
std::pair<std::string, double> onNaturalScale(const SurvivalFit& fit, std::size_t parameter, double estimate) {
    const std::size_t own = fit.parameters.size() - fit.actsOn.size();
    if (parameter >= own) return {"exp(" + fit.parameters[parameter].name + ")", std::exp(estimate)};
    return {fit.parameters[parameter].natural, naturalValue(fit.parameters[parameter], estimate)};
}

void addParameters(StudyTable& parameters, StudyTable& covariance, StudyResult& result, const SurvivalFits& set,
                   const SurvivalFit& fit, bool errors, const SurvivalSettings& settings) {
    const double z = normalQuantile(0.5 + settings.level / 2);
    const Text family = familyText(fit.model);
    const std::string familyKey = groupKey(set.group, timeFamilyName(fit.model.family));
    StudyJoint joint{
        familyKey, {groupText(set.group).ja + " " + family.ja, groupText(set.group).en + " " + family.en}, {}, {}};
    for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        const double value = fit.estimates[row];
        const double error = std::sqrt(fit.covariance(row, row));
        const std::string& name = fit.parameters[i].name;
        const auto ofError = [errors](double number) { return errors ? studyCell(number) : StudyValue{}; };
        parameters.rows.push_back(
            {studyCell(set.group), studyCell(family), studyCell(name), studyCell(value), ofError(error),
             ofError(value - z * error), ofError(value + z * error), studyCell(onNaturalScale(fit, i, value).first),
             studyCell(onNaturalScale(fit, i, value).second), ofError(onNaturalScale(fit, i, value - z * error).second),
             ofError(onNaturalScale(fit, i, value + z * error).second)});
        if (!errors) continue;
        const std::string key = familyKey + "." + name;
        result.estimates.push_back(
            normalEstimate(key, {joint.label.ja + " " + name, joint.label.en + " " + name}, value, error));
        joint.estimates.push_back(key);
        joint.covariance.emplace_back();
        for (std::size_t j = 0; j < fit.parameters.size(); ++j) {
            const double entry = fit.covariance(row, static_cast<Eigen::Index>(j));
            joint.covariance.back().push_back(entry);
            covariance.rows.push_back({studyCell(set.group), studyCell(family), studyCell(name),
                                       studyCell(fit.parameters[j].name), studyCell(entry)});
        }
    }
    if (errors) result.joints.push_back(std::move(joint));
}

void addPredictions(StudyTable& table, StudyTable& means, const SurvivalFit& fit, bool errors,
                    const SurvivalProfile& profile, const SurvivalSettings& settings) {
    const Text family = familyText(fit.model);
    const auto ofError = [errors](double number) { return errors ? studyCell(number) : StudyValue{}; };
    for (const double time : settings.times) {
        const PredictedValue survival = predictedSurvival(fit, profile.profile, time, settings.level);
        const double hazard = time > 0 ? predictedHazard(fit, profile.profile, time) : 0;
        std::vector<StudyValue> row{studyCell(profile.name),   studyCell(family),     studyCell(time),
                                    studyCell(survival.value), ofError(survival.low), ofError(survival.high)};
        row.push_back(time > 0 && std::isfinite(hazard) ? studyCell(hazard) : StudyValue{});
        row.push_back(survival.value > 0 ? studyCell(std::max(0.0, -std::log(survival.value))) : StudyValue{});
        if (settings.background) {
            const double expected = profile.expected(time);
            row.push_back(studyCell(expected));
            row.push_back(studyCell(expected * survival.value));
            row.push_back(ofError(expected * survival.low));
            row.push_back(ofError(expected * survival.high));
        }
        table.rows.push_back(std::move(row));
    }
    const double z = normalQuantile(0.5 + settings.level / 2);
    const MeanWithError mean =
        predictedRestrictedMean(fit, profile.profile, settings.restrictedHorizon, profile.expected);
    std::vector<StudyValue> row{studyCell(profile.name),
                                studyCell(family),
                                studyCell(settings.restrictedHorizon),
                                studyCell(mean.value),
                                ofError(mean.standardError),
                                ofError(mean.value - z * mean.standardError),
                                ofError(mean.value + z * mean.standardError)};
    if (settings.background) row.push_back(studyCell(allCauseMedian(fit, profile)));
    row.push_back(studyCell(predictedQuantile(fit, profile.profile, 0.5)));
    means.rows.push_back(std::move(row));
}

/// "converged", and the parameters whose uncertainty the covariance does not describe.
Text stateOf(const Issues& doubts) {
    if (doubts.empty()) return {"収束", "converged"};
    std::string names;
    for (const Issue& doubt : doubts) names += (names.empty() ? "" : ", ") + doubt.value;
    if (!errorsKnown(doubts)) {
        return {"収束（定まらず、パラメータには使えない：" + names + "）",
                "converged but not identified, not offered to parameters: " + names};
    }
    return {"収束（よく定まらない：" + names + "）", "converged, poorly identified: " + names};
}

}  // namespace

Text familyText(const TimeModel& model) {
    static const std::vector<std::pair<TimeFamily, Text>> names{
        {TimeFamily::exponential, {"指数", "Exponential"}},
        {TimeFamily::weibull, {"Weibull（AFT）", "Weibull (AFT)"}},
        {TimeFamily::weibullPh, {"Weibull（PH）", "Weibull (PH)"}},
        {TimeFamily::gompertz, {"Gompertz", "Gompertz"}},
        {TimeFamily::lognormal, {"対数正規", "Lognormal"}},
        {TimeFamily::loglogistic, {"対数ロジスティック", "Log-logistic"}},
        {TimeFamily::gamma, {"ガンマ", "Gamma"}},
        {TimeFamily::generalisedGamma, {"一般化ガンマ", "Generalised gamma"}},
        {TimeFamily::generalisedF, {"一般化 F", "Generalised F"}},
        {TimeFamily::splineHazard, {"スプライン（ハザード）", "Spline (hazard)"}},
        {TimeFamily::splineOdds, {"スプライン（オッズ）", "Spline (odds)"}},
        {TimeFamily::splineNormal, {"スプライン（正規）", "Spline (normal)"}}};
    Text name = std::ranges::find(names, model.family, &std::pair<TimeFamily, Text>::first)->second;
    if (!model.cured) return name;
    return {name.ja + "＋治癒", name.en + " + cure"};
}

void addFits(StudyResult& result, const std::vector<SurvivalFits>& all, const SurvivalSettings& settings) {
    StudyTable fits = fitTable();
    StudyTable parameters = parameterTable();
    StudyTable covariance = covarianceTable();
    StudyTable predictions = predictionTable(settings);
    StudyTable means = meanTable(settings);
    for (const SurvivalFits& set : all) {
        const auto best = std::ranges::min_element(set.fits, {}, &SurvivalFit::aic);
        for (std::size_t i = 0; i < set.fits.size(); ++i) {
            const SurvivalFit& fit = set.fits[i];
            fits.rows.push_back({studyCell(set.group), studyCell(familyText(fit.model)),
                                 studyCell(static_cast<double>(fit.parameters.size())), studyCell(fit.logLikelihood),
                                 studyCell(fit.aic), studyCell(fit.bic), studyCell(fit.aic - best->aic),
                                 studyCell(stateOf(set.doubts[i]))});
            const bool errors = errorsKnown(set.doubts[i]);
            addParameters(parameters, covariance, result, set, fit, errors, settings);
            for (const SurvivalProfile& profile : set.profiles) {
                addPredictions(predictions, means, fit, errors, profile, settings);
            }
        }
        for (const auto& [family, issues] : set.failed) {
            fits.rows.push_back({studyCell(set.group),
                                 studyCell(family),
                                 {},
                                 {},
                                 {},
                                 {},
                                 {},
                                 studyCell(Text{"推定できない", "not estimated"})});
        }
        if (best == set.fits.end()) continue;
        StudyFigure figure;
        figure.key = groupKey(set.group, "leastAic");
        figure.label = {groupText(set.group).ja + "：AIC 最小の分布", groupText(set.group).en + ": least AIC"};
        figure.state = familyText(best->model);
        if (!errorsKnown(set.doubts[static_cast<std::size_t>(best - set.fits.begin())])) {
            figure.state.ja += "（データから定まらない）";
            figure.state.en += " (not identified)";
        }
        result.figures.push_back(std::move(figure));
    }
    for (StudyTable* table : {&fits, &parameters, &predictions, &means, &covariance}) {
        result.tables.push_back(std::move(*table));
    }
}

}  // namespace kachi

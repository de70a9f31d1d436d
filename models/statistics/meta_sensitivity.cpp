#include "models/statistics/meta_sensitivity.h"

#include "models/statistics/reference_distributions.h"

#include <cmath>
#include <map>

namespace kachi {
namespace {

/// One study alone has no spread to take a test from.
MetaSettings settingsFor(std::size_t studies, const MetaSettings& settings) {
    if (studies > 1) return settings;
    return {BetweenStudies::none, CoefficientTest::normal, settings.level};
}

}  // namespace

Result<std::vector<MetaModel>> leaveOneOut(const std::vector<EffectSize>& studies, const MetaSettings& settings) {
    std::vector<MetaModel> models;
    for (std::size_t left = 0; left < studies.size(); ++left) {
        std::vector<EffectSize> others = studies;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
        Result<MetaModel> model = fitMetaModel(others, settingsFor(others.size(), settings));
        if (!model) return model.issues();
        models.push_back(std::move(*model));
    }
    return models;
}

Result<std::vector<MetaModel>> cumulativeMeta(const std::vector<EffectSize>& studies, const MetaSettings& settings) {
    std::vector<MetaModel> models;
    std::vector<EffectSize> sofar;
    for (const EffectSize& study : studies) {
        sofar.push_back(study);
        Result<MetaModel> model = fitMetaModel(sofar, settingsFor(sofar.size(), settings));
        if (!model) return model.issues();
        models.push_back(std::move(*model));
    }
    return models;
}

std::vector<StudyInfluence> studyInfluence(const std::vector<EffectSize>& studies, const MetaModel& all,
                                           const std::vector<MetaModel>& without) {
    std::vector<StudyInfluence> influences;
    const double effect = all.coefficients.front().estimate;
    const double variance = all.covariance(0, 0);
    for (std::size_t study = 0; study < studies.size(); ++study) {
        const MetaModel& others = without[study];
        const double deletedEffect = others.coefficients.front().estimate;
        const double deletedVariance = others.covariance(0, 0);
        const double spread = studies[study].variance + others.tauSquared;
        StudyInfluence influence;
        influence.weight = all.weights[study];
        influence.studentisedResidual = (studies[study].estimate - deletedEffect) / std::sqrt(spread + deletedVariance);
        influence.dffits = (effect - deletedEffect) / std::sqrt(influence.weight * spread);
        const double pull = (effect - deletedEffect) * (effect - deletedEffect);
        // A Hartung–Knapp variance of 0 (studies that agree to the digit) leaves these measures without a scale.
        influence.cooksDistance = variance > 0 ? pull / variance : 0;
        influence.covarianceRatio = variance > 0 ? deletedVariance / variance : 1;
        influence.baujatPull = deletedVariance > 0 ? pull / deletedVariance : 0;
        influence.tauSquaredWithout = others.tauSquared;
        influence.qWithout = others.heterogeneity.q;
        const double residual = studies[study].estimate - effect;
        influence.baujatQ = residual * residual / (studies[study].variance + all.tauSquared);
        influences.push_back(influence);
    }
    return influences;
}

Result<MetaSubgroups> metaSubgroups(const std::vector<EffectSize>& studies, const std::vector<std::string>& names,
                                    const MetaSettings& settings) {
    std::map<std::string, std::vector<EffectSize>> byName;
    for (std::size_t study = 0; study < studies.size(); ++study) byName[names[study]].push_back(studies[study]);
    MetaSubgroups result;
    double weights = 0;
    double weighted = 0;
    double squares = 0;
    for (const auto& [name, members] : byName) {
        Result<MetaModel> model = fitMetaModel(members, settingsFor(members.size(), settings));
        if (!model) return model.issues();
        const double variance = model->covariance(0, 0);
        const double effect = model->coefficients.front().estimate;
        if (!(variance > 0)) {
            return Issue{
                "synthesis.varianceNotPositive", Severity::error, name, numberText(variance), "0", {{"row", name}}};
        }
        weights += 1 / variance;
        weighted += effect / variance;
        squares += effect * effect / variance;
        result.groups.push_back({name, members.size(), std::move(*model)});
    }
    result.betweenDegrees = static_cast<double>(result.groups.size()) - 1;
    if (result.betweenDegrees >= 1) {
        result.betweenQ = std::max(0.0, squares - weighted * weighted / weights);
        result.betweenP = upperChiSquared(result.betweenQ, result.betweenDegrees);
    }
    return result;
}

}  // namespace kachi

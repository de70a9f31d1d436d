#pragma once

#include "models/statistics/meta_analysis.h"

namespace kachi {

/// How a pooled effect depends on single studies, their order and their groups. Issues as fitMetaModel.

/// The pooled effect without each study in turn, [study]. @pre at least two studies
Result<std::vector<MetaModel>> leaveOneOut(const std::vector<EffectSize>& studies, const MetaSettings& settings);

/// The pooled effect of the first, the first two, … studies in this order. Tests that need two studies start normal.
Result<std::vector<MetaModel>> cumulativeMeta(const std::vector<EffectSize>& studies, const MetaSettings& settings);

/// What one study does to the result: Viechtbauer, Cheung, Res Synth Methods 2010;1:112.
struct StudyInfluence {
    double studentisedResidual = 0;  ///< deviation from the pooled effect of the others
    double dffits = 0;
    double cooksDistance = 0;
    double covarianceRatio = 0;
    double tauSquaredWithout = 0;
    double qWithout = 0;
    double weight = 0;      ///< hat value
    double baujatQ = 0;     ///< share in Q, (y − μ)²/(v + τ²): Baujat et al., Stat Med 2002;21:2641
    double baujatPull = 0;  ///< (μ − μ without)²/variance of μ without
};

/// @param without  the result of leaveOneOut on the same studies and settings
std::vector<StudyInfluence> studyInfluence(const std::vector<EffectSize>& studies, const MetaModel& all,
                                           const std::vector<MetaModel>& without);

struct MetaSubgroup {
    std::string name;
    std::size_t studies = 0;
    MetaModel model;
};

struct MetaSubgroups {
    std::vector<MetaSubgroup> groups;  ///< by name
    double betweenQ = 0;               ///< of the groups' pooled effects, each with its own τ²
    double betweenDegrees = 0;
    double betweenP = 1;
};

/// @param names [study] Groups with one study are taken as they are (common effect, normal interval).
Result<MetaSubgroups> metaSubgroups(const std::vector<EffectSize>& studies, const std::vector<std::string>& names,
                                    const MetaSettings& settings);

}  // namespace kachi

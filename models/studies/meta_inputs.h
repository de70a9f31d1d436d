#pragma once

#include "models/statistics/meta_analysis.h"
#include "models/statistics/publication_bias.h"
#include "models/studies/synthesis_inputs.h"

namespace kachi {

/// How studies are pooled.
enum class MetaMethod { inverseVariance, mantelHaenszel, peto };

/// Inputs of the study `meta`, read and checked. Lists run over the studies with an effect.
struct MetaInputs {
    EffectScale scale;
    MetaMethod method = MetaMethod::inverseVariance;
    MetaSettings settings;
    PredictionDegrees prediction = PredictionDegrees::asTest;
    ZeroCellRule zeroCells;
    TrimFillEstimator trimFill = TrimFillEstimator::linear;
    FunnelSide trimSide = FunnelSide::automatic;
    std::vector<std::string> names;
    std::vector<EffectSize> effects;
    std::vector<std::string> subgroups;  ///< empty: none asked for
    std::vector<DesignColumn> moderators;
    std::vector<std::size_t> cumulativeOrder;  ///< indices of studies; empty: none asked for
    std::vector<BinaryArms> binary;            ///< of all studies, for methods on counts
    std::vector<RateArms> rates;
};

std::vector<Field> metaFields();

/// Faults are the reader's.
MetaInputs readMetaInputs(StudyReader& reader);

Text betweenLabel(BetweenStudies between);

}  // namespace kachi

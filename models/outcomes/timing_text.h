#pragma once

#include "models/outcomes/outcomes_structure.h"

namespace kachi {

/// "コホート状態遷移モデル", "Cohort state-transition model".
Text modelName(OutcomeModel model);

Text discountFormText(DiscountForm form);
Text discountMomentText(DiscountMoment moment);
Text cycleWeightsText(CycleWeights weights);

/// The conventions a result rests on, in one sentence: kind of model, horizon, what a cycle is valued with, how it is
/// discounted. Stands beside every result.
Text conventionsText(const OutcomesStructure& structure);

}  // namespace kachi

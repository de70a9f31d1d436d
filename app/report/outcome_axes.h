#pragma once

#include "app/report/case_axes.h"
#include "models/evaluation/evaluation.h"

namespace kachi {

/// What the figures of the outcome model share. @pre value.outcomes
Axis costAxis(const Case& value, Text label);
Axis willingnessAxis(const Case& value);
Axis effectAxis(const Case& value, Text label);
Text thresholdLabel(const Case& value);  ///< "基準 500万 円/QALY"
Text drawCount(const Evaluation& evaluation);
/// The outcome model ran with draws.
bool hasDraws(const Case& value, const Evaluation& evaluation);
/// "NP1 対 標準"
Text versusText(const Case& value, const OutcomesResults& results, std::size_t strategy);

}  // namespace kachi

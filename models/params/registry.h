#pragma once

#include "models/params/param_def.h"
#include "models/params/parameter.h"

#include <string>
#include <vector>

namespace kachi {

/// All parameters declared by value models, in the order of the sections.
const std::vector<ParamDef>& registry();

/// The declaration behind an id ("labour.task.t1.minutesAfter" → "labour.task.*.minutesAfter"), or nullptr.
const ParamDef* findDefinition(const std::string& id);

/// Does `id` fit the pattern, where * stands for one row id (letters and digits)?
bool matchesPattern(std::string_view pattern, std::string_view id);

/// May the analyst declare this id for the outcome model? "outcomes." and dotted ASCII identifiers after it.
bool isOutcomeId(const std::string& id);

/// Limits of a parameter the analyst declares for the outcome model: what its unit makes impossible (a probability
/// outside 0 … 1, a negative cost).
ParamDef declaredLimits(Unit unit);

/// Label shown for a parameter: the registry's, else the analyst's, else the id itself.
Text parameterLabel(const std::string& id, const Parameter& parameter);

Unit parameterUnit(const std::string& id, const Parameter& parameter);

}  // namespace kachi

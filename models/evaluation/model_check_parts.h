#pragma once

#include "models/evaluation/model_checks.h"
#include "models/params/parameter_values.h"

#include <string>
#include <vector>

namespace kachi {

/// Six significant digits, for findings.
std::string checkFigure(double value);

/// "a, b, c" or, of more than five, "a, b, c, d, e …".
std::string checkList(const std::vector<std::string>& items);

/// The checks that look at structure and results. @param values base values of the case
std::vector<ModelCheck> inspectOutcomeModel(const Case& value, const ParameterValues& values,
                                            const OutcomesResults& base);

/// The checks that run the model again, changed.
std::vector<ModelCheck> rerunOutcomeModel(const Case& value, const RulePack& pack, const ParameterValues& values,
                                          const RunOptions& options);

}  // namespace kachi

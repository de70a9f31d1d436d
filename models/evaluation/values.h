#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/expressions/program.h"
#include "models/params/parameter_values.h"

namespace kachi {

/// Ids that vary over draws: parameters with a distribution and members of joint groups.
std::vector<std::string> sampledIds(const Case& value);

/// Dimension of every id of the case in a Sobol design. Issues: those of sobolDimensions in statistics/design.h.
Result<std::map<std::string, int>> sobolDimensions(const Case& value);

/// Formulas and lookup tables of the case, as the outcome model reads them.
ExpressionInputs expressionInputs(const Case& value);

/// Base values and draws of every parameter, expressions over parameters and over
/// figures of studies worked out.
/// @param givenDraws  [id][draw], replaces sampling; exactly the sampled ids (values.missingColumn,
///                    values.unknownColumn) and columns of equal length (values.columnLength)
Result<ParameterValues> parameterValues(const Case& value, const RunOptions& options,
                                        const std::map<std::string, std::vector<double>>* givenDraws);

}  // namespace kachi

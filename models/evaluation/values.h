#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/evaluation/case_study.h"
#include "models/expressions/program.h"
#include "models/params/parameter_values.h"

namespace kachi {

/// Ids that vary over draws: parameters with a distribution and members of joint groups.
std::vector<std::string> sampledIds(const Case& value);

/// Dimension of every id of the case in a Sobol design. Issues: those of sobolDimensions in statistics/design.h.
Result<std::map<std::string, int>> sobolDimensions(const Case& value);

/// Formulas and lookup tables of the case, as the outcome model reads them.
ExpressionInputs expressionInputs(const Case& value);

/// Base values and draws of the parameters that have no expression.
/// @param givenDraws  [id][draw], replaces sampling; exactly the sampled ids (values.missingColumn,
///                    values.unknownColumn) and columns of equal length (values.columnLength)
Result<ParameterValues> sampledValues(const Case& value, const RunOptions& options,
                                      const std::map<std::string, std::vector<double>>* givenDraws);

/// The same with the expressions over parameters and over figures of studies worked out (resolveParameters).
/// @param pack      rules of the case, which followed studies apply
/// @param followed  takes those studies as they were worked out
Result<ParameterValues> parameterValues(const Case& value, const RulePack& pack, const RunOptions& options,
                                        const std::map<std::string, std::vector<double>>* givenDraws,
                                        std::vector<CaseStudy>* followed = nullptr);

}  // namespace kachi

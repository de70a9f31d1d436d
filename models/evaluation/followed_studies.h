#pragma once

#include "models/case/case.h"
#include "models/core/result.h"
#include "models/core/run_options.h"
#include "models/evaluation/case_study.h"
#include "models/expressions/program.h"
#include "models/params/parameter_values.h"
#include "models/pricing/rule_pack.h"

#include <set>
#include <string>
#include <vector>

namespace kachi {

/// Names that a name is worked out from: those in the expression of a parameter, or in the cells of the study that
/// gives a figure.
std::set<std::string> namesBehind(const Case& value, const std::string& name);

/// Works out every expression over parameters, and over figures of studies: a parameter whose expression names
/// result.study.<study>.<figure> follows that study in the base case and in every draw, so that what a study finds
/// enters the outcome model with the case's own draws. Such a study reads parameters and rules, no results of the case.
/// @param pack    rules of the case, which a study may apply; the analyst's own values (context.rules) count with them
/// @param values  base values and draws of the parameters without an expression; what an earlier run worked out is
///                worked out anew
/// @param followed  takes the studies that were worked out, so that an evaluation need not do them again
/// @return        the values of all, those figures among them under their names
/// Errors: those of resolveExpressions; studies.notFollowed when there is no such study over draws or it has no such
/// figure; studies.circle when the study reads, directly or not, a parameter that follows it; those of the
/// study. Where a study fails on its own, those that wait for it are not named.
Result<ParameterValues> resolveParameters(const Case& value, const RulePack& pack, ParameterValues values,
                                          const ExpressionInputs& inputs, const RunOptions& options,
                                          std::vector<CaseStudy>* followed = nullptr);

}  // namespace kachi

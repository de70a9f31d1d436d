#pragma once

#include "models/evaluation/evaluation.h"

#include <QByteArray>

namespace kachi {

/// Whether something of the evaluated case can be written with live formulas: a cohort model, a labour part, regions.
bool hasWorkbook(const Case& value, const Evaluation& evaluation);

/// The case as an .xlsx workbook with live formulas, so that a reviewer can recompute and change it: all parameters,
/// the cohort model, labour (inputs, calculation, results, overtime, staffing), regional differences, and checks beside
/// Kachi's own figures. Each formula carries the value Kachi has worked out, for readers that do not recalculate.
/// Errors: workbook.model (nothing of the case has formulas), those of CohortWorkbook and ParameterSheets,
/// workbook.cannotWrite.
/// @param pack  that the evaluation was run with
Result<QByteArray> caseWorkbook(const Case& value, const Evaluation& evaluation, const RulePack& pack,
                                Language language);

}  // namespace kachi

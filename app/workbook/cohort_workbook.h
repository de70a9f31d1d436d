#pragma once

#include "models/evaluation/evaluation.h"

#include <QByteArray>

namespace kachi {

/// The cohort model as an .xlsx workbook with live formulas: parameters, lookup tables, one sheet per strategy and
/// subgroup with every cycle, and a summary beside Kachi's own figures, so that a reviewer can recompute and change it.
/// Each formula carries the value Kachi has worked out, for readers that do not recalculate.
/// @pre evaluation.outcomes
/// Errors: workbook.model (only cohort models have formulas), workbook.tooWide, workbook.tooLarge, workbook.tooLong,
/// workbook.noPlace, workbook.cannotWrite.
Result<QByteArray> cohortWorkbook(const Case& value, const Evaluation& evaluation, Language language);

}  // namespace kachi

#pragma once

#include "app/report/report_document.h"
#include "models/case/case.h"
#include "models/evaluation/evaluation.h"
#include "models/pricing/rule_pack.h"

namespace kachi {

/// The studies of the case for print, one after the other: purpose, source, inputs, results with figures, what the
/// parameters took over, method and references. Results of studies that are kept are not worked out again.
/// @param pack    rules of the case
/// @param traces  whether calculations are printed step by step
std::vector<ReportBlock> studyBlocks(const Case& value, const Evaluation& evaluation, const RulePack& pack,
                                     bool traces);

}  // namespace kachi

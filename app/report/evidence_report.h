#pragma once

#include "app/report/report_document.h"
#include "models/case/case.h"
#include "models/evaluation/evaluation.h"
#include "models/pricing/rule_pack.h"

namespace kachi {

/// Whether the case has anything to say about its evidence.
bool hasEvidence(const Case& value);

/// The evidence of the case for print: literature search, register, risk of bias, claims of premiums with what
/// supports them, and the parameters that rest on nothing or on an analysis that has changed.
std::vector<ReportBlock> evidenceBlocks(const Case& value, const Evaluation& evaluation, const RulePack& pack);

}  // namespace kachi

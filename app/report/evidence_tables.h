#pragma once

#include "app/report/figure.h"
#include "models/evaluation/evaluation.h"
#include "models/evidence/claim_sheet.h"
#include "models/evidence/risk_of_bias.h"

#include <optional>

namespace kachi {

Text studyDesignText(StudyDesign design);
Text claimStrengthText(ClaimStrength strength);

/// "低リスク"; empty without a tool or a judgement.
Text judgementText(const Appraisal& appraisal, const std::string& judgement);

/// The judgement with a sign that stays readable without colour: "＋ 低リスク".
Text signedJudgementText(const BiasJudgement& judgement);

/// The register: title with citation, design, population with arms, identifiers, how it was read.
Table evidenceTable(const Case& value);

/// One table per tool in use: a study per row, a domain per column, the overall judgement last.
std::vector<Table> riskOfBiasTables(const Case& value);

/// Flow diagram of the search; empty without a search or when its counts contradict each other.
std::optional<Figure> literatureFigure(const Case& value);
/// Why full texts were left out, and how many; empty without any.
std::optional<Table> excludedReportsTable(const Case& value);

/// Figures of the evaluation that claims can offer: metrics ("labour.hospital.hoursSaved", with "/" and the key of
/// its row) and figures of analyses ("s1/mean.minutes"; those not part of the evaluation are worked out or kept).
std::vector<OfferedResult> offeredResults(const Case& value, const Evaluation& evaluation, const RulePack& pack);

/// How many decisions named the item and its letter, with the rates they granted: "ハ-c 1 件(5%×1)".
Text precedentsText(const ClaimRow& row);

/// Sentences of the findings of a claim, the analyst's own first.
std::vector<Text> missingOf(const ClaimRow& row);

/// Requirement, claim, evidence, results, strength, precedents, what is missing.
Table claimTable(const std::vector<ClaimRow>& rows);

/// Parameters that rest on nothing, on an assumption, or on an analysis that has changed since.
std::optional<Table> unsupportedParametersTable(const Case& value);

}  // namespace kachi

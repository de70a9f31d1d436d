#pragma once

#include "models/params/parameter_values.h"
#include "models/pricing/recalculation_structure.h"
#include "models/pricing/rule_pack.h"

namespace kachi {

enum class Judgement {
    met,
    notMet,
    notJudged,      ///< evidence or a user's threshold is missing; the reason says which
    notApplicable,  ///< not part of this revision's text
};

/// One condition of Annex 6 with its outcome.
struct EligibilityTest {
    std::string id;  ///< "sole", "large", "topTwo", "disease", "need", "priceLow", "divergence", "pattern"
    Text label;
    Judgement judgement = Judgement::notJudged;
    Text reason;
    RuleSource source;
};

struct Eligibility {
    std::vector<EligibilityTest> tests;
    Judgement noSubstitute = Judgement::notJudged;  ///< ア: any of i – iv
    Judgement overall = Judgement::notJudged;       ///< ア, イ, ウ and the share pattern together
};

/// Conditions of unprofitable-product recalculation (不採算品再算定), one by one.
/// The texts give no number for a large share or a large divergence: without the user's threshold (parameters
/// recalculation.threshold.*) the condition stays not judged.
/// Issues: pricing.ruleAbsent.
/// Source: Annex 6; FY2024 中医協総会584回 総-4-1 p. 19, FY2026 中医協総会642回 p. 7.
Result<Eligibility> judgeEligibility(const RecalculationStructure& structure, const ParameterValues& values,
                                     const RulePack& pack);

Text judgementText(Judgement judgement);

}  // namespace kachi

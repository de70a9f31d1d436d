#pragma once

#include "models/case/case.h"
#include "models/precedents/precedent.h"

namespace kachi {

/// One requirement of a premium as the rule pack has it.
struct Requirement {
    std::string key;                 ///< "premium.points.improvement.i.c" or "premium.requirement.improvement.ho"
    std::string premium;             ///< premium kind, "improvement"
    std::string item;                ///< "i.c", "ho"; empty: the premium has no letters
    Text name;                       ///< "改良加算 イ-c"
    Text wording;                    ///< in short, of the letter and of its part; empty where the pack has none
    std::optional<Rational> points;  ///< empty where none were read
    RuleSource source;               ///< clause, document, date and status
};

/// All requirements of the pack that are scored or described, by premium, then イ, ロ, ハ …
std::vector<Requirement> requirementsOf(const RulePack& pack);

/// "ha.c" → "ハ-c", "ro1.a" → "ロ-1a": as the papers print it.
std::string printedItem(const std::string& item);

/// Published decisions on a premium item. The sources name what was granted, not what was refused.
struct ItemPrecedents {
    std::vector<Precedent> sameItem;    ///< named the item itself
    std::vector<Precedent> sameLetter;  ///< named its letter, without the part or with another one
};

ItemPrecedents precedentsOn(const Requirement& requirement, const std::vector<Precedent>& decisions);

/// What a result is about.
enum class ResultField { patients, work, regions, price };

/// A result that a claim can offer as evidence.
struct OfferedResult {
    std::string id;  ///< as RequirementClaim::results has it
    Text label;
    Text value;  ///< ready to read, with its unit
    ResultField field = ResultField::patients;
};

/// Whether a result is of the kind that the requirement asks to be shown: a proposal by subject, which the analyst
/// follows or not. Regional differences support no item of today's premiums.
bool couldSupport(const OfferedResult& result, const Requirement& requirement);

/// A claim with what it rests on. What is missing is the analyst's own words and the findings.
struct ClaimRow {
    RequirementClaim claim;
    std::optional<Requirement> requirement;  ///< empty: the pack has no such key
    std::vector<Evidence> evidence;
    std::vector<OfferedResult> results;  ///< those that exist
    ItemPrecedents precedents;
    /// Warnings evidence.claimUnknownRequirement, .claimNoStatement, .claimNoEvidence, .claimNotAppraised,
    /// .claimHighRisk, .claimNoResult, .claimResultGone, .claimNotJudged, .claimNoPoints.
    Issues findings;
};

/// The premium-claim sheet: one row per claim of the case, in its order.
/// @param offered  results there are; evaluate them first
std::vector<ClaimRow> claimSheet(const Case& value, const RulePack& pack, const std::vector<Precedent>& decisions,
                                 const std::vector<OfferedResult>& offered);

}  // namespace kachi

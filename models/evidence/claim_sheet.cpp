#include "models/evidence/claim_sheet.h"

#include "models/evidence/risk_of_bias.h"
#include "models/pricing/premium_points.h"

#include <algorithm>
#include <array>
#include <set>

namespace kachi {
namespace {

const std::string pointsHead = "premium.points.";            ///< parts that are scored
const std::string requirementHead = "premium.requirement.";  ///< what a letter, or a premium without letters, demands

/// Groups of items in the order of the notices.
constexpr auto groups = std::to_array<std::pair<const char*, const char*>>({{"i", "イ"},
                                                                            {"ro", "ロ"},
                                                                            {"ro1", "ロ-1"},
                                                                            {"ro2", "ロ-2"},
                                                                            {"ha", "ハ"},
                                                                            {"ni", "ニ"},
                                                                            {"ho", "ホ"},
                                                                            {"he", "ヘ"},
                                                                            {"to", "ト"},
                                                                            {"chi", "チ"}});

std::string groupOf(const std::string& item) {
    return item.substr(0, item.find('.'));
}

/// "ro1.a" → "ro": the letter of the notice.
std::string letterOf(const std::string& item) {
    std::string group = groupOf(item);
    while (!group.empty() && group.back() >= '0' && group.back() <= '9') group.pop_back();
    return group;
}

std::size_t rankOf(const std::string& item) {
    const auto found =
        std::ranges::find(groups, groupOf(item), [](const auto& group) { return std::string(group.first); });
    return static_cast<std::size_t>(found - groups.begin());
}

/// Splits "premium.points.improvement.i.c" and "premium.requirement.improvement.ho"; keys of other shape are no
/// requirements.
bool readKey(const std::string& key, Requirement& requirement) {
    const bool demand = key.starts_with(requirementHead);
    if (!demand && !key.starts_with(pointsHead)) return false;
    const std::string rest = key.substr(demand ? requirementHead.size() : pointsHead.size());
    const std::size_t point = rest.find('.');
    requirement.key = key;
    requirement.premium = rest.substr(0, point);
    if (point == std::string::npos) return demand;
    requirement.item = rest.substr(point + 1);
    return rankOf(requirement.item) < groups.size();
}

/// What the letter of a scored part demands; empty where the pack does not say.
Text demandOf(const Requirement& requirement, const RulePack& pack) {
    const auto demand = pack.texts.find(requirementHead + requirement.premium + "." + letterOf(requirement.item));
    const bool part = requirement.key.starts_with(pointsHead);
    return part && demand != pack.texts.end() ? demand->second.text : Text{};
}

Text joined(const Text& first, const Text& second) {
    if (first.empty() || second.empty()) return first.empty() ? second : first;
    return {first.ja + " " + second.ja, first.en + " " + second.en};
}

Requirement* findOrAdd(std::vector<Requirement>& all, const std::string& key) {
    const auto found = std::ranges::find(all, key, &Requirement::key);
    if (found != all.end()) return &*found;
    Requirement read;
    if (!readKey(key, read)) return nullptr;
    return &all.emplace_back(std::move(read));
}

void find(Issues& findings, const char* code, const RequirementClaim& claim, const std::string& field,
          const std::string& value = {}) {
    findings.push_back({code, Severity::warning, "/claims/id=" + claim.id + "/" + field, value, {}, {}});
}

bool isHigh(const Appraisal& appraisal) {
    const BiasTool* tool = findBiasTool(appraisal.tool);
    const BiasJudgement* overall = tool ? findJudgement(*tool, overallJudgement(appraisal)) : nullptr;
    return overall && (overall->concern == BiasConcern::high || overall->concern == BiasConcern::critical);
}

bool canBeAppraised(const Evidence& evidence) {
    return evidence.kind == EvidenceKind::study;
}

}  // namespace

std::string printedItem(const std::string& item) {
    const std::size_t rank = rankOf(item);
    if (rank == groups.size()) return item;
    const std::string printed = groups[rank].second;
    const std::size_t point = item.find('.');
    if (point == std::string::npos) return printed;
    const bool numbered = printed.find('-') != std::string::npos;
    return printed + (numbered ? "" : "-") + item.substr(point + 1);
}

std::vector<Requirement> requirementsOf(const RulePack& pack) {
    std::vector<Requirement> all;
    for (const auto& [key, number] : pack.numbers) {
        Requirement* requirement = findOrAdd(all, key);
        if (!requirement) continue;
        requirement->points = number.value;
        requirement->source = number;
    }
    for (const auto& [key, text] : pack.texts) {
        Requirement* requirement = findOrAdd(all, key);
        if (!requirement) continue;
        requirement->wording = text.text;
        if (!requirement->points) requirement->source = text;
    }
    std::erase_if(all, [&pack](const Requirement& each) { return each.item.empty() && !pack.premium(each.premium); });
    const auto orderOf = [&pack](const Requirement& requirement) {
        const auto kind = std::ranges::find(pack.premiums, requirement.premium, &PremiumKind::id);
        return std::tuple(kind - pack.premiums.begin(), rankOf(requirement.item), requirement.item);
    };
    std::ranges::sort(all, [&](const auto& left, const auto& right) { return orderOf(left) < orderOf(right); });
    for (Requirement& requirement : all) {
        const auto kind = pack.premium(requirement.premium);
        const Text label = kind ? kind->label : Text{requirement.premium, requirement.premium};
        requirement.wording = joined(demandOf(requirement, pack), requirement.wording);
        requirement.name = label;
        if (requirement.item.empty()) continue;
        const std::string item = printedItem(requirement.item);
        requirement.name = {label.ja + " " + item, label.en + " " + item};
    }
    return all;
}

ItemPrecedents precedentsOn(const Requirement& requirement, const std::vector<Precedent>& decisions) {
    ItemPrecedents found;
    PrecedentQuery query;
    query.premium = requirement.premium;
    for (const Precedent& decision : findPrecedents(decisions, query)) {
        bool item = requirement.item.empty();  // a premium without letters
        bool letter = false;
        for (const std::string& printed : decision.items) {
            const auto items = parsePointItems(printed);
            if (!items) continue;
            for (const PointItem& named : *items) {
                item = item || named.item == requirement.item;
                letter = letter || letterOf(named.item) == letterOf(requirement.item);
            }
        }
        if (item) {
            found.sameItem.push_back(decision);
        } else if (letter) {
            found.sameLetter.push_back(decision);
        }
    }
    return found;
}

bool couldSupport(const OfferedResult& result, const Requirement& requirement) {
    if (requirement.premium != "improvement") return result.field == ResultField::patients;
    // Of the improvement premium: safety of workers (イ), a simpler procedure (ホ), easier care at home (ト).
    static const std::set<std::string> ofWork{"i", "ho", "to"};
    static const std::set<std::string> ofPatients{"ha", "ni", "ho", "he", "to"};
    const std::string letter = letterOf(requirement.item);
    if (result.field == ResultField::work) return ofWork.contains(letter);
    return result.field == ResultField::patients && ofPatients.contains(letter);
}

std::vector<ClaimRow> claimSheet(const Case& value, const RulePack& pack, const std::vector<Precedent>& decisions,
                                 const std::vector<OfferedResult>& offered) {
    const std::vector<Requirement> requirements = requirementsOf(pack);
    std::vector<ClaimRow> rows;
    for (const RequirementClaim& claim : value.claims) {
        ClaimRow& row = rows.emplace_back();
        row.claim = claim;
        const auto requirement = std::ranges::find(requirements, claim.requirement, &Requirement::key);
        if (requirement == requirements.end()) {
            find(row.findings, "evidence.claimUnknownRequirement", claim, "requirement", claim.requirement);
        } else {
            row.requirement = *requirement;
            row.precedents = precedentsOn(*requirement, decisions);
            if (!requirement->points) {
                find(row.findings, "evidence.claimNoPoints", claim, "requirement", claim.requirement);
                row.findings.back().details = {{"name.ja", requirement->name.ja}, {"name.en", requirement->name.en}};
            }
        }
        if (claim.statement.empty()) find(row.findings, "evidence.claimNoStatement", claim, "statement");
        for (const std::string& id : claim.evidence) {
            const auto evidence = std::ranges::find(value.evidence, id, &Evidence::id);
            if (evidence == value.evidence.end()) continue;
            row.evidence.push_back(*evidence);
            const std::string& title = evidence->title.ja.empty() ? evidence->title.en : evidence->title.ja;
            if (canBeAppraised(*evidence) && overallJudgement(evidence->appraisal).empty()) {
                find(row.findings, "evidence.claimNotAppraised", claim, "evidence", title);
            }
            if (isHigh(evidence->appraisal)) find(row.findings, "evidence.claimHighRisk", claim, "evidence", title);
        }
        if (claim.evidence.empty()) find(row.findings, "evidence.claimNoEvidence", claim, "evidence");
        for (const std::string& id : claim.results) {
            const auto result = std::ranges::find(offered, id, &OfferedResult::id);
            if (result == offered.end()) {
                find(row.findings, "evidence.claimResultGone", claim, "results", id);
            } else {
                row.results.push_back(*result);
            }
        }
        if (claim.results.empty()) find(row.findings, "evidence.claimNoResult", claim, "results");
        if (claim.strength == ClaimStrength::notJudged)
            find(row.findings, "evidence.claimNotJudged", claim, "strength");
    }
    return rows;
}

}  // namespace kachi

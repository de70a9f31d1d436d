#include "models/evidence/risk_of_bias.h"

#include <algorithm>
#include <set>

namespace kachi {
namespace {

BiasTool rob2() {
    BiasTool tool;
    tool.tool = AppraisalTool::rob2;
    tool.name = {"RoB 2(ランダム化比較試験)", "RoB 2 (randomised trials)"};
    tool.citation = "Sterne JAC, et al. BMJ 2019;366:l4898. doi:10.1136/bmj.l4898";
    tool.domains = {{"randomisation", {"ランダム化の過程から生じるバイアス", "Randomisation process"}},
                    {"deviations", {"意図した介入からの逸脱によるバイアス", "Deviations from intended interventions"}},
                    {"missingData", {"アウトカムデータの欠測によるバイアス", "Missing outcome data"}},
                    {"measurement", {"アウトカムの測定におけるバイアス", "Measurement of the outcome"}},
                    {"selectiveReporting", {"報告する結果の選択におけるバイアス", "Selection of the reported result"}}};
    tool.judgements = {{"low", {"低リスク", "Low risk"}, BiasConcern::low},
                       {"someConcerns", {"いくらかの懸念", "Some concerns"}, BiasConcern::some},
                       {"high", {"高リスク", "High risk"}, BiasConcern::high}};
    tool.rule = {
        "すべて低リスクなら低リスク。一つでも高リスクなら高リスク。それ以外はいくらかの懸念。"
        "懸念が複数の領域に及び信頼性を大きく下げるときは、理由を記して高リスクとできる。",
        "Low when every domain is low; high when one is high; some concerns otherwise. Concerns in several "
        "domains that lower confidence substantially may be judged high: note the reason."};
    return tool;
}

BiasTool robinsI() {
    BiasTool tool;
    tool.tool = AppraisalTool::robinsI;
    tool.name = {"ROBINS-I(非ランダム化研究)", "ROBINS-I (non-randomised studies)"};
    tool.citation = "Sterne JA, et al. BMJ 2016;355:i4919. doi:10.1136/bmj.i4919";
    tool.domains = {{"confounding", {"交絡によるバイアス", "Confounding"}},
                    {"selection", {"研究参加者の選択におけるバイアス", "Selection of participants"}},
                    {"classification", {"介入の分類におけるバイアス", "Classification of interventions"}},
                    {"deviations", {"意図した介入からの逸脱によるバイアス", "Deviations from intended interventions"}},
                    {"missingData", {"欠測データによるバイアス", "Missing data"}},
                    {"measurement", {"アウトカムの測定におけるバイアス", "Measurement of outcomes"}},
                    {"selectiveReporting", {"報告する結果の選択におけるバイアス", "Selection of the reported result"}}};
    tool.judgements = {{"low", {"低い", "Low"}, BiasConcern::low},
                       {"moderate", {"中程度", "Moderate"}, BiasConcern::some},
                       {"serious", {"深刻", "Serious"}, BiasConcern::high},
                       {"critical", {"重大", "Critical"}, BiasConcern::critical},
                       {"noInformation", {"情報なし", "No information"}, BiasConcern::unknown}};
    tool.rule = {"最も悪い領域の判定に従う。深刻・重大な領域がなく、情報のない領域があるときは情報なし。",
                 "The worst domain decides. No information when a domain gives none and no other is serious or "
                 "critical."};
    return tool;
}

std::string idsOf(const auto& items) {
    std::string ids;
    for (const auto& item : items) ids += (ids.empty() ? "" : ", ") + item.id;
    return ids;
}

/// From the worst to the best: what one domain with that concern makes of the whole.
constexpr BiasConcern decisive[] = {BiasConcern::critical, BiasConcern::high, BiasConcern::unknown, BiasConcern::some,
                                    BiasConcern::low};

}  // namespace

const std::vector<BiasTool>& biasTools() {
    static const std::vector<BiasTool> tools{rob2(), robinsI()};
    return tools;
}

const BiasTool* findBiasTool(AppraisalTool tool) {
    const auto found = std::ranges::find(biasTools(), tool, &BiasTool::tool);
    return found == biasTools().end() ? nullptr : &*found;
}

const BiasJudgement* findJudgement(const BiasTool& tool, const std::string& id) {
    const auto found = std::ranges::find(tool.judgements, id, &BiasJudgement::id);
    return found == tool.judgements.end() ? nullptr : &*found;
}

const AppraisedDomain* findDomain(const Appraisal& appraisal, const std::string& domain) {
    const auto found = std::ranges::find(appraisal.domains, domain, &AppraisedDomain::domain);
    return found == appraisal.domains.end() ? nullptr : &*found;
}

std::string suggestedOverall(const Appraisal& appraisal) {
    const BiasTool* tool = findBiasTool(appraisal.tool);
    if (!tool) return {};
    std::set<BiasConcern> seen;
    for (const BiasDomain& domain : tool->domains) {
        const AppraisedDomain* judged = findDomain(appraisal, domain.id);
        const BiasJudgement* judgement = judged ? findJudgement(*tool, judged->judgement) : nullptr;
        if (!judgement) return {};
        seen.insert(judgement->concern);
    }
    for (const BiasConcern concern : decisive) {
        if (seen.contains(concern)) return std::ranges::find(tool->judgements, concern, &BiasJudgement::concern)->id;
    }
    return {};
}

std::string overallJudgement(const Appraisal& appraisal) {
    return appraisal.overall.empty() ? suggestedOverall(appraisal) : appraisal.overall;
}

Issues checkAppraisal(const Appraisal& appraisal, const std::string& where) {
    const BiasTool* tool = findBiasTool(appraisal.tool);
    if (!tool) return {};
    Issues issues;
    const auto checkJudgement = [&](const std::string& place, const std::string& judgement) {
        if (judgement.empty() || findJudgement(*tool, judgement)) return;
        issues.push_back({"evidence.unknownJudgement", Severity::error, place, judgement, idsOf(tool->judgements), {}});
    };
    std::set<std::string> seen;
    for (const AppraisedDomain& domain : appraisal.domains) {
        const std::string place = where + "/domains/domain=" + domain.domain;
        if (std::ranges::find(tool->domains, domain.domain, &BiasDomain::id) == tool->domains.end()) {
            issues.push_back(
                {"evidence.unknownDomain", Severity::error, place, domain.domain, idsOf(tool->domains), {}});
        }
        if (!seen.insert(domain.domain).second) {
            issues.push_back({"evidence.domainTwice", Severity::error, place, domain.domain, {}, {}});
        }
        checkJudgement(place, domain.judgement);
    }
    checkJudgement(where + "/overall", appraisal.overall);
    const std::string suggested = suggestedOverall(appraisal);
    const BiasJudgement* own = findJudgement(*tool, appraisal.overall);
    if (own && !suggested.empty() && own->id != suggested && appraisal.note.empty()) {
        const Text& byRule = findJudgement(*tool, suggested)->label;
        issues.push_back(
            {"evidence.overallDiffers",
             Severity::warning,
             where + "/overall",
             own->id,
             suggested,
             {{"own.ja", own->label.ja}, {"own.en", own->label.en}, {"rule.ja", byRule.ja}, {"rule.en", byRule.en}}});
    }
    return issues;
}

}  // namespace kachi

#include "app/document/evidence_edits.h"

#include "app/interchange/issue_text.h"
#include "models/evidence/risk_of_bias.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace kachi {
namespace {

template <class Rows>
auto* rowOf(Rows& rows, const std::string& id) {
    const auto found = std::ranges::find_if(rows, [&id](const auto& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

bool isSame(const Evidence& evidence, const Citation& citation) {
    const auto sameLetters = [](const std::string& left, const std::string& right) {
        return QString::fromStdString(left).compare(QString::fromStdString(right), Qt::CaseInsensitive) == 0;
    };
    return (!citation.doi.empty() && sameLetters(evidence.doi, citation.doi)) ||
           (!citation.pmid.empty() && evidence.pmid == citation.pmid);
}

AppraisedDomain& domainOf(Appraisal& appraisal, const std::string& domain) {
    const auto found = std::ranges::find(appraisal.domains, domain, &AppraisedDomain::domain);
    if (found != appraisal.domains.end()) return *found;
    appraisal.domains.push_back({domain, {}, {}});
    if (const BiasTool* tool = findBiasTool(appraisal.tool)) {
        const auto rank = [tool](const AppraisedDomain& row) {
            return std::ranges::find(tool->domains, row.domain, &BiasDomain::id) - tool->domains.begin();
        };
        std::ranges::stable_sort(appraisal.domains, {}, rank);
    }
    return *std::ranges::find(appraisal.domains, domain, &AppraisedDomain::domain);
}

}  // namespace

Evidence* findEvidence(Case& value, const std::string& id) {
    return rowOf(value.evidence, id);
}

const Evidence* findEvidence(const Case& value, const std::string& id) {
    return rowOf(value.evidence, id);
}

RequirementClaim* findClaim(Case& value, const std::string& id) {
    return rowOf(value.claims, id);
}

const RequirementClaim* findClaim(const Case& value, const std::string& id) {
    return rowOf(value.claims, id);
}

void setCitation(Evidence& evidence, const Citation& citation) {
    const auto take = [](std::string& to, const std::string& from) {
        if (!from.empty()) to = from;
    };
    if (!citation.title.empty()) evidence.title = {citation.title, citation.title};
    const std::string line = citationLine(citation);
    if (evidence.title.empty()) evidence.title = {line, line};
    if (!citation.title.empty()) evidence.citation = line;
    take(evidence.doi, citation.doi);
    take(evidence.pmid, citation.pmid);
    take(evidence.date, citation.year);
    take(evidence.url, citation.url);
    if (evidence.url.empty() && !citation.doi.empty()) evidence.url = "https://doi.org/" + citation.doi;
}

AddedCitations addCitations(Case& value, const std::vector<Citation>& citations) {
    AddedCitations result;
    for (const Citation& citation : citations) {
        const auto present =
            std::ranges::find_if(value.evidence, [&](const auto& row) { return isSame(row, citation); });
        if (present != value.evidence.end()) {
            result.present.push_back(present->id);
            continue;
        }
        Evidence entry;
        entry.id = freeId(value.evidence, 'e');
        setCitation(entry, citation);
        result.added.push_back(entry.id);
        value.evidence.push_back(std::move(entry));
    }
    return result;
}

void removeEvidence(Case& value, const std::string& id) {
    std::erase_if(value.evidence, [&id](const Evidence& evidence) { return evidence.id == id; });
    for (auto& [name, parameter] : value.parameters) {
        if (parameter.evidence.evidence == id) parameter.evidence = {};
    }
    for (StudyRequest& study : value.studies) {
        if (study.evidence == id) study.evidence.clear();
    }
    for (RequirementClaim& claim : value.claims) std::erase(claim.evidence, id);
}

void setDomainJudgement(Appraisal& appraisal, const std::string& domain, const std::string& judgement) {
    domainOf(appraisal, domain).judgement = judgement;
    std::erase_if(appraisal.domains, [](const auto& row) { return row.judgement.empty() && row.reason.empty(); });
}

Text& domainReason(Appraisal& appraisal, const std::string& domain) {
    return domainOf(appraisal, domain).reason;
}

std::string addClaim(Case& value, const std::string& requirement) {
    RequirementClaim claim;
    claim.id = freeId(value.claims, 'c');
    claim.requirement = requirement;
    value.claims.push_back(claim);
    return claim.id;
}

Result<EvidenceFile> evidenceFile(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) {
        return interchangeIssue("interchange.cannotOpen", path, file.errorString());
    }
    return EvidenceFile{QFileInfo(path).fileName().toStdString(), hash.result().toHex().toStdString()};
}

}  // namespace kachi

#pragma once

#include "app/interchange/citation_text.h"
#include "models/case/case.h"

#include <QString>

namespace kachi {

/// Edits of the evidence of a case as functions on the value; the window makes an undo step of each.

Evidence* findEvidence(Case& value, const std::string& id);
const Evidence* findEvidence(const Case& value, const std::string& id);
RequirementClaim* findClaim(Case& value, const std::string& id);
const RequirementClaim* findClaim(const Case& value, const std::string& id);

/// An id that no row of the list has: the letter and the lowest free number.
template <class Row>
std::string freeId(const std::vector<Row>& rows, char letter) {
    for (std::size_t number = rows.size() + 1;; ++number) {
        const std::string id = letter + std::to_string(number);
        bool taken = false;
        for (const Row& row : rows) taken = taken || row.id == id;
        if (!taken) return id;
    }
}

/// Writes what the citation knows into the entry; what it does not know stays.
void setCitation(Evidence& evidence, const Citation& citation);

struct AddedCitations {
    std::vector<std::string> added;  ///< ids of new entries
    std::vector<std::string>
        present;  ///< ids of entries that were there already, by DOI or PMID; they stay as they are
};

/// One entry per citation, as a study.
AddedCitations addCitations(Case& value, const std::vector<Citation>& citations);

/// Takes the entry away with every link to it: of parameters, analyses and claims.
void removeEvidence(Case& value, const std::string& id);

/// Sets a judgement; an empty one leaves the domain open. Keeps the domains in the order of the tool.
void setDomainJudgement(Appraisal& appraisal, const std::string& domain, const std::string& judgement);
/// The reason of a domain, made when it is not there. @pre the tool has the domain
Text& domainReason(Appraisal& appraisal, const std::string& domain);

/// Appends a claim of that requirement. @return its id
std::string addClaim(Case& value, const std::string& requirement);

/// Name and SHA-256 of a file. Issue interchange.cannotOpen.
Result<EvidenceFile> evidenceFile(const QString& path);

}  // namespace kachi

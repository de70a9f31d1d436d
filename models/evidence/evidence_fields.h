#pragma once

#include "models/case/archive.h"
#include "models/evidence/evidence.h"

namespace kachi {

template <class Archive>
void describe(Archive& archive, AppraisedDomain& domain) {
    archive.field("domain", domain.domain);
    archive.optional("judgement", domain.judgement);
    archive.optional("reason", domain.reason);
}

template <class Archive>
void describe(Archive& archive, Appraisal& appraisal) {
    archive.choice("tool", appraisal.tool, appraisalToolNames);
    archive.optional("domains", appraisal.domains);
    archive.optional("overall", appraisal.overall);
    archive.optional("note", appraisal.note);
}

template <class Archive>
void describe(Archive& archive, EvidenceArm& arm) {
    archive.field("id", arm.id);
    archive.field("name", arm.name);
    archive.optional("patients", arm.patients);
    archive.optional("result", arm.result);
}

template <class Archive>
void describe(Archive& archive, EvidenceFile& file) {
    archive.field("name", file.name);
    archive.field("digest", file.digest);
}

template <class Archive>
void describe(Archive& archive, Evidence& evidence) {
    archive.field("id", evidence.id);
    archive.choice("kind", evidence.kind, evidenceKindNames);
    archive.field("title", evidence.title);
    archive.optional("citation", evidence.citation);
    archive.optional("doi", evidence.doi);
    archive.optional("pmid", evidence.pmid);
    archive.optional("url", evidence.url);
    archive.optional("date", evidence.date);
    archive.optional("status", evidence.status);
    archive.optional("digest", evidence.digest);
    archive.optionalChoice("design", evidence.design, studyDesignNames);
    archive.optional("population", evidence.population);
    archive.optional("arms", evidence.arms);
    archive.optional("appraisal", evidence.appraisal);
    archive.optional("files", evidence.files);
    archive.optional("note", evidence.note);
}

template <class Archive>
void describe(Archive& archive, ExcludedReports& excluded) {
    archive.field("reason", excluded.reason);
    archive.field("count", excluded.count);
}

template <class Archive>
void describe(Archive& archive, LiteratureSearch& search) {
    archive.optional("question", search.question);
    archive.optional("sources", search.sources);
    archive.optional("query", search.query);
    archive.optional("identified", search.identified);
    archive.optional("duplicates", search.duplicates);
    archive.optional("otherRemoved", search.otherRemoved);
    archive.optional("excludedOnTitle", search.excludedOnTitle);
    archive.optional("notRetrieved", search.notRetrieved);
    archive.optional("excludedReports", search.excludedReports);
    archive.optional("includedFromElsewhere", search.includedFromElsewhere);
}

template <class Archive>
void describe(Archive& archive, RequirementClaim& claim) {
    archive.field("id", claim.id);
    archive.field("requirement", claim.requirement);
    archive.optional("statement", claim.statement);
    archive.optional("evidence", claim.evidence);
    archive.optional("results", claim.results);
    archive.optionalChoice("strength", claim.strength, claimStrengthNames);
    archive.optional("missing", claim.missing);
}

}  // namespace kachi

#pragma once

#include "models/core/choice_name.h"
#include "models/core/special_members.h"
#include "models/core/text.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

enum class EvidenceKind { study, table, priceList, index, decision, expert };

inline constexpr ChoiceName<EvidenceKind> evidenceKindNames[] = {
    {EvidenceKind::study, "study"}, {EvidenceKind::table, "table"},       {EvidenceKind::priceList, "priceList"},
    {EvidenceKind::index, "index"}, {EvidenceKind::decision, "decision"}, {EvidenceKind::expert, "expert"}};

/// How a study was done.
enum class StudyDesign {
    notStated,
    randomised,
    nonRandomised,
    beforeAfter,
    cohort,
    caseControl,
    crossSectional,
    caseSeries,
    diagnosticAccuracy,
    timeAndMotion,
    registry,
    claimsDatabase,
    systematicReview,
    modelling,
    elicitation,
};

inline constexpr ChoiceName<StudyDesign> studyDesignNames[] = {{StudyDesign::notStated, "notStated"},
                                                               {StudyDesign::randomised, "randomised"},
                                                               {StudyDesign::nonRandomised, "nonRandomised"},
                                                               {StudyDesign::beforeAfter, "beforeAfter"},
                                                               {StudyDesign::cohort, "cohort"},
                                                               {StudyDesign::caseControl, "caseControl"},
                                                               {StudyDesign::crossSectional, "crossSectional"},
                                                               {StudyDesign::caseSeries, "caseSeries"},
                                                               {StudyDesign::diagnosticAccuracy, "diagnosticAccuracy"},
                                                               {StudyDesign::timeAndMotion, "timeAndMotion"},
                                                               {StudyDesign::registry, "registry"},
                                                               {StudyDesign::claimsDatabase, "claimsDatabase"},
                                                               {StudyDesign::systematicReview, "systematicReview"},
                                                               {StudyDesign::modelling, "modelling"},
                                                               {StudyDesign::elicitation, "elicitation"}};

/// By which tool the risk of bias was judged; risk_of_bias.h has the domains of each.
enum class AppraisalTool { none, rob2, robinsI };

inline constexpr ChoiceName<AppraisalTool> appraisalToolNames[] = {
    {AppraisalTool::none, "none"}, {AppraisalTool::rob2, "rob2"}, {AppraisalTool::robinsI, "robinsI"}};

/// Judgement of one domain.
struct AppraisedDomain {
    std::string domain;     ///< id of a domain of the tool
    std::string judgement;  ///< id of a judgement of the tool; empty: not judged yet
    Text reason;

    bool operator==(const AppraisedDomain&) const = default;
};

struct Appraisal {
    AppraisalTool tool = AppraisalTool::none;
    std::vector<AppraisedDomain> domains;
    std::string overall;  ///< id of a judgement of the tool
    Text note;

    bool operator==(const Appraisal&) const = default;
};

/// What one group of a study had and gave, as published.
struct EvidenceArm {
    std::string id;  ///< permanent row id
    Text name;
    std::optional<double> patients;
    Text result;

    bool operator==(const EvidenceArm&) const = default;
};

/// A file by its content, wherever it lies.
struct EvidenceFile {
    std::string name;
    std::string digest;  ///< SHA-256, lower-case hex

    bool operator==(const EvidenceFile&) const = default;
};

/// A study, table or list that parameters point at.
struct Evidence {
    KACHI_SPECIAL_MEMBERS(Evidence);

    std::string id;
    EvidenceKind kind = EvidenceKind::study;
    Text title;
    std::string citation;
    std::string doi;
    std::string pmid;
    std::string url;
    std::string date;    ///< of publication or retrieval, as the source writes it
    std::string status;  ///< how it was read: full text, table, abstract, secondary
    std::string digest;  ///< SHA-256 of the table imported from it; empty: none
    StudyDesign design = StudyDesign::notStated;
    Text population;
    std::vector<EvidenceArm> arms;
    Appraisal appraisal;
    std::vector<EvidenceFile> files;  ///< further files: the publication, the protocol
    Text note;

    bool operator==(const Evidence&) const = default;
};

/// A reason for leaving out full texts, and how many.
struct ExcludedReports {
    Text reason;
    int count = 0;

    bool operator==(const ExcludedReports&) const = default;
};

/// Counts of a literature search as the PRISMA 2020 flow diagram shows them (Page et al. BMJ 2021;372:n71).
/// What follows from others (screened, assessed, included) is worked out, not stored: literature_search.h.
struct LiteratureSearch {
    Text question;
    Text sources;  ///< databases and registers, with the day of the search
    std::string query;
    int identified = 0;
    int duplicates = 0;
    int otherRemoved = 0;  ///< before screening, e.g. by automation
    int excludedOnTitle = 0;
    int notRetrieved = 0;
    std::vector<ExcludedReports> excludedReports;
    int includedFromElsewhere = 0;  ///< found by citations, sites, experts

    bool operator==(const LiteratureSearch&) const = default;
};

/// How well the evidence supports a requirement, in the analyst's judgement.
enum class ClaimStrength { notJudged, none, weak, moderate, strong };

inline constexpr ChoiceName<ClaimStrength> claimStrengthNames[] = {{ClaimStrength::notJudged, "notJudged"},
                                                                   {ClaimStrength::none, "none"},
                                                                   {ClaimStrength::weak, "weak"},
                                                                   {ClaimStrength::moderate, "moderate"},
                                                                   {ClaimStrength::strong, "strong"}};

/// One requirement of a premium that the product is claimed to meet, with what supports it.
struct RequirementClaim {
    std::string id;                     ///< permanent row id
    std::string requirement;            ///< key of the rule pack, e.g. "premium.points.improvement.i.c"
    Text statement;                     ///< what is claimed
    std::vector<std::string> evidence;  ///< ids of Evidence
    std::vector<std::string> results;   ///< "study/figure" or metric ids that are offered as evidence
    ClaimStrength strength = ClaimStrength::notJudged;
    Text missing;  ///< what a council would still ask for

    bool operator==(const RequirementClaim&) const = default;
};

}  // namespace kachi

#pragma once

#include "models/core/issue.h"
#include "models/evidence/evidence.h"

#include <string>

namespace kachi {

/// "10.", the code of the registrant with its parts, a slash and a name without blanks: "10.1136/bmj.l4898".
/// Source: ISO 26324:2012, 5.2; length of the code as Crossref gives them (Gilmartin A, DOIs and matching regular
/// expressions, 2015).
bool isDoi(const std::string& text);

/// One to eight digits, the first no zero. Source: NLM, MEDLINE/PubMed data element (field) descriptions, PMID.
bool isPmid(const std::string& text);

/// "2020", "2020-04" or "2020-04-30": as much as the source gives, and a day that there was.
bool isEvidenceDate(const std::string& text);

/// The tool made for studies of that design; none for designs that neither judges and where none is stated.
/// Sources: Sterne JAC et al. BMJ 2019;366:l4898; Sterne JA et al. BMJ 2016;355:i4919.
AppraisalTool toolOfDesign(StudyDesign design);

/// Warnings evidence.toolForDesign (the other tool fits), evidence.toolForNeither.
Issues checkToolOfDesign(const Evidence& evidence, const std::string& where);

/// All faults of one entry of the register, with those of its appraisal.
/// Issues: evidence.notADoi, .notAPmid, .notADate, .patientCount, those of checkAppraisal() and checkToolOfDesign().
/// @param where  JSON pointer of the entry
Issues checkEvidence(const Evidence& evidence, const std::string& where);

}  // namespace kachi

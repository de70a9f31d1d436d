#pragma once

#include "models/core/result.h"

#include <QString>

#include <string>
#include <vector>

namespace kachi {

/// A publication as reference managers and databases write it.
struct Citation {
    std::string title;
    std::vector<std::string> authors;  ///< "Sterne JAC" or "Sterne, J. A. C.", as written
    std::string journal;
    std::string year;  ///< four digits
    std::string volume;
    std::string issue;
    std::string pages;
    std::string doi;   ///< "10.…", without address
    std::string pmid;  ///< digits
    std::string url;

    bool operator==(const Citation&) const = default;
};

/// One line for lists and print: "Sterne JAC, Savović J, Page MJ, et al. Title. BMJ. 2019;366:l4898." Parts that are
/// not known are left out; more than six authors are cut to three.
std::string citationLine(const Citation& citation);

/// Reads pasted RIS, BibTeX or PubMed (.nbib) records, several at once and mixed, and lines with a bare DOI or PMID or
/// an address that holds one.
/// Issues, each with the line where it stands: citation.nothing, .notARecord, .unfinished (a record without its end),
/// .noContent (neither title, DOI nor PMID), .notAPmid.
/// Sources: RIS, refmanager format specification (tags TY … ER); BibTeX, "BibTeXing" (Patashnik 1988); PubMed help,
/// MEDLINE field descriptions.
Result<std::vector<Citation>> parseCitations(const QString& text);

/// What was typed into one field of the register, in the form it keeps; nothing stays nothing.
/// "https://doi.org/10.1136/bmj.l4898" → "10.1136/bmj.l4898"; "PMID: 31462531" → "31462531"; "令和8年7月1日" →
/// "2026-07-01", while a year or a month alone stays one.
/// Issues: evidence.notADoi, .notAPmid, .notADate at `where`.
Result<std::string> typedDoi(const QString& typed, const QString& where);
Result<std::string> typedPmid(const QString& typed, const QString& where);
Result<std::string> typedEvidenceDate(const QString& typed, const QString& where);

}  // namespace kachi

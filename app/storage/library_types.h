#pragma once

#include "models/core/text.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// What a row of the library is: the user's own work, a published decision (read-only), or a worked sample.
enum class CaseKind { userCase, precedent, sample };

/// What lists show of a case; equals the newest revision on the main branch. Text is UTF-8, times ISO 8601 UTC.
struct CaseHeader {
    std::string id;  ///< permanent, e.g. a UUID from CaseLibrary::newCaseId()
    CaseKind kind = CaseKind::userCase;
    Text title;
    std::string product;
    bool operator==(const CaseHeader&) const = default;
};

struct CaseEntry {
    CaseHeader header;
    std::string created;
    std::string modified;
    int headRevision = 0;
    bool operator==(const CaseEntry&) const = default;
};

inline constexpr const char* mainBranch = "main";

/// A revision about to be saved. The library never looks inside `json`.
struct NewRevision {
    CaseHeader header;
    std::optional<int> expectedParent;  ///< revision the edit started from; none for the first of a case
    std::string branch = mainBranch;    ///< a name not yet used starts a branch at expectedParent
    std::string json;                   ///< canonical case text, kept byte by byte
    std::string digest;                 ///< the case's own digest, as printed in reports
    std::string author;
    std::string message;
    std::string searchText;  ///< words of the case that full-text search should find
};

struct RevisionInfo {
    int number = 0;  ///< 1, 2, … per case, over all branches
    std::optional<int> parent;
    std::string branch;
    std::string digest;
    std::string author;
    std::string message;
    std::string time;
    bool operator==(const RevisionInfo&) const = default;
};

struct Revision {
    RevisionInfo info;
    std::string json;
};

struct Branch {
    std::string name;
    int head = 0;
    bool operator==(const Branch&) const = default;
};

/// One figure of an evaluated revision, tidy: one row per model, metric and key.
struct ResultRow {
    std::string model;   ///< e.g. "outcomes"
    std::string metric;  ///< e.g. "icer"
    std::string key;     ///< strategy, region or other row the figure belongs to; empty when there is one only
    std::string unit;    ///< unitName()
    double base = 0;
    std::optional<double> mean;  ///< over draws, with its interval
    std::optional<double> low;
    std::optional<double> high;
    bool operator==(const ResultRow&) const = default;
};

/// A ResultRow of the newest main revision of one case, for comparing cases.
struct ComparedResult {
    CaseHeader header;
    int revision = 0;
    ResultRow result;
};

struct Attachment {
    std::string digest;  ///< SHA-256 of the bytes, hexadecimal
    std::string name;
    std::string mediaType;
    std::string bytes;
    bool operator==(const Attachment&) const = default;
};

/// Unsaved work kept for recovery. Each owner (person and machine) has own drafts, so nobody's work hides another's.
struct CaseDraft {
    std::string caseId;
    std::string owner;
    std::optional<int> baseRevision;  ///< revision the work started from; none for a case never saved
    std::string json;
    std::string time;  ///< filled by the library
    bool operator==(const CaseDraft&) const = default;
};

/// A passage of the case around the first word found; `match` is the found text as written in the case.
struct Snippet {
    std::string before;
    std::string match;
    std::string after;
};

struct SearchHit {
    CaseEntry entry;
    Snippet snippet;
};

}  // namespace kachi

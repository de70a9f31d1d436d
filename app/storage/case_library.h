#pragma once

#include "app/storage/library_types.h"
#include "models/core/result.h"

#include <QString>

#include <memory>

namespace kachi {

struct LibraryConnection;

enum class OpenMode { readWrite, readOnly, createIfMissing };

/// What CaseLibrary::recover() could not bring over.
struct RecoveryReport {
    int cases = 0;
    int revisions = 0;
    Issues lost;  ///< one per case, revision, title or attachment; results and drafts come over as far as readable
};

/// The case library: one SQLite file which several processes may have open.
///
/// Revisions are append-only; saving onto a head that has moved is refused (storage.conflict), never overwritten.
/// Every write is one transaction, on disk before the call returns. No exception leaves this class: each failure
/// is an Issue storage.… whose `where` is the file or the case. Use one object per thread.
class CaseLibrary {
public:
    /// Opens the library at `path`. A file that is not a Kachi library is refused and left as it is.
    /// An older schema is backed up beside the file and migrated. A newer one, or a file that may not be
    /// written, opens read-only: then writable() is false and notices() says why.
    static Result<CaseLibrary> open(const QString& path, OpenMode mode);

    /// Reads what can be read of the damaged library `from` into the new file `to`, which must not exist.
    /// `from` is not changed.
    static Result<RecoveryReport> recover(const QString& from, const QString& to);

    static std::string newCaseId();

    CaseLibrary(CaseLibrary&&) noexcept;
    CaseLibrary& operator=(CaseLibrary&&) noexcept;
    ~CaseLibrary();

    const QString& path() const;
    bool writable() const;
    const Issues& notices() const;

    /// Appends a revision in one transaction; the first one also creates the case and fixes its kind.
    /// storage.conflict (details: author, time, head, branch) when the branch's head is not expectedParent: compare
    /// with the other revision, or save again under another branch name. storage.precedent: precedents are read-only.
    Result<RevisionInfo> saveRevision(const NewRevision& revision);

    Result<std::vector<CaseEntry>> list() const;
    Result<CaseEntry> entry(const std::string& caseId) const;
    Result<Revision> loadHead(const std::string& caseId, const std::string& branch = mainBranch) const;
    Result<Revision> loadRevision(const std::string& caseId, int number) const;
    Result<std::vector<RevisionInfo>> history(const std::string& caseId) const;  ///< newest first
    Result<std::vector<Branch>> branches(const std::string& caseId) const;       ///< by name

    /// Notes that the case was opened, for recentCases().
    Done markOpened(const std::string& caseId);
    Result<std::vector<CaseEntry>> recentCases(int limit) const;  ///< last opened first

    /// Replaces the results kept for one revision. Numbers must be finite, else storage.notFinite.
    Done saveResults(const std::string& caseId, int number, const std::vector<ResultRow>& rows);
    Result<std::vector<ResultRow>> results(const std::string& caseId, int number) const;
    Result<std::vector<ComparedResult>> compareResults(const std::string& model, const std::string& metric) const;

    /// Keeps the bytes once per content. @return the digest to refer to them by
    Result<std::string> addAttachment(const std::string& bytes, const std::string& name, const std::string& mediaType);
    Result<Attachment> attachment(const std::string& digest) const;

    Done writeDraft(const CaseDraft& draft);
    Result<std::optional<CaseDraft>> draft(const std::string& caseId, const std::string& owner) const;
    Result<std::vector<CaseDraft>> drafts(const std::string& owner) const;  ///< newest first
    Done clearDraft(const std::string& caseId, const std::string& owner);

    /// Cases whose newest main revision holds every word of `query`, most relevant first. Width, case and
    /// composition of characters do not matter (NFKC, case folding); Japanese is found within words.
    Result<std::vector<SearchHit>> search(const std::string& query, int limit = 50) const;

    /// A case with its whole history and results as one JSON text, and back. A case whose id is already in the
    /// library is refused (storage.caseExists); a text that is not such an export is refused (storage.notAnExport).
    Result<std::string> exportCase(const std::string& caseId) const;
    Result<CaseEntry> importCase(const std::string& exported);

    /// Complete copy by SQLite's online backup, written aside, checked, then renamed onto `toPath`.
    /// A library that is in use is not replaced (storage.inUse).
    Done backup(const QString& toPath) const;

    /// Everything wrong with the file: SQLite's own check, broken references, texts that differ from their
    /// checksums. Empty when the library is sound.
    Issues checkIntegrity() const;

private:
    explicit CaseLibrary(std::unique_ptr<LibraryConnection> connection);

    std::unique_ptr<LibraryConnection> m_connection;
};

}  // namespace kachi

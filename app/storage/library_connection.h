#pragma once

#include "app/storage/library_types.h"
#include "app/storage/storage_issues.h"

namespace kachi {

/// State of an open library, shared by the source files of CaseLibrary.
struct LibraryConnection {
    QString path;
    SQLite::Database database;
    bool writable = false;
    Issues notices;

    /// Runs a write as one transaction; refused with storage.readOnly when the library is not writable.
    template <class Action>
    auto write(Action&& action) -> decltype(action()) {
        if (!writable) return storageIssue("storage.readOnly", path);
        return guarded(path, [&]() -> decltype(action()) {
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = action();
            if (result) transaction.commit();
            return result;
        });
    }
};

/// Names of CaseKind as stored in files.
const char* caseKindName(CaseKind kind);
bool caseKindFromName(const std::string& name, CaseKind& kind);

/// Now, ISO 8601 UTC with milliseconds.
std::string timeNow();

void bindOptional(SQLite::Statement& statement, int index, const std::optional<int>& value);
void bindOptional(SQLite::Statement& statement, int index, const std::optional<double>& value);

/// Columns of the cases list and their reader; the query's FROM must name cases as c and the main head as h.
inline constexpr const char* entryColumns =
    "c.id, c.kind, c.title_ja, c.title_en, c.product, c.created, c.modified, h.number";
CaseEntry readEntry(SQLite::Statement& statement);

/// Puts the words of a case where search finds them. Part of the caller's transaction.
void indexCase(SQLite::Database& database, const CaseHeader& header, const std::string& searchText);

}  // namespace kachi

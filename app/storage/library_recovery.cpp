#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "app/storage/library_schema.h"
#include "models/core/sha256.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>

namespace kachi {

namespace {

/// Rows of a damaged table are asked for one by one, so that one torn page costs only its own rows.
class DamagedTable {
public:
    DamagedTable(SQLite::Database& database, const std::string& table, const std::string& columns)
        : m_database(database), m_table(table), m_columns(columns) {}

    /// Calls `take` with each row that can be read.
    template <class Take>
    void eachReadableRow(Take take) const {
        const std::int64_t last = lastRow();
        for (std::int64_t row = 1; row <= last; ++row) {
            SQLite::Statement query(m_database,
                                    "SELECT " + m_columns + " FROM " + m_table + " NOT INDEXED WHERE rowid = ?");
            query.bind(1, row);
            bool found = false;
            try {
                found = query.executeStep();
            } catch (const SQLite::Exception&) {
                continue;  // counted as lost by what the other rows say must exist
            }
            if (found) take(query);
        }
    }

private:
    /// Highest row number; where even that cannot be read, as many rows as the file could hold at all.
    std::int64_t lastRow() const {
        try {
            return m_database.execAndGet("SELECT coalesce(max(rowid), 0) FROM " + m_table).getInt64();
        } catch (const SQLite::Exception&) {
            constexpr std::int64_t rowsPerPage = 64;
            return m_database.execAndGet("PRAGMA page_count").getInt64() * rowsPerPage;
        }
    }

    SQLite::Database& m_database;
    std::string m_table;
    std::string m_columns;
};

Issue lostIssue(const char* code, const std::string& where, std::string value) {
    return {code, Severity::warning, where, std::move(value), {}, {}};
}

void copyColumns(SQLite::Statement& from, SQLite::Statement& to) {
    to.reset();
    for (int i = 0; i < from.getColumnCount(); ++i) {
        const SQLite::Column column = from.getColumn(i);
        if (column.isNull()) {
            to.bind(i + 1);
        } else if (column.isInteger()) {
            to.bind(i + 1, column.getInt64());
        } else if (column.isFloat()) {
            to.bind(i + 1, column.getDouble());
        } else if (column.isBlob()) {
            to.bind(i + 1, column.getBlob(), column.getBytes());
        } else {
            to.bind(i + 1, column.getString());
        }
    }
}

/// Inserts a row unless its damaged values break the rules of the table. Other failures, a full disk say, are thrown.
bool insertIfSound(SQLite::Statement& insert) {
    const int code = insert.tryExecuteStep();
    insert.tryReset();
    if (code == SQLITE_DONE) return true;
    if (code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH) return false;
    throw SQLite::Exception("insert", code);
}

/// Copies one library into a fresh one, row by row, in the order in which rows refer to each other.
class Recovery {
public:
    Recovery(SQLite::Database& from, SQLite::Database& to) : m_from(from), m_to(to) {}

    RecoveryReport run() {
        noteWhatMustExist();
        copyCases();
        copyRevisions();
        copyRest();
        rebuildHeadsAndSearch();
        reportLost();
        return std::move(m_report);
    }

private:
    /// Indexes and heads often survive where rows do not, and tell which revisions there were.
    void noteWhatMustExist() {
        for (const char* query : {"SELECT case_id, number FROM revisions ORDER BY case_id, number",
                                  "SELECT case_id, number FROM heads", "SELECT id, 0 FROM cases ORDER BY id"}) {
            eachIndexedRow(query, [&](SQLite::Statement& row) {
                int& last = m_lastNumber[row.getColumn(0).getString()];
                last = std::max(last, row.getColumn(1).getInt());
            });
        }
    }

    /// Rows up to the first that cannot be read.
    template <class Take>
    void eachIndexedRow(const char* query, Take take) {
        try {
            SQLite::Statement rows(m_from, query);
            while (rows.executeStep()) take(rows);
        } catch (const SQLite::Exception&) {
            return;  // what other sources tell still counts
        }
    }

    void copyCases() {
        SQLite::Statement insert(m_to, "INSERT OR IGNORE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)");
        const DamagedTable table(m_from, "cases", "id, kind, title_ja, title_en, product, created, modified");
        table.eachReadableRow([&](SQLite::Statement& row) {
            copyColumns(row, insert);
            if (insertIfSound(insert)) m_cases.insert(row.getColumn(0).getString());
        });
    }

    /// A revision without its case row keeps the case alive under its id as title.
    void keepCase(const std::string& caseId, const std::string& time) {
        if (!m_cases.insert(caseId).second) return;
        SQLite::Statement insert(m_to, "INSERT INTO cases VALUES (?1, 'case', ?1, ?1, '', ?2, ?2)");
        insert.bind(1, caseId);
        insert.bind(2, time);
        insert.exec();
        m_report.lost.push_back(lostIssue("storage.lostHeader", caseId, caseId));
    }

    void copyRevisions() {
        SQLite::Statement insert(m_to,
                                 "INSERT INTO revisions (case_id, number, parent, branch, digest, checksum, "
                                 "json, author, message, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        const DamagedTable table(m_from, "revisions",
                                 "case_id, number, parent, branch, digest, checksum, json, author, message, time");
        table.eachReadableRow([&](SQLite::Statement& row) {
            if (sha256Hex(row.getColumn(6).getString()) != row.getColumn(5).getString()) return;
            const std::string caseId = row.getColumn(0).getString();
            const int number = row.getColumn(1).getInt();
            keepCase(caseId, row.getColumn(9).getString());
            copyColumns(row, insert);
            if (insertIfSound(insert)) m_numbers[caseId].insert(number);
            int& last = m_lastNumber[caseId];
            last = std::max(last, number);
        });
        m_to.exec("DELETE FROM cases WHERE id NOT IN (SELECT case_id FROM revisions)");
    }

    void copyRest() {
        const auto copy = [&](const std::string& table, const std::string& columns, const std::string& marks,
                              const std::string& condition) {
            SQLite::Statement insert(
                m_to, "INSERT OR IGNORE INTO " + table + " (" + columns + ") SELECT " + marks + condition);
            DamagedTable(m_from, table, columns).eachReadableRow([&](SQLite::Statement& row) {
                copyColumns(row, insert);
                insertIfSound(insert);
            });
        };
        copy("results", "case_id, revision, model, metric, key, unit, base, mean, low, high",
             "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10",
             " WHERE EXISTS (SELECT 1 FROM revisions WHERE case_id = ?1 AND number = ?2)");
        copy("drafts", "case_id, owner, base_revision, json, time", "?1, ?2, ?3, ?4, ?5", "");
        copy("recent_cases", "case_id, opened", "?1, ?2", " WHERE EXISTS (SELECT 1 FROM cases WHERE id = ?1)");
        copyAttachments();
    }

    void copyAttachments() {
        std::set<std::string> found;
        SQLite::Statement insert(m_to,
                                 "INSERT OR IGNORE INTO attachments (digest, name, media_type, added, bytes) "
                                 "VALUES (?, ?, ?, ?, ?)");
        const DamagedTable table(m_from, "attachments", "digest, name, media_type, added, bytes");
        table.eachReadableRow([&](SQLite::Statement& row) {
            const std::string digest = row.getColumn(0).getString();
            if (sha256Hex(row.getColumn(4).getString()) != digest) return;
            copyColumns(row, insert);
            if (insertIfSound(insert)) found.insert(digest);
        });
        eachIndexedRow("SELECT digest FROM attachments ORDER BY digest", [&](SQLite::Statement& row) {
            const std::string digest = row.getColumn(0).getString();
            if (!found.contains(digest)) m_report.lost.push_back(lostIssue("storage.lostAttachment", digest, {}));
        });
    }

    /// Heads follow from the revisions that are left; a case without any revision on main gets its newest as head.
    void rebuildHeadsAndSearch() {
        m_to.exec("INSERT INTO heads SELECT case_id, branch, max(number) FROM revisions GROUP BY case_id, branch");
        m_to.exec("INSERT OR IGNORE INTO heads SELECT case_id, 'main', max(number) FROM revisions GROUP BY case_id");
        std::map<std::string, std::string> bodies;
        DamagedTable(m_from, "search_documents", "case_id, body").eachReadableRow([&](SQLite::Statement& row) {
            bodies[row.getColumn(0).getString()] = row.getColumn(1).getString();
        });
        SQLite::Statement rows(m_to, "SELECT id, title_ja, title_en, product FROM cases");
        while (rows.executeStep()) {
            const std::string id = rows.getColumn(0).getString();
            indexCase(m_to,
                      {id,
                       CaseKind::userCase,
                       {rows.getColumn(1).getString(), rows.getColumn(2).getString()},
                       rows.getColumn(3).getString()},
                      bodies[id]);
        }
    }

    void reportLost() {
        for (const auto& [caseId, last] : m_lastNumber) {
            const std::set<int>& found = m_numbers[caseId];
            if (found.empty()) {
                m_report.lost.push_back(lostIssue("storage.lostCase", caseId, std::to_string(last)));
                continue;
            }
            for (int number = 1; number <= last; ++number) {
                if (!found.contains(number)) {
                    m_report.lost.push_back(lostIssue("storage.lostRevision", caseId, std::to_string(number)));
                }
            }
            ++m_report.cases;
            m_report.revisions += static_cast<int>(found.size());
        }
    }

    SQLite::Database& m_from;
    SQLite::Database& m_to;
    RecoveryReport m_report;
    std::set<std::string> m_cases;
    std::map<std::string, std::set<int>> m_numbers;
    std::map<std::string, int> m_lastNumber;
};

}  // namespace

Result<RecoveryReport> CaseLibrary::recover(const QString& from, const QString& to) {
    if (!QFileInfo::exists(from)) return storageIssue("storage.notFound", from);
    if (QFileInfo::exists(to)) return storageIssue("storage.exists", to);
    auto report = guarded(from, [&]() -> Result<RecoveryReport> {
        SQLite::Database damaged(from.toStdString(), SQLite::OPEN_READONLY);
        damaged.exec("PRAGMA writable_schema = ON");  // lets a file be read that is shorter than its header says
        if (!damaged.tableExists("revisions")) return storageIssue("storage.notALibrary", from);
        auto created = open(to, OpenMode::createIfMissing);
        if (!created) return created.issues();
        return created->m_connection->write(
            [&]() -> Result<RecoveryReport> { return Recovery(damaged, created->m_connection->database).run(); });
    });
    if (!report) {
        for (const char* suffix : {"", "-wal", "-shm"}) QFile::remove(to + QLatin1String(suffix));
    }
    return report;
}

Issues CaseLibrary::checkIntegrity() const {
    Issues issues;
    const auto report = [&](std::string value) {
        issues.push_back(storageIssue("storage.damaged", m_connection->path, std::move(value)));
    };
    const auto checked = guarded(m_connection->path, [&]() -> Done {
        SQLite::Database& database = m_connection->database;
        SQLite::Statement pages(database, "PRAGMA integrity_check");
        while (pages.executeStep()) {
            if (pages.getColumn(0).getString() != "ok") report(pages.getColumn(0).getString());
        }
        SQLite::Statement references(database, "PRAGMA foreign_key_check");
        while (references.executeStep()) report("foreign key: " + references.getColumn(0).getString());
        SQLite::Statement texts(database, "SELECT case_id, number, json, checksum FROM revisions");
        while (texts.executeStep()) {
            if (sha256Hex(texts.getColumn(2).getString()) == texts.getColumn(3).getString()) continue;
            report(texts.getColumn(0).getString() + " #" + texts.getColumn(1).getString());
        }
        SQLite::Statement files(database, "SELECT digest, bytes FROM attachments");
        while (files.executeStep()) {
            if (sha256Hex(files.getColumn(1).getString()) != files.getColumn(0).getString()) {
                report(files.getColumn(0).getString());
            }
        }
        return done();
    });
    append(issues, checked.issues());
    return issues;
}

}  // namespace kachi

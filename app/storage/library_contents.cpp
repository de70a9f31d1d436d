// Lists, recent cases, results, attachments and drafts of CaseLibrary.
#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "models/core/sha256.h"

#include <cmath>

namespace kachi {

namespace {

constexpr const char* mainHeads = " FROM cases c JOIN heads h ON h.case_id = c.id AND h.branch = 'main' ";
constexpr const char* resultColumns = "r.model, r.metric, r.key, r.unit, r.base, r.mean, r.low, r.high";

std::vector<CaseEntry> readEntries(SQLite::Statement& query) {
    std::vector<CaseEntry> entries;
    while (query.executeStep()) entries.push_back(readEntry(query));
    return entries;
}

ResultRow readResult(SQLite::Statement& query, int first) {
    const auto optionalNumber = [&](int column) -> std::optional<double> {
        if (query.getColumn(column).isNull()) return std::nullopt;
        return query.getColumn(column).getDouble();
    };
    return {query.getColumn(first).getString(),
            query.getColumn(first + 1).getString(),
            query.getColumn(first + 2).getString(),
            query.getColumn(first + 3).getString(),
            query.getColumn(first + 4).getDouble(),
            optionalNumber(first + 5),
            optionalNumber(first + 6),
            optionalNumber(first + 7)};
}

Issues notFiniteNumbers(const std::vector<ResultRow>& rows) {
    Issues issues;
    for (const ResultRow& row : rows) {
        for (const std::optional<double>& number : {std::optional(row.base), row.mean, row.low, row.high}) {
            if (!number || std::isfinite(*number)) continue;
            const std::string where = row.model + "/" + row.metric + (row.key.empty() ? "" : "/" + row.key);
            issues.push_back({"storage.notFinite", Severity::error, where, numberText(*number), {}, {}});
        }
    }
    return issues;
}

std::optional<CaseDraft> nextDraft(SQLite::Statement& query) {
    if (!query.executeStep()) return std::nullopt;
    CaseDraft draft;
    draft.caseId = query.getColumn(0).getString();
    draft.owner = query.getColumn(1).getString();
    if (!query.getColumn(2).isNull()) draft.baseRevision = query.getColumn(2).getInt();
    draft.json = query.getColumn(3).getString();
    draft.time = query.getColumn(4).getString();
    return draft;
}

}  // namespace

Result<std::vector<CaseEntry>> CaseLibrary::list() const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<CaseEntry>> {
        SQLite::Statement query(m_connection->database,
                                std::string("SELECT ") + entryColumns + mainHeads + "ORDER BY c.modified DESC, c.id");
        return readEntries(query);
    });
}

Result<CaseEntry> CaseLibrary::entry(const std::string& caseId) const {
    return guarded(m_connection->path, [&]() -> Result<CaseEntry> {
        SQLite::Statement query(m_connection->database,
                                std::string("SELECT ") + entryColumns + mainHeads + "WHERE c.id = ?");
        query.bind(1, caseId);
        if (query.executeStep()) return readEntry(query);
        return Issue{"storage.noCase", Severity::error, caseId, m_connection->path.toStdString(), {}, {}};
    });
}

Done CaseLibrary::markOpened(const std::string& caseId) {
    return m_connection->write([&]() -> Done {
        SQLite::Statement upsert(m_connection->database,
                                 "INSERT INTO recent_cases (case_id, opened) SELECT id, ?2 FROM cases WHERE id = ?1 "
                                 "ON CONFLICT (case_id) DO UPDATE SET opened = ?2");
        upsert.bind(1, caseId);
        upsert.bind(2, timeNow());
        if (upsert.exec() == 1) return done();
        return Issue{"storage.noCase", Severity::error, caseId, m_connection->path.toStdString(), {}, {}};
    });
}

Result<std::vector<CaseEntry>> CaseLibrary::recentCases(int limit) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<CaseEntry>> {
        SQLite::Statement query(m_connection->database,
                                std::string("SELECT ") + entryColumns + mainHeads +
                                    "JOIN recent_cases o ON o.case_id = c.id ORDER BY o.opened DESC, c.id LIMIT ?");
        query.bind(1, limit);
        return readEntries(query);
    });
}

Done CaseLibrary::saveResults(const std::string& caseId, int number, const std::vector<ResultRow>& rows) {
    const Issues notFinite = notFiniteNumbers(rows);
    if (!notFinite.empty()) return notFinite;
    return m_connection->write([&]() -> Done {
        SQLite::Database& database = m_connection->database;
        SQLite::Statement known(database, "SELECT 1 FROM revisions WHERE case_id = ? AND number = ?");
        known.bind(1, caseId);
        known.bind(2, number);
        if (!known.executeStep()) {
            return Issue{"storage.noRevision", Severity::error, caseId, std::to_string(number), {}, {}};
        }
        SQLite::Statement clear(database, "DELETE FROM results WHERE case_id = ? AND revision = ?");
        clear.bind(1, caseId);
        clear.bind(2, number);
        clear.exec();
        SQLite::Statement insert(database, "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (const ResultRow& row : rows) {
            insert.reset();
            insert.bind(1, caseId);
            insert.bind(2, number);
            insert.bind(3, row.model);
            insert.bind(4, row.metric);
            insert.bind(5, row.key);
            insert.bind(6, row.unit);
            insert.bind(7, row.base);
            bindOptional(insert, 8, row.mean);
            bindOptional(insert, 9, row.low);
            bindOptional(insert, 10, row.high);
            insert.exec();
        }
        return done();
    });
}

Result<std::vector<ResultRow>> CaseLibrary::results(const std::string& caseId, int number) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<ResultRow>> {
        SQLite::Statement query(m_connection->database, std::string("SELECT ") + resultColumns +
                                                            " FROM results r WHERE r.case_id = ? AND r.revision = ? "
                                                            "ORDER BY r.model, r.metric, r.key");
        query.bind(1, caseId);
        query.bind(2, number);
        std::vector<ResultRow> rows;
        while (query.executeStep()) rows.push_back(readResult(query, 0));
        return rows;
    });
}

Result<std::vector<ComparedResult>> CaseLibrary::compareResults(const std::string& model,
                                                                const std::string& metric) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<ComparedResult>> {
        SQLite::Statement query(m_connection->database,
                                std::string("SELECT ") + entryColumns + ", " + resultColumns + mainHeads +
                                    "JOIN results r ON r.case_id = h.case_id AND r.revision = h.number "
                                    "WHERE r.model = ? AND r.metric = ? ORDER BY c.title_ja, c.id, r.key");
        query.bind(1, model);
        query.bind(2, metric);
        std::vector<ComparedResult> rows;
        while (query.executeStep()) {
            const CaseEntry entry = readEntry(query);
            rows.push_back({entry.header, entry.headRevision, readResult(query, 8)});
        }
        return rows;
    });
}

Result<std::string> CaseLibrary::addAttachment(const std::string& bytes, const std::string& name,
                                               const std::string& mediaType) {
    return m_connection->write([&]() -> Result<std::string> {
        const std::string digest = sha256Hex(bytes);
        SQLite::Statement insert(m_connection->database,
                                 "INSERT INTO attachments (digest, name, media_type, added, bytes) "
                                 "VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING");
        insert.bind(1, digest);
        insert.bind(2, name);
        insert.bind(3, mediaType);
        insert.bind(4, timeNow());
        insert.bind(5, bytes.data(), static_cast<int>(bytes.size()));
        insert.exec();
        return digest;
    });
}

Result<Attachment> CaseLibrary::attachment(const std::string& digest) const {
    return guarded(m_connection->path, [&]() -> Result<Attachment> {
        SQLite::Statement query(m_connection->database,
                                "SELECT digest, name, media_type, bytes FROM attachments WHERE digest = ?");
        query.bind(1, digest);
        if (!query.executeStep()) return storageIssue("storage.noAttachment", m_connection->path, digest);
        Attachment found{query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                         query.getColumn(3).getString()};
        if (sha256Hex(found.bytes) != digest) return storageIssue("storage.damaged", m_connection->path, digest);
        return found;
    });
}

Done CaseLibrary::writeDraft(const CaseDraft& draft) {
    return m_connection->write([&]() -> Done {
        SQLite::Statement upsert(
            m_connection->database,
            "INSERT INTO drafts (case_id, owner, base_revision, json, time) VALUES (?1, ?2, ?3, ?4, "
            "?5) ON CONFLICT (case_id, owner) DO UPDATE SET base_revision = ?3, json = ?4, time = ?5");
        upsert.bind(1, draft.caseId);
        upsert.bind(2, draft.owner);
        bindOptional(upsert, 3, draft.baseRevision);
        upsert.bind(4, draft.json);
        upsert.bind(5, timeNow());
        upsert.exec();
        return done();
    });
}

Result<std::optional<CaseDraft>> CaseLibrary::draft(const std::string& caseId, const std::string& owner) const {
    return guarded(m_connection->path, [&]() -> Result<std::optional<CaseDraft>> {
        SQLite::Statement query(m_connection->database,
                                "SELECT case_id, owner, base_revision, json, time FROM drafts "
                                "WHERE case_id = ? AND owner = ?");
        query.bind(1, caseId);
        query.bind(2, owner);
        return nextDraft(query);
    });
}

Result<std::vector<CaseDraft>> CaseLibrary::drafts(const std::string& owner) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<CaseDraft>> {
        SQLite::Statement query(m_connection->database,
                                "SELECT case_id, owner, base_revision, json, time FROM drafts "
                                "WHERE owner = ? ORDER BY time DESC, case_id");
        query.bind(1, owner);
        std::vector<CaseDraft> drafts;
        while (auto draft = nextDraft(query)) drafts.push_back(std::move(*draft));
        return drafts;
    });
}

Done CaseLibrary::clearDraft(const std::string& caseId, const std::string& owner) {
    return m_connection->write([&]() -> Done {
        SQLite::Statement remove(m_connection->database, "DELETE FROM drafts WHERE case_id = ? AND owner = ?");
        remove.bind(1, caseId);
        remove.bind(2, owner);
        remove.exec();
        return done();
    });
}

}  // namespace kachi

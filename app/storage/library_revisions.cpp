#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "models/core/sha256.h"

namespace kachi {

namespace {

constexpr const char* revisionColumns = "number, parent, branch, digest, author, message, time";

RevisionInfo readInfo(SQLite::Statement& statement) {
    RevisionInfo info;
    info.number = statement.getColumn(0).getInt();
    if (!statement.getColumn(1).isNull()) info.parent = statement.getColumn(1).getInt();
    info.branch = statement.getColumn(2).getString();
    info.digest = statement.getColumn(3).getString();
    info.author = statement.getColumn(4).getString();
    info.message = statement.getColumn(5).getString();
    info.time = statement.getColumn(6).getString();
    return info;
}

std::optional<int> headOf(const SQLite::Database& database, const std::string& caseId, const std::string& branch) {
    SQLite::Statement query(database, "SELECT number FROM heads WHERE case_id = ? AND branch = ?");
    query.bind(1, caseId);
    query.bind(2, branch);
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getInt();
}

std::optional<RevisionInfo> infoOf(const SQLite::Database& database, const std::string& caseId, int number) {
    SQLite::Statement query(
        database, std::string("SELECT ") + revisionColumns + " FROM revisions WHERE case_id = ? AND number = ?");
    query.bind(1, caseId);
    query.bind(2, number);
    if (!query.executeStep()) return std::nullopt;
    return readInfo(query);
}

Issue caseIssue(const char* code, const std::string& caseId, std::string value = {}) {
    return {code, Severity::error, caseId, std::move(value), {}, {}};
}

Issues missingFields(const NewRevision& revision) {
    Issues issues;
    const auto require = [&](const char* field, const std::string& text) {
        if (text.empty()) issues.push_back(caseIssue("storage.missingField", revision.header.id, field));
    };
    require("id", revision.header.id);
    require("branch", revision.branch);
    require("json", revision.json);
    require("digest", revision.digest);
    return issues;
}

/// Whether the revision may be appended to the case as it stands now.
Done checkParent(const LibraryConnection& connection, const NewRevision& revision) {
    const SQLite::Database& database = connection.database;
    const std::string& caseId = revision.header.id;
    SQLite::Statement stored(database, "SELECT kind FROM cases WHERE id = ?");
    stored.bind(1, caseId);
    if (!stored.executeStep()) {
        if (revision.expectedParent) return caseIssue("storage.noCase", caseId, connection.path.toStdString());
        if (revision.branch != mainBranch) return caseIssue("storage.firstOnMain", caseId, revision.branch);
        return done();
    }
    if (stored.getColumn(0).getString() == caseKindName(CaseKind::precedent)) {
        return caseIssue("storage.precedent", caseId, revision.header.title.ja);
    }
    const auto head = headOf(database, caseId, revision.branch);
    if (!head && revision.expectedParent) {
        if (infoOf(database, caseId, *revision.expectedParent)) return done();
        return caseIssue("storage.noRevision", caseId, std::to_string(*revision.expectedParent));
    }
    if (head && head == revision.expectedParent) return done();

    const auto otherNumber = head ? head : headOf(database, caseId, mainBranch);
    const auto other = otherNumber ? infoOf(database, caseId, *otherNumber) : std::nullopt;
    if (!other) return storageIssue("storage.damaged", connection.path, caseId);
    Issue conflict = caseIssue("storage.conflict", caseId, std::to_string(other->number));
    conflict.limit = std::to_string(revision.expectedParent.value_or(0));
    conflict.details = {
        {"branch", revision.branch}, {"author", other->author}, {"time", other->time}, {"message", other->message}};
    return conflict;
}

void writeHeader(SQLite::Database& database, const CaseHeader& header, const std::string& time) {
    SQLite::Statement upsert(database,
                             "INSERT INTO cases (id, kind, title_ja, title_en, product, created, modified) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (id) DO UPDATE SET "
                             "title_ja = ?3, title_en = ?4, product = ?5, modified = ?6");
    upsert.bind(1, header.id);
    upsert.bind(2, caseKindName(header.kind));
    upsert.bind(3, header.title.ja);
    upsert.bind(4, header.title.en);
    upsert.bind(5, header.product);
    upsert.bind(6, time);
    upsert.exec();
}

Result<Revision> load(const LibraryConnection& connection, const std::string& caseId, int number) {
    SQLite::Statement query(
        connection.database,
        std::string("SELECT ") + revisionColumns + ", json, checksum FROM revisions WHERE case_id = ? AND number = ?");
    query.bind(1, caseId);
    query.bind(2, number);
    if (!query.executeStep()) return caseIssue("storage.noRevision", caseId, std::to_string(number));
    Revision revision{readInfo(query), query.getColumn(7).getString()};
    if (sha256Hex(revision.json) != query.getColumn(8).getString()) {
        return storageIssue("storage.damaged", connection.path, caseId + " #" + std::to_string(number));
    }
    return revision;
}

}  // namespace

Result<RevisionInfo> CaseLibrary::saveRevision(const NewRevision& revision) {
    const Issues missing = missingFields(revision);
    if (!missing.empty()) return missing;
    return m_connection->write([&]() -> Result<RevisionInfo> {
        SQLite::Database& database = m_connection->database;
        const Done allowed = checkParent(*m_connection, revision);
        if (!allowed) return allowed.issues();

        const std::string& caseId = revision.header.id;
        SQLite::Statement last(database, "SELECT coalesce(max(number), 0) FROM revisions WHERE case_id = ?");
        last.bind(1, caseId);
        last.executeStep();
        const RevisionInfo info{last.getColumn(0).getInt() + 1,
                                revision.expectedParent,
                                revision.branch,
                                revision.digest,
                                revision.author,
                                revision.message,
                                timeNow()};
        if (revision.branch == mainBranch) writeHeader(database, revision.header, info.time);

        SQLite::Statement insert(
            database,
            "INSERT INTO revisions (case_id, number, parent, branch, digest, checksum, json, author, "
            "message, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(1, caseId);
        insert.bind(2, info.number);
        bindOptional(insert, 3, info.parent);
        insert.bind(4, info.branch);
        insert.bind(5, info.digest);
        insert.bind(6, sha256Hex(revision.json));
        insert.bind(7, revision.json);
        insert.bind(8, info.author);
        insert.bind(9, info.message);
        insert.bind(10, info.time);
        insert.exec();

        SQLite::Statement head(database,
                               "INSERT INTO heads (case_id, branch, number) VALUES (?1, ?2, ?3) "
                               "ON CONFLICT (case_id, branch) DO UPDATE SET number = ?3");
        head.bind(1, caseId);
        head.bind(2, info.branch);
        head.bind(3, info.number);
        head.exec();
        if (revision.branch == mainBranch) indexCase(database, revision.header, revision.searchText);
        return info;
    });
}

Result<Revision> CaseLibrary::loadHead(const std::string& caseId, const std::string& branch) const {
    return guarded(m_connection->path, [&]() -> Result<Revision> {
        const auto head = headOf(m_connection->database, caseId, branch);
        if (!head) return caseIssue("storage.noCase", caseId, m_connection->path.toStdString());
        return load(*m_connection, caseId, *head);
    });
}

Result<Revision> CaseLibrary::loadRevision(const std::string& caseId, int number) const {
    return guarded(m_connection->path, [&] { return load(*m_connection, caseId, number); });
}

Result<std::vector<RevisionInfo>> CaseLibrary::history(const std::string& caseId) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<RevisionInfo>> {
        SQLite::Statement query(m_connection->database, std::string("SELECT ") + revisionColumns +
                                                            " FROM revisions WHERE case_id = ? ORDER BY number DESC");
        query.bind(1, caseId);
        std::vector<RevisionInfo> revisions;
        while (query.executeStep()) revisions.push_back(readInfo(query));
        if (revisions.empty()) return caseIssue("storage.noCase", caseId, m_connection->path.toStdString());
        return revisions;
    });
}

Result<std::vector<Branch>> CaseLibrary::branches(const std::string& caseId) const {
    return guarded(m_connection->path, [&]() -> Result<std::vector<Branch>> {
        SQLite::Statement query(m_connection->database,
                                "SELECT branch, number FROM heads WHERE case_id = ? ORDER BY branch");
        query.bind(1, caseId);
        std::vector<Branch> branches;
        while (query.executeStep()) branches.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt()});
        if (branches.empty()) return caseIssue("storage.noCase", caseId, m_connection->path.toStdString());
        return branches;
    });
}

}  // namespace kachi

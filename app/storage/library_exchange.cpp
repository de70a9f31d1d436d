// Export and import of one case with its history, and backup, of CaseLibrary.
#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "app/storage/library_schema.h"
#include "models/core/sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <filesystem>

namespace kachi {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr const char* exportFormat = "kachi-case-history";
constexpr int exportVersion = 1;

/// Runs a query whose columns become the keys of one JSON object per row.
json rowsAsJson(const SQLite::Database& database, const std::string& sql, const std::string& caseId) {
    SQLite::Statement query(database, sql);
    query.bind(1, caseId);
    json rows = json::array();
    while (query.executeStep()) {
        json row = json::object();
        for (int i = 0; i < query.getColumnCount(); ++i) {
            const SQLite::Column column = query.getColumn(i);
            if (column.isNull()) {
                row[column.getName()] = nullptr;
            } else if (column.isInteger()) {
                row[column.getName()] = column.getInt64();
            } else if (column.isFloat()) {
                row[column.getName()] = column.getDouble();
            } else {
                row[column.getName()] = column.getString();
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Inserts rows written by rowsAsJson(); keys become column names only if they are among `columns`.
void insertRows(SQLite::Database& database, const std::string& table, const std::vector<std::string>& columns,
                const json& rows, const std::string& caseId) {
    std::string names = "case_id";
    std::string marks = "?";
    for (const std::string& column : columns) {
        names += ", " + column;
        marks += ", ?";
    }
    SQLite::Statement insert(database, "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")");
    for (const json& row : rows) {
        insert.reset();
        insert.bind(1, caseId);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const json& value = row.at(columns[i]);
            const int index = static_cast<int>(i) + 2;
            if (value.is_null()) {
                insert.bind(index);
            } else if (value.is_number_integer()) {
                insert.bind(index, value.get<std::int64_t>());
            } else if (value.is_number()) {
                insert.bind(index, value.get<double>());
            } else {
                insert.bind(index, value.get<std::string>());
            }
        }
        insert.exec();
    }
}

}  // namespace

Result<std::string> CaseLibrary::exportCase(const std::string& caseId) const {
    return guarded(m_connection->path, [&]() -> Result<std::string> {
        SQLite::Database& database = m_connection->database;
        SQLite::Transaction oneMoment(database);
        const json header = rowsAsJson(database, "SELECT * FROM cases WHERE id = ?", caseId);
        if (header.empty()) {
            return Issue{"storage.noCase", Severity::error, caseId, m_connection->path.toStdString(), {}, {}};
        }
        const json search = rowsAsJson(database, "SELECT body FROM search_documents WHERE case_id = ?", caseId);
        json exported = {
            {"format", exportFormat},
            {"formatVersion", exportVersion},
            {"case", header.front()},
            {"searchText", search.empty() ? json("") : search.front().at("body")},
            {"revisions", rowsAsJson(database,
                                     "SELECT number, parent, branch, digest, checksum, json, author, message, time "
                                     "FROM revisions WHERE case_id = ? ORDER BY number",
                                     caseId)},
            {"heads",
             rowsAsJson(database, "SELECT branch, number FROM heads WHERE case_id = ? ORDER BY branch", caseId)},
            {"results", rowsAsJson(database,
                                   "SELECT revision, model, metric, key, unit, base, mean, low, high FROM results "
                                   "WHERE case_id = ? ORDER BY revision, model, metric, key",
                                   caseId)},
        };
        return exported.dump(2) + "\n";
    });
}

Result<CaseEntry> CaseLibrary::importCase(const std::string& exported) {
    const auto imported = m_connection->write([&]() -> Result<std::string> {
        SQLite::Database& database = m_connection->database;
        const auto refused = [&](std::string reason) {
            return storageIssue("storage.notAnExport", m_connection->path, std::move(reason));
        };
        try {
            const json content = json::parse(exported);
            if (!content.is_object() || content.value("format", "") != exportFormat) return refused("format");
            if (content.at("formatVersion") != exportVersion) return refused("formatVersion");
            const json& stored = content.at("case");
            CaseHeader header{stored.at("id"),
                              CaseKind::userCase,
                              {stored.at("title_ja"), stored.at("title_en")},
                              stored.at("product")};
            if (!caseKindFromName(stored.at("kind"), header.kind)) return refused("kind");
            SQLite::Statement known(database, "SELECT title_ja FROM cases WHERE id = ?");
            known.bind(1, header.id);
            if (known.executeStep()) {
                return Issue{"storage.caseExists", Severity::error, header.id, known.getColumn(0).getString(), {}, {}};
            }
            bool hasMain = false;
            for (const json& head : content.at("heads")) hasMain = hasMain || head.at("branch") == mainBranch;
            if (!hasMain) return refused("heads");
            for (const json& revision : content.at("revisions")) {
                if (sha256Hex(revision.at("json").get<std::string>()) != revision.at("checksum")) {
                    return refused("checksum #" + revision.at("number").dump());
                }
            }
            SQLite::Statement insert(database, "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)");
            insert.bind(1, header.id);
            insert.bind(2, caseKindName(header.kind));
            insert.bind(3, header.title.ja);
            insert.bind(4, header.title.en);
            insert.bind(5, header.product);
            insert.bind(6, stored.at("created").get<std::string>());
            insert.bind(7, stored.at("modified").get<std::string>());
            insert.exec();
            insertRows(database, "revisions",
                       {"number", "parent", "branch", "digest", "checksum", "json", "author", "message", "time"},
                       content.at("revisions"), header.id);
            insertRows(database, "heads", {"branch", "number"}, content.at("heads"), header.id);
            insertRows(database, "results",
                       {"revision", "model", "metric", "key", "unit", "base", "mean", "low", "high"},
                       content.at("results"), header.id);
            indexCase(database, header, content.at("searchText"));
            return header.id;
        } catch (const json::exception& exception) {
            return refused(exception.what());
        }
    });
    if (!imported) return imported.issues();
    return entry(*imported);
}

Done CaseLibrary::backup(const QString& toPath) const {
    // Replacing a library that some process has open would tear it from its write-ahead log.
    const bool itself = QFileInfo(toPath) == QFileInfo(m_connection->path);
    if (itself || QFileInfo::exists(toPath + u"-wal"_s)) return storageIssue("storage.inUse", toPath);
    const QString aside = toPath + u".part-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const Done copied = guarded(toPath, [&]() -> Done {
        copyDatabase(m_connection->database, aside);
        SQLite::Database copy(aside.toStdString(), SQLite::OPEN_READWRITE);
        copy.execAndGet("PRAGMA journal_mode = DELETE");  // one file, nothing beside it
        const std::string check = copy.execAndGet("PRAGMA integrity_check").getString();
        if (check != "ok") return storageIssue("storage.damaged", m_connection->path, check);
        return done();
    });
    std::error_code failure;
    if (copied) std::filesystem::rename(aside.toStdString(), toPath.toStdString(), failure);
    if (copied && !failure) return done();
    QFile::remove(aside);
    if (!copied) return copied;
    return storageIssue("storage.cannotWrite", toPath, failure.message());
}

}  // namespace kachi

#include "app/storage/library_schema.h"

#include "app/storage/storage_issues.h"

#include <QDateTime>
#include <QFile>

#include <SQLiteCpp/Backup.h>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const std::vector<Migration>& migrationList() {
    static const std::vector<Migration> list = {
        {1,
         {
             R"(CREATE TABLE cases (
                    id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
                    kind TEXT NOT NULL CHECK (kind IN ('case', 'precedent', 'sample')),
                    title_ja TEXT NOT NULL, title_en TEXT NOT NULL, product TEXT NOT NULL,
                    created TEXT NOT NULL, modified TEXT NOT NULL) STRICT)",
             R"(CREATE TABLE revisions (
                    case_id TEXT NOT NULL REFERENCES cases (id),
                    number INTEGER NOT NULL CHECK (number >= 1),
                    parent INTEGER CHECK (parent < number),
                    branch TEXT NOT NULL CHECK (branch <> ''),
                    digest TEXT NOT NULL, checksum TEXT NOT NULL, json TEXT NOT NULL,
                    author TEXT NOT NULL, message TEXT NOT NULL, time TEXT NOT NULL,
                    PRIMARY KEY (case_id, number)) STRICT)",
             R"(CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions
                BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END)",
             R"(CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
                BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END)",
             R"(CREATE TRIGGER revisions_once BEFORE INSERT ON revisions
                WHEN EXISTS (SELECT 1 FROM revisions WHERE case_id = NEW.case_id AND number = NEW.number)
                BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END)",
             R"(CREATE TABLE heads (
                    case_id TEXT NOT NULL, branch TEXT NOT NULL, number INTEGER NOT NULL,
                    PRIMARY KEY (case_id, branch),
                    FOREIGN KEY (case_id, number) REFERENCES revisions (case_id, number)) STRICT)",
             R"(CREATE TABLE results (
                    case_id TEXT NOT NULL, revision INTEGER NOT NULL,
                    model TEXT NOT NULL, metric TEXT NOT NULL, key TEXT NOT NULL, unit TEXT NOT NULL,
                    base REAL NOT NULL, mean REAL, low REAL, high REAL,
                    PRIMARY KEY (case_id, revision, model, metric, key),
                    FOREIGN KEY (case_id, revision) REFERENCES revisions (case_id, number)) STRICT)",
             "CREATE INDEX results_by_metric ON results (model, metric)",
             R"(CREATE TABLE attachments (
                    digest TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
                    added TEXT NOT NULL, bytes BLOB NOT NULL) STRICT)",
             R"(CREATE TABLE drafts (
                    case_id TEXT NOT NULL, owner TEXT NOT NULL, base_revision INTEGER,
                    json TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (case_id, owner)) STRICT)",
             R"(CREATE TABLE recent_cases (
                    case_id TEXT PRIMARY KEY NOT NULL REFERENCES cases (id), opened TEXT NOT NULL) STRICT)",
             // Text as shown; `search` holds the same rows folded, as compared.
             R"(CREATE TABLE search_documents (
                    id INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE REFERENCES cases (id),
                    title TEXT NOT NULL, product TEXT NOT NULL, body TEXT NOT NULL) STRICT)",
             "CREATE VIRTUAL TABLE search USING fts5 (title, product, body, tokenize = 'trigram')",
         }},
    };
    return list;
}

int userVersion(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

QString copyBeside(const QString& path, int version) {
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    const QString copyPath = u"%1.before-schema-%2-%3"_s.arg(path).arg(version).arg(time);
    // SQLite refuses to copy through the connection that holds the write lock: a second one reads.
    SQLite::Database reader(path.toStdString(), SQLite::OPEN_READONLY);
    copyDatabase(reader, copyPath);
    return copyPath;
}

}  // namespace

std::span<const Migration> libraryMigrations() {
    return migrationList();
}

int currentSchemaVersion() {
    return migrationList().back().number;
}

void copyDatabase(SQLite::Database& source, const QString& copyPath) {
    try {
        SQLite::Database copy(copyPath.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup backup(copy, source);
        backup.executeStep();
    } catch (const SQLite::Exception&) {
        QFile::remove(copyPath);
        throw;
    }
}

Result<QString> migrateLibrary(SQLite::Database& database, const QString& path, std::span<const Migration> migrations) {
    const int target = migrations.back().number;
    return guarded(path, [&]() -> Result<QString> {
        QString copyPath;
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        const int version = userVersion(database);  // another process may have migrated while we waited
        if (version >= target) return copyPath;
        if (version > 0) copyPath = copyBeside(path, target);
        for (const Migration& migration : migrations) {
            if (migration.number <= version) continue;
            try {
                for (const char* statement : migration.statements) database.exec(statement);
            } catch (const SQLite::Exception& exception) {
                const Issue cause = sqliteIssue(exception, path);
                if (cause.code != "storage.failed") return cause;
                return storageIssue("storage.migrationFailed", path, exception.what(), std::to_string(target));
            }
        }
        database.exec("PRAGMA application_id = " + std::to_string(libraryApplicationId));
        database.exec("PRAGMA user_version = " + std::to_string(target));
        transaction.commit();
        return copyPath;
    });
}

}  // namespace kachi

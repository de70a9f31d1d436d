#include "app/storage/case_library.h"

#include "app/storage/library_connection.h"
#include "app/storage/library_schema.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <QUuid>

#include <sqlite3.h>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int busyTimeoutMilliseconds = 5000;

enum class FileContent { missing, empty, library };

/// Looks at the file header without opening the database, so that a foreign file stays untouched.
/// Source: https://www.sqlite.org/fileformat2.html#the_database_header (magic at 0, application id at 68).
Result<FileContent> inspectFile(const QString& path) {
    if (!QFileInfo::exists(path)) return FileContent::missing;
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        return storageIssue("storage.cannotOpen", path, file.errorString().toStdString());
    }
    const QByteArray header = file.read(100);
    if (header.isEmpty()) return FileContent::empty;
    const QByteArray magic("SQLite format 3\0", 16);
    if (!header.startsWith(magic)) return storageIssue("storage.notALibrary", path);
    if (header.size() < 100) return storageIssue("storage.damaged", path, "header");
    int id = 0;
    for (int i = 68; i < 72; ++i) id = (id << 8) | static_cast<unsigned char>(header[i]);
    if (id != libraryApplicationId) return storageIssue("storage.notALibrary", path);
    return FileContent::library;
}

int schemaVersion(SQLite::Database& database) {
    database.exec("SELECT count(*) FROM sqlite_schema");  // reads the file, which the pragma alone may not
    return database.execAndGet("PRAGMA user_version").getInt();
}

/// A library in a folder where SQLite may not create its working files can still be read as it stands,
/// provided that no other process has left unmerged changes beside it.
SQLite::Database openForReading(const QString& path) {
    try {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READONLY, busyTimeoutMilliseconds);
        schemaVersion(database);
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        const bool refused = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        if (!refused || QFileInfo(path + u"-wal"_s).size() > 0) throw;
        const QUrl url = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath());
        const std::string address = url.toEncoded().toStdString() + "?immutable=1";
        return SQLite::Database(address, SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    }
}

/// Opens for writing; false in `writable` when the file or its folder only lets itself be read.
SQLite::Database openForWriting(const QString& path, int flags, bool& writable) {
    try {
        SQLite::Database database(path.toStdString(), flags, busyTimeoutMilliseconds);
        writable = sqlite3_db_readonly(database.getHandle(), "main") == 0;
        if (writable) {
            // Taking the write lock tells whether the working files beside the library can be made.
            database.exec("BEGIN IMMEDIATE");
            database.exec("ROLLBACK");
            return database;
        }
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        const bool refused = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
        if (!refused || !QFileInfo::exists(path)) throw;
    }
    writable = false;
    return openForReading(path);
}

Issue notice(const char* code, const QString& path, std::string value = {}, std::string limit = {}) {
    Issue issue = storageIssue(code, path, std::move(value), std::move(limit));
    issue.severity = Severity::warning;
    return issue;
}

}  // namespace

Result<CaseLibrary> CaseLibrary::open(const QString& path, OpenMode mode) {
    const auto content = inspectFile(path);
    if (!content) return content.issues();
    const bool create = mode == OpenMode::createIfMissing;
    if (*content == FileContent::missing && !create) return storageIssue("storage.notFound", path);
    if (*content == FileContent::empty && !create) return storageIssue("storage.notALibrary", path);

    auto opened = guarded(path, [&]() -> Result<CaseLibrary> {
        bool writable = false;
        const int flags = SQLite::OPEN_READWRITE | (create ? SQLite::OPEN_CREATE : 0);
        auto connection = std::make_unique<LibraryConnection>(
            LibraryConnection{path,
                              mode == OpenMode::readOnly ? openForReading(path) : openForWriting(path, flags, writable),
                              writable,
                              {}});
        if (!writable && mode != OpenMode::readOnly) {
            connection->notices.push_back(notice("storage.openedReadOnly", path));
        }

        const int version = schemaVersion(connection->database);
        const int current = currentSchemaVersion();
        const std::string versionText = std::to_string(version);
        const std::string currentText = std::to_string(current);
        if (version > current) {
            connection->notices.push_back(notice("storage.newer", path, versionText, currentText));
            if (writable) connection->database = openForReading(path);
            connection->writable = false;
        } else if (version < current) {
            if (!writable) return storageIssue("storage.olderReadOnly", path, versionText, currentText);
            const auto copy = migrateLibrary(connection->database, path, libraryMigrations());
            if (!copy) return copy.issues();
            if (!copy->isEmpty()) {
                Issue migrated = notice("storage.migrated", path, versionText, currentText);
                migrated.severity = Severity::info;
                migrated.details["backup"] = copy->toStdString();
                connection->notices.push_back(migrated);
            }
        }
        connection->database.exec("PRAGMA foreign_keys = ON");
        if (connection->writable) {
            connection->database.execAndGet("PRAGMA journal_mode = WAL");
            connection->database.exec("PRAGMA synchronous = FULL");
        }
        return CaseLibrary(std::move(connection));
    });
    // What failed to become a library is taken away again, unless another process is just making it.
    const bool ours = !opened && *content == FileContent::missing && opened.issues().front().code != "storage.busy";
    if (ours && QFileInfo(path).size() == 0) QFile::remove(path);
    return opened;
}

std::string CaseLibrary::newCaseId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

CaseLibrary::CaseLibrary(std::unique_ptr<LibraryConnection> connection) : m_connection(std::move(connection)) {}
CaseLibrary::CaseLibrary(CaseLibrary&&) noexcept = default;
CaseLibrary& CaseLibrary::operator=(CaseLibrary&&) noexcept = default;
CaseLibrary::~CaseLibrary() = default;

const QString& CaseLibrary::path() const {
    return m_connection->path;
}

bool CaseLibrary::writable() const {
    return m_connection->writable;
}

const Issues& CaseLibrary::notices() const {
    return m_connection->notices;
}

namespace {

constexpr std::pair<CaseKind, const char*> caseKindNames[] = {
    {CaseKind::userCase, "case"}, {CaseKind::precedent, "precedent"}, {CaseKind::sample, "sample"}};

}  // namespace

const char* caseKindName(CaseKind kind) {
    for (const auto& [candidate, name] : caseKindNames) {
        if (candidate == kind) return name;
    }
    return "case";
}

bool caseKindFromName(const std::string& name, CaseKind& kind) {
    for (const auto& [candidate, candidateName] : caseKindNames) {
        if (name == candidateName) {
            kind = candidate;
            return true;
        }
    }
    return false;
}

std::string timeNow() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
}

void bindOptional(SQLite::Statement& statement, int index, const std::optional<int>& value) {
    if (value) {
        statement.bind(index, *value);
    } else {
        statement.bind(index);
    }
}

void bindOptional(SQLite::Statement& statement, int index, const std::optional<double>& value) {
    if (value) {
        statement.bind(index, *value);
    } else {
        statement.bind(index);
    }
}

CaseEntry readEntry(SQLite::Statement& statement) {
    CaseEntry entry;
    entry.header.id = statement.getColumn(0).getString();
    caseKindFromName(statement.getColumn(1).getString(), entry.header.kind);
    entry.header.title = {statement.getColumn(2).getString(), statement.getColumn(3).getString()};
    entry.header.product = statement.getColumn(4).getString();
    entry.created = statement.getColumn(5).getString();
    entry.modified = statement.getColumn(6).getString();
    entry.headRevision = statement.getColumn(7).getInt();
    return entry;
}

}  // namespace kachi

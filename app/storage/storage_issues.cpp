#include "app/storage/storage_issues.h"

#include <sqlite3.h>

namespace kachi {

Issue storageIssue(const char* code, const QString& path, std::string value, std::string limit) {
    return {code, Severity::error, path.toStdString(), std::move(value), std::move(limit), {}};
}

Issue sqliteIssue(const SQLite::Exception& exception, const QString& path) {
    const auto code = [&] {
        switch (exception.getErrorCode() & 0xff) {
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                return "storage.busy";
            case SQLITE_READONLY:
                return "storage.readOnly";
            case SQLITE_FULL:
                return "storage.full";
            case SQLITE_CORRUPT:
                return "storage.damaged";
            case SQLITE_NOTADB:
                return "storage.notALibrary";
            case SQLITE_IOERR:
                return "storage.inputOutput";
            case SQLITE_CANTOPEN:
            case SQLITE_PERM:
            case SQLITE_AUTH:
                return "storage.cannotOpen";
            default:
                return "storage.failed";
        }
    }();
    return storageIssue(code, path, exception.what());
}

}  // namespace kachi

#pragma once

#include "models/core/result.h"

#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>
#include <vector>

namespace kachi {

/// Marks a Kachi library in the file header: "KCHI".
inline constexpr int libraryApplicationId = 0x4B434849;

/// One step of the schema: single statements which bring version number − 1 to `number`. Released steps never change.
struct Migration {
    int number;
    std::vector<const char*> statements;
};

std::span<const Migration> libraryMigrations();
int currentSchemaVersion();

/// Brings the open library to the last of `migrations` in one transaction; a file that holds data is first copied
/// beside itself as "<name>.before-schema-<n>-<time>". On failure (storage.migrationFailed) nothing has changed.
/// @return path of the copy, empty when none was needed
Result<QString> migrateLibrary(SQLite::Database& database, const QString& path, std::span<const Migration> migrations);

/// Complete copy of the library at `path` to the new file `copyPath`. Throws SQLite::Exception.
void copyDatabase(SQLite::Database& source, const QString& copyPath);

}  // namespace kachi

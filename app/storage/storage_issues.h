#pragma once

#include "models/core/result.h"

#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

namespace kachi {

/// Issue storage.… of the given problem with a file.
Issue storageIssue(const char* code, const QString& path, std::string value = {}, std::string limit = {});

/// What an SQLite error means to the user: storage.busy, .readOnly, .full, .damaged, .notALibrary, .cannotOpen,
/// .inputOutput, else .failed; value is SQLite's own message.
Issue sqliteIssue(const SQLite::Exception& exception, const QString& path);

/// Runs `action` and turns every exception into an Issue.
template <class Action>
auto guarded(const QString& path, Action&& action) -> decltype(action()) {
    try {
        return action();
    } catch (const SQLite::Exception& exception) {
        return sqliteIssue(exception, path);
    } catch (const std::exception& exception) {
        return storageIssue("storage.failed", path, exception.what());
    }
}

}  // namespace kachi

#pragma once

#include "app/interchange/raw_table.h"
#include "models/studies/study_request.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// How a file of one shape (the same headers in the same order) was read for a method, and which column played which
/// role: a template for the next file of that shape.
struct ImportTemplate {
    std::string method;
    QStringList headers;
    std::optional<QChar> decimalMark = {};
    std::map<std::string, std::vector<std::string>> roles = {};  ///< key of a field → headers of its columns

    bool operator==(const ImportTemplate&) const = default;
};

/// The templates of a user, in import-templates.json of the data folder, most recent first.
class ImportMemory {
public:
    /// @param folder  empty: the data folder of the user
    explicit ImportMemory(const QString& folder = {});

    std::optional<ImportTemplate> find(const std::string& method, const QStringList& headers) const;

    /// Puts a template in place of the one of the same method and headers. Fields left empty keep what was known: the
    /// decimal mark is chosen when a file is read, roles are known later. A file that cannot be read is begun anew.
    /// Issues: storage.cannotWrite.
    Done remember(ImportTemplate made) const;

private:
    std::vector<ImportTemplate> load() const;

    QString m_path;
};

/// Which columns of its data the fields of the study name: its template; nothing without data or such fields.
std::optional<ImportTemplate> templateOf(const StudyRequest& study);

/// Gives columns to the fields of the study that name none yet.
void giveRoles(StudyRequest& study, const std::map<std::string, std::vector<std::string>>& roles);

}  // namespace kachi

#pragma once

#include "app/interchange/table_reader.h"
#include "app/studies/column_contents.h"
#include "models/studies/study_request.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// How a file of one shape (the same headers in the same order) was read for a method, and which column played which
/// role: a template for the next file of that shape. What was left to the program to detect is unset.
struct ImportTemplate {
    std::string method;  ///< of a study, or the schema of a table
    QStringList headers;
    std::optional<QChar> decimalMark = {};
    std::map<std::string, std::vector<std::string>> roles = {};  ///< key of a field → headers of its columns
    std::optional<TextEncoding> encoding = {};
    std::optional<QChar> separator = {};
    std::optional<std::size_t> headerRow = {};
    bool padRaggedRows = false;
    ImportChoices choices = {};

    bool operator==(const ImportTemplate&) const = default;

    /// Something was chosen, so that there is something to repeat.
    bool holdsChoices() const;
    /// The options with what was chosen of reading then; all else as it is.
    ReadOptions readAs(ReadOptions options) const;
    /// Keeps what was chosen of reading.
    void keepReading(const ReadOptions& options);
};

/// Names of the columns of a table: its headers without spaces around them; none without rows.
QStringList headersOf(const RawTable& table);

/// A table that was read, with the template it was read by.
struct KnownTable {
    RawTable table;
    std::optional<ImportTemplate> known;  ///< its encoding is the one that was needed, if any; empty: no such template
};

/// A table that was read by no template.
Result<KnownTable> asFound(Result<RawTable> table);

/// The templates of a user, in import-templates.json of the data folder, most recent first.
class ImportMemory {
public:
    /// @param folder  empty: the data folder of the user
    explicit ImportMemory(const QString& folder = {});

    std::optional<ImportTemplate> find(const std::string& method, const QStringList& headers) const;

    /// The template of a text file whose first rows have its headers when they are read with the encoding, separator
    /// and header row that were chosen then, the encoding where detection leaves it open: for files that detection
    /// alone reads otherwise, or refuses.
    std::optional<ImportTemplate> recognise(const std::string& method, const QString& path) const;

    /// Reads a file as an earlier one of its shape was read; where that refuses it, by the options alone. Issues: those
    /// of the reading.
    Result<KnownTable> readAsKnown(const std::string& method, const QString& path, const ReadOptions& options) const;

    /// Puts a template in place of the one of the same method and headers. A file that cannot be read is begun anew.
    /// Issues: storage.cannotWrite.
    Done remember(ImportTemplate made) const;

    /// Keeps the roles of `known` with the template whose columns, but for those left out, are its headers.
    /// Issues: storage.cannotWrite.
    Done rememberRoles(const ImportTemplate& known) const;

private:
    std::vector<ImportTemplate> load() const;
    Done save(std::vector<ImportTemplate> templates, ImportTemplate first) const;

    QString m_path;
};

/// Which columns of its data the fields of the study name: its template; nothing without data or such fields.
std::optional<ImportTemplate> templateOf(const StudyRequest& study);

/// Gives columns to the fields of the study that name none of its data yet: nothing, or columns of a table before.
/// Fields that an answer to another leaves without use get none.
void giveRoles(StudyRequest& study, const std::map<std::string, std::vector<std::string>>& roles);

}  // namespace kachi

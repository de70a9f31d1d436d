#pragma once

#include "app/interchange/raw_table.h"
#include "app/interchange/table_schema.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace kachi {

/// Where one target column comes from.
struct ColumnSource {
    int column = 0;     ///< position in the raw table
    double factor = 1;  ///< multiplies numbers: 1000 for a column in 千人

    bool operator==(const ColumnSource&) const = default;
};

/// Texts that mean "no value" and never zero, compared after NFKC and trimming.
QStringList defaultMissingCodes();

/// How a raw table becomes a target table; every part of it can be changed by the caller.
struct ColumnMapping {
    std::map<std::string, ColumnSource> sources;  ///< target key → source; absent: not mapped
    QStringList missingCodes = defaultMissingCodes();
    std::set<std::size_t> excludedRows;  ///< indices into RawTable::rows: totals, footnotes
    std::optional<QChar> decimalMark;    ///< unset: that of the raw table

    bool operator==(const ColumnMapping&) const = default;
};

/// Columns of a raw table that were chosen for targets by hand, by key of the target; −1: none.
using ChosenColumns = std::map<std::string, int>;

/// A cell as text and number; neither when it is missing.
struct MappedCell {
    QString text;                  ///< text, code, "2026-04", or the plain digits of `number`
    std::optional<double> number;  ///< of number and integer columns, beyond its limits too
    bool missing = false;
    Issues issues;  ///< why it cannot be taken
};

/// Typed columns, one entry per taken row; std::nullopt is a missing value.
struct MappedTable {
    std::string schema;
    QString digest;                                                     ///< of the file, for the evidence link
    std::vector<int> rowNumbers;                                        ///< line or sheet row of each taken row
    std::map<std::string, std::vector<std::optional<double>>> numbers;  ///< number and integer columns
    std::map<std::string, std::vector<std::optional<QString>>> texts;   ///< all other columns
    Issues issues;  ///< warnings: missing cells, rows left out, factors, regions that do not occur

    std::size_t rowCount() const { return rowNumbers.size(); }
};

/// Ids of answers by the words that mean them, as answerWord writes a word: without width, case and spaces around it.
QHash<QString, QString> answerWords(const std::vector<ColumnAnswer>& answers);
QString answerWord(const QString& cell);

/// Maps one raw table to one declared schema. Generic: every import of Kachi goes through it.
class ColumnMapper {
public:
    /// Starts with the proposed mapping.
    ColumnMapper(RawTable table, const TableSchema& schema);

    const RawTable& table() const { return m_table; }
    const TableSchema& schema() const { return m_schema; }
    const ColumnMapping& mapping() const { return m_mapping; }
    void setMapping(ColumnMapping mapping);

    /// Mapping by header names where nothing was chosen: the key, labels and synonyms of a target, compared without
    /// width, case, spaces and units in brackets. Factors come from such units (千人, 万円, 百万円), excluded rows from
    /// totals (全国, 合計, Total).
    ColumnMapping propose(const ChosenColumns& chosen = {}) const;

    /// First rows as they would be taken: [row][target of the schema that is mapped, in schema order].
    std::vector<std::vector<MappedCell>> preview(std::size_t rows) const;

    /// Required columns that are not mapped and sources that cannot be read.
    Issues mappingFaults() const;

    /// The typed table, or every reason why not: required columns that are not mapped and each unreadable cell with
    /// row, column, value and reason. `where` of a cell is its header and its name in a spreadsheet: "人口 [C12]".
    /// Issues: interchange.unmappedColumn, interchange.badSource, interchange.missingKey, interchange.duplicateKey,
    /// interchange.unknownPrefecture, interchange.unknownAnswer, interchange.notAMonth, interchange.notADay,
    /// interchange.noRows, and those of parseNumber.
    Result<MappedTable> apply() const;

private:
    std::vector<std::size_t> takenRows() const;
    MappedCell readCell(std::size_t row, const TargetColumn& target, const ColumnSource& source) const;
    QString position(std::size_t row, const TargetColumn& target, const ColumnSource& source) const;
    Issues notesFor(const MappedTable& mapped) const;

    RawTable m_table;
    const TableSchema& m_schema;
    ColumnMapping m_mapping;
    QSet<QString> m_missing;                                     ///< missingCodes of the mapping, normalised
    std::map<std::string, QHash<QString, QString>> m_answerIds;  ///< answerWords of the choices, by key
};

}  // namespace kachi

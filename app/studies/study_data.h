#pragma once

#include "app/interchange/table_reader.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// Limits for data of studies: a million rows of ten columns and more, as far as memory carries it.
TableLimits studyTableLimits();

/// A table as the data of a study: {"columns": [name], "rows": [[cell]]}. Cells of a column of which every filled cell
/// is a number become numbers, empty ones null; all others stay text. Rows above the header are left out.
nlohmann::json studyData(const RawTable& table);

/// Number a cell stands for: plain digits, or what parseNumber accepts; empty for anything else.
std::optional<double> studyNumber(QStringView text, std::optional<QChar> decimalMark);

/// What a column holds below its header.
struct ColumnContent {
    std::size_t numbers = 0;
    std::size_t words = 0;
    std::size_t missing = 0;
    std::size_t ambiguous = 0;  ///< cells like "1,234" or "1,5" of which only the decimal mark says what they mean
    QString example;            ///< the first of these
};

/// One per column. Cells are ambiguous as long as the decimal mark is neither known nor shown by the file: by a cell
/// like "12.5" or "1,234,567" in any column.
/// Issue: core.cancelled.
Result<std::vector<ColumnContent>> columnContents(const RawTable& table, const ReadProgress& progress = {});

/// Reads CSV, TSV, xlsx or ods; within studyTableLimits where no options are given. Issues: those of readTable.
Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options);
Result<nlohmann::json> readStudyData(const QString& path);

}  // namespace kachi

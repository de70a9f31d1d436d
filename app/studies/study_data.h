#pragma once

#include "app/interchange/table_reader.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// A table as the data of a study: {"columns": [name], "rows": [[cell]]}. Cells of a column of which every filled cell
/// is a number become numbers, empty ones null; all others stay text. Rows above the header are left out.
nlohmann::json studyData(const RawTable& table);

/// Number a cell stands for: plain digits, or what parseNumber accepts; empty for anything else.
std::optional<double> studyNumber(const QString& text, std::optional<QChar> decimalMark);

/// Reads CSV, TSV, xlsx or ods. Issues: those of readTable.
Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options = {});

}  // namespace kachi

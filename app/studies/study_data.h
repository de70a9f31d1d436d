#pragma once

#include "app/interchange/table_reader.h"
#include "app/studies/column_contents.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// Limits for data of studies: a million rows of ten columns and more, as far as memory carries it.
TableLimits studyTableLimits();

/// A table as the data of a study: {"columns": [name], "rows": [[cell]]}, with "units" {name: unit} where units were
/// stated. Cells of a column become what ColumnContent::kind says, or what was chosen; missing ones are null. Rows
/// above the header are left out. Nothing with two readings is taken.
/// @param contents  of the table under the same choices
/// Issues: core.cancelled; import.decimalMark, import.dateOrder; import.factorOfWords where a factor was given to a
/// column that does not become numbers; import.notANumber and import.notADate, each with the
/// row and column of a cell that does not fit the kind that was chosen, and those of parseDay for a date that is none.
Result<nlohmann::json> studyData(const RawTable& table, const std::vector<ColumnContent>& contents,
                                 const ImportChoices& choices, const ReadProgress& progress = {});

/// The same as the file shows it. Issues: import.decimalMark, import.dateOrder.
Result<nlohmann::json> studyData(const RawTable& table);

/// Reads CSV, TSV, xlsx or ods; within studyTableLimits where no options are given. Issues: those of readTable and
/// studyData.
Result<nlohmann::json> readStudyData(const QString& path, const ReadOptions& options,
                                     const ImportChoices& choices = {});
Result<nlohmann::json> readStudyData(const QString& path);

}  // namespace kachi

#pragma once

#include "app/interchange/column_mapper.h"
#include "models/fields/field.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// What an import of the rows of a table field wants of a file: its columns by key, by labels in both languages and by
/// the names such columns have in practice, within the limits of its fields.
/// @pre table.kind is FieldKind::table
TableSchema fieldTableSchema(const Field& table);

/// The rows as cells of a price or study keep them: [row], by key of the column, missing cells left out.
/// @pre mapped by fieldTableSchema(table)
nlohmann::json fieldRows(const MappedTable& mapped, const Field& table);

/// The id of the answer a word means, in either language, for fields of kind choice and yesNo ("はい", "○" → "true");
/// other text as it is.
std::string answerId(const Field& field, const QString& word);

}  // namespace kachi

#pragma once

#include "app/interchange/column_mapper.h"
#include "models/expressions/lookup_table.h"

namespace kachi {

/// What an import of a new lookup table wants of a file: its keys (the age of a life table, else the first column) and
/// every other column. Columns of a life table are called male and female; other headers become names of formulas
/// ("Qx (2023)" → "qx_2023").
TableSchema lookupTableSchema(const RawTable& file);

/// What an import of rows into this table wants: its keys and all of its columns.
TableSchema lookupTableSchema(const LookupTable& table);

/// Keys and columns of a mapped table; columns that were not mapped are left out.
/// @pre mapped by one of the schemas above, so that no cell is missing
LookupTable lookupTableOf(const MappedTable& mapped, const std::string& id);

/// A name of formulas made of a header or file name: lower-case ASCII letters and digits with _ between them;
/// `otherwise` when there is no letter to begin with.
std::string formulaName(const QString& text, const std::string& otherwise);

}  // namespace kachi

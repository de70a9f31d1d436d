#pragma once

#include "models/case/case.h"
#include "models/core/result.h"

#include <string>
#include <vector>

namespace kachi {

// Edits of the lookup tables of a case. Each gives the whole case after the edit, ready to become one undo step.
//
// Names of tables and columns are ASCII letters, digits and _, and begin with a letter, because formulas use them.
// Issues: editing.tableName (no such name), editing.tableNameTaken, editing.tableInUse (a formula reads it).

/// Places of the formulas that read a table, or one column of it: parameter ids or JSON pointers.
std::vector<std::string> lookupUses(const Case& value, const std::string& table, const std::string& column = {});

/// A table without rows, with one column.
Result<Case> withTable(Case value, const std::string& table, const std::string& column);
/// Formulas that read the table follow.
Result<Case> withTableRenamed(const Case& value, const std::string& from, const std::string& to);
/// Refused while a formula reads the table.
Result<Case> withoutTable(Case value, const std::string& table);

/// A column without values.
Result<Case> withColumn(Case value, const std::string& table, const std::string& column);
/// Formulas that read the column follow.
Result<Case> withColumnRenamed(const Case& value, const std::string& table, const std::string& from,
                               const std::string& to);
/// Refused while a formula reads the column.
Result<Case> withoutColumn(Case value, const std::string& table, const std::string& column);

/// Rows first … last removed. @pre first <= last
void removeTableRows(LookupTable& table, std::size_t first, std::size_t last);

/// Whether every key and cell is there.
bool isComplete(const LookupTable& table);

/// Rows in the order of their keys. @pre isComplete(table)
void sortTableRows(LookupTable& table);

/// The table with this id, or nullptr.
LookupTable* findTable(Case& value, const std::string& id);
const LookupTable* findTable(const Case& value, const std::string& id);

}  // namespace kachi

#pragma once

#include "app/report/table.h"
#include "models/case/case.h"
#include "models/evaluation/evaluation.h"
#include "models/fields/field.h"

#include <nlohmann/json.hpp>

namespace kachi {

/// What was entered into declared fields, in their order: words of choices in place of ids, numbers as typed, data by
/// their size. Then the tables among them one by one. @param parameters  those a number may name; printed by label
/// @param shared  rows of data, see StudyRequest
std::vector<Table> fieldTables(const std::vector<Field>& fields, const nlohmann::json& inputs,
                               const Parameters& parameters = {}, const std::map<std::string, SharedRows>& shared = {});

/// What fieldTables prints in place of names: the parameters of the case, and figures of its analyses under
/// result.study.…. Names of other results stay as they are.
Parameters namedNumbers(const Case& value, const Evaluation& evaluation);

/// For print: a table of many columns and few rows with each row as a column; any other table as it is.
Table turnedWhenWide(const Table& table);

/// The unit in a heading: shares and counts need none.
Text headingUnit(Unit unit);

}  // namespace kachi

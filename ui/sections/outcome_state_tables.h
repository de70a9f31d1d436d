#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

/// Ids and names that head the rows or columns of a table, or are the answers of a cell.
using Heads = std::vector<std::pair<std::string, Text>>;

/// Health states with their ids as a fallback for names not yet written.
Heads stateHeads(const Case& value);
Heads strategyHeads(const Case& value);

/// The name, or the id where none was written.
Text nameOr(const Text& name, const std::string& id);

// The health states and how patients move between them.
RowTable stateRows();
RowTable transitionRewardRows();
ExpressionGrid transitionGrid();
/// Where the patients start, as one row.
ExpressionGrid startGrid();

}  // namespace kachi

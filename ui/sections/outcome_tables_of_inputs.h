#pragma once

#include "app/report/table.h"
#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

// The tables of the outcome model's structure, as the page edits them.
RowTable stateRows();
RowTable strategyRows();
RowTable oneOffRows();
RowTable subgroupRows();
ExpressionGrid transitionGrid();
ExpressionGrid overrideGrid();
ExpressionGrid subgroupGrid();

/// A lookup table as it is read by expressions.
Table lookupTableView(const LookupTable& table);

}  // namespace kachi

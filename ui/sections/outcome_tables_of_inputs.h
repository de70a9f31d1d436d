#pragma once

#include "app/report/table.h"
#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

// What every type of outcome model has: strategies, one-off costs, subgroups, values that differ between them.
RowTable strategyRows();
RowTable oneOffRows();
RowTable subgroupRows();
ExpressionGrid overrideGrid();
ExpressionGrid subgroupGrid();

/// A lookup table as it is read by expressions.
Table lookupTableView(const LookupTable& table);

}  // namespace kachi

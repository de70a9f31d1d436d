#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

// What every type of outcome model has: strategies, one-off costs, subgroups, values that differ between them.
RowTable strategyRows();
RowTable oneOffRows();
RowTable subgroupRows();
ExpressionGrid overrideGrid();
ExpressionGrid subgroupGrid();

}  // namespace kachi

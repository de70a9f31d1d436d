#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

/// Present treatments, their shares and what the device takes from each.
RowTable currentMixRows();

/// Arguments of the uptake curve, as its shape has them.
ExpressionGrid uptakeGrid();

/// Cost per patient in the year of the device and of every present treatment.
ExpressionGrid budgetCostGrid();

}  // namespace kachi

#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

/// Time-to-event curves: name, family or formula.
RowTable curveRows();

/// Later pieces of the curves: from when on another family holds.
RowTable pieceRows();

/// Arguments of families, ratios and cure fraction: one column per curve and per piece.
ExpressionGrid curveGrid();

/// Curves of the partitioned-survival model, innermost first.
RowTable curveOrderRows();

Text survivalFamilyText(SurvivalFamily family);

}  // namespace kachi

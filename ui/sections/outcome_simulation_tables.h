#pragma once

#include "ui/itemmodels/expression_grid_model.h"
#include "ui/itemmodels/row_table_model.h"

namespace kachi {

/// What distinguishes simulated patients: names in formulas and their distributions.
RowTable attributeRows();

/// Arguments of the distributions: one column per attribute.
ExpressionGrid attributeGrid();

/// Competing events of the simulation.
RowTable eventRows();

/// New values of attributes (columns) after an event (rows).
ExpressionGrid eventSetsGrid();

}  // namespace kachi

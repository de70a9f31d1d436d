#pragma once

#include "app/report/table.h"

namespace kachi {

/// The table without the columns that say nothing: every cell is empty or `blank`. The first column stays, and so does
/// a table without rows.
Table withoutEmptyColumns(Table table, const Text& blank = {});

}  // namespace kachi

#pragma once

#include "app/report/print_text.h"
#include "app/report/table.h"

namespace kachi {

/// Items of a table over the full text width: head (repeated on every page), rows, notes. A table too wide for the page
/// becomes several, each with the stub columns repeated. @param title numbered title, printed above
std::vector<FlowItem> layOutTable(const Table& table, const QString& title, Language language);

}  // namespace kachi

#pragma once

#include "models/core/trace.h"

#include <QString>

class QTreeWidget;

namespace kachi {

/// A tree with the columns of a calculation: step, formula and inputs, value, unit, rounding, clause, status.
QTreeWidget* makeTraceTree();

/// Shows how one figure came about; all steps open.
void fillTraceTree(QTreeWidget* tree, const Trace& trace, Language language);

/// "1,234.5 円", four significant digits or whole numbers.
QString traceHeadline(const Trace& trace, Language language);

}  // namespace kachi

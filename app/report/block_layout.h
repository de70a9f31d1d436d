#pragma once

#include "app/report/page_flow.h"
#include "app/report/pdf_writer.h"

namespace kachi {

/// All blocks of a report as items for the page flow; headings, tables and figures receive their numbers here.
std::vector<FlowItem> layOutReport(const ReportDocument& document, FigurePainter& figurePainter, Language language);

}  // namespace kachi

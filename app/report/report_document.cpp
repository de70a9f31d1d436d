#include "app/report/report_document.h"

namespace kachi {

Issues validate(const ReportDocument& document) {
    Issues issues;
    for (const ReportBlock& block : document.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) append(issues, validate(*table, table->title.en));
        if (const auto* row = std::get_if<FigureRow>(&block)) {
            for (const Figure& figure : row->figures) append(issues, validate(figure));
        }
    }
    return issues;
}

}  // namespace kachi

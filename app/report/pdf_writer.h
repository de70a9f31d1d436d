#pragma once

#include "app/report/report_document.h"
#include "models/core/result.h"

#include <QPainter>
#include <QString>

namespace kachi {

/// Paints the picture of a figure without title and caption. Implemented in ui/charts, given by main.
class FigurePainter {
public:
    virtual ~FigurePainter() = default;

    /// @param area in points (1/72 inch); the painter is scaled to match
    virtual void paint(QPainter& painter, const QRectF& area, const Figure& figure, Language language) = 0;
};

/// Draws the running head (title, case) and foot (origin, page of pages) of one page; the painter works in points.
/// @param number  of the page, from 1
void drawFurniture(QPainter& painter, const ReportDocument& document, std::size_t number, std::size_t count,
                   Language language);

/// Prints a report as A4 PDF with embedded fonts, selectable text and vector figures. The file is written aside and
/// replaced when complete; a failure leaves what was there. @pre a QGuiApplication exists
/// Issues: report.fontMissing, report.cannotWrite, and those of validate(ReportDocument).
Done writePdf(const ReportDocument& document, const QString& path, FigurePainter& figurePainter, Language language);

}  // namespace kachi

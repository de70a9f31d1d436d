#pragma once

#include "app/report/pdf_writer.h"

namespace kachi {

/// Paints report figures in the paper theme; main gives it to the report writer.
class PaperFigurePainter : public FigurePainter {
public:
    void paint(QPainter& painter, const QRectF& area, const Figure& figure, Language language) override;
};

}  // namespace kachi

#include "ui/charts/paper_figure_painter.h"

#include "ui/charts/figure_painter.h"

namespace kachi {

void PaperFigurePainter::paint(QPainter& painter, const QRectF& area, const Figure& figure, Language language) {
    paintFigureBody(painter, area, figure, ChartTheme::paper(), language);
}

}  // namespace kachi

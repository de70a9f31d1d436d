#include "ui/charts/paper_figure_painter.h"

#include "ui/charts/figure_painter.h"

namespace kachi {

/// Figures narrower than this, in points, share the page with a neighbour and take smaller type.
constexpr double sideBySide = 300.0;

void PaperFigurePainter::paint(QPainter& painter, const QRectF& area, const Figure& figure, Language language) {
    ChartTheme theme = ChartTheme::paper();
    if (area.width() < sideBySide) theme.fontPixels = 7;
    paintFigureBody(painter, area, figure, theme, language);
}

}  // namespace kachi

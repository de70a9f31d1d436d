#pragma once

#include "ui/charts/canvas.h"

namespace kachi {

/// Paints a whole figure: title, legend, plot, caption. The same for widget, SVG, PNG and PDF. Figures that do not
/// validate show why instead of a picture; empty ones say so.
/// @return places that can say their value, in the coordinates of `area`
std::vector<HotSpot> paintFigure(QPainter& painter, const QRectF& area, const Figure& figure, const ChartTheme& theme,
                                 Language language);

/// The same without title and caption, for reports that print them as text.
std::vector<HotSpot> paintFigureBody(QPainter& painter, const QRectF& area, const Figure& figure,
                                     const ChartTheme& theme, Language language);

/// One painter per kind; `area` holds legend, plot and axes.
void paintLines(const Canvas& canvas, const QRectF& area, const LineFigure& lines);
void paintScatter(const Canvas& canvas, const QRectF& area, const ScatterFigure& scatter);
void paintLorenz(const Canvas& canvas, const QRectF& area, const LorenzFigure& lorenz);
void paintBars(const Canvas& canvas, const QRectF& area, const BarFigure& bars);
void paintRowBars(const Canvas& canvas, const QRectF& area, const BarFigure& bars);  ///< of horizontal bars
void paintTornado(const Canvas& canvas, const QRectF& area, const TornadoFigure& tornado);
void paintCorridor(const Canvas& canvas, const QRectF& area, const CorridorFigure& corridor);
void paintForest(const Canvas& canvas, const QRectF& area, const ForestFigure& forest);
void paintWaterfall(const Canvas& canvas, const QRectF& area, const WaterfallFigure& waterfall);
void paintHeat(const Canvas& canvas, const QRectF& area, const HeatFigure& heat);
void paintTree(const Canvas& canvas, const QRectF& area, const TreeFigure& tree);
void paintNetwork(const Canvas& canvas, const QRectF& area, const NetworkFigure& network);
void paintFlow(const Canvas& canvas, const QRectF& area, const FlowFigure& flow);
void paintMap(const Canvas& canvas, const QRectF& area, const MapFigure& map);

}  // namespace kachi

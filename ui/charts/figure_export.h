#pragma once

#include "models/core/result.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/figure_painter.h"

#include <QImage>

namespace kachi {

enum class FigureFile { svg, png, csv };

/// The whole figure in the light theme, `zoom` pixels per unit.
QImage figureImage(const Figure& figure, const QSizeF& size, double zoom, Language language);

/// Scalable picture with selectable text.
QByteArray figureSvg(const Figure& figure, const QSizeF& size, Language language);

/// Writes a figure aside and replaces the file when complete. CSV holds every number of the figure, also the points
/// that are not drawn. Issues: report.cannotWrite, and those of validate(Figure).
Done saveFigure(const Figure& figure, FigureFile kind, const QString& path, const QSizeF& size, Language language);

}  // namespace kachi

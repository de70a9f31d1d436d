#pragma once

#include "app/report/print_text.h"
#include "ui/charts/axis_scale.h"
#include "ui/charts/chart_theme.h"

#include <QPainter>
#include <QPainterPath>

namespace kachi {

/// A place of a painted figure that can say its value.
struct HotSpot {
    QRectF area;
    QString text{};
    std::string traceId{};   ///< explanation that a click opens; empty: none
    QPainterPath outline{};  ///< narrows the area down, where it is not a rectangle
    std::string region{};    ///< code of the prefecture shown here; empty: none
};

/// What every painter needs while one figure is painted.
struct Canvas {
    QPainter& painter;
    const ChartTheme& theme;
    Language language;
    std::vector<HotSpot>& hotSpots;

    QString text(const Text& words) const { return printedWords(words, language); }
    QString number(double value, const Axis& axis, int decimals = automaticDecimals) const;
    QString numberWithUnit(double value, const Axis& axis) const;
    double textWidth(const QString& words, const QFont& font) const;
    double lineHeight(const QFont& font) const;
    double em() const { return theme.fontPixels; }

    /// Words wrapped inside `box`; returns the height they take.
    double drawText(const QRectF& box, const QString& words, const QFont& font, const QColor& colour,
                    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignTop) const;
    double textHeight(double width, const QString& words, const QFont& font) const;
};

QString axisTitle(const Axis& axis, Language language);

/// One entry of the legend: a stroke, a marker or a filled patch, whichever is set.
struct LegendEntry {
    QString name{};
    QPen stroke = Qt::NoPen;
    QBrush patch = Qt::NoBrush;
    std::optional<MarkerShape> marker{};
    QColor markerColour{};
};

/// Legend at the top of `area` in as many lines as it takes; returns its height, 0 for fewer than one entry.
double drawLegend(const Canvas& canvas, const QRectF& area, const std::vector<LegendEntry>& entries);

void drawMarker(QPainter& painter, MarkerShape shape, QPointF centre, double size, const QColor& fill,
                const QColor& outline);

/// Grid, tick labels and title of a horizontal value axis under `plot`.
void drawHorizontalAxis(const Canvas& canvas, const QRectF& plot, const Axis& axis, const AxisScale& scale);
double horizontalAxisHeight(const Canvas& canvas);

/// Width that the labels and the title of a vertical axis take beside a plot of about this height.
double verticalAxisWidth(const Canvas& canvas, const Axis& axis, const AxisScale& scale, double height);

/// Grid, tick labels and title of a vertical value axis left of `plot`. @param width  what verticalAxisWidth gave
void drawVerticalAxis(const Canvas& canvas, const QRectF& plot, const Axis& axis, const AxisScale& scale, double width);

}  // namespace kachi

#include "ui/charts/colour_mix.h"
#include "ui/charts/figure_painter.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Range of the shown values; the contour lies inside it so that both sides get their colour.
struct ValueRange {
    double low = 0.0;
    double high = 1.0;
};

ValueRange rangeOf(const HeatFigure& heat) {
    std::vector<double> values;
    for (const auto& column : heat.cells) {
        for (const std::optional<double>& cell : column) {
            if (cell) values.push_back(*cell);
        }
    }
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return {*least, *most};
}

/// Without a contour a tint of the accent; with one, two colours that part at it.
QColor cellColour(const ChartTheme& theme, const HeatFigure& heat, const ValueRange& range, double value) {
    const QColor pale = mix(theme.background, theme.text, 0.06);
    if (!heat.contour) {
        const double share = range.high > range.low ? (value - range.low) / (range.high - range.low) : 0.5;
        return mix(pale, theme.accent, 0.1 + 0.9 * share);
    }
    const double reach = std::max(std::abs(range.high - *heat.contour), std::abs(range.low - *heat.contour));
    const double away = reach > 0.0 ? std::min(1.0, std::abs(value - *heat.contour) / reach) : 0.0;
    return mix(pale, value > *heat.contour ? theme.increase : theme.decrease, 0.15 + 0.75 * away);
}

/// Where the cell of a place begins: half way to its neighbour.
double edgeBefore(const std::vector<double>& places, std::size_t index) {
    if (places.size() == 1) return places.front() - 0.5;
    if (index == 0) return places[0] - (places[1] - places[0]) / 2.0;
    if (index == places.size()) return places.back() + (places.back() - places[places.size() - 2]) / 2.0;
    return (places[index - 1] + places[index]) / 2.0;
}

/// Colour key on the right of the plot.
void drawKey(const Canvas& canvas, const QRectF& area, const HeatFigure& heat, const ValueRange& range) {
    constexpr int patches = 48;
    const double em = canvas.em();
    const double step = area.height() / patches;
    for (int i = 0; i < patches; ++i) {
        const double value = range.high - (range.high - range.low) * (i + 0.5) / patches;
        canvas.painter.fillRect(QRectF(area.left(), area.top() + i * step, em, step + 0.5),
                                cellColour(canvas.theme, heat, range, value));
    }
    const int decimals = decimalsFor({range.low, range.high}, heat.value.format);
    const auto label = [&](double value, double y) {
        canvas.drawText({area.left() + 1.4 * em, y - 0.7 * em, area.width() - 1.4 * em, 1.4 * em},
                        canvas.number(value, heat.value, decimals), canvas.theme.font(0.9), canvas.theme.muted,
                        Qt::AlignLeft | Qt::AlignVCenter);
    };
    label(range.high, area.top() + 0.5 * em);
    label(range.low, area.bottom() - 0.5 * em);
    if (!heat.contour || *heat.contour <= range.low || *heat.contour >= range.high) return;
    const double y = area.top() + area.height() * (range.high - *heat.contour) / (range.high - range.low);
    canvas.painter.setPen(QPen(canvas.theme.text, canvas.theme.hairline() * 1.5));
    canvas.painter.drawLine(QPointF(area.left() - 0.2 * em, y), QPointF(area.left() + 1.2 * em, y));
    if (y > area.top() + 1.8 * em && y < area.bottom() - 1.8 * em) label(*heat.contour, y);
}

}  // namespace

void paintHeat(const Canvas& canvas, const QRectF& area, const HeatFigure& heat) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const ValueRange range = rangeOf(heat);
    Axis xAxis = heat.x;
    Axis yAxis = heat.y;
    xAxis.minimum = edgeBefore(heat.xs, 0);
    xAxis.maximum = edgeBefore(heat.xs, heat.xs.size());
    yAxis.minimum = edgeBefore(heat.ys, 0);
    yAxis.maximum = edgeBefore(heat.ys, heat.ys.size());
    const AxisScale x = linearScale(xAxis, heat.xs);
    const AxisScale y = linearScale(yAxis, heat.ys);

    const double keyTitle = 1.8 * em;
    const double bottom = horizontalAxisHeight(canvas);
    const double left = verticalAxisWidth(canvas, heat.y, y, area.height() - keyTitle - bottom);
    const double keyWidth = 7.0 * em;
    const QRectF plot = area.adjusted(left, keyTitle, -keyWidth - em, -bottom);
    drawHorizontalAxis(canvas, plot, heat.x, x);
    drawVerticalAxis(canvas, plot, heat.y, y, left);

    const auto place = [&](double px, double py) {
        return QPointF(plot.left() + x.fraction(px) * plot.width(), plot.bottom() - y.fraction(py) * plot.height());
    };
    canvas.painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < heat.xs.size(); ++i) {
        for (std::size_t j = 0; j < heat.ys.size(); ++j) {
            const QRectF cell = QRectF(place(edgeBefore(heat.xs, i), edgeBefore(heat.ys, j + 1)),
                                       place(edgeBefore(heat.xs, i + 1), edgeBefore(heat.ys, j)))
                                    .normalized();
            const std::optional<double>& value = heat.cells[i][j];
            canvas.painter.fillRect(cell.adjusted(0.0, 0.0, 0.4, 0.4),
                                    value ? cellColour(theme, heat, range, *value) : theme.empty);
            Axis cellX = heat.x;
            const QString where =
                canvas.numberWithUnit(heat.xs[i], cellX) + u", "_s + canvas.numberWithUnit(heat.ys[j], heat.y) + u'\n';
            canvas.hotSpots.push_back({cell, where + (value ? canvas.numberWithUnit(*value, heat.value) : u"–"_s)});
        }
    }
    // The border between the two sides of the contour.
    if (heat.contour) {
        canvas.painter.setPen(QPen(theme.text, theme.hairline() * 2.0));
        const auto above = [&](std::size_t i, std::size_t j) {
            return heat.cells[i][j] && *heat.cells[i][j] > *heat.contour;
        };
        for (std::size_t i = 0; i < heat.xs.size(); ++i) {
            for (std::size_t j = 0; j < heat.ys.size(); ++j) {
                const double right = edgeBefore(heat.xs, i + 1);
                const double top = edgeBefore(heat.ys, j + 1);
                if (i + 1 < heat.xs.size() && above(i, j) != above(i + 1, j)) {
                    canvas.painter.drawLine(place(right, edgeBefore(heat.ys, j)), place(right, top));
                }
                if (j + 1 < heat.ys.size() && above(i, j) != above(i, j + 1)) {
                    canvas.painter.drawLine(place(edgeBefore(heat.xs, i), top), place(right, top));
                }
            }
        }
    }
    if (heat.base) {
        drawMarker(canvas.painter, MarkerShape::diamond, place(heat.base->x, heat.base->y), em, theme.text,
                   theme.background);
    }
    canvas.drawText({plot.right() - 12.0 * em, area.top(), area.right() - plot.right() + 12.0 * em, keyTitle},
                    axisTitle(heat.value, canvas.language), theme.font(), theme.text, Qt::AlignRight);
    drawKey(canvas, {plot.right() + em, plot.top(), keyWidth, plot.height()}, heat, range);
}

}  // namespace kachi

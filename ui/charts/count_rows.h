#pragma once

#include "ui/charts/canvas.h"

#include <functional>

namespace kachi {

/// Numbers below a plot, one row per series that has counts, under the ticks of the axis: the numbers at risk below
/// survival curves. Too many rows for the figure are left out; the figure's table holds the numbers too.
class CountRows {
public:
    /// @param style of a series, by its index: the colour of its name
    CountRows(const Canvas& canvas, const LineFigure& lines, double areaHeight,
              const std::function<std::size_t(std::size_t series)>& style);

    double height() const;     ///< 0 without rows
    double nameWidth() const;  ///< what the names take left of the plot

    /// @param plot with its horizontal axis below it, the rows under that
    void draw(const QRectF& plot, const AxisScale& x) const;

private:
    struct Row {
        QString name;
        QColor colour;
        const LineSeries* series;
    };

    double lineStep() const { return 1.35 * m_canvas.em(); }

    const Canvas& m_canvas;
    QFont m_font;
    QString m_heading;  ///< empty: the only row bears it as its name
    std::vector<Row> m_rows;
};

}  // namespace kachi

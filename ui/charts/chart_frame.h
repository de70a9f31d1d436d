#pragma once

#include "ui/charts/canvas.h"

#include <QGraphicsScene>
#include <QtCharts/QChart>

namespace kachi {

/// A Qt chart whose series are painted at once into a plot with our own axes: no view, event loop or OpenGL.
class ChartFrame {
public:
    /// Value axes on both sides.
    ChartFrame(const Canvas& canvas, const QRectF& area, const Axis& x, const AxisScale& xScale, const Axis& y,
               const AxisScale& yScale);
    /// Names along the bottom, the i-th around x = i; values along the left.
    ChartFrame(const Canvas& canvas, const QRectF& area, const QStringList& names, const QString& title, const Axis& y,
               const AxisScale& yScale);

    void addSeries(QAbstractSeries* series);  ///< the chart owns it
    void addLine(const std::vector<Point>& points, const QPen& pen);
    void addArea(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& fill);
    void addBand(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& colour);
    void addPoints(const std::vector<Point>& points, MarkerShape shape, double size, const QColor& fill,
                   const QColor& outline);

    void render();  ///< paints all series added so far, the points on top; points on the border stay whole

    const QRectF& plot() const { return m_plot; }
    QPointF place(Point value) const;

private:
    void prepareChart();
    QList<QPointF> asPoints(const std::vector<Point>& points) const;

    struct Cloud {
        std::vector<Point> points;
        MarkerShape shape;
        double size;
        QColor fill;
        QColor outline;
    };

    const Canvas& m_canvas;
    QRectF m_area;
    QRectF m_plot;
    AxisScale m_xScale;
    AxisScale m_yScale;
    QGraphicsScene m_scene;
    std::vector<Cloud> m_clouds;
    QChart* m_chart;  ///< owned by the scene
};

}  // namespace kachi

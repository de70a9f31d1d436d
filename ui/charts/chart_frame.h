#pragma once

#include "ui/charts/canvas.h"

#include <QGraphicsScene>
#include <QtCharts/QChart>
#include <QtCharts/QXYSeries>

#include <memory>

namespace kachi {

/// A Qt chart laid out and painted at once, without a view, an event loop or OpenGL.
class ChartFrame {
public:
    ChartFrame(const Canvas& canvas, const QRectF& area);
    ~ChartFrame();

    QChart& chart() { return *m_chart; }

    /// Value axes with our ticks; every series added later uses them.
    void setAxes(const Axis& x, const AxisScale& xScale, const Axis& y, const AxisScale& yScale);
    /// Names along the bottom, values along the left.
    void setAxes(const QStringList& categories, const QString& categoryTitle, const Axis& y, const AxisScale& yScale);

    void addSeries(QAbstractSeries* series);  ///< the chart owns it
    void addLine(const std::vector<Point>& points, const QPen& pen);
    void addBand(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& colour);
    void addPoints(const std::vector<Point>& points, MarkerShape shape, double size, const QColor& fill,
                   const QColor& outline);

    /// Paints all that was added; afterwards plot() and place() tell where things are in the canvas.
    void render();
    QRectF plot() const;
    QPointF place(Point value) const;

private:
    QAbstractAxis* valueAxis(const Axis& axis, const AxisScale& scale);
    void addAxes(QAbstractAxis* bottom, QAbstractAxis* left);

    const Canvas& m_canvas;
    QRectF m_area;
    QGraphicsScene m_scene;
    QChart* m_chart;  ///< owned by the scene
    AxisScale m_xScale;
    AxisScale m_yScale;
};

}  // namespace kachi

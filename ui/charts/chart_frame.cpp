#include "ui/charts/chart_frame.h"

#include <QGraphicsLayout>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace kachi {
namespace {

/// Place of a value on the chart's own axis, which is linear.
double chartValue(const AxisScale& scale, double value) {
    return scale.logarithmic ? scale.fraction(value) : value;
}

}  // namespace

ChartFrame::ChartFrame(const Canvas& canvas, const QRectF& area, const Axis& x, const AxisScale& xScale, const Axis& y,
                       const AxisScale& yScale)
    : m_canvas(canvas), m_area(area), m_xScale(xScale), m_yScale(yScale), m_chart(new QChart) {
    const double em = canvas.em();
    m_plot = area.adjusted(verticalAxisWidth(canvas, y, yScale), 0.7 * em, -1.8 * em, -horizontalAxisHeight(canvas));
    drawVerticalAxis(canvas, m_plot, y, yScale);
    drawHorizontalAxis(canvas, m_plot, x, xScale);
    prepareChart();
}

ChartFrame::ChartFrame(const Canvas& canvas, const QRectF& area, const QStringList& names, const QString& title,
                       const Axis& y, const AxisScale& yScale)
    : m_canvas(canvas),
      m_area(area),
      m_xScale{.low = -0.5, .high = static_cast<double>(names.size()) - 0.5},
      m_yScale(yScale),
      m_chart(new QChart) {
    const double em = canvas.em();
    const QFont font = canvas.theme.font();
    const double left = verticalAxisWidth(canvas, y, yScale);
    const double slot = (area.width() - left - em) / static_cast<double>(names.size());
    double nameHeight = 0.0;
    for (const QString& name : names) nameHeight = std::max(nameHeight, canvas.textHeight(slot - 0.6 * em, name, font));
    const double titleHeight = title.isEmpty() ? 0.0 : 1.6 * em;
    m_plot = area.adjusted(left, 0.7 * em, -em, -nameHeight - titleHeight - 0.5 * em);
    drawVerticalAxis(canvas, m_plot, y, yScale);
    double x = m_plot.left() + 0.3 * em;
    for (const QString& name : names) {
        canvas.drawText({x, m_plot.bottom() + 0.4 * em, slot - 0.6 * em, nameHeight}, name, font, canvas.theme.text,
                        Qt::AlignHCenter);
        x += slot;
    }
    canvas.drawText({m_plot.left(), m_plot.bottom() + 0.5 * em + nameHeight, m_plot.width(), titleHeight}, title, font,
                    canvas.theme.text, Qt::AlignHCenter);
    prepareChart();
}

void ChartFrame::prepareChart() {
    m_scene.addItem(m_chart);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setDropShadowEnabled(false);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->resize(m_area.size());
    m_chart->setPlotArea(m_plot.translated(-m_area.topLeft()));
    const auto addAxis = [&](const AxisScale& scale, Qt::Alignment side) {
        auto* axis = new QValueAxis;
        axis->setRange(chartValue(scale, scale.low), chartValue(scale, scale.high));
        axis->setVisible(false);
        m_chart->addAxis(axis, side);
    };
    addAxis(m_xScale, Qt::AlignBottom);
    addAxis(m_yScale, Qt::AlignLeft);
}

QList<QPointF> ChartFrame::asPoints(const std::vector<Point>& points) const {
    QList<QPointF> all;
    all.reserve(static_cast<qsizetype>(points.size()));
    for (const Point& point : points) all.append({chartValue(m_xScale, point.x), chartValue(m_yScale, point.y)});
    return all;
}

void ChartFrame::addSeries(QAbstractSeries* series) {
    m_chart->addSeries(series);
    for (QAbstractAxis* axis : m_chart->axes()) series->attachAxis(axis);
}

namespace {

QScatterSeries::MarkerShape qtShape(MarkerShape shape) {
    switch (shape) {
        case MarkerShape::circle:
            return QScatterSeries::MarkerShapeCircle;
        case MarkerShape::square:
            return QScatterSeries::MarkerShapeRectangle;
        case MarkerShape::triangle:
            return QScatterSeries::MarkerShapeTriangle;
        case MarkerShape::diamond:
            return QScatterSeries::MarkerShapeRotatedRectangle;
        case MarkerShape::pentagon:
            return QScatterSeries::MarkerShapePentagon;
        case MarkerShape::star:
            return QScatterSeries::MarkerShapeStar;
    }
    return QScatterSeries::MarkerShapeCircle;
}

}  // namespace

void ChartFrame::addLine(const std::vector<Point>& points, const QPen& pen) {
    auto* line = new QLineSeries;
    line->replace(asPoints(points));
    line->setPen(pen);
    addSeries(line);
}

void ChartFrame::addArea(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& fill) {
    auto* upper = new QLineSeries;
    auto* lower = new QLineSeries;
    upper->replace(asPoints(high));
    lower->replace(asPoints(low));
    auto* band = new QAreaSeries(upper, lower);
    upper->setParent(band);
    lower->setParent(band);
    band->setBrush(fill);
    band->setPen(Qt::NoPen);
    addSeries(band);
}

void ChartFrame::addBand(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& colour) {
    QColor tint = colour;
    tint.setAlphaF(0.18F);
    addArea(low, high, tint);
}

void ChartFrame::addPoints(const std::vector<Point>& points, MarkerShape shape, double size, const QColor& fill,
                           const QColor& outline) {
    auto* cloud = new QScatterSeries;
    cloud->replace(asPoints(points));
    cloud->setMarkerShape(qtShape(shape));
    cloud->setMarkerSize(size);
    cloud->setBrush(fill);
    cloud->setPen(outline.alpha() == 0 ? QPen(Qt::NoPen) : QPen(outline, size / 8.0));
    addSeries(cloud);
}

void ChartFrame::render() {
    m_chart->layout()->activate();
    const QRectF source(QPointF(), m_area.size());
    m_scene.setSceneRect(source);
    m_scene.render(&m_canvas.painter, m_area, source, Qt::IgnoreAspectRatio);
}

QPointF ChartFrame::place(Point value) const {
    return {m_plot.left() + m_xScale.fraction(value.x) * m_plot.width(),
            m_plot.bottom() - m_yScale.fraction(value.y) * m_plot.height()};
}

}  // namespace kachi

#include "ui/charts/chart_frame.h"

#include <QGraphicsLayout>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>

namespace kachi {

ChartFrame::ChartFrame(const Canvas& canvas, const QRectF& area) : m_canvas(canvas), m_area(area), m_chart(new QChart) {
    m_scene.addItem(m_chart);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setDropShadowEnabled(false);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->setMargins(QMargins(0, 0, qRound(canvas.em()), 0));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
}

ChartFrame::~ChartFrame() = default;

QAbstractAxis* ChartFrame::valueAxis(const Axis& axis, const AxisScale& scale) {
    auto* ticks = new QCategoryAxis;
    ticks->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    ticks->setStartValue(scale.low);
    for (const double tick : scale.ticks) {
        ticks->append(QString::fromStdString(tickText(scale, tick, axis, m_canvas.language)), tick);
    }
    ticks->setRange(scale.low, scale.high);
    ticks->setTitleText(axisTitle(axis, m_canvas.language));
    return ticks;
}

void ChartFrame::addAxes(QAbstractAxis* bottom, QAbstractAxis* left) {
    const ChartTheme& theme = m_canvas.theme;
    for (QAbstractAxis* axis : {bottom, left}) {
        axis->setLabelsFont(theme.font());
        axis->setLabelsColor(theme.muted);
        axis->setTitleFont(theme.font());
        axis->setTitleBrush(theme.text);
        axis->setGridLinePen(QPen(theme.grid, theme.hairline()));
        axis->setLinePen(QPen(theme.axis, theme.hairline()));
    }
    m_chart->addAxis(bottom, Qt::AlignBottom);
    m_chart->addAxis(left, Qt::AlignLeft);
}

void ChartFrame::setAxes(const Axis& x, const AxisScale& xScale, const Axis& y, const AxisScale& yScale) {
    m_xScale = xScale;
    m_yScale = yScale;
    addAxes(valueAxis(x, xScale), valueAxis(y, yScale));
}

void ChartFrame::setAxes(const QStringList& categories, const QString& categoryTitle, const Axis& y,
                         const AxisScale& yScale) {
    m_xScale = {.low = -0.5, .high = static_cast<double>(categories.size()) - 0.5};
    m_yScale = yScale;
    auto* names = new QBarCategoryAxis;
    names->append(categories);
    names->setTitleText(categoryTitle);
    addAxes(names, valueAxis(y, yScale));
    names->setGridLineVisible(false);
}

void ChartFrame::addSeries(QAbstractSeries* series) {
    m_chart->addSeries(series);
    for (QAbstractAxis* axis : m_chart->axes()) series->attachAxis(axis);
}

namespace {

QList<QPointF> asPoints(const std::vector<Point>& points) {
    QList<QPointF> all;
    all.reserve(static_cast<qsizetype>(points.size()));
    for (const Point& point : points) all.append({point.x, point.y});
    return all;
}

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

void ChartFrame::addBand(const std::vector<Point>& low, const std::vector<Point>& high, const QColor& colour) {
    auto* upper = new QLineSeries;
    auto* lower = new QLineSeries;
    upper->replace(asPoints(high));
    lower->replace(asPoints(low));
    auto* band = new QAreaSeries(upper, lower);
    upper->setParent(band);
    lower->setParent(band);
    QColor tint = colour;
    tint.setAlphaF(0.18F);
    band->setBrush(tint);
    band->setPen(Qt::NoPen);
    addSeries(band);
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
    m_chart->resize(m_area.size());
    m_chart->layout()->activate();
    const QRectF source(QPointF(), m_area.size());
    m_scene.setSceneRect(source);
    m_scene.render(&m_canvas.painter, m_area, source, Qt::IgnoreAspectRatio);
}

QRectF ChartFrame::plot() const {
    return m_chart->plotArea().translated(m_area.topLeft());
}

QPointF ChartFrame::place(Point value) const {
    const QRectF area = plot();
    return {area.left() + m_xScale.fraction(value.x) * area.width(),
            area.bottom() - m_yScale.fraction(value.y) * area.height()};
}

}  // namespace kachi

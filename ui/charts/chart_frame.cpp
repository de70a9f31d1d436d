#include "ui/charts/chart_frame.h"

#include <QGraphicsLayout>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
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
    m_plot = area.adjusted(0.0, 0.7 * em, -1.8 * em, -horizontalAxisHeight(canvas));
    const double left = verticalAxisWidth(canvas, y, yScale, m_plot.height());
    m_plot.setLeft(area.left() + left);
    drawVerticalAxis(canvas, m_plot, y, yScale, left);
    drawHorizontalAxis(canvas, m_plot, x, xScale);
    prepareChart();
}

namespace {

/// Names under the categories: wrapped between words, upright where a word would be broken, every second or further
/// one where even that is too tight.
class CategoryNames {
public:
    CategoryNames(const Canvas& canvas, const QStringList& names, double width, double mostHeight)
        : m_canvas(canvas), m_names(names), m_font(canvas.theme.font()), m_width(width) {
        double widest = 0.0;
        for (const QString& name : names) {
            widest = std::max(widest, canvas.textWidth(name, m_font));
            const bool latin = std::ranges::all_of(name, [](QChar letter) { return letter.unicode() < 0x2E80; });
            const QStringList pieces = latin ? name.split(u' ') : QStringList();
            for (const QString& piece : pieces) m_upright |= canvas.textWidth(piece, m_font) > width;
            m_upright |= canvas.textHeight(width, name, m_font) > 4.0 * canvas.lineHeight(m_font);
        }
        if (m_upright) {
            height = std::min(widest, mostHeight) + 0.3 * canvas.em();
            while (m_stride < names.size() && width * static_cast<double>(m_stride) < 0.9 * canvas.em()) ++m_stride;
            return;
        }
        for (const QString& name : names) height = std::max(height, canvas.textHeight(width, name, m_font));
    }

    /// @param slot  distance from one category to the next
    void draw(QPointF topLeft, double slot) const {
        for (qsizetype i = 0; i < m_names.size(); ++i) {
            const double centre = topLeft.x() + slot * (static_cast<double>(i) + 0.5);
            if (!m_upright) {
                m_canvas.drawText({centre - m_width / 2.0, topLeft.y(), m_width, height}, m_names[i], m_font,
                                  m_canvas.theme.text, Qt::AlignHCenter);
            } else if (i % m_stride == 0) {
                drawUpright({centre, topLeft.y()}, m_names[i]);
            }
        }
    }

    double height = 0.0;

private:
    void drawUpright(QPointF top, const QString& name) const {
        const double line = m_canvas.lineHeight(m_font);
        const QString fitted = QFontMetricsF(m_font).elidedText(name, Qt::ElideRight, height);
        m_canvas.painter.save();
        m_canvas.painter.translate(top);
        m_canvas.painter.rotate(-90.0);
        m_canvas.drawText({-height, -line / 2.0, height, line}, fitted, m_font, m_canvas.theme.text, Qt::AlignRight);
        m_canvas.painter.restore();
    }

    const Canvas& m_canvas;
    QStringList m_names;
    QFont m_font;
    double m_width;
    bool m_upright = false;
    qsizetype m_stride = 1;
};

}  // namespace

ChartFrame::ChartFrame(const Canvas& canvas, const QRectF& area, const QStringList& names, const QString& title,
                       const Axis& y, const AxisScale& yScale)
    : m_canvas(canvas),
      m_area(area),
      m_xScale{.low = -0.5, .high = static_cast<double>(names.size()) - 0.5},
      m_yScale(yScale),
      m_chart(new QChart) {
    const double em = canvas.em();
    const QFont font = canvas.theme.font();
    const double left = verticalAxisWidth(canvas, y, yScale, area.height() - 6.0 * em);
    const double slot = (area.width() - left - em) / static_cast<double>(names.size());
    const CategoryNames below(canvas, names, slot - 0.6 * em, area.height() / 3.0);
    const double titleHeight = title.isEmpty() ? 0.0 : 1.6 * em;
    m_plot = area.adjusted(left, 0.7 * em, -em, -below.height - titleHeight - 0.5 * em);
    drawVerticalAxis(canvas, m_plot, y, yScale, left);
    below.draw({m_plot.left(), m_plot.bottom() + 0.4 * em}, slot);
    canvas.drawText({m_plot.left(), m_plot.bottom() + 0.5 * em + below.height, m_plot.width(), titleHeight}, title,
                    font, canvas.theme.text, Qt::AlignHCenter);
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
        axis->setReverse(scale.descending);
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
    m_clouds.push_back({points, shape, size, fill, outline});
}

void ChartFrame::render() {
    m_chart->layout()->activate();
    const QRectF source(QPointF(), m_area.size());
    m_scene.setSceneRect(source);
    m_scene.render(&m_canvas.painter, m_area, source, Qt::IgnoreAspectRatio);
    const QRectF room = m_plot.adjusted(-1.0, -1.0, 1.0, 1.0);
    for (const Cloud& cloud : m_clouds) {
        for (const Point& point : cloud.points) {
            const QPointF centre = place(point);
            if (room.contains(centre)) {
                drawMarker(m_canvas.painter, cloud.shape, centre, cloud.size, cloud.fill, cloud.outline);
            }
        }
    }
}

QPointF ChartFrame::place(Point value) const {
    return {m_plot.left() + m_xScale.fraction(value.x) * m_plot.width(),
            m_plot.bottom() - m_yScale.fraction(value.y) * m_plot.height()};
}

}  // namespace kachi

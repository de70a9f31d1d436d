#include "ui/charts/figure_painter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

/// Figures whose rows share one horizontal value axis: tornado, price corridor, forest.
namespace {

/// Names at the left, plot in the middle, numbers at the right, axis below.
class RowFrame {
public:
    RowFrame(const Canvas& canvas, const QRectF& area, const Axis& axis, const AxisScale& scale,
             const std::vector<QString>& names, const std::vector<QString>& remarks)
        : m_canvas(canvas), m_area(area), m_scale(scale), m_names(names), m_remarks(remarks) {
        const double gap = canvas.em();
        const double right =
            widest(remarks) == 0.0 ? 1.5 * gap : std::min(widest(remarks) + 2 * gap, area.width() * 0.45);
        const double narrowestPlot = area.width() * 0.28;
        const double left = std::min({widest(names) + gap, area.width() * 0.36, area.width() - right - narrowestPlot});
        m_plot = area.adjusted(left, 0.0, -right, -horizontalAxisHeight(canvas));
        drawHorizontalAxis(canvas, m_plot, axis, scale);
    }

    const QRectF& plot() const { return m_plot; }
    double rowHeight() const { return m_plot.height() / static_cast<double>(m_names.size()); }
    double rowCentre(std::size_t row) const { return m_plot.top() + rowHeight() * (static_cast<double>(row) + 0.5); }
    double x(double value) const { return m_plot.left() + m_scale.fraction(value) * m_plot.width(); }
    QPointF place(double value, std::size_t row) const { return {x(value), rowCentre(row)}; }
    double barHeight() const { return std::min(rowHeight() * 0.62, 1.7 * m_canvas.em()); }

    void drawWords(std::size_t row, bool emphasis) const {
        const double gap = m_canvas.em();
        const double top = rowCentre(row) - rowHeight() / 2.0;
        drawFitted({m_area.left(), top, m_plot.left() - gap - m_area.left(), rowHeight()}, m_names[row],
                   m_canvas.theme.font(1.0, emphasis), m_canvas.theme.text, Qt::AlignRight);
        drawFitted({m_plot.right() + gap, top, m_area.right() - m_plot.right() - gap, rowHeight()}, m_remarks[row],
                   m_canvas.theme.font(0.95, emphasis), m_canvas.theme.muted, Qt::AlignLeft);
    }

    void drawVertical(double value, const QPen& pen) const {
        m_canvas.painter.setPen(pen);
        m_canvas.painter.drawLine(QPointF(x(value), m_plot.top()), QPointF(x(value), m_plot.bottom()));
    }

    void addHotSpot(std::size_t row, const QString& text, const std::string& traceId = {}) const {
        m_canvas.hotSpots.push_back(
            {QRectF(m_area.left(), rowCentre(row) - rowHeight() / 2.0, m_area.width(), rowHeight()), text, traceId});
    }

private:
    /// Words in the middle of their row, wrapped where the row is high enough, else on one line that is cut short.
    void drawFitted(const QRectF& box, const QString& words, const QFont& font, const QColor& colour,
                    Qt::Alignment side) const {
        const bool wraps = m_canvas.textHeight(box.width(), words, font) <= box.height() + 1.0;
        const QString fitted =
            wraps ? words
                  : QFontMetricsF(font).elidedText(QString(words).replace(u'\n', u' '), Qt::ElideRight, box.width());
        m_canvas.drawText(box, fitted, font, colour, side | Qt::AlignVCenter);
    }

    double widest(const std::vector<QString>& words) const {
        double width = 0.0;
        for (const QString& text : words) {
            for (const QString& line : text.split(u'\n')) {
                width = std::max(width, m_canvas.textWidth(line, m_canvas.theme.font(1.0, true)));
            }
        }
        return width;
    }

    const Canvas& m_canvas;
    QRectF m_area;
    AxisScale m_scale;
    std::vector<QString> m_names;
    std::vector<QString> m_remarks;
    QRectF m_plot;
};

QString intervalText(const Canvas& canvas, const Interval& bounds, const Axis& axis) {
    const int decimals = decimalsFor({bounds.low, bounds.high}, axis.format);
    return canvas.number(bounds.low, axis, decimals) + u" – "_s + canvas.number(bounds.high, axis, decimals);
}

QPen dashed(const QColor& colour, double width) {
    QPen pen(colour, width);
    pen.setDashPattern({4, 3});
    return pen;
}

}  // namespace

void paintRowBars(const Canvas& canvas, const QRectF& area, const BarFigure& bars) {
    const ChartTheme& theme = canvas.theme;
    std::vector<double> values{0.0};
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < bars.series.size(); ++i) {
        values.insert(values.end(), bars.series[i].values.begin(), bars.series[i].values.end());
        for (const Interval& bounds : bars.series[i].intervals) values.insert(values.end(), {bounds.low, bounds.high});
        if (bars.series.size() < 2) continue;
        legend.push_back(
            {.name = canvas.text(bars.series[i].name), .stroke = Qt::NoPen, .patch = theme.seriesColour(i)});
    }
    const int decimals = decimalsFor(values, bars.value.format);
    std::vector<QString> names;
    std::vector<QString> remarks;
    for (std::size_t row = 0; row < bars.categories.size(); ++row) {
        names.push_back(canvas.text(bars.categories[row]));
        QStringList numbers;
        for (const BarSeries& series : bars.series) numbers << canvas.number(series.values[row], bars.value, decimals);
        remarks.push_back(numbers.join(u" · "_s));
    }
    const double legendHeight = drawLegend(canvas, area, legend);
    const RowFrame frame(canvas, area.adjusted(0.0, legendHeight, 0.0, 0.0), bars.value,
                         linearScale(bars.value, values, 7), names, remarks);
    frame.drawVertical(0.0, QPen(theme.axis, theme.hairline()));
    const double height = frame.barHeight() / static_cast<double>(bars.series.size());
    for (std::size_t row = 0; row < bars.categories.size(); ++row) {
        for (std::size_t i = 0; i < bars.series.size(); ++i) {
            const BarSeries& series = bars.series[i];
            const double top = frame.rowCentre(row) - frame.barHeight() / 2.0 + height * static_cast<double>(i);
            const QRectF bar = QRectF(QPointF(frame.x(0.0), top), QPointF(frame.x(series.values[row]), top + height));
            canvas.painter.fillRect(bar.normalized(), theme.seriesColour(i));
            if (series.intervals.empty()) continue;
            canvas.painter.setPen(QPen(theme.text, canvas.em() / 10.0));
            canvas.painter.drawLine(QPointF(frame.x(series.intervals[row].low), top + height / 2.0),
                                    QPointF(frame.x(series.intervals[row].high), top + height / 2.0));
        }
        frame.drawWords(row, false);
        frame.addHotSpot(row, names[row] + u'\n' + remarks[row]);
    }
}

void paintTornado(const Canvas& canvas, const QRectF& area, const TornadoFigure& tornado) {
    std::vector<double> values{tornado.base};
    std::vector<QString> names;
    std::vector<QString> remarks;
    for (const TornadoBar& bar : tornado.bars) {
        values.insert(values.end(), {bar.low, bar.high});
        names.push_back(canvas.text(bar.name));
        const QString low = canvas.text(bar.lowInput);
        remarks.push_back(low.isEmpty() ? QString() : low + u" – "_s + canvas.text(bar.highInput));
    }
    const ChartTheme& theme = canvas.theme;
    const double legendHeight = drawLegend(
        canvas, area,
        {{.name = canvas.text({"入力を下限に", "Input at low end"}), .stroke = Qt::NoPen, .patch = theme.decrease},
         {.name = canvas.text({"入力を上限に", "Input at high end"}),
          .stroke = Qt::NoPen,
          .patch = theme.seriesColour(1)},
         {.name = canvas.text({"基本分析", "Base case"}) + u' ' + canvas.numberWithUnit(tornado.base, tornado.value),
          .stroke = QPen(theme.text, canvas.em() / 8.0)}});
    const RowFrame frame(canvas, area.adjusted(0.0, legendHeight, 0.0, 0.0), tornado.value,
                         linearScale(tornado.value, values, 7), names, remarks);
    for (std::size_t row = 0; row < tornado.bars.size(); ++row) {
        const TornadoBar& bar = tornado.bars[row];
        const auto drawEnd = [&](double value, const QColor& colour, double shift, double share) {
            const double height = frame.barHeight() * share;
            const QRectF body(QPointF(frame.x(tornado.base), frame.rowCentre(row) + shift * height),
                              QPointF(frame.x(value), frame.rowCentre(row) + (shift + 1.0) * height));
            canvas.painter.fillRect(body.normalized(), colour);
        };
        const bool sameSide = (bar.low - tornado.base) * (bar.high - tornado.base) > 0.0;
        drawEnd(bar.low, theme.decrease, sameSide ? -1.0 : -0.5, sameSide ? 0.5 : 1.0);
        drawEnd(bar.high, theme.seriesColour(1), sameSide ? 0.0 : -0.5, sameSide ? 0.5 : 1.0);
        frame.drawWords(row, false);
        frame.addHotSpot(row, names[row] + u'\n' + canvas.text(bar.lowInput) + u" → "_s +
                                  canvas.numberWithUnit(bar.low, tornado.value) + u'\n' + canvas.text(bar.highInput) +
                                  u" → "_s + canvas.numberWithUnit(bar.high, tornado.value));
    }
    frame.drawVertical(tornado.base, QPen(theme.text, canvas.em() / 8.0));
}

void paintCorridor(const Canvas& canvas, const QRectF& area, const CorridorFigure& corridor) {
    const ChartTheme& theme = canvas.theme;
    std::vector<double> values;
    std::vector<QString> names;
    std::vector<QString> remarks;
    for (const CorridorEntry& entry : corridor.entries) {
        QString remark;
        if (entry.marker) {
            values.push_back(*entry.marker);
            remark = canvas.number(*entry.marker, corridor.price);
        }
        if (entry.interval) {
            values.insert(values.end(), {entry.interval->low, entry.interval->high});
            const QString range = intervalText(canvas, *entry.interval, corridor.price);
            remark += remark.isEmpty() ? range : u'\n' + range;
        }
        names.push_back(canvas.text(entry.name));
        remarks.push_back(remark);
    }
    if (corridor.corridor) values.insert(values.end(), {corridor.corridor->low, corridor.corridor->high});

    std::vector<LegendEntry> legend;
    QColor shade = theme.accent;
    shade.setAlphaF(0.14F);
    if (corridor.corridor) {
        legend.push_back({.name = canvas.text(corridor.corridorLabel) + u' ' +
                                  intervalText(canvas, *corridor.corridor, corridor.price),
                          .stroke = Qt::NoPen,
                          .patch = shade});
    }
    const double legendHeight = drawLegend(canvas, area, legend);
    const RowFrame frame(canvas, area.adjusted(0.0, legendHeight, 0.0, 0.0), corridor.price,
                         linearScale(corridor.price, values, 6), names, remarks);
    if (corridor.corridor) {
        const QRectF band(QPointF(frame.x(corridor.corridor->low), frame.plot().top()),
                          QPointF(frame.x(corridor.corridor->high), frame.plot().bottom()));
        canvas.painter.fillRect(band, shade);
        frame.drawVertical(corridor.corridor->low, dashed(theme.accent, canvas.em() / 12.0));
        frame.drawVertical(corridor.corridor->high, dashed(theme.accent, canvas.em() / 12.0));
    }
    for (std::size_t row = 0; row < corridor.entries.size(); ++row) {
        const CorridorEntry& entry = corridor.entries[row];
        const QColor colour = entry.emphasis ? theme.accent : theme.muted;
        if (entry.interval) {
            const double half = frame.barHeight() * 0.22;
            const QRectF body(QPointF(frame.x(entry.interval->low), frame.rowCentre(row) - half),
                              QPointF(frame.x(entry.interval->high), frame.rowCentre(row) + half));
            QColor fill = colour;
            fill.setAlphaF(0.55F);
            canvas.painter.fillRect(body, fill);
        }
        if (entry.marker) {
            drawMarker(canvas.painter, entry.emphasis ? MarkerShape::diamond : MarkerShape::circle,
                       frame.place(*entry.marker, row), 0.95 * canvas.em(), colour, theme.background);
        }
        frame.drawWords(row, entry.emphasis);
        const QString note = canvas.text(entry.note);
        frame.addHotSpot(row, names[row] + u'\n' + remarks[row] + (note.isEmpty() ? note : u'\n' + note),
                         entry.traceId);
    }
}

void paintForest(const Canvas& canvas, const QRectF& area, const ForestFigure& forest) {
    const ChartTheme& theme = canvas.theme;
    std::vector<double> values{forest.noEffect};
    std::vector<double> estimates;
    std::vector<QString> names;
    double heaviest = 0.0;
    for (const ForestRow& row : forest.rows) {
        values.insert(values.end(), {row.estimate, row.low, row.high});
        estimates.push_back(row.estimate);
        names.push_back(canvas.text(row.name));
        heaviest = std::max(heaviest, row.weight.value_or(0.0));
    }
    const int decimals = decimalsFor(estimates, forest.effect.format);
    std::vector<QString> remarks;
    for (const ForestRow& row : forest.rows) {
        remarks.push_back(canvas.number(row.estimate, forest.effect, decimals) + u" ("_s +
                          canvas.number(row.low, forest.effect, decimals) + u" – "_s +
                          canvas.number(row.high, forest.effect, decimals) + u')');
    }
    const AxisScale scale =
        forest.logarithmic ? logarithmicScale(forest.effect, values) : linearScale(forest.effect, values, 6);
    const RowFrame frame(canvas, area, forest.effect, scale, names, remarks);
    frame.drawVertical(forest.noEffect, dashed(theme.axis, canvas.em() / 10.0));
    for (std::size_t row = 0; row < forest.rows.size(); ++row) {
        const ForestRow& study = forest.rows[row];
        const QPointF low = frame.place(study.low, row);
        const QPointF high = frame.place(study.high, row);
        const QPointF centre = frame.place(study.estimate, row);
        if (study.pooled) {
            const QPointF tall(0.0, 0.55 * canvas.em());
            canvas.painter.setPen(Qt::NoPen);
            canvas.painter.setBrush(theme.accent);
            canvas.painter.drawPolygon(QPolygonF({low, centre - tall, high, centre + tall}));
        } else {
            const double share = study.weight && heaviest > 0.0 ? std::sqrt(*study.weight / heaviest) : 0.6;
            canvas.painter.setPen(QPen(theme.text, canvas.em() / 10.0));
            canvas.painter.drawLine(low, high);
            drawMarker(canvas.painter, MarkerShape::square, centre, (0.35 + 0.75 * share) * canvas.em(),
                       theme.seriesColour(0), theme.background);
        }
        frame.drawWords(row, study.pooled);
        frame.addHotSpot(row, names[row] + u'\n' + remarks[row]);
    }
}

}  // namespace kachi

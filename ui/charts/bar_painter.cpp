#include "ui/charts/chart_frame.h"
#include "ui/charts/figure_painter.h"

#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QStackedBarSeries>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double groupShare = 0.7;   ///< part of a category's width its bars take
constexpr double widestSlot = 14.0;  ///< of a category, in ems: few bars do not spread over a wide area

/// Zero, every bar end and interval end.
std::vector<double> extent(const BarFigure& bars) {
    std::vector<double> values{0.0};
    for (std::size_t category = 0; category < bars.categories.size(); ++category) {
        double above = 0.0;
        double below = 0.0;
        for (const BarSeries& series : bars.series) {
            const double value = series.values[category];
            (value < 0.0 ? below : above) += value;
            values.push_back(value);
            if (!series.intervals.empty()) {
                values.insert(values.end(), {series.intervals[category].low, series.intervals[category].high});
            }
        }
        if (bars.stacked) values.insert(values.end(), {above, below});
    }
    return values;
}

/// Left and right end of one bar in category units.
Interval barSides(const BarFigure& bars, std::size_t category, std::size_t series) {
    const double centre = static_cast<double>(category);
    if (bars.stacked) return {centre - groupShare / 2.0, centre + groupShare / 2.0};
    const double width = groupShare / static_cast<double>(bars.series.size());
    const double left = centre - groupShare / 2.0 + width * static_cast<double>(series);
    return {left, left + width};
}

void drawInterval(const Canvas& canvas, const ChartFrame& frame, double x, const Interval& bounds) {
    const QPointF low = frame.place({x, bounds.low});
    const QPointF high = frame.place({x, bounds.high});
    const QPointF cap(0.3 * canvas.em(), 0.0);
    canvas.painter.setPen(QPen(canvas.theme.text, canvas.em() / 10.0));
    canvas.painter.drawLine(low, high);
    canvas.painter.drawLine(low - cap, low + cap);
    canvas.painter.drawLine(high - cap, high + cap);
}

}  // namespace

void paintBars(const Canvas& canvas, const QRectF& area, const BarFigure& bars) {
    if (bars.horizontal) return paintRowBars(canvas, area, bars);
    const ChartTheme& theme = canvas.theme;
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < bars.series.size() && bars.series.size() > 1; ++i) {
        legend.push_back(
            {.name = canvas.text(bars.series[i].name), .stroke = Qt::NoPen, .patch = theme.seriesColour(i)});
    }
    QStringList categories;
    for (const Text& name : bars.categories) categories << canvas.text(name);

    const AxisScale scale = linearScale(bars.value, extent(bars));
    const double legendHeight = drawLegend(canvas, area, legend);
    const double widest =
        verticalAxisWidth(canvas, bars.value, scale, area.height() - legendHeight - 6.0 * canvas.em()) +
        widestSlot * canvas.em() * static_cast<double>(std::max<std::size_t>(2, bars.categories.size()));
    const double margin = std::max(0.0, (area.width() - widest) / 2.0);
    ChartFrame frame(canvas, area.adjusted(margin, legendHeight, -margin, 0.0), categories,
                     canvas.text(bars.categoryLabel), bars.value, scale);
    QAbstractBarSeries* drawn = nullptr;
    if (bars.stacked) {
        drawn = new QStackedBarSeries;
    } else {
        drawn = new QBarSeries;
    }
    drawn->setBarWidth(groupShare);
    for (std::size_t i = 0; i < bars.series.size(); ++i) {
        auto* set = new QBarSet(canvas.text(bars.series[i].name));
        for (const double value : bars.series[i].values) *set << value;
        set->setColor(theme.seriesColour(i));
        set->setPen(QPen(theme.background, theme.hairline()));
        drawn->append(set);
    }
    frame.addSeries(drawn);
    frame.render();

    canvas.painter.setPen(QPen(theme.axis, theme.hairline()));
    canvas.painter.drawLine(frame.place({-0.5, 0.0}),
                            frame.place({static_cast<double>(bars.categories.size()) - 0.5, 0.0}));
    for (std::size_t category = 0; category < bars.categories.size(); ++category) {
        double above = 0.0;
        double below = 0.0;
        for (std::size_t i = 0; i < bars.series.size(); ++i) {
            const BarSeries& series = bars.series[i];
            const double value = series.values[category];
            const Interval sides = barSides(bars, category, i);
            double& level = value < 0.0 ? below : above;
            const double start = bars.stacked ? level : 0.0;
            level += value;
            canvas.hotSpots.push_back(
                {QRectF(frame.place({sides.low, start}), frame.place({sides.high, start + value})).normalized(),
                 categories[static_cast<qsizetype>(category)] + u'\n' + canvas.text(series.name) + u' ' +
                     canvas.numberWithUnit(value, bars.value)});
            if (!series.intervals.empty() && !bars.stacked) {
                drawInterval(canvas, frame, (sides.low + sides.high) / 2.0, series.intervals[category]);
            }
        }
    }
}

}  // namespace kachi

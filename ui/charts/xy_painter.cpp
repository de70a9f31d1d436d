#include "ui/charts/chart_frame.h"
#include "ui/charts/colour_mix.h"
#include "ui/charts/count_rows.h"
#include "ui/charts/figure_painter.h"

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Horizontal then vertical: each value holds until the next point.
std::vector<Point> steps(const std::vector<Point>& points) {
    std::vector<Point> corners;
    for (const Point& point : points) {
        if (!corners.empty()) corners.push_back({point.x, corners.back().y});
        corners.push_back(point);
    }
    return corners;
}

struct Extent {
    std::vector<double> x;
    std::vector<double> y;

    void add(const std::vector<Point>& points) {
        for (const Point& point : points) {
            x.push_back(point.x);
            y.push_back(point.y);
        }
    }
};

/// Solid enough to tell the areas apart, pale enough for the grid lines of a greyscale print.
QColor stackFill(const ChartTheme& theme, std::size_t index) {
    return mix(theme.background, theme.seriesColour(index), 0.75);
}

QPen referencePen(const ChartTheme& theme) {
    QPen pen(theme.muted, theme.fontPixels / 10.0);
    pen.setDashPattern({4, 3});
    return pen;
}

/// Lines through zero where the plot shows both signs.
void addZeroLines(ChartFrame& frame, const ChartTheme& theme, const AxisScale& x, const AxisScale& y) {
    const QPen pen(theme.axis, theme.hairline() * 1.3);
    if (y.low < 0.0 && y.high > 0.0) frame.addLine({{x.low, 0.0}, {x.high, 0.0}}, pen);
    if (x.low < 0.0 && x.high > 0.0) frame.addLine({{0.0, y.low}, {0.0, y.high}}, pen);
}

void addErrorBars(ChartFrame& frame, const LineSeries& series, const QPen& pen) {
    for (std::size_t point = 0; point < series.points.size(); ++point) {
        const double x = series.points[point].x;
        frame.addLine({{x, series.band[point].low}, {x, series.band[point].high}}, pen);
    }
}

void addHotSpot(const Canvas& canvas, const ChartFrame& frame, Point point, const QString& text) {
    const double reach = 0.6 * canvas.em();
    const QPointF centre = frame.place(point);
    canvas.hotSpots.push_back({QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach), text});
}

QString pointText(const Canvas& canvas, const Text& name, Point point, const Axis& x, const Axis& y) {
    const QString place = canvas.numberWithUnit(point.x, x) + u", "_s + canvas.numberWithUnit(point.y, y);
    return name.empty() ? place : canvas.text(name) + u'\n' + place;
}

/// Words beside a reference line, kept inside the plot and off the background. Labels of vertical lines stand on
/// different lines of text, `place` says which.
void labelReference(const Canvas& canvas, const QRectF& plot, QPointF anchor, const QString& words, bool vertical,
                    std::size_t place = 0) {
    if (!plot.adjusted(-1.0, -1.0, 1.0, 1.0).contains(anchor)) return;  // the axis ends before the line
    const QFont font = canvas.theme.font(0.9);
    const double width = canvas.textWidth(words, font) + 2.0;
    const double height = canvas.lineHeight(font);
    const double gap = 0.35 * canvas.em();
    QRectF box(vertical ? anchor.x() + gap : plot.right() - width - gap,
               vertical ? plot.top() + gap + static_cast<double>(place) * height : anchor.y() - height - 0.3 * gap,
               width, height);
    if (box.right() > plot.right()) box.moveRight(anchor.x() - gap);
    if (box.top() < plot.top()) box.moveTop(anchor.y() + 0.3 * gap);
    QColor veil = canvas.theme.background;
    veil.setAlphaF(0.8F);
    canvas.painter.fillRect(box, veil);
    canvas.drawText(box, words, font, canvas.theme.muted);
}

/// Series of equal name are parts of one thing (both limits of a funnel): they look as the first of them does.
std::size_t styleOf(const LineFigure& lines, std::size_t index) {
    const Text& name = lines.series[index].name;
    if (name.empty()) return index;
    for (std::size_t i = 0; i < index; ++i) {
        if (lines.series[i].name == name) return i;
    }
    return index;
}

/// Many single points, each with a name of its own: the names stand at the points, where a legend would be larger than
/// the plot.
bool namedAtPoints(const LineFigure& lines) {
    constexpr std::size_t mostInLegend = 5;
    return lines.series.size() > mostInLegend && std::ranges::all_of(lines.series, [](const LineSeries& series) {
               return !series.joined && series.points.size() == 1;
           });
}

/// Names beside their points where there is room; the others are told by the pointer.
void labelPoints(const Canvas& canvas, const ChartFrame& frame, const LineFigure& lines) {
    const QFont font = canvas.theme.font(0.85);
    const double height = canvas.lineHeight(font);
    const double gap = 0.6 * canvas.em();
    std::vector<QRectF> taken;
    for (const LineSeries& series : lines.series) {
        const QPointF at = frame.place(series.points.front());
        taken.emplace_back(at.x() - gap / 2.0, at.y() - gap / 2.0, gap, gap);
    }
    for (const LineSeries& series : lines.series) {
        const QPointF at = frame.place(series.points.front());
        const QString words = canvas.text(series.name);
        const double width = canvas.textWidth(words, font) + 2.0;
        for (const QPointF& corner : {QPointF(gap, -height / 2.0), QPointF(-gap - width, -height / 2.0),
                                      QPointF(-width / 2.0, -gap - height / 1.2), QPointF(-width / 2.0, gap / 1.5)}) {
            const QRectF box(at + corner, QSizeF(width, height));
            const bool free = frame.plot().contains(box) &&
                              std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(box); });
            if (!free) continue;
            canvas.drawText(box, words, font, canvas.theme.muted);
            taken.push_back(box);
            break;
        }
    }
}

/// Ticks of the horizontal axis: whole numbers (devices, cases) get no ticks between them.
int wantedTicks(const std::vector<double>& values) {
    constexpr int most = 7;
    const bool whole = std::ranges::all_of(values, [](double value) { return value == std::floor(value); });
    if (!whole || values.empty()) return most;
    const auto [least, largest] = std::ranges::minmax(values);
    return static_cast<int>(std::clamp(largest - least, 1.0, static_cast<double>(most)));
}

/// Areas on top of each other, the first at the bottom.
void paintStack(const Canvas& canvas, const QRectF& area, const LineFigure& lines) {
    const ChartTheme& theme = canvas.theme;
    std::vector<std::vector<Point>> edges{{}};
    for (const Point& point : lines.series.front().points) edges.front().push_back({point.x, 0.0});
    std::vector<LegendEntry> legend;
    Extent extent;
    extent.add(edges.front());
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        std::vector<Point> edge = edges.back();
        for (std::size_t point = 0; point < edge.size(); ++point) edge[point].y += lines.series[i].points[point].y;
        extent.add(edge);
        edges.push_back(std::move(edge));
        legend.push_back({.name = canvas.text(lines.series[i].name), .patch = stackFill(theme, i)});
    }
    const AxisScale x = linearScale(lines.x, extent.x, 7);
    const AxisScale y = linearScale(lines.y, extent.y);
    const double legendHeight = drawLegend(canvas, area, legend);
    ChartFrame frame(canvas, area.adjusted(0.0, legendHeight, 0.0, 0.0), lines.x, x, lines.y, y);
    for (std::size_t i = 0; i < lines.series.size(); ++i) frame.addArea(edges[i], edges[i + 1], stackFill(theme, i));
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        frame.addLine(edges[i + 1], QPen(theme.background, theme.hairline() * 1.5));
    }
    frame.render();
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        for (std::size_t point = 0; point < lines.series[i].points.size(); ++point) {
            const Point middle{edges[i][point].x, (edges[i][point].y + edges[i + 1][point].y) / 2.0};
            addHotSpot(canvas, frame, middle,
                       pointText(canvas, lines.series[i].name, lines.series[i].points[point], lines.x, lines.y));
        }
    }
}

}  // namespace

void paintLines(const Canvas& canvas, const QRectF& area, const LineFigure& lines) {
    if (lines.stacked) return paintStack(canvas, area, lines);
    const ChartTheme& theme = canvas.theme;
    const bool atPoints = namedAtPoints(lines);
    const auto style = [&](std::size_t series) { return atPoints ? 0 : styleOf(lines, series); };
    Extent extent;
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        const LineSeries& series = lines.series[i];
        extent.add(series.points);
        for (const Interval& band : series.band) extent.y.insert(extent.y.end(), {band.low, band.high});
        LegendEntry entry{.name = canvas.text(series.name), .stroke = theme.seriesPen(style(i))};
        if (!series.joined) entry.stroke = Qt::NoPen;
        if (series.markers || !series.joined) {
            entry.marker = ChartTheme::markerShape(style(i));
            entry.markerColour = theme.seriesColour(style(i));
        }
        const bool known = std::ranges::any_of(legend, [&](const LegendEntry& of) { return of.name == entry.name; });
        if (!series.name.empty() && !known && !atPoints) legend.push_back(entry);
    }
    // A single reference line is named in the legend, where its words cannot meet a curve.
    const bool namedInLegend = lines.verticals.size() + lines.horizontals.size() == 1;
    for (const auto* references : {&lines.verticals, &lines.horizontals}) {
        for (const ReferenceLine& line : *references) {
            if (!namedInLegend || line.label.empty()) continue;
            legend.push_back({.name = canvas.text(line.label), .stroke = referencePen(theme)});
        }
    }
    for (const ReferenceLine& line : lines.verticals) extent.x.push_back(line.value);
    for (const ReferenceLine& line : lines.horizontals) extent.y.push_back(line.value);
    const AxisScale x = lines.x.logarithmic ? logarithmicScale(lines.x, extent.x)
                                            : linearScale(lines.x, extent.x, wantedTicks(extent.x));
    const AxisScale y = lines.y.logarithmic ? logarithmicScale(lines.y, extent.y) : linearScale(lines.y, extent.y);

    const double legendHeight = drawLegend(canvas, area, legend);
    const CountRows counts(canvas, lines, area.height(), style);
    const QRectF framed = area.adjusted(0.0, legendHeight, 0.0, -counts.height());
    const double besideNames =
        counts.nameWidth() + 2.0 * canvas.em() - verticalAxisWidth(canvas, lines.y, y, framed.height());
    ChartFrame frame(canvas, framed.adjusted(std::max(0.0, besideNames), 0.0, 0.0, 0.0), lines.x, x, lines.y, y);
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        const LineSeries& series = lines.series[i];
        if (series.band.empty()) continue;
        if (!series.joined) {
            addErrorBars(frame, series, QPen(theme.seriesColour(style(i)), theme.hairline() * 1.5));
            continue;
        }
        std::vector<Point> low;
        std::vector<Point> high;
        for (std::size_t point = 0; point < series.points.size(); ++point) {
            low.push_back({series.points[point].x, series.band[point].low});
            high.push_back({series.points[point].x, series.band[point].high});
        }
        frame.addBand(series.step ? steps(low) : low, series.step ? steps(high) : high, theme.seriesColour(style(i)));
    }
    if (!x.logarithmic && !y.logarithmic) addZeroLines(frame, theme, x, y);
    for (const ReferenceLine& line : lines.verticals) {
        frame.addLine({{line.value, y.low}, {line.value, y.high}}, referencePen(theme));
    }
    for (const ReferenceLine& line : lines.horizontals) {
        frame.addLine({{x.low, line.value}, {x.high, line.value}}, referencePen(theme));
    }
    for (std::size_t i = 0; i < lines.series.size(); ++i) {
        const LineSeries& series = lines.series[i];
        if (series.joined) frame.addLine(series.step ? steps(series.points) : series.points, theme.seriesPen(style(i)));
        if (series.markers || !series.joined) {
            frame.addPoints(series.points, ChartTheme::markerShape(style(i)), 0.7 * canvas.em(),
                            theme.seriesColour(style(i)), theme.background);
        }
    }
    frame.render();
    counts.draw(frame.plot(), x);
    if (atPoints) labelPoints(canvas, frame, lines);
    for (std::size_t i = 0; i < lines.verticals.size() && !namedInLegend; ++i) {
        const ReferenceLine& line = lines.verticals[i];
        labelReference(canvas, frame.plot(), frame.place({line.value, y.high}), canvas.text(line.label), true, i);
    }
    for (const ReferenceLine& line : lines.horizontals) {
        if (namedInLegend) break;
        labelReference(canvas, frame.plot(), frame.place({x.high, line.value}), canvas.text(line.label), false);
    }
    for (const LineSeries& series : lines.series) {
        for (const Point& point : series.points) {
            addHotSpot(canvas, frame, point, pointText(canvas, series.name, point, lines.x, lines.y));
        }
    }
}

void paintScatter(const Canvas& canvas, const QRectF& area, const ScatterFigure& scatter) {
    const ChartTheme& theme = canvas.theme;
    Extent extent;
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < scatter.series.size(); ++i) {
        const ScatterSeries& series = scatter.series[i];
        extent.add(drawnPoints(series.points));
        if (series.mean) extent.add({*series.mean});
        if (series.ellipse) extent.add(ellipseOutline(*series.ellipse));
        if (!series.name.empty()) {
            legend.push_back({.name = canvas.text(series.name),
                              .stroke = Qt::NoPen,
                              .patch = Qt::NoBrush,
                              .marker = ChartTheme::markerShape(i),
                              .markerColour = theme.seriesColour(i)});
        }
    }
    for (const SlopeLine& line : scatter.slopes) {
        legend.push_back({.name = canvas.text(line.label), .stroke = referencePen(theme)});
    }
    if (!scatter.slopes.empty()) extent.add({{0.0, 0.0}});
    const AxisScale x = linearScale(scatter.x, extent.x, 7);
    const AxisScale y = linearScale(scatter.y, extent.y);

    const double legendHeight = drawLegend(canvas, area, legend);
    ChartFrame frame(canvas, area.adjusted(0.0, legendHeight, 0.0, 0.0), scatter.x, x, scatter.y, y);
    addZeroLines(frame, theme, x, y);
    for (std::size_t i = 0; i < scatter.series.size(); ++i) {
        const ScatterSeries& series = scatter.series[i];
        const bool crowded = series.points.size() > 200;
        QColor fill = theme.seriesColour(i);
        fill.setAlphaF(crowded ? 0.35F : 0.85F);
        frame.addPoints(drawnPoints(series.points), ChartTheme::markerShape(i), (crowded ? 0.35 : 0.6) * canvas.em(),
                        fill, Qt::transparent);
    }
    for (const SlopeLine& line : scatter.slopes) {
        frame.addLine({{x.low, line.slope * x.low}, {x.high, line.slope * x.high}}, referencePen(theme));
    }
    for (std::size_t i = 0; i < scatter.series.size(); ++i) {
        const ScatterSeries& series = scatter.series[i];
        if (series.ellipse) frame.addLine(ellipseOutline(*series.ellipse), QPen(theme.text, canvas.em() / 9.0));
        if (series.mean) {
            frame.addPoints({*series.mean}, ChartTheme::markerShape(i), 1.1 * canvas.em(), theme.text,
                            theme.background);
        }
    }
    frame.render();
    for (const ScatterSeries& series : scatter.series) {
        if (series.mean) {
            addHotSpot(canvas, frame, *series.mean, pointText(canvas, series.name, *series.mean, scatter.x, scatter.y));
        }
        for (const Point& point : drawnPoints(series.points)) {
            addHotSpot(canvas, frame, point, pointText(canvas, series.name, point, scatter.x, scatter.y));
        }
    }
}

void paintLorenz(const Canvas& canvas, const QRectF& area, const LorenzFigure& lorenz) {
    LineFigure lines{.x = lorenz.population, .y = lorenz.share, .series = {}, .verticals = {}, .horizontals = {}};
    for (Axis* axis : {&lines.x, &lines.y}) {
        axis->minimum = 0.0;
        axis->maximum = 1.0;
    }
    for (const LorenzCurve& curve : lorenz.curves) {
        Text name = curve.name;
        if (curve.gini) {
            const std::string gini = formatNumber(*curve.gini, NumberFormat::number, 4, canvas.language);
            const Text index{"ジニ係数 " + gini, "Gini " + gini};
            name = name.empty() ? index : Text{name.ja + "(" + index.ja + ")", name.en + " (" + index.en + ")"};
        }
        lines.series.push_back({.name = name, .points = curve.points});
    }
    lines.series.push_back({.name = {"完全平等線", "Line of equality"}, .points = {{0.0, 0.0}, {1.0, 1.0}}});
    const double width = std::min(area.width(), area.height() * 1.25);
    paintLines(canvas, {area.center().x() - width / 2.0, area.top(), width, area.height()}, lines);
}

}  // namespace kachi

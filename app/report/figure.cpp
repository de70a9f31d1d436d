#include "app/report/figure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {

std::vector<Point> ellipseOutline(const Ellipse& ellipse, int count) {
    const double half = (ellipse.varianceX - ellipse.varianceY) / 2.0;
    const double centre = (ellipse.varianceX + ellipse.varianceY) / 2.0;
    const double reach = std::hypot(half, ellipse.covariance);
    const double radius = std::sqrt(-2.0 * std::log(1.0 - ellipse.level));
    const double major = radius * std::sqrt(centre + reach);
    const double minor = radius * std::sqrt(std::max(0.0, centre - reach));
    const double turn = std::atan2(ellipse.covariance, half) / 2.0;
    std::vector<Point> outline;
    for (int i = 0; i <= count; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / count;
        const double along = major * std::cos(angle);
        const double across = minor * std::sin(angle);
        outline.push_back({ellipse.mean.x + along * std::cos(turn) - across * std::sin(turn),
                           ellipse.mean.y + along * std::sin(turn) + across * std::cos(turn)});
    }
    return outline;
}

double countAt(const LineSeries& series, double x) {
    // A tick of 3 × 0.2 means 0.6, and those who leave at 0.6 are still counted there.
    constexpr double rounding = 1e-9;
    const auto step = std::ranges::lower_bound(series.counts, x - rounding * std::abs(x), {}, &Point::x);
    return step == series.counts.end() ? 0.0 : step->y;
}

std::optional<double> shownValue(const MapValue& value, MapView view) {
    switch (view) {
        case MapView::before:
            return value.before;
        case MapView::after:
            return value.after;
        case MapView::difference:
            if (!value.before || !value.after) return std::nullopt;
            return *value.after - *value.before;
    }
    return std::nullopt;
}

bool isEmpty(const Figure& figure) {
    struct Visitor {
        bool operator()(const LineFigure& lines) const {
            return std::all_of(lines.series.begin(), lines.series.end(),
                               [](const LineSeries& series) { return series.points.empty(); });
        }
        bool operator()(const ScatterFigure& scatter) const {
            return std::all_of(scatter.series.begin(), scatter.series.end(),
                               [](const ScatterSeries& series) { return series.points.empty() && !series.mean; });
        }
        bool operator()(const TornadoFigure& tornado) const { return tornado.bars.empty(); }
        bool operator()(const BarFigure& bars) const { return bars.categories.empty() || bars.series.empty(); }
        bool operator()(const WaterfallFigure& waterfall) const { return waterfall.steps.empty(); }
        bool operator()(const LorenzFigure& lorenz) const { return lorenz.curves.empty(); }
        bool operator()(const MapFigure& map) const {
            return std::none_of(map.values.begin(), map.values.end(),
                                [&](const MapValue& value) { return shownValue(value, map.view).has_value(); });
        }
        bool operator()(const CorridorFigure& corridor) const { return corridor.entries.empty(); }
        bool operator()(const ForestFigure& forest) const { return forest.rows.empty(); }
        bool operator()(const HeatFigure& heat) const {
            for (const auto& column : heat.cells) {
                for (const std::optional<double>& cell : column) {
                    if (cell) return false;
                }
            }
            return true;
        }
        bool operator()(const TreeFigure& tree) const { return tree.nodes.empty(); }
        bool operator()(const NetworkFigure& network) const { return network.nodes.empty(); }
        bool operator()(const FlowFigure& flow) const {
            return std::ranges::all_of(flow.steps, [](const auto& steps) { return steps.empty(); });
        }
    };
    return std::visit(Visitor{}, figure.content);
}

std::vector<Point> drawnPoints(const std::vector<Point>& points) {
    if (points.size() <= maximumDrawnPoints) return points;
    std::vector<Point> drawn;
    drawn.reserve(maximumDrawnPoints);
    for (std::size_t i = 0; i < maximumDrawnPoints; ++i)
        drawn.push_back(points[i * points.size() / maximumDrawnPoints]);
    return drawn;
}

Text thinningNote(const Figure& figure) {
    const auto* scatter = std::get_if<ScatterFigure>(&figure.content);
    if (!scatter) return {};
    std::size_t all = 0;
    std::size_t drawn = 0;
    for (const ScatterSeries& series : scatter->series) {
        all += series.points.size();
        drawn += std::min(series.points.size(), maximumDrawnPoints);
    }
    if (drawn == all) return {};
    const std::string allText = groupDigits(std::to_string(all));
    const std::string drawnText = groupDigits(std::to_string(drawn));
    return {"描画は" + allText + "点のうち等間隔に抜き出した" + drawnText + "点。",
            "Drawn: an evenly spaced " + drawnText + " of " + allText + " points."};
}

std::string captionText(const Figure& figure, Language language) {
    std::string caption = figure.caption.in(language);
    const std::string note = thinningNote(figure).in(language);
    if (!caption.empty() && !note.empty() && language == Language::en) caption += ' ';
    return caption + note;
}

}  // namespace kachi

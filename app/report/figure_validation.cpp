#include "app/report/figure.h"
#include "models/equalisation/prefecture_tiles.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace kachi {
namespace {

/// Walks one figure and notes every fault with its place.
class FigureCheck {
public:
    explicit FigureCheck(std::string id) : m_id(std::move(id)) {}

    Issues take() { return std::move(m_issues); }

    void operator()(const LineFigure& lines) {
        axis(lines.x, "x");
        axis(lines.y, "y");
        for (const LineSeries& series : lines.series) {
            points(series.points, series.name.en);
            points(series.counts, series.name.en + "/counts");
            length(series.band.size(), series.points.size(), series.name.en + "/band");
            for (const Interval& band : series.band) interval(band, series.name.en + "/band");
            if (lines.stacked) length(series.points.size(), lines.series.front().points.size(), series.name.en);
        }
        for (const ReferenceLine& line : lines.verticals) finite(line.value, line.label.en);
        for (const ReferenceLine& line : lines.horizontals) finite(line.value, line.label.en);
        if (lines.x.logarithmic || lines.y.logarithmic) positive(lines);
    }
    void operator()(const ScatterFigure& scatter) {
        axis(scatter.x, "x");
        axis(scatter.y, "y");
        for (const ScatterSeries& series : scatter.series) {
            points(series.points, series.name.en);
            if (series.mean) points({*series.mean}, series.name.en + "/mean");
            if (series.ellipse) ellipse(*series.ellipse, series.name.en + "/ellipse");
        }
        for (const SlopeLine& line : scatter.slopes) finite(line.slope, line.label.en);
    }
    void operator()(const TornadoFigure& tornado) {
        axis(tornado.value, "value");
        finite(tornado.base, "base");
        for (const TornadoBar& bar : tornado.bars) {
            finite(bar.low, bar.name.en);
            finite(bar.high, bar.name.en);
        }
    }
    void operator()(const BarFigure& bars) {
        axis(bars.value, "value");
        for (const BarSeries& series : bars.series) {
            if (series.values.size() != bars.categories.size()) {
                report("report.unequalLength", series.name.en, std::to_string(series.values.size()),
                       std::to_string(bars.categories.size()));
            }
            length(series.intervals.size(), bars.categories.size(), series.name.en + "/intervals");
            for (const double value : series.values) finite(value, series.name.en);
            for (const Interval& bounds : series.intervals) interval(bounds, series.name.en + "/intervals");
        }
    }
    void operator()(const WaterfallFigure& waterfall) {
        axis(waterfall.value, "value");
        for (const WaterfallStep& step : waterfall.steps) finite(step.value, step.name.en);
    }
    void operator()(const LorenzFigure& lorenz) {
        for (const LorenzCurve& curve : lorenz.curves) {
            points(curve.points, curve.name.en);
            if (curve.gini) finite(*curve.gini, curve.name.en + "/gini");
        }
    }
    void operator()(const MapFigure& map) {
        axis(map.value, "value");
        std::set<std::string> seen;
        for (const MapValue& value : map.values) {
            const auto known = [&](const Prefecture& prefecture) { return value.code == prefecture.code; };
            const bool repeated = !seen.insert(value.code).second;
            if (repeated || std::none_of(prefectures.begin(), prefectures.end(), known)) {
                report("report.prefecture", "values", value.code, "01–47");
            }
            if (value.before) finite(*value.before, value.code);
            if (value.after) finite(*value.after, value.code);
        }
    }
    void operator()(const CorridorFigure& corridor) {
        axis(corridor.price, "price");
        for (const CorridorEntry& entry : corridor.entries) {
            if (entry.marker) finite(*entry.marker, entry.name.en);
            if (entry.interval) interval(*entry.interval, entry.name.en);
        }
        if (corridor.corridor) interval(*corridor.corridor, "corridor");
    }
    void operator()(const ForestFigure& forest) {
        axis(forest.effect, "effect");
        for (const ForestRow& row : forest.rows) {
            finite(row.estimate, row.name.en);
            interval({row.low, row.high}, row.name.en);
            if (row.weight) finite(*row.weight, row.name.en + "/weight");
            if (!forest.logarithmic) continue;
            for (const double value : {row.estimate, row.low}) {
                if (value <= 0.0) report("report.notPositive", row.name.en, numberText(value), "0");
            }
        }
        if (forest.logarithmic && forest.noEffect <= 0.0) {
            report("report.notPositive", "noEffect", numberText(forest.noEffect), "0");
        }
    }
    void operator()(const HeatFigure& heat) {
        axis(heat.x, "x");
        axis(heat.y, "y");
        axis(heat.value, "value");
        for (const auto* places : {&heat.xs, &heat.ys}) {
            for (const double place : *places) finite(place, places == &heat.xs ? "x" : "y");
            if (std::adjacent_find(places->begin(), places->end(), std::greater_equal<>()) != places->end()) {
                report("report.interval", places == &heat.xs ? "x" : "y", {}, {});
            }
        }
        if (heat.cells.size() != heat.xs.size()) {
            report("report.unequalLength", "cells", std::to_string(heat.cells.size()), std::to_string(heat.xs.size()));
        }
        for (const auto& column : heat.cells) {
            length(column.size(), heat.ys.size(), "cells");
            for (const std::optional<double>& cell : column) {
                if (cell) finite(*cell, "cells");
            }
        }
        if (heat.contour) finite(*heat.contour, "contour");
        if (heat.base) points({*heat.base}, "base");
    }
    void operator()(const NetworkFigure& network) {
        const auto node = [&](int index) {
            return index >= 0 && static_cast<std::size_t>(index) < network.nodes.size();
        };
        for (const NetworkNode& each : network.nodes) finite(each.size, each.name.en);
        for (const NetworkEdge& edge : network.edges) {
            finite(edge.weight, edge.label.en);
            if (node(edge.from) && node(edge.to)) continue;
            report("report.unequalLength", "edges", std::to_string(std::max(edge.from, edge.to)),
                   std::to_string(network.nodes.size()));
        }
    }
    void operator()(const FlowFigure& flow) {
        if (flow.arms.size() == flow.steps.size()) return;
        report("report.unequalLength", "arms", std::to_string(flow.arms.size()), std::to_string(flow.steps.size()));
    }
    void operator()(const TreeFigure& tree) {
        for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
            const bool placed = tree.nodes[i].parent < static_cast<int>(i) && (i == 0) == (tree.nodes[i].parent < 0);
            if (!placed) report("report.interval", tree.nodes[i].name.en, std::to_string(tree.nodes[i].parent), {});
        }
    }

private:
    void positive(const LineFigure& lines) {
        const auto check = [this](double value, const std::string& place) {
            if (value <= 0.0) report("report.notPositive", place, numberText(value), "0");
        };
        for (const LineSeries& series : lines.series) {
            for (const Point& point : series.points) {
                if (lines.x.logarithmic) check(point.x, series.name.en);
                if (lines.y.logarithmic) check(point.y, series.name.en);
            }
            for (const Interval& band : series.band) {
                if (lines.y.logarithmic) check(band.low, series.name.en + "/band");
            }
        }
    }

    void report(const char* code, const std::string& place, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, m_id + "/" + place, value, limit, {}});
    }
    void finite(double value, const std::string& place) {
        if (!std::isfinite(value)) report("report.notFinite", place, numberText(value), {});
    }
    void points(const std::vector<Point>& all, const std::string& place) {
        for (const Point& point : all) {
            finite(point.x, place);
            finite(point.y, place);
        }
    }
    void length(std::size_t found, std::size_t wanted, const std::string& place) {
        if (found != 0 && found != wanted) {
            report("report.unequalLength", place, std::to_string(found), std::to_string(wanted));
        }
    }
    void interval(const Interval& bounds, const std::string& place) {
        finite(bounds.low, place);
        finite(bounds.high, place);
        if (bounds.low > bounds.high) report("report.interval", place, numberText(bounds.low), numberText(bounds.high));
    }
    void ellipse(const Ellipse& region, const std::string& place) {
        points({region.mean, {region.varianceX, region.varianceY}, {region.covariance, region.level}}, place);
        if (region.varianceX < 0.0) report("report.notPositive", place, numberText(region.varianceX), "0");
        if (region.varianceY < 0.0) report("report.notPositive", place, numberText(region.varianceY), "0");
        if (region.level <= 0.0 || region.level >= 1.0) {
            report("report.interval", place, numberText(region.level), "0–1");
        }
    }
    void axis(const Axis& scale, const std::string& place) {
        if (scale.minimum) finite(*scale.minimum, place);
        if (scale.maximum) finite(*scale.maximum, place);
        if (scale.minimum && scale.maximum) interval({*scale.minimum, *scale.maximum}, place);
    }

    std::string m_id;
    Issues m_issues;
};

}  // namespace

Issues validate(const Figure& figure) {
    FigureCheck check(figure.id);
    std::visit(check, figure.content);
    return check.take();
}

}  // namespace kachi

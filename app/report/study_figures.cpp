#include "app/report/study_figures.h"

#include "app/report/case_axes.h"
#include "app/report/field_tables.h"

#include <algorithm>
#include <cmath>

namespace kachi {
namespace {

Axis axisOf(const ChartAxis& chart) {
    const bool share = chart.unit == Unit::probability;
    Axis axis = chart.unit == Unit::yen ? makeAxis(chart.label, {}, NumberFormat::yen)
                : share                 ? makeAxis(chart.label, {}, NumberFormat::percent)
                                        : makeAxis(chart.label, headingUnit(chart.unit));
    axis.minimum = chart.minimum;
    axis.maximum = chart.maximum;
    axis.logarithmic = chart.logarithmic;
    axis.descending = chart.descending;
    return axis;
}

std::vector<Interval> intervalsOf(const std::vector<double>& low, const std::vector<double>& high) {
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < low.size() && i < high.size(); ++i) intervals.push_back({low[i], high[i]});
    return intervals;
}

/// Calendar years are written without grouping.
bool areYears(const PlotChart& chart) {
    if (chart.x.unit != Unit::none && chart.x.unit != Unit::years) return false;
    const auto isYear = [](double x) { return x == std::floor(x) && x >= 1900 && x <= 2200; };
    return !chart.series.empty() && std::ranges::all_of(chart.series, [&](const ChartSeries& series) {
        return std::ranges::all_of(series.x, isYear);
    });
}

struct ContentMaker {
    FigureContent operator()(const PlotChart& chart) const {
        LineFigure lines;
        lines.x = axisOf(chart.x);
        lines.y = axisOf(chart.y);
        lines.countsLabel = chart.countsLabel;
        if (areYears(chart)) lines.x.format = NumberFormat::year;
        for (const ChartSeries& from : chart.series) {
            LineSeries series{.name = from.name, .step = from.mark == ChartMark::step};
            series.joined = from.mark != ChartMark::points;
            for (std::size_t i = 0; i < from.x.size() && i < from.y.size(); ++i) {
                series.points.push_back({from.x[i], from.y[i]});
            }
            series.band = intervalsOf(from.low, from.high);
            for (const ChartCount& count : from.counts) series.counts.push_back({count.x, count.count});
            lines.series.push_back(std::move(series));
        }
        for (const ChartLine& line : chart.verticals) lines.verticals.push_back({line.label, line.value});
        for (const ChartLine& line : chart.horizontals) lines.horizontals.push_back({line.label, line.value});
        return lines;
    }
    FigureContent operator()(const BarChart& chart) const {
        BarFigure bars;
        bars.value = axisOf(chart.value);
        bars.categoryLabel = chart.categoryLabel;
        bars.categories = chart.categories;
        bars.stacked = chart.stacked;
        bars.horizontal = chart.horizontal;
        for (const ChartBars& from : chart.series) {
            bars.series.push_back(
                {.name = from.name, .values = from.values, .intervals = intervalsOf(from.low, from.high)});
        }
        return bars;
    }
    FigureContent operator()(const ForestChart& chart) const {
        ForestFigure forest;
        forest.effect = axisOf(chart.effect);
        forest.noEffect = chart.noEffect;
        forest.logarithmic = chart.effect.logarithmic;
        for (const ForestChartRow& row : chart.rows) {
            forest.rows.push_back({row.name, row.estimate, row.low, row.high, row.weight, row.pooled});
        }
        return forest;
    }
    FigureContent operator()(const NetworkChart& chart) const {
        NetworkFigure network;
        for (const NetworkChartNode& node : chart.nodes) network.nodes.push_back({node.name, node.size});
        for (const NetworkChartEdge& edge : chart.edges) {
            network.edges.push_back({edge.from, edge.to, edge.weight, edge.label});
        }
        return network;
    }
    FigureContent operator()(const FlowChart& chart) const {
        FlowFigure flow;
        flow.arms = chart.arms;
        for (const auto& steps : chart.steps) {
            std::vector<FlowStep>& arm = flow.steps.emplace_back();
            for (const FlowChartStep& step : steps) arm.push_back({step.name, step.lane, step.note, step.changed});
        }
        return flow;
    }
    FigureContent operator()(const WaterfallChart& chart) const {
        WaterfallFigure waterfall;
        waterfall.value = axisOf(chart.value);
        for (const WaterfallChartStep& step : chart.steps) {
            waterfall.steps.push_back({step.name, step.value, step.total});
        }
        return waterfall;
    }
    FigureContent operator()(const LorenzChart& chart) const {
        LorenzFigure lorenz;
        lorenz.population = shareAxis(chart.population.label);
        lorenz.share = shareAxis(chart.share.label);
        for (const LorenzChartCurve& from : chart.curves) {
            LorenzCurve curve{.name = from.name, .gini = from.gini};
            for (std::size_t i = 0; i < from.population.size() && i < from.resource.size(); ++i) {
                curve.points.push_back({from.population[i], from.resource[i]});
            }
            lorenz.curves.push_back(std::move(curve));
        }
        return lorenz;
    }
    FigureContent operator()(const MapChart& chart) const {
        MapFigure map;
        map.value = axisOf(chart.value);
        for (const MapChartValue& value : chart.values) map.values.push_back({value.code, value.before, value.after});
        return map;
    }
};

}  // namespace

std::vector<Figure> studyFigures(const std::string& id, const StudyChart& chart) {
    Figure figure{.id = id + "." + chart.key,
                  .title = chart.title,
                  .caption = chart.caption,
                  .content = std::visit(ContentMaker{}, chart.content)};
    const auto* map = std::get_if<MapFigure>(&figure.content);
    const bool changed =
        map && std::ranges::any_of(map->values, [](const MapValue& value) { return value.after.has_value(); });
    if (!changed) return {std::move(figure)};
    std::vector<Figure> views;
    for (const auto& [view, suffix, name] :
         {std::tuple{MapView::before, ".before", Text{"前", "before"}},
          std::tuple{MapView::after, ".after", Text{"後", "after"}},
          std::tuple{MapView::difference, ".difference", Text{"差", "difference"}}}) {
        Figure& shown = views.emplace_back(figure);
        shown.id += suffix;
        shown.title = {chart.title.ja + "（" + name.ja + "）", chart.title.en + " (" + name.en + ")"};
        std::get<MapFigure>(shown.content).view = view;
    }
    return views;
}

std::vector<Figure> studyFigures(const std::string& id, const StudyResult& result) {
    std::vector<Figure> figures;
    for (const StudyChart& chart : result.charts) {
        for (Figure& figure : studyFigures(id, chart)) {
            if (!isEmpty(figure)) figures.push_back(std::move(figure));
        }
    }
    return figures;
}

}  // namespace kachi

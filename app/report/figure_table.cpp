#include "app/report/figure.h"

#include "app/report/map_areas.h"

#include <algorithm>

namespace kachi {
namespace {

TableColumn words(Text header) {
    return {std::move(header), {}, {}, Alignment::left, NumberFormat::number, 0};
}

TableColumn axisColumn(const Axis& axis, const Text& fallback) {
    return numberColumn(axis.label.empty() ? fallback : axis.label, axis.unit, axis.format);
}

/// Column of a further number on the same axis, e.g. the low end of its interval.
TableColumn besideAxis(const Axis& axis, Text header) {
    return numberColumn(std::move(header), axis.unit, axis.format);
}

Cell optionalCell(const std::optional<double>& value) {
    return value ? Cell(*value) : Cell();
}

const Text seriesText{"系列", "Series"};
const Text itemText{"項目", "Item"};
const Text valueText{"値", "Value"};
const Text lowText{"下限", "Low"};
const Text highText{"上限", "High"};
const Text noteText{"備考", "Note"};

Table lineTable(const LineFigure& lines) {
    Table table{{},
                {words(seriesText), axisColumn(lines.x, {"x", "x"}), axisColumn(lines.y, {"y", "y"}),
                 besideAxis(lines.y, lowText), besideAxis(lines.y, highText)},
                {},
                {},
                1};
    const bool counted = std::ranges::any_of(lines.series, [](const auto& series) { return !series.counts.empty(); });
    if (counted) table.columns.push_back(numberColumn(lines.countsLabel));
    for (const LineSeries& series : lines.series) {
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const bool banded = i < series.band.size();
            table.rows.push_back(
                {{series.name, series.points[i].x, series.points[i].y, banded ? Cell(series.band[i].low) : Cell(),
                  banded ? Cell(series.band[i].high) : Cell()}});
            if (!series.counts.empty()) table.rows.back().cells.push_back(countAt(series, series.points[i].x));
        }
    }
    for (const ReferenceLine& line : lines.verticals) table.rows.push_back({{line.label, line.value, {}, {}, {}}});
    for (const ReferenceLine& line : lines.horizontals) table.rows.push_back({{line.label, {}, line.value, {}, {}}});
    for (TableRow& row : table.rows) row.cells.resize(table.columns.size());
    return table;
}

Table scatterTable(const ScatterFigure& scatter) {
    Table table{{},
                {words(seriesText), words({"種別", "Kind"}), axisColumn(scatter.x, {"x", "x"}),
                 axisColumn(scatter.y, {"y", "y"})},
                {},
                {},
                1};
    for (const ScatterSeries& series : scatter.series) {
        if (series.mean) table.rows.push_back({{series.name, Text{"平均", "mean"}, series.mean->x, series.mean->y}});
        for (const Point& point : series.points) {
            table.rows.push_back({{series.name, Text{"点", "point"}, point.x, point.y}});
        }
    }
    for (const SlopeLine& line : scatter.slopes) {
        table.rows.push_back({{line.label, Text{"傾き", "slope"}, 1.0, line.slope}});
    }
    return table;
}

Table tornadoTable(const TornadoFigure& tornado) {
    Table table{{},
                {words(itemText), words({"入力の下限", "Low input"}), words({"入力の上限", "High input"}),
                 besideAxis(tornado.value, {"下限での結果", "Result at low"}),
                 besideAxis(tornado.value, {"上限での結果", "Result at high"})},
                {},
                {},
                1};
    table.rows.push_back({{Text{"基本分析", "Base case"}, {}, {}, tornado.base, tornado.base}});
    for (const TornadoBar& bar : tornado.bars) {
        table.rows.push_back({{bar.name, bar.lowInput, bar.highInput, bar.low, bar.high}});
    }
    return table;
}

Table barTable(const BarFigure& bars) {
    Table table{{},
                {words(bars.categoryLabel.empty() ? itemText : bars.categoryLabel), words(seriesText),
                 axisColumn(bars.value, valueText), besideAxis(bars.value, lowText), besideAxis(bars.value, highText)},
                {},
                {},
                2};
    for (std::size_t category = 0; category < bars.categories.size(); ++category) {
        for (const BarSeries& series : bars.series) {
            const bool banded = category < series.intervals.size();
            table.rows.push_back({{bars.categories[category], series.name, series.values[category],
                                   banded ? Cell(series.intervals[category].low) : Cell(),
                                   banded ? Cell(series.intervals[category].high) : Cell()}});
        }
    }
    return table;
}

Table waterfallTable(const WaterfallFigure& waterfall) {
    Table table{{},
                {words(itemText), besideAxis(waterfall.value, {"変化", "Change"}),
                 besideAxis(waterfall.value, {"水準", "Level"})},
                {},
                {},
                1};
    double level = 0.0;
    for (const WaterfallStep& step : waterfall.steps) {
        level = step.total ? step.value : level + step.value;
        table.rows.push_back({{step.name, step.total ? Cell() : Cell(step.value), level}, step.total});
    }
    return table;
}

Table lorenzTable(const LorenzFigure& lorenz) {
    Table table{
        {},
        {words(seriesText), axisColumn(lorenz.population, {"累積人口割合", "Cumulative population"}),
         axisColumn(lorenz.share, {"累積割合", "Cumulative share"}), numberColumn({"ジニ係数", "Gini coefficient"})},
        {},
        {},
        1};
    for (const LorenzCurve& curve : lorenz.curves) {
        for (const Point& point : curve.points) {
            table.rows.push_back({{curve.name, point.x, point.y, optionalCell(curve.gini)}});
        }
    }
    return table;
}

Table corridorTable(const CorridorFigure& corridor) {
    Table table{{},
                {words(itemText), axisColumn(corridor.price, valueText), besideAxis(corridor.price, lowText),
                 besideAxis(corridor.price, highText), words(noteText)},
                {},
                {},
                1};
    const auto add = [&](const Text& name, const std::optional<double>& marker, const std::optional<Interval>& interval,
                         const Text& note, bool emphasis) {
        table.rows.push_back({{name, optionalCell(marker), interval ? Cell(interval->low) : Cell(),
                               interval ? Cell(interval->high) : Cell(), note},
                              emphasis});
    };
    for (const CorridorEntry& entry : corridor.entries) {
        add(entry.name, entry.marker, entry.interval, entry.note, entry.emphasis);
    }
    if (corridor.corridor) add(corridor.corridorLabel, {}, corridor.corridor, {}, true);
    return table;
}

Table forestTable(const ForestFigure& forest) {
    Table table{{},
                {words(itemText), axisColumn(forest.effect, {"推定値", "Estimate"}), besideAxis(forest.effect, lowText),
                 besideAxis(forest.effect, highText), numberColumn({"重み", "Weight"}, {}, NumberFormat::percent)},
                {},
                {},
                1};
    for (const ForestRow& row : forest.rows) {
        table.rows.push_back({{row.name, row.estimate, row.low, row.high, optionalCell(row.weight)}, row.pooled});
    }
    return table;
}

Table heatTable(const HeatFigure& heat) {
    Table table{{},
                {axisColumn(heat.x, {"x", "x"}), axisColumn(heat.y, {"y", "y"}), axisColumn(heat.value, valueText)},
                {},
                {},
                2};
    for (std::size_t x = 0; x < heat.xs.size(); ++x) {
        for (std::size_t y = 0; y < heat.ys.size(); ++y) {
            table.rows.push_back({{heat.xs[x], heat.ys[y], optionalCell(heat.cells[x][y])}});
        }
    }
    return table;
}

Table treeTable(const TreeFigure& tree) {
    Table table{{}, {words({"節点", "Node"}), words({"確率", "Probability"}), words(valueText)}, {}, {}, 1};
    std::vector<int> depths;
    for (const TreeFigureNode& node : tree.nodes) {
        depths.push_back(node.parent < 0 ? 0 : depths[static_cast<std::size_t>(node.parent)] + 1);
        table.rows.push_back({{node.name, node.branch, node.value}, node.chosen, depths.back()});
    }
    return table;
}

Table networkTable(const NetworkFigure& network) {
    Table table{{},
                {words({"一方", "From"}), words({"他方", "To"}), numberColumn({"重み", "Weight"}), words(noteText)},
                {},
                {},
                1};
    const auto name = [&network](int node) { return network.nodes[static_cast<std::size_t>(node)].name; };
    for (const NetworkEdge& edge : network.edges) {
        table.rows.push_back({{name(edge.from), name(edge.to), edge.weight, edge.label}});
    }
    return table;
}

Table flowTable(const FlowFigure& flow) {
    Table table{
        {}, {words({"群", "Arm"}), words({"作業", "Activity"}), words({"担当", "Who"}), words(noteText)}, {}, {}, 1};
    for (std::size_t arm = 0; arm < flow.arms.size(); ++arm) {
        for (const FlowStep& step : flow.steps[arm]) {
            table.rows.push_back({{flow.arms[arm], step.name, step.who, step.note}, step.changed});
        }
    }
    return table;
}

}  // namespace

Table figureTable(const Figure& figure) {
    struct Visitor {
        Table operator()(const LineFigure& content) const { return lineTable(content); }
        Table operator()(const ScatterFigure& content) const { return scatterTable(content); }
        Table operator()(const TornadoFigure& content) const { return tornadoTable(content); }
        Table operator()(const BarFigure& content) const { return barTable(content); }
        Table operator()(const WaterfallFigure& content) const { return waterfallTable(content); }
        Table operator()(const LorenzFigure& content) const { return lorenzTable(content); }
        Table operator()(const MapFigure& content) const { return mapTable(content); }
        Table operator()(const CorridorFigure& content) const { return corridorTable(content); }
        Table operator()(const ForestFigure& content) const { return forestTable(content); }
        Table operator()(const HeatFigure& content) const { return heatTable(content); }
        Table operator()(const TreeFigure& content) const { return treeTable(content); }
        Table operator()(const NetworkFigure& content) const { return networkTable(content); }
        Table operator()(const FlowFigure& content) const { return flowTable(content); }
    };
    Table table = std::visit(Visitor{}, figure.content);
    table.title = figure.title;
    return table;
}

}  // namespace kachi

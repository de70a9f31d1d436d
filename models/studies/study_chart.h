#pragma once

#include "models/core/text.h"
#include "models/core/units.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace kachi {

/// Charts of a study as data: what is drawn, never how.

struct ChartAxis {
    Text label = {};
    Unit unit = Unit::none;
    bool logarithmic = false;  ///< all values > 0
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    bool descending = false;  ///< the smallest value is on top, as the precision of studies is drawn; not logarithmic
};

enum class ChartMark { line, step, points };

/// How many a series rests on: `count` at times after the count before and up to and including `x`.
struct ChartCount {
    double x = 0;
    double count = 0;
};

struct ChartSeries {
    Text name = {};
    ChartMark mark = ChartMark::line;
    std::vector<double> x = {};  ///< ascending, but for points and closed outlines
    std::vector<double> y = {};
    std::vector<double> low = {};  ///< band or error bars: empty, or one per point
    std::vector<double> high = {};
    std::vector<ChartCount> counts = {};  ///< ascending; written below the plot; empty: none
};

struct ChartLine {
    Text label = {};
    double value = 0;
};

/// Lines, steps and points over two axes: survival, hazards, funnel, receiver operating characteristic, learning curve.
struct PlotChart {
    ChartAxis x = {};
    ChartAxis y = {};
    std::vector<ChartSeries> series = {};
    std::vector<ChartLine> verticals = {};
    std::vector<ChartLine> horizontals = {};
    Text countsLabel = {};  ///< what the counts of the series are, e.g. the number at risk
};

struct ChartBars {
    Text name = {};
    std::vector<double> values = {};  ///< one per category
    std::vector<double> low = {};     ///< empty, or one per category
    std::vector<double> high = {};
};

struct BarChart {
    ChartAxis value = {};
    Text categoryLabel = {};
    std::vector<Text> categories = {};
    std::vector<ChartBars> series = {};
    bool stacked = false;
    bool horizontal = false;
};

struct ForestChartRow {
    Text name = {};
    double estimate = 0;  ///< on the natural scale (ratios as ratios)
    double low = 0;
    double high = 0;
    std::optional<double> weight = {};  ///< share of the pooled estimate
    bool pooled = false;
};

struct ForestChart {
    ChartAxis effect = {};
    double noEffect = 0;
    std::vector<ForestChartRow> rows = {};
};

struct NetworkChartNode {
    Text name = {};
    double size = 1;  ///< relative, e.g. patients
};

struct NetworkChartEdge {
    int from = 0;  ///< index of a node
    int to = 0;
    double weight = 1;  ///< relative, e.g. comparisons
    Text label = {};
};

/// Treatments and their comparisons, or patients' flow between regions.
struct NetworkChart {
    std::vector<NetworkChartNode> nodes = {};
    std::vector<NetworkChartEdge> edges = {};
};

struct FlowChartStep {
    Text name = {};
    Text lane = {};        ///< who does it
    Text note = {};        ///< minutes, probability, repetitions
    bool changed = false;  ///< drawn with emphasis: added, shortened or dropped
};

/// Ordered activities of a pathway, one column of steps per arm.
struct FlowChart {
    std::vector<Text> arms = {};                         ///< before, after
    std::vector<std::vector<FlowChartStep>> steps = {};  ///< [arm][step]
};

struct WaterfallChartStep {
    Text name = {};
    double value = 0;
    bool total = false;
};

struct WaterfallChart {
    ChartAxis value = {};
    std::vector<WaterfallChartStep> steps = {};
};

struct LorenzChartCurve {
    Text name = {};
    std::vector<double> population = {};  ///< cumulated shares from 0 to 1
    std::vector<double> resource = {};
    std::optional<double> gini = {};
};

struct LorenzChart {
    ChartAxis population = {};
    ChartAxis share = {};
    std::vector<LorenzChartCurve> curves = {};
};

struct MapChartValue {
    std::string code = {};  ///< JIS X 0401 prefecture code "01" … "47"
    std::optional<double> before = {};
    std::optional<double> after = {};
};

/// A number per prefecture, with or without a second one after a change.
struct MapChart {
    ChartAxis value = {};
    std::vector<MapChartValue> values = {};
};

struct StudyChart {
    std::string key;  ///< stable name within the study
    Text title;
    Text caption;  ///< what the reader should know
    std::variant<PlotChart, BarChart, ForestChart, NetworkChart, FlowChart, WaterfallChart, LorenzChart, MapChart>
        content;
};

}  // namespace kachi

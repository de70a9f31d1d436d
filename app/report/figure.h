#pragma once

#include "app/report/table.h"

#include <optional>
#include <variant>

namespace kachi {

/// A figure as data: what is drawn, never how. ui/charts paints it on screen, SVG, PNG and PDF alike.
/// Every field has a default, so that figures read well with designated initialisers.

struct Axis {
    Text label{};
    Text unit{};  ///< of the stored numbers (円/QALY); empty: 円 for money formats, else none
    NumberFormat format = NumberFormat::number;
    std::optional<double> minimum{};  ///< empty: from the data
    std::optional<double> maximum{};
    bool logarithmic = false;  ///< of lines; all values > 0
    bool descending = false;   ///< of lines on a linear axis: the smallest value is on top or at the right
};

struct Point {
    double x = 0.0;
    double y = 0.0;
};

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

/// A straight line across the plot at one value of an axis, e.g. a threshold or the present price.
struct ReferenceLine {
    Text label{};
    double value = 0.0;
};

struct LineSeries {
    Text name{};
    std::vector<Point> points{};  ///< in ascending x, but for single points and closed outlines
    bool step = false;            ///< each value holds until the next point (survival curves, price paths)
    bool markers = false;
    std::vector<Interval> band{};  ///< empty, or one per point: a band along a line, error bars of single points
    bool joined = true;            ///< false: single points, in any order
    std::vector<Point> counts{};   ///< how many it rests on: y after the x before, up to and including x; empty: unsaid
};

/// The count of a series at a value of x: 0 after the last. @pre the series has counts
double countAt(const LineSeries& series, double x);

/// Lines and step lines: traces, acceptability curves, survival, fan charts.
struct LineFigure {
    Axis x{};
    Axis y{};
    std::vector<LineSeries> series{};
    std::vector<ReferenceLine> verticals{};    ///< at a value of x
    std::vector<ReferenceLine> horizontals{};  ///< at a value of y
    bool stacked = false;                      ///< areas on top of each other; all series share their x, no y < 0
    Text countsLabel{};                        ///< what the counts of the series are, written below the plot
};

/// Region of a bivariate normal distribution that holds `level` of the probability.
struct Ellipse {
    Point mean{};
    double varianceX = 0.0;
    double varianceY = 0.0;
    double covariance = 0.0;
    double level = 0.95;
};

/// Closed outline of an ellipse, `count` points. Radius² = −2 ln(1 − level), the χ² quantile with 2 degrees of freedom.
std::vector<Point> ellipseOutline(const Ellipse& ellipse, int count = 90);

struct ScatterSeries {
    Text name{};
    std::vector<Point> points{};
    std::optional<Point> mean{};
    std::optional<Ellipse> ellipse{};
};

/// Ray y = slope · x, e.g. the willingness to pay on the cost-effectiveness plane.
struct SlopeLine {
    Text label{};
    double slope = 0.0;
};

struct ScatterFigure {
    Axis x{};
    Axis y{};
    std::vector<ScatterSeries> series{};
    std::vector<SlopeLine> slopes{};
};

struct TornadoBar {
    Text name{};
    double low = 0.0;  ///< result with the input at its low end; may exceed `high`
    double high = 0.0;
    Text lowInput{};  ///< the input's low and high ends as shown to the reader
    Text highInput{};
};

/// One-way sensitivity, bars in the order given (widest first by custom).
struct TornadoFigure {
    Axis value{};
    double base = 0.0;
    std::vector<TornadoBar> bars{};
};

struct BarSeries {
    Text name{};
    std::vector<double> values{};       ///< one per category
    std::vector<Interval> intervals{};  ///< empty, or one per category; only in grouped bars
};

struct BarFigure {
    Axis value{};
    Text categoryLabel{};
    std::vector<Text> categories{};
    std::vector<BarSeries> series{};
    bool stacked = false;
    bool horizontal = false;  ///< names at the left, one row per category; not stacked
};

struct WaterfallStep {
    Text name{};
    double value = 0.0;  ///< change; of a total: the level itself
    bool total = false;
};

struct WaterfallFigure {
    Axis value{};
    std::vector<WaterfallStep> steps{};
};

struct LorenzCurve {
    Text name{};
    std::vector<Point> points{};  ///< cumulated shares from (0,0) to (1,1)
    std::optional<double> gini{};
};

struct LorenzFigure {
    Axis population{};
    Axis share{};
    std::vector<LorenzCurve> curves{};
};

enum class MapView { before, after, difference };

struct MapValue {
    std::string code{};  ///< JIS prefecture code
    std::optional<double> before{};
    std::optional<double> after{};
};

enum class MapShape { outlines, tiles };

/// How values become colours: one tint for each value, or five classes.
enum class MapClasses { continuous, quantiles, equalWidths, naturalBreaks };

/// Map of the 47 prefectures, by outlines or by tiles that show every number. Before and after share one scale and its
/// classes; the difference diverges from zero without classes.
struct MapFigure {
    Axis value{};
    MapView view = MapView::before;
    std::vector<MapValue> values{};
    MapShape shape = MapShape::outlines;
    MapClasses classes = MapClasses::quantiles;
};

/// Value a tile shows under a view; empty where it is missing.
std::optional<double> shownValue(const MapValue& value, MapView view);

/// One price on the corridor: a marker, an interval, or both.
struct CorridorEntry {
    Text name{};
    std::optional<double> marker{};
    std::optional<Interval> interval{};
    Text note{};
    bool emphasis = false;
    std::string traceId{};  ///< explanation that a click opens; empty: none
};

/// Prices found by different routes on one yen axis, rows in the order given.
struct CorridorFigure {
    Axis price{.label = {"価格", "Price"}, .unit = {}, .format = NumberFormat::yen, .minimum = {}, .maximum = {}};
    std::vector<CorridorEntry> entries{};
    std::optional<Interval> corridor{};  ///< shaded: where all arguments meet
    Text corridorLabel{};
};

struct ForestRow {
    Text name{};
    double estimate = 0.0;
    double low = 0.0;
    double high = 0.0;
    std::optional<double> weight{};  ///< share of the pooled estimate; sizes the marker
    bool pooled = false;             ///< drawn as a diamond
};

/// Estimates with intervals, one per row.
struct ForestFigure {
    Axis effect{};
    double noEffect = 0.0;
    bool logarithmic = false;  ///< ratios; all values > 0
    std::vector<ForestRow> rows{};
};

/// A grid of one number over two inputs, e.g. a two-way sensitivity analysis.
struct HeatFigure {
    Axis x{};
    Axis y{};
    Axis value{};
    std::vector<double> xs{};                                 ///< ascending
    std::vector<double> ys{};                                 ///< ascending
    std::vector<std::vector<std::optional<double>>> cells{};  ///< [x][y]; empty: not defined
    std::optional<double> contour{};                          ///< cells at or below it are outlined against those above
    Text contourLabel{};
    std::optional<Point> base{};  ///< marked
};

enum class TreeFigureKind { decision, chance, terminal };

struct TreeFigureNode {
    TreeFigureKind kind = TreeFigureKind::terminal;
    int parent = -1;  ///< index of an earlier node; −1: the root
    Text name{};
    Text branch{};        ///< on the line that leads here: its probability
    Text value{};         ///< beside the node: what it is worth
    bool chosen = false;  ///< the branch a decision takes: drawn bold
};

/// A tree from left to right: squares decide, circles are chances, triangles end.
struct TreeFigure {
    std::vector<TreeFigureNode> nodes{};  ///< parents before their children
};

struct NetworkNode {
    Text name{};
    double size = 1.0;  ///< area, relative to the largest
};

struct NetworkEdge {
    int from = 0;  ///< index of a node
    int to = 0;
    double weight = 1.0;  ///< thickness, relative to the largest
    Text label{};
};

/// Nodes on a circle and what joins them: treatments and their comparisons, regions and their patients.
struct NetworkFigure {
    std::vector<NetworkNode> nodes{};
    std::vector<NetworkEdge> edges{};
};

struct FlowStep {
    Text name{};
    Text who{};
    Text note{};  ///< minutes, probability, repetitions
    bool changed = false;
};

/// Steps from top to bottom, one column per arm.
struct FlowFigure {
    std::vector<Text> arms{};
    std::vector<std::vector<FlowStep>> steps{};  ///< [arm][step]
};

using FigureContent =
    std::variant<LineFigure, ScatterFigure, TornadoFigure, BarFigure, WaterfallFigure, LorenzFigure, MapFigure,
                 CorridorFigure, ForestFigure, HeatFigure, TreeFigure, NetworkFigure, FlowFigure>;

struct Figure {
    std::string id{};  ///< stable name, also the suggested file name: "outcomes.cePlane"
    Text title{};
    Text caption{};  ///< what the reader should know, with the source
    FigureContent content{};
};

/// All faults that would make a figure lie: numbers that are not finite, lists of unequal length, intervals upside
/// down, unknown prefectures, values ≤ 0 on a logarithmic axis.
/// Issues: report.notFinite, report.unequalLength, report.interval, report.prefecture, report.notPositive.
Issues validate(const Figure& figure);

/// True when there is nothing to draw.
bool isEmpty(const Figure& figure);

/// Every number of the figure, long and tidy: for CSV and as the accessible view. Scatter clouds keep every point.
Table figureTable(const Figure& figure);

/// Scatter clouds draw at most this many points per series.
inline constexpr std::size_t maximumDrawnPoints = 2000;

/// Evenly spaced subsample in stored order; all points when they are few enough.
std::vector<Point> drawnPoints(const std::vector<Point>& points);

/// "描画は 10,000 点中 2,000 点" when a cloud is thinned, else empty.
Text thinningNote(const Figure& figure);

/// The caption with the thinning note.
std::string captionText(const Figure& figure, Language language);

}  // namespace kachi

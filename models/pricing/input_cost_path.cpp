#include "models/pricing/input_cost_path.h"

#include "models/core/on_threads.h"
#include "models/pricing/cost_sheet.h"
#include "models/statistics/reported_level.h"
#include "models/statistics/summary.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <numeric>

namespace kachi {
namespace {

using Levels = std::vector<std::vector<double>>;

/// Costs of the lines, [line], in one month under given levels of the series, [series][month − first].
std::vector<double> lineCosts(const std::vector<InputCostLine>& lines, int costMonth, int month, int first,
                              const Levels& levels) {
    std::vector<double> costs;
    costs.reserve(lines.size());
    for (const InputCostLine& line : lines) {
        double change = 0;
        if (line.series) {
            const std::vector<double>& level = levels[*line.series];
            const auto at = [&](int when) { return level[static_cast<std::size_t>(when - line.lagMonths - first)]; };
            change = line.weight * line.passThrough * (at(month) / at(costMonth) - 1);
        }
        costs.push_back(line.amount * (1 + change));
    }
    return costs;
}

/// First month the levels of the series are needed for.
int firstLevelMonth(const std::vector<InputCostLine>& lines, int costMonth, int from) {
    int longest = 0;
    for (const InputCostLine& line : lines) {
        if (line.series) longest = std::max(longest, line.lagMonths);
    }
    return std::min(costMonth, from) - longest;
}

/// The series from the first month any line needs. A cost month that was not published is refused.
Result<SeriesProjection> projectionOf(const InputCostInputs& inputs) {
    auto projection =
        SeriesProjection::prepare(inputs.outlook, firstLevelMonth(inputs.lines, inputs.costMonth, inputs.from),
                                  std::max(inputs.costMonth, inputs.to));
    if (!projection) return projection.issues();
    for (const InputCostLine& line : inputs.lines) {
        if (!line.series || !projection->projected(*line.series, inputs.costMonth - line.lagMonths)) continue;
        const PriceSeries& series = inputs.outlook.series[*line.series].series;
        return Issue{"inputCost.monthWithoutData",
                     Severity::error,
                     series.id,
                     monthText(inputs.costMonth - line.lagMonths),
                     series.months.back(),
                     {}};
    }
    return projection;
}

/// What one path of the series makes of the product.
struct PathFigures {
    std::vector<double> costs;       ///< [month]
    std::vector<double> zeroPrices;  ///< [revision]
    std::vector<double> fullPrices;
    std::vector<double> waitings;
};

/// The months of one calculation, worked out for the expected path and for every draw alike.
class PathCalculator {
public:
    PathCalculator(const InputCostInputs& inputs, int firstLevel)
        : m_inputs(inputs), m_firstLevel(firstLevel), m_revenue(netRevenue(inputs.price, inputs.rates)) {
        m_withoutProfit = inputs.rates;
        m_withoutProfit.profit = 0;
    }

    double revenue() const { return m_revenue; }
    int monthCount() const { return m_inputs.to - m_inputs.from + 1; }

    /// The months from this revision to the next lie in the path, and the volume is known.
    bool knowsWaiting(std::size_t revision) const {
        return m_inputs.unitsPerMonth && revision + 1 < m_inputs.revisions.size();
    }

    PathFigures figures(const Levels& levels) const {
        PathFigures figures;
        for (int month = m_inputs.from; month <= m_inputs.to; ++month) {
            const std::vector<double> costs =
                lineCosts(m_inputs.lines, m_inputs.costMonth, month, m_firstLevel, levels);
            figures.costs.push_back(std::accumulate(costs.begin(), costs.end(), 0.0));
        }
        for (std::size_t at = 0; at < m_inputs.revisions.size(); ++at) {
            const int month = m_inputs.revisions[at];
            const double cost = sheetTotal(lineCosts(m_inputs.lines, m_inputs.costMonth, month, m_firstLevel, levels));
            figures.zeroPrices.push_back(price(cost, m_withoutProfit));
            figures.fullPrices.push_back(price(cost, m_inputs.rates));
            figures.waitings.push_back(knowsWaiting(at) ? waiting(at, figures.costs) : 0);
        }
        return figures;
    }

private:
    double sheetTotal(const std::vector<double>& lines) const {
        double total = 0;
        for (const double line : lines) total += applyRounding(m_inputs.line, line);
        return total;
    }

    double price(double cost, const CostRateValues<double>& rates) const {
        return costLines(cost, rates, m_inputs.line, m_inputs.listing).price;
    }

    double waiting(std::size_t revision, const std::vector<double>& costs) const {
        double sum = 0;
        for (int month = m_inputs.revisions[revision]; month < m_inputs.revisions[revision + 1]; ++month) {
            sum += m_revenue - costs[static_cast<std::size_t>(month - m_inputs.from)];
        }
        return sum * *m_inputs.unitsPerMonth;
    }

    const InputCostInputs& m_inputs;
    int m_firstLevel;
    double m_revenue;
    CostRateValues<double> m_withoutProfit;
};

Fan fanOf(const std::vector<double>& values) {
    const SampleInterval wide = equalTailedInterval(values, reportedLevel);
    const SampleInterval narrow = equalTailedInterval(values, 0.5);
    return {wide.low, narrow.low, sampleQuantile(values, 0.5), narrow.high, wide.high};
}

Fan constantFan(double value) {
    return {value, value, value, value, value};
}

/// All draws, quantity by quantity: [quantity][draw].
struct DrawnFigures {
    Levels costs;
    Levels zeroPrices;
    Levels fullPrices;
    Levels waitings;
};

Result<DrawnFigures> drawFigures(const PathCalculator& calculator, const SeriesProjection& projection,
                                 std::size_t revisions, const RunOptions& options) {
    const auto table = [&](std::size_t rows) { return Levels(rows, std::vector<double>(options.draws)); };
    DrawnFigures drawn{table(static_cast<std::size_t>(calculator.monthCount())), table(revisions), table(revisions),
                       table(revisions)};
    const auto put = [](const std::vector<double>& figures, Levels& into, std::size_t draw) {
        for (std::size_t at = 0; at < figures.size(); ++at) into[at][draw] = figures[at];
    };
    constexpr std::size_t blockDraws = 256;
    const std::size_t blocks = (options.draws + blockDraws - 1) / blockDraws;
    std::atomic<std::size_t> finished = 0;
    onThreads(options, [&] {
        tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
            if (options.stop.stop_requested()) return;
            const std::size_t end = std::min(options.draws, (block + 1) * blockDraws);
            for (std::size_t draw = block * blockDraws; draw < end; ++draw) {
                const PathFigures figures = calculator.figures(projection.drawnLevels(options.seed, draw));
                put(figures.costs, drawn.costs, draw);
                put(figures.zeroPrices, drawn.zeroPrices, draw);
                put(figures.fullPrices, drawn.fullPrices, draw);
                put(figures.waitings, drawn.waitings, draw);
            }
            const std::size_t count = finished += end - block * blockDraws;
            if (options.progress) options.progress(count, options.draws);
        });
    });
    if (options.stop.stop_requested()) return Issue{"core.cancelled", Severity::info, {}, {}, {}, {}};
    return drawn;
}

/// Month by which the given share of the draws is unprofitable.
std::optional<int> monthOfShare(const std::vector<InputCostMonth>& months, double share) {
    const auto found = std::find_if(months.begin(), months.end(),
                                    [&](const InputCostMonth& month) { return month.unprofitableByThen >= share; });
    return found == months.end() ? std::nullopt : std::optional<int>(found->month);
}

void addMonthFans(InputCostPath& path, const Levels& costs) {
    const auto draws = static_cast<double>(path.draws);
    std::vector<char> lost(path.draws, 0);
    for (std::size_t at = 0; at < path.months.size(); ++at) {
        std::vector<double> margins = costs[at];
        std::size_t negative = 0;
        for (std::size_t draw = 0; draw < margins.size(); ++draw) {
            margins[draw] = path.netRevenue - margins[draw];
            negative += margins[draw] < 0;
            if (margins[draw] < 0) lost[draw] = 1;
        }
        InputCostMonth& month = path.months[at];
        month.margins = fanOf(margins);
        month.unprofitable = static_cast<double>(negative) / draws;
        month.unprofitableByThen = static_cast<double>(std::count(lost.begin(), lost.end(), 1)) / draws;
    }
    path.unprofitable = path.months.back().unprofitableByThen;
    path.breakEvenLow = monthOfShare(path.months, 0.025);
    path.breakEvenMedian = monthOfShare(path.months, 0.5);
    path.breakEvenHigh = monthOfShare(path.months, 0.975);
}

InputCostPath expectedPath(const InputCostInputs& inputs, const PathCalculator& calculator,
                           const SeriesProjection& projection, const PathFigures& expected) {
    InputCostPath path;
    path.netRevenue = calculator.revenue();
    path.drifts = projection.drifts();
    for (std::size_t at = 0; at < expected.costs.size(); ++at) {
        InputCostMonth& month = path.months.emplace_back();
        month.month = inputs.from + static_cast<int>(at);
        for (const InputCostLine& line : inputs.lines) {
            month.projected =
                month.projected || (line.series && projection.projected(*line.series, month.month - line.lagMonths));
        }
        month.cost = expected.costs[at];
        month.margin = path.netRevenue - month.cost;
        month.margins = constantFan(month.margin);
        month.unprofitable = month.margin < 0 ? 1 : 0;
        if (month.margin < 0 && !path.breakEven) path.breakEven = month.month;
        month.unprofitableByThen = path.breakEven ? 1 : 0;
    }
    path.breakEvenLow = path.breakEvenMedian = path.breakEvenHigh = path.breakEven;
    path.unprofitable = path.breakEven ? 1 : 0;
    return path;
}

void addRevisions(InputCostPath& path, const InputCostInputs& inputs, const PathCalculator& calculator,
                  const PathFigures& expected, const std::optional<DrawnFigures>& drawn) {
    const auto fan = [&](const Levels DrawnFigures::*table, std::size_t at, double value) {
        return drawn ? fanOf(((*drawn).*table)[at]) : constantFan(value);
    };
    for (std::size_t at = 0; at < inputs.revisions.size(); ++at) {
        RevisionOutlook& revision = path.revisions.emplace_back();
        revision.month = inputs.revisions[at];
        revision.then = path.months[static_cast<std::size_t>(revision.month - inputs.from)];
        revision.zeroMarginPrice = expected.zeroPrices[at];
        revision.zeroMarginPrices = fan(&DrawnFigures::zeroPrices, at, revision.zeroMarginPrice);
        revision.fullPrice = expected.fullPrices[at];
        revision.fullPrices = fan(&DrawnFigures::fullPrices, at, revision.fullPrice);
        if (!calculator.knowsWaiting(at)) continue;
        revision.waiting = expected.waitings[at];
        revision.waitings = fan(&DrawnFigures::waitings, at, *revision.waiting);
    }
}

}  // namespace

Result<InputCostPath> inputCostPath(const InputCostInputs& inputs, const RunOptions& options) {
    const auto projection = projectionOf(inputs);
    if (!projection) return projection.issues();
    const PathCalculator calculator(inputs, firstLevelMonth(inputs.lines, inputs.costMonth, inputs.from));
    const PathFigures expected = calculator.figures(projection->expectedLevels());
    InputCostPath path = expectedPath(inputs, calculator, *projection, expected);
    std::optional<DrawnFigures> drawn;
    if (options.draws > 0 && projection->projects()) {
        auto figures = drawFigures(calculator, *projection, inputs.revisions.size(), options);
        if (!figures) return figures.issues();
        drawn = std::move(*figures);
        path.draws = options.draws;
        addMonthFans(path, drawn->costs);
    }
    addRevisions(path, inputs, calculator, expected, drawn);
    return path;
}

Result<LineCostsByMonth> lineCostsByMonth(const InputCostInputs& inputs) {
    const auto projection = projectionOf(inputs);
    if (!projection) return projection.issues();
    const int first = firstLevelMonth(inputs.lines, inputs.costMonth, inputs.from);
    const Levels levels = projection->expectedLevels();
    LineCostsByMonth byMonth;
    byMonth.drifts = projection->drifts();
    for (int month = inputs.from; month <= inputs.to; ++month) {
        byMonth.costs.push_back(lineCosts(inputs.lines, inputs.costMonth, month, first, levels));
    }
    return byMonth;
}

}  // namespace kachi

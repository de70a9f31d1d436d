#pragma once

#include "models/core/run_options.h"
#include "models/pricing/cost_calculation.h"
#include "models/pricing/input_cost_series.h"

namespace kachi {

/// One line of the cost sheet and the series its price follows.
struct InputCostLine {
    double amount = 0;                  ///< yen per unit in the cost month
    std::optional<std::size_t> series;  ///< index into SeriesOutlook::series; absent: the line stays as it is
    double weight = 1;                  ///< part of the line that follows the series, 0 … 1
    double passThrough = 1;             ///< share of a change of the series that reaches that part
    int lagMonths = 0;                  ///< months until it does
};

/// What a margin path starts from. Months are month numbers (price_series.h).
struct InputCostInputs {
    std::vector<InputCostLine> lines;
    double price = 0;  ///< current price, yen with tax
    CostRateValues<double> rates;
    RoundingRule line;     ///< of cost lines
    RoundingRule listing;  ///< of the price
    int costMonth = 0;     ///< the month the amounts belong to
    int from = 0;
    int to = 0;
    std::vector<int> revisions;           ///< coming revisions, ascending
    std::optional<double> unitsPerMonth;  ///< volume, for what waiting costs
    SeriesOutlook outlook;
};

/// Percentiles over the draws. Without draws all are the expected value.
struct Fan {
    double low95 = 0;
    double low50 = 0;
    double median = 0;
    double high50 = 0;
    double high95 = 0;
};

struct InputCostMonth {
    int month = 0;
    bool projected = false;  ///< rests on a month that was not published
    double cost = 0;         ///< yen per unit, expected path
    double margin = 0;       ///< yen per unit at the current price, expected path
    Fan margins;
    double unprofitable = 0;        ///< share of draws with a negative margin in this month
    double unprofitableByThen = 0;  ///< … in this or an earlier month of the path
};

/// What a revision finds if nothing was done before.
struct RevisionOutlook {
    int month = 0;
    InputCostMonth then;
    double zeroMarginPrice = 0;  ///< price at which the margin is nil, yen with tax, expected path
    Fan zeroMarginPrices;
    double fullPrice = 0;  ///< price by the cost method with its profit rate, expected path
    Fan fullPrices;
    /// Margin per unit summed over the months from this revision to the one after it, at the current price and times
    /// the volume: what waiting one revision brings, a loss when negative. Absent without volume or when the path ends
    /// before.
    std::optional<double> waiting;
    std::optional<Fan> waitings;
};

struct InputCostPath {
    double netRevenue = 0;  ///< what the maker receives per unit at the current price
    std::vector<InputCostMonth> months;
    std::optional<int> breakEven;     ///< first month with a negative margin, expected path
    std::optional<int> breakEvenLow;  ///< month by which 2.5 %, 50 % and 97.5 % of the draws had one
    std::optional<int> breakEvenMedian;
    std::optional<int> breakEvenHigh;
    double unprofitable = 0;  ///< share of draws with a negative margin in some month of the path
    std::vector<RevisionOutlook> revisions;
    std::vector<DriftEstimate> drifts;
    std::size_t draws = 0;
};

/// Line cost c(t) = c₀·(1 + w·p·(I(t − lag)/I(t₀ − lag) − 1)): t₀ the cost month, w weight, p pass-through.
/// Margin = what the maker receives at the current price − Σ c(t).
/// Issues: those of SeriesProjection::prepare; inputCost.monthWithoutData when the cost month, less the lag of a line,
/// lies after the published months of its series; core.cancelled.
/// Digits do not depend on threads. Progress counts draws.
/// @pre every revision lies in from … to
Result<InputCostPath> inputCostPath(const InputCostInputs& inputs, const RunOptions& options);

/// Costs of every line on the expected path.
struct LineCostsByMonth {
    std::vector<std::vector<double>> costs;  ///< [month from … to][line]
    std::vector<DriftEstimate> drifts;
};

/// The expected path line by line, without margins and draws. Issues: as inputCostPath.
Result<LineCostsByMonth> lineCostsByMonth(const InputCostInputs& inputs);

}  // namespace kachi

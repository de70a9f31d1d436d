#pragma once

#include "models/core/run_options.h"
#include "models/params/parameter_values.h"
#include "models/pricing/cost_calculation.h"
#include "models/pricing/price_series.h"
#include "models/pricing/recalculation_structure.h"

namespace kachi {

/// Unit cost and margin of one month, yen per unit.
struct MarginMonth {
    std::string month;       ///< "YYYY-MM"
    bool projected = false;  ///< at least one line rests on the user's drift, not on a published value
    double cost = 0;
    double margin = 0;
    std::optional<double> marginLow;  ///< 2.5%, 50% and 97.5% of the draws; absent when nothing varies
    std::optional<double> marginMedian;
    std::optional<double> marginHigh;
};

/// Margin at the current price under input-price paths.
struct MarginPath {
    double netRevenue = 0;  ///< what the maker receives per unit: price before tax and distribution
    std::vector<MarginMonth> months;
    std::optional<std::string> breakEven;  ///< first month with a negative margin; absent: none up to the last month
    std::vector<int>
        breakEvenDraws;  ///< [draw] months after the first month of the path; -1: none up to the last month
    std::optional<std::string> breakEvenLow;  ///< 2.5%, 50%, 97.5% of the draws; absent: later than the last month
    std::optional<std::string> breakEvenMedian;
    std::optional<std::string> breakEvenHigh;
    std::optional<double> shareUnprofitable;  ///< share of draws with a negative margin in some month of the path
};

/// Faults of months, lines and series. A month after the end of a series without a drift parameter is
/// pricing.driftMissing: history is never extrapolated silently. A month before its start is pricing.seriesTooShort.
Issues validateMarginPath(const RecalculationStructure& structure, const ParameterValues& values,
                          const std::vector<PriceSeries>& series);

/// Line cost c(t) = c₀·(1 − w + w·I(t − lag)/I(t₀ − lag)), so that c(t₀) is the amount entered. After the last
/// published month m, I(m + k) = I(m)·(1 + g)^(k/12) with the user's drift g of that series. Margin = price/(1 + tax) −
/// distribution − Σ c(t).
/// @pre validateMarginPath and the cost rates hold no errors
Result<MarginPath> marginPath(const RecalculationStructure& structure, const ParameterValues& values,
                              const CostRates& rates, const std::vector<PriceSeries>& series,
                              const RunOptions& options);

}  // namespace kachi

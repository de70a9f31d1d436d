#pragma once

#include "models/core/run_options.h"
#include "models/statistics/inequality.h"

#include <functional>
#include <string>
#include <vector>

namespace kachi {

/// What one replicate is measured on: rates of the regions, and which regions they are.
struct RegionalRates {
    const WeightedValues& rates;
    const std::vector<std::size_t>& regions;  ///< [value] position among the given regions; 0, 1, 2, … unless resampled
};

/// All measures of one set of rates, always the same number in the same order. Called from several threads at a time.
using RegionalMeasures = std::function<std::vector<Measure>(const RegionalRates&)>;

/// Counts of the same regions in one or two observed periods.
struct RegionalCounts {
    std::vector<double> counts;        ///< [region], ≥ 0
    std::vector<double> populations;   ///< [region], > 0
    std::vector<double> secondCounts;  ///< [region]; empty: one period
    std::vector<double> secondPopulations;
    std::vector<double> weights;        ///< [region] of the measures, > 0; empty: the period's populations
    std::vector<double> secondWeights;  ///< [region]; empty: as in the first period
};

struct CountBootstrapSettings {
    std::size_t replicates = 10'000;  ///< 0: the observed values alone
    /// False: the "counts" are values of another kind (an index), which do not vary by themselves; with populations of
    /// 1 they are measured as they are.
    bool drawCounts = true;
    /// Variance over mean of a count. 1: Poisson; above: negative binomial with that ratio in every region.
    double overdispersion = 1;
    /// Superpopulation view: regions themselves are drawn with replacement, the same in both periods, before their
    /// counts are drawn. Regions are a census, so this answers another question and must be labelled.
    bool resampleRegions = false;
};

/// What the replicates say of one quantity. A replicate for which it is not defined has a region without events, which
/// takes such measures above every bound: it counts as larger than all others, and for a difference as beyond either
/// end. An end that lies among them is empty, and so are error and bias when there is one.
struct CountInterval {
    Measure estimate;  ///< of the data as observed
    Measure low;       ///< 2.5th percentile of the replicates
    Measure high;      ///< 97.5th
    Measure standardError;
    Measure bias;  ///< mean of the replicates minus the estimate: chance alone adds to measures of difference
    std::size_t undefined = 0;  ///< replicates for which it is not defined
};

struct CountBootstrapResult {
    CountInterval first;
    CountInterval second;      ///< of two periods
    CountInterval difference;  ///< second minus first, replicate by replicate
    /// 2 (1 + min(#{d ≤ 0}, #{d ≥ 0}))/(replicates + 1), at most 1: only of two observed periods.
    Measure pValue;
};

/// Parametric bootstrap of the counts: every replicate draws each region's count of each period independently around
/// the observed one and works out all measures once, so differences between periods are those within a replicate.
/// The draw of region r, period p and replicate b depends on (seed, r, p, b) alone, so the thread count changes no
/// digit.
/// Sources: Efron, Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; Davison, Hinkley, Bootstrap Methods,
/// 1997, eq. 4.11 (p). Poisson draws: Hörmann, Insurance Math Econ 1993;12:39-45; gamma: Marsaglia, Tsang, ACM TOMS
/// 2000;26:363-372.
/// Issues: regions.countLists (they differ in length), regions.countInvalid, regions.populationInvalid,
/// regions.overdispersion, regions.replicates, those of WeightedValues::make, core.cancelled.
/// @return [measure]
Result<std::vector<CountBootstrapResult>> bootstrapCounts(const RegionalCounts& regions,
                                                          const RegionalMeasures& measures,
                                                          const CountBootstrapSettings& settings,
                                                          const RunOptions& options);

}  // namespace kachi

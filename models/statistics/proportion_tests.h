#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace kachi {

/// Events among those observed.
struct ObservedEvents {
    double events = 0;  ///< whole, 0 … total
    double total = 0;   ///< whole, > 0
};

/// A contrast with its 95 % interval. Infinite bounds of exact intervals are empty.
struct ProportionContrast {
    std::optional<double> estimate = {};
    std::optional<double> low = {};
    std::optional<double> high = {};
    std::optional<double> logStandardError = {};  ///< of ratios
};

struct ChiSquaredTest {
    double statistic = 0;
    double degrees = 0;
    double pValue = 0;
    double smallestExpected = 0;  ///< smallest expected count
};

/// Pearson's χ² of events and non-events by group; Yates' correction, of 2×2 tables only, as R's chisq.test.
/// @pre some events and some non-events
ChiSquaredTest chiSquaredTest(const std::vector<ObservedEvents>& groups, bool yates);

/// Cochran–Armitage trend over scores, as R's prop.trend.test. @pre as chiSquaredTest; scores differ
ChiSquaredTest trendTest(const std::vector<ObservedEvents>& groups, const std::vector<double>& scores);

/// Counts in all beyond which exact methods are left out: logarithms of factorials keep too few digits and draws take
/// too long, while the approximations agree with them.
inline constexpr double mostExactCounts = 1e8;

/// Conditional maximum likelihood odds ratio with exact interval, as R's fisher.test: 0 or empty at the edges.
/// @pre at most mostExactCounts in all
ProportionContrast fisherOddsRatio(const ObservedEvents& first, const ObservedEvents& second);

/// Newcombe's hybrid score interval (method 10), Stat Med 1998;17:873-890.
ProportionContrast riskDifference(const ObservedEvents& first, const ObservedEvents& second);
/// Katz' logarithmic interval; empty when there are no events in a group.
ProportionContrast riskRatio(const ObservedEvents& first, const ObservedEvents& second);
/// Woolf's logarithmic interval; empty when a cell is 0.
ProportionContrast oddsRatio(const ObservedEvents& first, const ObservedEvents& second);

/// Wilson's score interval of one proportion.
ProportionContrast wilsonInterval(const ObservedEvents& group);

/// Pairs by outcome of both members.
struct PairCounts {
    double both = 0;
    double onlyFirst = 0;
    double onlySecond = 0;
    double neither = 0;
};

struct McNemarTest {
    double statistic = 0;           ///< χ² with continuity correction, as R's mcnemar.test
    double pValue = 0;              ///< of χ²
    double exactPValue = 0;         ///< binomial
    ProportionContrast oddsRatio;   ///< onlyFirst / onlySecond, exact interval from Clopper and Pearson
    ProportionContrast difference;  ///< of paired proportions, Newcombe's score interval (method 10 for pairs)
};

/// Source: McNemar, Psychometrika 1947;12:153-157; interval of the difference: Newcombe, Stat Med 1998;17:2635-2650.
/// @pre onlyFirst + onlySecond > 0
McNemarTest mcNemarTest(const PairCounts& pairs);

}  // namespace kachi

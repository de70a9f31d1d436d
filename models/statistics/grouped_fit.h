#pragma once

#include "models/core/result.h"
#include "models/statistics/survival_family.h"

#include <array>
#include <optional>
#include <vector>

namespace kachi {

/// A class of a frequency table: how much lies at or above `lower` and below `upper` (infinite: open).
struct FrequencyClass {
    double lower = 0;
    double upper = 0;
    double weight = 0;  ///< count or share
};

/// The first class that does not follow the one before it, ends before it starts or has a negative weight, as the issue
/// groupedFit.classes.
std::optional<Issue> classFault(const std::vector<FrequencyClass>& classes, const std::string& where);

/// A distribution of positive values fitted to a frequency table.
struct GroupedFit {
    SurvivalParameters parameters;
    double logLikelihood = 0;              ///< Σ weight · ln p
    double deviance = 0;                   ///< 2 Σ weight · ln(share / p); chi-square where weights are counts
    std::size_t degrees = 0;               ///< classes − 1 − parameters
    std::vector<double> probabilities;     ///< p of each class
    std::array<double, 2> standardErrors;  ///< of the parameters, by Fisher information; for weights that are counts
    double covariance = 0;                 ///< of the two parameters
};

/// Maximum likelihood on grouped (interval-censored) data, by Fisher scoring with halved steps. Scores come from
/// central differences of the class probabilities.
/// The first class starts at 0 and the last is taken as open, whatever its upper bound, so that nothing is cut off.
/// @param family  lognormal, gamma or weibull
/// @param where  place of the table, for issues
/// Issues: groupedFit.classes, groupedFit.start, groupedFit.tooFew (fewer than three classes with weight),
/// groupedFit.notFound.
/// Source: Kulldorff, Estimation from Grouped and Partially Grouped Samples, Wiley 1961.
Result<GroupedFit> fitGrouped(SurvivalFamily family, const std::vector<FrequencyClass>& classes,
                              const std::string& where);

}  // namespace kachi

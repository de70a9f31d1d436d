#pragma once

#include "models/core/result.h"
#include "models/statistics/reported_level.h"

#include <vector>

namespace kachi {

/// Difference of two means with Student's t as reference: second − first.
struct MeanDifference {
    double estimate = 0;
    double standardError = 0;
    double degrees = 0;    ///< of freedom
    double statistic = 0;  ///< estimate / standardError
    double p = 0;          ///< two-sided
    double low = 0;        ///< interval of the estimate at the asked level
    double high = 0;
};

/// Estimate, standard error and degrees referred to Student's t. @pre standardError > 0, degrees > 0
MeanDifference meanDifference(double estimate, double standardError, double degrees, double level = reportedLevel);

// Issues of the tests: twoSample.tooFew (detail `sample`: 1 or 2), twoSample.noSpread (no difference can be
// judged because no value varies), twoSample.notPaired (samples of unequal length). `where` is empty: the caller knows.
// @pre values are finite, 0 < level < 1

/// Unequal variances. Degrees of freedom of Welch, Biometrika 1947;34:28-35, by Satterthwaite's formula.
Result<MeanDifference> welchTest(const std::vector<double>& first, const std::vector<double>& second,
                                 double level = reportedLevel);

/// Equal variances (Student).
Result<MeanDifference> pooledTTest(const std::vector<double>& first, const std::vector<double>& second,
                                   double level = reportedLevel);

/// Mean of second[i] − first[i].
Result<MeanDifference> pairedTTest(const std::vector<double>& first, const std::vector<double>& second,
                                   double level = reportedLevel);

}  // namespace kachi

#pragma once

#include "models/statistics/distribution_fit.h"
#include "models/studies/study.h"

namespace kachi {

// Parts of the study of distributions: what its two files hand to each other.

/// One expert of the roulette method.
struct FittedExpert {
    std::string name;
    double weight = 1;
    std::vector<ChipBin> bins;
    FittedDistribution fit;
};

/// What was given and which families match it.
struct FitFindings {
    std::string known;                    ///< id of the way the quantity is known
    FitBounds bounds;                     ///< as entered
    DistributionFits fits;                ///< best first
    std::vector<CumulativePoint> points;  ///< stated or pooled; empty: not known by points
    std::vector<double> values;           ///< individual values
    std::vector<FittedExpert> experts;
    FitBounds bounds = {};
    std::optional<double> observed = {};  ///< share or rate that was counted
};

Text familyLabel(Family family);

/// Tables, charts, estimates and texts. @param chosen  one of found.fits
StudyResult fitResult(const FitFindings& found, const FittedDistribution& chosen);

}  // namespace kachi

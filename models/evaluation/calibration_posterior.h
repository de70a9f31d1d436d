#pragma once

#include "models/evaluation/calibration.h"

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace kachi {

/// The best fit, around which the first of the normal proposals are made.
struct BestFit {
    std::vector<double> point;  ///< prior probabilities
    double goodnessOfFit = 0;
    Eigen::MatrixXd information;  ///< of the targets about them
};

/// Points resampled from the posterior, in prior probabilities.
struct PosteriorPoints {
    std::vector<std::vector<double>> rows;  ///< [row][parameter]
    double effectiveSize = 0;
};

/// Incremental mixture importance sampling: half of the proposals come from the prior (uniform in prior probabilities),
/// then ten batches from normal distributions, the first around the best fit, each next around the proposal of the
/// highest weight with the spread of its neighbours, so that curved and several posteriors are followed. Weights are
/// likelihood over the density of the whole mixture; rows are resampled systematically.
/// Source: Raftery & Bao, Biometrics 2010;66:1162-1173.
/// @param fitAt goodness of fit at a point, infinite where the model refuses it; called from any thread
/// @param ids   name the streams of random numbers
PosteriorPoints posteriorPoints(const std::function<double(const std::vector<double>&)>& fitAt, const BestFit& best,
                                const CalibrationSettings& settings, const std::vector<std::string>& ids,
                                std::uint64_t seed);

}  // namespace kachi

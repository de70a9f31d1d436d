#pragma once

#include "models/core/result.h"

namespace kachi {

// How much to observe. Counts are exact, not rounded up. Quantiles of the normal distribution unless stated.

/// Cycles to time so that the mean is known within ± relativeError: (z·s/(e·mean))². Barnes, Motion and Time Study,
/// 7th ed., 1980. @pre all > 0, confidence < 1
double cyclesNeeded(double mean, double standardDeviation, double relativeError, double confidence);

/// Instants of work sampling so that a share is known within ± error: z²p(1 − p)/E². Tippett, J Text Inst 1935;26:T51.
/// @pre 0 < share < 1, error > 0
double workSamplingNeeded(double share, double error, double confidence);

struct ArmSize {
    double perArm = 0;          ///< independent observations
    double designEffect = 1;    ///< 1 + (m − 1)ρ
    double perArmInflated = 0;  ///< with the design effect
};

/// Two arms of equal size compared by Student's two-sided t test, as R's power.t.test; with unequal standard deviations
/// their root mean square. Clusters: Donner and Klar, Design and Analysis of Cluster Randomization Trials, 2000.
/// Issues: timePlanning.tooSmall (the test would need fewer than 2 per arm), tooLarge (more than 1e7).
/// @pre all > 0, 0 < significance < 1, significance/2 < power < 1, clusterSize ≥ 1, 0 ≤ intraclassCorrelation < 1
Result<ArmSize> armSizeNeeded(double difference, double firstDeviation, double secondDeviation, double significance,
                              double power, double clusterSize, double intraclassCorrelation);

}  // namespace kachi

#include "models/statistics/time_study_planning.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"

#include <cmath>

namespace kachi {
namespace {

/// Power of the test with this many per arm, the tail on the wrong side left out as in R.
double powerOf(double perArm, double effect, double significance) {
    const double degrees = 2 * (perArm - 1);
    const double critical = studentTQuantile(1 - significance / 2, degrees);
    return 1 - noncentralTCdf(critical, degrees, std::sqrt(perArm / 2) * effect);
}

}  // namespace

double cyclesNeeded(double mean, double standardDeviation, double relativeError, double confidence) {
    const double z = normalQuantile(0.5 + confidence / 2);
    return std::pow(z * standardDeviation / (relativeError * mean), 2);
}

double workSamplingNeeded(double share, double error, double confidence) {
    const double z = normalQuantile(0.5 + confidence / 2);
    return z * z * share * (1 - share) / (error * error);
}

Result<ArmSize> armSizeNeeded(double difference, double firstDeviation, double secondDeviation, double significance,
                              double power, double clusterSize, double intraclassCorrelation) {
    constexpr double most = 1e7;
    const double deviation = std::sqrt((firstDeviation * firstDeviation + secondDeviation * secondDeviation) / 2);
    const double effect = difference / deviation;
    double low = 2;
    if (powerOf(low, effect, significance) >= power) {
        return Issue{"timePlanning.tooSmall", Severity::error, {}, numberText(effect), "2", {}};
    }
    double high = 4;
    while (high <= most && powerOf(high, effect, significance) < power) high *= 2;
    if (high > most) return Issue{"timePlanning.tooLarge", Severity::error, {}, numberText(effect), "10000000", {}};
    for (int step = 0; step < 100 && high - low > 1e-10 * high; ++step) {
        const double middle = (low + high) / 2;
        (powerOf(middle, effect, significance) < power ? low : high) = middle;
    }
    ArmSize size;
    size.perArm = high;
    size.designEffect = 1 + (clusterSize - 1) * intraclassCorrelation;
    size.perArmInflated = size.perArm * size.designEffect;
    return size;
}

}  // namespace kachi

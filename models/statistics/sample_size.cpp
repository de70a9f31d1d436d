#include "models/statistics/sample_size.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"

#include <cmath>

namespace kachi {
namespace {

/// Probability that t with noncentrality exceeds the upper critical value; the other side counts as no success.
double powerOfStudent(const TestDesign& design, double degrees, double noncentrality) {
    if (!(degrees > 0)) return 0;
    return 1 - noncentralTCdf(studentTQuantile(1 - design.tail(), degrees), degrees, noncentrality);
}

double powerOfNormal(const TestDesign& design, double effect, double standardError) {
    return normalCdf(effect / standardError - normalQuantile(1 - design.tail()));
}

/// (z_α + z_β)².
double squaredQuantiles(const TestDesign& design, double power) {
    const double sum = normalQuantile(1 - design.tail()) + normalQuantile(power);
    return sum * sum;
}

/// Information about the log hazard ratio of one event.
double informationPerEvent(const TestDesign& design, double hazardRatio, EventFormula formula) {
    const double r = design.allocation;
    if (formula == EventFormula::schoenfeld) {
        const double log = std::log(hazardRatio);
        return r / ((1 + r) * (1 + r)) * log * log;
    }
    const double relative = (1 - hazardRatio) / (1 + r * hazardRatio);
    return r * relative * relative;
}

}  // namespace

double powerOfMeans(const TestDesign& design, double first, double difference, double deviation) {
    const double second = first * design.allocation;
    return powerOfStudent(design, first + second - 2,
                          std::abs(difference) / (deviation * std::sqrt(1 / first + 1 / second)));
}

double powerOfPairs(const TestDesign& design, double pairs, double difference, double deviation) {
    return powerOfStudent(design, pairs - 1, std::abs(difference) / deviation * std::sqrt(pairs));
}

double powerOfProportions(const TestDesign& design, double first, double firstShare, double secondShare,
                          bool continuity) {
    const double r = design.allocation;
    const double distance = std::abs(firstShare - secondShare);
    double size = first;
    if (continuity) {
        // Inverse of n = n'/4 (1 + √(1 + 2(r + 1)/(n' r |p₂ − p₁|)))².
        const double lost = (r + 1) / (2 * r * distance);
        if (first <= lost) return 0;
        size = (first - lost) * (first - lost) / first;
    }
    const double pooled = (firstShare + r * secondShare) / (1 + r);
    const double nullDeviation = std::sqrt(pooled * (1 - pooled) * (1 + 1 / r));
    const double deviation = std::sqrt(firstShare * (1 - firstShare) + secondShare * (1 - secondShare) / r);
    return normalCdf((distance * std::sqrt(size) - normalQuantile(1 - design.tail()) * nullDeviation) / deviation);
}

double powerOfNonInferiorProportions(const TestDesign& design, double first, double reference, double treatment,
                                     double margin) {
    const double variance =
        reference * (1 - reference) / first + treatment * (1 - treatment) / (first * design.allocation);
    return powerOfNormal(design, treatment - reference + margin, std::sqrt(variance));
}

double powerOfRates(const TestDesign& design, double first, double firstRate, double secondRate, double time,
                    double dispersion) {
    const double r = design.allocation;
    const double variance = ((1 / firstRate + 1 / (r * secondRate)) / time + dispersion * (1 + 1 / r)) / first;
    return powerOfNormal(design, std::abs(std::log(secondRate / firstRate)), std::sqrt(variance));
}

std::optional<double> sizeFor(const std::function<double(double)>& power, double wanted) {
    double low = 1;
    double high = 2;
    while (power(high) < wanted) {
        low = high;
        high *= 2;
        if (high > 1e9) return {};
    }
    for (int count = 0; count < 200 && high - low > 1e-12 * high; ++count) {
        const double middle = (low + high) / 2;
        (power(middle) < wanted ? low : high) = middle;
    }
    return high;
}

double eventsForHazardRatio(const TestDesign& design, double power, double hazardRatio, EventFormula formula) {
    return squaredQuantiles(design, power) / informationPerEvent(design, hazardRatio, formula);
}

double powerOfEvents(const TestDesign& design, double events, double hazardRatio, EventFormula formula) {
    return powerOfNormal(design, std::sqrt(events * informationPerEvent(design, hazardRatio, formula)), 1);
}

double eventsForCovariate(const TestDesign& design, double power, double logHazardRatio, double deviation,
                          double explained) {
    return squaredQuantiles(design, power) /
           (deviation * deviation * logHazardRatio * logHazardRatio * (1 - explained));
}

double powerOfCovariate(const TestDesign& design, double events, double logHazardRatio, double deviation,
                        double explained) {
    const double effect = std::abs(logHazardRatio) * deviation * std::sqrt(events * (1 - explained));
    return powerOfNormal(design, effect, 1);
}

double eventProbability(double hazard, double accrual, double followUp) {
    if (accrual == 0) return -std::expm1(-hazard * followUp);
    return 1 + std::exp(-hazard * followUp) * std::expm1(-hazard * accrual) / (hazard * accrual);
}

double sizeForAccuracy(double share, double precision, double level) {
    const double z = normalQuantile(0.5 + level / 2);
    return z * z * share * (1 - share) / (precision * precision);
}

}  // namespace kachi

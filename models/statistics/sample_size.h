#pragma once

#include <functional>
#include <optional>

namespace kachi {

/// Shared by all questions of size and power. α is split over both sides of a two-sided test.
struct TestDesign {
    double alpha = 0.05;
    bool twoSided = true;
    double allocation = 1;  ///< patients of the second group per patient of the first

    double tail() const { return twoSided ? alpha / 2 : alpha; }
};

// Power at `first` patients in the first group (pairs, of paired designs); fractions are allowed.

/// Two means with common standard deviation, by the noncentral t distribution (R's power.t.test; unequal groups).
/// @param difference  expected; of non-inferiority: the distance to the margin
double powerOfMeans(const TestDesign& design, double first, double difference, double deviation);
/// @param deviation  of the differences
double powerOfPairs(const TestDesign& design, double pairs, double difference, double deviation);
/// Two proportions, normal approximation (R's power.prop.test; Fleiss, Levin & Paik, Statistical Methods for Rates and
/// Proportions, 3rd ed., 2003, 4.2); with the continuity correction of Casagrande, Pike & Smith (their 4.3).
double powerOfProportions(const TestDesign& design, double first, double firstShare, double secondShare,
                          bool continuity);
/// Non-inferiority of proportions (greater is better): normal with unpooled variance; Blackwelder, Control Clin Trials
/// 1982;3:345-353. @param margin > 0
double powerOfNonInferiorProportions(const TestDesign& design, double first, double reference, double treatment,
                                     double margin);
/// Rates of Poisson or negative binomial counts by the Wald test of the log rate ratio with variance
/// (1/λ₁ + 1/(rλ₂))/(t n) + k(1 + 1/r)/n, k the dispersion (variance μ + kμ²); Keene et al., Pharm Stat 2007;6:89-97.
double powerOfRates(const TestDesign& design, double first, double firstRate, double secondRate, double time,
                    double dispersion);

/// Smallest n, as a real number, at which an increasing power reaches `power`; empty when it does not below 1e9.
std::optional<double> sizeFor(const std::function<double(double)>& power, double wanted);

enum class EventFormula { schoenfeld, freedman };

/// Events of a comparison of two survival curves. Schoenfeld, Biometrics 1983;39:499-503; Freedman, Stat Med
/// 1982;1:121-129. @pre hazardRatio > 0 and not 1
double eventsForHazardRatio(const TestDesign& design, double power, double hazardRatio, EventFormula formula);
double powerOfEvents(const TestDesign& design, double events, double hazardRatio, EventFormula formula);

/// Events of a Cox regression on a covariate with standard deviation σ, of which the share R² is explained by the
/// others; Hsieh & Lavori, Control Clin Trials 2000;21:552-560.
double eventsForCovariate(const TestDesign& design, double power, double logHazardRatio, double deviation,
                          double explained);

double powerOfCovariate(const TestDesign& design, double events, double logHazardRatio, double deviation,
                        double explained);

/// Probability of an event with exponential survival, accrual at a constant rate over `accrual` and `followUp` after
/// it.
double eventProbability(double hazard, double accrual, double followUp);

/// Patients with the condition (sensitivity) or without it (specificity) for a 95 % interval of half width `precision`;
/// Buderer, Acad Emerg Med 1996;3:895-900.
double sizeForAccuracy(double share, double precision, double level);

}  // namespace kachi

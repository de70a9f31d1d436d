#pragma once

#include "models/core/result.h"
#include "models/statistics/summary.h"

#include <optional>
#include <vector>

namespace kachi {

/// Events and people of one area by stratum (sex × age class).
struct StratumCounts {
    std::vector<double> events;  ///< [stratum], ≥ 0
    std::vector<double> people;  ///< [stratum], ≥ 0; 0 only where events are 0
};

/// Limits of the mean of a Poisson count at the level of the program: χ²(α/2; 2d)/2 and χ²(1−α/2; 2d+2)/2; 0 at d = 0.
/// Source: Garwood, Biometrika 1936;28:437-442. @pre count ≥ 0; need not be whole
SampleInterval poissonLimits(double count);

/// Events per person. Interval: poissonLimits over people. @pre people > 0
struct CrudeRate {
    double events = 0;
    double people = 0;
    double rate = 0;
    SampleInterval interval;
};
CrudeRate crudeRate(const StratumCounts& area);

/// Σ w_k d_k/n_k with the standard's weights w_k = S_k/ΣS, and var = Σ w_k² d_k/n_k².
struct DirectRate {
    double rate = 0;
    double standardError = 0;
    /// Gamma limits: Fay, Feuer, Stat Med 1997;16:791-801 (as ageadjust.direct of R's epitools).
    SampleInterval gammaInterval;
    /// rate + √(var/D)(limit of D − D), D all events: Dobson et al., Stat Med 1991;10:457-462. Empty when D = 0.
    std::optional<SampleInterval> dobsonInterval;
};

/// @param standard [stratum] people of the standard population, ≥ 0, sum > 0
/// Issues: standardisation.strata (lists differ in length), .negative, .eventsWithoutPeople,
/// .emptyStratum (no people where the standard has some), .noStandard; `where` is the stratum from 1.
Result<DirectRate> directRate(const StratumCounts& area, const std::vector<double>& standard);

/// Events the area would have at the standard's rates: Σ n_k r_k. @param rates [stratum]
double expectedEvents(const StratumCounts& area, const std::vector<double>& rates);

/// Rates of all areas together by stratum: Σ d/Σ n; 0 where nobody lives. @param areas same strata each
std::vector<double> pooledRates(const std::vector<StratumCounts>& areas);

/// Observed over expected (SMR; the standardised claim ratio SCR is 100 times that).
/// Interval: poissonLimits(observed)/expected. @pre expected > 0
struct IndirectRatio {
    double observed = 0;
    double expected = 0;
    double ratio = 0;
    SampleInterval interval;
};
IndirectRatio indirectRatio(double observed, double expected);

enum class SmoothingMethod {
    moments,            ///< Marshall, Appl Stat 1991;40:283-294 (global; EBest of R's spdep)
    maximumLikelihood,  ///< Clayton, Kaldor, Biometrics 1987;43:671-681: negative binomial
};

/// Ratios drawn towards their mean: O_i ~ Poisson(E_i θ_i), θ_i ~ gamma with mean m and variance A.
struct SmoothedRatios {
    double priorMean = 0;                   ///< m
    double priorVariance = 0;               ///< A; 0: the areas differ no more than chance, all take the mean
    std::vector<double> ratios;             ///< [area] posterior means: (m²/A + O)/(m/A + E)
    std::vector<SampleInterval> intervals;  ///< [area] of the posterior gamma; no allowance for the error in m and A
};

/// Moments: m = ΣO/ΣE, A = ΣE(O/E − m)²/ΣE − m/Ē, not below 0.
/// Maximum likelihood: of m and the shape m²/A of the negative binomial; A = 0 when the likelihood falls from there.
/// @param observed [area] @param expected [area], > 0
/// Issues: standardisation.tooFewAreas (< 2), .negative, .expectedNotPositive, .noEvents, .noConvergence
Result<SmoothedRatios> smoothRatios(const std::vector<double>& observed, const std::vector<double>& expected,
                                    SmoothingMethod method);

/// Log-likelihood of the negative binomial and its derivatives by ln(shape) and ln(mean), for the search and its test.
struct SmoothingLikelihood {
    double value = 0;
    double byLogShape = 0;
    double byLogMean = 0;
};
SmoothingLikelihood smoothingLikelihood(const std::vector<double>& observed, const std::vector<double>& expected,
                                        double shape, double mean);

/// Control limits of O/E around `target` at `expected` events: exact Poisson quantiles, interpolated between counts.
/// limit = (r − a)/E, r the lowest count with P(X ≤ r) ≥ p, a = (P(X ≤ r) − p)/P(X = r).
/// Source: Spiegelhalter, Stat Med 2005;24:1185-1202, appendix A.1.1. @param level within the limits, e.g. 0.95
SampleInterval funnelLimits(double expected, double target, double level);

}  // namespace kachi

#pragma once

#include "models/core/choice_name.h"
#include "models/core/result.h"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace kachi {

/// Families a time to an event can be fitted by. Parameters on the scale of estimation, in the order and with the
/// parametrisation of R's flexsurv:
///   exponential {logRate}
///   weibull {logShape, logScale}            S = exp(−(t/scale)^shape)
///   weibullPh {logShape, logRate}           S = exp(−rate·t^shape)
///   gompertz {shape, logRate}               h = rate·exp(shape·t)
///   lognormal {meanlog, logSdlog}
///   loglogistic {logShape, logScale}        S = 1/(1 + (t/scale)^shape)
///   gamma {logShape, logRate}
///   generalisedGamma {mu, logSigma, q}      Prentice, Biometrika 1974;61:539-544
///   generalisedF {mu, logSigma, q, logP}    Prentice, Biometrika 1975;62:607-614; Cox, Stat Med 2008;27:4301-4312
///   spline {gamma0, gamma1, …}              natural cubic spline of ln t for ln H (hazard), the log odds of the event
///                                           (odds) or −Φ⁻¹(S) (normal): Royston & Parmar, Stat Med 2002;21:2175-2197
enum class TimeFamily {
    exponential,
    weibull,
    weibullPh,
    gompertz,
    lognormal,
    loglogistic,
    gamma,
    generalisedGamma,
    generalisedF,
    splineHazard,
    splineOdds,
    splineNormal
};

inline constexpr ChoiceName<TimeFamily> timeFamilyNames[] = {{TimeFamily::exponential, "exponential"},
                                                             {TimeFamily::weibull, "weibull"},
                                                             {TimeFamily::weibullPh, "weibullPh"},
                                                             {TimeFamily::gompertz, "gompertz"},
                                                             {TimeFamily::lognormal, "lognormal"},
                                                             {TimeFamily::loglogistic, "loglogistic"},
                                                             {TimeFamily::gamma, "gamma"},
                                                             {TimeFamily::generalisedGamma, "generalisedGamma"},
                                                             {TimeFamily::generalisedF, "generalisedF"},
                                                             {TimeFamily::splineHazard, "splineHazard"},
                                                             {TimeFamily::splineOdds, "splineOdds"},
                                                             {TimeFamily::splineNormal, "splineNormal"}};

const char* timeFamilyName(TimeFamily family);

inline constexpr int mostInnerKnots = 8;
inline constexpr std::size_t mostTimeParameters = mostInnerKnots + 3;

bool isSpline(TimeFamily family);

/// A family, with knots where it is a spline, and whether a share of the subjects never has the event:
/// S(t) = cured + (1 − cured)·S₀(t) with the last parameter logitCured (mixture cure model; Boag, J R Stat Soc B
/// 1949;11:15-53).
struct TimeModel {
    TimeFamily family = TimeFamily::exponential;
    std::vector<double> knots;  ///< of a spline: ln t, ascending, the boundary knots first and last
    bool cured = false;
};

/// A parameter on the scale of estimation.
struct TimeParameter {
    std::string name;     ///< "logShape"
    std::string natural;  ///< "shape": exp of it for log…, the logistic function of it for logitCured, else the same
};

std::vector<TimeParameter> timeParameters(const TimeModel& model);

/// Value on the natural scale, and its derivative over the value on the scale of estimation.
double naturalValue(const TimeParameter& parameter, double estimate);
double naturalSlope(const TimeParameter& parameter, double estimate);

/// Position of the parameter that covariates act on: rate, scale, mean of ln t, mu or gamma0.
std::size_t locationOf(const TimeModel& model);

/// A logarithm and its derivatives over the parameters.
struct LogTerm {
    double value = 0;  ///< −∞ where the parameters do not allow the time
    std::array<double, mostTimeParameters> slope{};
};

/// ln S(t) and ln f(t) with analytic derivatives; those over the shape of the incomplete gamma and beta functions in
/// ln S (gamma, q, P), which have no closed form, are central differences.
/// @param parameters on the scale of estimation
/// @pre time > 0
LogTerm logSurvival(const TimeModel& model, std::span<const double> parameters, double time);
LogTerm logDensity(const TimeModel& model, std::span<const double> parameters, double time);

double hazardOf(const TimeModel& model, std::span<const double> parameters, double time);

/// Knots of a spline: the first and the last ln t of the events and `inner` equally spaced quantiles (type 7) between.
/// Issue: survivalFit.knots when two of them coincide.
Result<std::vector<double>> splineKnots(std::vector<double> logEventTimes, int inner, const std::string& where);

/// Natural cubic spline basis of Royston and Parmar at x: {1, x, v₁, …} and its derivatives.
struct SplineBasisValue {
    std::array<double, mostTimeParameters> value{};
    std::array<double, mostTimeParameters> slope{};
};
SplineBasisValue survivalSplineBasis(const std::vector<double>& knots, double x);

}  // namespace kachi

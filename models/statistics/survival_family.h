#pragma once

#include "models/core/result.h"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace kachi {

/// Parametric time-to-event families. S(t) with their parameters in this order:
///   exponential {rate}: exp(−rate·t)
///   weibull {shape, scale}: exp(−(t/scale)^shape)                              accelerated failure time
///   weibullPh {shape, rate}: exp(−rate·t^shape)                                proportional hazards
///   gompertz {shape, rate}: exp(−rate/shape·(exp(shape·t) − 1)); shape may be ≤ 0, then some never have the event
///   lognormal {meanlog, sdlog}: 1 − Φ((ln t − meanlog)/sdlog)
///   loglogistic {shape, scale}: 1/(1 + (t/scale)^shape)
///   gamma {shape, scale}: Q(shape, t/scale)
///   generalisedGamma {mu, sigma, q}: Prentice 1974; q = 0 is lognormal
enum class SurvivalFamily {
    exponential,
    weibull,
    weibullPh,
    gompertz,
    lognormal,
    loglogistic,
    gamma,
    generalisedGamma
};

/// Names of the family's parameters, in the order of SurvivalParameters::values.
std::span<const std::string_view> survivalArguments(SurvivalFamily family);

/// A family with numbers.
struct SurvivalParameters {
    SurvivalFamily family = SurvivalFamily::exponential;
    std::array<double, 3> values{};

    bool operator==(const SurvivalParameters&) const = default;
};

/// What the value of one parameter breaks, e.g. "> 0", or empty where the family allows it. A rate may be 0: the event
/// never happens.
std::string survivalLimit(SurvivalFamily family, std::size_t argument, double value);

/// Parameters that are not finite or outside what the family allows: statistics.survivalParameter with the name of the
/// parameter in details "argument".
Issues validate(const SurvivalParameters& parameters, const std::string& where);

/// Survival probability, hazard and cumulative hazard at `time` ≥ 0, years or any other unit.
/// @pre the parameters are valid
double survivalAt(const SurvivalParameters& parameters, double time);
double hazardAt(const SurvivalParameters& parameters, double time);
double cumulativeHazardAt(const SurvivalParameters& parameters, double time);

/// Density of the time to the event.
double densityAt(const SurvivalParameters& parameters, double time);

/// Time at which survival has fallen to `survival` in (0, 1]; infinite where it never does (Gompertz, shape < 0).
double timeAtSurvival(const SurvivalParameters& parameters, double survival);

/// The same for the cumulative hazard −ln S ≥ 0, which keeps its digits where survival is near 1 or 0.
double timeAtCumulativeHazard(const SurvivalParameters& parameters, double cumulativeHazard);

}  // namespace kachi

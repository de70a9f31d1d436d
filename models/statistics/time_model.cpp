#include "models/statistics/time_model.h"

#include "models/statistics/generalised_times.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"
#include "models/statistics/survival_tails.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace kachi {
namespace {

using Parameters = std::span<const double>;

const double logSqrtTwoPi = 0.5 * std::log(2 * std::numbers::pi);
constexpr double impossible = -std::numeric_limits<double>::infinity();

double logOnePlusExp(double z) {
    return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
}

double logistic(double z) {
    return z > 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z));
}

/// A family in which some z, linear in ln t, has a fixed distribution: Weibull and log-logistic.
struct Line {
    double z = 0;
    std::array<double, 2> slope{};  ///< dz over the two parameters
};

Line lineOf(TimeFamily family, Parameters p, double logTime) {
    const double shape = std::exp(p[0]);
    if (family == TimeFamily::weibullPh) return {p[1] + shape * logTime, {shape * logTime, 1}};
    const double z = shape * (logTime - p[1]);
    return {z, {z, -shape}};
}

/// exp(a·t) − 1 over a, and its derivative over a.
struct Growth {
    double value = 0;
    double slope = 0;
};

Growth growthOf(double a, double time) {
    const double u = a * time;
    if (std::abs(u) < 1e-2) {
        const double value = 1 + u / 2 * (1 + u / 3 * (1 + u / 4 * (1 + u / 5 * (1 + u / 6))));
        const double slope = 0.5 + u * (1.0 / 3 + u * (1.0 / 8 + u * (1.0 / 30 + u * (1.0 / 144 + u / 840))));
        return {time * value, time * time * slope};
    }
    const double value = std::expm1(u) / u;
    return {time * value, time * time * (std::exp(u) - value) / u};
}

LogTerm splineSurvival(const TimeModel& model, Parameters p, double logTime) {
    const SplineBasisValue basis = survivalSplineBasis(model.knots, logTime);
    double s = 0;
    for (std::size_t i = 0; i < model.knots.size(); ++i) s += p[i] * basis.value[i];
    LogTerm term;
    double slope = 0;
    if (model.family == TimeFamily::splineHazard) {
        term.value = -std::exp(s);
        slope = term.value;
    } else if (model.family == TimeFamily::splineOdds) {
        term.value = -logOnePlusExp(s);
        slope = -logistic(s);
    } else {
        term.value = normalLogUpper(s);
        slope = -normalHazard(s);
    }
    for (std::size_t i = 0; i < model.knots.size(); ++i) term.slope[i] = slope * basis.value[i];
    return term;
}

LogTerm splineDensity(const TimeModel& model, Parameters p, double logTime) {
    const SplineBasisValue basis = survivalSplineBasis(model.knots, logTime);
    double s = 0;
    double rise = 0;
    for (std::size_t i = 0; i < model.knots.size(); ++i) {
        s += p[i] * basis.value[i];
        rise += p[i] * basis.slope[i];
    }
    if (!(rise > 0)) return {impossible, {}};  // survival would rise
    LogTerm term;
    double slope = 0;
    if (model.family == TimeFamily::splineHazard) {
        term.value = s - std::exp(s);
        slope = 1 - std::exp(s);
    } else if (model.family == TimeFamily::splineOdds) {
        term.value = s - 2 * logOnePlusExp(s);
        slope = 1 - 2 * logistic(s);
    } else {
        term.value = -0.5 * s * s - logSqrtTwoPi;
        slope = -s;
    }
    term.value += std::log(rise) - logTime;
    for (std::size_t i = 0; i < model.knots.size(); ++i) {
        term.slope[i] = slope * basis.value[i] + basis.slope[i] / rise;
    }
    return term;
}

LogTerm baseLogSurvival(const TimeModel& model, Parameters p, double time) {
    const double logTime = std::log(time);
    switch (model.family) {
        case TimeFamily::exponential: {
            const double hazard = std::exp(p[0]) * time;
            return {-hazard, {-hazard}};
        }
        case TimeFamily::weibull:
        case TimeFamily::weibullPh: {
            const Line line = lineOf(model.family, p, logTime);
            const double hazard = std::exp(line.z);
            return {-hazard, {-hazard * line.slope[0], -hazard * line.slope[1]}};
        }
        case TimeFamily::loglogistic: {
            const Line line = lineOf(model.family, p, logTime);
            const double slope = -logistic(line.z);
            return {-logOnePlusExp(line.z), {slope * line.slope[0], slope * line.slope[1]}};
        }
        case TimeFamily::gompertz: {
            const Growth growth = growthOf(p[0], time);
            const double rate = std::exp(p[1]);
            return {-rate * growth.value, {-rate * growth.slope, -rate * growth.value}};
        }
        case TimeFamily::lognormal: {
            const double sd = std::exp(p[1]);
            const double w = (logTime - p[0]) / sd;
            const double hazard = normalHazard(w);
            return {normalLogUpper(w), {hazard / sd, hazard * w}};
        }
        case TimeFamily::gamma:
            return gammaTimeLogSurvival(p, logTime);
        case TimeFamily::generalisedGamma:
            return generalisedGammaLogSurvival(p, logTime);
        case TimeFamily::generalisedF:
            return generalisedFLogSurvival(p, logTime);
        default:
            return splineSurvival(model, p, logTime);
    }
}

LogTerm baseLogDensity(const TimeModel& model, Parameters p, double time) {
    const double logTime = std::log(time);
    switch (model.family) {
        case TimeFamily::exponential: {
            const double hazard = std::exp(p[0]) * time;
            return {p[0] - hazard, {1 - hazard}};
        }
        case TimeFamily::weibull:
        case TimeFamily::weibullPh: {
            const Line line = lineOf(model.family, p, logTime);
            const double hazard = std::exp(line.z);
            const double slope = 1 - hazard;
            return {p[0] - logTime + line.z - hazard, {1 + slope * line.slope[0], slope * line.slope[1]}};
        }
        case TimeFamily::loglogistic: {
            const Line line = lineOf(model.family, p, logTime);
            const double slope = 1 - 2 * logistic(line.z);
            return {p[0] - logTime + line.z - 2 * logOnePlusExp(line.z),
                    {1 + slope * line.slope[0], slope * line.slope[1]}};
        }
        case TimeFamily::gompertz: {
            const Growth growth = growthOf(p[0], time);
            const double rate = std::exp(p[1]);
            return {p[1] + p[0] * time - rate * growth.value, {time - rate * growth.slope, 1 - rate * growth.value}};
        }
        case TimeFamily::lognormal: {
            const double sd = std::exp(p[1]);
            const double w = (logTime - p[0]) / sd;
            return {-0.5 * w * w - logSqrtTwoPi - p[1] - logTime, {w / sd, w * w - 1}};
        }
        case TimeFamily::gamma:
            return gammaTimeLogDensity(p, logTime);
        case TimeFamily::generalisedGamma:
            return generalisedGammaLogDensity(p, logTime);
        case TimeFamily::generalisedF:
            return generalisedFLogDensity(p, logTime);
        default:
            return splineDensity(model, p, logTime);
    }
}

std::vector<TimeParameter> baseParameters(const TimeModel& model) {
    switch (model.family) {
        case TimeFamily::exponential:
            return {{"logRate", "rate"}};
        case TimeFamily::weibull:
        case TimeFamily::loglogistic:
            return {{"logShape", "shape"}, {"logScale", "scale"}};
        case TimeFamily::weibullPh:
        case TimeFamily::gamma:
            return {{"logShape", "shape"}, {"logRate", "rate"}};
        case TimeFamily::gompertz:
            return {{"shape", "shape"}, {"logRate", "rate"}};
        case TimeFamily::lognormal:
            return {{"meanlog", "meanlog"}, {"logSdlog", "sdlog"}};
        case TimeFamily::generalisedGamma:
            return {{"mu", "mu"}, {"logSigma", "sigma"}, {"q", "q"}};
        case TimeFamily::generalisedF:
            return {{"mu", "mu"}, {"logSigma", "sigma"}, {"q", "q"}, {"logP", "p"}};
        default:
            break;
    }
    std::vector<TimeParameter> gammas;
    for (std::size_t i = 0; i < model.knots.size(); ++i) {
        const std::string name = "gamma" + std::to_string(i);
        gammas.push_back({name, name});
    }
    return gammas;
}

}  // namespace

const char* timeFamilyName(TimeFamily family) {
    return std::ranges::find(timeFamilyNames, family, &ChoiceName<TimeFamily>::value)->name;
}

bool isSpline(TimeFamily family) {
    return family == TimeFamily::splineHazard || family == TimeFamily::splineOdds || family == TimeFamily::splineNormal;
}

std::vector<TimeParameter> timeParameters(const TimeModel& model) {
    std::vector<TimeParameter> parameters = baseParameters(model);
    if (model.cured) parameters.push_back({"logitCured", "cured"});
    return parameters;
}

double naturalValue(const TimeParameter& parameter, double estimate) {
    if (parameter.name == parameter.natural) return estimate;
    return parameter.natural == "cured" ? logistic(estimate) : std::exp(estimate);
}

double naturalSlope(const TimeParameter& parameter, double estimate) {
    if (parameter.name == parameter.natural) return 1;
    return parameter.natural == "cured" ? logistic(estimate) * logistic(-estimate) : std::exp(estimate);
}

std::size_t locationOf(const TimeModel& model) {
    switch (model.family) {
        case TimeFamily::weibull:
        case TimeFamily::weibullPh:
        case TimeFamily::gompertz:
        case TimeFamily::loglogistic:
        case TimeFamily::gamma:
            return 1;
        default:
            return 0;
    }
}

LogTerm logSurvival(const TimeModel& model, std::span<const double> parameters, double time) {
    LogTerm term = baseLogSurvival(model, parameters, time);
    if (!model.cured) return term;
    const std::size_t last = timeParameters(model).size() - 1;
    const double cured = logistic(parameters[last]);
    const double uncured = logistic(-parameters[last]);
    const double alive = std::exp(term.value);
    const double survival = cured + uncured * alive;
    for (std::size_t i = 0; i < last; ++i) term.slope[i] *= uncured * alive / survival;
    term.slope[last] = cured * uncured * (1 - alive) / survival;
    term.value = std::log(survival);
    return term;
}

LogTerm logDensity(const TimeModel& model, std::span<const double> parameters, double time) {
    LogTerm term = baseLogDensity(model, parameters, time);
    if (!model.cured) return term;
    const std::size_t last = timeParameters(model).size() - 1;
    term.value += -logOnePlusExp(parameters[last]);
    term.slope[last] = -logistic(parameters[last]);
    return term;
}

double hazardOf(const TimeModel& model, std::span<const double> parameters, double time) {
    return std::exp(logDensity(model, parameters, time).value - logSurvival(model, parameters, time).value);
}

Result<std::vector<double>> splineKnots(std::vector<double> logEventTimes, int inner, const std::string& where) {
    std::ranges::sort(logEventTimes);
    std::vector<double> knots;
    for (int i = 0; i <= inner + 1 && !logEventTimes.empty(); ++i) {
        knots.push_back(sampleQuantile(logEventTimes, static_cast<double>(i) / (inner + 1)));
    }
    for (std::size_t i = 1; i < knots.size(); ++i) {
        if (knots[i] - knots[i - 1] > 1e-9) continue;
        return Issue{
            "survivalFit.knots", Severity::error, where, std::to_string(inner), numberText(std::exp(knots[i])), {}};
    }
    return knots;
}

SplineBasisValue survivalSplineBasis(const std::vector<double>& knots, double x) {
    SplineBasisValue basis;
    basis.value[0] = 1;
    basis.value[1] = x;
    basis.slope[1] = 1;
    const double first = knots.front();
    const double last = knots.back();
    for (std::size_t j = 1; j + 1 < knots.size(); ++j) {
        const double lambda = (last - knots[j]) / (last - first);
        const auto add = [&](double knot, double weight) {
            const double above = std::max(0.0, x - knot);
            basis.value[j + 1] += weight * above * above * above;
            basis.slope[j + 1] += weight * 3 * above * above;
        };
        add(knots[j], 1);
        add(first, -lambda);
        add(last, lambda - 1);
    }
    return basis;
}

}  // namespace kachi

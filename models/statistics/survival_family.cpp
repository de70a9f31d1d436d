#include "models/statistics/survival_family.h"

#include "models/statistics/survival_tails.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace kachi {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::string_view rateOnly[] = {"rate"};
constexpr std::string_view shapeScale[] = {"shape", "scale"};
constexpr std::string_view shapeRate[] = {"shape", "rate"};
constexpr std::string_view meanSdLog[] = {"meanlog", "sdlog"};
constexpr std::string_view muSigmaQ[] = {"mu", "sigma", "q"};

// Shapes of the gamma distribution inside which Boost.Math keeps its digits; a generalised gamma has shape 1/q².
constexpr double lowestShape = 1e-4;
constexpr double highestShape = 1e8;
constexpr double greatestQ = 100;

/// |q| from which the incomplete gamma function is used; nearer 0 its argument would lose digits.
constexpr double leastQ = 1e-3;

/// Generalised gamma in terms of w = (ln t − mu)/sigma.
double prenticeCumulativeHazard(double q, double w) {
    if (std::abs(q) < leastQ) return -nearLognormalLogUpper(q, w);
    const double shape = 1 / (q * q);
    const double logX = q * w + std::log(shape);
    return q > 0 ? -gammaLogUpper(shape, logX) : -gammaLogLower(shape, logX);
}

/// Its derivative over w.
double prenticeHazard(double q, double w) {
    if (std::abs(q) < leastQ) return nearLognormalHazard(q, w);
    const double shape = 1 / (q * q);
    const double logX = q * w + std::log(shape);
    return std::abs(q) * (q > 0 ? gammaUpperSlope(shape, logX) : gammaLowerSlope(shape, logX));
}

double prenticeInverse(double q, double cumulativeHazard) {
    if (std::abs(q) < leastQ) {
        double w = normalAtCumulativeHazard(cumulativeHazard);
        // The start is off by some q·w²/6; Newton on ln H doubles its digits with each of these steps.
        for (int step = 0; step < 5; ++step) {
            const double now = prenticeCumulativeHazard(q, w);
            w -= std::log(now / cumulativeHazard) * now / prenticeHazard(q, w);
        }
        return w;
    }
    const double shape = 1 / (q * q);
    const double logX = q > 0 ? gammaLogAtUpper(shape, cumulativeHazard) : gammaLogAtLower(shape, cumulativeHazard);
    return (logX - std::log(shape)) / q;
}

/// Hazard of the generalised gamma at time 0: the density x^a·|q|/(Γ(a)·sigma·t) there.
double prenticeHazardAtZero(double mu, double sigma, double q) {
    if (q < leastQ) return 0;
    const double shape = 1 / (q * q);
    const double power = 1 / (q * sigma);
    const double factor = std::exp(shape * std::log(shape) - std::lgamma(shape) - mu * power) * q / sigma;
    return factor * std::pow(0.0, power - 1);
}

double loglogisticHazard(double shape, double scale, double time) {
    const double odds = std::pow(time / scale, shape);
    if (odds > 1) return shape / time / (1 + 1 / odds);
    return shape / scale * std::pow(time / scale, shape - 1) / (1 + odds);
}

/// Time at which the cumulative hazard is `target`. @pre target > 0
double inverse(const SurvivalParameters& parameters, double target) {
    const auto& [a, b, c] = parameters.values;
    switch (parameters.family) {
        case SurvivalFamily::exponential:
            return target / a;
        case SurvivalFamily::weibull:
            return b * std::pow(target, 1 / a);
        case SurvivalFamily::weibullPh:
            return std::pow(target / b, 1 / a);
        case SurvivalFamily::gompertz: {
            const double grown = a * (target / b);
            if (a == 0 || b == 0) return target / b;
            return grown > -1 ? std::log1p(grown) / a : infinity;
        }
        case SurvivalFamily::lognormal:
            return std::exp(a + b * normalAtCumulativeHazard(target));
        case SurvivalFamily::loglogistic:
            // ln(e^H − 1) without overflow
            return b *
                   std::exp((target < 1 ? std::log(std::expm1(target)) : target + std::log1p(-std::exp(-target))) / a);
        case SurvivalFamily::gamma:
            return b * std::exp(gammaLogAtUpper(a, target));
        case SurvivalFamily::generalisedGamma:
            break;
    }
    return std::exp(a + b * prenticeInverse(c, target));
}

}  // namespace

std::span<const std::string_view> survivalArguments(SurvivalFamily family) {
    switch (family) {
        case SurvivalFamily::exponential:
            return rateOnly;
        case SurvivalFamily::weibull:
        case SurvivalFamily::loglogistic:
        case SurvivalFamily::gamma:
            return shapeScale;
        case SurvivalFamily::weibullPh:
        case SurvivalFamily::gompertz:
            return shapeRate;
        case SurvivalFamily::lognormal:
            return meanSdLog;
        case SurvivalFamily::generalisedGamma:
            break;
    }
    return muSigmaQ;
}

std::string survivalLimit(SurvivalFamily family, std::size_t argument, double value) {
    const std::string_view name = survivalArguments(family)[argument];
    if (!std::isfinite(value)) return "|" + std::string(name) + "| < ∞";
    if (name == "rate") return value >= 0 ? "" : "≥ 0";
    if (name == "scale" || name == "sdlog" || name == "sigma") return value > 0 ? "" : "> 0";
    if (name == "q") return std::abs(value) <= greatestQ ? "" : "|q| ≤ " + numberText(greatestQ);
    if (name != "shape" || family == SurvivalFamily::gompertz) return "";
    if (family != SurvivalFamily::gamma) return value > 0 ? "" : "> 0";
    if (value >= lowestShape && value <= highestShape) return "";
    return numberText(lowestShape) + " – " + numberText(highestShape);
}

Issues validate(const SurvivalParameters& parameters, const std::string& where) {
    Issues issues;
    const auto names = survivalArguments(parameters.family);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const double value = parameters.values[i];
        const std::string limit = survivalLimit(parameters.family, i, value);
        if (limit.empty()) continue;
        issues.push_back({"statistics.survivalParameter",
                          Severity::error,
                          where,
                          numberText(value),
                          limit,
                          {{"argument", std::string(names[i])}}});
    }
    return issues;
}

double cumulativeHazardAt(const SurvivalParameters& parameters, double time) {
    const auto& [a, b, c] = parameters.values;
    if (time <= 0) return 0;
    switch (parameters.family) {
        case SurvivalFamily::exponential:
            return a * time;
        case SurvivalFamily::weibull:
            return std::pow(time / b, a);
        case SurvivalFamily::weibullPh:
            return b == 0 ? 0 : b * std::pow(time, a);
        case SurvivalFamily::gompertz:
            if (b == 0) return 0;
            return a == 0 ? b * time : b * (std::expm1(a * time) / a);
        case SurvivalFamily::lognormal:
            return -normalLogUpper((std::log(time) - a) / b);
        case SurvivalFamily::loglogistic: {
            const double logOdds = a * std::log(time / b);
            return logOdds > 0 ? logOdds + std::log1p(std::exp(-logOdds)) : std::log1p(std::exp(logOdds));
        }
        case SurvivalFamily::gamma:
            return -gammaLogUpper(a, std::log(time / b));
        case SurvivalFamily::generalisedGamma:
            break;
    }
    return prenticeCumulativeHazard(c, (std::log(time) - a) / b);
}

double hazardAt(const SurvivalParameters& parameters, double time) {
    const auto& [a, b, c] = parameters.values;
    switch (parameters.family) {
        case SurvivalFamily::exponential:
            return a;
        case SurvivalFamily::weibull:
            return a / b * std::pow(time / b, a - 1);
        case SurvivalFamily::weibullPh:
            return b == 0 ? 0 : b * a * std::pow(time, a - 1);
        case SurvivalFamily::gompertz:
            return b == 0 ? 0 : b * std::exp(a * time);
        case SurvivalFamily::lognormal:
            return time <= 0 ? 0 : normalHazard((std::log(time) - a) / b) / (b * time);
        case SurvivalFamily::loglogistic:
            return loglogisticHazard(a, b, time);
        case SurvivalFamily::gamma:
            if (time <= 0) return a == 1 ? 1 / b : (a < 1 ? infinity : 0);
            return gammaUpperSlope(a, std::log(time / b)) / time;
        case SurvivalFamily::generalisedGamma:
            break;
    }
    if (time <= 0) return prenticeHazardAtZero(a, b, c);
    return prenticeHazard(c, (std::log(time) - a) / b) / (b * time);
}

double survivalAt(const SurvivalParameters& parameters, double time) {
    return std::exp(-cumulativeHazardAt(parameters, time));
}

double densityAt(const SurvivalParameters& parameters, double time) {
    const double survival = survivalAt(parameters, time);
    return survival > 0 ? hazardAt(parameters, time) * survival : 0;
}

double timeAtCumulativeHazard(const SurvivalParameters& parameters, double cumulativeHazard) {
    return cumulativeHazard > 0 ? inverse(parameters, cumulativeHazard) : 0;
}

double timeAtSurvival(const SurvivalParameters& parameters, double survival) {
    return timeAtCumulativeHazard(parameters, -std::log(survival));
}

}  // namespace kachi

#include "models/statistics/generalised_times.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/survival_family.h"
#include "models/statistics/survival_tails.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace kachi {
namespace {

using Parameters = std::span<const double>;

const double logSqrtTwoPi = 0.5 * std::log(2 * std::numbers::pi);
const LogTerm impossible{-std::numeric_limits<double>::infinity(), {}};

/// Step of the central differences over shapes: truncation error some 1e-9, rounding some 1e-10.
constexpr double shapeStep = 1e-4;

template <class Function>
double centralDifference(double at, Function function) {
    return (function(at + shapeStep) - function(at - shapeStep)) / (2 * shapeStep);
}

double logOnePlusExp(double z) {
    return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
}

double prenticeLogSurvival(double q, double w) {
    return -cumulativeHazardAt({SurvivalFamily::generalisedGamma, {0, 1, q}}, std::exp(w));
}

/// Error of Stirling's formula for ln Γ(a) at a = 1/q², and its derivative over q. Source: Abramowitz & Stegun 6.1.41.
struct StirlingError {
    double value = 0;
    double slope = 0;
};

StirlingError stirlingError(double q) {
    const double square = q * q;
    if (square < 1.0 / 15) {
        const double fourth = square * square;
        return {square / 12 * (1 - fourth / 30 * (1 - fourth * 2 / 7 * (1 - fourth * 3 / 4))),
                q / 6 * (1 - fourth / 10 * (1 - fourth * 10 / 21 * (1 - fourth * 21 / 20)))};
    }
    const double a = 1 / square;
    const double value = logGamma(a) - (a - 0.5) * std::log(a) + a - logSqrtTwoPi;
    return {value, (digamma(a) - std::log(a) + 0.5 / a) * -2 * a / q};
}

/// (e^(qw) − 1 − qw)/q² and its derivatives; w²/2 at q = 0.
struct PrenticeExcess {
    double value = 0;
    double overW = 0;
    double overQ = 0;
};

PrenticeExcess prenticeExcess(double q, double w) {
    const double u = q * w;
    if (std::abs(u) < 0.2) {
        double term = 0.5;  // uⁿ/(n + 2)!
        double value = term;
        double slope = 0;  // d value / du
        for (int n = 1; n < 12; ++n) {
            slope += n * term / (n + 2);
            term *= u / (n + 2);
            value += term;
        }
        return {w * w * value, w * (u == 0 ? 1 : std::expm1(u) / u), w * w * w * slope};
    }
    const double excess = std::expm1(u) - u;
    return {excess / (q * q), std::expm1(u) / q, w * std::expm1(u) / (q * q) - 2 * excess / (q * q * q)};
}

/// Shapes of the generalised F in its beta form.
struct FShapes {
    double delta = 0;
    double first = 0;
    double second = 0;
};

FShapes shapesOf(double q, double logP) {
    const double sum = q * q + 2 * std::exp(logP);
    const double delta = std::sqrt(sum);
    return {delta, 2 / (sum + q * delta), 2 / (sum - q * delta)};
}

double generalisedFLogit(const FShapes& shapes, double w) {
    return shapes.delta * w + std::log(shapes.first / shapes.second);
}

/// ln I_x(a, b) at ln x, which reaches further than x: beyond doubles the power series of I_x has one term.
double logBetaCdf(double logX, double a, double b) {
    const double x = std::exp(logX);
    if (x * (a + b) > 1e-13) return std::log(betaCdf(x, a, b));
    return a * logX - std::log(a) - logGamma(a) - logGamma(b) + logGamma(a + b);
}

/// From the tail that is small: 1 − x would lose a small x, on which shapes near 0 still depend.
double generalisedFUpper(double q, double logP, double w) {
    const FShapes shapes = shapesOf(q, logP);
    const double u = generalisedFLogit(shapes, w);
    if (u > 0) return logBetaCdf(-logOnePlusExp(u), shapes.second, shapes.first);
    return std::log1p(-std::exp(logBetaCdf(u - logOnePlusExp(u), shapes.first, shapes.second)));
}

/// ln of the density of w.
double generalisedFDensity(double q, double logP, double w) {
    const FShapes shapes = shapesOf(q, logP);
    const double u = generalisedFLogit(shapes, w);
    const double both = shapes.first + shapes.second;
    return std::log(shapes.delta) + shapes.first * u - both * logOnePlusExp(u) + logGamma(both) -
           logGamma(shapes.first) - logGamma(shapes.second);
}

bool outside(double q, double logP) {
    return std::abs(q) > greatestQ || std::abs(logP) > greatestLogP;
}

}  // namespace

LogTerm gammaTimeLogSurvival(std::span<const double> p, double logTime) {
    const double shape = std::exp(p[0]);
    const double logX = p[1] + logTime;
    if (!(shape > 1e-4 && shape < 1e8)) return impossible;
    return {gammaLogUpper(shape, logX),
            {centralDifference(p[0], [&](double logShape) { return gammaLogUpper(std::exp(logShape), logX); }),
             -gammaUpperSlope(shape, logX)}};
}

LogTerm gammaTimeLogDensity(std::span<const double> p, double logTime) {
    const double shape = std::exp(p[0]);
    const double logX = p[1] + logTime;
    const double x = std::exp(logX);
    return {shape * logX - logTime - logGamma(shape) - x, {shape * (logX - digamma(shape)), shape - x}};
}

LogTerm generalisedGammaLogSurvival(std::span<const double> p, double logTime) {
    const double sigma = std::exp(p[1]);
    const double q = p[2];
    if (std::abs(q) > greatestQ) return impossible;
    const double w = (logTime - p[0]) / sigma;
    const double time = std::exp(w);
    const double slope = -time * hazardAt({SurvivalFamily::generalisedGamma, {0, 1, q}}, time);
    return {prenticeLogSurvival(q, w),
            {-slope / sigma, -slope * w, centralDifference(q, [&](double at) { return prenticeLogSurvival(at, w); })}};
}

LogTerm generalisedGammaLogDensity(std::span<const double> p, double logTime) {
    const double sigma = std::exp(p[1]);
    const double q = p[2];
    if (std::abs(q) > greatestQ) return impossible;
    const double w = (logTime - p[0]) / sigma;
    const StirlingError stirling = stirlingError(q);
    const PrenticeExcess excess = prenticeExcess(q, w);
    return {-logSqrtTwoPi - stirling.value - excess.value - p[1] - logTime,
            {excess.overW / sigma, excess.overW * w - 1, -stirling.slope - excess.overQ}};
}

LogTerm generalisedFLogSurvival(std::span<const double> p, double logTime) {
    const double sigma = std::exp(p[1]);
    if (outside(p[2], p[3])) return impossible;
    const double w = (logTime - p[0]) / sigma;
    const double value = generalisedFUpper(p[2], p[3], w);
    const double slope = -std::exp(generalisedFDensity(p[2], p[3], w) - value);
    return {
        value,
        {-slope / sigma, -slope * w, centralDifference(p[2], [&](double q) { return generalisedFUpper(q, p[3], w); }),
         centralDifference(p[3], [&](double logP) { return generalisedFUpper(p[2], logP, w); })}};
}

LogTerm generalisedFLogDensity(std::span<const double> p, double logTime) {
    const double sigma = std::exp(p[1]);
    if (outside(p[2], p[3])) return impossible;
    const double w = (logTime - p[0]) / sigma;
    const FShapes shapes = shapesOf(p[2], p[3]);
    const double u = generalisedFLogit(shapes, w);
    const double share = u > 0 ? 1 / (1 + std::exp(-u)) : std::exp(u) / (1 + std::exp(u));
    const double overW = shapes.delta * (shapes.first - (shapes.first + shapes.second) * share);
    return {generalisedFDensity(p[2], p[3], w) - p[1] - logTime,
            {-overW / sigma, -overW * w - 1,
             centralDifference(p[2], [&](double q) { return generalisedFDensity(q, p[3], w); }),
             centralDifference(p[3], [&](double logP) { return generalisedFDensity(p[2], logP, w); })}};
}

}  // namespace kachi

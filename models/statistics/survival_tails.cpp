#include "models/statistics/survival_tails.h"

#include "models/statistics/boost_policy.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/log1p.hpp>

#include <cmath>
#include <numbers>

namespace kachi {
namespace {

namespace math = boost::math;

const BoostPolicy policy;
const double logSqrtTwoPi = 0.5 * std::log(2 * std::numbers::pi);

/// Below it a probability of Boost.Math is close to underflow and the tail formulas take over.
constexpr double deepTail = 1e-200;
constexpr double nearlyOne = 0.8;  ///< 1 − a probability up to it loses no more than a digit
constexpr double leastX = 1e-290;  ///< below it P(X ≤ x) is its first term to every digit
constexpr double deepHazard = 600;
constexpr double normalTailStart = 5;

double normalUpper(double z) {
    return 0.5 * std::erfc(z * std::numbers::sqrt2 / 2);
}

double normalDensity(double z) {
    return std::exp(-0.5 * z * z - logSqrtTwoPi);
}

/// b0 + a1/(b1 + a2/(b2 + …)) by Lentz's method; term(k) gives {a_k, b_k}.
template <class Term>
double continuedFraction(double first, Term term) {
    constexpr double tiny = 1e-300;
    double value = first == 0 ? tiny : first;
    double c = value;
    double d = 0;
    for (int k = 1; k < 100'000; ++k) {
        const auto [a, b] = term(k);
        d = b + a * d;
        d = 1 / (d == 0 ? tiny : d);
        c = b + a / c;
        if (c == 0) c = tiny;
        value *= c * d;
        if (std::abs(c * d - 1) < 1e-16) break;
    }
    return value;
}

struct FractionTerm {
    double a;
    double b;
};

/// φ(z)/P(Z > z) for z well above 0.
double normalTailHazard(double z) {
    return continuedFraction(z, [z](int k) { return FractionTerm{double(k), z}; });
}

/// x^a·e^(−x)/Γ(a, x) for x well above a.
double upperGammaFraction(double a, double x) {
    return continuedFraction(x + 1 - a, [a, x](int k) { return FractionTerm{k * (a - k), x + 2 * k + 1 - a}; });
}

/// Γ(a+1)·P(X ≤ x)/(x^a·e^(−x)) for x not above a.
double lowerGammaSeries(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 100'000'000 && term > sum * 1e-17; ++k) {
        term *= x / (a + k);
        sum += term;
    }
    return sum;
}

/// Root of f by Newton from a start on the well-behaved side. `step` gives f/f′.
template <class Step>
double newton(double start, Step step) {
    double x = start;
    for (int i = 0; i < 100; ++i) {
        const double change = step(x);
        x -= change;
        if (!(std::abs(change) > 1e-15 * std::abs(x))) break;
    }
    return x;
}

/// x·f(x) of the gamma density.
double gammaScaledDensity(double a, double logX) {
    const double x = std::exp(logX);
    if (x < leastX) return std::exp(a * logX - std::lgamma(a));
    return x * math::gamma_p_derivative(a, x, policy);
}

/// ln x below which P(X ≤ x) is `probability` and x itself would underflow.
double leastLogX(double a, double logProbability) {
    return (logProbability + std::lgamma(a + 1)) / a;
}

/// Distance of the standard normal and of the density scale at w: z² / 2 = (e^(qw) − 1 − qw)/q².
double temmeDistance(double q, double w) {
    if (q == 0) return w;
    const double excess = -math::log1pmx(std::expm1(q * w), policy);
    return std::copysign(std::sqrt(2 * excess) / std::abs(q), w);
}

/// Correction of the normal tail over the density at z; the coefficients are those of Temme's c0 and c1.
double temmeCorrection(double q, double z) {
    const double eta = q * z;
    const double c0 = -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta * (1.0 / 864 + eta * (1.0 / 2835))));
    const double c1 = -1.0 / 540 + eta * (-1.0 / 288);
    return q * (c0 + q * q * c1);
}

}  // namespace

double normalLogUpper(double z) {
    if (z < 0) return std::log1p(-normalUpper(-z));
    if (z < normalTailStart) return std::log(normalUpper(z));
    return -0.5 * z * z - logSqrtTwoPi - std::log(normalTailHazard(z));
}

double normalHazard(double z) {
    return z < normalTailStart ? normalDensity(z) / normalUpper(z) : normalTailHazard(z);
}

double normalAtCumulativeHazard(double cumulativeHazard) {
    const math::normal_distribution<double, BoostPolicy> normal;
    if (cumulativeHazard < std::numbers::ln2) return math::quantile(normal, -std::expm1(-cumulativeHazard));
    if (cumulativeHazard < deepHazard) return math::quantile(math::complement(normal, std::exp(-cumulativeHazard)));
    return newton(std::sqrt(2 * cumulativeHazard),
                  [&](double z) { return (-normalLogUpper(z) - cumulativeHazard) / normalHazard(z); });
}

double gammaLogUpper(double shape, double logX) {
    const double x = std::exp(logX);
    if (x < leastX) return std::log1p(-std::exp(shape * logX - std::lgamma(shape + 1)));
    if (x < shape) {
        const double lower = math::gamma_p(shape, x, policy);
        if (lower < nearlyOne) return std::log1p(-lower);
    }
    const double upper = math::gamma_q(shape, x, policy);
    if (upper > nearlyOne) return std::log1p(-math::gamma_p(shape, x, policy));
    if (upper > deepTail) return std::log(upper);
    return shape * logX - x - std::lgamma(shape) - std::log(upperGammaFraction(shape, x));
}

double gammaLogLower(double shape, double logX) {
    const double x = std::exp(logX);
    if (x < leastX) return shape * logX - std::lgamma(shape + 1);
    if (x > shape) {
        const double upper = math::gamma_q(shape, x, policy);
        if (upper < nearlyOne) return std::log1p(-upper);
    }
    const double lower = math::gamma_p(shape, x, policy);
    if (lower > nearlyOne) return std::log1p(-math::gamma_q(shape, x, policy));
    if (lower > deepTail) return std::log(lower);
    return shape * logX - x - std::lgamma(shape + 1) + std::log(lowerGammaSeries(shape, x));
}

double gammaUpperSlope(double shape, double logX) {
    const double x = std::exp(logX);
    const double upper = x < leastX ? std::exp(gammaLogUpper(shape, logX)) : math::gamma_q(shape, x, policy);
    return upper > deepTail ? gammaScaledDensity(shape, logX) / upper : upperGammaFraction(shape, x);
}

double gammaLowerSlope(double shape, double logX) {
    const double x = std::exp(logX);
    const double lower = x < leastX ? 0 : math::gamma_p(shape, x, policy);
    return lower > deepTail ? gammaScaledDensity(shape, logX) / lower : shape / lowerGammaSeries(shape, x);
}

double gammaLogAtUpper(double shape, double cumulativeHazard) {
    const auto direct = [shape](double hazard) {
        if (hazard >= std::numbers::ln2) return std::log(math::gamma_q_inv(shape, std::exp(-hazard), policy));
        const double probability = -std::expm1(-hazard);
        const double x = math::gamma_p_inv(shape, probability, policy);
        return x < leastX ? leastLogX(shape, std::log(probability)) : std::log(x);
    };
    if (cumulativeHazard < deepHazard) return direct(cumulativeHazard);
    return newton(direct(deepHazard), [&](double logX) {
        return (-gammaLogUpper(shape, logX) - cumulativeHazard) / gammaUpperSlope(shape, logX);
    });
}

double gammaLogAtLower(double shape, double cumulativeHazard) {
    if (cumulativeHazard < std::numbers::ln2) {
        return std::log(math::gamma_q_inv(shape, -std::expm1(-cumulativeHazard), policy));
    }
    if (cumulativeHazard < deepHazard) {
        const double x = math::gamma_p_inv(shape, std::exp(-cumulativeHazard), policy);
        if (x >= leastX) return std::log(x);
    }
    return newton(leastLogX(shape, -cumulativeHazard), [&](double logX) {
        return (gammaLogLower(shape, logX) + cumulativeHazard) / gammaLowerSlope(shape, logX);
    });
}

double nearLognormalLogUpper(double q, double w) {
    const double z = temmeDistance(q, w);
    const double correction = temmeCorrection(q, z);
    if (z < 0) return std::log1p(-normalUpper(-z) + normalDensity(z) * correction);
    return normalLogUpper(z) + std::log1p(normalHazard(z) * correction);
}

double nearLognormalHazard(double q, double w) {
    const double z = temmeDistance(q, w);
    const double square = q * q;
    const double scale = 1 + square / 12 + square * square / 288;  // Γ(a)·e^a·a^(½−a)/√(2π), a = 1/q²
    return normalHazard(z) / (1 + normalHazard(z) * temmeCorrection(q, z)) / scale;
}

}  // namespace kachi

// What follows from a fitted diagnostic model: curves, areas, regions, likelihood ratios.
#include "models/statistics/boost_policy.h"
#include "models/statistics/diagnostic_accuracy.h"
#include "models/statistics/distribution.h"
#include "models/statistics/random.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {
namespace {

constexpr double least = 0.01;
constexpr double most = 0.99;
constexpr int heights = 99;

double logit(double probability) {
    return std::log(probability / (1 - probability));
}

/// Intercept and slope of the curve on the logit scale.
struct Line {
    double intercept = 0;
    double slope = 0;
};

std::optional<Line> lineOf(const DiagnosticModel& model, SrocCurve curve) {
    if (curve == SrocCurve::regression) {
        if (!(model.between(1, 1) > 1e-12)) return std::nullopt;
        const double slope = model.between(0, 1) / model.between(1, 1);
        return Line{model.mean[0] - slope * model.mean[1], slope};
    }
    const std::optional<HsrocParameters> hsroc = hsrocParameters(model);
    if (!hsroc) return std::nullopt;
    return Line{hsroc->accuracy * std::exp(-hsroc->shape / 2), std::exp(-hsroc->shape)};
}

double heightAt(const Line& line, double falsePositiveRate) {
    return inverseLogit(line.intercept + line.slope * logit(falsePositiveRate));
}

/// mada's sum: halves at the ends, divided by the number of values.
double meanHeight(const Line& line, double from, double to) {
    double sum = 0;
    for (int index = 0; index < heights; ++index) {
        const double rate = from + (to - from) * index / (heights - 1);
        const double half = index == 0 || index == heights - 1 ? 0.5 : 1;
        sum += half * heightAt(line, rate);
    }
    return sum / heights;
}

/// Interval by the delta method on the logarithm, and draws.
DiagnosticRatio ratioOf(double logEstimate, const Eigen::Vector2d& gradient, const DiagnosticModel& model, double level,
                        const std::vector<double>& drawn) {
    const double error = std::sqrt(gradient.dot(model.covariance * gradient));
    const double width = normalQuantile((1 + level) / 2) * error;
    const SampleInterval interval = equalTailedInterval(drawn, level);
    return {std::exp(logEstimate),
            std::exp(logEstimate - width),
            std::exp(logEstimate + width),
            sampleMean(drawn),
            interval.low,
            interval.high};
}

}  // namespace

std::optional<HsrocParameters> hsrocParameters(const DiagnosticModel& model) {
    if (!(model.between(0, 0) > 1e-12) || !(model.between(1, 1) > 1e-12)) return std::nullopt;
    const double sensitive = std::sqrt(model.between(0, 0));
    const double falsePositive = std::sqrt(model.between(1, 1));
    const double up = std::sqrt(falsePositive / sensitive) * model.mean[0];
    const double down = std::sqrt(sensitive / falsePositive) * model.mean[1];
    HsrocParameters hsroc;
    hsroc.threshold = (up + down) / 2;
    hsroc.accuracy = up - down;
    hsroc.shape = std::log(falsePositive / sensitive);
    hsroc.thresholdVariance = (sensitive * falsePositive + model.between(0, 1)) / 2;
    hsroc.accuracyVariance = 2 * (sensitive * falsePositive - model.between(0, 1));
    return hsroc;
}

std::optional<double> srocSensitivity(const DiagnosticModel& model, SrocCurve curve, double falsePositiveRate) {
    const std::optional<Line> line = lineOf(model, curve);
    if (!line) return std::nullopt;
    return heightAt(*line, falsePositiveRate);
}

std::optional<double> srocArea(const DiagnosticModel& model, SrocCurve curve) {
    const std::optional<Line> line = lineOf(model, curve);
    if (!line) return std::nullopt;
    return meanHeight(*line, least, most);
}

std::optional<double> srocPartialArea(const DiagnosticModel& model, SrocCurve curve) {
    const std::optional<Line> line = lineOf(model, curve);
    const double from = std::max(least, model.falsePositiveRange.first);
    const double to = std::min(most, model.falsePositiveRange.second);
    if (!line || !(to > from)) return std::nullopt;
    return meanHeight(*line, from, to);
}

std::optional<double> srocExactArea(const DiagnosticModel& model, SrocCurve curve) {
    const std::optional<Line> line = lineOf(model, curve);
    if (!line) return std::nullopt;
    // Over the logit of the rate, where the integrand is smooth; beyond ±40 it is below 1e-17.
    const auto integrand = [&](double x) {
        return inverseLogit(line->intercept + line->slope * x) * inverseLogit(x) * inverseLogit(-x);
    };
    return boost::math::quadrature::gauss_kronrod<double, 61, BoostPolicy>::integrate(integrand, -40.0, 40.0, 10,
                                                                                      1e-12);
}

std::vector<std::pair<double, double>> diagnosticRegion(const DiagnosticModel& model, bool predictive, double level,
                                                        int points) {
    Eigen::Matrix2d spread = model.covariance;
    if (predictive) spread += model.between;
    const double sensitive = std::sqrt(spread(0, 0));
    const double falsePositive = std::sqrt(spread(1, 1));
    const double correlation = std::clamp(spread(0, 1) / (sensitive * falsePositive), -1.0, 1.0);
    const double radius = std::sqrt(chiSquaredQuantile(level, 2));
    std::vector<std::pair<double, double>> outline;
    for (int point = 0; point < points; ++point) {
        const double angle = 2 * std::numbers::pi * point / (points - 1);
        outline.emplace_back(
            inverseLogit(model.mean[1] + radius * falsePositive * std::cos(angle)),
            inverseLogit(model.mean[0] + radius * sensitive * std::cos(angle + std::acos(correlation))));
    }
    return outline;
}

DiagnosticRatios diagnosticRatios(const DiagnosticModel& model, double level, std::uint64_t seed, std::size_t draws) {
    const double first = std::sqrt(model.covariance(0, 0));
    const double across = model.covariance(0, 1) / first;
    const double second = std::sqrt(std::max(0.0, model.covariance(1, 1) - across * across));
    std::vector<double> positive(draws);
    std::vector<double> negative(draws);
    std::vector<double> odds(draws);
    for (std::size_t draw = 0; draw < draws; ++draw) {
        const double one = normalQuantile(uniform(seed, stableHash("diagnosticSensitivity"), draw));
        const double two = normalQuantile(uniform(seed, stableHash("diagnosticFalsePositive"), draw));
        const double x = model.mean[0] + first * one;
        const double y = model.mean[1] + across * one + second * two;
        positive[draw] = inverseLogit(x) / inverseLogit(y);
        negative[draw] = inverseLogit(-x) / inverseLogit(-y);
        odds[draw] = std::exp(x - y);
    }
    const double sensitivity = inverseLogit(model.mean[0]);
    const double rate = inverseLogit(model.mean[1]);
    return {ratioOf(std::log(sensitivity / rate), {1 - sensitivity, rate - 1}, model, level, positive),
            ratioOf(std::log((1 - sensitivity) / (1 - rate)), {-sensitivity, rate}, model, level, negative),
            ratioOf(model.mean[0] - model.mean[1], {1, -1}, model, level, odds)};
}

}  // namespace kachi

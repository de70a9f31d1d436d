#include "models/statistics/maximum_likelihood.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace kachi {
namespace {

constexpr int mostSteps = 200;
constexpr double tolerance = 1e-13;  ///< of the last step, relative

template <class Transform>
std::vector<double> transformed(const std::vector<double>& values, Transform transform) {
    std::vector<double> result;
    for (const double value : values) result.push_back(transform(value));
    return result;
}

/// Divisor n, which maximises the likelihood of a normal sample.
double populationDeviation(const std::vector<double>& values) {
    const double count = static_cast<double>(values.size());
    return sampleStandardDeviation(values) * std::sqrt((count - 1) / count);
}

/// ln k − ψ(k) = ln of the mean − mean of the ln (Minka 2002 for the start), scale = mean / k.
LikelihoodFit gammaFit(const std::vector<double>& values, double meanLog) {
    const double mean = sampleMean(values);
    const double gap = std::log(mean) - meanLog;
    double shape = (3 - gap + std::sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap);
    bool found = false;
    for (int i = 0; i < mostSteps && !found; ++i) {
        const double step = (std::log(shape) - digamma(shape) - gap) / (1 / shape - trigamma(shape));
        const double next = shape - step > 0 ? shape - step : shape / 2;
        found = std::abs(next - shape) <= tolerance * shape;
        shape = next;
    }
    return {{Family::gamma, {{"shape", shape}, {"scale", mean / shape}}}, found};
}

/// Σ x^k ln x / Σ x^k − 1/k = mean of the ln; the left side rises with k. Values are taken relative to the greatest.
LikelihoodFit weibullFit(const std::vector<double>& values, const std::vector<double>& logs, double meanLog) {
    const double greatest = logs.back();
    double shape = 1.2825498301618641 / populationDeviation(logs);  // π/√6: the standard deviation of Gumbel's
    bool found = false;
    double powers = 0;
    for (int i = 0; i < mostSteps && !found; ++i) {
        powers = 0;
        double first = 0;
        double second = 0;
        for (const double log : logs) {
            const double relative = log - greatest;
            const double power = std::exp(shape * relative);
            powers += power;
            first += power * relative;
            second += power * relative * relative;
        }
        const double ratio = first / powers;
        const double score = ratio - 1 / shape - (meanLog - greatest);
        const double slope = second / powers - ratio * ratio + 1 / (shape * shape);
        const double next = shape - score / slope > 0 ? shape - score / slope : shape / 2;
        found = std::abs(next - shape) <= tolerance * shape;
        shape = next;
    }
    powers = 0;
    for (const double log : logs) powers += std::exp(shape * (log - greatest));
    const double scale = std::exp(greatest + std::log(powers / static_cast<double>(values.size())) / shape);
    return {{Family::weibull, {{"shape", shape}, {"scale", scale}}}, found};
}

struct BetaShapes {
    double alpha = 1;
    double beta = 1;
    bool found = false;
};

/// ψ(α) − ψ(α + β) = mean of ln x, ψ(β) − ψ(α + β) = mean of ln(1 − x), by Newton's method from the moments. The
/// likelihood is concave in both, so that halved steps always lead up.
BetaShapes betaShapes(const std::vector<double>& values) {
    const double first = sampleMean(transformed(values, [](double value) { return std::log(value); }));
    const double second = sampleMean(transformed(values, [](double value) { return std::log1p(-value); }));
    const auto likelihood = [&](double alpha, double beta) {
        return alpha * first + beta * second - logGamma(alpha) - logGamma(beta) + logGamma(alpha + beta);
    };
    const double mean = sampleMean(values);
    const double spread = sampleStandardDeviation(values);
    const double total = std::max(mean * (1 - mean) / (spread * spread) - 1, 0.1);
    BetaShapes shapes{mean * total, (1 - mean) * total, false};
    for (int i = 0; i < mostSteps && !shapes.found; ++i) {
        const double sum = shapes.alpha + shapes.beta;
        const double both = trigamma(sum);
        const double scoreAlpha = first - digamma(shapes.alpha) + digamma(sum);
        const double scoreBeta = second - digamma(shapes.beta) + digamma(sum);
        const double curvatureAlpha = trigamma(shapes.alpha) - both;
        const double curvatureBeta = trigamma(shapes.beta) - both;
        const double determinant = curvatureAlpha * curvatureBeta - both * both;
        double stepAlpha = (curvatureBeta * scoreAlpha + both * scoreBeta) / determinant;
        double stepBeta = (curvatureAlpha * scoreBeta + both * scoreAlpha) / determinant;
        if (!std::isfinite(stepAlpha) || !std::isfinite(stepBeta)) return shapes;
        const double before = likelihood(shapes.alpha, shapes.beta);
        const bool small = std::abs(stepAlpha) <= 1e-9 * shapes.alpha && std::abs(stepBeta) <= 1e-9 * shapes.beta;
        for (int halvings = 0; halvings < 60; ++halvings) {
            const double alpha = shapes.alpha + stepAlpha;
            const double beta = shapes.beta + stepBeta;
            if (alpha > 0 && beta > 0 && (small || likelihood(alpha, beta) >= before)) break;
            stepAlpha /= 2;
            stepBeta /= 2;
        }
        shapes.alpha += stepAlpha;
        shapes.beta += stepBeta;
        shapes.found = small;  // the step after a small one is below what doubles can tell apart
    }
    return shapes;
}

/// Moments of z^0 … z^4 of a normal distribution cut off at low and high, and the logarithm of what is left of it.
struct CutMoments {
    std::array<double, 5> of{1};
    double logShare = 0;
};

CutMoments cutMoments(double mean, double sd, double low, double high) {
    const double from = (low - mean) / sd;
    const double to = (high - mean) / sd;
    const double share = from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from);
    const auto edge = [](double score, double value, int power) {
        if (std::isinf(score)) return 0.0;
        return std::exp(-score * score / 2) / std::sqrt(2 * std::numbers::pi) * std::pow(value, power);
    };
    CutMoments moments;
    moments.logShare = std::log(share);
    for (int k = 1; k <= 4; ++k) {
        const auto at = static_cast<std::size_t>(k);
        const double before = k == 1 ? 0 : (k - 1) * sd * sd * moments.of[at - 2];
        moments.of[at] =
            before + mean * moments.of[at - 1] - sd * (edge(to, high, k - 1) - edge(from, low, k - 1)) / share;
    }
    return moments;
}

/// The density is exp(a z + b z²) over its integral, z the standardised value: the likelihood is concave in a and b,
/// and Newton's method meets E z = 0 and E z² = 1 by halved steps that lead up. Values that crowd at a bound more than
/// any normal does have their greatest likelihood at b = 0 or beyond, outside the family.
LikelihoodFit truncatedNormalFit(const std::vector<double>& values, std::optional<double> low,
                                 std::optional<double> high) {
    constexpr double widest = 1e3;  // standard deviations of the values: as good as flat
    const double centre = sampleMean(values);
    const double spread = populationDeviation(values);
    const double from = low ? (*low - centre) / spread : -std::numeric_limits<double>::infinity();
    const double to = high ? (*high - centre) / spread : std::numeric_limits<double>::infinity();
    const auto likelihood = [&](double a, double b) {
        const double variance = -1 / (2 * b);
        const double share = cutMoments(a * variance, std::sqrt(variance), from, to).logShare;
        return b - a * a * variance / 2 - std::log(variance) / 2 - share;
    };
    double a = 0;
    double b = -0.5;
    bool found = false;
    for (int i = 0; i < mostSteps && !found && b < -1 / (2 * widest * widest); ++i) {
        const double variance = -1 / (2 * b);
        const auto moments = cutMoments(a * variance, std::sqrt(variance), from, to).of;
        const double first = moments[2] - moments[1] * moments[1];
        const double both = moments[3] - moments[1] * moments[2];
        const double second = moments[4] - moments[2] * moments[2];
        const double determinant = first * second - both * both;
        double stepA = (-second * moments[1] - both * (1 - moments[2])) / determinant;
        double stepB = (both * moments[1] + first * (1 - moments[2])) / determinant;
        if (!std::isfinite(stepA) || !std::isfinite(stepB)) break;
        const double before = likelihood(a, b);
        const bool small = std::abs(stepA) <= 1e-9 * (1 + std::abs(a)) && std::abs(stepB) <= 1e-9 * -b;
        for (int halvings = 0; halvings < 60; ++halvings) {
            if (b + stepB < 0 && (small || likelihood(a + stepA, b + stepB) >= before)) break;
            stepA /= 2;
            stepB /= 2;
        }
        a += stepA;
        b += stepB;
        found = small;
    }
    const double variance = -1 / (2 * b);
    LikelihoodFit fit{
        {Family::truncatedNormal, {{"mean", centre + spread * a * variance}, {"sd", spread * std::sqrt(variance)}}},
        found};
    if (low) fit.spec.args["low"] = *low;
    if (high) fit.spec.args["high"] = *high;
    return fit;
}

LikelihoodFit pertFit(const std::vector<double>& ascending, double low, double high) {
    const double width = high - low;
    const BetaShapes shapes = betaShapes(transformed(ascending, [&](double value) { return (value - low) / width; }));
    const double lambda = shapes.alpha + shapes.beta - 2;
    const bool peaked = shapes.alpha > 1 && shapes.beta > 1;
    const double mode = peaked ? low + width * (shapes.alpha - 1) / lambda : low + width / 2;
    return {{Family::pert, {{"low", low}, {"mode", mode}, {"high", high}, {"lambda", peaked ? lambda : 1}}},
            shapes.found && peaked};
}

}  // namespace

std::vector<LikelihoodFit> likelihoodFits(const std::vector<double>& ascending, std::optional<double> low,
                                          std::optional<double> high) {
    const double lowest = ascending.front();
    const double highest = ascending.back();
    std::vector<LikelihoodFit> fits{
        {{Family::normal, {{"mean", sampleMean(ascending)}, {"sd", populationDeviation(ascending)}}}}};
    if (lowest > 0 && low.value_or(0) >= 0) {
        const std::vector<double> logs = transformed(ascending, [](double value) { return std::log(value); });
        const double meanLog = sampleMean(logs);
        fits.push_back({{Family::lognormal, {{"meanlog", meanLog}, {"sdlog", populationDeviation(logs)}}}});
        fits.push_back(gammaFit(ascending, meanLog));
        fits.push_back(weibullFit(ascending, logs, meanLog));
    }
    const bool share = lowest > 0 && highest < 1 && low.value_or(0) == 0 && high.value_or(1) == 1;
    if (share) {
        const BetaShapes shapes = betaShapes(ascending);
        fits.push_back({{Family::beta, {{"alpha", shapes.alpha}, {"beta", shapes.beta}}}, shapes.found});
    }
    fits.push_back({{Family::uniform, {{"low", lowest}, {"high", highest}}}});
    if (low || high) fits.push_back(truncatedNormalFit(ascending, low, high));
    if (!share && low && high && lowest > *low && highest < *high) fits.push_back(pertFit(ascending, *low, *high));
    return fits;
}

}  // namespace kachi

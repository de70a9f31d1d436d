#include "models/statistics/maximum_likelihood.h"

#include "models/statistics/reference_distributions.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>

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
    if (lowest > 0 && highest < 1 && low.value_or(0) == 0 && high.value_or(1) == 1) {
        const BetaShapes shapes = betaShapes(ascending);
        fits.push_back({{Family::beta, {{"alpha", shapes.alpha}, {"beta", shapes.beta}}}, shapes.found});
    }
    fits.push_back({{Family::uniform, {{"low", lowest}, {"high", highest}}}});
    if (low && high && lowest > *low && highest < *high) fits.push_back(pertFit(ascending, *low, *high));
    return fits;
}

}  // namespace kachi

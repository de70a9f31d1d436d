#include "models/statistics/grouped_fit.h"

#include "models/statistics/reference_distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kachi {
namespace {

using Point = std::array<double, 2>;  ///< mean of logs or log shape; log of the spread or scale

SurvivalParameters parametersAt(SurvivalFamily family, const Point& point) {
    const double first = family == SurvivalFamily::lognormal ? point[0] : std::exp(point[0]);
    return {family, {first, std::exp(point[1]), 0}};
}

std::vector<double> probabilitiesOf(const SurvivalParameters& parameters, const std::vector<FrequencyClass>& classes) {
    std::vector<double> probabilities;
    for (const FrequencyClass& one : classes) {
        const double above = std::isinf(one.upper) ? 0 : survivalAt(parameters, one.upper);
        probabilities.push_back(survivalAt(parameters, one.lower) - above);
    }
    return probabilities;
}

double logLikelihoodOf(const std::vector<double>& probabilities, const std::vector<FrequencyClass>& classes) {
    double sum = 0;
    for (std::size_t at = 0; at < classes.size(); ++at) {
        if (classes[at].weight > 0) sum += classes[at].weight * std::log(probabilities[at]);
    }
    return std::isnan(sum) ? -std::numeric_limits<double>::infinity() : sum;
}

/// Moments of the class middles; an open class is taken as wide as the one before it.
Point startOf(SurvivalFamily family, const std::vector<FrequencyClass>& classes) {
    double total = 0;
    double first = 0;
    double second = 0;
    double width = classes.front().upper - classes.front().lower;
    for (const FrequencyClass& one : classes) {
        if (!std::isinf(one.upper)) width = one.upper - one.lower;
        const double middle = one.lower + width / 2;
        total += one.weight;
        first += one.weight * middle;
        second += one.weight * middle * middle;
    }
    const double mean = first / total;
    const double variance = second / total - mean * mean;
    const double variation = variance / (mean * mean);
    if (family == SurvivalFamily::lognormal) {
        const double spread = std::log1p(variation);
        return {std::log(mean) - spread / 2, std::log(spread) / 2};
    }
    if (family == SurvivalFamily::gamma) return {-std::log(variation), std::log(variance / mean)};
    const double shape = std::pow(variation, -0.543);  // Justus et al., J Appl Meteorol 1978;17:350-353
    return {std::log(shape), std::log(mean) - logGamma(1 + 1 / shape)};
}

struct Scoring {
    Point score{};
    std::array<double, 3> information{};  ///< of (0,0), (0,1), (1,1)
    double determinant() const { return information[0] * information[2] - information[1] * information[1]; }
};

Scoring scoringAt(SurvivalFamily family, const Point& point, const std::vector<double>& probabilities,
                  const std::vector<FrequencyClass>& classes) {
    constexpr double step = 1e-5;
    std::array<std::vector<double>, 2> slopes;
    for (std::size_t axis = 0; axis < 2; ++axis) {
        Point higher = point;
        Point lower = point;
        higher[axis] += step;
        lower[axis] -= step;
        slopes[axis] = probabilitiesOf(parametersAt(family, higher), classes);
        const std::vector<double> below = probabilitiesOf(parametersAt(family, lower), classes);
        for (std::size_t at = 0; at < below.size(); ++at)
            slopes[axis][at] = (slopes[axis][at] - below[at]) / (2 * step);
    }
    double total = 0;
    for (const FrequencyClass& one : classes) total += one.weight;
    Scoring scoring;
    for (std::size_t at = 0; at < classes.size(); ++at) {
        if (!(probabilities[at] > 0)) continue;
        const double first = slopes[0][at];
        const double second = slopes[1][at];
        scoring.score[0] += classes[at].weight * first / probabilities[at];
        scoring.score[1] += classes[at].weight * second / probabilities[at];
        scoring.information[0] += total * first * first / probabilities[at];
        scoring.information[1] += total * first * second / probabilities[at];
        scoring.information[2] += total * second * second / probabilities[at];
    }
    return scoring;
}

Point stepOf(const Scoring& scoring) {
    const double determinant = scoring.determinant();
    return {(scoring.information[2] * scoring.score[0] - scoring.information[1] * scoring.score[1]) / determinant,
            (scoring.information[0] * scoring.score[1] - scoring.information[1] * scoring.score[0]) / determinant};
}

std::optional<Issue> faultOf(const std::vector<FrequencyClass>& classes, const std::string& where) {
    if (auto fault = classFault(classes, where)) return fault;
    if (!classes.empty() && classes.front().lower != 0) {
        return Issue{"groupedFit.start", Severity::error, where + "/0", numberText(classes.front().lower), "0", {}};
    }
    const auto filled = std::ranges::count_if(classes, [](const FrequencyClass& one) { return one.weight > 0; });
    if (filled < 3) return Issue{"groupedFit.tooFew", Severity::error, where, std::to_string(filled), "3", {}};
    return {};
}

double devianceOf(const GroupedFit& fit, const std::vector<FrequencyClass>& classes) {
    double total = 0;
    for (const FrequencyClass& one : classes) total += one.weight;
    double sum = 0;
    for (std::size_t at = 0; at < classes.size(); ++at) {
        if (classes[at].weight > 0) {
            sum += classes[at].weight * std::log(classes[at].weight / total / fit.probabilities[at]);
        }
    }
    return std::max(0.0, 2 * sum);
}

}  // namespace

std::optional<Issue> classFault(const std::vector<FrequencyClass>& classes, const std::string& where) {
    for (std::size_t at = 0; at < classes.size(); ++at) {
        const FrequencyClass& one = classes[at];
        const bool follows = at == 0 ? one.lower >= 0 : one.lower == classes[at - 1].upper;
        if (follows && one.upper > one.lower && one.weight >= 0) continue;
        return Issue{"groupedFit.classes",   Severity::error,       where + "/" + std::to_string(at),
                     std::to_string(at + 1), numberText(one.lower), {}};
    }
    return {};
}

Result<GroupedFit> fitGrouped(SurvivalFamily family, const std::vector<FrequencyClass>& given,
                              const std::string& where) {
    if (const auto fault = faultOf(given, where)) return *fault;
    std::vector<FrequencyClass> classes = given;
    classes.back().upper = std::numeric_limits<double>::infinity();
    Point point = startOf(family, classes);
    std::vector<double> probabilities = probabilitiesOf(parametersAt(family, point), classes);
    double likelihood = logLikelihoodOf(probabilities, classes);
    bool converged = false;
    for (int iteration = 0; iteration < 200 && !converged; ++iteration) {
        Point step = stepOf(scoringAt(family, point, probabilities, classes));
        if (!std::isfinite(step[0]) || !std::isfinite(step[1])) break;
        bool risen = false;
        for (int halving = 0; halving < 40; ++halving) {
            const Point next{point[0] + step[0], point[1] + step[1]};
            std::vector<double> tried = probabilitiesOf(parametersAt(family, next), classes);
            const double value = logLikelihoodOf(tried, classes);
            if (value >= likelihood) {
                point = next;
                probabilities = std::move(tried);
                likelihood = value;
                risen = true;
                break;
            }
            step = {step[0] / 2, step[1] / 2};
        }
        // Near the top the likelihood is flat to the last digit and a step may no longer raise it.
        converged = std::abs(step[0]) + std::abs(step[1]) < 1e-9;
        if (!risen) break;
    }
    GroupedFit fit;
    fit.parameters = parametersAt(family, point);
    const Scoring scoring = scoringAt(family, point, probabilities, classes);
    if (!converged || !validate(fit.parameters, where).empty() || !(scoring.determinant() > 0)) {
        return Issue{"groupedFit.notFound", Severity::error, where, {}, {}, {}};
    }
    fit.logLikelihood = likelihood;
    fit.probabilities = std::move(probabilities);
    fit.deviance = devianceOf(fit, classes);
    fit.degrees = classes.size() > 3 ? classes.size() - 3 : 0;
    const double firstScale = family == SurvivalFamily::lognormal ? 1 : fit.parameters.values[0];
    fit.standardErrors = {std::sqrt(scoring.information[2] / scoring.determinant()) * firstScale,
                          std::sqrt(scoring.information[0] / scoring.determinant()) * fit.parameters.values[1]};
    fit.covariance = -scoring.information[1] / scoring.determinant() * firstScale * fit.parameters.values[1];
    return fit;
}

}  // namespace kachi

#include "models/statistics/standardisation.h"

#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/reported_level.h"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace kachi {
namespace {

constexpr double tail = (1 - reportedLevel) / 2;

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

Issue fault(const char* code, std::size_t position, double value) {
    return {code, Severity::error, std::to_string(position + 1), numberText(value), {}, {}};
}

/// Quantile of a gamma with that mean and variance.
double gammaLimit(double probability, double mean, double variance) {
    return gammaQuantile(probability, mean * mean / variance, variance / mean);
}

/// ln Γ(shape + count) − ln Γ(shape) − count ln(shape), and its derivative by the shape. For large shapes the two
/// gammas cancel; there Stirling's series is used: Abramowitz, Stegun, Handbook of Mathematical
/// Functions, 6.1.41, 6.3.18.
struct GammaGrowth {
    double value = 0;
    double byShape = 0;
};

/// Rest of Stirling's series of ln Γ and, negated, of its derivative ψ; exact to rounding from 100.
double stirlingRest(double z) {
    const double square = z * z;
    return (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * square)) / square) / z;
}

double stirlingRestSlope(double z) {
    const double square = z * z;
    return (1 / 12.0 - (1 / 120.0 - 1 / (252.0 * square)) / square) / square;
}

GammaGrowth gammaGrowth(double shape, double count) {
    constexpr double largeShape = 100;
    const double sum = shape + count;
    if (shape < largeShape) {
        return {logGamma(sum) - logGamma(shape) - count * std::log(shape),
                digamma(sum) - digamma(shape) - count / shape};
    }
    const double growth = std::log1p(count / shape);
    return {(sum - 0.5) * growth - count + stirlingRest(sum) - stirlingRest(shape),
            growth - count / shape + 0.5 / shape - 0.5 / sum + stirlingRestSlope(shape) - stirlingRestSlope(sum)};
}

struct CountedAreas {
    const std::vector<double>& observed;
    const std::vector<double>& expected;
};

/// Objective of NLopt: the negative log-likelihood at logs = {ln shape, ln mean}.
double negativeLikelihood(unsigned, const double* logs, double* gradient, void* data) {
    const auto& areas = *static_cast<const CountedAreas*>(data);
    const SmoothingLikelihood at =
        smoothingLikelihood(areas.observed, areas.expected, std::exp(logs[0]), std::exp(logs[1]));
    if (gradient) {
        gradient[0] = -at.byLogShape;
        gradient[1] = -at.byLogMean;
    }
    return -at.value;
}

/// Mean and variance of the gamma by maximum likelihood; variance 0 when the likelihood falls as soon as it leaves 0.
Result<std::pair<double, double>> likelihoodPrior(const CountedAreas& areas, double mean, double momentVariance) {
    double slopeAtZero = 0;  // of the log-likelihood in 1/shape
    for (std::size_t i = 0; i < areas.observed.size(); ++i) {
        const double rest = areas.observed[i] - mean * areas.expected[i];
        slopeAtZero += (rest * rest - areas.observed[i]) / 2;
    }
    if (slopeAtZero <= 0) return std::pair(mean, 0.0);

    const double start = momentVariance > 0 ? mean * mean / momentVariance : 10;
    double logs[2] = {std::log(std::clamp(start, 1e-2, 1e4)), std::log(mean)};
    const double lowest[2] = {-12, logs[1] - 10};
    const double highest[2] = {25, logs[1] + 10};  // a shape of 7e10: a coefficient of variation of 4 in a million
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(nlopt_create(NLOPT_LD_LBFGS, 2), nlopt_destroy);
    nlopt_set_lower_bounds(search.get(), lowest);
    nlopt_set_upper_bounds(search.get(), highest);
    CountedAreas data = areas;
    nlopt_set_min_objective(search.get(), negativeLikelihood, &data);
    nlopt_set_maxeval(search.get(), 500);
    nlopt_set_ftol_rel(search.get(), 1e-15);
    nlopt_set_xtol_abs1(search.get(), 1e-11);
    double value = 0;
    nlopt_optimize(search.get(), logs, &value);  // whatever ends it, `logs` holds the best point
    const double shape = std::exp(logs[0]);
    const double best = std::exp(logs[1]);
    if (logs[0] > highest[0] - 1) return std::pair(mean, 0.0);
    const SmoothingLikelihood reached = smoothingLikelihood(areas.observed, areas.expected, shape, best);
    const double tolerance = 1e-5 * (1 + sum(areas.observed));
    if (std::abs(reached.byLogShape) > tolerance || std::abs(reached.byLogMean) > tolerance) {
        return Issue{"standardisation.noConvergence", Severity::error, {}, {}, {}, {}};
    }
    return std::pair(best, best * best / shape);
}

}  // namespace

SampleInterval poissonLimits(double count) {
    return {count == 0 ? 0.0 : chiSquaredQuantile(tail, 2 * count) / 2,
            chiSquaredQuantile(1 - tail, 2 * count + 2) / 2};
}

CrudeRate crudeRate(const StratumCounts& area) {
    CrudeRate crude;
    crude.events = sum(area.events);
    crude.people = sum(area.people);
    crude.rate = crude.events / crude.people;
    const SampleInterval limits = poissonLimits(crude.events);
    crude.interval = {limits.low / crude.people, limits.high / crude.people};
    return crude;
}

Result<DirectRate> directRate(const StratumCounts& area, const std::vector<double>& standard) {
    const std::size_t strata = standard.size();
    if (area.events.size() != strata || area.people.size() != strata) {
        return Issue{"standardisation.strata",           Severity::error,        {},
                     std::to_string(area.events.size()), std::to_string(strata), {}};
    }
    Issues issues;
    const double total = sum(standard);
    for (std::size_t k = 0; k < strata; ++k) {
        for (const double value : {area.events[k], area.people[k], standard[k]}) {
            if (!std::isfinite(value) || value < 0) issues.push_back(fault("standardisation.negative", k, value));
        }
        if (area.people[k] > 0) continue;
        if (area.events[k] > 0) {
            issues.push_back(fault("standardisation.eventsWithoutPeople", k, area.events[k]));
        } else if (standard[k] > 0) {
            issues.push_back(fault("standardisation.emptyStratum", k, standard[k]));
        }
    }
    if (!(total > 0)) issues.push_back({"standardisation.noStandard", Severity::error, {}, {}, {}, {}});
    if (!issues.empty()) return issues;

    DirectRate result;
    double variance = 0;
    double largest = 0;  // weight of one event
    for (std::size_t k = 0; k < strata; ++k) {
        if (standard[k] == 0) continue;
        const double perEvent = standard[k] / total / area.people[k];
        result.rate += perEvent * area.events[k];
        variance += perEvent * perEvent * area.events[k];
        largest = std::max(largest, perEvent);
    }
    result.standardError = std::sqrt(variance);
    result.gammaInterval = {result.rate > 0 ? gammaLimit(tail, result.rate, variance) : 0.0,
                            gammaLimit(1 - tail, result.rate + largest, variance + largest * largest)};
    const double events = sum(area.events);
    if (events > 0) {
        const SampleInterval limits = poissonLimits(events);
        const double scale = std::sqrt(variance / events);
        result.dobsonInterval = {result.rate + scale * (limits.low - events),
                                 result.rate + scale * (limits.high - events)};
    }
    return result;
}

double expectedEvents(const StratumCounts& area, const std::vector<double>& rates) {
    return std::inner_product(area.people.begin(), area.people.end(), rates.begin(), 0.0);
}

std::vector<double> pooledRates(const std::vector<StratumCounts>& areas) {
    std::vector<double> events(areas.empty() ? 0 : areas.front().events.size());
    std::vector<double> people(events.size());
    for (const StratumCounts& area : areas) {
        for (std::size_t k = 0; k < events.size(); ++k) {
            events[k] += area.events[k];
            people[k] += area.people[k];
        }
    }
    for (std::size_t k = 0; k < events.size(); ++k) events[k] = people[k] > 0 ? events[k] / people[k] : 0;
    return events;
}

IndirectRatio indirectRatio(double observed, double expected) {
    const SampleInterval limits = poissonLimits(observed);
    return {observed, expected, observed / expected, {limits.low / expected, limits.high / expected}};
}

SmoothingLikelihood smoothingLikelihood(const std::vector<double>& observed, const std::vector<double>& expected,
                                        double shape, double mean) {
    SmoothingLikelihood at;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double o = observed[i];
        const double mu = mean * expected[i];
        // O ln(μ/(ν+μ)) − ν ln(1+μ/ν) + ln Γ(O+ν) − ln Γ(ν), without the constant −ln O!
        const GammaGrowth growth = gammaGrowth(shape, o);
        const double spread = std::log1p(mu / shape);
        at.value += o * (std::log(mu) - spread) - shape * spread + growth.value;
        const double byShape = growth.byShape + o * mu / (shape * (shape + mu)) - spread + mu / (shape + mu);
        at.byLogShape += shape * byShape;
        at.byLogMean += shape * (o - mu) / (shape + mu);
    }
    return at;
}

Result<SmoothedRatios> smoothRatios(const std::vector<double>& observed, const std::vector<double>& expected,
                                    SmoothingMethod method) {
    Issues issues;
    if (observed.size() < 2) {
        issues.push_back(
            {"standardisation.tooFewAreas", Severity::error, {}, std::to_string(observed.size()), "2", {}});
    }
    for (std::size_t i = 0; i < observed.size(); ++i) {
        if (!std::isfinite(observed[i]) || observed[i] < 0) {
            issues.push_back(fault("standardisation.negative", i, observed[i]));
        }
        if (!std::isfinite(expected[i]) || expected[i] <= 0) {
            issues.push_back(fault("standardisation.expectedNotPositive", i, expected[i]));
        }
    }
    if (issues.empty() && sum(observed) == 0) {
        issues.push_back({"standardisation.noEvents", Severity::error, {}, {}, {}, {}});
    }
    if (!issues.empty()) return issues;

    SmoothedRatios result;
    const double allExpected = sum(expected);
    result.priorMean = sum(observed) / allExpected;
    double spread = 0;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const double rest = observed[i] / expected[i] - result.priorMean;
        spread += expected[i] * rest * rest / allExpected;
    }
    const double meanExpected = allExpected / static_cast<double>(observed.size());
    result.priorVariance = std::max(0.0, spread - result.priorMean / meanExpected);
    if (method == SmoothingMethod::maximumLikelihood) {
        const auto prior = likelihoodPrior({observed, expected}, result.priorMean, result.priorVariance);
        if (!prior) return prior.issues();
        std::tie(result.priorMean, result.priorVariance) = *prior;
    }
    const double mean = result.priorMean;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        if (result.priorVariance == 0) {
            result.ratios.push_back(mean);
            result.intervals.push_back({mean, mean});
            continue;
        }
        const double shape = mean * mean / result.priorVariance + observed[i];
        const double scale = 1 / (mean / result.priorVariance + expected[i]);
        result.ratios.push_back(shape * scale);
        result.intervals.push_back({gammaQuantile(tail, shape, scale), gammaQuantile(1 - tail, shape, scale)});
    }
    return result;
}

SampleInterval funnelLimits(double expected, double target, double level) {
    const double mean = expected * target;
    const auto limit = [&](double probability) {
        // Beyond this size the incomplete gamma function loses digits; the quantile by Cornish and Fisher, half a count
        // lower for the interpolation, is exact to 1e-4 of a count (Abramowitz, Stegun, 26.2.49).
        if (mean > 1e9) {
            const double z = normalQuantile(probability);
            return (mean + z * std::sqrt(mean) + (z * z - 1) / 6 - 0.5) / expected;
        }
        // The smallest count with at least this probability at or below it, by halving; none lies 40 deviations out.
        double below = -1;
        double count = std::ceil(mean + 40 * std::sqrt(mean + 1));
        while (count - below > 1) {
            const double middle = std::floor((below + count) / 2);
            (poissonCdf(middle, mean) < probability ? below : count) = middle;
        }
        const double atMost = poissonCdf(count, mean);
        const double before = count > 0 ? poissonCdf(count - 1, mean) : 0.0;
        return std::max(0.0, count - (atMost - probability) / (atMost - before)) / expected;
    };
    return {limit((1 - level) / 2), limit((1 + level) / 2)};
}

}  // namespace kachi

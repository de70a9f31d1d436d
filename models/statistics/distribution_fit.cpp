#include "models/statistics/distribution_fit.h"

#include "models/statistics/maximum_likelihood.h"

#include <nlopt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

namespace kachi {
namespace {

using Point = std::array<double, 2>;  ///< unconstrained: logarithms of what must be positive

/// A family over at most two free numbers.
struct Shape {
    Family family;
    int parameters;
    Point start;
    std::function<DistributionSpec(const Point&)> spec;
};

DistributionSpec specOf(Family family, std::map<std::string, double> args) {
    return {family, std::move(args)};
}

double squaresOf(const Distribution& distribution, const std::vector<CumulativePoint>& points) {
    double sum = 0;
    for (const CumulativePoint& point : points) {
        const double misfit = distribution.cdf(point.value) - point.probability;
        sum += misfit * misfit;
    }
    return sum;
}

struct Search {
    const Shape& shape;
    const std::vector<CumulativePoint>& points;
};

double squaresAt(unsigned count, const double* at, double*, void* data) {
    const Search& search = *static_cast<const Search*>(data);
    Point point{};
    std::copy_n(at, count, point.begin());
    const auto distribution = makeDistribution(search.shape.spec(point), {});
    const double worst = 2 * static_cast<double>(search.points.size());
    if (!distribution) return worst;
    const double squares = squaresOf(*distribution, search.points);
    return std::isfinite(squares) ? squares : worst;
}

/// The best point from `start`; the search begins again where it ended, because a simplex can collapse early.
Point searched(const Shape& shape, const std::vector<CumulativePoint>& points) {
    constexpr int restarts = 3;
    Search search{shape, points};
    Point best = shape.start;
    for (int i = 0; i < restarts; ++i) {
        const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(
            nlopt_create(NLOPT_LN_NELDERMEAD, static_cast<unsigned>(shape.parameters)), nlopt_destroy);
        nlopt_set_min_objective(optimiser.get(), squaresAt, &search);
        std::array<double, 2> steps{};
        for (std::size_t k = 0; k < best.size(); ++k) steps[k] = 0.1 * std::max(1.0, std::abs(best[k]));
        nlopt_set_initial_step(optimiser.get(), steps.data());
        nlopt_set_xtol_rel(optimiser.get(), 1e-12);
        nlopt_set_maxeval(optimiser.get(), 2'000);
        double value = 0;
        nlopt_optimize(optimiser.get(), best.data(), &value);
    }
    return best;
}

struct Line {
    double intercept = 0;
    double slope = 1;
};

/// Least squares of y on x; a slope that is not positive becomes a small one.
Line lineThrough(const std::vector<double>& x, const std::vector<double>& y) {
    const double count = static_cast<double>(x.size());
    double meanX = 0;
    double meanY = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        meanX += x[i] / count;
        meanY += y[i] / count;
    }
    double product = 0;
    double square = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        product += (x[i] - meanX) * (y[i] - meanY);
        square += (x[i] - meanX) * (x[i] - meanX);
    }
    const double slope = square > 0 ? product / square : 1;
    return {meanY - slope * meanX, slope > 0 ? slope : 1e-3};
}

template <class Transform>
std::vector<double> valuesOf(const std::vector<CumulativePoint>& points, Transform transform) {
    std::vector<double> values;
    for (const CumulativePoint& point : points) values.push_back(transform(point));
    return values;
}

/// The families that suit the points and the bounds, each with a start near its answer: the line through the normal
/// (for Weibull the Gumbel) scores is exact for two points.
class Shapes {
public:
    Shapes(const std::vector<CumulativePoint>& points, const FitBounds& bounds) : m_bounds(bounds) {
        const auto scores = valuesOf(points, [](const auto& p) { return normalQuantile(p.probability); });
        m_line = lineThrough(scores, valuesOf(points, [](const auto& p) { return p.value; }));
        m_scale = m_line.slope;
        addNormal();
        const double lowest = points.front().value;
        const double highest = points.back().value;
        if (lowest > 0 && bounds.low.value_or(0) >= 0) {
            const Line log = lineThrough(scores, valuesOf(points, [](const auto& p) { return std::log(p.value); }));
            const auto gumbel = valuesOf(points, [](const auto& p) { return std::log(-std::log1p(-p.probability)); });
            addPositive(log, lineThrough(gumbel, valuesOf(points, [](const auto& p) { return std::log(p.value); })));
        }
        if (lowest > 0 && highest < 1 && bounds.low.value_or(0) == 0 && bounds.high.value_or(1) == 1) addBeta();
        addUniform(points);
        if (bounds.low || bounds.high) addTruncated();
        if (bounds.low && bounds.high) addBounded();
    }

    const std::vector<Shape>& all() const { return m_all; }

private:
    /// Searched in units of the spread, so that the same tolerance suits yen and probabilities.
    double location(const Point& at) const { return m_line.intercept + m_scale * at[0]; }

    void addNormal() {
        m_all.push_back({Family::normal, 2, {0, 0}, [this](const Point& at) {
                             return specOf(Family::normal, {{"mean", location(at)}, {"sd", m_scale * std::exp(at[1])}});
                         }});
    }

    void addPositive(const Line& log, const Line& gumbel) {
        m_all.push_back({Family::lognormal, 2, {log.intercept, std::log(log.slope)}, [](const Point& at) {
                             return specOf(Family::lognormal, {{"meanlog", at[0]}, {"sdlog", std::exp(at[1])}});
                         }});
        const double variation = std::expm1(log.slope * log.slope);
        const double mean = log.intercept + log.slope * log.slope / 2;
        m_all.push_back({Family::gamma, 2, {mean, -std::log(variation)}, [](const Point& at) {
                             const double shape = std::exp(at[1]);
                             return specOf(Family::gamma, {{"shape", shape}, {"scale", std::exp(at[0]) / shape}});
                         }});
        m_all.push_back({Family::weibull, 2, {gumbel.intercept, -std::log(gumbel.slope)}, [](const Point& at) {
                             return specOf(Family::weibull, {{"shape", std::exp(at[1])}, {"scale", std::exp(at[0])}});
                         }});
    }

    void addBeta() {
        const double mean = std::clamp(m_line.intercept, 0.01, 0.99);
        const double total = std::max(mean * (1 - mean) / (m_scale * m_scale) - 1, 0.5);
        m_all.push_back({Family::beta, 2, {std::log(mean / (1 - mean)), std::log(total)}, [](const Point& at) {
                             const double share = 1 / (1 + std::exp(-at[0]));
                             const double sum = std::exp(at[1]);
                             return specOf(Family::beta, {{"alpha", share * sum}, {"beta", (1 - share) * sum}});
                         }});
    }

    void addUniform(const std::vector<CumulativePoint>& points) {
        if (m_bounds.low || m_bounds.high) return;
        const Line line = lineThrough(valuesOf(points, [](const auto& p) { return p.probability; }),
                                      valuesOf(points, [](const auto& p) { return p.value; }));
        const double low = (line.intercept - m_line.intercept) / m_scale;
        m_all.push_back(
            {Family::uniform, 2, {low, std::log(line.slope / m_scale)}, [this](const Point& at) {
                 const double from = location(at);
                 return specOf(Family::uniform, {{"low", from}, {"high", from + m_scale * std::exp(at[1])}});
             }});
    }

    void addTruncated() {
        m_all.push_back(
            {Family::truncatedNormal, 2, {0, 0}, [this](const Point& at) {
                 std::map<std::string, double> args{{"mean", location(at)}, {"sd", m_scale * std::exp(at[1])}};
                 if (m_bounds.low) args["low"] = *m_bounds.low;
                 if (m_bounds.high) args["high"] = *m_bounds.high;
                 return specOf(Family::truncatedNormal, args);
             }});
    }

    void addBounded() {
        const double low = *m_bounds.low;
        const double width = *m_bounds.high - low;
        const double share = std::clamp((m_line.intercept - low) / width, 0.01, 0.99);
        const double mode = std::log(share / (1 - share));
        const auto modeAt = [low, width](const Point& at) { return low + width / (1 + std::exp(-at[0])); };
        const auto pert = [=, high = *m_bounds.high](const Point& at) {
            return specOf(Family::pert,
                          {{"low", low}, {"mode", modeAt(at)}, {"high", high}, {"lambda", std::exp(at[1])}});
        };
        const bool isBeta = std::ranges::find(m_all, Family::beta, &Shape::family) != m_all.end();
        if (!isBeta) m_all.push_back({Family::pert, 2, {mode, std::log(4)}, pert});
        m_all.push_back({Family::triangular, 1, {mode, 0}, [=, high = *m_bounds.high](const Point& at) {
                             return specOf(Family::triangular, {{"low", low}, {"mode", modeAt(at)}, {"high", high}});
                         }});
    }

    const FitBounds& m_bounds;
    Line m_line;
    double m_scale = 1;
    std::vector<Shape> m_all;
};

Issue faultAt(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
    return {code, Severity::error, where, value, limit, {}};
}

Issues boundFaults(double lowest, double highest, const FitBounds& bounds, const std::string& where) {
    if (bounds.low && bounds.high && !(*bounds.low < *bounds.high)) {
        return {faultAt("distributionFit.boundsReversed", where, numberText(*bounds.low), numberText(*bounds.high))};
    }
    Issues issues;
    if (bounds.low && lowest < *bounds.low) {
        issues.push_back(
            faultAt("distributionFit.outsideBounds", where, numberText(lowest), "≥ " + numberText(*bounds.low)));
    }
    if (bounds.high && highest > *bounds.high) {
        issues.push_back(
            faultAt("distributionFit.outsideBounds", where, numberText(highest), "≤ " + numberText(*bounds.high)));
    }
    return issues;
}

/// Distances between the empirical and the fitted distribution function.
void addDistances(FittedDistribution& fit, const Distribution& distribution, const std::vector<double>& ascending) {
    const double count = static_cast<double>(ascending.size());
    double greatest = 0;
    double squares = 1 / (12 * count);
    double logarithms = 0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const double below = static_cast<double>(i) / count;
        const double share = distribution.cdf(ascending[i]);
        const double opposite = distribution.cdf(ascending[ascending.size() - 1 - i]);
        greatest = std::max({greatest, share - below, below + 1 / count - share});
        const double misfit = share - below - 0.5 / count;
        squares += misfit * misfit;
        logarithms += (2 * static_cast<double>(i) + 1) * (std::log(share) + std::log1p(-opposite));
    }
    fit.kolmogorovSmirnov = greatest;
    fit.cramerVonMises = squares;
    const double distance = -count - logarithms / count;
    if (std::isfinite(distance)) fit.andersonDarling = distance;
}

}  // namespace

DistributionFits withinBounds(DistributionFits fits, const FitBounds& bounds) {
    std::erase_if(fits.fitted, [&](const FittedDistribution& fit) {
        const auto [least, greatest] = makeDistribution(fit.spec, {}).value().support();
        const bool leaves = (bounds.low && least < *bounds.low) || (bounds.high && greatest > *bounds.high);
        if (leaves) fits.outsideBounds.push_back(fit.spec.family);
        return leaves;
    });
    return fits;
}

Result<DistributionFits> fitPoints(const std::vector<CumulativePoint>& points, const FitBounds& bounds,
                                   const std::string& where) {
    std::vector<CumulativePoint> inner;
    for (const CumulativePoint& point : points) {
        if (point.probability > 0 && point.probability < 1) inner.push_back(point);
    }
    if (inner.size() < 2) return faultAt("distributionFit.tooFewPoints", where, std::to_string(inner.size()), "2");
    std::ranges::sort(inner, {}, &CumulativePoint::probability);
    for (std::size_t i = 1; i < inner.size(); ++i) {
        if (inner[i].value > inner[i - 1].value && inner[i].probability > inner[i - 1].probability) continue;
        return faultAt("distributionFit.pointsNotAscending", where, numberText(inner[i].value),
                       numberText(inner[i - 1].value));
    }
    const Issues outside = boundFaults(inner.front().value, inner.back().value, bounds, where);
    if (!outside.empty()) return outside;

    DistributionFits fits;
    const Shapes shapes(inner, bounds);
    for (const Shape& shape : shapes.all()) {
        FittedDistribution fit;
        fit.spec = shape.spec(searched(shape, inner));
        fit.parameters = shape.parameters;
        const auto distribution = makeDistribution(fit.spec, where);
        if (!distribution) {
            fits.notFitted.push_back(shape.family);
            continue;
        }
        fit.squares = squaresOf(*distribution, inner);
        fits.fitted.push_back(std::move(fit));
    }
    // Misfits below what arithmetic can tell apart are equally good.
    std::ranges::stable_sort(fits.fitted, {},
                             [](const FittedDistribution& fit) { return *fit.squares < 1e-12 ? 0 : *fit.squares; });
    return withinBounds(std::move(fits), bounds);
}

Result<DistributionFits> fitValues(const std::vector<double>& values, const FitBounds& bounds,
                                   const std::string& where) {
    std::vector<double> ascending = values;
    std::ranges::sort(ascending);
    if (ascending.size() < 3) {
        return faultAt("distributionFit.tooFewValues", where, std::to_string(ascending.size()), "3");
    }
    if (!(ascending.front() < ascending.back())) {
        return faultAt("distributionFit.constantValues", where, numberText(ascending.front()), {});
    }
    const Issues outside = boundFaults(ascending.front(), ascending.back(), bounds, where);
    if (!outside.empty()) return outside;

    DistributionFits fits;
    for (const LikelihoodFit& likely : likelihoodFits(ascending, bounds.low, bounds.high)) {
        const auto distribution = makeDistribution(likely.spec, where);
        double logLikelihood = -std::numeric_limits<double>::infinity();
        if (likely.found && distribution) {
            logLikelihood = 0;
            for (const double value : ascending) logLikelihood += std::log(distribution->pdf(value));
        }
        if (!std::isfinite(logLikelihood)) {
            fits.notFitted.push_back(likely.spec.family);
            continue;
        }
        FittedDistribution fit;
        fit.spec = likely.spec;
        fit.parameters = 2;
        fit.logLikelihood = logLikelihood;
        fit.aic = 2.0 * fit.parameters - 2 * logLikelihood;
        fit.bic = std::log(static_cast<double>(ascending.size())) * fit.parameters - 2 * logLikelihood;
        addDistances(fit, *distribution, ascending);
        fits.fitted.push_back(std::move(fit));
    }
    std::ranges::stable_sort(fits.fitted, {}, [](const FittedDistribution& fit) { return *fit.aic; });
    return withinBounds(std::move(fits), bounds);
}

Result<std::vector<CumulativePoint>> chipPoints(std::vector<ChipBin> bins, const std::string& where) {
    Issues issues;
    double total = 0;
    std::ranges::sort(bins, {}, &ChipBin::low);
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (!(bins[i].low < bins[i].high)) {
            issues.push_back(
                faultAt("distributionFit.binReversed", where, numberText(bins[i].low), numberText(bins[i].high)));
        } else if (i > 0 && bins[i].low < bins[i - 1].high) {
            issues.push_back(
                faultAt("distributionFit.binsOverlap", where, numberText(bins[i].low), numberText(bins[i - 1].high)));
        }
        total += bins[i].chips;
    }
    if (!(total > 0)) issues.push_back(faultAt("distributionFit.noChips", where, numberText(total), "> 0"));
    if (!issues.empty()) return issues;
    std::vector<CumulativePoint> points;
    double sum = 0;
    for (const ChipBin& bin : bins) {
        sum += bin.chips;
        // Equal shares over empty bins would ask for a flat distribution function: the first edge stands for them.
        if (bin.chips > 0) points.push_back({bin.high, sum / total});
    }
    return points;
}

double chipShare(const std::vector<ChipBin>& bins, double value) {
    double total = 0;
    double below = 0;
    for (const ChipBin& bin : bins) {
        total += bin.chips;
        below += bin.chips * std::clamp((value - bin.low) / (bin.high - bin.low), 0.0, 1.0);
    }
    return below / total;
}

LinearPool::LinearPool(std::vector<std::pair<double, Distribution>> members) : m_members(std::move(members)) {
    double total = 0;
    for (const auto& [weight, member] : m_members) total += weight;
    for (auto& [weight, member] : m_members) weight /= total;
}

double LinearPool::cdf(double value) const {
    double sum = 0;
    for (const auto& [weight, member] : m_members) sum += weight * member.cdf(value);
    return sum;
}

double LinearPool::pdf(double value) const {
    double sum = 0;
    for (const auto& [weight, member] : m_members) sum += weight * member.pdf(value);
    return sum;
}

double LinearPool::mean() const {
    double sum = 0;
    for (const auto& [weight, member] : m_members) sum += weight * member.mean();
    return sum;
}

double LinearPool::standardDeviation() const {
    const double centre = mean();
    double variance = 0;
    for (const auto& [weight, member] : m_members) {
        const double spread = member.standardDeviation();
        const double offset = member.mean() - centre;
        variance += weight * (spread * spread + offset * offset);
    }
    return std::sqrt(variance);
}

double LinearPool::quantile(double probability) const {
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    for (const auto& [weight, member] : m_members) {
        low = std::min(low, member.quantile(probability));
        high = std::max(high, member.quantile(probability));
    }
    const double width = high - low;
    while (high - low > 1e-12 * width) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (cdf(middle) < probability ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

}  // namespace kachi

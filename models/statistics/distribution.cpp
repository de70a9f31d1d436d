#include "models/statistics/distribution.h"

#include "models/statistics/boost_policy.h"
#include "models/statistics/distribution_arguments.h"
#include "models/statistics/truncated_normal.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace kachi {

namespace {

namespace math = boost::math;

// Overflow and domain faults are refused where draws are made.
using Policy = BoostPolicy;

using Normal = math::normal_distribution<double, Policy>;
using Lognormal = math::lognormal_distribution<double, Policy>;
using Beta = math::beta_distribution<double, Policy>;
using Gamma = math::gamma_distribution<double, Policy>;
using Weibull = math::weibull_distribution<double, Policy>;
using Uniform = math::uniform_distribution<double, Policy>;
using Triangular = math::triangular_distribution<double, Policy>;

/// A Boost.Math distribution in the form that all families share.
template <class BoostDistribution>
struct Continuous {
    BoostDistribution inner;

    std::pair<double, double> support() const { return math::support(inner); }
    double quantile(double p) const { return math::quantile(inner, p); }
    double upperQuantile(double p) const { return math::quantile(math::complement(inner, p)); }
    double cdf(double x) const {
        const auto [low, high] = math::support(inner);
        if (x <= low) return 0;
        return x >= high ? 1 : math::cdf(inner, x);
    }
    double pdf(double x) const {
        const auto [low, high] = math::support(inner);
        return x < low || x > high || std::isinf(x) ? 0 : math::pdf(inner, x);
    }
    double mean() const { return math::mean(inner); }
    double standardDeviation() const { return math::standard_deviation(inner); }
};

struct Truncated {
    TruncatedNormal inner;
    double low;
    double high;

    std::pair<double, double> support() const { return {low, high}; }
    double quantile(double p) const { return inner.quantile(p, 1 - p); }
    double upperQuantile(double p) const { return inner.quantile(1 - p, p); }
    double cdf(double x) const {
        if (x <= low) return 0;
        return x >= high ? 1 : inner.cdf(x);
    }
    double pdf(double x) const { return x < low || x > high ? 0 : inner.pdf(x); }
    double mean() const { return inner.mean(); }
    double standardDeviation() const { return inner.standardDeviation(); }
};

/// low + (high − low) · beta.
struct Pert {
    Continuous<Beta> unit;
    double low;
    double high;
    double width = high - low;

    std::pair<double, double> support() const { return {low, high}; }
    double quantile(double p) const { return low + width * unit.quantile(p); }
    double upperQuantile(double p) const { return low + width * unit.upperQuantile(p); }
    double cdf(double x) const { return unit.cdf((x - low) / width); }
    double pdf(double x) const { return unit.pdf((x - low) / width) / width; }
    double mean() const { return low + width * unit.mean(); }
    double standardDeviation() const { return width * unit.standardDeviation(); }
};

/// Each of some ascending values equally likely.
struct Empirical {
    const std::vector<double>& values;

    std::pair<double, double> support() const { return {values.front(), values.back()}; }
    double size() const { return static_cast<double>(values.size()); }
    double quantile(double p) const { return values[static_cast<std::size_t>(p * size())]; }
    double upperQuantile(double p) const { return values[values.size() - 1 - static_cast<std::size_t>(p * size())]; }
    double cdf(double x) const {
        return static_cast<double>(std::upper_bound(values.begin(), values.end(), x) - values.begin()) / size();
    }
    double pdf(double) const { return 0; }
    double mean() const {
        double sum = 0;
        for (const double value : values) sum += value / size();
        return sum;
    }
    double standardDeviation() const {
        const double centre = mean();
        double sum = 0;
        for (const double value : values) sum += (value - centre) * (value - centre) / size();
        return std::sqrt(sum);
    }
};

}  // namespace

const char* familyName(Family family) {
    for (const auto& [value, name] : familyNames) {
        if (value == family) return name;
    }
    std::abort();  // every family has its name
}

bool familyFromName(const std::string& name, Family& family) {
    for (const auto& candidate : familyNames) {
        if (name != candidate.name) continue;
        family = candidate.value;
        return true;
    }
    return false;
}

Distribution::Distribution(Family family, const std::array<double, 4>& parameters, std::vector<double> values)
    : m_family(family), m_parameters(parameters) {
    if (family != Family::empirical) return;
    std::sort(values.begin(), values.end());
    m_values = std::make_shared<const std::vector<double>>(std::move(values));
}

Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where) {
    Issues issues = validate(spec, where);
    if (!issues.empty()) return issues;
    if (spec.family == Family::fixed) {
        return Issue{"statistics.fixedNotSampled", Severity::error, where, "fixed", "≠ fixed", {}};
    }
    return Distribution(spec.family, distributionParameters(spec).values, spec.values);
}

/// Calls `use` with the distribution in the shared form.
template <class Use>
auto Distribution::apply(Use use) const {
    const auto [first, second, third, fourth] = m_parameters;
    switch (m_family) {
        case Family::normal:
            return use(Continuous<Normal>{Normal(first, second)});
        case Family::truncatedNormal:
            return use(Truncated{TruncatedNormal(first, second, third, fourth), third, fourth});
        case Family::lognormal:
            return use(Continuous<Lognormal>{Lognormal(first, second)});
        case Family::beta:
            return use(Continuous<Beta>{Beta(first, second)});
        case Family::gamma:
            return use(Continuous<Gamma>{Gamma(first, second)});
        case Family::weibull:
            return use(Continuous<Weibull>{Weibull(first, second)});
        case Family::uniform:
            return use(Continuous<Uniform>{Uniform(first, second)});
        case Family::triangular:
            return use(Continuous<Triangular>{Triangular(first, second, third)});
        case Family::pert:
            return use(Pert{{Beta(first, second)}, third, fourth});
        case Family::empirical:
            return use(Empirical{*m_values});
        case Family::fixed:
            break;
    }
    std::abort();  // makeDistribution makes no fixed one
}

double Distribution::quantile(double probability) const {
    return apply([probability](const auto& distribution) { return distribution.quantile(probability); });
}

double Distribution::upperQuantile(double probability) const {
    return apply([probability](const auto& distribution) { return distribution.upperQuantile(probability); });
}

double Distribution::cdf(double x) const {
    return apply([x](const auto& distribution) { return distribution.cdf(x); });
}

double Distribution::pdf(double x) const {
    return apply([x](const auto& distribution) { return distribution.pdf(x); });
}

double Distribution::mean() const {
    return apply([](const auto& distribution) { return distribution.mean(); });
}

double Distribution::standardDeviation() const {
    return apply([](const auto& distribution) { return distribution.standardDeviation(); });
}

std::pair<double, double> Distribution::support() const {
    return apply([](const auto& distribution) { return distribution.support(); });
}

double normalQuantile(double probability) {
    return math::quantile(Normal(0, 1), probability);
}

double normalCdf(double x) {
    return math::cdf(Normal(0, 1), x);
}

}  // namespace kachi

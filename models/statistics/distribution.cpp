#include "models/statistics/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>
#include <vector>

namespace boost::math::policies {

/// Iterations that do not converge give NaN, which callers refuse, instead of the last guess.
template <class T>
T user_evaluation_error(const char*, const char*, const T&) {
    return std::numeric_limits<T>::quiet_NaN();
}

}  // namespace boost::math::policies

namespace kachi {

namespace {

namespace math = boost::math;
namespace policies = boost::math::policies;

// No exceptions: domain faults give NaN, overflow gives infinity; both are refused where draws are made.
using Policy =
    policies::policy<policies::promote_double<false>, policies::domain_error<policies::ignore_error>,
                     policies::pole_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::user_error>>;

using Normal = math::normal_distribution<double, Policy>;
using Lognormal = math::lognormal_distribution<double, Policy>;
using Beta = math::beta_distribution<double, Policy>;
using Gamma = math::gamma_distribution<double, Policy>;
using Uniform = math::uniform_distribution<double, Policy>;
using Triangular = math::triangular_distribution<double, Policy>;

constexpr const char* finiteLimit = "|x| < ∞";

using ArgumentSet = std::vector<std::string>;

struct FamilyEntry {
    Family family;
    const char* name;
    std::vector<ArgumentSet> argumentSets;
};

/// In the order of Family.
const std::vector<FamilyEntry>& families() {
    static const std::vector<FamilyEntry> entries = {
        {Family::fixed, "fixed", {{}}},
        {Family::normal, "normal", {{"mean", "sd"}}},
        {Family::lognormal, "lognormal", {{"meanlog", "sdlog"}, {"mean", "sd"}}},
        {Family::beta, "beta", {{"alpha", "beta"}, {"mean", "sd"}}},
        {Family::gamma, "gamma", {{"shape", "scale"}, {"mean", "sd"}}},
        {Family::uniform, "uniform", {{"low", "high"}}},
        {Family::triangular, "triangular", {{"low", "mode", "high"}}},
    };
    return entries;
}

const FamilyEntry& entryOf(Family family) {
    return families()[static_cast<std::size_t>(family)];
}

std::string setText(const ArgumentSet& names) {
    std::string text = "{";
    for (const std::string& name : names) text += (text.size() > 1 ? ", " : "") + name;
    return text + "}";
}

// Shapes of beta and gamma inside which Boost.Math 1.74 keeps at least nine digits and takes microseconds, not seconds.
constexpr double lowestShape = 1e-4;
constexpr double highestShape = 1e8;

/// Collects the faults of one stated distribution.
class Checker {
public:
    Checker(const DistributionSpec& spec, const std::string& where) : m_spec(spec), m_where(where) {}

    Issues run() {
        checkNames();
        for (const auto& [name, value] : m_spec.args) {
            if (!std::isfinite(value)) report("statistics.argumentNotFinite", name, value, finiteLimit);
        }
        if (m_issues.empty()) checkValues();
        if (m_issues.empty()) checkShapes();
        return std::move(m_issues);
    }

private:
    bool has(const char* name) const { return m_spec.args.contains(name); }
    double arg(const char* name) const { return m_spec.args.at(name); }

    void report(const char* code, const std::string& argument, double value, const std::string& limit) {
        m_issues.push_back({code,
                            Severity::error,
                            m_where,
                            numberText(value),
                            limit,
                            {{"argument", argument}, {"family", familyName(m_spec.family)}}});
    }

    void checkNames() {
        const std::vector<ArgumentSet>& sets = entryOf(m_spec.family).argumentSets;
        std::string accepted;
        for (const ArgumentSet& names : sets) accepted += (accepted.empty() ? "" : " / ") + setText(names);

        ArgumentSet known;
        for (const auto& [name, value] : m_spec.args) {
            const bool isKnown = std::any_of(sets.begin(), sets.end(), [&name = name](const ArgumentSet& names) {
                return std::find(names.begin(), names.end(), name) != names.end();
            });
            if (isKnown) {
                known.push_back(name);
            } else {
                m_issues.push_back({"statistics.unknownArgument",
                                    Severity::error,
                                    m_where,
                                    name,
                                    accepted,
                                    {{"family", familyName(m_spec.family)}}});
            }
        }
        for (const ArgumentSet& names : sets) {
            if (std::is_permutation(names.begin(), names.end(), known.begin(), known.end())) return;
        }
        m_issues.push_back({"statistics.argumentSet",
                            Severity::error,
                            m_where,
                            setText(known),
                            accepted,
                            {{"family", familyName(m_spec.family)}}});
    }

    void requirePositive(const char* name) {
        if (has(name) && !(arg(name) > 0)) report("statistics.argumentNotPositive", name, arg(name), "> 0");
    }

    void checkValues() {
        for (const char* name : {"sd", "sdlog", "alpha", "beta", "shape", "scale"}) requirePositive(name);
        const Family family = m_spec.family;
        if ((family == Family::lognormal || family == Family::gamma) && has("mean")) requirePositive("mean");
        if (family == Family::beta && has("mean")) checkBetaMoments();
        if (has("low") && has("high") && !(arg("low") < arg("high"))) {
            report("statistics.boundsReversed", "low", arg("low"), "< " + numberText(arg("high")));
        } else if (has("mode") && (arg("mode") < arg("low") || arg("mode") > arg("high"))) {
            report("statistics.modeOutsideBounds", "mode", arg("mode"),
                   numberText(arg("low")) + " – " + numberText(arg("high")));
        }
    }

    void checkBetaMoments() {
        const double mean = arg("mean");
        if (!(mean > 0 && mean < 1)) {
            report("statistics.meanOutsideUnitInterval", "mean", mean, "0 < mean < 1");
        } else if (!(arg("sd") < std::sqrt(mean * (1 - mean)))) {
            report("statistics.sdTooLargeForBeta", "sd", arg("sd"), "< " + numberText(std::sqrt(mean * (1 - mean))));
        }
    }

    void checkShapes();  ///< parameters after the method of moments

    const DistributionSpec& m_spec;
    const std::string& m_where;
    Issues m_issues;
};

/// Parameters as Boost.Math takes them, in the order of the fields of Distribution.
struct Shape {
    std::array<const char*, 3> names{};
    std::array<double, 3> values{};
};

/// Method of moments where the analyst states mean and sd. @pre the argument set is complete and its values are sound
Shape shapeOf(const DistributionSpec& spec) {
    const auto arg = [&spec](const char* name) { return spec.args.at(name); };
    const bool byMoments = spec.args.contains("mean");
    switch (spec.family) {
        case Family::fixed:
            return {};
        case Family::normal:
            return {{"mean", "sd"}, {arg("mean"), arg("sd")}};
        case Family::lognormal: {
            if (!byMoments) return {{"meanlog", "sdlog"}, {arg("meanlog"), arg("sdlog")}};
            const double variation = arg("sd") / arg("mean");
            const double varianceLog = std::log1p(variation * variation);
            return {{"meanlog", "sdlog"}, {std::log(arg("mean")) - varianceLog / 2, std::sqrt(varianceLog)}};
        }
        case Family::beta: {
            if (!byMoments) return {{"alpha", "beta"}, {arg("alpha"), arg("beta")}};
            const double mean = arg("mean");
            const double total = mean * (1 - mean) / (arg("sd") * arg("sd")) - 1;
            return {{"alpha", "beta"}, {mean * total, (1 - mean) * total}};
        }
        case Family::gamma: {
            if (!byMoments) return {{"shape", "scale"}, {arg("shape"), arg("scale")}};
            const double ratio = arg("mean") / arg("sd");
            return {{"shape", "scale"}, {ratio * ratio, arg("sd") / ratio}};
        }
        case Family::uniform:
            return {{"low", "high"}, {arg("low"), arg("high")}};
        case Family::triangular:
            return {{"low", "mode", "high"}, {arg("low"), arg("mode"), arg("high")}};
    }
    return {};
}

void Checker::checkShapes() {
    const Shape shape = shapeOf(m_spec);
    const bool limited = m_spec.family == Family::beta || m_spec.family == Family::gamma;
    for (std::size_t i = 0; i < shape.names.size() && shape.names[i]; ++i) {
        const std::string name = shape.names[i];
        const double value = shape.values[i];
        if (limited && name != "scale") {
            if (value >= lowestShape && value <= highestShape) continue;
            report("statistics.shapeOutOfRange", name, value,
                   numberText(lowestShape) + " – " + numberText(highestShape));
        } else if (!std::isfinite(value) || (value == 0 && (name == "scale" || name == "sdlog"))) {
            report("statistics.notRepresentable", name, value, finiteLimit);
        }
    }
    if (m_spec.family == Family::uniform || m_spec.family == Family::triangular) {
        const double width = arg("high") - arg("low");
        if (!std::isfinite(width)) report("statistics.notRepresentable", "high − low", width, finiteLimit);
    }
}

}  // namespace

const char* familyName(Family family) {
    return entryOf(family).name;
}

bool familyFromName(const std::string& name, Family& family) {
    for (const FamilyEntry& entry : families()) {
        if (name != entry.name) continue;
        family = entry.family;
        return true;
    }
    return false;
}

Issues validate(const DistributionSpec& spec, const std::string& where) {
    return Checker(spec, where).run();
}

Result<Distribution> makeDistribution(const DistributionSpec& spec, const std::string& where) {
    Issues issues = validate(spec, where);
    if (!issues.empty()) return issues;
    if (spec.family == Family::fixed) {
        return Issue{"statistics.fixedNotSampled", Severity::error, where, "fixed", "≠ fixed", {}};
    }
    const Shape shape = shapeOf(spec);
    return Distribution(spec.family, shape.values[0], shape.values[1], shape.values[2]);
}

/// Calls `use` with the Boost.Math distribution.
template <class Use>
double Distribution::apply(Use use) const {
    switch (m_family) {
        case Family::normal:
            return use(Normal(m_first, m_second));
        case Family::lognormal:
            return use(Lognormal(m_first, m_second));
        case Family::beta:
            return use(Beta(m_first, m_second));
        case Family::gamma:
            return use(Gamma(m_first, m_second));
        case Family::uniform:
            return use(Uniform(m_first, m_second));
        case Family::triangular:
            return use(Triangular(m_first, m_second, m_third));
        case Family::fixed:
            break;
    }
    std::abort();  // makeDistribution makes no fixed one
}

double Distribution::quantile(double probability) const {
    return apply([probability](const auto& distribution) { return math::quantile(distribution, probability); });
}

double Distribution::upperQuantile(double probability) const {
    return apply([probability](const auto& distribution) {
        return math::quantile(math::complement(distribution, probability));
    });
}

double Distribution::cdf(double x) const {
    return apply([x](const auto& distribution) {
        const auto [low, high] = math::support(distribution);
        if (x <= low) return 0.0;
        return x >= high ? 1.0 : math::cdf(distribution, x);
    });
}

double Distribution::pdf(double x) const {
    return apply([x](const auto& distribution) {
        const auto [low, high] = math::support(distribution);
        return x < low || x > high || std::isinf(x) ? 0.0 : math::pdf(distribution, x);
    });
}

double Distribution::mean() const {
    return apply([](const auto& distribution) { return math::mean(distribution); });
}

double Distribution::standardDeviation() const {
    return apply([](const auto& distribution) { return math::standard_deviation(distribution); });
}

double normalQuantile(double probability) {
    return math::quantile(Normal(0, 1), probability);
}

double normalCdf(double x) {
    return math::cdf(Normal(0, 1), x);
}

}  // namespace kachi

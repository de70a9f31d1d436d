#include "models/statistics/distribution_arguments.h"

#include "models/statistics/truncated_normal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kachi {

namespace {

constexpr const char* finiteLimit = "|x| < ∞";

// Shapes of beta and gamma inside which Boost.Math 1.74 keeps at least nine digits and takes microseconds, not seconds.
constexpr double lowestShape = 1e-4;
constexpr double highestShape = 1e8;

// Below this a truncated normal loses digits and then underflows: bounds some 30 standard deviations from the mean.
constexpr double smallestMass = 1e-200;

/// "{estimate, low, high[, level]}"
std::string setText(const ArgumentSet& set) {
    std::string text = "{";
    for (const std::string& name : set.names) text += (text.size() > 1 ? ", " : "") + name;
    if (!set.optional.empty()) text += "[, " + set.optional + "]";
    return text + "}";
}

bool isKnown(const ArgumentSet& set, const std::string& name) {
    return name == set.optional || std::find(set.names.begin(), set.names.end(), name) != set.names.end();
}

/// Whether exactly these arguments are given, with or without the optional one.
bool matches(const ArgumentSet& set, const std::map<std::string, double>& given) {
    const bool allKnown =
        std::all_of(given.begin(), given.end(), [&set](const auto& argument) { return isKnown(set, argument.first); });
    const bool allGiven = std::all_of(set.names.begin(), set.names.end(),
                                      [&given](const std::string& name) { return given.contains(name); });
    return allKnown && allGiven;
}

/// Collects the faults of one stated distribution.
class Checker {
public:
    Checker(const DistributionSpec& spec, const std::string& where) : m_spec(spec), m_where(where) {}

    Issues run() {
        checkNames();
        for (const auto& [name, value] : m_spec.args) checkFinite(name, value);
        checkListedValues();
        if (m_issues.empty()) checkArguments();
        if (m_issues.empty()) checkParameters();
        return std::move(m_issues);
    }

private:
    bool has(const char* name) const { return m_spec.args.contains(name); }
    double arg(const char* name) const { return m_spec.args.at(name); }

    void report(const char* code, const std::string& argument, const std::string& value, const std::string& limit) {
        m_issues.push_back({code,
                            Severity::error,
                            m_where,
                            value,
                            limit,
                            {{"argument", argument}, {"family", familyName(m_spec.family)}}});
    }
    void report(const char* code, const std::string& argument, double value, const std::string& limit) {
        report(code, argument, numberText(value), limit);
    }

    void checkNames() {
        const std::vector<ArgumentSet>& sets = argumentSets(m_spec.family);
        std::string accepted;
        for (const ArgumentSet& set : sets) accepted += (accepted.empty() ? "" : " / ") + setText(set);

        ArgumentSet given;
        DistributionSpec known{m_spec.family, {}};
        for (const auto& [name, value] : m_spec.args) {
            const bool isArgument = std::any_of(sets.begin(), sets.end(),
                                                [&name = name](const ArgumentSet& set) { return isKnown(set, name); });
            if (isArgument) {
                given.names.push_back(name);
                known.args[name] = value;
            } else {
                m_issues.push_back({"statistics.unknownArgument",
                                    Severity::error,
                                    m_where,
                                    name,
                                    accepted,
                                    {{"family", familyName(m_spec.family)}}});
            }
        }
        if (argumentSetOf(known)) return;
        m_issues.push_back({"statistics.argumentSet",
                            Severity::error,
                            m_where,
                            setText(given),
                            accepted,
                            {{"family", familyName(m_spec.family)}}});
    }

    void checkFinite(const std::string& name, double value) {
        if (!std::isfinite(value)) report("statistics.argumentNotFinite", name, value, finiteLimit);
    }

    void checkListedValues() {
        const std::vector<double>& values = m_spec.values;
        if (m_spec.family != Family::empirical) {
            if (!values.empty()) report("statistics.valuesUnused", "values", std::to_string(values.size()), "0");
            return;
        }
        if (values.size() < 2) report("statistics.tooFewValues", "values", std::to_string(values.size()), "2");
        for (std::size_t i = 0; i < values.size(); ++i) {
            checkFinite("values[" + std::to_string(i + 1) + "]", values[i]);
        }
    }

    void requirePositive(const char* name) {
        if (has(name) && !(arg(name) > 0)) report("statistics.argumentNotPositive", name, arg(name), "> 0");
    }

    void checkArguments() {
        for (const char* name : {"sd", "se", "sdlog", "alpha", "beta", "shape", "scale", "lambda"}) {
            requirePositive(name);
        }
        const Family family = m_spec.family;
        if (family == Family::lognormal || family == Family::gamma) requirePositive("mean");
        if (family == Family::lognormal) requirePositive("low");
        if (family == Family::beta && has("mean")) checkBetaMoments();
        if (has("events") && !(arg("events") > 0 && arg("events") < arg("n"))) {
            report("statistics.eventsOutsideCount", "events", arg("events"), "0 < events < " + numberText(arg("n")));
        }
        if (has("level") && !(arg("level") > 0 && arg("level") < 1)) {
            report("statistics.levelOutsideUnitInterval", "level", arg("level"), "0 < level < 1");
        }
        if (has("low") && has("high")) checkBounds();
    }

    void checkBounds() {
        const std::string interval = numberText(arg("low")) + " – " + numberText(arg("high"));
        if (!(arg("low") < arg("high"))) {
            report("statistics.boundsReversed", "low", arg("low"), "< " + numberText(arg("high")));
        } else if (has("mode") && (arg("mode") < arg("low") || arg("mode") > arg("high"))) {
            report("statistics.modeOutsideBounds", "mode", arg("mode"), interval);
        } else if (has("estimate") && !(arg("low") < arg("estimate") && arg("estimate") < arg("high"))) {
            report("statistics.estimateOutsideInterval", "estimate", arg("estimate"), interval);
        }
    }

    void checkBetaMoments() {
        const double mean = arg("mean");
        const char* spread = has("sd") ? "sd" : "se";
        if (!(mean > 0 && mean < 1)) {
            report("statistics.meanOutsideUnitInterval", "mean", mean, "0 < mean < 1");
        } else if (!(arg(spread) < std::sqrt(mean * (1 - mean)))) {
            report("statistics.sdTooLargeForBeta", spread, arg(spread),
                   "< " + numberText(std::sqrt(mean * (1 - mean))));
        }
    }

    /// What the arguments are converted to.
    void checkParameters() {
        const auto [names, values] = distributionParameters(m_spec);
        for (std::size_t i = 0; i < names.size() && names[i]; ++i) checkParameter(names[i], values[i]);
        if (m_issues.empty() && m_spec.family == Family::truncatedNormal) {
            const double mass = TruncatedNormal(values[0], values[1], values[2], values[3]).mass();
            if (!(mass >= smallestMass)) report("statistics.truncationEmpty", "low, high", mass, "≥ 1e-200");
        }
        if (has("low") && has("high")) {
            const double width = arg("high") - arg("low");
            if (!std::isfinite(width)) report("statistics.notRepresentable", "high − low", width, finiteLimit);
        }
    }

    void checkParameter(const std::string& name, double value) {
        const Family family = m_spec.family;
        const bool isBetaShape = name == "alpha" || name == "beta";
        if (isBetaShape || (family == Family::gamma && name == "shape")) {
            if (value >= lowestShape && value <= highestShape) return;
            report("statistics.shapeOutOfRange", name, value,
                   numberText(lowestShape) + " – " + numberText(highestShape));
            return;
        }
        const bool isBound = name == "low" || name == "high";
        const bool isSpread = name == "scale" || name == "sdlog" || name == "sd";
        if (!std::isfinite(value) && !(isBound && family == Family::truncatedNormal)) {
            report("statistics.notRepresentable", name, value, finiteLimit);
        } else if (isSpread && value == 0) {
            report("statistics.notRepresentable", name, value, finiteLimit);
        }
    }

    const DistributionSpec& m_spec;
    const std::string& m_where;
    Issues m_issues;
};

/// Arguments of one complete and sound set, and the conversions between sets.
class Arguments {
public:
    explicit Arguments(const DistributionSpec& spec) : m_args(spec.args) {}

    bool has(const char* name) const { return m_args.contains(name); }
    double operator()(const char* name) const { return m_args.at(name); }
    double orElse(const char* name, double otherwise) const { return has(name) ? m_args.at(name) : otherwise; }

    double spread() const { return m_args.at(has("sd") ? "sd" : "se"); }

    /// Half the width of the interval between `low` and `high` over the normal deviate of its level.
    double sdOfInterval(double low, double high) const {
        return (high - low) / (2 * normalQuantile((1 + orElse("level", 0.95)) / 2));
    }

private:
    const std::map<std::string, double>& m_args;
};

DistributionParameters lognormalParameters(const Arguments& arg) {
    if (arg.has("meanlog")) return {{"meanlog", "sdlog"}, {arg("meanlog"), arg("sdlog")}};
    if (arg.has("estimate")) {
        return {{"meanlog", "sdlog"},
                {std::log(arg("estimate")), arg.sdOfInterval(std::log(arg("low")), std::log(arg("high")))}};
    }
    const double variation = arg.spread() / arg("mean");
    const double varianceLog = std::log1p(variation * variation);
    return {{"meanlog", "sdlog"}, {std::log(arg("mean")) - varianceLog / 2, std::sqrt(varianceLog)}};
}

DistributionParameters betaParameters(const Arguments& arg) {
    if (arg.has("alpha")) return {{"alpha", "beta"}, {arg("alpha"), arg("beta")}};
    if (arg.has("events")) return {{"alpha", "beta"}, {arg("events"), arg("n") - arg("events")}};
    const double mean = arg("mean");
    const double total = mean * (1 - mean) / (arg.spread() * arg.spread()) - 1;
    return {{"alpha", "beta"}, {mean * total, (1 - mean) * total}};
}

DistributionParameters gammaParameters(const Arguments& arg) {
    if (arg.has("shape")) return {{"shape", "scale"}, {arg("shape"), arg("scale")}};
    const double ratio = arg("mean") / arg.spread();
    return {{"shape", "scale"}, {ratio * ratio, arg.spread() / ratio}};
}

DistributionParameters pertParameters(const Arguments& arg) {
    const double low = arg("low");
    const double high = arg("high");
    const double weight = arg.orElse("lambda", 4) / (high - low);
    return {{"alpha", "beta", "low", "high"},
            {1 + weight * (arg("mode") - low), 1 + weight * (high - arg("mode")), low, high}};
}

}  // namespace

const std::vector<ArgumentSet>& argumentSets(Family family) {
    static const std::map<Family, std::vector<ArgumentSet>> sets = {
        {Family::fixed, {ArgumentSet{}}},
        {Family::normal, {{{"mean", "sd"}}, {{"mean", "se"}}, {{"estimate", "low", "high"}, "level"}}},
        {Family::truncatedNormal, {{{"mean", "sd", "low", "high"}}, {{"mean", "sd", "low"}}, {{"mean", "sd", "high"}}}},
        {Family::lognormal,
         {{{"mean", "sd"}}, {{"mean", "se"}}, {{"meanlog", "sdlog"}}, {{"estimate", "low", "high"}, "level"}}},
        {Family::beta, {{{"mean", "sd"}}, {{"mean", "se"}}, {{"alpha", "beta"}}, {{"events", "n"}}}},
        {Family::gamma, {{{"mean", "sd"}}, {{"mean", "se"}}, {{"shape", "scale"}}}},
        {Family::weibull, {{{"shape", "scale"}}}},
        {Family::uniform, {{{"low", "high"}}}},
        {Family::triangular, {{{"low", "mode", "high"}}}},
        {Family::pert, {{{"low", "mode", "high"}, "lambda"}}},
        {Family::empirical, {ArgumentSet{}}},
    };
    return sets.at(family);
}

const ArgumentSet* argumentSetOf(const DistributionSpec& spec) {
    for (const ArgumentSet& set : argumentSets(spec.family)) {
        if (matches(set, spec.args)) return &set;
    }
    return nullptr;
}

DistributionParameters distributionParameters(const DistributionSpec& spec) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Arguments arg(spec);
    switch (spec.family) {
        case Family::normal:
            if (arg.has("mean")) return {{"mean", "sd"}, {arg("mean"), arg.spread()}};
            return {{"mean", "sd"}, {arg("estimate"), arg.sdOfInterval(arg("low"), arg("high"))}};
        case Family::truncatedNormal:
            return {{"mean", "sd", "low", "high"},
                    {arg("mean"), arg("sd"), arg.orElse("low", -infinity), arg.orElse("high", infinity)}};
        case Family::lognormal:
            return lognormalParameters(arg);
        case Family::beta:
            return betaParameters(arg);
        case Family::gamma:
            return gammaParameters(arg);
        case Family::weibull:
            return {{"shape", "scale"}, {arg("shape"), arg("scale")}};
        case Family::uniform:
            return {{"low", "high"}, {arg("low"), arg("high")}};
        case Family::triangular:
            return {{"low", "mode", "high"}, {arg("low"), arg("mode"), arg("high")}};
        case Family::pert:
            return pertParameters(arg);
        case Family::fixed:
        case Family::empirical:
            break;
    }
    return {};
}

Issues validate(const DistributionSpec& spec, const std::string& where) {
    return Checker(spec, where).run();
}

}  // namespace kachi

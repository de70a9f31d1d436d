#include "models/evaluation/sensitivity.h"
#include "models/evaluation/values.h"
#include "models/params/registry.h"
#include "models/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr double level = 0.95;
constexpr double tail = (1 - level) / 2;
constexpr double share = 0.2;
constexpr std::size_t marginalDraws = 10'000;

using Range = Result<std::optional<OneWayRange>>;

Range intervalOf(const DistributionSpec& spec, const std::string& id) {
    const auto distribution = makeDistribution(spec, id);
    if (!distribution) return distribution.issues();
    return std::optional(
        OneWayRange{distribution->quantile(tail), distribution->upperQuantile(tail), OneWayRange::Origin::interval});
}

/// The whole case drawn with nothing but the group uncertain, so that any kind of group has its marginals.
Range sampledInterval(const Case& value, const JointGroup& group, const std::string& id, const RunOptions& options) {
    Case reduced = value;
    reduced.jointGroups = {group};
    for (auto& [name, parameter] : reduced.parameters) {
        if (std::ranges::count(group.members, name) == 0) parameter.distribution = {};
    }
    RunOptions run = options;
    run.draws = marginalDraws;
    run.progress = nullptr;
    const auto values = sampledValues(reduced, run, nullptr);
    if (!values) return values.issues();
    const auto drawn = values->drawn.find(id);
    if (drawn == values->drawn.end()) return std::optional<OneWayRange>{};
    const SampleInterval interval = equalTailedInterval(drawn->second, level);
    return std::optional(OneWayRange{interval.low, interval.high, OneWayRange::Origin::interval});
}

Range marginalInterval(const Case& value, const JointGroup& group, const std::string& id, const RunOptions& options) {
    if (const Issues issues = validate(group); group.kind != JointKind::multivariateNormal && !issues.empty()) {
        return issues;
    }
    const auto member = static_cast<std::size_t>(std::ranges::find(group.members, id) - group.members.begin());
    if (group.kind == JointKind::dirichlet) {
        const double total = std::accumulate(group.concentration.begin(), group.concentration.end(), 0.0);
        const double own = group.concentration[member];
        return intervalOf({Family::beta, {{"alpha", own}, {"beta", total - own}}}, id);
    }
    if (group.kind == JointKind::multivariateNormal && member < group.covariance.size() &&
        member < group.covariance[member].size()) {
        const double variance = group.covariance[member][member];
        if (variance == 0) return std::optional<OneWayRange>{};
        return intervalOf({Family::normal, {{"mean", *value.parameters.at(id).value}, {"sd", std::sqrt(variance)}}},
                          id);
    }
    return sampledInterval(value, group, id, options);
}

OneWayRange shareOf(double base, const ParamDef& limits) {
    const double first = base * (1 - share);
    const double second = base * (1 + share);
    return {std::max(std::min(first, second), limits.low), std::min(std::max(first, second), limits.high),
            OneWayRange::Origin::share};
}

}  // namespace

Result<std::optional<OneWayRange>> oneWayRange(const Case& value, const std::string& parameter,
                                               const RunOptions& options, bool all) {
    const auto found = value.parameters.find(parameter);
    if (found == value.parameters.end() || !found->second.value || !found->second.expression.empty()) {
        return std::optional<OneWayRange>{};
    }
    const Parameter& stated = found->second;
    if (stated.range) {
        return std::optional(OneWayRange{stated.range->low, stated.range->high, OneWayRange::Origin::stated});
    }
    if (stated.distribution.family != Family::fixed) return intervalOf(stated.distribution, parameter);
    for (const JointGroup& group : value.jointGroups) {
        if (std::ranges::count(group.members, parameter) > 0) return marginalInterval(value, group, parameter, options);
    }
    if (!all || *stated.value == 0) return std::optional<OneWayRange>{};
    const ParamDef* definition = findDefinition(parameter);
    return std::optional(shareOf(*stated.value, definition ? *definition : declaredLimits(stated.unit)));
}

}  // namespace kachi

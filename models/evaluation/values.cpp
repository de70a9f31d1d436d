#include "models/evaluation/values.h"

#include "models/evaluation/followed_studies.h"
#include "models/statistics/design.h"
#include "models/statistics/sampling.h"

#include <algorithm>

namespace kachi {
namespace {

Issue fault(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
    return {code, Severity::error, where, value, limit, {}};
}

std::map<std::string, double> baseValues(const Case& value) {
    std::map<std::string, double> base;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.expression.empty() && parameter.value) base[id] = *parameter.value;
    }
    return base;
}

Issues checkGivenDraws(const std::map<std::string, std::vector<double>>& given,
                       const std::vector<std::string>& wanted) {
    Issues issues;
    const std::size_t length = given.empty() ? 0 : given.begin()->second.size();
    for (const std::string& id : wanted) {
        if (!given.contains(id)) issues.push_back(fault("values.missingColumn", id, {}, {}));
    }
    for (const auto& [id, column] : given) {
        if (!std::binary_search(wanted.begin(), wanted.end(), id)) {
            issues.push_back(fault("values.unknownColumn", id, {}, {}));
        }
        if (column.size() != length) {
            issues.push_back(fault("values.columnLength", id, std::to_string(column.size()), std::to_string(length)));
        }
    }
    if (length == 0) issues.push_back(fault("values.noDraws", {}, "0", ">= 1"));
    return issues;
}

std::vector<SampledParameter> drawnAlone(const Case& value) {
    std::vector<SampledParameter> parameters;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.distribution.family != Family::fixed) parameters.push_back({id, parameter.distribution});
    }
    return parameters;
}

Result<std::map<std::string, std::vector<double>>> sample(const Case& value, const RunOptions& options,
                                                          const std::map<std::string, double>& base) {
    std::vector<JointGroup> groups = value.jointGroups;
    for (JointGroup& group : groups) {
        if (group.kind != JointKind::multivariateNormal) continue;
        group.mean.clear();
        for (const std::string& member : group.members) {
            const auto found = base.find(member);
            if (found == base.end()) return fault("case.groupMember", group.id, member, {});
            group.mean.push_back(found->second);
        }
    }
    return sampleParameters(drawnAlone(value), groups, options);
}

}  // namespace

ExpressionInputs expressionInputs(const Case& value) {
    ExpressionInputs inputs;
    for (const auto& [id, parameter] : value.parameters) {
        if (!parameter.expression.empty()) inputs.expressions[id] = parameter.expression;
    }
    inputs.tables = value.tables;
    return inputs;
}

Result<std::map<std::string, int>> sobolDimensions(const Case& value) {
    return sobolDimensions(streamIds(drawnAlone(value), value.jointGroups), value.run.sobolDimensions);
}

std::vector<std::string> sampledIds(const Case& value) {
    std::vector<std::string> ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (parameter.distribution.family != Family::fixed) ids.push_back(id);
    }
    for (const JointGroup& group : value.jointGroups) ids.insert(ids.end(), group.members.begin(), group.members.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Result<ParameterValues> sampledValues(const Case& value, const RunOptions& options,
                                      const std::map<std::string, std::vector<double>>* givenDraws) {
    ParameterValues values;
    values.base = baseValues(value);

    if (givenDraws) {
        const Issues issues = checkGivenDraws(*givenDraws, sampledIds(value));
        if (!issues.empty()) return issues;
        values.drawn = *givenDraws;
        values.draws = givenDraws->begin()->second.size();
    } else if (options.draws > 0) {
        auto drawn = sample(value, options, values.base);
        if (!drawn) return drawn.issues();
        values.drawn = std::move(drawn).value();
        values.draws = options.draws;
    }
    return values;
}

Result<ParameterValues> parameterValues(const Case& value, const RulePack& pack, const RunOptions& options,
                                        const std::map<std::string, std::vector<double>>* givenDraws,
                                        std::vector<CaseStudy>* followed) {
    auto values = sampledValues(value, options, givenDraws);
    if (!values) return values;
    return resolveParameters(value, pack, std::move(values).value(), expressionInputs(value), options, followed);
}

}  // namespace kachi

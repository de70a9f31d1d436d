#include "app/document/posterior_draws.h"

#include <algorithm>

namespace kachi {
namespace {

std::string freeId(const Case& value, const std::string& name) {
    std::string id = name;
    const auto isTaken = [&] {
        return std::ranges::find(value.jointGroups, id, &JointGroup::id) != value.jointGroups.end();
    };
    for (int number = 2; isTaken(); ++number) id = name + std::to_string(number);
    return id;
}

}  // namespace

Result<Case> withPosterior(Case value, const std::map<std::string, std::vector<double>>& columns,
                           const std::string& name) {
    JointGroup group;
    group.kind = JointKind::posterior;
    group.id = freeId(value, name);
    Issues issues;
    for (const auto& [id, draws] : columns) {
        const auto parameter = value.parameters.find(id);
        if (parameter == value.parameters.end()) {
            issues.push_back({"posterior.unknownParameter", Severity::error, id, {}, {}, {}});
            continue;
        }
        for (const JointGroup& other : value.jointGroups) {
            if (std::ranges::find(other.members, id) == other.members.end()) continue;
            issues.push_back({"posterior.inGroup", Severity::error, id, {}, {}, {{"group", other.id}}});
        }
        parameter->second.distribution = {};
        group.members.push_back(id);
        group.rows.resize(std::max(group.rows.size(), draws.size()));
        for (std::size_t row = 0; row < draws.size(); ++row) group.rows[row].push_back(draws[row]);
    }
    append(issues, validate(group));
    if (hasErrors(issues)) return issues;
    value.jointGroups.push_back(std::move(group));
    return value;
}

}  // namespace kachi

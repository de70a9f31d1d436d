#include "app/document/posterior_draws.h"

#include "app/document/joint_group_edits.h"

#include <algorithm>

namespace kachi {
Result<Case> withPosterior(Case value, const std::map<std::string, std::vector<double>>& columns,
                           const std::string& name) {
    JointGroup group;
    group.kind = JointKind::posterior;
    group.id = freeGroupId(value, name);
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

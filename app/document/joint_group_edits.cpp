#include "app/document/joint_group_edits.h"

#include <algorithm>

namespace kachi {
namespace {

using Matrix = std::vector<std::vector<double>>;

Issue fault(const char* code, const std::string& where, const std::string& value, const std::string& limit) {
    return {code, Severity::error, where, value, limit, {}};
}

Matrix* matrixOf(JointGroup& group) {
    return const_cast<Matrix*>(kachi::matrixOf(static_cast<const JointGroup&>(group)));
}

/// As many rows and columns as members; what is new is 0.
void square(Matrix& matrix, std::size_t size) {
    matrix.resize(size);
    for (std::vector<double>& row : matrix) row.resize(size, 0.0);
}

template <class Value>
void eraseAt(std::vector<Value>& values, std::size_t at) {
    if (at < values.size()) values.erase(values.begin() + static_cast<std::ptrdiff_t>(at));
}

double varianceOf(const DistributionSpec& spec, const std::string& parameter) {
    const auto distribution = makeDistribution(spec, parameter);
    if (!distribution) return 0;
    const double deviation = distribution->standardDeviation();
    return deviation * deviation;
}

}  // namespace

std::string freeGroupId(const Case& value, const std::string& name) {
    std::string id = name;
    for (int number = 2; findGroup(value, id); ++number) id = name + std::to_string(number);
    return id;
}

std::string addGroup(Case& value, JointKind kind) {
    JointGroup group;
    group.kind = kind;
    group.id = freeGroupId(value, jointKindName(kind));
    value.jointGroups.push_back(std::move(group));
    return value.jointGroups.back().id;
}

void removeGroup(Case& value, const std::string& id) {
    std::erase_if(value.jointGroups, [&id](const JointGroup& group) { return group.id == id; });
}

Result<Case> withGroupRenamed(Case value, const std::string& from, const std::string& to) {
    if (to == from) return value;
    if (to.empty()) return fault("editing.groupNameEmpty", from, {}, {});
    if (findGroup(value, to)) return fault("editing.groupNameTaken", from, to, {});
    findGroup(value, from)->id = to;
    auto dimension = value.run.sobolDimensions.extract(from);  // a posterior group has one of its own
    if (!dimension.empty()) {
        dimension.key() = to;
        value.run.sobolDimensions.insert(std::move(dimension));
    }
    return value;
}

Result<Case> withMember(Case value, const std::string& groupId, const std::string& id) {
    for (const JointGroup& other : value.jointGroups) {
        if (std::ranges::find(other.members, id) == other.members.end()) continue;
        if (other.id == groupId) {
            Issue twice = fault("statistics.duplicateMember", groupId, id, "1");
            twice.details["argument"] = "members";
            return twice;
        }
        return fault("statistics.memberOfTwoGroups", id, other.id, groupId);
    }
    JointGroup& group = *findGroup(value, groupId);
    Parameter& parameter = value.parameters.at(id);
    group.members.push_back(id);
    const std::size_t last = group.members.size() - 1;
    if (Matrix* matrix = matrixOf(group)) {
        square(*matrix, group.members.size());
        const bool rank = group.kind == JointKind::rankCorrelation;
        (*matrix)[last][last] = rank ? 1 : varianceOf(parameter.distribution, id);
    }
    if (!membersHaveDistributions(group.kind)) parameter.distribution = {};
    return value;
}

void removeMember(JointGroup& group, std::size_t member) {
    eraseAt(group.members, member);
    eraseAt(group.concentration, member);
    eraseAt(group.mean, member);
    if (Matrix* matrix = matrixOf(group)) {
        eraseAt(*matrix, member);
        for (std::vector<double>& row : *matrix) eraseAt(row, member);
    }
    for (std::vector<double>& row : group.rows) eraseAt(row, member);
}

void setMatrixEntry(JointGroup& group, std::size_t row, std::size_t column, double value) {
    Matrix& matrix = *matrixOf(group);
    square(matrix, group.members.size());
    matrix[row][column] = value;
    matrix[column][row] = value;
}

const Matrix* matrixOf(const JointGroup& group) {
    if (group.kind == JointKind::multivariateNormal) return &group.covariance;
    if (group.kind == JointKind::rankCorrelation) return &group.correlation;
    return nullptr;
}

JointGroup* findGroup(Case& value, const std::string& id) {
    const auto found = std::ranges::find(value.jointGroups, id, &JointGroup::id);
    return found == value.jointGroups.end() ? nullptr : &*found;
}

const JointGroup* findGroup(const Case& value, const std::string& id) {
    return findGroup(const_cast<Case&>(value), id);
}

}  // namespace kachi

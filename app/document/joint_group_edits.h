#pragma once

#include "models/case/case.h"
#include "models/core/result.h"

#include <string>

namespace kachi {

// Edits of the joint groups of a case. Each gives the whole case after the edit, ready to become one undo step.

/// An id that no joint group has: the name, numbered when it is taken.
std::string freeGroupId(const Case& value, const std::string& name);

/// Appends a group without members. @pre kind is not posterior: its rows come from a file or a calibration
/// @return its id
std::string addGroup(Case& value, JointKind kind);
void removeGroup(Case& value, const std::string& id);

/// Issues: editing.groupNameEmpty, editing.groupNameTaken.
Result<Case> withGroupRenamed(Case value, const std::string& from, const std::string& to);

/// Appends a member. Unless the group keeps them, its own distribution gives way: it hands its variance to a
/// multivariate normal, and a Dirichlet count stays to be entered. Covariances and correlations with the others are 0,
/// so that nobody else's draws move.
/// Issues: statistics.duplicateMember, statistics.memberOfTwoGroups. @pre not a posterior group
Result<Case> withMember(Case value, const std::string& group, const std::string& parameter);

/// Takes out the member with its row and column.
void removeMember(JointGroup& group, std::size_t member);

/// Sets an entry of the covariance or correlation matrix and its mirror. @pre row, column < members
void setMatrixEntry(JointGroup& group, std::size_t row, std::size_t column, double value);

/// The matrix the group's kind has; nullptr for the other kinds.
const std::vector<std::vector<double>>* matrixOf(const JointGroup& group);

/// The group with this id, or nullptr.
JointGroup* findGroup(Case& value, const std::string& id);
const JointGroup* findGroup(const Case& value, const std::string& id);

}  // namespace kachi

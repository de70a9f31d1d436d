#pragma once

#include "models/core/issue.h"
#include "models/statistics/joint_group.h"

#include <string>
#include <vector>

namespace kachi {

/// Every fault of the groups as a run would find it: those of validate(JointGroup), and whether each id is drawn once.
/// @param alone ids of the parameters that are drawn by themselves
/// Issues: those of validate(JointGroup); statistics.duplicateParameter, aloneAndInGroup, memberOfTwoGroups,
/// memberNotDrawn (rank correlation), hashCollision.
Issues validateGroups(const std::vector<std::string>& alone, const std::vector<JointGroup>& groups);

}  // namespace kachi

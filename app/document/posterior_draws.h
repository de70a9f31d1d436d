#pragma once

#include "models/case/case.h"
#include "models/core/result.h"

#include <map>
#include <string>
#include <vector>

namespace kachi {

/// The case with a joint group that draws whole rows of a table: joint posterior draws of other software, or those of a
/// calibration. The members' own distributions give way to the group; base values stay.
/// @param columns [parameter][row], of equal length
/// @param name    id of the group, numbered when it is taken
/// Errors: posterior.unknownParameter, posterior.inGroup (details "group"), those of validate(JointGroup).
Result<Case> withPosterior(Case value, const std::map<std::string, std::vector<double>>& columns,
                           const std::string& name);

}  // namespace kachi

#pragma once

#include "models/case/case.h"
#include "models/params/param_def.h"

namespace kachi {

/// All faults of a case that can be seen without running it: bounds, missing values, sources, links, ids.
/// Errors stop the value model they belong to (see sectionOf); warnings are shown and printed.
Issues validate(const Case& value);

/// Section an issue or parameter belongs to: the first part of its id ("labour", "pricing", …) or "case".
std::string sectionOf(const std::string& where);

/// Ids a registered table column takes in this case: one per row for patterns with *, else the id itself.
std::vector<std::string> expectedIds(const Case& value, const ParamDef& definition);

}  // namespace kachi

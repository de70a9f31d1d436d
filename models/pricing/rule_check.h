#pragma once

#include "models/pricing/rule_pack.h"

namespace kachi {

/// What is suspicious about a valid pack beside packs that are known to be right.
/// Errors: rules.unit, a number in another unit than the known packs give it, which a calculation would misread.
/// Warnings: rules.misspelt, a key nobody knows that looks like a known one; rules.magnitude, a number a hundred times
/// the known one or a hundredth of it.
Issues rulePackFindings(const RulePack& pack, const std::vector<RulePack>& known);

}  // namespace kachi

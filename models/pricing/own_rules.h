#pragma once

#include "models/pricing/rule_pack.h"

namespace kachi {

/// The pack with the numbers and switches that the analyst set, by key and as typed: "0.05", "5 %", "22/78", "true".
/// Each has the status "user" in every result that uses it; a key the pack lacks is added.
/// @param place   where the values stand, with a slash at the end: "/context/rules/"
/// @param issues  takes route.ruleValue, at the place of the key, for each value that cannot be; it is left out
RulePack withOwnRules(const RulePack& pack, const std::map<std::string, std::string>& own, const std::string& place,
                      Issues& issues);

}  // namespace kachi

#pragma once

#include "models/pricing/rule_pack.h"

namespace kachi {

/// One rule of a pack, whatever its kind, as lists show it.
struct RuleRow {
    std::string key;  ///< group and key: "numbers/foreign.ceiling", "premiums/usefulness"
    Text label;       ///< of a wording: the wording itself
    Text value;       ///< as the packs write it; of a wording: the wording itself
    Unit unit = Unit::none;
    std::optional<RuleSource> source;  ///< countries have none

    bool operator==(const RuleRow&) const = default;
};

/// All rules of a pack: numbers, switches, roundings, premiums, countries, texts; each group by key.
std::vector<RuleRow> ruleRows(const RulePack& pack);

/// A rule that differs between two packs; absent on the side that does not hold it.
struct RuleDifference {
    std::string key;
    std::optional<RuleRow> left;
    std::optional<RuleRow> right;
};

/// Rules whose values or units differ, in the order of ruleRows. Sources and labels are not compared.
std::vector<RuleDifference> rulePackDifferences(const RulePack& left, const RulePack& right);

}  // namespace kachi

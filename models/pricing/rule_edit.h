#pragma once

#include "models/pricing/rule_pack.h"

namespace kachi {

/// How a member of a rule is typed.
enum class RuleFieldKind { exact, wholeNumber, yesNo, roundingMode, wording };

/// One member of a rule that the analyst may change.
struct RuleField {
    std::string member;  ///< inside the rule's JSON: "value", "alphaLow", "text/ja"
    Text label;
    RuleFieldKind kind = RuleFieldKind::exact;
    std::string value;  ///< empty: absent, as α may be without limits
};

/// Values typed for members of a rule, by RuleField::member.
using RuleValues = std::map<std::string, std::string>;

/// Members of the rule `key` ("numbers/foreign.ceiling"); empty when the pack does not hold it or it has none.
std::vector<RuleField> ruleFields(const RulePack& pack, const std::string& key);

/// The pack with these values in the rule `key`. The rule's status becomes "user" and what it said before is kept under
/// `replaces`; typing exactly that again puts its source back.
/// Every fault parseRulePack would find is refused with its pointer; rules.noSuchRule for a key the pack does not hold.
Result<RulePack> withRuleChanged(const RulePack& pack, const std::string& key, const RuleValues& values);

/// The pack with a changed rule as it was before the change. Unchanged rules stay as they are.
Result<RulePack> withRuleRestored(const RulePack& pack, const std::string& key);

/// The pack with the rule `key` of another pack, as the analyst's own choice: status "user", its source kept.
Result<RulePack> withRuleFrom(const RulePack& pack, const RulePack& other, const std::string& key);

}  // namespace kachi

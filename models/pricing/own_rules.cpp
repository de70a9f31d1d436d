#include "models/pricing/own_rules.h"

#include "models/fields/field_cells.h"

namespace kachi {
namespace {

bool isSwitchWord(const std::string& typed) {
    return typed == "true" || typed == "false";
}

}  // namespace

RulePack withOwnRules(const RulePack& pack, const std::map<std::string, std::string>& own, const std::string& place,
                      Issues& issues) {
    RulePack changed = pack;
    for (const auto& [key, typed] : own) {
        const auto refuse = [&](const char* limit) {
            issues.push_back({"route.ruleValue", Severity::error, place + key, typed, limit, {}});
        };
        if (const auto found = changed.switches.find(key); found != changed.switches.end()) {
            if (!isSwitchWord(typed)) {
                refuse("true, false");
                continue;
            }
            found->second.value = typed == "true";
            found->second.status = RuleStatus::user;
            continue;
        }
        const auto found = changed.numbers.find(key);
        if (found == changed.numbers.end() && isSwitchWord(typed)) {
            RuleSwitch added;  // RuleStatus::user
            added.value = typed == "true";
            added.label = {key, key};
            changed.switches[key] = added;
            continue;
        }
        const Unit ownUnit = typed.find('%') != std::string::npos ? Unit::ratio : Unit::none;
        const auto value = fieldNumber(typed, found == changed.numbers.end() ? ownUnit : found->second.unit);
        if (!value) {
            refuse("0.05, 22/78, …");
        } else if (found == changed.numbers.end()) {
            changed.numbers[key] = userNumber(*value, ownUnit, {key, key});
        } else {
            found->second.value = *value;
            found->second.status = RuleStatus::user;
        }
    }
    return changed;
}

}  // namespace kachi

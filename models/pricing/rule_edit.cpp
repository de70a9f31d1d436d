#include "models/pricing/rule_edit.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kachi {
namespace {

using Json = nlohmann::json;

struct FieldRow {
    const char* group;
    const char* member;
    const char* ja;
    const char* en;
    RuleFieldKind kind;
};

constexpr FieldRow fieldRows[] = {
    {"numbers", "value", "値", "Value", RuleFieldKind::exact},
    {"switches", "value", "値", "Value", RuleFieldKind::yesNo},
    {"roundings", "mode", "丸め方", "Rounding", RuleFieldKind::roundingMode},
    {"roundings", "significantDigits", "有効桁数（0：制限なし）", "Significant digits (0: no limit)",
     RuleFieldKind::wholeNumber},
    {"roundings", "unit", "単位（円）", "Unit (yen)", RuleFieldKind::exact},
    {"premiums", "rateLow", "Aの下限（%）", "Lowest A (%)", RuleFieldKind::exact},
    {"premiums", "rateHigh", "Aの上限（%）", "Highest A (%)", RuleFieldKind::exact},
    {"premiums", "alphaLow", "αの下限（空：なし）", "Lowest α (empty: none)", RuleFieldKind::exact},
    {"premiums", "alphaHigh", "αの上限（空：なし）", "Highest α (empty: none)", RuleFieldKind::exact},
    {"premiums", "scaled", "分野平均に対する価格でαを補正", "α follows the price relative to the field mean",
     RuleFieldKind::yesNo},
    {"texts", "text/ja", "日本語", "Japanese", RuleFieldKind::wording},
    {"texts", "text/en", "英語", "English", RuleFieldKind::wording},
};

std::string groupOf(const std::string& key) {
    return key.substr(0, key.find('/'));
}

/// The rule's place in the JSON of a pack: rows stand in maps by key, premiums in an array by id.
Json* ruleIn(Json& pack, const std::string& key) {
    const std::size_t slash = key.find('/');
    if (slash == std::string::npos || !pack.contains(key.substr(0, slash))) return nullptr;
    Json& group = pack[key.substr(0, slash)];
    const std::string name = key.substr(slash + 1);
    if (group.is_object()) return group.contains(name) ? &group[name] : nullptr;
    const auto found = std::find_if(group.begin(), group.end(), [&](const Json& row) { return row.at("id") == name; });
    return found == group.end() ? nullptr : &*found;
}

std::string memberText(const Json& rule, const std::string& member) {
    const Json::json_pointer at("/" + member);
    if (!rule.contains(at)) return {};
    const Json& value = rule.at(at);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void setMember(Json& rule, const FieldRow& field, const std::string& value) {
    const Json::json_pointer at(std::string("/") + field.member);
    if (field.kind == RuleFieldKind::exact && value.empty()) {
        rule.erase(field.member);
        return;
    }
    const bool bare = field.kind == RuleFieldKind::yesNo || field.kind == RuleFieldKind::wholeNumber;
    const Json parsed = bare ? Json::parse(value, nullptr, false) : Json(value);
    rule[at] = parsed.is_discarded() ? Json(value) : parsed;  // what cannot be read is refused by parseRulePack
}

RuleValues valuesOf(const Json& rule, const std::string& key) {
    RuleValues values;
    for (const FieldRow& field : fieldRows) {
        if (groupOf(key) == field.group) values[field.member] = memberText(rule, field.member);
    }
    return values;
}

void setValues(Json& rule, const std::string& key, const RuleValues& values) {
    for (const FieldRow& field : fieldRows) {
        const auto typed = values.find(field.member);
        if (groupOf(key) == field.group && typed != values.end()) setMember(rule, field, typed->second);
    }
}

/// Makes the rule the analyst's own; what it said first is kept, not what it said last.
void markAsUsers(Json& rule, const std::string& key) {
    if (!rule.contains("replaces")) {
        rule["replaces"] = {{"values", valuesOf(rule, key)},
                            {"clause", rule["clause"]},
                            {"document", rule["document"]},
                            {"date", rule["date"]},
                            {"status", rule["status"]}};
    }
    rule["status"] = ruleStatusName(RuleStatus::user);
}

void restore(Json& rule, const std::string& key) {
    const Json before = rule["replaces"];
    setValues(rule, key, before.at("values").get<RuleValues>());
    for (const char* member : {"clause", "document", "date", "status"}) rule[member] = before.at(member);
    rule.erase("replaces");
}

Issue noSuchRule(const RulePack& pack, const std::string& key) {
    return {"rules.noSuchRule", Severity::error, key, {}, pack.id, {}};
}

}  // namespace

std::vector<RuleField> ruleFields(const RulePack& pack, const std::string& key) {
    Json json = Json::parse(rulePackToJson(pack));
    const Json* rule = ruleIn(json, key);
    std::vector<RuleField> fields;
    if (!rule) return fields;
    for (const FieldRow& row : fieldRows) {
        if (groupOf(key) == row.group) {
            fields.push_back({row.member, {row.ja, row.en}, row.kind, memberText(*rule, row.member)});
        }
    }
    return fields;
}

Result<RulePack> withRuleChanged(const RulePack& pack, const std::string& key, const RuleValues& values) {
    Json json = Json::parse(rulePackToJson(pack));
    Json* rule = ruleIn(json, key);
    if (!rule) return noSuchRule(pack, key);
    RuleValues after = valuesOf(*rule, key);
    for (const auto& [member, value] : values) after[member] = value;
    if (after == valuesOf(*rule, key)) return pack;
    markAsUsers(*rule, key);
    setValues(*rule, key, after);
    if (after == rule->at("replaces").at("values").get<RuleValues>()) restore(*rule, key);
    return parseRulePack(json.dump());
}

Result<RulePack> withRuleRestored(const RulePack& pack, const std::string& key) {
    Json json = Json::parse(rulePackToJson(pack));
    Json* rule = ruleIn(json, key);
    if (!rule) return noSuchRule(pack, key);
    if (!rule->contains("replaces")) return pack;
    restore(*rule, key);
    return parseRulePack(json.dump());
}

Result<RulePack> withRuleFrom(const RulePack& pack, const RulePack& other, const std::string& key) {
    Json source = Json::parse(rulePackToJson(other));
    Json* rule = ruleIn(source, key);
    if (!rule) return noSuchRule(other, key);
    if (rule->contains("status")) markAsUsers(*rule, key);
    Json json = Json::parse(rulePackToJson(pack));
    if (Json* held = ruleIn(json, key)) {
        *held = *rule;
    } else if (Json& group = json[groupOf(key)]; group.is_array()) {
        group.push_back(*rule);
    } else {
        group[key.substr(key.find('/') + 1)] = *rule;
    }
    return parseRulePack(json.dump());
}

}  // namespace kachi

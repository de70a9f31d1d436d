#include "models/pricing/rule_pack.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace kachi {
namespace {

struct StatusRow {
    RuleStatus status;
    const char* name;
    const char* ja;
    const char* en;
};

constexpr auto statusRows = std::to_array<StatusRow>({
    {RuleStatus::verified, "verified", "原文確認", "read in the source"},
    {RuleStatus::secondary, "secondary", "二次資料", "secondary source"},
    {RuleStatus::partial, "partial", "一部確認", "read in part"},
    {RuleStatus::derived, "derived", "公表価格から導出", "derived from published prices"},
    {RuleStatus::recalled, "recalled", "未確認", "not confirmed"},
    {RuleStatus::user, "user", "利用者の設定", "set by the user"},
});

template <class Rule>
Result<Rule> lookUp(const std::map<std::string, Rule>& rules, const std::string& key, const std::string& packId) {
    const auto found = rules.find(key);
    if (found != rules.end()) return found->second;
    return Issue{"pricing.ruleAbsent", Severity::error, key, {}, packId, {}};
}

const char* modeName(RoundingMode mode) {
    switch (mode) {
        case RoundingMode::halfUp:
            return "halfUp";
        case RoundingMode::truncate:
            return "truncate";
        case RoundingMode::up:
            return "up";
    }
    return "";
}

std::string valueText(const RuleNumber& number) {
    return ruleNumberText(number.value);
}
std::string valueText(const RuleSwitch& flag) {
    return flag.value ? "true" : "false";
}
std::string valueText(const RoundingRule& rule) {
    return std::string(modeName(rule.mode)) + " " + std::to_string(rule.significantDigits) + " " +
           ruleNumberText(rule.unit);
}
std::string valueText(const PremiumKind& kind) {
    const auto limit = [](const std::optional<Rational>& value) { return value ? ruleNumberText(*value) : "-"; };
    return ruleNumberText(kind.rateLow) + "-" + ruleNumberText(kind.rateHigh) + "% [" + limit(kind.alphaLow) + ", " +
           limit(kind.alphaHigh) + "] " + (kind.scaled ? "scaled" : "flat");
}
std::string valueText(const RuleTextEntry& entry) {
    return entry.text.ja + " / " + entry.text.en;
}

template <class Rule>
std::map<std::string, std::string> valueTexts(const std::map<std::string, Rule>& rules) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, rule] : rules) texts[key] = valueText(rule);
    return texts;
}

std::map<std::string, std::string> valueTexts(const std::vector<PremiumKind>& kinds) {
    std::map<std::string, std::string> texts;
    for (const PremiumKind& kind : kinds) texts[kind.id] = valueText(kind);
    return texts;
}

std::map<std::string, std::string> valueTexts(const std::vector<ForeignCountry>& countries) {
    std::map<std::string, std::string> texts;
    for (const ForeignCountry& country : countries) texts[country.id] = country.id;
    return texts;
}

void compare(const std::string& group, const std::map<std::string, std::string>& left,
             const std::map<std::string, std::string>& right, std::vector<RuleDifference>& differences) {
    std::set<std::string> keys;
    for (const auto& [key, text] : left) keys.insert(key);
    for (const auto& [key, text] : right) keys.insert(key);
    const auto textOf = [](const std::map<std::string, std::string>& texts, const std::string& key) {
        const auto found = texts.find(key);
        return found == texts.end() ? std::string() : found->second;
    };
    for (const std::string& key : keys) {
        RuleDifference difference{group + "/" + key, textOf(left, key), textOf(right, key)};
        if (difference.left != difference.right) differences.push_back(std::move(difference));
    }
}

}  // namespace

const char* ruleStatusName(RuleStatus status) {
    for (const StatusRow& row : statusRows) {
        if (row.status == status) return row.name;
    }
    return "";
}

bool ruleStatusFromName(const std::string& name, RuleStatus& status) {
    for (const StatusRow& row : statusRows) {
        if (name == row.name) {
            status = row.status;
            return true;
        }
    }
    return false;
}

Text ruleStatusText(RuleStatus status) {
    for (const StatusRow& row : statusRows) {
        if (row.status == status) return {row.ja, row.en};
    }
    return {};
}

RuleStatus weaker(RuleStatus left, RuleStatus right) {
    return std::max(left, right);
}

Result<RuleNumber> RulePack::number(const std::string& key) const {
    return lookUp(numbers, key, id);
}
Result<RuleSwitch> RulePack::flag(const std::string& key) const {
    return lookUp(switches, key, id);
}
Result<RoundingRule> RulePack::rounding(const std::string& key) const {
    return lookUp(roundings, key, id);
}

Result<RuleTextEntry> RulePack::text(const std::string& key) const {
    return lookUp(texts, key, id);
}

Result<PremiumKind> RulePack::premium(const std::string& kind) const {
    for (const PremiumKind& candidate : premiums) {
        if (candidate.id == kind) return candidate;
    }
    return Issue{"pricing.ruleAbsent", Severity::error, "premiums/" + kind, {}, id, {}};
}

bool RulePack::hasCountry(const std::string& country) const {
    return std::any_of(countries.begin(), countries.end(),
                       [&](const ForeignCountry& candidate) { return candidate.id == country; });
}

RuleNumber userNumber(const Rational& value, Unit unit, const Text& label) {
    RuleNumber number;
    number.clause = ruleStatusText(RuleStatus::user);
    number.status = RuleStatus::user;
    number.value = value;
    number.unit = unit;
    number.label = label;
    return number;
}

Rational applyRounding(const RoundingRule& rule, const Rational& value) {
    if (rule.significantDigits == 0) return roundTo(value, rule.unit, rule.mode);
    return roundSignificant(value, rule.significantDigits, rule.unit, rule.mode);
}

double applyRounding(const RoundingRule& rule, double value) {
    if (value == 0 || !std::isfinite(value)) return value;
    double unit = toDouble(rule.unit);
    if (rule.significantDigits > 0) {
        const double exponent = std::floor(std::log10(std::abs(value))) + 1 - rule.significantDigits;
        unit = std::max(unit, std::pow(10.0, exponent));
    }
    const double ratio = value / unit;
    switch (rule.mode) {
        case RoundingMode::halfUp:
            return std::round(ratio) * unit;
        case RoundingMode::truncate:
            return std::trunc(ratio) * unit;
        case RoundingMode::up:
            return (ratio < 0 ? std::floor(ratio) : std::ceil(ratio)) * unit;
    }
    return value;
}

std::vector<RuleDifference> rulePackDifferences(const RulePack& left, const RulePack& right) {
    std::vector<RuleDifference> differences;
    compare("countries", valueTexts(left.countries), valueTexts(right.countries), differences);
    compare("numbers", valueTexts(left.numbers), valueTexts(right.numbers), differences);
    compare("premiums", valueTexts(left.premiums), valueTexts(right.premiums), differences);
    compare("roundings", valueTexts(left.roundings), valueTexts(right.roundings), differences);
    compare("switches", valueTexts(left.switches), valueTexts(right.switches), differences);
    compare("texts", valueTexts(left.texts), valueTexts(right.texts), differences);
    return differences;
}

std::string ruleNumberText(const Rational& value) {
    using Integer = boost::multiprecision::cpp_int;
    Integer rest = denominator(value);
    int twos = 0;
    int fives = 0;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    if (rest == 1) return rationalText(value, std::max(twos, fives));
    return value.str();
}

}  // namespace kachi

#include "models/pricing/rule_pack.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kachi {

KACHI_DEFINE_SPECIAL_MEMBERS(RulePack);

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

const char* roundingModeName(RoundingMode mode) {
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

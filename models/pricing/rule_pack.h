#pragma once

#include "models/core/result.h"
#include "models/core/rounding.h"
#include "models/core/special_members.h"
#include "models/core/text.h"
#include "models/core/units.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// How well a rule is known, best first. Shown beside every figure that uses the rule.
enum class RuleStatus { verified, secondary, partial, derived, recalled, user };

const char* ruleStatusName(RuleStatus status);
bool ruleStatusFromName(const std::string& name, RuleStatus& status);
Text ruleStatusText(RuleStatus status);

/// The less well known of two: what a step that uses both can claim.
RuleStatus weaker(RuleStatus left, RuleStatus right);

/// What the rule said in the pack it was copied from, before the analyst changed it.
struct ReplacedRule {
    std::map<std::string, std::string> values;  ///< by member of the rule: {"value": "1.25"}; see rule_edit.h
    Text clause;
    std::string document;
    std::string date;
    RuleStatus status = RuleStatus::user;

    bool operator==(const ReplacedRule&) const = default;
};

/// Where a rule was read.
struct RuleSource {
    Text clause;           ///< annex or section of the notice, e.g. 別表2 / Annex 2
    std::string document;  ///< the document it was read in
    std::string date;      ///< ISO date or year-month of that document
    RuleStatus status = RuleStatus::user;
    std::optional<ReplacedRule> replaces;  ///< kept beside a value the analyst set

    bool operator==(const RuleSource&) const = default;
};

/// One number of the rules, held exactly as written.
struct RuleNumber : RuleSource {
    Rational value;
    Unit unit = Unit::none;
    Text label;

    bool operator==(const RuleNumber&) const = default;
};

/// One yes/no choice of the rules.
struct RuleSwitch : RuleSource {
    bool value = false;
    Text label;

    bool operator==(const RuleSwitch&) const = default;
};

/// A rule that is a wording: a class, a requirement, a criterion, a form. In our own words, not quoted.
struct RuleTextEntry : RuleSource {
    Text text;

    bool operator==(const RuleTextEntry&) const = default;
};

/// How one kind of amount is rounded.
struct RoundingRule : RuleSource {
    RoundingMode mode = RoundingMode::halfUp;
    int significantDigits = 0;  ///< 0: no limit, only `unit` counts
    Rational unit = 1;          ///< never finer than this, yen
    Text label;

    bool operator==(const RoundingRule&) const = default;
};

/// One kind of premium (補正加算).
struct PremiumKind : RuleSource {
    std::string id;
    Text label;
    Rational rateLow;  ///< lowest A, percent
    Rational rateHigh;
    std::optional<Rational> alphaLow;  ///< limits of the kind on α; absent where the rules give none
    std::optional<Rational> alphaHigh;
    bool scaled = true;  ///< α follows the price relative to the field mean; false: α = A/100

    bool operator==(const PremiumKind&) const = default;
};

struct ForeignCountry {
    std::string id;
    Text label;

    bool operator==(const ForeignCountry&) const = default;
};

/// The numbers and switches of one fiscal revision. The algorithms live in C++, the rules here.
struct RulePack {
    KACHI_SPECIAL_MEMBERS(RulePack);

    std::string id;  ///< e.g. "jp-2024"
    Text name;
    std::string effectiveFrom;  ///< ISO date
    std::string effectiveTo;    ///< ISO date, inclusive; empty: still open
    bool partial = false;       ///< holds only the sourced keys of an earlier year or a neighbouring system
    std::map<std::string, RuleNumber> numbers;
    std::map<std::string, RuleSwitch> switches;
    std::map<std::string, RoundingRule> roundings;
    std::vector<PremiumKind> premiums;
    std::vector<ForeignCountry> countries;
    std::map<std::string, RuleTextEntry> texts;

    bool operator==(const RulePack&) const = default;

    /// A key the pack does not hold: Issue pricing.ruleAbsent (where: key, limit: pack id).
    Result<RuleNumber> number(const std::string& key) const;
    Result<RuleSwitch> flag(const std::string& key) const;
    Result<RoundingRule> rounding(const std::string& key) const;
    Result<PremiumKind> premium(const std::string& kind) const;
    Result<RuleTextEntry> text(const std::string& key) const;
    bool hasCountry(const std::string& country) const;
};

/// Fetches all the rules of one calculation, so that every absent key is named at once.
/// A rule that is absent reads as an empty one; the caller checks issues() before it computes.
class RuleReader {
public:
    explicit RuleReader(const RulePack& pack) : m_pack(pack) {}

    RuleNumber number(const std::string& key) { return take(m_pack.number(key)); }
    RuleSwitch flag(const std::string& key) { return take(m_pack.flag(key)); }
    RoundingRule rounding(const std::string& key) { return take(m_pack.rounding(key)); }
    PremiumKind premium(const std::string& kind) { return take(m_pack.premium(kind)); }
    RuleTextEntry text(const std::string& key) { return take(m_pack.text(key)); }

    const Issues& issues() const { return m_issues; }

private:
    template <class Rule>
    Rule take(const Result<Rule>& found) {
        append(m_issues, found.issues());
        return found ? *found : Rule{};
    }

    const RulePack& m_pack;
    Issues m_issues;
};

/// A number the analyst set because the pack has none; results that use it carry the status "user".
RuleNumber userNumber(const Rational& value, Unit unit, const Text& label);

/// "halfUp", "truncate", "up": as the packs write it.
const char* roundingModeName(RoundingMode mode);

Rational applyRounding(const RoundingRule& rule, const Rational& value);

/// The same rounding for one draw of a modelled price.
double applyRounding(const RoundingRule& rule, double value);

/// Reads a pack and names every fault with its JSON pointer and value.
/// Numbers are JSON numbers or strings ("0.04", "22/78") and are held exactly; more than 17 digits need a string.
/// Schema: resources/schema/rule-pack.schema.json
Result<RulePack> parseRulePack(const std::string& json);

/// Canonical JSON: sorted keys, numbers as strings; parseRulePack gives back the same pack.
std::string rulePackToJson(const RulePack& pack);

/// The number as the packs write it: a decimal where one exists, else a fraction "22/78" in lowest terms.
std::string ruleNumberText(const Rational& value);

}  // namespace kachi

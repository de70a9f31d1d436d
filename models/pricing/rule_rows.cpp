#include "models/pricing/rule_rows.h"

#include <algorithm>

namespace kachi {
namespace {

Text same(const std::string& text) {
    return {text, text};
}

Text valueText(const RuleSwitch& flag) {
    return same(flag.value ? "true" : "false");
}

Text valueText(const RoundingRule& rule) {
    return same(std::string(roundingModeName(rule.mode)) + " " + std::to_string(rule.significantDigits) + " " +
                ruleNumberText(rule.unit));
}

Text valueText(const PremiumKind& kind) {
    const auto limit = [](const std::optional<Rational>& value) { return value ? ruleNumberText(*value) : "-"; };
    return same(ruleNumberText(kind.rateLow) + "-" + ruleNumberText(kind.rateHigh) + "% [" + limit(kind.alphaLow) +
                ", " + limit(kind.alphaHigh) + "] " + (kind.scaled ? "scaled" : "flat"));
}

bool sameRule(const RuleRow& left, const RuleRow& right) {
    return left.value == right.value && left.unit == right.unit;
}

}  // namespace

std::vector<RuleRow> ruleRows(const RulePack& pack) {
    std::vector<RuleRow> rows;
    for (const auto& [key, rule] : pack.numbers) {
        rows.push_back({"numbers/" + key, rule.label, same(ruleNumberText(rule.value)), rule.unit, rule});
    }
    for (const auto& [key, rule] : pack.switches) {
        rows.push_back({"switches/" + key, rule.label, valueText(rule), Unit::none, rule});
    }
    for (const auto& [key, rule] : pack.roundings) {
        rows.push_back({"roundings/" + key, rule.label, valueText(rule), Unit::none, rule});
    }
    for (const PremiumKind& kind : pack.premiums) {
        rows.push_back({"premiums/" + kind.id, kind.label, valueText(kind), Unit::none, kind});
    }
    for (const ForeignCountry& country : pack.countries) {
        rows.push_back({"countries/" + country.id, country.label, same(country.id), Unit::none, {}});
    }
    for (const auto& [key, entry] : pack.texts) {
        rows.push_back({"texts/" + key, entry.text, entry.text, Unit::none, entry});
    }
    return rows;
}

std::vector<RuleDifference> rulePackDifferences(const RulePack& left, const RulePack& right) {
    const std::vector<RuleRow> leftRows = ruleRows(left);
    const std::vector<RuleRow> rightRows = ruleRows(right);
    const auto find = [](const std::vector<RuleRow>& rows, const std::string& key) -> std::optional<RuleRow> {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const RuleRow& row) { return row.key == key; });
        return found == rows.end() ? std::nullopt : std::optional(*found);
    };
    std::vector<RuleDifference> differences;
    for (const RuleRow& row : leftRows) {
        const auto other = find(rightRows, row.key);
        if (!other || !sameRule(row, *other)) differences.push_back({row.key, row, other});
    }
    for (const RuleRow& row : rightRows) {
        if (!find(leftRows, row.key)) differences.push_back({row.key, std::nullopt, row});
    }
    const auto groupOf = [](const std::string& key) {
        const char* groups[] = {"numbers", "switches", "roundings", "premiums", "countries", "texts"};
        return std::find(std::begin(groups), std::end(groups), key.substr(0, key.find('/'))) - std::begin(groups);
    };
    std::sort(differences.begin(), differences.end(), [&](const RuleDifference& a, const RuleDifference& b) {
        return std::pair(groupOf(a.key), a.key) < std::pair(groupOf(b.key), b.key);
    });
    return differences;
}

}  // namespace kachi

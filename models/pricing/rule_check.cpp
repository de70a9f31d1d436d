#include "models/pricing/rule_check.h"

#include "models/pricing/rule_rows.h"

#include <algorithm>

namespace kachi {
namespace {

/// Letters to change, add or leave out to get from one text to the other (Levenshtein).
std::size_t distance(const std::string& left, const std::string& right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (left[i] == right[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

bool endsInDigit(const std::string& key) {
    return !key.empty() && key.back() >= '0' && key.back() <= '9';
}

/// Keys that differ by more than this many letters are different words.
constexpr std::size_t likelySlip = 2;

/// The known key that `key` was most likely meant to be; empty when none is near.
/// Numbered rows of a family (edge.1, edge.2; profitRate.2025) are near each other on purpose.
std::string nearest(const std::string& key, const std::vector<RuleRow>& known) {
    std::string best;
    std::size_t least = likelySlip + 1;
    for (const RuleRow& row : known) {
        const std::size_t slip = distance(key, row.key);
        if (slip < least && !(endsInDigit(key) && endsInDigit(row.key))) {
            best = row.key;
            least = slip;
        }
    }
    return best;
}

void checkNumber(const std::string& key, const RuleNumber& number, const std::vector<RulePack>& known,
                 Issues& findings) {
    const std::string where = "/numbers/" + key;
    bool held = false;
    bool near = false;
    Rational other;
    for (const RulePack& pack : known) {
        const auto found = pack.numbers.find(key);
        if (found == pack.numbers.end()) continue;
        if (found->second.unit != number.unit) {
            findings.push_back({"rules.unit",
                                Severity::error,
                                where + "/unit",
                                unitName(number.unit),
                                unitName(found->second.unit),
                                {}});
            return;
        }
        held = true;
        other = found->second.value;
        const bool comparable = other != 0 && number.value != 0;
        near = near || !comparable || (number.value < other * 100 && other < number.value * 100);
    }
    if (held && !near) {
        findings.push_back({"rules.magnitude",
                            Severity::warning,
                            where + "/value",
                            ruleNumberText(number.value),
                            ruleNumberText(other),
                            {}});
    }
}

}  // namespace

Issues rulePackFindings(const RulePack& pack, const std::vector<RulePack>& known) {
    std::vector<RuleRow> knownRows;
    for (const RulePack& other : known) {
        for (RuleRow& row : ruleRows(other)) knownRows.push_back(std::move(row));
    }
    Issues findings;
    for (const auto& [key, number] : pack.numbers) checkNumber(key, number, known, findings);
    for (const RuleRow& row : ruleRows(pack)) {
        const bool isKnown =
            std::any_of(knownRows.begin(), knownRows.end(), [&](const RuleRow& other) { return other.key == row.key; });
        if (isKnown) continue;
        if (const std::string meant = nearest(row.key, knownRows); !meant.empty()) {
            findings.push_back({"rules.misspelt", Severity::warning, "/" + row.key, row.key, meant, {}});
        }
    }
    return findings;
}

}  // namespace kachi

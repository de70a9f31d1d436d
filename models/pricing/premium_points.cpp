#include "models/pricing/premium_points.h"

#include "models/pricing/rule_trace.h"

#include <algorithm>
#include <array>

namespace kachi {
namespace {

/// Alternatives of a group of items, of which one counts, and the item that strengthens another one of the group.
struct GroupRule {
    const char* scheme;
    const char* group;
    const char* alternatives;
    const char* strengthening;
};

constexpr auto groupRules = std::to_array<GroupRule>({
    {"improvement", "i", "ab", "d"},
    {"improvement", "ha", "ab", "d"},
    {"improvement", "he", "ab", "c"},
    {"improvement", "to", "ab", "d"},
    {"usefulness", "i", "", "d"},
    {"usefulness", "ro2", "ab", ""},
});

constexpr auto kana = std::to_array<std::pair<const char*, const char*>>({{"イ", "i"},
                                                                          {"ロ", "ro"},
                                                                          {"ハ", "ha"},
                                                                          {"ニ", "ni"},
                                                                          {"ホ", "ho"},
                                                                          {"ヘ", "he"},
                                                                          {"へ", "he"},
                                                                          {"ト", "to"},
                                                                          {"チ", "chi"},
                                                                          {"－", ""},
                                                                          {"‐", ""},
                                                                          {"-", ""},
                                                                          {".", ""},
                                                                          {" ", ""}});

constexpr auto separators = std::to_array({"、", "，", "＋", "+", "×", "*", ";", " x "});
constexpr auto groups = std::to_array({"chi", "ro1", "ro2", "ro", "ha", "ni", "ho", "he", "to", "i"});

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "ロ-1a" → "ro1.a"; empty when it is no item.
std::string itemKey(std::string text) {
    for (const auto& [from, to] : kana) text = replaced(text, from, to);
    for (const std::string group : groups) {
        if (!text.starts_with(group)) continue;
        const std::string letter = text.substr(group.size());
        if (letter.empty()) return group;
        if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'd') return group + "." + letter;
        return {};
    }
    return {};
}

std::string groupOf(const std::string& item) {
    return item.substr(0, item.find('.'));
}

char letterOf(const std::string& item) {
    const auto point = item.find('.');
    return point == std::string::npos ? '\0' : item[point + 1];
}

Issue fault(const char* code, const std::string& value, const std::string& limit) {
    return {code, Severity::error, {}, value, limit, {}};
}

void checkGroups(const std::string& scheme, const std::vector<PointItem>& items, Issues& issues) {
    for (const GroupRule& rule : groupRules) {
        if (scheme != rule.scheme) continue;
        std::string letters;
        std::string alternatives;
        for (const PointItem& item : items) {
            if (groupOf(item.item) != rule.group || letterOf(item.item) == '\0') continue;
            letters += letterOf(item.item);
            if (std::string(rule.alternatives).find(letterOf(item.item)) == std::string::npos) continue;
            alternatives += (alternatives.empty() ? "" : ", ") + item.typed;
        }
        if (alternatives.find(',') != std::string::npos) {
            issues.push_back(fault("premiumPoints.onlyOne", alternatives, rule.alternatives));
        }
        if (*rule.strengthening && letters == rule.strengthening) {
            issues.push_back(fault("premiumPoints.needsOther", std::string(rule.group) + "." + letters, rule.group));
        }
    }
}

}  // namespace

Result<std::vector<PointItem>> parsePointItems(const std::string& text) {
    std::string parts = text;
    for (const char* separator : separators) parts = replaced(parts, separator, ",");
    std::vector<PointItem> items;
    Issues issues;
    for (std::size_t from = 0; from <= parts.size();) {
        const std::size_t to = std::min(parts.find(',', from), parts.size());
        const std::string part = trimmed(parts.substr(from, to - from));
        from = to + 1;
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        PointItem item;
        item.typed = trimmed(part.substr(0, equals));
        item.item = itemKey(item.typed);
        bool read = !item.item.empty();
        if (equals != std::string::npos) {
            const auto points = parseRational(trimmed(part.substr(equals + 1)));
            read = read && points && *points >= 0;
            if (read) item.points = *points;
        }
        if (read) {
            items.push_back(std::move(item));
        } else {
            issues.push_back(fault("premiumPoints.notAnItem", part, "イ-a, ロ-1a, ハ-c, ニ=1"));
        }
    }
    if (items.empty() && issues.empty()) issues.push_back(fault("premiumPoints.notAnItem", text, "イ-a, ロ-1a, ハ-c"));
    if (!issues.empty()) return issues;
    return items;
}

Result<PointScore> scorePoints(const std::string& kind, const std::vector<PointItem>& items, const RulePack& pack) {
    const std::string scheme = kind == "improvementLimited" ? "improvement" : kind;
    RuleReader reader(pack);
    PointScore score;
    const RuleNumber percent = reader.number("premium.percentPerPoint");
    bool product = false;
    if (scheme == "usefulness") product = reader.flag("premium.points.roIsProduct").value;

    Issues issues;
    Rational sum = 0;
    Rational first = 0;
    Rational second = 0;
    for (const PointItem& item : items) {
        for (const auto& [other, rule] : score.items) {
            if (other.item == item.item) issues.push_back(fault("premiumPoints.twice", item.typed, {}));
        }
        const RuleNumber points = item.points ? userNumber(*item.points, Unit::points, {item.typed, item.typed})
                                              : reader.number("premium.points." + scheme + "." + item.item);
        score.items.emplace_back(item, points);
        const std::string group = groupOf(item.item);
        Rational& part = product && group == "ro1" ? first : product && group == "ro2" ? second : sum;
        part += points.value;
    }
    checkGroups(scheme, items, issues);
    const auto claims = [&](const char* group) {
        return std::any_of(items.begin(), items.end(), [&](const auto& item) { return groupOf(item.item) == group; });
    };
    if (product && claims("ro1") != claims("ro2")) {
        issues.push_back(fault("premiumPoints.halfProduct", claims("ro1") ? "ロ-1" : "ロ-2", "ロ-1 × ロ-2"));
    }
    append(issues, reader.issues());
    if (!issues.empty()) return issues;

    score.points = sum + first * second;
    score.rate = score.points * percent.value;
    score.trace =
        traceStep("premium.points", {"加算率 A（ポイント × 1ポイント当たりの率）", "Rate A from points"},
                  product && claims("ro1") ? "(Σ p + Σ ロ-1 × Σ ロ-2) × e" : "Σ p × e", score.rate, Unit::percent);
    for (const auto& [item, points] : score.items) {
        score.trace.inputs.push_back(traceInput(item.typed, points));
        citeRules(score.trace, {points});
    }
    score.trace.inputs.push_back(traceInput("e", percent));
    citeRules(score.trace, {percent});
    return score;
}

}  // namespace kachi

#include "models/pricing/rule_pack.h"

#include "models/core/calendar_day.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace kachi {
namespace {

using Json = nlohmann::json;

constexpr RoundingMode roundingModes[] = {RoundingMode::halfUp, RoundingMode::truncate, RoundingMode::up};

/// Date of a document as far as it is known: year, year and month, or the day.
bool isDocumentDate(const std::string& text) {
    if (text.size() == 4) return calendarDay(text + "-01-01").has_value();
    if (text.size() == 7) return calendarDay(text + "-01").has_value();
    return calendarDay(text).has_value();
}

/// Names of packs are also names of files.
bool isPackId(const std::string& text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return std::all_of(text.begin(), text.end(), plain);
}

/// Largest value that makes sense under a unit; above it a percentage was most likely written as a ratio.
std::optional<Rational> largestUnder(Unit unit) {
    if (unit == Unit::probability) return Rational(1);
    if (unit == Unit::ratio) return Rational(20);
    if (unit == Unit::percent) return Rational(1000);
    return std::nullopt;
}

std::string knownUnits() {
    std::string names;
    for (int unit = 0; unit <= static_cast<int>(Unit::yenPerForeign); ++unit) {
        names += (names.empty() ? "" : ", ") + std::string(unitName(static_cast<Unit>(unit)));
    }
    return names;
}

/// Dotted ASCII identifiers: letters and digits between single dots.
bool isKey(const std::string& text) {
    bool letterBefore = false;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !(c == '.' && letterBefore)) return false;
        letterBefore = letter;
    }
    return letterBefore;
}

/// Reads one JSON object of the pack: every wrong, missing or unknown member becomes an issue.
class ObjectReader {
public:
    ObjectReader(const Json& json, std::string path, Issues& issues)
        : m_json(json), m_path(std::move(path)), m_issues(issues) {
        if (!json.is_object()) report(m_path, text(json), "object");
    }

    /// Names the members nobody asked for; call it when everything has been read.
    void reportUnknown() {
        if (!m_json.is_object()) return;
        for (const auto& [key, value] : m_json.items()) {
            if (m_known.contains(key)) continue;
            m_issues.push_back({"pricing.packUnknownKey", Severity::error, pathOf(key), key, {}, {}});
        }
    }

    const Json* member(const std::string& key, bool required = true) {
        m_known.insert(key);
        if (!m_json.is_object()) return nullptr;
        const auto found = m_json.find(key);
        if (found != m_json.end()) return &*found;
        if (required) m_issues.push_back({"pricing.packMissingKey", Severity::error, pathOf(key), key, {}, {}});
        return nullptr;
    }

    std::string string(const std::string& key, bool required = true) {
        const Json* found = member(key, required);
        if (!found) return {};
        if (!found->is_string() || (required && found->get<std::string>().empty())) {
            report(pathOf(key), text(*found), "text");
            return {};
        }
        return found->get<std::string>();
    }

    bool boolean(const std::string& key) {
        const Json* found = member(key);
        if (!found) return false;
        if (!found->is_boolean()) report(pathOf(key), text(*found), "true, false");
        return found->is_boolean() && found->get<bool>();
    }

    Text label(const std::string& key) {
        const Json* found = member(key);
        if (!found) return {};
        ObjectReader inner(*found, pathOf(key), m_issues);
        Text label;
        label.ja = inner.string("ja");
        label.en = inner.string("en");
        inner.reportUnknown();
        return label;
    }

    /// A number written as a JSON number or as text; "22/78" is a fraction.
    Rational number(const std::string& key) {
        const Json* found = member(key);
        return found ? exact(*found, pathOf(key)) : Rational(0);
    }

    std::optional<Rational> optionalNumber(const std::string& key) {
        const Json* found = member(key, false);
        if (!found) return std::nullopt;
        return exact(*found, pathOf(key));
    }

    template <class Source>
    void source(Source& source) {
        source.clause = label("clause");
        source.document = string("document");
        source.date = string("date");
        if (!source.date.empty() && !isDocumentDate(source.date)) {
            report(pathOf("date"), source.date, "YYYY, YYYY-MM, YYYY-MM-DD");
        }
        const std::string name = string("status");
        if (!name.empty() && !ruleStatusFromName(name, source.status)) {
            report(pathOf("status"), name, "verified, secondary, partial, derived, recalled, user");
        }
    }

    std::optional<ReplacedRule> replaced() {
        const Json* found = member("replaces", false);
        if (!found) return std::nullopt;
        ObjectReader inner(*found, pathOf("replaces"), m_issues);
        ReplacedRule rule;
        if (const Json* values = inner.member("values")) {
            ObjectReader members(*values, inner.pathOf("values"), m_issues);
            for (const auto& [name, value] : values->items()) rule.values[name] = members.string(name, false);
        }
        inner.source(rule);
        inner.reportUnknown();
        return rule;
    }

    void report(const std::string& path, const std::string& value, const std::string& limit) {
        m_issues.push_back({"pricing.packValue", Severity::error, path, value, limit, {}});
    }

    std::string pathOf(const std::string& key) const { return m_path + "/" + key; }
    Issues& issues() { return m_issues; }

private:
    static std::string text(const Json& json) { return json.is_primitive() ? json.dump() : json.type_name(); }

    Rational exact(const Json& json, const std::string& path) {
        if (!json.is_number() && !json.is_string()) {
            report(path, text(json), "number");
            return 0;
        }
        const std::string written = json.is_string() ? json.get<std::string>() : json.dump();
        const std::size_t slash = written.find('/');
        const Result<Rational> top = parseRational(written.substr(0, slash));
        const Result<Rational> bottom =
            slash == std::string::npos ? Result<Rational>(Rational(1)) : parseRational(written.substr(slash + 1));
        if (!top || !bottom || *bottom <= 0 || *top < 0) {
            report(path, written, "number ≥ 0");
            return 0;
        }
        return *top / *bottom;
    }

    const Json& m_json;
    std::string m_path;
    Issues& m_issues;
    std::set<std::string> m_known;
};

void readRule(ObjectReader& in, RuleNumber& number) {
    number.value = in.number("value");
    number.label = in.label("label");
    const std::string unit = in.string("unit");
    if (!unit.empty() && !unitFromName(unit, number.unit)) in.report(in.pathOf("unit"), unit, knownUnits());
    if (const auto largest = largestUnder(number.unit); largest && number.value > *largest) {
        in.report(in.pathOf("value"), ruleNumberText(number.value), "0 – " + ruleNumberText(*largest));
    }
    in.source(number);
    number.replaces = in.replaced();
}

void readRule(ObjectReader& in, RuleSwitch& flag) {
    flag.value = in.boolean("value");
    flag.label = in.label("label");
    in.source(flag);
    flag.replaces = in.replaced();
}

void readRule(ObjectReader& in, RoundingRule& rule) {
    const std::string mode = in.string("mode");
    const auto* known = std::find_if(std::begin(roundingModes), std::end(roundingModes),
                                     [&](RoundingMode candidate) { return mode == roundingModeName(candidate); });
    if (known != std::end(roundingModes)) {
        rule.mode = *known;
    } else if (!mode.empty()) {
        in.report(in.pathOf("mode"), mode, "halfUp, truncate, up");
    }
    if (const Json* digits = in.member("significantDigits")) {
        if (digits->is_number_integer() && *digits >= 0 && *digits <= 15) {
            rule.significantDigits = digits->get<int>();
        } else {
            in.report(in.pathOf("significantDigits"), digits->dump(), "0 – 15");
        }
    }
    rule.unit = in.number("unit");
    // Amounts are paid in 銭 at the finest (see Yen).
    if (rule.unit <= 0 || denominator(Rational(rule.unit * 100)) != 1) {
        in.report(in.pathOf("unit"), ruleNumberText(rule.unit), "0.01 × n");
    }
    rule.label = in.label("label");
    in.source(rule);
    rule.replaces = in.replaced();
}

void readRule(ObjectReader& in, PremiumKind& kind) {
    kind.id = in.string("id");
    if (!kind.id.empty() && !isKey(kind.id)) in.report(in.pathOf("id"), kind.id, "a-z A-Z 0-9 .");
    kind.label = in.label("label");
    kind.rateLow = in.number("rateLow");
    kind.rateHigh = in.number("rateHigh");
    kind.alphaLow = in.optionalNumber("alphaLow");
    kind.alphaHigh = in.optionalNumber("alphaHigh");
    kind.scaled = in.boolean("scaled");
    in.source(kind);
    kind.replaces = in.replaced();
    if (kind.rateLow > kind.rateHigh) {
        in.report(in.pathOf("rateLow"), ruleNumberText(kind.rateLow), "≤ " + ruleNumberText(kind.rateHigh));
    }
    if (kind.alphaLow && kind.alphaHigh && *kind.alphaLow > *kind.alphaHigh) {
        in.report(in.pathOf("alphaLow"), ruleNumberText(*kind.alphaLow), "≤ " + ruleNumberText(*kind.alphaHigh));
    }
}

void readRule(ObjectReader& in, RuleTextEntry& entry) {
    entry.text = in.label("text");
    in.source(entry);
    entry.replaces = in.replaced();
}

void readRule(ObjectReader& in, ForeignCountry& country) {
    country.id = in.string("id");
    if (!country.id.empty() && !isKey(country.id)) in.report(in.pathOf("id"), country.id, "a-z A-Z 0-9 .");
    country.label = in.label("label");
}

template <class Rule>
void readMap(ObjectReader& pack, const std::string& name, std::map<std::string, Rule>& rules, bool required = true) {
    const Json* found = pack.member(name, required);
    if (!found) return;
    if (!found->is_object()) {
        pack.report(pack.pathOf(name), found->type_name(), "object");
        return;
    }
    for (const auto& [key, value] : found->items()) {
        const std::string path = pack.pathOf(name) + "/" + key;
        if (!isKey(key)) pack.report(path, key, "a-z A-Z 0-9 .");
        ObjectReader in(value, path, pack.issues());
        readRule(in, rules[key]);
        in.reportUnknown();
    }
}

template <class Rule>
void readRows(ObjectReader& pack, const std::string& name, std::vector<Rule>& rules) {
    const Json* found = pack.member(name);
    if (!found) return;
    if (!found->is_array()) {
        pack.report(pack.pathOf(name), found->type_name(), "array");
        return;
    }
    std::set<std::string> ids;
    for (std::size_t row = 0; row < found->size(); ++row) {
        const std::string path = pack.pathOf(name) + "/" + std::to_string(row);
        ObjectReader in((*found)[row], path, pack.issues());
        Rule rule;
        readRule(in, rule);
        in.reportUnknown();
        if (!rule.id.empty() && !ids.insert(rule.id).second) {
            pack.issues().push_back({"pricing.packDuplicate", Severity::error, path + "/id", rule.id, {}, {}});
        }
        rules.push_back(std::move(rule));
    }
}

/// Names keys written twice in one object, which JSON readers otherwise resolve in silence.
Json parseJson(const std::string& text, Issues& issues) {
    std::vector<std::set<std::string>> open;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) open.emplace_back();
        if (event == Json::parse_event_t::object_end) open.pop_back();
        if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second) {
            const std::string key = parsed.get<std::string>();
            issues.push_back({"pricing.packDuplicate", Severity::error, key, key, {}, {}});
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::exception& error) {  // syntax, encoding, or a number beyond double
        issues.push_back({"pricing.packSyntax", Severity::error, "JSON", error.what(), {}, {}});
        return nullptr;
    }
}

Json toJson(const Text& text) {
    return {{"ja", text.ja}, {"en", text.en}};
}

template <class Source>
Json citationJson(const Source& source) {
    return {{"clause", toJson(source.clause)},
            {"document", source.document},
            {"date", source.date},
            {"status", ruleStatusName(source.status)}};
}

Json sourceJson(const RuleSource& source) {
    Json json = citationJson(source);
    if (source.replaces) {
        json["replaces"] = citationJson(*source.replaces);
        json["replaces"]["values"] = source.replaces->values;
    }
    return json;
}

Json toJson(const RuleSource& source, const Text& label) {
    Json json = sourceJson(source);
    json["label"] = toJson(label);
    return json;
}

Json toJson(const RuleNumber& number) {
    Json json = toJson(number, number.label);
    json["value"] = ruleNumberText(number.value);
    json["unit"] = unitName(number.unit);
    return json;
}

Json toJson(const RuleSwitch& flag) {
    Json json = toJson(flag, flag.label);
    json["value"] = flag.value;
    return json;
}

Json toJson(const RoundingRule& rule) {
    Json json = toJson(rule, rule.label);
    json["mode"] = roundingModeName(rule.mode);
    json["significantDigits"] = rule.significantDigits;
    json["unit"] = ruleNumberText(rule.unit);
    return json;
}

Json toJson(const PremiumKind& kind) {
    Json json = toJson(kind, kind.label);
    json["id"] = kind.id;
    json["rateLow"] = ruleNumberText(kind.rateLow);
    json["rateHigh"] = ruleNumberText(kind.rateHigh);
    if (kind.alphaLow) json["alphaLow"] = ruleNumberText(*kind.alphaLow);
    if (kind.alphaHigh) json["alphaHigh"] = ruleNumberText(*kind.alphaHigh);
    json["scaled"] = kind.scaled;
    return json;
}

Json toJson(const RuleTextEntry& entry) {
    Json json = sourceJson(entry);
    json["text"] = toJson(entry.text);
    return json;
}

Json toJson(const ForeignCountry& country) {
    return {{"id", country.id}, {"label", toJson(country.label)}};
}

template <class Rule>
Json toJson(const std::map<std::string, Rule>& rules) {
    Json json = Json::object();
    for (const auto& [key, rule] : rules) json[key] = toJson(rule);
    return json;
}

template <class Rule>
Json toJson(const std::vector<Rule>& rules) {
    Json json = Json::array();
    for (const Rule& rule : rules) json.push_back(toJson(rule));
    return json;
}

}  // namespace

Result<RulePack> parseRulePack(const std::string& json) {
    Issues issues;
    const Json parsed = parseJson(json, issues);
    if (!issues.empty()) return issues;

    RulePack pack;
    ObjectReader in(parsed, "", issues);
    pack.id = in.string("id");
    if (!isPackId(pack.id)) in.report("/id", pack.id, "a-z A-Z 0-9 - _");
    pack.name = in.label("name");
    pack.effectiveFrom = in.string("effectiveFrom");
    pack.effectiveTo = in.string("effectiveTo", false);
    pack.partial = in.boolean("partial");
    if (!pack.effectiveFrom.empty() && !calendarDay(pack.effectiveFrom)) {
        in.report("/effectiveFrom", pack.effectiveFrom, "YYYY-MM-DD");
    }
    if (!pack.effectiveTo.empty() && !calendarDay(pack.effectiveTo)) {
        in.report("/effectiveTo", pack.effectiveTo, "YYYY-MM-DD");
    }
    if (!pack.effectiveTo.empty() && pack.effectiveTo < pack.effectiveFrom) {
        in.report("/effectiveTo", pack.effectiveTo, "≥ " + pack.effectiveFrom);
    }
    readMap(in, "numbers", pack.numbers);
    readMap(in, "switches", pack.switches);
    readMap(in, "roundings", pack.roundings);
    readRows(in, "premiums", pack.premiums);
    readRows(in, "countries", pack.countries);
    readMap(in, "texts", pack.texts, false);
    in.reportUnknown();
    if (!issues.empty()) return issues;
    return pack;
}

std::string rulePackToJson(const RulePack& pack) {
    Json json = {{"id", pack.id},
                 {"name", toJson(pack.name)},
                 {"effectiveFrom", pack.effectiveFrom},
                 {"partial", pack.partial},
                 {"numbers", toJson(pack.numbers)},
                 {"switches", toJson(pack.switches)},
                 {"roundings", toJson(pack.roundings)},
                 {"premiums", toJson(pack.premiums)},
                 {"countries", toJson(pack.countries)},
                 {"texts", toJson(pack.texts)}};
    if (!pack.effectiveTo.empty()) json["effectiveTo"] = pack.effectiveTo;
    return json.dump(2) + "\n";
}

}  // namespace kachi

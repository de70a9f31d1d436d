#pragma once

#include "models/case/unknown_keys.h"
#include "models/core/choice_name.h"
#include "models/core/issue.h"
#include "models/core/text.h"
#include "models/core/units.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kachi {

// How a struct reads and writes itself, declared once per struct in a "*_fields.h":
//
//     template <class Archive> void describe(Archive& archive, Task& task) {
//         archive.field("id", task.id);            // must be present
//         archive.optional("note", task.note);     // may be absent; not written while it equals the default
//         archive.choice("kind", task.kind, kindNames);
//     }
//
// Keys nobody describes are kept by path and written back, and reported as case.unknownKey.
// Rows of arrays are addressed by their id (/labour/tasks/id=t1), so that reordering rows moves nothing.

/// The two languages of a text. One plain string stands for both when it is read.
template <class Archive>
void describe(Archive& archive, Text& text) {
    archive.plain("ja", text.ja);
    archive.plain("en", text.en);
}

/// Whole number that an int can hold.
inline bool isInt(const nlohmann::json& json) {
    return json.is_number_integer() && json.get<double>() >= std::numeric_limits<int>::min() &&
           json.get<double>() <= std::numeric_limits<int>::max();
}

namespace archive_detail {

inline std::string rowSegment(const nlohmann::json& row, std::size_t position) {
    if (row.is_object() && row.contains("id") && row["id"].is_string()) return "id=" + row["id"].get<std::string>();
    return std::to_string(position);
}

}  // namespace archive_detail

/// Fills described structs from JSON. Collects every fault with its path; never throws on content.
class JsonReader {
public:
    static constexpr bool reads = true;

    JsonReader(const nlohmann::json& json, std::string path, Issues& issues, UnknownKeys& unknown)
        : m_json(json), m_path(std::move(path)), m_issues(issues), m_unknown(unknown) {}

    template <class T>
    void field(const char* key, T& target) {
        m_known.push_back(key);
        const auto found = m_json.find(key);
        if (found == m_json.end()) {
            report("case.missingKey", key, {}, {});
            return;
        }
        read(*found, pathOf(key), target);
    }

    template <class T>
    void optional(const char* key, T& target) {
        m_known.push_back(key);
        const auto found = m_json.find(key);
        if (found != m_json.end()) read(*found, pathOf(key), target);
    }

    /// May be absent, yet is always written.
    template <class T>
    void plain(const char* key, T& target) {
        optional(key, target);
    }

    template <class Enum, std::size_t N>
    void choice(const char* key, Enum& target, const ChoiceName<Enum> (&names)[N]) {
        std::string name;
        field(key, name);
        if (name.empty()) return;
        std::string known;
        for (const auto& candidate : names) {
            if (name == candidate.name) {
                target = candidate.value;
                return;
            }
            known += known.empty() ? candidate.name : std::string(", ") + candidate.name;
        }
        report("case.unknownChoice", key, name, known);
    }

    /// May be absent; not written while it equals the default.
    template <class Enum, std::size_t N>
    void optionalChoice(const char* key, Enum& target, const ChoiceName<Enum> (&names)[N]) {
        if (m_json.contains(key)) {
            choice(key, target, names);
        } else {
            m_known.push_back(key);
        }
    }

    void optionalUnit(const char* key, Unit& target) {
        std::string name;
        optional(key, name);
        if (!name.empty() && !unitFromName(name, target)) report("case.unknownUnit", key, name, {});
    }

    /// Reads the whole object into `target` and notes the keys it does not know.
    template <class T>
    void object(T& target) {
        if (!m_json.is_object()) {
            m_issues.push_back({"case.wrongType", Severity::error, m_path, m_json.type_name(), "object", {}});
            return;
        }
        describe(*this, target);
        for (const auto& [key, value] : m_json.items()) {
            bool known = false;
            for (const std::string& name : m_known) known = known || name == key;
            if (known) continue;
            m_unknown[pathOf(key)] = value.dump();
            m_issues.push_back({"case.unknownKey", Severity::warning, m_path, key, {}, {}});
        }
    }

private:
    std::string pathOf(const std::string& key) const { return m_path + "/" + key; }

    void report(const char* code, const std::string& key, const std::string& value, const std::string& limit) {
        m_issues.push_back({code, Severity::error, pathOf(key), value, limit, {}});
    }

    bool expect(bool fits, const nlohmann::json& json, const std::string& path, const char* wanted) {
        if (fits) return true;
        const std::string found = json.is_primitive() ? json.dump() : json.type_name();
        m_issues.push_back({"case.wrongType", Severity::error, path, found, wanted, {}});
        return false;
    }

    void read(const nlohmann::json& json, const std::string& path, std::string& target) {
        if (expect(json.is_string(), json, path, "string")) target = json.get<std::string>();
    }
    void read(const nlohmann::json& json, const std::string& path, bool& target) {
        if (expect(json.is_boolean(), json, path, "true/false")) target = json.get<bool>();
    }
    void read(const nlohmann::json& json, const std::string& path, int& target) {
        if (expect(isInt(json), json, path, "whole number")) target = json.get<int>();
    }
    void read(const nlohmann::json& json, const std::string& path, double& target) {
        if (expect(json.is_number() && std::isfinite(json.get<double>()), json, path, "number")) {
            target = json.get<double>();
        }
    }
    void read(const nlohmann::json& json, const std::string&, nlohmann::json& target) { target = json; }
    void read(const nlohmann::json& json, const std::string& path, Text& target) {
        if (json.is_string()) {
            target.ja = target.en = json.get<std::string>();
        } else if (expect(json.is_object(), json, path, "text {ja, en}")) {
            JsonReader(json, path, m_issues, m_unknown).object(target);
        }
    }
    template <class T>
    void read(const nlohmann::json& json, const std::string& path, std::optional<T>& target) {
        if (json.is_null()) {
            target.reset();
        } else {
            read(json, path, target.emplace());
        }
    }
    template <class T>
    void read(const nlohmann::json& json, const std::string& path, std::vector<T>& target) {
        if (!expect(json.is_array(), json, path, "array")) return;
        target.clear();
        for (const auto& row : json) {
            const std::string rowPath = path + "/" + archive_detail::rowSegment(row, target.size());
            read(row, rowPath, target.emplace_back());
        }
    }
    template <class T>
    void read(const nlohmann::json& json, const std::string& path, std::map<std::string, T>& target) {
        if (!expect(json.is_object(), json, path, "object")) return;
        target.clear();
        for (const auto& [key, value] : json.items()) read(value, path + "/" + key, target[key]);
    }
    template <class T>
    void read(const nlohmann::json& json, const std::string& path, T& target) {
        JsonReader inner(json, path, m_issues, m_unknown);
        inner.object(target);
    }

    const nlohmann::json& m_json;
    std::string m_path;
    Issues& m_issues;
    UnknownKeys& m_unknown;
    std::vector<std::string> m_known;
};

/// Writes described structs to JSON. Keys come out sorted, so equal values give equal text.
class JsonWriter {
public:
    static constexpr bool reads = false;

    JsonWriter(std::string path, const UnknownKeys& unknown) : m_path(std::move(path)), m_unknown(unknown) {}

    template <class T>
    void field(const char* key, T& source) {
        m_json[key] = write(source, m_path + "/" + key);
    }

    template <class T>
    void optional(const char* key, T& source) {
        if (!(source == T{}) || hasUnknownBelow(key)) field(key, source);
    }

    template <class T>
    void plain(const char* key, T& source) {
        field(key, source);
    }

    template <class Enum, std::size_t N>
    void choice(const char* key, Enum& source, const ChoiceName<Enum> (&names)[N]) {
        for (const auto& candidate : names) {
            if (source == candidate.value) m_json[key] = candidate.name;
        }
    }

    template <class Enum, std::size_t N>
    void optionalChoice(const char* key, Enum& source, const ChoiceName<Enum> (&names)[N]) {
        if (!(source == Enum{})) choice(key, source, names);
    }

    void optionalUnit(const char* key, Unit& source) {
        if (source != Unit::none) m_json[key] = unitName(source);
    }

    template <class T>
    nlohmann::json object(T& source) {
        describe(*this, source);
        const std::string prefix = m_path + "/";
        for (auto it = m_unknown.lower_bound(prefix); it != m_unknown.end() && it->first.starts_with(prefix); ++it) {
            const std::string key = it->first.substr(prefix.size());
            if (key.find('/') == std::string::npos) m_json[key] = nlohmann::json::parse(it->second);
        }
        return std::move(m_json);
    }

private:
    /// Something unknown inside this part must be written back, so the part must be, too.
    bool hasUnknownBelow(const std::string& key) const {
        const std::string prefix = m_path + "/" + key + "/";
        const auto first = m_unknown.lower_bound(prefix);
        return first != m_unknown.end() && first->first.starts_with(prefix);
    }

    nlohmann::json write(std::string& source, const std::string&) { return source; }
    nlohmann::json write(bool& source, const std::string&) { return source; }
    nlohmann::json write(int& source, const std::string&) { return source; }
    nlohmann::json write(double& source, const std::string&) { return source; }
    nlohmann::json write(nlohmann::json& source, const std::string&) { return source; }
    template <class T>
    nlohmann::json write(std::optional<T>& source, const std::string& path) {
        return source ? write(*source, path) : nlohmann::json(nullptr);
    }
    template <class T>
    nlohmann::json write(std::vector<T>& source, const std::string& path) {
        nlohmann::json array = nlohmann::json::array();
        for (T& row : source) {
            nlohmann::json written = write(row, path + "/" + rowSegmentOf(row, array.size()));
            array.push_back(std::move(written));
        }
        return array;
    }
    template <class T>
    nlohmann::json write(std::map<std::string, T>& source, const std::string& path) {
        nlohmann::json object = nlohmann::json::object();
        for (auto& [key, value] : source) object[key] = write(value, path + "/" + key);
        return object;
    }
    template <class T>
    nlohmann::json write(T& source, const std::string& path) {
        JsonWriter inner(path, m_unknown);
        return inner.object(source);
    }

    template <class T>
    static std::string rowSegmentOf(const T& row, std::size_t position) {
        if constexpr (requires { row.id; }) {
            return "id=" + row.id;
        } else {
            return std::to_string(position);
        }
    }

    nlohmann::json m_json = nlohmann::json::object();
    std::string m_path;
    const UnknownKeys& m_unknown;
};

}  // namespace kachi

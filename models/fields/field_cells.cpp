#include "models/fields/field_cells.h"

#include "models/core/calendar_day.h"
#include "models/core/nearest_name.h"
#include "models/fields/field_limits.h"
#include "models/pricing/price_series.h"
#include "models/pricing/rule_trace.h"

#include <algorithm>
#include <cassert>

namespace kachi {
namespace {

bool isEmpty(const nlohmann::json& cell) {
    return cell.is_null() ||
           (cell.is_string() && cell.get<std::string>().find_first_not_of(" \t") == std::string::npos);
}

std::string choiceNames(const std::vector<FieldChoice>& choices) {
    std::string names;
    for (const FieldChoice& choice : choices) names += (names.empty() ? "" : ", ") + choice.id;
    return names;
}

const nlohmann::json noCells = nlohmann::json::object();

}  // namespace

bool isCellName(const std::string& text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto inside = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_'; };
    return !text.empty() && letter(text[0]) && std::all_of(text.begin(), text.end(), inside);
}

std::optional<std::string> fieldCellText(const nlohmann::json& cell) {
    if (cell.is_string()) return cell.get<std::string>();
    if (cell.is_number_float()) return plainDigits(cell.get<double>());
    if (cell.is_number() || cell.is_boolean()) return cell.dump();
    if (cell.is_object() && cell.contains("value") && cell.contains("unit") && cell.size() == 2) {
        const auto value = fieldCellText(cell["value"]);
        if (value && cell["unit"].is_string()) return *value + " " + cell["unit"].get<std::string>();
    }
    return {};
}

FieldCells::FieldCells(const std::vector<Field>& fields, const nlohmann::json& cells, std::string path,
                       const NamedNumbers& named, Issues& issues)
    : m_fields(&fields), m_cells(&cells), m_path(std::move(path)), m_named(&named), m_issues(&issues) {
    if (m_cells->is_object()) {
        checkKeys();
        return;
    }
    issues.push_back({"field.notCells", Severity::error, m_path, m_cells->type_name(), {}, {}});
    m_cells = &noCells;
}

void FieldCells::checkKeys() {
    std::vector<std::string> names;
    for (const Field& field : *m_fields) names.push_back(field.key);
    for (const auto& [key, cell] : m_cells->items()) {
        if (key == "id" || std::find(names.begin(), names.end(), key) != names.end()) continue;
        m_issues->push_back({"field.unknown", Severity::error, m_path + "/" + key, key, nearestName(key, names), {}});
    }
    for (const Field& field : *m_fields) {
        if (field.required && !has(field.key)) reportMissing(field);
    }
}

const Field& FieldCells::field(const std::string& key) const {
    const auto found =
        std::find_if(m_fields->begin(), m_fields->end(), [&](const Field& field) { return field.key == key; });
    assert(found != m_fields->end());
    return *found;
}

void FieldCells::report(const std::string& code, const Field& field, const std::string& value,
                        const std::string& limit) {
    Issue issue{code,  Severity::error, m_path + "/" + field.key,
                value, limit,           {{"label.ja", field.label.ja}, {"label.en", field.label.en}}};
    if (std::find(m_issues->begin(), m_issues->end(), issue) == m_issues->end()) m_issues->push_back(std::move(issue));
}

void FieldCells::reportMissing(const Field& field) {
    report("field.missing", field, {},
           field.kind == FieldKind::choice ? choiceNames(field.choices) : limitText(field.limits));
}

void FieldCells::refuse(const std::string& code, const std::string& key, const std::string& value,
                        const std::string& limit) {
    report(code, field(key), value, limit);
}

bool FieldCells::has(const std::string& key) const {
    const auto found = m_cells->find(key);
    return found != m_cells->end() && !isEmpty(*found);
}

std::optional<std::string> FieldCells::typed(const Field& field) {
    if (!has(field.key)) return {};
    auto text = fieldCellText(cell(field.key));
    if (!text) report("field.notACell", field, cell(field.key).type_name(), {});
    return text;
}

void FieldCells::checkLimits(const Field& field, const Rational& value, const std::string& typed) {
    if (!isWithin(value, field.limits)) report("field.outside", field, typed, limitText(field.limits));
    if (field.limits.whole && denominator(value) != 1) report("field.notWhole", field, typed, {});
}

std::optional<Rational> FieldCells::optionalNumber(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::number);
    const auto text = typed(declared);
    if (!text) return {};
    if (isCellName(*text)) {
        std::optional<Rational> named = *m_named ? (*m_named)(*text) : std::nullopt;
        if (named) {
            checkLimits(declared, *named, *text);
        } else {
            report("field.unknownName", declared, *text, {});
        }
        return named;
    }
    const auto value = fieldNumber(*text, declared.unit);
    if (!value) {
        for (Issue issue : value.issues()) {
            issue.where = m_path + "/" + key;
            issue.details.insert({{"label.ja", declared.label.ja}, {"label.en", declared.label.en}});
            if (std::find(m_issues->begin(), m_issues->end(), issue) == m_issues->end()) m_issues->push_back(issue);
        }
        return {};
    }
    checkLimits(declared, *value, *text);
    return *value;
}

Rational FieldCells::number(const std::string& key) {
    if (!has(key)) reportMissing(field(key));
    return optionalNumber(key).value_or(0);
}

int FieldCells::whole(const std::string& key) {
    const Rational value = number(key);
    if (abs(value) > 1'000'000'000) {
        report("field.outside", field(key), exactText(value), "≤ 1000000000");
        return 0;
    }
    return static_cast<int>(toDouble(value));
}

std::optional<double> FieldCells::optionalReal(const std::string& key) {
    const auto value = optionalNumber(key);
    return value ? std::optional<double>(toDouble(*value)) : std::nullopt;
}

std::optional<bool> FieldCells::stated(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::yesNo);
    const auto text = typed(declared);
    if (!text) return {};
    if (*text == "true" || *text == "yes") return true;
    if (*text == "false" || *text == "no") return false;
    report("field.unknownChoice", declared, *text, "true, false");
    return {};
}

bool FieldCells::yes(const std::string& key) {
    return stated(key).value_or(false);
}

std::string FieldCells::choice(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::choice);
    const auto text = typed(declared);
    if (!text) return {};
    for (const FieldChoice& choice : declared.choices) {
        if (choice.id == *text) return *text;
    }
    report("field.unknownChoice", declared, *text, choiceNames(declared.choices));
    return {};
}

std::string FieldCells::choiceOr(const std::string& key, const std::string& otherwise) {
    return has(key) ? choice(key) : otherwise;
}

std::string FieldCells::neededChoice(const std::string& key) {
    if (!has(key)) reportMissing(field(key));
    return choice(key);
}

std::string FieldCells::date(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::date);
    const auto text = typed(declared);
    if (!text || calendarDay(*text)) return text.value_or("");
    report("field.notADate", declared, *text, "YYYY-MM-DD");
    return {};
}

std::string FieldCells::month(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::month);
    const auto text = typed(declared);
    if (!text || monthNumber(*text)) return text.value_or("");
    report("field.notADate", declared, *text, "YYYY-MM");
    return {};
}

std::string FieldCells::text(const std::string& key) {
    return typed(field(key)).value_or("");
}

std::vector<FieldCells> FieldCells::rows(const std::string& key) {
    std::vector<FieldCells> rows;
    for (std::size_t row = 0; row < rowCount(key); ++row) rows.push_back(rowOf(key, row, *m_issues));
    return rows;
}

std::vector<FieldCells> FieldCells::rowsApart(const std::string& key, std::vector<Issues>& faults) {
    std::vector<FieldCells> rows;
    faults.assign(rowCount(key), {});
    for (std::size_t row = 0; row < faults.size(); ++row) rows.push_back(rowOf(key, row, faults[row]));
    return rows;
}

/// Nothing entered has no rows; anything but a list is refused.
std::size_t FieldCells::rowCount(const std::string& key) {
    const Field& declared = field(key);
    assert(declared.kind == FieldKind::table);
    if (!has(key)) return 0;
    if (cell(key).is_array()) return cell(key).size();
    report("field.notATable", declared, cell(key).type_name(), {});
    return 0;
}

FieldCells FieldCells::rowOf(const std::string& key, std::size_t row, Issues& issues) {
    return {field(key).columns, cell(key)[row], m_path + "/" + key + "/" + std::to_string(row), *m_named, issues};
}

TraceInput FieldCells::input(const std::string& symbol, const std::string& key) {
    return traceInput(symbol, field(key).label, optionalNumber(key).value_or(0), m_path + "/" + key);
}

}  // namespace kachi

#include "app/document/lookup_table_edits.h"

#include "models/case/case_json.h"
#include "models/expressions/syntax.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <regex>

namespace kachi {
namespace {

/// lookup(table.column as it is typed; the table may have dots of its own, the column has none.
const std::regex& lookupPattern() {
    static const std::regex pattern(R"((\blookup\s*\(\s*)([A-Za-z_][\w.]*)\.(\w+))");
    return pattern;
}

bool matches(const std::smatch& lookup, const std::string& table, const std::string& column) {
    return lookup[2] == table && (column.empty() || lookup[3] == column);
}

Issue fault(const char* code, const std::string& where, const std::string& value) {
    return {code, Severity::error, where, value, {}, {}};
}

/// Calls `visit` for every text of the case with its JSON pointer.
void forEachText(nlohmann::json& json, const std::string& path,
                 const std::function<void(std::string& text, const std::string& path)>& visit) {
    if (json.is_string()) {
        visit(json.get_ref<std::string&>(), path);
    } else if (json.is_object()) {
        for (const auto& [key, member] : json.items()) forEachText(member, path + "/" + key, visit);
    } else if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i) {
            const bool named = json[i].is_object() && json[i].contains("id") && json[i]["id"].is_string();
            const std::string segment = named ? "id=" + json[i]["id"].get<std::string>() : std::to_string(i);
            forEachText(json[i], path + "/" + segment, visit);
        }
    }
}

/// "/parameters/outcomes.x/expression" is known to the reader as outcomes.x.
std::string readablePlace(const std::string& pointer) {
    const std::string head = "/parameters/";
    const std::string tail = "/expression";
    if (!pointer.starts_with(head) || !pointer.ends_with(tail)) return pointer;
    return pointer.substr(head.size(), pointer.size() - head.size() - tail.size());
}

/// The text of a case without the rows of its analyses' data: they may be a million and hold no formula.
nlohmann::json withoutRows(Case value) {
    for (StudyRequest& study : value.studies) study.rows.clear();
    return nlohmann::json::parse(caseToJson(value));
}

/// The case with other names in every formula that reads the table or column.
Case withLookupsRenamed(const Case& value, const std::string& table, const std::string& column,
                        const std::function<std::string(const std::smatch&)>& renamed) {
    nlohmann::json json = withoutRows(value);
    forEachText(json, {}, [&](std::string& text, const std::string&) {
        std::string after;
        auto rest = text.cbegin();
        for (std::sregex_iterator found(text.begin(), text.end(), lookupPattern()), end; found != end; ++found) {
            if (!matches(*found, table, column)) continue;
            after.append(rest, (*found)[0].first);
            after += (*found)[1].str() + renamed(*found);
            rest = (*found)[0].second;
        }
        if (rest != text.cbegin()) text = after.append(rest, text.cend());
    });
    Case after = caseFromJson(json.dump()).value().value;  // only names inside texts changed
    for (std::size_t i = 0; i < value.studies.size(); ++i) after.studies[i].rows = value.studies[i].rows;
    return after;
}

Issues nameFaults(const std::string& name, const std::string& where) {
    if (isExpressionName(name) && name.find('.') == std::string::npos) return {};
    return {fault("editing.tableName", where, name)};
}

Issues useFaults(const Case& value, const std::string& table, const std::string& column) {
    const std::vector<std::string> uses = lookupUses(value, table, column);
    if (uses.empty()) return {};
    return {fault("editing.tableInUse", column.empty() ? table : table + "." + column, uses.front())};
}

Issues tableNameFaults(const Case& value, const std::string& name) {
    if (findTable(value, name)) return {fault("editing.tableNameTaken", name, name)};
    return nameFaults(name, name);
}

Issues columnNameFaults(const LookupTable& table, const std::string& name) {
    if (table.columns.contains(name)) return {fault("editing.tableNameTaken", table.id, name)};
    return nameFaults(name, table.id);
}

}  // namespace

std::vector<std::string> lookupUses(const Case& value, const std::string& table, const std::string& column) {
    nlohmann::json json = withoutRows(value);
    std::vector<std::string> places;
    forEachText(json, {}, [&](const std::string& text, const std::string& path) {
        for (std::sregex_iterator found(text.begin(), text.end(), lookupPattern()), end; found != end; ++found) {
            if (!matches(*found, table, column)) continue;
            places.push_back(readablePlace(path));
            break;
        }
    });
    return places;
}

Result<Case> withTable(Case value, const std::string& table, const std::string& column) {
    LookupTable added;
    added.id = table;
    Issues issues = tableNameFaults(value, table);
    append(issues, columnNameFaults(added, column));
    if (!issues.empty()) return issues;
    added.columns[column] = {};
    value.tables.push_back(std::move(added));
    return value;
}

Result<Case> withTableRenamed(const Case& value, const std::string& from, const std::string& to) {
    if (from == to) return value;
    if (Issues issues = tableNameFaults(value, to); !issues.empty()) return issues;
    Case after =
        withLookupsRenamed(value, from, {}, [&](const std::smatch& lookup) { return to + "." + lookup[3].str(); });
    findTable(after, from)->id = to;
    return after;
}

Result<Case> withoutTable(Case value, const std::string& table) {
    if (Issues issues = useFaults(value, table, {}); !issues.empty()) return issues;
    std::erase_if(value.tables, [&table](const LookupTable& other) { return other.id == table; });
    return value;
}

Result<Case> withColumn(Case value, const std::string& table, const std::string& column) {
    LookupTable& target = *findTable(value, table);
    if (Issues issues = columnNameFaults(target, column); !issues.empty()) return issues;
    target.columns[column] = {};
    return value;
}

Result<Case> withColumnRenamed(const Case& value, const std::string& table, const std::string& from,
                               const std::string& to) {
    if (from == to) return value;
    if (Issues issues = columnNameFaults(*findTable(value, table), to); !issues.empty()) return issues;
    Case after = withLookupsRenamed(value, table, from, [&](const std::smatch&) { return table + "." + to; });
    auto column = findTable(after, table)->columns.extract(from);
    column.key() = to;
    findTable(after, table)->columns.insert(std::move(column));
    return after;
}

Result<Case> withoutColumn(Case value, const std::string& table, const std::string& column) {
    if (Issues issues = useFaults(value, table, column); !issues.empty()) return issues;
    findTable(value, table)->columns.erase(column);
    return value;
}

void removeTableRows(LookupTable& table, std::size_t first, std::size_t last) {
    const auto remove = [first, last](std::vector<double>& cells) {
        if (first >= cells.size()) return;
        const std::size_t end = std::min(cells.size(), last + 1);
        cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(first),
                    cells.begin() + static_cast<std::ptrdiff_t>(end));
    };
    remove(table.keys);
    for (auto& [name, cells] : table.columns) remove(cells);
}

bool isComplete(const LookupTable& table) {
    return std::ranges::all_of(table.columns,
                               [&table](const auto& column) { return column.second.size() == table.keys.size(); });
}

void sortTableRows(LookupTable& table) {
    std::vector<std::size_t> order(table.keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&table](std::size_t row) { return table.keys[row]; });
    const auto arranged = [&order](const std::vector<double>& cells) {
        std::vector<double> sorted;
        for (const std::size_t row : order) sorted.push_back(cells[row]);
        return sorted;
    };
    for (auto& [name, cells] : table.columns) cells = arranged(cells);
    table.keys = arranged(table.keys);
}

LookupTable* findTable(Case& value, const std::string& id) {
    const auto found = std::ranges::find(value.tables, id, &LookupTable::id);
    return found == value.tables.end() ? nullptr : &*found;
}

const LookupTable* findTable(const Case& value, const std::string& id) {
    return findTable(const_cast<Case&>(value), id);
}

}  // namespace kachi

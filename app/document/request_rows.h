#pragma once

#include "models/core/text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace kachi {

// Edits that the prices and the studies of a case share: rows with a permanent id and a name, in the analyst's order.

template <class Rows>
auto* findRow(Rows& rows, const std::string& id) {
    const auto found = std::ranges::find_if(rows, [&id](const auto& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

template <class Row>
std::vector<std::string> rowIds(const std::vector<Row>& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) ids.push_back(row.id);
    return ids;
}

/// "p3": the prefix and the first number from the count on that no row has.
template <class Row>
std::string newRowId(const std::vector<Row>& rows, const std::string& prefix) {
    for (std::size_t number = rows.size() + 1;; ++number) {
        const std::string id = prefix + std::to_string(number);
        if (!findRow(rows, id)) return id;
    }
}

/// Puts a copy named `name` behind the original, under a new id. @return the new id; empty without the original
template <class Row>
std::string duplicateRow(std::vector<Row>& rows, const std::string& id, const std::string& prefix, Text name) {
    const auto original = std::ranges::find_if(rows, [&id](const Row& row) { return row.id == id; });
    if (original == rows.end()) return {};
    Row copy = *original;
    copy.id = newRowId(rows, prefix);
    if (!name.ja.empty()) name.ja += "（写し）";
    if (!name.en.empty()) name.en += " (copy)";
    copy.name = std::move(name);
    return rows.insert(original + 1, std::move(copy))->id;
}

template <class Row>
void removeRow(std::vector<Row>& rows, const std::string& id) {
    std::erase_if(rows, [&id](const Row& row) { return row.id == id; });
}

/// Exchanges the row with a neighbour: by −1 upwards, by 1 downwards. Nothing happens at the ends.
template <class Row>
void moveRow(std::vector<Row>& rows, const std::string& id, int by) {
    const auto from = std::ranges::find_if(rows, [&id](const Row& row) { return row.id == id; }) - rows.begin();
    const auto to = from + by;
    const auto count = static_cast<std::ptrdiff_t>(rows.size());
    if (from == count || to < 0 || to >= count) return;
    std::swap(rows[static_cast<std::size_t>(from)], rows[static_cast<std::size_t>(to)]);
}

}  // namespace kachi

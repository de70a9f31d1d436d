#include "models/studies/study_reader.h"

#include "models/core/nearest_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace kachi {
namespace {

constexpr std::size_t mostColumns = 1'000;
constexpr std::size_t mostRows = 1'000'000;

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool meansMissing(const nlohmann::json& cell) {
    if (cell.is_null()) return true;
    if (!cell.is_string()) return false;
    static const std::set<std::string> codes{"", "NA", "N/A", ".", "-", "－", "NaN"};
    return codes.contains(trimmed(cell.get_ref<const std::string&>()));
}

std::optional<double> numberOf(const nlohmann::json& cell) {
    if (cell.is_boolean()) return cell.get<bool>() ? 1.0 : 0.0;
    if (cell.is_number()) {
        const double value = cell.get<double>();
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    if (!cell.is_string()) return {};
    const std::string text = trimmed(cell.get_ref<const std::string&>());
    if (text == "true" || text == "yes") return 1.0;
    if (text == "false" || text == "no") return 0.0;
    double value = 0;
    const char* first = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(first, text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
    return value;
}

std::string wordOf(const nlohmann::json& cell) {
    if (meansMissing(cell)) return {};
    if (cell.is_string()) return trimmed(cell.get_ref<const std::string&>());
    if (cell.is_number_float()) return numberText(cell.get<double>());
    return cell.dump();
}

/// A cell as a sentence quotes it.
std::string quoted(const nlohmann::json& cell) {
    if (cell.is_string()) return cell.get<std::string>();
    return cell.is_number_float() ? plainDigits(cell.get<double>()) : cell.dump();
}

/// Nothing measured lies beyond; powers of such numbers would overflow or vanish.
constexpr double largestNumber = 1e60;

void refuseBeyondRange(StudyReader& reader, double value, std::size_t row, const std::string& column,
                       const std::string& data) {
    const double size = std::abs(value);
    if (size > largestNumber) {
        reader.refuseCell("studies.numberTooLarge", row, column, numberText(largestNumber), data);
    } else if (size > 0 && size < 1 / largestNumber) {
        reader.refuseCell("studies.numberTooSmall", row, column, numberText(1 / largestNumber), data);
    }
}

}  // namespace

StudyReader::StudyReader(const std::vector<Field>& fields, const StudyRequest& request,
                         const StudySurroundings& surroundings, Issues& issues)
    : FieldCells(fields, request.inputs, "/inputs", m_named, issues),
      m_surroundings(surroundings),
      m_named([this](const std::string& name) {
          ++m_timesNamed;
          return m_surroundings.named ? m_surroundings.named(name) : std::nullopt;
      }),
      m_request(request) {}

const StudyReader::Table& StudyReader::table(const std::string& data) {
    const auto known = m_tables.find(data);
    if (known != m_tables.end()) return known->second;
    return m_tables.emplace(data, readTable(data)).first->second;
}

StudyReader::Table StudyReader::readTable(const std::string& data) {
    Table table;
    if (!has(data)) return table;  // a needed one is reported with the other keys
    const nlohmann::json& given = cell(data);
    const auto shared = m_request.rows.find(data);
    const bool isShared = shared != m_request.rows.end();
    if (!given.is_object() || !given.contains("columns") || !given["columns"].is_array() ||
        (!isShared && (!given.contains("rows") || !given["rows"].is_array()))) {
        refuse("studies.notData", data, given.type_name(), {});
        return table;
    }
    const nlohmann::json& names = given["columns"];
    if (names.empty()) refuse("studies.noColumns", data, {}, {});
    if (names.size() > mostColumns) {
        refuse("studies.tooManyColumns", data, std::to_string(names.size()), std::to_string(mostColumns));
        return table;
    }
    for (const nlohmann::json& name : names) {
        const std::string text = name.is_string() ? trimmed(name.get<std::string>()) : std::string();
        if (text.empty()) {
            refuse("studies.emptyColumnName", data, name.dump(), {});
        } else if (!table.positions.emplace(text, table.names.size()).second) {
            refuse("studies.duplicateColumn", data, text, {});
        }
        table.names.push_back(text);
    }
    const SharedRows rows =
        isShared ? shared->second : SharedRows(given["rows"].get_ref<const nlohmann::json::array_t&>());
    if (rows.empty()) refuse("studies.noRows", data, {}, {});
    if (rows.size() > mostRows) {
        refuse("studies.tooManyRows", data, std::to_string(rows.size()), std::to_string(mostRows));
        return table;
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool fits = rows[row].is_array() && rows[row].size() == names.size();
        if (fits) continue;
        const std::size_t found = rows[row].is_array() ? rows[row].size() : 0;
        add({"studies.raggedRow",
             Severity::error,
             path() + "/" + data + "/rows/" + std::to_string(row),
             std::to_string(found),
             std::to_string(names.size()),
             {{"row", std::to_string(row + 1)}}});
        return table;
    }
    table.rows = rows;
    return table;
}

std::size_t StudyReader::rowCount(const std::string& data) {
    const Table& given = table(data);
    return given.rows ? given.rows->size() : 0;
}

const std::vector<std::string>& StudyReader::columnNames(const std::string& data) {
    return table(data).names;
}

std::optional<double> StudyReader::numberIn(const nlohmann::json& cell) const {
    if (const auto number = numberOf(cell)) return number;
    if (!cell.is_string()) return {};
    const std::string name = trimmed(cell.get_ref<const std::string&>());
    if (!isCellName(name)) return {};
    const std::optional<Rational> number = m_named(name);
    return number ? std::optional(toDouble(*number)) : std::nullopt;
}

std::string StudyReader::known(const std::string& name, const std::string& key, const std::string& data) {
    const Table& given = table(data);
    if (!given.rows || given.positions.contains(name)) return given.rows ? name : std::string();
    std::string names;
    for (const std::string& other : given.names) names += (names.empty() ? "" : ", ") + other;
    refuse("studies.unknownColumn", key, name, names);
    return {};
}

std::string StudyReader::column(const std::string& key, const std::string& data) {
    const std::string name = trimmed(text(key));
    return name.empty() ? name : known(name, key, data);
}

std::string StudyReader::neededColumn(const std::string& key, const std::string& data) {
    if (!has(key)) refuse("field.missing", key, {}, {});
    return column(key, data);
}

std::vector<std::string> StudyReader::columns(const std::string& key, const std::string& data) {
    std::vector<std::string> names;
    if (!has(key)) return names;
    const nlohmann::json& given = cell(key);
    if (given.is_array()) {
        for (const nlohmann::json& name : given) {
            names.push_back(name.is_string() ? trimmed(name.get<std::string>()) : name.dump());
        }
    } else {
        std::string rest = text(key);
        for (std::size_t comma = 0; comma != std::string::npos; rest = rest.substr(std::min(comma + 1, rest.size()))) {
            comma = rest.find(',');
            if (const std::string name = trimmed(rest.substr(0, comma)); !name.empty()) names.push_back(name);
            if (comma == std::string::npos) break;
        }
    }
    std::vector<std::string> found;
    for (const std::string& name : names) {
        const std::string column = known(name, key, data);
        if (column.empty()) continue;
        if (std::find(found.begin(), found.end(), column) != found.end()) {
            refuse("studies.duplicateColumn", key, column, {});
        } else {
            found.push_back(column);
        }
    }
    return found;
}

const nlohmann::json& StudyReader::cellAt(std::size_t row, const std::string& column, const std::string& data) {
    const Table& given = table(data);
    return (*given.rows)[row][given.positions.at(column)];
}

bool StudyReader::isMissing(std::size_t row, const std::string& column, const std::string& data) {
    return meansMissing(cellAt(row, column, data));
}

bool StudyReader::isNumeric(const std::string& column, const std::string& data) {
    for (std::size_t row = 0; row < rowCount(data); ++row) {
        const nlohmann::json& cell = cellAt(row, column, data);
        if (!meansMissing(cell) && !numberOf(cell)) return false;
    }
    return true;
}

std::vector<std::size_t> StudyReader::completeRows(const std::vector<std::string>& columns, const std::string& data) {
    std::vector<std::size_t> rows;
    const std::size_t count = rowCount(data);
    for (std::size_t row = 0; row < count; ++row) {
        const bool complete = std::ranges::all_of(
            columns, [&](const std::string& column) { return column.empty() || !isMissing(row, column, data); });
        if (complete) rows.push_back(row);
    }
    if (count == 0 || rows.size() == count) return rows;
    std::string names;
    for (const std::string& column : columns) {
        if (!column.empty()) names += (names.empty() ? "" : ", ") + column;
    }
    if (rows.empty()) {
        refuse("studies.noCompleteRows", data, std::to_string(count), names);
        return rows;
    }
    add({"studies.rowsLeftOut",
         Severity::info,
         path() + "/" + data,
         std::to_string(count - rows.size()),
         std::to_string(count),
         {{"columns", names}}});
    return rows;
}

std::vector<double> StudyReader::numbers(const std::string& column, const std::vector<std::size_t>& rows,
                                         const std::string& data) {
    std::vector<double> values;
    if (column.empty()) return values;
    values.reserve(rows.size());
    for (const std::size_t row : rows) {
        const auto value = numberIn(cellAt(row, column, data));
        if (!value) refuseCell("studies.notANumber", row, column, {}, data);
        if (value) refuseBeyondRange(*this, *value, row, column, data);
        values.push_back(value.value_or(0));
    }
    return values;
}

std::vector<std::optional<double>> StudyReader::numbersOrMissing(const std::string& column, const std::string& data) {
    std::vector<std::optional<double>> values;
    if (column.empty()) return values;
    for (std::size_t row = 0; row < rowCount(data); ++row) {
        const nlohmann::json& cell = cellAt(row, column, data);
        const auto value = meansMissing(cell) ? std::nullopt : numberIn(cell);
        if (!value && !meansMissing(cell)) refuseCell("studies.notANumber", row, column, {}, data);
        if (value) refuseBeyondRange(*this, *value, row, column, data);
        values.push_back(value);
    }
    return values;
}

std::vector<std::string> StudyReader::words(const std::string& column, const std::vector<std::size_t>& rows,
                                            const std::string& data) {
    std::vector<std::string> values;
    if (column.empty()) return values;
    values.reserve(rows.size());
    for (const std::size_t row : rows) values.push_back(wordOf(cellAt(row, column, data)));
    return values;
}

std::vector<DesignColumn> StudyReader::design(const std::vector<std::string>& columns,
                                              const std::vector<std::size_t>& rows, const std::string& data) {
    std::vector<DesignColumn> made;
    for (const std::string& column : columns) {
        const std::vector<std::string> cells = words(column, rows, data);
        const std::set<std::string> levels(cells.begin(), cells.end());
        if (levels.size() < 2) {
            add({"studies.constantColumn",
                 Severity::error,
                 path() + "/" + data,
                 column,
                 levels.empty() ? std::string() : *levels.begin(),
                 {}});
            continue;
        }
        if (isNumeric(column, data)) {
            made.push_back({column, numbers(column, rows, data)});
            continue;
        }
        for (auto level = std::next(levels.begin()); level != levels.end(); ++level) {
            DesignColumn indicator{column + "=" + *level, {}};
            for (const std::string& cell : cells) indicator.values.push_back(cell == *level ? 1 : 0);
            made.push_back(std::move(indicator));
        }
    }
    return made;
}

void StudyReader::refuseCell(const std::string& code, std::size_t row, const std::string& column,
                             const std::string& limit, const std::string& data) {
    add({code,
         Severity::error,
         path() + "/" + data + "/rows/" + std::to_string(row) + "/" + column,
         quoted(cellAt(row, column, data)),
         limit,
         {{"row", std::to_string(row + 1)}, {"column", column}}});
}

}  // namespace kachi

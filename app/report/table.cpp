#include "app/report/table.h"

#include <cmath>

namespace kachi {
namespace {

/// Words that a spreadsheet would run as a formula, behind an apostrophe, as OWASP advises (CSV injection). A single
/// sign and signed numbers are none.
std::string harmless(const std::string& words) {
    if (words.empty()) return words;
    const bool runs = std::string("=@\t\r").find(words.front()) != std::string::npos;
    const bool isSigned = words.front() == '+' || words.front() == '-';
    const bool isNumber = words.find_first_not_of("+-0123456789.,%eE ") == std::string::npos;
    return runs || (isSigned && !isNumber) ? "'" + words : words;
}

std::string rawText(const Cell& cell, Language language) {
    if (const auto* words = std::get_if<Text>(&cell)) return harmless(words->in(language));
    if (const auto* number = std::get_if<double>(&cell)) return plainDigits(*number);
    if (const auto* exact = std::get_if<ExactDigits>(&cell)) return exact->digits;
    return {};
}

std::string quoted(const std::string& text) {
    const bool outerSpace = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!outerSpace && text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string inside;
    for (const char letter : text) {
        if (letter == '"') inside += '"';
        inside += letter;
    }
    return '"' + inside + '"';
}

std::string rawHeader(const TableColumn& column, Language language) {
    const Text stored = storedUnitText(column.unit, column.format);
    const std::string header = labelWithUnit(column.header, stored, NumberFormat::number, language);
    return column.group.empty() ? header : column.group.in(language) + " " + header;
}

/// A number of which the column's decimals would leave fewer than two significant digits keeps its own.
int decimalsOfCell(double number, const TableColumn& column, int decimals) {
    if (column.decimals != automaticDecimals || !std::isfinite(number)) return decimals;
    const double shown = std::abs(number) / shownUnit(column.format) * std::pow(10.0, decimals);
    return shown < 10 ? std::max(decimals, decimalsFor({number}, column.format)) : decimals;
}

}  // namespace

TableColumn numberColumn(Text header, Text unit, NumberFormat format, int decimals, Text group) {
    return {std::move(header), std::move(unit), std::move(group), Alignment::right, format, decimals};
}

Issues validate(const Table& table, const std::string& where) {
    Issues issues;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string place = where + "/" + std::to_string(row);
        const std::vector<Cell>& cells = table.rows[row].cells;
        if (cells.size() != table.columns.size()) {
            issues.push_back({"report.rowLength",
                              Severity::error,
                              place,
                              std::to_string(cells.size()),
                              std::to_string(table.columns.size()),
                              {}});
        }
        for (const Cell& cell : cells) {
            const auto* number = std::get_if<double>(&cell);
            if (number && !std::isfinite(*number)) {
                issues.push_back({"report.notFinite", Severity::error, place, numberText(*number), {}, {}});
            }
        }
    }
    return issues;
}

std::vector<int> columnDecimals(const Table& table) {
    std::vector<int> decimals;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (table.columns[column].decimals != automaticDecimals) {
            decimals.push_back(table.columns[column].decimals);
            continue;
        }
        std::vector<double> values;
        for (const TableRow& row : table.rows) {
            if (const auto* number = std::get_if<double>(&row.cells[column])) values.push_back(*number);
        }
        decimals.push_back(decimalsFor(values, table.columns[column].format));
    }
    return decimals;
}

std::string cellText(const Cell& cell, const TableColumn& column, int decimals, Language language) {
    if (const auto* number = std::get_if<double>(&cell)) {
        return formatNumber(*number, column.format, decimalsOfCell(*number, column, decimals), language);
    }
    if (const auto* exact = std::get_if<ExactDigits>(&cell)) return groupDigits(exact->digits);
    return rawText(cell, language);
}

std::string csvText(const Table& table, Language language) {
    std::string text = "\xEF\xBB\xBF";
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (column > 0) text += ',';
        text += quoted(rawHeader(table.columns[column], language));
    }
    text += "\r\n";
    for (const TableRow& row : table.rows) {
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            if (column > 0) text += ',';
            text += quoted(rawText(row.cells[column], language));
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace kachi

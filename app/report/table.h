#pragma once

#include "app/report/number_format.h"
#include "models/core/issue.h"

#include <string>
#include <variant>
#include <vector>

namespace kachi {

/// Exact plain digits of a tariff amount (Yen::text, rationalText): grouped for reading, never rounded.
struct ExactDigits {
    std::string digits{};
    bool operator==(const ExactDigits&) const = default;
};

/// Nothing, words, a number, or exact digits.
using Cell = std::variant<std::monostate, Text, double, ExactDigits>;

enum class Alignment { left, centre, right };

struct TableColumn {
    Text header{};
    Text unit{};   ///< of the stored numbers (円/QALY); empty: 円 for money formats, else none
    Text group{};  ///< neighbours of equal group share one spanning head
    Alignment alignment = Alignment::left;
    NumberFormat format = NumberFormat::number;
    int decimals = automaticDecimals;  ///< of double cells; one number for the whole column
};

/// A column of numbers: right-aligned, so that equal decimals align on the point.
TableColumn numberColumn(Text header, Text unit = {}, NumberFormat format = NumberFormat::number,
                         int decimals = automaticDecimals, Text group = {});

struct TableRow {
    std::vector<Cell> cells{};  ///< one per column
    bool emphasis = false;      ///< totals and results: name and numbers bold, ruled above
    int indent = 0;             ///< steps the first cell stands to the right
};

/// A table as data: the screen, the PDF and CSV show the same one.
struct Table {
    Text title{};
    std::vector<TableColumn> columns{};
    std::vector<TableRow> rows{};
    std::vector<Text> notes{};  ///< printed small under the table
    int stubColumns = 1;        ///< leading columns repeated when a wide table is split
    bool dense = false;         ///< long lists: smaller type in print
};

/// Every row as long as the columns, every number finite. `where` prefixes the issues' place.
/// Issues: report.rowLength, report.notFinite.
Issues validate(const Table& table, const std::string& where);

/// Decimals of each column, chosen from the data where the author left it open.
std::vector<int> columnDecimals(const Table& table);

/// What the reader sees in a cell. Where decimals were left open, a number much smaller than the rest of its column is
/// shown with digits of its own: 0.0024 among hundreds is not 0.0.
/// @param decimals of the column, as columnDecimals gives them
std::string cellText(const Cell& cell, const TableColumn& column, int decimals, Language language);

/// Comma-separated values for Excel: UTF-8 with byte order mark, CRLF, quotes where RFC 4180 asks for them, raw stored
/// numbers in full precision without exponent. @pre validate(table) finds nothing
/// Heads name the stored unit (円, never 万円; fractions without %).
std::string csvText(const Table& table, Language language);

}  // namespace kachi

#include "app/report/measured_table.h"

#include "app/report/empty_columns.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace kachi {
namespace {

constexpr double indentStep = 9.0;
constexpr double raggedness = 1.04;  ///< lines of words end short of the column by about this much

/// Largest first. A dense table begins with the second.
constexpr std::array<TableType, 6> types{{{8.0, 4.0, 2.0, 10.0},
                                          {7.5, 3.5, 1.3, 10.0},
                                          {7.5, 3.5, 1.3, 6.0},
                                          {7.0, 3.0, 1.2, 8.0},
                                          {7.0, 2.5, 1.2, 4.0},
                                          {6.5, 2.5, 1.0, 0.0}}};

bool isNumeric(const TableColumn& column) {
    return column.alignment == Alignment::right;
}

/// Numbers, not words that hold numbers.
bool isNumber(const Cell& cell) {
    return std::holds_alternative<double>(cell) || std::holds_alternative<ExactDigits>(cell);
}

}  // namespace

MeasuredTable::MeasuredTable(Table table, Language language, const TableType& type)
    : m_table(std::move(table)), m_language(language), m_type(type) {
    const std::vector<int> decimals = columnDecimals(m_table);
    for (const TableRow& row : m_table.rows) {
        std::vector<QString> texts;
        for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
            const std::string words = cellText(row.cells[column], m_table.columns[column], decimals[column], language);
            texts.push_back(printedWords({words, words}, language));
        }
        m_texts.push_back(std::move(texts));
    }
    for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
        double fraction = 0.0;
        if (isNumeric(m_table.columns[column])) {
            for (std::size_t row = 0; row < m_texts.size(); ++row) {
                fraction = std::max(fraction, fractionWidth(row, column));
            }
        }
        m_fraction.push_back(fraction);
        m_needs.push_back(measure(column));
    }
}

double MeasuredTable::indent(std::size_t row, std::size_t column) const {
    return column == 0 ? m_table.rows[row].indent * indentStep : 0.0;
}

/// Emphasis falls on the row's name and its numbers; remarks stay quiet.
PrintStyle MeasuredTable::cellStyle(std::size_t row, std::size_t column) const {
    return m_type.cell(m_table.rows[row].emphasis && (column == 0 || isNumeric(m_table.columns[column])));
}

QString MeasuredTable::head(std::size_t column, double width) const {
    const TableColumn& data = m_table.columns[column];
    const auto words = [&](const Text& label, const Text& unit) {
        const std::string text = labelWithUnit(label, unit, data.format, m_language);
        return printedWords({text, text}, m_language);
    };
    const QString line = words(data.header, data.unit);
    const Text unit = shownUnitText(data.unit, data.format);
    if (unit.empty() || data.header.empty() || naturalWidth(line, m_type.head()) <= width) return line;
    const std::string bracketed = "(" + unit.in(m_language) + ")";
    return printedWords(data.header, m_language) + u'\n' + printedWords({bracketed, bracketed}, m_language);
}

double MeasuredTable::fractionGap(std::size_t row, std::size_t column) const {
    const bool aligned = isNumeric(m_table.columns[column]) && isNumber(m_table.rows[row].cells[column]);
    return aligned ? m_fraction[column] - fractionWidth(row, column) : 0.0;
}

double MeasuredTable::fractionWidth(std::size_t row, std::size_t column) const {
    if (!isNumber(m_table.rows[row].cells[column])) return 0.0;
    const QString& text = m_texts[row][column];
    const qsizetype point = text.indexOf(u'.');
    return point < 0 ? 0.0 : naturalWidth(text.mid(point), m_type.cell());
}

double MeasuredTable::leastWidth(const QString& words, const PrintStyle& style) const {
    const double shortWords = m_type.shortWords * m_type.size;
    const double widestWord = 14.0 * m_type.size;  // longer ones, such as file names in addresses, are cut
    const double word = std::min(unbreakableWidth(words, style), widestWord);
    return std::max(word, std::min(naturalWidth(words, style), shortWords));
}

ColumnNeeds MeasuredTable::measure(std::size_t column) const {
    const double room = 2.0 * m_type.padding;
    const QString head = this->head(column, 0.0);
    ColumnNeeds needs;
    constexpr std::size_t wrappedHead = 4;  // one wrapped head is as bad as four wrapped cells
    needs.natural.assign(wrappedHead, naturalWidth(head, m_type.head()) + room);
    double headLeast = 0.0;
    for (const QString& line : head.split(u'\n')) headLeast = std::max(headLeast, leastWidth(line, m_type.head()));
    needs.least = headLeast + room;
    for (std::size_t row = 0; row < m_texts.size(); ++row) {
        const QString& text = m_texts[row][column];
        if (text.isEmpty()) continue;
        const PrintStyle style = cellStyle(row, column);
        const double around = room + indent(row, column) + fractionGap(row, column);
        const double natural = naturalWidth(text, style);
        needs.natural.push_back(natural * raggedness + around);
        const bool whole = isNumber(m_table.rows[row].cells[column]) ||
                           (isNumeric(m_table.columns[column]) && natural <= 1.5 * m_type.shortWords * m_type.size);
        needs.least = std::max(needs.least, (whole ? natural : leastWidth(text, style)) + around);
    }
    return needs;
}

double TablePanel::left(std::size_t place) const {
    return page::margin + std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(place), 0.0);
}

namespace {

/// Columns of one group that start at `first`: they stay in one panel where a panel can hold them.
std::size_t groupEnd(const Table& table, std::size_t first) {
    std::size_t end = first + 1;
    while (!table.columns[first].group.empty() && end < table.columns.size() &&
           table.columns[end].group == table.columns[first].group) {
        ++end;
    }
    return end;
}

double leastWidth(const MeasuredTable& measured, std::size_t first, std::size_t end) {
    double width = 0.0;
    for (std::size_t column = first; column < end; ++column) width += measured.needs(column).least;
    return width;
}

std::vector<TablePanel> panelsOf(const MeasuredTable& measured) {
    const Table& table = measured.table();
    const std::size_t stub = std::min(static_cast<std::size_t>(std::max(table.stubColumns, 0)), table.columns.size());
    const double stubWidth = leastWidth(measured, 0, stub);
    std::vector<TablePanel> all;
    double used = 0.0;
    const auto open = [&] {
        all.emplace_back();
        for (std::size_t column = 0; column < stub; ++column) all.back().columns.push_back(column);
        used = stubWidth;
    };
    const auto place = [&](std::size_t first, std::size_t end) {
        const double width = leastWidth(measured, first, end);
        if (used + width > page::textWidth && all.back().columns.size() > stub) open();
        for (std::size_t column = first; column < end; ++column) all.back().columns.push_back(column);
        used += width;
    };
    open();
    for (std::size_t first = stub; first < table.columns.size();) {
        const std::size_t end = groupEnd(table, first);
        if (stubWidth + leastWidth(measured, first, end) <= page::textWidth) {
            place(first, end);
        } else {
            for (std::size_t column = first; column < end; ++column) place(column, column + 1);
        }
        first = end;
    }
    for (TablePanel& panel : all) {
        std::vector<ColumnNeeds> needs;
        for (const std::size_t column : panel.columns) needs.push_back(measured.needs(column));
        panel.widths = shareWidths(needs, page::textWidth);
    }
    return all;
}

}  // namespace

FittedTable fitTable(const Table& table, Language language) {
    const Table kept = withoutEmptyColumns(table);
    for (std::size_t type = kept.dense ? 1 : 0; type < types.size(); ++type) {
        MeasuredTable measured(kept, language, types[type]);
        if (leastWidth(measured, 0, kept.columns.size()) > page::textWidth) continue;
        std::vector<TablePanel> panels = panelsOf(measured);
        return {std::move(measured), std::move(panels)};
    }
    MeasuredTable measured(kept, language, types[3]);
    std::vector<TablePanel> panels = panelsOf(measured);
    return {std::move(measured), std::move(panels)};
}

}  // namespace kachi

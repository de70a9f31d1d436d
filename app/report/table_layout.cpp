#include "app/report/table_layout.h"

#include <algorithm>
#include <numeric>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double padding = 4.0;     ///< left and right of every cell
constexpr double rowPadding = 2.0;  ///< above and below every row
constexpr double indentStep = 9.0;
constexpr double leastWords = 84.0;  ///< narrowest useful column of words
constexpr double widestHead = 72.0;  ///< heads of numbers wrap beyond this
const PrintStyle cellStyle{.size = 8, .leading = 1.45};
const PrintStyle headStyle{.size = 8, .bold = true, .leading = 1.35};
const PrintStyle noteStyle{.size = 7, .colour = print::muted, .leading = 1.45};

bool isNumeric(const TableColumn& column) {
    return column.alignment == Alignment::right;
}

/// Emphasis falls on the row's name and its numbers; remarks stay quiet.
bool emphasised(const TableRow& row, const Table& table, std::size_t column) {
    return row.emphasis && (column == 0 || isNumeric(table.columns[column]));
}

Qt::Alignment qtAlignment(Alignment alignment) {
    switch (alignment) {
        case Alignment::left:
            return Qt::AlignLeft;
        case Alignment::centre:
            return Qt::AlignHCenter;
        case Alignment::right:
            return Qt::AlignRight;
    }
    return Qt::AlignLeft;
}

/// Texts of a table and the widths its columns need.
class MeasuredTable {
public:
    MeasuredTable(const Table& table, Language language) : m_table(table), m_language(language) {
        const std::vector<int> decimals = columnDecimals(table);
        for (const TableRow& row : table.rows) {
            std::vector<QString> texts;
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                texts.push_back(QString::fromStdString(
                    cellText(row.cells[column], table.columns[column], decimals[column], language)));
            }
            m_texts.push_back(std::move(texts));
        }
        for (std::size_t column = 0; column < table.columns.size(); ++column) measure(column);
    }

    const Table& table() const { return m_table; }
    Language language() const { return m_language; }
    const QString& text(std::size_t row, std::size_t column) const { return m_texts[row][column]; }
    QString head(std::size_t column) const {
        const TableColumn& data = m_table.columns[column];
        return QString::fromStdString(labelWithUnit(data.header, data.unit, data.format, m_language));
    }
    double least(std::size_t column) const { return m_least[column]; }
    double natural(std::size_t column) const { return m_natural[column]; }

    /// Room at the right of a number so that points stand under each other.
    double fractionGap(std::size_t row, std::size_t column) const {
        return isNumeric(m_table.columns[column]) ? m_fraction[column] - fractionWidth(m_texts[row][column]) : 0.0;
    }

private:
    static double fractionWidth(const QString& text) {
        const qsizetype point = text.indexOf(u'.');
        return point < 0 ? 0.0 : naturalWidth(text.mid(point), cellStyle);
    }

    void measure(std::size_t column) {
        double fraction = 0.0;
        for (const auto& row : m_texts) fraction = std::max(fraction, fractionWidth(row[column]));
        m_fraction.push_back(isNumeric(m_table.columns[column]) ? fraction : 0.0);
        double widest = 0.0;
        for (std::size_t row = 0; row < m_texts.size(); ++row) {
            PrintStyle style = cellStyle;
            style.bold = emphasised(m_table.rows[row], m_table, column);
            const double indent = column == 0 ? m_table.rows[row].indent * indentStep : 0.0;
            widest = std::max(widest, indent + naturalWidth(m_texts[row][column], style) + fractionGap(row, column));
        }
        const double headWidth = naturalWidth(head(column), headStyle);
        const double room = 2.0 * padding;
        m_natural.push_back(std::max(widest, headWidth) + room);
        const double leastBody = isNumeric(m_table.columns[column]) ? widest : std::min(widest, leastWords);
        m_least.push_back(std::max(leastBody, std::min(headWidth, widestHead)) + room);
    }

    const Table& m_table;
    Language m_language;
    std::vector<std::vector<QString>> m_texts;
    std::vector<double> m_least;
    std::vector<double> m_natural;
    std::vector<double> m_fraction;
};

/// Columns printed side by side, with their widths.
struct Panel {
    std::vector<std::size_t> columns;
    std::vector<double> widths;

    double left(std::size_t place) const {
        return page::margin + std::accumulate(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(place), 0.0);
    }
};

/// Least widths first; then words grow towards their natural width; what is left is shared by all.
void shareWidth(Panel& panel, const MeasuredTable& measured) {
    double spare = page::textWidth;
    double wish = 0.0;
    for (const std::size_t column : panel.columns) {
        panel.widths.push_back(measured.least(column));
        spare -= measured.least(column);
        wish += (measured.natural(column) - measured.least(column)) * measured.table().columns[column].weight;
    }
    const double granted = wish > 0.0 ? std::min(1.0, std::max(0.0, spare) / wish) : 0.0;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
        const std::size_t column = panel.columns[i];
        const double more =
            (measured.natural(column) - measured.least(column)) * measured.table().columns[column].weight * granted;
        panel.widths[i] += more;
        spare -= more;
    }
    for (double& width : panel.widths) width += std::max(0.0, spare) / static_cast<double>(panel.columns.size());
}

/// Columns of one group that start at `first`: they stay in one panel where a panel can hold them.
std::size_t groupEnd(const Table& table, std::size_t first) {
    std::size_t end = first + 1;
    while (!table.columns[first].group.empty() && end < table.columns.size() &&
           table.columns[end].group == table.columns[first].group) {
        ++end;
    }
    return end;
}

std::vector<Panel> panels(const MeasuredTable& measured) {
    const Table& table = measured.table();
    const std::size_t stub = std::min(static_cast<std::size_t>(std::max(table.stubColumns, 0)), table.columns.size());
    const auto widthOf = [&](std::size_t first, std::size_t end) {
        double width = 0.0;
        for (std::size_t column = first; column < end; ++column) width += measured.least(column);
        return width;
    };
    const double stubWidth = widthOf(0, stub);
    std::vector<Panel> all;
    double used = 0.0;
    const auto open = [&] {
        all.emplace_back();
        for (std::size_t column = 0; column < stub; ++column) all.back().columns.push_back(column);
        used = stubWidth;
    };
    const auto place = [&](std::size_t first, std::size_t end) {
        const double width = widthOf(first, end);
        if (used + width > page::textWidth && all.back().columns.size() > stub) open();
        for (std::size_t column = first; column < end; ++column) all.back().columns.push_back(column);
        used += width;
    };
    open();
    for (std::size_t first = stub; first < table.columns.size();) {
        const std::size_t end = groupEnd(table, first);
        if (stubWidth + widthOf(first, end) <= page::textWidth) {
            place(first, end);
        } else {
            for (std::size_t column = first; column < end; ++column) place(column, column + 1);
        }
        first = end;
    }
    for (Panel& panel : all) shareWidth(panel, measured);
    return all;
}

/// A group's name over its neighbouring columns, from place `first` to `last`.
struct GroupHead {
    PrintText text;
    double left = 0.0;
    double right = 0.0;
};

std::vector<GroupHead> groupHeads(const MeasuredTable& measured, const Panel& panel) {
    std::vector<GroupHead> heads;
    for (std::size_t first = 0; first < panel.columns.size();) {
        const Text& group = measured.table().columns[panel.columns[first]].group;
        std::size_t last = first;
        while (last + 1 < panel.columns.size() && measured.table().columns[panel.columns[last + 1]].group == group) {
            ++last;
        }
        if (!group.empty()) {
            PrintStyle style = headStyle;
            style.alignment = Qt::AlignHCenter;
            const double left = panel.left(first) + padding;
            const double right = panel.left(last) + panel.widths[last] - padding;
            heads.push_back(
                {PrintText(QString::fromStdString(group.in(measured.language())), right - left, style), left, right});
        }
        first = last + 1;
    }
    return heads;
}

std::shared_ptr<FlowItem> headItem(const MeasuredTable& measured, const Panel& panel) {
    struct HeadCell {
        PrintText text;
        double left;
    };
    std::vector<HeadCell> cells;
    double height = 0.0;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
        PrintStyle style = headStyle;
        style.alignment = qtAlignment(measured.table().columns[panel.columns[i]].alignment);
        cells.push_back({PrintText(measured.head(panel.columns[i]), panel.widths[i] - 2.0 * padding, style),
                         panel.left(i) + padding});
        height = std::max(height, cells.back().text.height());
    }
    const std::vector<GroupHead> groups = groupHeads(measured, panel);
    double groupHeight = 0.0;
    for (const GroupHead& group : groups) groupHeight = std::max(groupHeight, group.text.height() + 2.0);

    auto item = std::make_shared<FlowItem>();
    item->height = groupHeight + height + 2.0 * rowPadding + 2.0;
    item->keepWithNext = true;
    item->draw = [=, total = item->height](QPainter& painter, double top) {
        drawRule(painter, page::margin, page::width - page::margin, top, 0.9, print::accent);
        for (const GroupHead& group : groups) {
            group.text.draw(painter, group.left, top + rowPadding);
            drawRule(painter, group.left, group.right, top + rowPadding + groupHeight, 0.4, print::muted);
        }
        const double base = top + total - rowPadding - 1.0;
        for (const HeadCell& cell : cells) cell.text.draw(painter, cell.left, base - cell.text.height());
        drawRule(painter, page::margin, page::width - page::margin, top + total, 0.5, print::accent);
    };
    return item;
}

/// One item per line of the row, so that only rows longer than a dozen lines are ever cut.
void addRow(std::vector<FlowItem>& items, const MeasuredTable& measured, const Panel& panel, std::size_t row,
            const std::shared_ptr<const FlowItem>& head) {
    struct RowCell {
        PrintText text;
        double left;
    };
    const TableRow& data = measured.table().rows[row];
    const bool last = row + 1 == measured.table().rows.size();
    std::vector<RowCell> cells;
    int lines = 1;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
        const std::size_t column = panel.columns[i];
        PrintStyle style = cellStyle;
        style.bold = emphasised(data, measured.table(), column);
        style.alignment = qtAlignment(measured.table().columns[column].alignment);
        const double indent = column == 0 ? data.indent * indentStep : 0.0;
        const double width = panel.widths[i] - 2.0 * padding - indent - measured.fractionGap(row, column);
        cells.push_back({PrintText(measured.text(row, column), width, style), panel.left(i) + padding + indent});
        lines = std::max(lines, cells.back().text.lineCount());
    }
    for (int line = 0; line < lines; ++line) {
        const double above = line == 0 ? rowPadding : 0.0;
        const bool closes = line + 1 == lines;
        FlowItem item;
        item.height = above + cellStyle.lineHeight() + (closes ? rowPadding : 0.0);
        item.keepWithNext = !closes && lines <= 12;
        item.repeatedHead = head;
        item.draw = [=, height = item.height, ruledAbove = data.emphasis && line == 0](QPainter& painter, double top) {
            for (const RowCell& cell : cells) cell.text.drawLine(painter, line, cell.left, top + above);
            const double right = page::width - page::margin;
            if (ruledAbove) drawRule(painter, page::margin, right, top, 0.5, print::muted);
            if (!closes) return;
            drawRule(painter, page::margin, right, top + height, last ? 0.9 : 0.25,
                     last ? print::accent : print::hairline);
        };
        items.push_back(std::move(item));
    }
}

void addLines(std::vector<FlowItem>& items, const PrintText& text, double spaceBefore, bool keepWithNext) {
    for (int line = 0; line < text.lineCount(); ++line) {
        items.push_back(
            {.spaceBefore = line == 0 ? spaceBefore : 0.0,
             .height = text.lineHeight(),
             .keepWithNext = keepWithNext,
             .draw = [=](QPainter& painter, double top) { text.drawLine(painter, line, page::margin, top); }});
    }
}

}  // namespace

std::vector<FlowItem> layOutTable(const Table& table, const QString& title, Language language) {
    const MeasuredTable measured(table, language);
    std::vector<FlowItem> items;
    bool first = true;
    for (const Panel& panel : panels(measured)) {
        const QString continued = language == Language::ja ? u"(続き)"_s : u" (continued)"_s;
        const PrintStyle titleStyle{.size = 9, .bold = true, .leading = 1.5};
        addLines(items, PrintText(first ? title : title + continued, page::textWidth, titleStyle), 11.0, true);
        const std::shared_ptr<FlowItem> head = headItem(measured, panel);
        FlowItem opening = *head;
        opening.spaceBefore = 2.0;
        items.push_back(std::move(opening));
        for (std::size_t row = 0; row < table.rows.size(); ++row) addRow(items, measured, panel, row, head);
        first = false;
    }
    if (!table.notes.empty()) items.back().keepWithNext = true;
    for (const Text& note : table.notes) {
        addLines(items, PrintText(QString::fromStdString(note.in(language)), page::textWidth, noteStyle), 2.0, false);
    }
    if (!items.empty()) items.back().height += 6.0;
    return items;
}

}  // namespace kachi

#include "app/report/table_layout.h"

#include "app/report/measured_table.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const PrintStyle noteStyle{.size = 7, .colour = print::muted, .leading = 1.45};
constexpr double keptTogether = 150.0;  ///< points; tables up to this height are never cut by a page end

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

/// A group's name over its neighbouring columns, from place `first` to `last`.
struct GroupHead {
    PrintText text;
    double left = 0.0;
    double right = 0.0;
};

std::vector<GroupHead> groupHeads(const MeasuredTable& measured, const TablePanel& panel) {
    std::vector<GroupHead> heads;
    for (std::size_t first = 0; first < panel.columns.size();) {
        const Text& group = measured.table().columns[panel.columns[first]].group;
        std::size_t last = first;
        while (last + 1 < panel.columns.size() && measured.table().columns[panel.columns[last + 1]].group == group) {
            ++last;
        }
        if (!group.empty()) {
            PrintStyle style = measured.type().head();
            style.alignment = Qt::AlignHCenter;
            const double left = panel.left(first) + measured.type().padding;
            const double right = panel.left(last) + panel.widths[last] - measured.type().padding;
            heads.push_back({PrintText(printedWords(group, measured.language()), right - left, style), left, right});
        }
        first = last + 1;
    }
    return heads;
}

std::shared_ptr<FlowItem> headItem(const MeasuredTable& measured, const TablePanel& panel) {
    struct HeadCell {
        PrintText text;
        double left;
    };
    const double padding = measured.type().padding;
    const double rowPadding = measured.type().rowPadding;
    std::vector<HeadCell> cells;
    double height = 0.0;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
        PrintStyle style = measured.type().head();
        style.alignment = qtAlignment(measured.table().columns[panel.columns[i]].alignment);
        const double width = panel.widths[i] - 2.0 * padding;
        cells.push_back({PrintText(measured.head(panel.columns[i], width), width, style), panel.left(i) + padding});
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
void addRow(std::vector<FlowItem>& items, const MeasuredTable& measured, const TablePanel& panel, std::size_t row,
            const std::shared_ptr<const FlowItem>& head) {
    struct RowCell {
        PrintText text;
        double left;
    };
    const TableRow& data = measured.table().rows[row];
    const double padding = measured.type().padding;
    const double rowPadding = measured.type().rowPadding;
    const double lineHeight = measured.type().cell().lineHeight();
    const bool last = row + 1 == measured.table().rows.size();
    std::vector<RowCell> cells;
    int lines = 1;
    for (std::size_t i = 0; i < panel.columns.size(); ++i) {
        const std::size_t column = panel.columns[i];
        PrintStyle style = measured.cellStyle(row, column);
        style.alignment = qtAlignment(measured.table().columns[column].alignment);
        const double indent = measured.indent(row, column);
        const double width = panel.widths[i] - 2.0 * padding - indent - measured.fractionGap(row, column);
        cells.push_back({PrintText(measured.text(row, column), width, style), panel.left(i) + padding + indent});
        lines = std::max(lines, cells.back().text.lineCount());
    }
    for (int line = 0; line < lines; ++line) {
        const double above = line == 0 ? rowPadding : 0.0;
        const bool closes = line + 1 == lines;
        FlowItem item;
        item.height = above + lineHeight + (closes ? rowPadding : 0.0);
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
    const FittedTable fitted = fitTable(table, language);
    const MeasuredTable& measured = fitted.measured;
    const std::size_t rows = table.rows.size();
    std::vector<FlowItem> items;
    bool first = true;
    for (const TablePanel& panel : fitted.panels) {
        const QString continued = language == Language::ja ? u"（続き）"_s : u" (continued)"_s;
        const PrintStyle titleStyle{.size = 9, .bold = true, .leading = 1.5};
        addLines(items, PrintText(first ? title : title + continued, page::textWidth, titleStyle), 11.0, true);
        const std::shared_ptr<FlowItem> head = headItem(measured, panel);
        FlowItem opening = *head;
        opening.spaceBefore = 2.0;
        items.push_back(std::move(opening));
        const std::size_t body = items.size();
        for (std::size_t row = 0; row < rows; ++row) {
            addRow(items, measured, panel, row, head);
            if (row == 0 || row + 2 == rows) items.back().keepWithNext = row + 1 < rows;  // no row stands alone
        }
        double height = 0.0;
        for (std::size_t i = body; i < items.size(); ++i) height += items[i].height;
        for (std::size_t i = body; height <= keptTogether && i + 1 < items.size(); ++i) items[i].keepWithNext = true;
        first = false;
    }
    if (!table.notes.empty()) items.back().keepWithNext = true;
    for (const Text& note : table.notes) {
        addLines(items, PrintText(printedWords(note, language), page::textWidth, noteStyle), 2.0, false);
    }
    if (!items.empty()) items.back().height += 6.0;
    return items;
}

}  // namespace kachi

#include "app/report/block_layout.h"

#include "app/report/print_text.h"
#include "app/report/table_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double fullWidth = page::textWidth;
constexpr double figureGap = 10.0;
constexpr double keyUnitGap = 3.0;
const PrintStyle keyUnitStyle{.size = 8.5};

/// Height of a figure's picture in points.
double pictureHeight(const Figure& figure) {
    const auto rows = [](std::size_t count, double each) {
        return (static_cast<double>(count) * each + 14.0) * page::millimetre;
    };
    if (const auto* tornado = std::get_if<TornadoFigure>(&figure.content)) return rows(tornado->bars.size(), 8.5);
    if (const auto* bars = std::get_if<BarFigure>(&figure.content); bars && bars->horizontal) {
        return rows(bars->categories.size(), 8.5);
    }
    if (const auto* tree = std::get_if<TreeFigure>(&figure.content)) {
        const auto ends = std::ranges::count(tree->nodes, TreeFigureKind::terminal, &TreeFigureNode::kind);
        return rows(static_cast<std::size_t>(ends), 11.0);
    }
    if (const auto* corridor = std::get_if<CorridorFigure>(&figure.content)) return rows(corridor->entries.size(), 8.0);
    if (const auto* forest = std::get_if<ForestFigure>(&figure.content)) return rows(forest->rows.size(), 7.0);
    if (const auto* flow = std::get_if<FlowFigure>(&figure.content)) {
        std::size_t longest = 0;
        for (const auto& steps : flow->steps) longest = std::max(longest, steps.size());
        return rows(longest, 12.0);
    }
    if (std::holds_alternative<NetworkFigure>(figure.content)) return 90.0 * page::millimetre;
    if (std::holds_alternative<MapFigure>(figure.content)) return 105.0 * page::millimetre;
    if (std::holds_alternative<WaterfallFigure>(figure.content)) return 50.0 * page::millimetre;
    if (std::holds_alternative<LorenzFigure>(figure.content)) return 85.0 * page::millimetre;
    return 58.0 * page::millimetre;
}

/// Height of pictures side by side: a map is nearly square, other kinds share one height.
double rowHeight(const std::vector<Figure>& figures, double width) {
    if (figures.size() == 1) return pictureHeight(figures.front());
    double height = 60.0 * page::millimetre;
    for (const Figure& figure : figures) {
        if (std::holds_alternative<MapFigure>(figure.content)) height = std::max(height, width * 1.08);
    }
    return height;
}

/// Walks the blocks once, keeping the numbers of headings, tables and figures.
class ReportLayout {
public:
    ReportLayout(FigurePainter& figurePainter, Language language) : m_painter(figurePainter), m_language(language) {}

    std::vector<FlowItem> take() { return std::move(m_items); }

    void operator()(const TitleBlock& block) {
        addText(text(block.subtitle), {.size = 10, .colour = print::muted}, {.before = 0.0, .keep = true});
        addText(text(block.title), {.size = 20, .bold = true, .colour = print::accent, .leading = 1.35},
                {.before = 2.0, .keep = true});
        addRule(6.0, 1.4);
        double labelWidth = 0.0;
        const PrintStyle labelStyle{.size = 9, .colour = print::muted, .leading = 1.6};
        for (const LabelledText& row : block.rows) {
            labelWidth = std::max(labelWidth, naturalWidth(text(row.label), labelStyle));
        }
        labelWidth = std::min(labelWidth, fullWidth * 0.35) + 16.0;
        for (const LabelledText& row : block.rows) {
            const PrintText label(text(row.label), labelWidth - 16.0, labelStyle);
            const PrintText value(text(row.value), fullWidth - labelWidth, {.size = 9, .leading = 1.6});
            add({.spaceBefore = 2.0,
                 .height = std::max(label.height(), value.height()),
                 .draw = [=](QPainter& painter, double top) {
                     label.draw(painter, page::margin, top);
                     value.draw(painter, page::margin + labelWidth, top);
                 }});
        }
        addRule(6.0, 0.4);
        addSpace(8.0);
    }

    void operator()(const Heading& block) {
        const auto level = static_cast<std::size_t>(std::clamp(block.level, 1, 3));
        ++m_headings[level - 1];
        std::fill(m_headings.begin() + static_cast<std::ptrdiff_t>(level), m_headings.end(), 0);
        QString number = QString::number(m_headings[0]);
        for (std::size_t i = 1; i < level; ++i) number += u'.' + QString::number(m_headings[i]);
        const std::array<double, 3> sizes{14.0, 11.0, 10.0};
        const std::array<double, 3> before{22.0, 15.0, 11.0};
        addText(
            number + u"  "_s + text(block.text),
            {.size = sizes[level - 1], .bold = true, .colour = level < 3 ? print::accent : print::ink, .leading = 1.4},
            {.before = before[level - 1], .keep = true});
        if (level == 1) addRule(2.0, 0.6, true);
        addSpace(3.0, true);
    }

    void operator()(const Paragraph& block) {
        PrintStyle style{.size = 9, .leading = 1.7};
        if (block.style == ParagraphStyle::lead) style = {.size = 11, .colour = print::accent, .leading = 1.6};
        if (block.style == ParagraphStyle::note) style = {.size = 8, .colour = print::muted, .leading = 1.55};
        addText(text(block.text), style, {.before = 4.0});
    }

    void operator()(const BulletList& block) {
        for (const Text& item : block.items) addMarked(u"・"_s, 12.0, {.size = 9, .leading = 1.6}, text(item));
    }

    void operator()(const KeyFigureGrid& block) {
        const std::size_t count = block.figures.size();
        const std::size_t columns = count == 4 || count > 6 ? 4 : 3;
        const double width = (fullWidth - figureGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
        PrintStyle valueStyle{.size = 17, .bold = true, .colour = print::accent, .leading = 1.3};
        const auto tooWide = [&](const KeyFigure& figure) {
            const double value = naturalWidth(text(figure.value), valueStyle);
            return value + keyUnitGap + naturalWidth(text(figure.unit), keyUnitStyle) > width - 1.0;
        };
        while (valueStyle.size > 11.0 && std::any_of(block.figures.begin(), block.figures.end(), tooWide)) {
            valueStyle.size -= 0.5;
        }
        for (std::size_t first = 0; first < count; first += columns) {
            const std::size_t last = std::min(first + columns, count);
            addKeyFigures({block.figures.begin() + static_cast<std::ptrdiff_t>(first),
                           block.figures.begin() + static_cast<std::ptrdiff_t>(last)},
                          width, valueStyle);
        }
    }

    void operator()(const Table& block) {
        const QString number = (m_language == Language::ja ? u"表"_s : u"Table "_s) + QString::number(++m_tables);
        append(layOutTable(block, number + u"  "_s + text(block.title), m_language));
    }

    void operator()(const FigureRow& block) {
        if (block.figures.empty()) return;
        struct Cell {
            Figure figure;
            PrintText title;
            PrintText caption;
            bool captioned;
            double left;
            double width;
        };
        const double count = static_cast<double>(block.figures.size());
        const double width = (fullWidth - figureGap * (count - 1.0)) / count;
        double height = block.heightMillimetres * page::millimetre;
        if (height == 0.0) height = rowHeight(block.figures, width);
        auto cells = std::make_shared<std::vector<Cell>>();
        double words = 0.0;
        for (const Figure& figure : block.figures) {
            const QString number = (m_language == Language::ja ? u"図"_s : u"Figure "_s) + QString::number(++m_figures);
            const std::string plainCaption = captionText(figure, m_language);
            const QString caption = printedWords({plainCaption, plainCaption}, m_language);
            cells->push_back(
                {figure,
                 PrintText(number + u"  "_s + text(figure.title), width, {.size = 9, .bold = true, .leading = 1.5}),
                 PrintText(caption, width, {.size = 8, .colour = print::muted, .leading = 1.5}), !caption.isEmpty(),
                 page::margin + (width + figureGap) * static_cast<double>(cells->size()), width});
            const Cell& cell = cells->back();
            words = std::max(words, cell.title.height() + (cell.captioned ? cell.caption.height() : 0.0));
        }
        height = std::min(height, page::bottom - page::top - words - 12.0);  // never taller than a page
        add({.spaceBefore = 10.0,
             .height = height + 4.0 + words + 6.0,
             .draw = [&figurePainter = m_painter, language = m_language, cells, height](QPainter& painter, double top) {
                 for (const Cell& cell : *cells) {
                     painter.save();
                     figurePainter.paint(painter, {cell.left, top, cell.width, height}, cell.figure, language);
                     painter.restore();
                     cell.title.draw(painter, cell.left, top + height + 4.0);
                     if (cell.captioned)
                         cell.caption.draw(painter, cell.left, top + height + 4.0 + cell.title.height());
                 }
             }});
    }

    void operator()(const IssueList& block) {
        for (const IssueLine& issue : block.issues) {
            const Text mark = issue.severity == Severity::error     ? Text{"誤り", "Error"}
                              : issue.severity == Severity::warning ? Text{"注意", "Warning"}
                                                                    : Text{"情報", "Note"};
            addMarked(text(mark), 54.0, {.size = 9, .bold = true, .leading = 1.6}, text(issue.sentence));
        }
    }

    void operator()(const PageBreak&) { m_breakBefore = true; }

private:
    struct Placement {
        double before = 0.0;
        bool keep = false;
        double left = page::margin;
        double width = fullWidth;
    };

    QString text(const Text& words) const { return printedWords(words, m_language); }

    void add(FlowItem item) {
        item.breakBefore = std::exchange(m_breakBefore, false);
        m_items.push_back(std::move(item));
    }

    void append(std::vector<FlowItem> items) {
        for (FlowItem& item : items) add(std::move(item));
    }

    void addSpace(double height, bool keep = false) {
        add({.height = height, .keepWithNext = keep, .draw = [](QPainter&, double) {}});
    }

    void addRule(double before, double thickness, bool keep = false) {
        add({.spaceBefore = before, .height = 2.0, .keepWithNext = keep, .draw = [=](QPainter& painter, double top) {
                 drawRule(painter, page::margin, page::width - page::margin, top, thickness, print::accent);
             }});
    }

    /// Lines that flow over pages, never one alone before or after a page end.
    void addText(const QString& words, const PrintStyle& style, const Placement& placement) {
        if (words.isEmpty()) return;
        const PrintText wrapped(words, placement.width, style);
        const int lines = wrapped.lineCount();
        for (int line = 0; line < lines; ++line) {
            add({.spaceBefore = line == 0 ? placement.before : 0.0,
                 .height = wrapped.lineHeight(),
                 .keepWithNext = placement.keep || (lines > 1 && (line == 0 || line == lines - 2)),
                 .draw = [=](QPainter& painter, double top) { wrapped.drawLine(painter, line, placement.left, top); }});
        }
    }

    /// A mark in the margin column, words beside it.
    void addMarked(const QString& mark, double markWidth, const PrintStyle& markStyle, const QString& words) {
        const PrintText sign(mark, markWidth, markStyle);
        const PrintText wrapped(words, fullWidth - markWidth, {.size = 9, .leading = 1.6});
        for (int line = 0; line < wrapped.lineCount(); ++line) {
            add({.spaceBefore = line == 0 ? 3.0 : 0.0,
                 .height = wrapped.lineHeight(),
                 .keepWithNext = line + 1 < wrapped.lineCount() && wrapped.lineCount() < 4,
                 .draw = [=](QPainter& painter, double top) {
                     if (line == 0) sign.draw(painter, page::margin, top);
                     wrapped.drawLine(painter, line, page::margin + markWidth, top);
                 }});
        }
    }

    void addKeyFigures(const std::vector<KeyFigure>& figures, double width, const PrintStyle& valueStyle) {
        struct Cell {
            PrintText label;
            PrintText value;
            PrintText unit;
            PrintText interval;
            double left;
            double valueWidth;
        };
        const PrintStyle small{.size = 7, .colour = print::muted, .leading = 1.4};
        std::vector<Cell> cells;
        double labelHeight = 0.0;
        double intervalHeight = 0.0;
        for (const KeyFigure& figure : figures) {
            const double valueWidth = std::min(naturalWidth(text(figure.value), valueStyle) + 1.0, width);
            cells.push_back(
                {PrintText(text(figure.label), width, small), PrintText(text(figure.value), valueWidth, valueStyle),
                 PrintText(text(figure.unit), std::max(20.0, width - valueWidth - keyUnitGap), keyUnitStyle),
                 PrintText(text(figure.interval), width, small),
                 page::margin + (width + figureGap) * static_cast<double>(cells.size()), valueWidth});
            labelHeight = std::max(labelHeight, cells.back().label.height());
            intervalHeight = std::max(intervalHeight, cells.back().interval.height());
        }
        const double valueHeight = valueStyle.lineHeight();
        add({.spaceBefore = 6.0,
             .height = 4.0 + labelHeight + valueHeight + intervalHeight + 3.0,
             .draw = [=](QPainter& painter, double top) {
                 for (const Cell& cell : cells) {
                     drawRule(painter, cell.left, cell.left + width, top, 1.0, print::accent);
                     cell.label.draw(painter, cell.left, top + 4.0);
                     cell.value.draw(painter, cell.left, top + 4.0 + labelHeight);
                     cell.unit.draw(painter, cell.left + cell.valueWidth + keyUnitGap,
                                    top + 4.0 + labelHeight + valueHeight - cell.unit.lineHeight() - 2.0);
                     cell.interval.draw(painter, cell.left, top + 4.0 + labelHeight + valueHeight);
                 }
             }});
    }

    FigurePainter& m_painter;
    Language m_language;
    std::vector<FlowItem> m_items;
    std::array<int, 3> m_headings{};
    int m_tables = 0;
    int m_figures = 0;
    bool m_breakBefore = false;
};

}  // namespace

std::vector<FlowItem> layOutReport(const ReportDocument& document, FigurePainter& figurePainter, Language language) {
    ReportLayout layout(figurePainter, language);
    for (const ReportBlock& block : document.blocks) std::visit(layout, block);
    return layout.take();
}

}  // namespace kachi

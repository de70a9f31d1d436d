#include "ui/charts/figure_painter.h"

#include <algorithm>

namespace kachi {
namespace {

/// Depth of every node and its row: leaves take the rows in turn, a parent stands in the middle of its children.
struct TreeLayout {
    std::vector<int> depth;
    std::vector<double> row;
    int depths = 0;
    double rows = 0;
};

void placeBelow(const TreeFigure& tree, std::size_t index, TreeLayout& layout) {
    std::vector<std::size_t> children;
    for (std::size_t i = index + 1; i < tree.nodes.size(); ++i) {
        if (tree.nodes[i].parent == static_cast<int>(index)) children.push_back(i);
    }
    layout.depths = std::max(layout.depths, layout.depth[index] + 1);
    for (const std::size_t child : children) {
        layout.depth[child] = layout.depth[index] + 1;
        placeBelow(tree, child, layout);
    }
    layout.row[index] =
        children.empty() ? layout.rows++ : (layout.row[children.front()] + layout.row[children.back()]) / 2.0;
}

TreeLayout layoutOf(const TreeFigure& tree) {
    TreeLayout layout;
    layout.depth.resize(tree.nodes.size());
    layout.row.resize(tree.nodes.size());
    placeBelow(tree, 0, layout);
    return layout;
}

void drawNode(const Canvas& canvas, TreeFigureKind kind, QPointF centre) {
    const double reach = 0.5 * canvas.em();
    canvas.painter.setPen(QPen(canvas.theme.text, canvas.theme.hairline() * 1.5));
    canvas.painter.setBrush(canvas.theme.background);
    switch (kind) {
        case TreeFigureKind::decision:
            canvas.painter.drawRect(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach));
            return;
        case TreeFigureKind::chance:
            canvas.painter.drawEllipse(centre, reach, reach);
            return;
        case TreeFigureKind::terminal:
            break;
    }
    canvas.painter.drawPolygon(QPolygonF({{centre.x() - reach, centre.y()},
                                          {centre.x() + reach, centre.y() - reach},
                                          {centre.x() + reach, centre.y() + reach}}));
}

/// The words, cut short where they do not fit in one line.
QString elided(const Canvas& canvas, QString words, const QFont& font, double room) {
    if (canvas.textWidth(words, font) <= room) return words;
    while (!words.isEmpty() && canvas.textWidth(words + u'…', font) > room) words.chop(1);
    return words + u'…';
}

}  // namespace

void paintTree(const Canvas& canvas, const QRectF& area, const TreeFigure& tree) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const TreeLayout layout = layoutOf(tree);
    const QFont font = theme.font(0.9);
    double widestValue = 0.0;
    for (const TreeFigureNode& node : tree.nodes) {
        if (node.kind == TreeFigureKind::terminal) {
            widestValue = std::max(widestValue, canvas.textWidth(canvas.text(node.value), font));
        }
    }
    const double valueRoom = std::min(widestValue + 2.0 * em, 0.4 * area.width());
    const double column = (area.width() - valueRoom - 2.0 * em) / std::max(1, layout.depths - 1);
    const double row = area.height() / layout.rows;
    const auto place = [&](std::size_t index) {
        return QPointF(area.left() + em + layout.depth[index] * column, area.top() + (layout.row[index] + 0.5) * row);
    };
    for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
        const TreeFigureNode& node = tree.nodes[i];
        const QPointF from = place(static_cast<std::size_t>(node.parent));
        const QPointF to = place(i);
        const QPointF bend(from.x() + 0.18 * column, to.y());
        canvas.painter.setPen(
            QPen(node.chosen ? theme.accent : theme.axis, theme.hairline() * (node.chosen ? 3 : 1.5)));
        canvas.painter.drawPolyline(QPolygonF({from, bend, to}));
        const double room = to.x() - bend.x() - 0.8 * em;
        const double height = canvas.lineHeight(font);
        const QString name = elided(canvas, canvas.text(node.name), font, room);
        canvas.drawText({bend.x() + 0.2 * em, to.y() - height - 0.1 * em, room, height}, name, font, theme.text);
        canvas.drawText({bend.x() + 0.2 * em, to.y() + 0.1 * em, room, height}, canvas.text(node.branch), font,
                        theme.muted);
    }
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const TreeFigureNode& node = tree.nodes[i];
        const QPointF centre = place(i);
        drawNode(canvas, node.kind, centre);
        if (node.kind == TreeFigureKind::terminal) {
            canvas.drawText({centre.x() + em, centre.y() - 0.7 * em, valueRoom, 1.4 * em}, canvas.text(node.value),
                            font, theme.text, Qt::AlignLeft | Qt::AlignVCenter);
        }
        const QString words = canvas.text(node.name) + u'\n' + canvas.text(node.value);
        canvas.hotSpots.push_back({QRectF(centre.x() - em, centre.y() - em, 2 * em, 2 * em), words});
    }
}

}  // namespace kachi

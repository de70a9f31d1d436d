#include "ui/diagram/tree_items.h"

#include "ui/windows/theme.h"

#include <QFontMetricsF>
#include <QPainter>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

// Lengths in heights of a line of text.
constexpr double symbolSize = 1.2;
constexpr double slant = 1.4;  ///< of the branch before it runs level
constexpr double textGap = 0.3;
constexpr double rootWidth = 7;  ///< of the name of the root, which no branch leads to

double lineHeight(const QFont& font) {
    return QFontMetricsF(font).height();
}

}  // namespace

TreeNodeItem::TreeNodeItem(const TreeNode& node, const QString& name, const QString& under, const QFont& font)
    : m_id(node.id), m_kind(node.kind), m_name(name), m_under(under), m_font(font) {
    setFlags(ItemIsSelectable | ItemIsFocusable);
    showToolTip();
}

void TreeNodeItem::setParentPoint(const QPointF& point) {
    prepareGeometryChange();
    m_parent = point;
}

void TreeNodeItem::setFault(const QString& fault) {
    m_fault = fault;
    showToolTip();
    update();
}

void TreeNodeItem::setResult(const QString& text, const QString& explanation) {
    prepareGeometryChange();
    m_result = text;
    m_explanation = explanation;
    showToolTip();
    update();
}

void TreeNodeItem::showToolTip() {
    QStringList lines{m_name};
    for (const QString& more : {m_under, m_explanation, m_fault}) {
        if (!more.isEmpty()) lines << more;
    }
    setToolTip(lines.join(u'\n'));
}

QRectF TreeNodeItem::symbolRect() const {
    const double size = symbolSize * lineHeight(m_font);
    return {-size / 2, -size / 2, size, size};
}

QRectF TreeNodeItem::nameRect() const {
    const double line = lineHeight(m_font);
    const double left = -(m_parent ? treeColumnWidth - symbolSize / 2 - slant : rootWidth) * line;
    return {left, -line - line / 12, -symbolRect().width() / 2 - textGap * line - left, line};
}

QRectF TreeNodeItem::underRect() const {
    return nameRect().translated(0, lineHeight(m_font) * 13 / 12);
}

QRectF TreeNodeItem::resultRect() const {
    const double line = lineHeight(m_font);
    const double left = symbolRect().right() + textGap * line;
    return {left, -line / 2, QFontMetricsF(m_font).horizontalAdvance(m_result), line};
}

QRectF TreeNodeItem::boundingRect() const {
    QRectF rect = symbolRect().united(nameRect()).united(underRect()).united(resultRect());
    if (m_parent) rect = rect.united(QRectF(*m_parent, QSizeF(1, 1)));
    const double margin = lineHeight(m_font) / 8;
    return rect.adjusted(-margin, -margin, margin, margin);
}

void TreeNodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const ThemeColours& colours = themeColours();
    const double line = lineHeight(m_font);
    const QFontMetricsF metrics(m_font);
    const QColor colour = !m_fault.isEmpty() ? colours.error : isSelected() ? colours.accent : colours.muted;
    painter->setPen(QPen(colour, line / (isSelected() ? 8 : 14)));
    if (m_parent) {
        const QPointF knee(nameRect().left() - textGap * line, 0);
        painter->drawPolyline(QPolygonF{{*m_parent, knee, QPointF(symbolRect().left(), 0)}});
    }
    painter->setBrush(isSelected() ? colours.selection : colours.surface);
    const QRectF symbol = symbolRect();
    switch (m_kind) {
        case TreeNodeKind::decision:
            painter->drawRect(symbol);
            break;
        case TreeNodeKind::chance:
            painter->drawEllipse(symbol);
            break;
        case TreeNodeKind::terminal:
            painter->drawPolygon(QPolygonF{{QPointF(symbol.left(), 0), symbol.topRight(), symbol.bottomRight()}});
            break;
    }
    painter->setFont(m_font);
    painter->setPen(m_fault.isEmpty() ? colours.text : colours.error);
    const QString name = m_fault.isEmpty() ? m_name : u"⚠ "_s + m_name;
    painter->drawText(nameRect(), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(name, Qt::ElideRight, nameRect().width()));
    painter->setPen(colours.muted);
    painter->drawText(underRect(), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(m_under, Qt::ElideRight, underRect().width()));
    painter->drawText(resultRect(), Qt::AlignLeft | Qt::AlignVCenter, m_result);
}

}  // namespace kachi

#include "ui/diagram/state_items.h"

#include "ui/diagram/diagram_view.h"
#include "ui/windows/theme.h"

#include <QCursor>
#include <QFontMetricsF>
#include <QGraphicsScene>
#include <QPainter>
#include <QPainterPathStroker>

#include <cmath>
#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

// Lengths in heights of a line of text.
constexpr double widestName = 9;
constexpr double nameMargin = 0.7;
constexpr double boxHeight = 2;
constexpr double handleSize = 0.8;
constexpr double bend = 1.1;  ///< of arrows, so that those of both directions stand apart
constexpr double loopSize = 2.6;
constexpr double tipLength = 0.6;
constexpr double widestLabel = 7;
constexpr double labelPlace = 0.42;  ///< along the arrow: away from the middle, where arrows cross

double lineHeight(const QFont& font) {
    return QFontMetricsF(font).height();
}

QPen linePen(const QColor& colour, double width, bool dashed) {
    QPen pen(colour, width);
    if (dashed) pen.setStyle(Qt::DashLine);
    return pen;
}

}  // namespace

QPolygonF arrowTip(const QPointF& before, const QPointF& end, double length) {
    const QPointF along = end - before;
    const double distance = std::hypot(along.x(), along.y());
    if (distance == 0) return {};
    const QPointF back = along / distance * length;
    const QPointF side(-back.y() * 0.45, back.x() * 0.45);
    return QPolygonF{{end, end - back + side, end - back - side}};
}

StateItem::StateItem(std::string id, const QString& name, bool alive, const QFont& font)
    : m_id(std::move(id)), m_name(name), m_alive(alive), m_font(font) {
    const double line = lineHeight(font);
    const QFontMetricsF metrics(font);
    m_shownName = metrics.elidedText(name, Qt::ElideRight, widestName * line);
    const double width = std::max(metrics.horizontalAdvance(m_shownName) + 2 * nameMargin * line, 3 * line);
    m_box = QRectF(-width / 2, -boxHeight * line / 2, width, boxHeight * line);
    setFlags(ItemIsMovable | ItemIsSelectable | ItemIsFocusable | ItemSendsGeometryChanges);
    setAcceptHoverEvents(true);
    setZValue(2);
    setToolTip(name);
    setCursor(Qt::OpenHandCursor);
}

void StateItem::setFault(const DiagramFault& fault) {
    m_fault = fault;
    setToolTip(fault.isEmpty() ? m_name : m_name + u'\n' + fault);
    update();
}

void StateItem::setTarget(bool target) {
    m_target = target;
    update();
}

QRectF StateItem::handle() const {
    const double size = handleSize * lineHeight(m_font);
    return {m_box.right() - size / 2, -size / 2, size, size};
}

QPointF StateItem::edgeTowards(const QPointF& point) const {
    const QPointF along = point - pos();
    if (along.isNull()) return pos();
    const double horizontal = along.x() != 0 ? m_box.width() / 2 / std::abs(along.x()) : 1e9;
    const double vertical = along.y() != 0 ? m_box.height() / 2 / std::abs(along.y()) : 1e9;
    return pos() + along * std::min(horizontal, vertical);
}

QRectF StateItem::boundingRect() const {
    const double margin = handleSize * lineHeight(m_font);
    return m_box.adjusted(-margin, -margin, margin, margin);
}

void StateItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const ThemeColours& colours = themeColours();
    const double line = lineHeight(m_font);
    const bool strong = isSelected() || m_target;
    const QColor edge = !m_fault.isEmpty() ? colours.error : strong ? colours.accent : colours.muted;
    painter->setPen(QPen(edge, line / (strong || !m_fault.isEmpty() ? 8 : 14)));
    painter->setBrush(m_target || isSelected() ? colours.selection : m_alive ? colours.surface : colours.raised);
    painter->drawRoundedRect(m_box, line / 2, line / 2);
    // Death has a double frame: the shade alone would not tell.
    if (!m_alive) {
        const double inner = line / 5;
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(m_box.adjusted(inner, inner, -inner, -inner), line / 3, line / 3);
    }
    painter->setPen(colours.text);
    painter->setFont(m_font);
    painter->drawText(m_box, Qt::AlignCenter, m_fault.isEmpty() ? m_shownName : u"⚠ "_s + m_shownName);
    painter->setPen(QPen(colours.surface, line / 14));
    painter->setBrush(colours.accent);
    painter->drawEllipse(handle());
}

QVariant StateItem::itemChange(GraphicsItemChange change, const QVariant& value) {
    if (change == ItemPositionHasChanged) Q_EMIT moved();
    return QGraphicsObject::itemChange(change, value);
}

TransitionItem::TransitionItem(const StateItem& from, const StateItem& to, const QString& expression, const QFont& font)
    : m_from(from), m_to(to), m_expression(expression), m_font(font) {
    m_font.setPointSizeF(font.pointSizeF() * 0.9);
    m_shownText = QFontMetricsF(m_font).elidedText(shortExpression(expression.toStdString()), Qt::ElideRight,
                                                   widestLabel * lineHeight(m_font));
    setFlags(ItemIsSelectable | ItemIsFocusable);
    setFault({});
}

void TransitionItem::setFault(const DiagramFault& fault) {
    m_fault = fault;
    const QString text = m_from.name() + u" → "_s + m_to.name() + u'\n' + m_expression;
    setToolTip(fault.isEmpty() ? text : text + u'\n' + fault);
    update();
}

void TransitionItem::follow(const QPointF& centre) {
    prepareGeometryChange();
    if (&m_from == &m_to) {
        followLoop(centre);
    } else {
        followPair();
    }
}

void TransitionItem::followPair() {
    const double line = lineHeight(m_font);
    const QPointF along = m_to.pos() - m_from.pos();
    const double distance = std::max(std::hypot(along.x(), along.y()), 1.0);
    const QPointF side = QPointF(along.y(), -along.x()) / distance * bend * line;
    const QPointF control = (m_from.pos() + m_to.pos()) / 2 + side;
    const QPointF start = m_from.edgeTowards(control);
    const QPointF end = m_to.edgeTowards(control);
    m_line = QPainterPath(start);
    m_line.quadTo(control, end);
    m_tip = arrowTip(m_line.pointAtPercent(0.9), end, tipLength * line);
    placeLabel(m_line.pointAtPercent(labelPlace));
}

void TransitionItem::followLoop(const QPointF& centre) {
    const double line = lineHeight(m_font);
    const double up = m_from.pos().y() <= centre.y() ? -1 : 1;
    const double edge = m_from.pos().y() + up * m_from.box().height() / 2;
    const QPointF start(m_from.pos().x() - line, edge);
    const QPointF end(m_from.pos().x() + line, edge);
    const QPointF out(0, up * loopSize * line);
    m_line = QPainterPath(start);
    m_line.cubicTo(start + out - QPointF(line, 0), end + out + QPointF(line, 0), end);
    m_tip = arrowTip(m_line.pointAtPercent(0.93), end, tipLength * line);
    placeLabel(m_line.pointAtPercent(0.5));
}

void TransitionItem::placeLabel(const QPointF& middle) {
    const QFontMetricsF metrics(m_font);
    const double line = metrics.height();
    const double width = std::max(metrics.horizontalAdvance(m_shownText), line) + line / 2;
    m_label = QRectF(middle.x() - width / 2, middle.y() - line / 2, width, line);
}

QRectF TransitionItem::boundingRect() const {
    const double margin = lineHeight(m_font) / 2;
    return m_line.controlPointRect().united(m_label).adjusted(-margin, -margin, margin, margin);
}

QPainterPath TransitionItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(lineHeight(m_font) * 0.6);
    QPainterPath path = stroker.createStroke(m_line);
    path.addRect(m_label);
    return path;
}

void TransitionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const ThemeColours& colours = themeColours();
    const double line = lineHeight(m_font);
    const bool nothing = m_expression == u"0"_s;
    const QColor colour = !m_fault.isEmpty() ? colours.error : isSelected() ? colours.accent : colours.muted;
    painter->setPen(linePen(colour, line / (isSelected() ? 8 : 14), nothing));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_line);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawPolygon(m_tip);
    painter->setBrush(colours.window);
    painter->drawRoundedRect(m_label, line / 4, line / 4);
    painter->setPen(!m_fault.isEmpty() ? colours.error : nothing ? colours.muted : colours.text);
    painter->setFont(m_font);
    painter->drawText(m_label, Qt::AlignCenter, m_shownText);
}

}  // namespace kachi

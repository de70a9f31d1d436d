#pragma once

#include <QFont>
#include <QGraphicsObject>
#include <QPainterPath>

#include <string>

namespace kachi {

/// Fault of a part of the diagram: its sentence; empty when there is none.
using DiagramFault = QString;

/// A health state: a box with its name that is dragged about, and a handle that arrows are drawn from.
class StateItem : public QGraphicsObject {
    Q_OBJECT

public:
    StateItem(std::string id, const QString& name, bool alive, const QFont& font);

    const std::string& id() const { return m_id; }
    const QString& name() const { return m_name; }
    void setFault(const DiagramFault& fault);
    /// Lights up as the end of an arrow that is being drawn.
    void setTarget(bool target);

    QRectF box() const { return m_box; }
    QRectF handle() const;
    /// Where the line from the centre towards `point` leaves the box, in scene coordinates.
    QPointF edgeTowards(const QPointF& point) const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

Q_SIGNALS:
    void moved();

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant& value) override;

private:
    std::string m_id;
    QString m_name;
    bool m_alive;
    QFont m_font;
    QString m_shownName;
    QRectF m_box;
    DiagramFault m_fault;
    bool m_target = false;
};

/// A transition between two states, or of a state to itself, with its expression.
class TransitionItem : public QGraphicsItem {
public:
    TransitionItem(const StateItem& from, const StateItem& to, const QString& expression, const QFont& font);

    const std::string& from() const { return m_from.id(); }
    const std::string& to() const { return m_to.id(); }
    const QString& expression() const { return m_expression; }
    void setFault(const DiagramFault& fault);
    /// Follows its states. @param centre  of the diagram: loops turn away from it
    void follow(const QPointF& centre);
    QRectF labelRect() const { return m_label; }

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void followPair();
    void followLoop(const QPointF& centre);
    void placeLabel(const QPointF& middle);

    const StateItem& m_from;
    const StateItem& m_to;
    QString m_expression;
    QFont m_font;
    QString m_shownText;
    QPainterPath m_line;
    QPolygonF m_tip;
    QRectF m_label;
    DiagramFault m_fault;
};

/// Tip of an arrow that ends at `end` and comes from `before`.
QPolygonF arrowTip(const QPointF& before, const QPointF& end, double length);

}  // namespace kachi

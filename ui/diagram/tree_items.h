#pragma once

#include "models/outcomes/decision_tree.h"

#include <QFont>
#include <QGraphicsItem>

#include <optional>

namespace kachi {

/// A node of a tree with the branch that leads to it: square for a decision, circle for chance, triangle at the end.
/// Its position is the middle of the symbol; the branch comes from the left.
class TreeNodeItem : public QGraphicsItem {
public:
    /// @param name   of the node as shown
    /// @param under  what stands under the branch: probability, strategy or nothing
    TreeNodeItem(const TreeNode& node, const QString& name, const QString& under, const QFont& font);

    const std::string& id() const { return m_id; }
    TreeNodeKind kind() const { return m_kind; }
    /// Symbol of the node before it, in coordinates of this item.
    void setParentPoint(const QPointF& point);
    void setFault(const QString& fault);
    /// What the evaluation found, at the right of the symbol and in the tooltip.
    void setResult(const QString& text, const QString& explanation);

    QRectF nameRect() const;
    QRectF underRect() const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void showToolTip();
    QRectF symbolRect() const;
    QRectF resultRect() const;

    std::string m_id;
    TreeNodeKind m_kind;
    QString m_name;
    QString m_under;
    QFont m_font;
    std::optional<QPointF> m_parent;
    QString m_fault;
    QString m_result;
    QString m_explanation;
};

/// Distance of columns and lines of a tree, in heights of a line of text.
inline constexpr double treeColumnWidth = 10;
inline constexpr double treeRowHeight = 2.9;

}  // namespace kachi

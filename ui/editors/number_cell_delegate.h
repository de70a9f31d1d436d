#pragma once

#include "app/document/case_document.h"

#include <QStyledItemDelegate>

class QAbstractItemView;

namespace kachi {

/// What item models tell the editors about a cell.
enum CellRole {
    parameterIdRole = Qt::UserRole + 100,  ///< QString: id of the parameter behind the cell; empty: not a number cell
};

/// Edits the cells of an item view that stand for parameters, or belong to a NumberGridModel, writing to the document
/// as undo steps. All digits are kept; "=" starts a formula of a parameter; a text that is not accepted stays in its
/// editor, marked, until it is mended or Escape.
class NumberCellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit NumberCellDelegate(CaseDocument& document, QObject* parent = nullptr);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    CaseDocument& m_document;
};

/// Gives a view the habits of a number table: F2, double click or typing edits, Tab and Enter move.
void setNumberTableHabits(QAbstractItemView* view, CaseDocument& document);

}  // namespace kachi

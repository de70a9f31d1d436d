#include "ui/sections/cell_delegate.h"

#include "ui/editors/checked_edit.h"
#include "ui/itemmodels/row_table_model.h"
#include "ui/sections/expression_edit.h"

#include <QComboBox>
#include <QPair>
#include <QPersistentModelIndex>

namespace kachi {

CellDelegate::CellDelegate(CaseDocument& document, QObject* parent)
    : NumberCellDelegate(document, parent), m_cases(document) {}

QWidget* CellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const {
    const QVariant choices = index.data(choicesRole);
    if (choices.isValid()) {
        auto* box = new QComboBox(parent);
        for (const auto& [id, label] : choices.value<QList<QPair<QString, QString>>>()) box->addItem(label, id);
        return box;
    }
    if (const auto* rows = qobject_cast<const RowTableModel*>(index.model()); rows && rows->isCount(index)) {
        const QPersistentModelIndex cell(index);
        auto* editor = new CheckedEdit(
            [rows, cell](const QString& text) {
                return cell.isValid() ? rows->readCount(cell, text).issues() : Issues{};  // the row may have gone away
            },
            parent);
        editor->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return editor;
    }
    if (index.data(expressionRole).toBool()) return new ExpressionEdit(m_cases, parent);
    return NumberCellDelegate::createEditor(parent, option, index);
}

void CellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
    } else {
        NumberCellDelegate::setEditorData(editor, index);
    }
}

void CellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        model->setData(index, box->currentData(), Qt::EditRole);
    } else {
        NumberCellDelegate::setModelData(editor, model, index);
    }
}

}  // namespace kachi

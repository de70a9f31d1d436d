#include "ui/editors/number_cell_delegate.h"

#include "models/params/registry.h"
#include "ui/editors/checked_edit.h"
#include "ui/editors/number_field.h"
#include "ui/editors/number_grid.h"
#include "ui/windows/language.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPersistentModelIndex>

namespace kachi {
namespace {

std::string parameterIdOf(const QModelIndex& index) {
    return index.data(parameterIdRole).toString().toStdString();
}

Parameter parameterOf(const CaseDocument& document, const std::string& id) {
    const auto found = document.current().parameters.find(id);
    return found == document.current().parameters.end() ? Parameter{} : found->second;
}

/// Editor of a cell of a NumberGridModel.
QWidget* gridEdit(const QModelIndex& index, QWidget* parent) {
    const QPersistentModelIndex cell(index);
    auto* editor = new CheckedEdit(
        [cell](const QString& text) {
            const auto* grid = qobject_cast<const NumberGridModel*>(cell.model());
            return grid ? grid->faultsOf({cell.row(), cell.column(), text}) : Issues{};  // the cell may have gone away
        },
        parent);
    editor->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return editor;
}

bool leavesCell(const QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        return static_cast<const QFocusEvent*>(event)->reason() != Qt::PopupFocusReason;
    }
    if (event->type() != QEvent::KeyPress) return false;
    const int key = static_cast<const QKeyEvent*>(event)->key();
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab;
}

}  // namespace

NumberCellDelegate::NumberCellDelegate(CaseDocument& document, QObject* parent)
    : QStyledItemDelegate(parent), m_document(document) {}

QWidget* NumberCellDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                          const QModelIndex& index) const {
    if (qobject_cast<const NumberGridModel*>(index.model())) return gridEdit(index, parent);
    const std::string id = parameterIdOf(index);
    if (id.empty()) return QStyledItemDelegate::createEditor(parent, option, index);
    auto* editor = new NumberEdit(m_document, id, parent);
    editor->setFrame(false);
    editor->setAccessibleName(shown(parameterLabel(id, parameterOf(m_document, id))));
    return editor;
}

void NumberCellDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    // What is being typed stays when results arrive meanwhile.
    if (const auto* line = qobject_cast<QLineEdit*>(editor); line && line->isModified()) return;
    if (auto* edit = qobject_cast<NumberEdit*>(editor)) {
        edit->setText(entryText(parameterOf(m_document, parameterIdOf(index))));
    } else {
        QStyledItemDelegate::setEditorData(editor, index);
    }
}

void NumberCellDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    auto* edit = qobject_cast<NumberEdit*>(editor);
    if (!edit) {
        QStyledItemDelegate::setModelData(editor, model, index);
        return;
    }
    const std::string id = parameterIdOf(index);
    const Parameter before = parameterOf(m_document, id);
    if (edit->text() == entryText(before)) return;
    const auto entry = edit->read();
    if (!entry) return;
    edit->setModified(false);
    m_document.setParameter(id, withEntry(before, *entry), tr("Set %1").arg(shown(parameterLabel(id, before))),
                            QStringLiteral("value:") + QString::fromStdString(id));
}

bool NumberCellDelegate::eventFilter(QObject* watched, QEvent* event) {
    auto* edit = qobject_cast<ProblemEdit*>(watched);
    if (edit && edit->isModified() && leavesCell(event) && !edit->accepts()) {
        return event->type() == QEvent::KeyPress;  // the cell stays open with its text
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

void setNumberTableHabits(QAbstractItemView* view, CaseDocument& document) {
    view->setItemDelegate(new NumberCellDelegate(document, view));
    view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed);
    view->setTabKeyNavigation(true);
    view->setSelectionMode(QAbstractItemView::ContiguousSelection);
}

}  // namespace kachi

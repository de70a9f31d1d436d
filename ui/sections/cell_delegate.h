#pragma once

#include "ui/editors/number_cell_delegate.h"

namespace kachi {

/// The delegate of input tables: numbers as everywhere, fixed answers as a list, expressions with completion of the
/// names of the case.
class CellDelegate : public NumberCellDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(CaseDocument& document, QObject* parent = nullptr);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    CaseDocument& m_cases;
};

}  // namespace kachi

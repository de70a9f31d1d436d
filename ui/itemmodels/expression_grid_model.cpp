#include "ui/itemmodels/expression_grid_model.h"

#include "ui/itemmodels/row_table_model.h"
#include "ui/windows/language.h"

namespace kachi {

ExpressionGridModel::ExpressionGridModel(CaseDocument& document, ExpressionGrid grid, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_grid(std::move(grid)),
      m_rows(m_grid.rows(document.current())),
      m_columns(m_grid.columns(document.current())) {
    connect(&document, &CaseDocument::changed, this, &ExpressionGridModel::refresh);
    connect(&document, &CaseDocument::opened, this, &ExpressionGridModel::refresh);
}

void ExpressionGridModel::refresh() {
    Heads rows = m_grid.rows(m_document.current());
    Heads columns = m_grid.columns(m_document.current());
    if (rows != m_rows || columns != m_columns) {
        beginResetModel();
        m_rows = std::move(rows);
        m_columns = std::move(columns);
        endResetModel();
    } else if (!m_rows.empty() && !m_columns.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    }
}

int ExpressionGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExpressionGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ExpressionGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == expressionRole) return true;
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    return QString::fromStdString(m_grid.read(m_document.current(), m_rows[static_cast<std::size_t>(index.row())].first,
                                              m_columns[static_cast<std::size_t>(index.column())].first));
}

bool ExpressionGridModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    Case after = m_document.current();
    m_grid.write(after, m_rows[static_cast<std::size_t>(index.row())].first,
                 m_columns[static_cast<std::size_t>(index.column())].first, value.toString().trimmed().toStdString());
    if (after != m_document.current()) m_document.replace(std::move(after), tr("Edit %1").arg(shown(m_grid.name)));
    return true;
}

QVariant ExpressionGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) return {};
    const Heads& heads = orientation == Qt::Horizontal ? m_columns : m_rows;
    if (section < 0 || section >= static_cast<int>(heads.size())) return {};
    return shown(heads[static_cast<std::size_t>(section)].second);
}

Qt::ItemFlags ExpressionGridModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

}  // namespace kachi

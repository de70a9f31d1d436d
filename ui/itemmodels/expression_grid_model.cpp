#include "ui/itemmodels/expression_grid_model.h"

#include "ui/itemmodels/row_table_model.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QBrush>

namespace kachi {

using namespace Qt::StringLiterals;

ExpressionGridModel::ExpressionGridModel(CaseDocument& document, ExpressionGrid grid, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_seen(document.version()),
      m_grid(std::move(grid)),
      m_rows(m_grid.rows(document.current())),
      m_columns(m_grid.columns(document.current())),
      m_checked(m_grid.checked && m_grid.checked(document.current())) {
    connect(&document, &CaseDocument::changed, this, &ExpressionGridModel::refresh);
    connect(&document, &CaseDocument::opened, this, &ExpressionGridModel::refresh);
}

void ExpressionGridModel::refresh() {
    m_seen = m_document.version();
    const Case& value = m_document.current();
    Heads rows = m_grid.rows(value);
    Heads columns = m_grid.columns(value);
    const bool checked = m_grid.checked && m_grid.checked(value);
    if (rows != m_rows || columns != m_columns || checked != m_checked) {
        beginResetModel();
        m_rows = std::move(rows);
        m_columns = std::move(columns);
        m_checked = checked;
        endResetModel();
    } else if (rowCount() > 0 && columnCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void ExpressionGridModel::retranslate() {
    refresh();
    if (columnCount() > 0) Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

void ExpressionGridModel::setIssues(const Issues& issues, bool upToDate) {
    m_issues.set(issues);
    m_upToDate = upToDate;
    if (rowCount() == 0 || columnCount() == 0) return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

FoundCell ExpressionGridModel::find(const std::string& where) const {
    FoundCell nearest;
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < static_cast<int>(m_columns.size()); ++column) {
            if (placeAt(index(row, column)) == where) return {index(row, column), where.size()};
        }
        if (!m_grid.rowPlace) continue;
        const std::string place = m_grid.rowPlace(m_document.current(), m_rows[static_cast<std::size_t>(row)].first);
        if (isWithin(where, place)) nearest = {index(row, 0), place.size()};
    }
    return nearest;
}

std::string ExpressionGridModel::placeAt(const QModelIndex& index) const {
    if (!index.isValid() || isCheck(index) || !m_grid.place) return {};
    return m_grid.place(m_document.current(), rowId(index), columnId(index));
}

int ExpressionGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExpressionGridModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return static_cast<int>(m_columns.size()) + (m_checked && !m_columns.empty() ? 1 : 0);
}

bool ExpressionGridModel::applies(const QModelIndex& index) const {
    return !m_grid.applies || m_grid.applies(m_document.current(), rowId(index), columnId(index));
}

QVariant ExpressionGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || m_seen != m_document.version()) return {};
    if (isCheck(index)) return checkData(index, role);
    if (role == expressionRole) return true;
    if (role == Qt::BackgroundRole && !applies(index)) return QBrush(themeColours().raised);
    if (role == Qt::ForegroundRole || role == Qt::ToolTipRole) {
        const QVariant mark = m_issues.mark(placeAt(index), role);
        if (mark.isValid()) return mark;
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    return QString::fromStdString(m_grid.read(m_document.current(), rowId(index), columnId(index)));
}

QVariant ExpressionGridModel::checkData(const QModelIndex& index, int role) const {
    const std::string place = m_grid.rowPlace(m_document.current(), rowId(index));
    const Issue* issue = m_issues.at(place);
    if (!issue) return role == Qt::DisplayRole && m_upToDate ? QVariant(u"✓"_s) : QVariant();
    if (role != Qt::DisplayRole) return m_issues.mark(place, role);
    const auto cycle = issue->details.find("cycle");
    const QString value = u"⚠ "_s + QString::fromStdString(issue->value);
    return cycle == issue->details.end() ? value
                                         : tr("%1 (cycle %2)").arg(value, QString::fromStdString(cycle->second));
}

bool ExpressionGridModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || isCheck(index) || !applies(index)) return false;
    Case after = m_document.current();
    m_grid.write(after, rowId(index), columnId(index), value.toString().trimmed().toStdString());
    if (after != m_document.current()) m_document.replace(std::move(after), tr("Edit %1").arg(shown(m_grid.name)));
    return true;
}

QVariant ExpressionGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical && m_grid.rowPlace && section >= 0 && section < rowCount()) {
        // The head of a row is always in sight, its sum may not be.
        const std::string& id = m_rows[static_cast<std::size_t>(section)].first;
        const std::string place = m_grid.rowPlace(m_document.current(), id);
        if (m_issues.at(place)) {
            if (role == Qt::DisplayRole) return u"⚠ "_s + shown(m_rows[static_cast<std::size_t>(section)].second);
            return m_issues.mark(place, role);
        }
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const Heads& heads = orientation == Qt::Horizontal ? m_columns : m_rows;
    if (orientation == Qt::Horizontal && section == static_cast<int>(heads.size()) && m_checked) return tr("Sum");
    if (section < 0 || section >= static_cast<int>(heads.size())) return {};
    return shown(heads[static_cast<std::size_t>(section)].second);
}

Qt::ItemFlags ExpressionGridModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Qt::ItemFlags shownFlags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return isCheck(index) || !applies(index) ? shownFlags : shownFlags | Qt::ItemIsEditable;
}

}  // namespace kachi

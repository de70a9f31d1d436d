#include "ui/itemmodels/report_table_model.h"

#include <QFont>
#include <QSize>

namespace kachi {

void ReportTableModel::setTable(Table table, Language language) {
    const bool sameShape = table.rows.size() == m_table.rows.size() && table.columns.size() == m_table.columns.size();
    if (!sameShape) beginResetModel();
    m_table = std::move(table);
    m_decimals = columnDecimals(m_table);
    m_language = language;
    if (!sameShape) {
        endResetModel();
    } else if (rowCount() > 0 && columnCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }
}

int ReportTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ReportTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant ReportTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const TableRow& row = m_table.rows[static_cast<std::size_t>(index.row())];
    const auto at = static_cast<std::size_t>(index.column());
    const TableColumn& column = m_table.columns[at];
    switch (role) {
        case Qt::DisplayRole: {
            const QString text = QString::fromStdString(cellText(row.cells[at], column, m_decimals[at], m_language));
            return index.column() == 0 ? QString(2 * row.indent, QChar(0x2003)) + text : text;
        }
        case Qt::ToolTipRole:
            return QString::fromStdString(cellText(row.cells[at], column, m_decimals[at], m_language));
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignVCenter | (column.alignment == Alignment::left     ? Qt::AlignLeft
                                                        : column.alignment == Alignment::centre ? Qt::AlignHCenter
                                                                                                : Qt::AlignRight));
        case Qt::FontRole: {
            QFont font;
            font.setBold(row.emphasis);
            return font;
        }
        default:
            return {};
    }
}

QVariant ReportTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    const TableColumn& column = m_table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter |
                                (column.alignment == Alignment::right ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const QString header = QString::fromStdString(labelWithUnit(column.header, column.unit, column.format, m_language));
    return column.group.empty() ? header : QString::fromStdString(column.group.in(m_language)) + u'\n' + header;
}

}  // namespace kachi

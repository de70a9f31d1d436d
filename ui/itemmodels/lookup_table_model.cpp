#include "ui/itemmodels/lookup_table_model.h"

#include "app/document/lookup_table_edits.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

LookupTableModel::LookupTableModel(CaseDocument& document, QObject* parent) : NumberGridModel(document, parent) {
    connect(&document, &CaseDocument::changed, this, &LookupTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &LookupTableModel::refresh);
}

void LookupTableModel::setTable(const std::string& id) {
    m_id = id;
    refresh();
}

const LookupTable* LookupTableModel::table() const {
    return findTable(current(), m_id);
}

std::string LookupTableModel::columnAt(int column) const {
    return column < 1 || column > static_cast<int>(m_columns.size()) ? std::string()
                                                                     : m_columns[static_cast<std::size_t>(column - 1)];
}

void LookupTableModel::refresh() {
    std::vector<std::string> columns;
    std::size_t rows = 0;
    m_order.clear();
    m_length.clear();
    if (const LookupTable* shown = table()) {
        rows = shown->keys.size();
        for (const auto& [column, cells] : shown->columns) {
            columns.push_back(column);
            rows = std::max(rows, cells.size());
        }
        for (const Issue& issue : validateTables({*shown})) {
            if (issue.code == "expressions.tableOrder") m_order[std::stoi(issue.details.at("row")) - 1] = issue;
            if (issue.code != "expressions.tableLength") continue;
            const std::string column = issue.where.substr(m_id.size() + 1);
            const auto position = std::ranges::find(columns, column) - columns.begin();
            m_length[static_cast<int>(position) + 1] = issue;
            m_length.try_emplace(0, issue);
        }
    }
    if (columns != m_columns || static_cast<int>(rows) != m_rows) {
        beginResetModel();
        m_columns = std::move(columns);
        m_rows = static_cast<int>(rows);
        endResetModel();
    } else if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void LookupTableModel::retranslate() {
    if (columnCount() > 0) Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int LookupTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_columns.empty() ? 0 : m_rows + 1;
}

int LookupTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_columns.empty() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QString LookupTableModel::columnName(int column) const {
    return column == 0 ? tr("Key (from)") : QString::fromStdString(columnAt(column));
}

QVariant LookupTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (section < 0) return {};
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole) return section < m_rows ? QString::number(section + 1) : u"＊"_s;
        return role == Qt::ToolTipRole && section == m_rows ? tr("Type or paste here to add rows") : QVariant();
    }
    if (section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DisplayRole) return columnName(section);
    if (role != Qt::ToolTipRole || section == 0) return {};
    return u"lookup(%1.%2, age)"_s.arg(QString::fromStdString(m_id), columnName(section));
}

const std::vector<double>* LookupTableModel::cells(int column) const {
    const LookupTable* shown = table();
    if (!shown) return nullptr;
    if (column == 0) return &shown->keys;
    const auto found = shown->columns.find(columnAt(column));
    return found == shown->columns.end() ? nullptr : &found->second;
}

std::optional<double> LookupTableModel::number(int row, int column) const {
    const std::vector<double>* numbers = cells(column);
    const auto at = static_cast<std::size_t>(row);
    return numbers && at < numbers->size() ? std::optional((*numbers)[at]) : std::nullopt;
}

NumberContext LookupTableModel::context(int row, int column) const {
    NumberContext context;
    context.where = tr("%1, row %2").arg(columnName(column)).arg(row + 1);
    return context;
}

/// Numbers of a column stand without gaps, so a cell is filled below the last one or not at all.
Issues LookupTableModel::put(Case& after, int row, int column, std::optional<double> number) const {
    LookupTable& edited = *findTable(after, m_id);
    std::vector<double>& numbers = column == 0 ? edited.keys : edited.columns.at(columnAt(column));
    const auto at = static_cast<std::size_t>(row);
    const std::string where = columnName(column).toStdString();
    const auto refuse = [&](const char* code) {
        return Issues{{code, Severity::error, where, std::to_string(row + 1), std::to_string(numbers.size() + 1), {}}};
    };
    if (number && at < numbers.size()) {
        numbers[at] = *number;
    } else if (number && at == numbers.size()) {
        numbers.push_back(*number);
    } else if (number) {
        return refuse("editing.tableGap");
    } else if (at < numbers.size()) {
        return refuse("editing.tableCellEmpty");
    }
    return {};
}

const Issue* LookupTableModel::fault(int row, int column) const {
    if (row >= m_rows) return nullptr;
    if (!number(row, column)) {
        const auto missing = m_length.find(column);
        return missing == m_length.end() ? nullptr : &missing->second;
    }
    const auto order = column == 0 ? m_order.find(row) : m_order.end();
    return order == m_order.end() ? nullptr : &order->second;
}

}  // namespace kachi

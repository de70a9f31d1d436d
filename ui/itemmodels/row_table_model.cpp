#include "ui/itemmodels/row_table_model.h"

#include "app/interchange/issue_text.h"
#include "app/interchange/number_text.h"
#include "models/params/model_inputs.h"
#include "ui/editors/number_entry.h"
#include "ui/itemmodels/parameter_table_model.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QBrush>
#include <QPair>

#include <algorithm>
#include <limits>

namespace kachi {

using namespace Qt::StringLiterals;

std::string newRowId(const Case& value, const RowTable& table) {
    const std::vector<std::string> taken = table.ids(value);
    for (int number = static_cast<int>(taken.size()) + 1;; ++number) {
        const std::string id = 'r' + std::to_string(number);
        const std::string head = table.parameterHead + id + '.';
        const auto stored = value.parameters.lower_bound(head);
        const bool hasParameters =
            !table.parameterHead.empty() && stored != value.parameters.end() && stored->first.starts_with(head);
        if (!hasParameters && std::find(taken.begin(), taken.end(), id) == taken.end()) return id;
    }
}

RowTableModel::RowTableModel(CaseDocument& document, RowTable table, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_seen(document.version()),
      m_table(std::move(table)),
      m_rows(m_table.ids(document.current())) {
    connect(&document, &CaseDocument::changed, this, &RowTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &RowTableModel::refresh);
}

void RowTableModel::refresh() {
    m_seen = m_document.version();
    std::vector<std::string> wanted = m_table.ids(m_document.current());
    if (wanted != m_rows) {
        beginResetModel();
        m_rows = std::move(wanted);
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void RowTableModel::retranslate() {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void RowTableModel::setWorkedOut(const ParameterValues* values) {
    m_workedOut = values ? values->base : std::map<std::string, double>{};
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RowTableModel::setIssues(const Issues& issues) {
    m_issues.set(issues);
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

std::string RowTableModel::placeOf(const QModelIndex& index) const {
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    if (!m_table.place || column.field.empty()) return {};
    return m_table.place(m_document.current(), index.row()) + "/" + column.field;
}

FoundCell RowTableModel::find(const std::string& where) const {
    FoundCell nearest;
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            const QModelIndex cell = index(row, column);
            if (parameterAt(cell) == where || placeOf(cell) == where) return {cell, where.size()};
        }
        const std::string place = m_table.place ? m_table.place(m_document.current(), row) : std::string();
        if (place.size() > nearest.nearness && isWithin(where, place)) nearest = {index(row, 0), place.size()};
    }
    return nearest;
}

void RowTableModel::addRow() {
    Case after = m_document.current();
    m_table.insert(after, rowCount(), newRowId(after, m_table));
    if (after == m_document.current()) return;  // nothing left to add
    m_document.replace(std::move(after), tr("Add row: %1").arg(shown(m_table.name)));
}

void RowTableModel::removeRows(int first, int last) {
    if (first < 0 || last >= rowCount() || first > last) return;
    Case after = m_document.current();
    for (int row = last; row >= first; --row) {
        m_table.remove(after, row);
        if (m_table.parameterHead.empty()) continue;
        const std::string head = m_table.parameterHead + m_rows[static_cast<std::size_t>(row)] + '.';
        std::erase_if(after.parameters, [&head](const auto& entry) { return entry.first.starts_with(head); });
    }
    m_document.replace(std::move(after),
                       tr("Remove %n row(s): %1", nullptr, last - first + 1).arg(shown(m_table.name)));
}

void RowTableModel::moveRow(int from, int to) {
    if (from < 0 || to < 0 || from >= rowCount() || to >= rowCount() || from == to) return;
    Case after = m_document.current();
    m_table.move(after, from, to);
    m_document.replace(std::move(after), tr("Move row: %1").arg(shown(m_table.name)));
}

int RowTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RowTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

std::string RowTableModel::parameterAt(const QModelIndex& index) const {
    const std::string& pattern = m_table.columns[static_cast<std::size_t>(index.column())].parameter;
    return pattern.empty() ? std::string() : cellId(pattern, m_rows[static_cast<std::size_t>(index.row())]);
}

QVariant RowTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || m_seen != m_document.version()) return {};
    const std::string id = parameterAt(index);
    if (id.empty()) return structureData(index, role);
    const auto found = m_workedOut.find(id);
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    const auto parameter = m_document.current().parameters.find(id);
    const bool empty = parameter == m_document.current().parameters.end() ||
                       (!parameter->second.value && parameter->second.expression.empty());
    if (empty && column.standIn && role == Qt::DisplayRole) return column.standIn(m_document.current(), index.row());
    if (empty && column.standIn && role == Qt::ForegroundRole) return QBrush(themeColours().muted);
    return parameterCellData(m_document.current(), id,
                             found == m_workedOut.end() ? std::optional<double>() : found->second, column.mayBeEmpty,
                             role);
}

QVariant RowTableModel::structureData(const QModelIndex& index, int role) const {
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    // The accessors hand out writable places; here they are only read.
    Case& value = const_cast<Case&>(m_document.current());
    if (role == expressionRole) return column.expression;
    if (role == Qt::TextAlignmentRole && column.count) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == choicesRole && column.choices) {
        QList<QPair<QString, QString>> choices;
        for (const auto& [id, label] : column.choices(value))
            choices.append({QString::fromStdString(id), shown(label)});
        return QVariant::fromValue(choices);
    }
    if (role == Qt::ToolTipRole || role == Qt::ForegroundRole) {
        const QVariant mark = m_issues.mark(placeOf(index), role);
        if (mark.isValid() || role == Qt::ForegroundRole) return mark;
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    if (column.text) {
        Text text = *column.text(value, index.row());
        return role == Qt::EditRole ? QString::fromStdString(editedPart(text)) : shown(text);
    }
    if (column.string) return QString::fromStdString(*column.string(value, index.row()));
    if (column.read) return QString::fromStdString(column.read(value, index.row()));
    if (column.count) {
        const std::optional<double> count = column.count(value, index.row());
        if (!count) return {};
        return role == Qt::EditRole ? QString::fromStdString(plainDigits(*count)) : groupedText(*count);
    }
    if (!column.chosen) return {};
    const std::string chosen = column.chosen(value, index.row());
    if (role == Qt::EditRole) return QString::fromStdString(chosen);
    for (const auto& [id, label] : column.choices(value)) {
        if (id == chosen) return shown(label);
    }
    return QString::fromStdString(chosen);
}

bool RowTableModel::isCount(const QModelIndex& index) const {
    return m_table.columns[static_cast<std::size_t>(index.column())].setCount != nullptr;
}

Result<std::optional<int>> RowTableModel::readCount(const QModelIndex& index, const QString& text) const {
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    if (text.trimmed().isEmpty()) {
        if (column.mayBeEmpty) return std::optional<int>();
        return interchangeIssue("editing.tableCellEmpty", shown(column.header), QString::number(index.row() + 1));
    }
    NumberContext context;
    context.where = shown(column.header);
    context.unit = column.unit;
    context.limits = {.atLeast = 0, .atMost = std::numeric_limits<int>::max(), .whole = true};
    const auto number = parseNumber(text, context);
    if (!number) return number.issues();
    return std::optional<int>(static_cast<int>(*number));
}

bool RowTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || index.row() >= rowCount()) return false;
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    Case after = m_document.current();
    const std::string text = value.toString().toStdString();
    if (column.text) {
        editedPart(*column.text(after, index.row())) = text;
    } else if (column.string) {
        *column.string(after, index.row()) = value.toString().trimmed().toStdString();
    } else if (column.write) {
        if (!column.write(after, index.row(), value.toString().trimmed().toStdString())) return false;
    } else if (column.setCount) {
        const auto count = readCount(index, value.toString());
        if (!count) return false;
        column.setCount(after, index.row(), *count);
    } else if (column.choose) {
        column.choose(after, index.row(), text);
    } else {
        return false;
    }
    if (after == m_document.current()) return true;
    m_document.replace(std::move(after), tr("Edit %1").arg(shown(column.header)));
    return true;
}

QVariant RowTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= columnCount()) return {};
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(section)];
    const bool number = !column.parameter.empty() || column.count;
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const QString unit = shown(unitText(column.unit));
    return unit.isEmpty() ? shown(column.header) : shown(column.header) + u'\n' + u'(' + unit + u')';
}

Qt::ItemFlags RowTableModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const RowTable::Column& column = m_table.columns[static_cast<std::size_t>(index.column())];
    const bool editable =
        !column.parameter.empty() || column.text || column.string || column.write || column.setCount || column.choose;
    const Qt::ItemFlags shownFlags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return editable ? shownFlags | Qt::ItemIsEditable : shownFlags;
}

}  // namespace kachi

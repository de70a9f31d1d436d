#include "ui/itemmodels/area_list_model.h"

#include "app/report/map_areas.h"
#include "models/core/issue.h"
#include "models/equalisation/prefecture_names.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace kachi {

namespace {

enum Column { codeColumn, nameColumn };

const Text missingText{"値なし", "no value"};

}  // namespace

AreaListModel::AreaListModel(QObject* parent) : QSortFilterProxyModel(parent), m_table(new ReportTableModel(this)) {
    setSourceModel(m_table);
}

void AreaListModel::setMap(const MapFigure& map, Language language) {
    m_language = language;
    m_table->setTable(mapTable(map), language);
}

void AreaListModel::search(const QString& words) {
    m_words = words.trimmed();
    const Prefecture* named = resolvePrefecture(m_words.toStdString());
    m_named = named ? std::string(named->code) : std::string();
    invalidateFilter();
}

void AreaListModel::setHovered(const std::string& code) {
    if (code == m_hovered) return;
    m_hovered = code;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::BackgroundRole});
}

std::string AreaListModel::codeAt(int row) const {
    return index(row, codeColumn).data(rawRole).toString().toStdString();
}

int AreaListModel::rowOf(const std::string& code) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (codeAt(row) == code) return row;
    }
    return -1;
}

const Cell& AreaListModel::cellAt(const QModelIndex& source) const {
    return m_table->table()
        .rows[static_cast<std::size_t>(source.row())]
        .cells[static_cast<std::size_t>(source.column())];
}

QVariant AreaListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Cell& cell = cellAt(mapToSource(index));
    const bool missing = std::holds_alternative<std::monostate>(cell);
    if (role == rawRole) {
        if (missing) return QString();
        const auto* number = std::get_if<double>(&cell);
        return number ? QString::fromStdString(numberText(*number)) : index.data(Qt::DisplayRole);
    }
    if (role == Qt::DisplayRole && missing) return QString::fromStdString(missingText.in(m_language));
    if (role == Qt::ForegroundRole && missing) return QGuiApplication::palette().brush(QPalette::PlaceholderText);
    if (role == Qt::BackgroundRole && !m_hovered.empty() && codeAt(index.row()) == m_hovered) {
        return QGuiApplication::palette().brush(QPalette::Button);
    }
    return QSortFilterProxyModel::data(index, role);
}

QVariant AreaListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == rawRole) role = Qt::ToolTipRole;
    const std::vector<TableColumn>& columns = m_table->table().columns;
    if (role == Qt::DisplayRole && orientation == Qt::Horizontal && section < std::ssize(columns)) {
        return QString::fromStdString(columns[static_cast<std::size_t>(section)].header.in(m_language));
    }
    return QSortFilterProxyModel::headerData(section, orientation, role);
}

bool AreaListModel::filterAcceptsRow(int row, const QModelIndex&) const {
    if (m_words.isEmpty()) return true;
    const TableRow& area = m_table->table().rows[static_cast<std::size_t>(row)];
    const Text& code = std::get<Text>(area.cells[codeColumn]);
    if (code.ja == m_named) return true;
    const auto prefecture = std::ranges::find(prefectures, code.ja, &Prefecture::code);
    for (const std::string_view name : {prefecture->code, prefecture->ja, prefecture->en}) {
        const auto written = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (written.contains(m_words, Qt::CaseInsensitive)) return true;
    }
    return false;
}

bool AreaListModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const Cell& first = cellAt(left);
    const Cell& second = cellAt(right);
    const bool firstMissing = std::holds_alternative<std::monostate>(first);
    const bool secondMissing = std::holds_alternative<std::monostate>(second);
    if (firstMissing != secondMissing) return sortOrder() == Qt::AscendingOrder ? secondMissing : firstMissing;
    const auto* firstNumber = std::get_if<double>(&first);
    const auto* secondNumber = std::get_if<double>(&second);
    if (firstNumber && secondNumber) return *firstNumber < *secondNumber;
    return QSortFilterProxyModel::lessThan(left, right);
}

}  // namespace kachi

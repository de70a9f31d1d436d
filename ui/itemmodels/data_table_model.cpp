#include "ui/itemmodels/data_table_model.h"

#include "app/interchange/number_text.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

nlohmann::json emptyData() {
    return {{"columns", nlohmann::json::array()}, {"rows", nlohmann::json::array()}};
}

bool isData(const nlohmann::json& data) {
    return data.is_object() && data.contains("columns") && data["columns"].is_array() && data.contains("rows") &&
           data["rows"].is_array();
}

/// A number where the text is one, else the text; nothing is null.
nlohmann::json typedCell(const QString& text) {
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) return nullptr;
    if (const auto number = parseNumber(trimmed, {})) return *number;
    return trimmed.toStdString();
}

QString shownCell(const nlohmann::json& cell) {
    if (cell.is_null()) return {};
    if (cell.is_string()) return QString::fromStdString(cell.get<std::string>());
    if (cell.is_number_float()) return QString::fromStdString(numberText(cell.get<double>()));
    return QString::fromStdString(cell.dump());
}

}  // namespace

DataTableModel::DataTableModel(CaseDocument& document, InputsPlace place, const Field& field, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_place(std::move(place)), m_field(&field) {
    connect(&document, &CaseDocument::changed, this, &DataTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &DataTableModel::refresh);
    refresh();
}

void DataTableModel::refresh() {
    const nlohmann::json* inputs = m_place.find(m_document.current());
    const bool entered = inputs && inputs->is_object() && inputs->contains(m_field->key);
    nlohmann::json data = entered && isData((*inputs)[m_field->key]) ? (*inputs)[m_field->key] : emptyData();
    if (data == m_data) return;
    beginResetModel();
    m_data = std::move(data);
    endResetModel();
}

void DataTableModel::setIssues(const Issues& issues) {
    m_issues.set(issues);
    if (rowCount() > 0 && columnCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int DataTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_data["rows"].size());
}

int DataTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_data["columns"].size());
}

std::string DataTableModel::placeOf(const QModelIndex& index) const {
    const auto column = static_cast<std::size_t>(index.column());
    return m_place.pathOf(m_field->key) + "/rows/" + std::to_string(index.row()) + "/" +
           m_data["columns"][column].get<std::string>();
}

QVariant DataTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const nlohmann::json& row = m_data["rows"][static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    if (!row.is_array() || column >= row.size()) return {};
    const nlohmann::json& cell = row[column];
    if (role == Qt::DisplayRole || role == Qt::EditRole) return shownCell(cell);
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((cell.is_number() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::ToolTipRole && role != Qt::ForegroundRole) return {};
    const Issue* issue = m_issues.at(placeOf(index));
    if (!issue) return {};
    if (role == Qt::ForegroundRole) return themeColours().error;
    return shown(m_place.sentence(m_document.current(), *issue));
}

QVariant DataTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    return shownCell(m_data["columns"][static_cast<std::size_t>(section)]);
}

Qt::ItemFlags DataTableModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

void DataTableModel::write(nlohmann::json data, const QString& text) {
    Case after = m_document.current();
    nlohmann::json* inputs = m_place.find(after);
    if (!inputs) return;
    if (data["columns"].empty()) {
        inputs->erase(m_field->key);
    } else {
        (*inputs)[m_field->key] = std::move(data);
    }
    m_document.replace(std::move(after), text);
}

bool DataTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    nlohmann::json cell = typedCell(value.toString());
    nlohmann::json data = m_data;
    nlohmann::json& old = data["rows"][static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    if (old == cell) return true;
    old = std::move(cell);
    write(std::move(data), tr("Edit %1").arg(shown(m_field->label)));
    return true;
}

void DataTableModel::addRow() {
    nlohmann::json data = m_data;
    data["rows"].push_back(std::vector<nlohmann::json>(data["columns"].size()));
    write(std::move(data), tr("Add row"));
}

void DataTableModel::removeRows(int first, int last) {
    nlohmann::json data = m_data;
    auto& rows = data["rows"];
    rows.erase(rows.begin() + first, rows.begin() + last + 1);
    write(std::move(data), tr("Remove rows"));
}

void DataTableModel::addColumn(const QString& name) {
    nlohmann::json data = m_data;
    data["columns"].push_back(name.trimmed().toStdString());
    for (nlohmann::json& row : data["rows"]) row.push_back(nullptr);
    write(std::move(data), tr("Add column"));
}

void DataTableModel::removeColumn(int column) {
    nlohmann::json data = m_data;
    data["columns"].erase(data["columns"].begin() + column);
    for (nlohmann::json& row : data["rows"]) row.erase(row.begin() + column);
    write(std::move(data), tr("Remove column"));
}

void DataTableModel::renameColumn(int column, const QString& name) {
    nlohmann::json data = m_data;
    data["columns"][static_cast<std::size_t>(column)] = name.trimmed().toStdString();
    write(std::move(data), tr("Rename column"));
}

void DataTableModel::paste(const QModelIndex& start, const std::vector<QStringList>& texts) {
    nlohmann::json data = m_data;
    const int columns = columnCount();
    for (std::size_t line = 0; line < texts.size(); ++line) {
        const std::size_t row = static_cast<std::size_t>(start.row()) + line;
        while (data["rows"].size() <= row) {
            data["rows"].push_back(std::vector<nlohmann::json>(static_cast<std::size_t>(columns)));
        }
        for (int at = 0; at < texts[line].size() && start.column() + at < columns; ++at) {
            data["rows"][row][static_cast<std::size_t>(start.column() + at)] = typedCell(texts[line][at]);
        }
    }
    write(std::move(data), tr("Paste"));
}

QModelIndex DataTableModel::find(const std::string& where) const {
    const std::string head = m_place.pathOf(m_field->key) + "/rows/";
    if (!where.starts_with(head)) return {};
    const int row = std::atoi(where.c_str() + head.size());
    const std::size_t slash = where.find('/', head.size());
    const std::string name = slash == std::string::npos ? std::string() : where.substr(slash + 1);
    for (int column = 0; column < columnCount(); ++column) {
        if (m_data["columns"][static_cast<std::size_t>(column)] == name) return index(row, column);
    }
    return index(row, 0);
}

}  // namespace kachi

#include "ui/itemmodels/data_table_model.h"

#include "app/interchange/number_text.h"
#include "app/studies/column_contents.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const nlohmann::json& emptyData() {
    static const nlohmann::json empty{{"columns", nlohmann::json::array()}, {"rows", nlohmann::json::array()}};
    return empty;
}

bool isData(const nlohmann::json& data) {
    return data.is_object() && data.contains("columns") && data["columns"].is_array() && data.contains("rows") &&
           data["rows"].is_array();
}

/// A number where the text is one, else the text; codes ("007") keep their zeros; nothing is null.
nlohmann::json typedCell(const QString& text) {
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) return nullptr;
    const auto number = parseNumber(trimmed, {});
    if (number && !isCode(trimmed)) return *number;
    return trimmed.toStdString();
}

QString shownCell(const nlohmann::json& cell) {
    if (cell.is_null()) return {};
    if (cell.is_string()) return QString::fromStdString(cell.get<std::string>());
    if (cell.is_number_float()) return QString::fromStdString(numberText(cell.get<double>()));
    return QString::fromStdString(cell.dump());
}

/// Writes a cell; a row that is too short for it gets empty cells.
void put(nlohmann::json& data, std::size_t row, std::size_t column, nlohmann::json cell) {
    nlohmann::json& cells = data["rows"][row];
    if (!cells.is_array()) cells = nlohmann::json::array();
    while (cells.size() <= column) cells.push_back(nullptr);
    cells[column] = std::move(cell);
}

/// Moves the unit of a column to its new name; without a name it goes with the column.
void renameUnit(nlohmann::json& data, std::size_t column, const std::string& name) {
    const auto units = data.find("units");
    const nlohmann::json& old = data["columns"][column];
    if (units == data.end() || !old.is_string() || !units->contains(old.get<std::string>())) return;
    const nlohmann::json unit = (*units)[old.get<std::string>()];
    units->erase(old.get<std::string>());
    if (!name.empty()) (*units)[name] = unit;
    if (units->empty()) data.erase("units");
}

}  // namespace

DataTableModel::DataTableModel(CaseDocument& document, InputsPlace place, const Field& field, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_place(std::move(place)), m_field(&field) {
    connect(&document, &CaseDocument::changed, this, &DataTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &DataTableModel::refresh);
    m_shape = shape();
    m_seen = firstRow();
}

const nlohmann::json& DataTableModel::table() const {
    const nlohmann::json* inputs = m_place.find(m_document.current());
    const bool entered = inputs && inputs->is_object() && inputs->contains(m_field->key);
    return entered && isData((*inputs)[m_field->key]) ? (*inputs)[m_field->key] : emptyData();
}

DataTableModel::Shape DataTableModel::shape() const {
    return {table()["columns"], table().value("units", nlohmann::json()), table()["rows"].size()};
}

/// The document replaces a table by another one beside it, so one at the same place is the same.
const nlohmann::json* DataTableModel::firstRow() const {
    return table()["rows"].get_ref<const nlohmann::json::array_t&>().data();
}

void DataTableModel::refresh() {
    const bool sameCells = firstRow() == m_seen;
    m_seen = firstRow();
    Shape now = shape();
    if (now == m_shape) {
        // Cells may be others; what is chosen in the table stays chosen.
        if (!sameCells && rowCount() > 0 && columnCount() > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
        return;
    }
    beginResetModel();
    m_shape = std::move(now);
    endResetModel();
}

void DataTableModel::setIssues(const Issues& issues) {
    if (issues == m_given) return;
    m_given = issues;
    m_issues.set(issues);
    if (rowCount() > 0 && columnCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int DataTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shape.rows);
}

int DataTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shape.columns.size());
}

std::string DataTableModel::placeOf(const QModelIndex& index) const {
    const auto column = static_cast<std::size_t>(index.column());
    return m_place.pathOf(m_field->key) + "/rows/" + std::to_string(index.row()) + "/" +
           m_shape.columns[column].get<std::string>();
}

QVariant DataTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const nlohmann::json& rows = table()["rows"];
    const auto line = static_cast<std::size_t>(index.row());
    if (line >= rows.size()) return {};  // the document has changed, its views not yet
    const nlohmann::json& row = rows[line];
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
    if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    const auto column = static_cast<std::size_t>(section);
    return role == Qt::EditRole ? shownCell(m_shape.columns[column]) : headerOf(column);
}

/// The name of the column, with the unit of its numbers where one was stated.
QString DataTableModel::headerOf(std::size_t column) const {
    const QString name = shownCell(m_shape.columns[column]);
    const nlohmann::json& data = table();
    const auto units = data.find("units");
    if (units == data.end() || !units->is_object()) return name;
    const auto unit = units->find(name.toStdString());
    return unit == units->end() ? name : name + u" ["_s + shownCell(*unit) + u']';
}

Qt::ItemFlags DataTableModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

void DataTableModel::edit(const QString& text, const std::function<void(nlohmann::json& data)>& change) {
    Case after = m_document.current();
    nlohmann::json* inputs = m_place.find(after);
    if (!inputs) return;
    nlohmann::json& data = (*inputs)[m_field->key];
    if (!isData(data)) data = emptyData();
    change(data);
    if (data["columns"].empty()) inputs->erase(m_field->key);
    m_document.replace(std::move(after), text);
}

bool DataTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    const nlohmann::json cell = typedCell(value.toString());
    const auto row = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    const nlohmann::json& rows = table()["rows"];
    if (row >= rows.size()) return false;
    const bool entered = rows[row].is_array() && column < rows[row].size();
    if (entered ? rows[row][column] == cell : cell.is_null()) return true;
    edit(tr("Edit %1").arg(shown(m_field->label)), [&](nlohmann::json& data) { put(data, row, column, cell); });
    return true;
}

void DataTableModel::addRow() {
    edit(tr("Add row"),
         [](nlohmann::json& data) { data["rows"].push_back(std::vector<nlohmann::json>(data["columns"].size())); });
}

void DataTableModel::removeRows(int first, int last) {
    edit(tr("Remove rows"), [first, last](nlohmann::json& data) {
        auto& rows = data["rows"];
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
    });
}

void DataTableModel::addColumn(const QString& name) {
    edit(tr("Add column"), [&name](nlohmann::json& data) {
        data["columns"].push_back(name.trimmed().toStdString());
        for (std::size_t row = 0; row < data["rows"].size(); ++row) {
            put(data, row, data["columns"].size() - 1, nullptr);
        }
    });
}

void DataTableModel::removeColumn(int column) {
    edit(tr("Remove column"), [column](nlohmann::json& data) {
        renameUnit(data, static_cast<std::size_t>(column), {});
        data["columns"].erase(data["columns"].begin() + column);
        for (nlohmann::json& row : data["rows"]) {
            if (row.is_array() && static_cast<std::size_t>(column) < row.size()) row.erase(row.begin() + column);
        }
    });
}

void DataTableModel::renameColumn(int column, const QString& name) {
    edit(tr("Rename column"), [column, &name](nlohmann::json& data) {
        const std::string newName = name.trimmed().toStdString();
        renameUnit(data, static_cast<std::size_t>(column), newName);
        data["columns"][static_cast<std::size_t>(column)] = newName;
    });
}

void DataTableModel::paste(const QModelIndex& start, const std::vector<QStringList>& texts) {
    const int columns = columnCount();
    edit(tr("Paste"), [&](nlohmann::json& data) {
        for (std::size_t line = 0; line < texts.size(); ++line) {
            const std::size_t row = static_cast<std::size_t>(start.row()) + line;
            while (data["rows"].size() <= row) {
                data["rows"].push_back(std::vector<nlohmann::json>(static_cast<std::size_t>(columns)));
            }
            for (int at = 0; at < texts[line].size() && start.column() + at < columns; ++at) {
                put(data, row, static_cast<std::size_t>(start.column() + at), typedCell(texts[line][at]));
            }
        }
    });
}

QModelIndex DataTableModel::find(const std::string& where) const {
    const std::string head = m_place.pathOf(m_field->key) + "/rows/";
    if (!where.starts_with(head)) return {};
    const int row = std::atoi(where.c_str() + head.size());
    const std::size_t slash = where.find('/', head.size());
    const std::string name = slash == std::string::npos ? std::string() : where.substr(slash + 1);
    for (int column = 0; column < columnCount(); ++column) {
        if (m_shape.columns[static_cast<std::size_t>(column)] == name) return index(row, column);
    }
    return index(row, 0);
}

}  // namespace kachi

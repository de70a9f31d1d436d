#include "ui/itemmodels/data_table_model.h"

#include "app/interchange/number_text.h"
#include "app/studies/column_contents.h"
#include "app/studies/study_requests.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

const nlohmann::json& emptyHead() {
    static const nlohmann::json empty{{"columns", nlohmann::json::array()}};
    return empty;
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
void put(nlohmann::json& cells, std::size_t column, nlohmann::json cell) {
    if (!cells.is_array()) cells = nlohmann::json::array();
    while (cells.size() <= column) cells.push_back(nullptr);
    cells[column] = std::move(cell);
}

nlohmann::json::array_t emptyRows(std::size_t count, std::size_t columns) {
    return nlohmann::json::array_t(count, std::vector<nlohmann::json>(columns));
}

/// Moves the unit of a column to its new name; without a name it goes with the column.
void renameUnit(nlohmann::json& head, std::size_t column, const std::string& name) {
    const auto units = head.find("units");
    const nlohmann::json& old = head["columns"][column];
    if (units == head.end() || !old.is_string() || !units->contains(old.get<std::string>())) return;
    const nlohmann::json unit = (*units)[old.get<std::string>()];
    units->erase(old.get<std::string>());
    if (!name.empty()) (*units)[name] = unit;
    if (units->empty()) head.erase("units");
}

}  // namespace

DataTableModel::DataTableModel(CaseDocument& document, InputsPlace place, const Field& field, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_place(std::move(place)), m_field(&field) {
    connect(&document, &CaseDocument::changed, this, &DataTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &DataTableModel::refresh);
    m_shape = shape();
    m_seen = rows();
}

const nlohmann::json& DataTableModel::head() const {
    const StudyRequest* request = findStudyRequest(m_document.current(), m_place.id);
    return request && request->rows.contains(m_field->key) ? request->inputs[m_field->key] : emptyHead();
}

const SharedRows& DataTableModel::rows() const {
    static const SharedRows none;
    const StudyRequest* request = findStudyRequest(m_document.current(), m_place.id);
    const auto found = request ? request->rows.find(m_field->key) : std::map<std::string, SharedRows>::const_iterator();
    return request && found != request->rows.end() ? found->second : none;
}

DataTableModel::Shape DataTableModel::shape() const {
    return {head()["columns"], head().value("units", nlohmann::json()), rows().size()};
}

void DataTableModel::refresh() {
    const bool sameCells = rows().sharesPlaceWith(m_seen);
    m_seen = rows();
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
    const auto line = static_cast<std::size_t>(index.row());
    if (line >= rows().size()) return {};  // the document has changed, its views not yet
    const nlohmann::json& row = rows()[line];
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
    const nlohmann::json& named = head();
    const auto units = named.find("units");
    if (units == named.end() || !units->is_object()) return name;
    const auto unit = units->find(name.toStdString());
    return unit == units->end() ? name : name + u" ["_s + shownCell(*unit) + u']';
}

Qt::ItemFlags DataTableModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable : Qt::NoItemFlags;
}

void DataTableModel::edit(const QString& text,
                          const std::function<void(nlohmann::json& head, SharedRows& rows)>& change) {
    Case after = m_document.current();
    StudyRequest* request = findStudyRequest(after, m_place.id);
    if (!request) return;
    nlohmann::json& head = request->inputs[m_field->key];
    const auto [rows, isNew] = request->rows.try_emplace(m_field->key);
    if (isNew) head = emptyHead();
    change(head, rows->second);
    if (head["columns"].empty()) {
        request->inputs.erase(m_field->key);
        request->rows.erase(rows);
    }
    m_document.replace(std::move(after), text);
}

bool DataTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    const nlohmann::json cell = typedCell(value.toString());
    const auto line = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    if (line >= rows().size()) return false;
    const nlohmann::json& row = rows()[line];
    const bool entered = row.is_array() && column < row.size();
    if (entered ? row[column] == cell : cell.is_null()) return true;
    edit(tr("Edit %1").arg(shown(m_field->label)), [&](nlohmann::json&, SharedRows& rows) {
        rows.edit(line, line + 1, [&](std::size_t, nlohmann::json& cells) { put(cells, column, cell); });
    });
    return true;
}

void DataTableModel::addRow() {
    edit(tr("Add row"),
         [](nlohmann::json& head, SharedRows& rows) { rows.append(emptyRows(1, head["columns"].size())); });
}

void DataTableModel::removeRows(int first, int last) {
    edit(tr("Remove rows"), [first, last](nlohmann::json&, SharedRows& rows) {
        rows.erase(static_cast<std::size_t>(first), static_cast<std::size_t>(last) + 1);
    });
}

void DataTableModel::addColumn(const QString& name) {
    edit(tr("Add column"), [&name](nlohmann::json& head, SharedRows& rows) {
        const std::size_t column = head["columns"].size();
        head["columns"].push_back(name.trimmed().toStdString());
        rows.edit(0, rows.size(), [column](std::size_t, nlohmann::json& cells) { put(cells, column, nullptr); });
    });
}

void DataTableModel::removeColumn(int column) {
    edit(tr("Remove column"), [column](nlohmann::json& head, SharedRows& rows) {
        renameUnit(head, static_cast<std::size_t>(column), {});
        head["columns"].erase(head["columns"].begin() + column);
        rows.edit(0, rows.size(), [column](std::size_t, nlohmann::json& cells) {
            if (cells.is_array() && static_cast<std::size_t>(column) < cells.size()) {
                cells.erase(cells.begin() + column);
            }
        });
    });
}

void DataTableModel::renameColumn(int column, const QString& name) {
    edit(tr("Rename column"), [column, &name](nlohmann::json& head, SharedRows&) {
        const std::string newName = name.trimmed().toStdString();
        renameUnit(head, static_cast<std::size_t>(column), newName);
        head["columns"][static_cast<std::size_t>(column)] = newName;
    });
}

void DataTableModel::paste(const QModelIndex& start, const std::vector<QStringList>& texts) {
    const int columns = columnCount();
    const auto first = static_cast<std::size_t>(start.row());
    const std::size_t end = first + texts.size();
    edit(tr("Paste"), [&](nlohmann::json&, SharedRows& rows) {
        if (end > rows.size()) rows.append(emptyRows(end - rows.size(), static_cast<std::size_t>(columns)));
        rows.edit(first, end, [&](std::size_t row, nlohmann::json& cells) {
            const QStringList& line = texts[row - first];
            for (int at = 0; at < line.size() && start.column() + at < columns; ++at) {
                put(cells, static_cast<std::size_t>(start.column() + at), typedCell(line[at]));
            }
        });
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

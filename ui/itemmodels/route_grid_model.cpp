#include "ui/itemmodels/route_grid_model.h"

#include "app/document/price_requests.h"
#include "app/report/number_format.h"
#include "ui/itemmodels/row_table_model.h"
#include "ui/windows/language.h"

#include <QCoreApplication>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

nlohmann::json rowsOf(const Case& value, const std::string& requestId, const std::string& key) {
    const PriceRequest* request = findRequest(value, requestId);
    return request ? enteredRows(request->inputs, key) : nlohmann::json::array();
}

/// The id of an answer from its id or its label in either language; other text as it is.
std::string answerId(const Field& field, const QString& text) {
    const std::string typed = text.trimmed().toStdString();
    for (const FieldChoice& choice : field.choices) {
        if (typed == choice.id || typed == choice.label.ja || typed == choice.label.en) return choice.id;
    }
    if (field.kind == FieldKind::yesNo) {
        if (typed == "はい" || typed == "yes" || typed == "true") return "true";
        if (typed == "いいえ" || typed == "no" || typed == "false") return "false";
    }
    return typed;
}

}  // namespace

std::vector<std::pair<std::string, QString>> offeredAnswers(const Field& field) {
    std::vector<std::pair<std::string, QString>> answers{{"", u"—"_s}};
    if (field.kind == FieldKind::yesNo) {
        answers.emplace_back("true", QCoreApplication::translate("kachi::RouteForm", "yes"));
        answers.emplace_back("false", QCoreApplication::translate("kachi::RouteForm", "no"));
    }
    for (const FieldChoice& choice : field.choices) answers.emplace_back(choice.id, shown(choice.label));
    return answers;
}

QString routeFieldLabel(const Field& field) {
    const QString label = shown(field.label);
    return field.required ? label + u" *"_s : label;
}

RouteGridModel::RouteGridModel(CaseDocument& document, std::string requestId, const Field& table, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_requestId(std::move(requestId)), m_table(&table) {
    connect(&document, &CaseDocument::changed, this, &RouteGridModel::refresh);
    connect(&document, &CaseDocument::opened, this, &RouteGridModel::refresh);
    m_rows = rowsOf(document.current(), m_requestId, m_table->key);
}

void RouteGridModel::refresh() {
    nlohmann::json rows = rowsOf(m_document.current(), m_requestId, m_table->key);
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RouteGridModel::setIssues(const Issues& issues) {
    m_issues.set(issues);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RouteGridModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RouteGridModel::write(nlohmann::json rows, const QString& text, const QString& mergeKey) {
    Case after = m_document.current();
    PriceRequest* request = findRequest(after, m_requestId);
    if (!request) return;
    if (!request->inputs.is_object()) request->inputs = nlohmann::json::object();
    if (rows.empty()) {
        request->inputs.erase(m_table->key);
    } else {
        request->inputs[m_table->key] = std::move(rows);
    }
    m_document.replace(std::move(after), text, mergeKey);
}

void RouteGridModel::addRow() {
    nlohmann::json rows = m_rows;
    rows.push_back(nlohmann::json::object());
    write(std::move(rows), tr("Add row: %1").arg(shown(m_table->label)));
}

void RouteGridModel::removeRows(int first, int last) {
    if (first < 0 || last >= rowCount() || first > last) return;
    nlohmann::json rows = m_rows;
    rows.erase(rows.begin() + first, rows.begin() + last + 1);
    write(std::move(rows), tr("Remove %n row(s): %1", nullptr, last - first + 1).arg(shown(m_table->label)));
}

void RouteGridModel::moveRow(int from, int by) {
    const int to = from + by;
    if (from < 0 || to < 0 || from >= rowCount() || to >= rowCount()) return;
    nlohmann::json rows = m_rows;
    std::swap(rows[static_cast<std::size_t>(from)], rows[static_cast<std::size_t>(to)]);
    write(std::move(rows), tr("Move row: %1").arg(shown(m_table->label)));
}

void RouteGridModel::clear(const QModelIndexList& cells) {
    nlohmann::json rows = m_rows;
    for (const QModelIndex& cell : cells) {
        enterText(rows[static_cast<std::size_t>(cell.row())], columnAt(cell.column()), {});
    }
    write(std::move(rows), tr("Clear: %1").arg(shown(m_table->label)));
}

void RouteGridModel::paste(const QModelIndex& start, const std::vector<QStringList>& texts) {
    nlohmann::json rows = m_rows;
    std::size_t row = start.isValid() ? static_cast<std::size_t>(start.row()) : rows.size();
    int written = 0;
    for (const QStringList& line : texts) {
        if (row == rows.size()) rows.push_back(nlohmann::json::object());
        int column = start.isValid() ? start.column() : 0;
        for (const QString& text : line) {
            if (column == columnCount()) break;
            enterText(rows[row], columnAt(column), answerId(columnAt(column), text));
            ++column;
            ++written;
        }
        ++row;
    }
    write(std::move(rows), tr("Paste: %1 cells").arg(written));
}

QString RouteGridModel::typedText(const QModelIndex& index) const {
    const Field& column = columnAt(index.column());
    return QString::fromStdString(enteredText(m_rows[static_cast<std::size_t>(index.row())], column.key));
}

std::string RouteGridModel::placeOf(const QModelIndex& index) const {
    return "/routes/id=" + m_requestId + "/inputs/" + m_table->key + "/" + std::to_string(index.row()) + "/" +
           columnAt(index.column()).key;
}

QModelIndex RouteGridModel::find(const std::string& where) const {
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            if (placeOf(index(row, column)) == where) return index(row, column);
        }
    }
    return {};
}

int RouteGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RouteGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table->columns.size());
}

QVariant RouteGridModel::data(const QModelIndex& index, int role) const {
    const Field& column = columnAt(index.column());
    const bool answers = column.kind == FieldKind::choice || column.kind == FieldKind::yesNo;
    const QString typed = typedText(index);
    switch (role) {
        case Qt::DisplayRole:
            if (answers) {
                for (const auto& [id, label] : offeredAnswers(column)) {
                    if (typed == QString::fromStdString(id)) return typed.isEmpty() ? QString() : label;
                }
            }
            // A number without a unit may be a year.
            return column.kind == FieldKind::number && column.unit != Unit::none
                       ? QString::fromStdString(groupDigits(typed.toStdString()))
                       : typed;
        case Qt::EditRole:
            return typed;
        case choicesRole: {
            if (!answers) return {};
            QList<QPair<QString, QString>> offered;
            for (const auto& [id, label] : offeredAnswers(column))
                offered << qMakePair(QString::fromStdString(id), label);
            return QVariant::fromValue(offered);
        }
        case Qt::TextAlignmentRole:
            return static_cast<int>((column.kind == FieldKind::number ? Qt::AlignRight : Qt::AlignLeft) |
                                    Qt::AlignVCenter);
        default:
            return m_issues.mark(placeOf(index), role);
    }
}

bool RouteGridModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || value.toString() == typedText(index)) return false;
    const Field& column = columnAt(index.column());
    nlohmann::json rows = m_rows;
    enterText(rows[static_cast<std::size_t>(index.row())], column, value.toString().toStdString());
    write(std::move(rows), tr("Edit %1").arg(shown(column.label)), QString::fromStdString(placeOf(index)));
    return true;
}

QVariant RouteGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const Field& column = columnAt(section);
    if (role == Qt::ToolTipRole) return shown(column.hint);
    if (role != Qt::DisplayRole) return {};
    const QString unit = column.kind == FieldKind::number ? shown(unitText(column.unit)) : QString();
    const QString label = routeFieldLabel(column);
    return unit.isEmpty() ? label : u"%1 (%2)"_s.arg(label, unit);
}

Qt::ItemFlags RouteGridModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

}  // namespace kachi

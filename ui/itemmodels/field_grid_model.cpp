#include "ui/itemmodels/field_grid_model.h"

#include "app/document/price_requests.h"
#include "app/interchange/field_table.h"
#include "app/interchange/table_evidence.h"
#include "app/report/number_format.h"
#include "models/fields/field_cells.h"
#include "ui/itemmodels/row_table_model.h"
#include "ui/windows/language.h"

#include <QCoreApplication>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

std::vector<std::pair<std::string, QString>> offeredAnswers(const Field& field) {
    std::vector<std::pair<std::string, QString>> answers{{"", u"—"_s}};
    if (field.kind == FieldKind::yesNo) {
        answers.emplace_back("true", QCoreApplication::translate("kachi::FieldForm", "yes"));
        answers.emplace_back("false", QCoreApplication::translate("kachi::FieldForm", "no"));
    }
    for (const FieldChoice& choice : field.choices) answers.emplace_back(choice.id, shown(choice.label));
    return answers;
}

QString fieldLabel(const Field& field) {
    const QString label = shown(field.label);
    return field.required ? label + u" *"_s : label;
}

FieldGridModel::FieldGridModel(CaseDocument& document, InputsPlace place, const Field& table, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_place(std::move(place)), m_table(&table) {
    connect(&document, &CaseDocument::changed, this, &FieldGridModel::refresh);
    connect(&document, &CaseDocument::opened, this, &FieldGridModel::refresh);
    m_rowCount = static_cast<int>(rows().size());
}

const nlohmann::json& FieldGridModel::rows() const {
    static const nlohmann::json none = nlohmann::json::array();
    const nlohmann::json* inputs = m_place.find(m_document.current());
    return inputs ? enteredRows(*inputs, m_table->key) : none;
}

void FieldGridModel::refresh() {
    const int count = static_cast<int>(rows().size());
    if (count != m_rowCount) {
        beginResetModel();
        m_rowCount = count;
        endResetModel();
    } else if (count > 0) {
        Q_EMIT dataChanged(index(0, 0), index(count - 1, columnCount() - 1));
    }
}

void FieldGridModel::setIssues(const Issues& issues) {
    m_issues.set(issues);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void FieldGridModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void FieldGridModel::edit(const QString& text, const std::function<void(nlohmann::json&)>& change,
                          const QString& mergeKey, const Evidence* source) {
    Case after = m_document.current();
    nlohmann::json* inputs = m_place.find(after);
    if (!inputs) return;
    if (!inputs->is_object()) *inputs = nlohmann::json::object();
    nlohmann::json& rows = (*inputs)[m_table->key];
    if (!rows.is_array()) rows = nlohmann::json::array();
    change(rows);
    if (rows.empty()) inputs->erase(m_table->key);
    if (source) putEvidence(after, *source);
    m_document.replace(std::move(after), text, mergeKey);
}

void FieldGridModel::addRow() {
    edit(tr("Add row: %1").arg(shown(m_table->label)),
         [](nlohmann::json& rows) { rows.push_back(nlohmann::json::object()); });
}

void FieldGridModel::removeRows(int first, int last) {
    if (first < 0 || last >= rowCount() || first > last) return;
    edit(tr("Remove %n row(s): %1", nullptr, last - first + 1).arg(shown(m_table->label)),
         [=](nlohmann::json& rows) { rows.erase(rows.begin() + first, rows.begin() + last + 1); });
}

void FieldGridModel::moveRow(int from, int by) {
    const int to = from + by;
    if (from < 0 || to < 0 || from >= rowCount() || to >= rowCount()) return;
    edit(tr("Move row: %1").arg(shown(m_table->label)), [=](nlohmann::json& rows) {
        std::swap(rows[static_cast<std::size_t>(from)], rows[static_cast<std::size_t>(to)]);
    });
}

void FieldGridModel::clear(const QModelIndexList& cells) {
    edit(tr("Clear: %1").arg(shown(m_table->label)), [&](nlohmann::json& rows) {
        for (const QModelIndex& cell : cells) {
            enterText(rows[static_cast<std::size_t>(cell.row())], columnAt(cell.column()), {});
        }
    });
}

void FieldGridModel::paste(const QModelIndex& start, const std::vector<QStringList>& texts) {
    std::size_t row = static_cast<std::size_t>(start.isValid() ? start.row() : rowCount());
    const int firstColumn = start.isValid() ? start.column() : 0;
    int cells = 0;
    for (const QStringList& line : texts) {
        cells += std::min(columnCount() - firstColumn, static_cast<int>(line.size()));
    }
    edit(tr("Paste: %1 cells").arg(cells), [&](nlohmann::json& rows) {
        for (const QStringList& line : texts) {
            if (row == rows.size()) rows.push_back(nlohmann::json::object());
            for (int at = 0; at < line.size() && firstColumn + at < columnCount(); ++at) {
                const Field& column = columnAt(firstColumn + at);
                enterText(rows[row], column, answerId(column, line[at]));
            }
            ++row;
        }
    });
}

void FieldGridModel::takeRows(nlohmann::json imported, bool append, const Evidence* source) {
    const int count = static_cast<int>(imported.size());
    edit(
        tr("Import %n row(s): %1", nullptr, count).arg(shown(m_table->label)),
        [&](nlohmann::json& rows) {
            if (!append) rows.clear();
            for (nlohmann::json& row : imported) rows.push_back(std::move(row));
        },
        {}, source);
}

void FieldGridModel::placeChips(nlohmann::json laid) {
    edit(tr("Place chips"), [&](nlohmann::json& rows) { rows = std::move(laid); });
}

FitBounds FieldGridModel::possibleValues() const {
    const nlohmann::json* inputs = m_place.find(m_document.current());
    const auto limit = [&](const char* key) -> std::optional<double> {
        const std::string typed = inputs ? enteredText(*inputs, key) : std::string();
        const auto& parameters = m_document.current().parameters;
        if (const auto named = parameters.find(typed); named != parameters.end()) return named->second.value;
        const auto entered = fieldNumber(typed, Unit::none);
        if (!entered) return {};
        return toDouble(*entered);
    };
    return {limit("lower"), limit("upper")};
}

void FieldGridModel::takeWage(int row, const WageCells& place, const ShippedWage& wage) {
    const Evidence source = wageEvidence(wage);
    edit(
        tr("Pay of %1").arg(shown(wage.occupation)),
        [&](nlohmann::json& rows) {
            const bool isNew = row < 0 || row >= static_cast<int>(rows.size());
            if (isNew) rows.push_back(nlohmann::json::object());
            enterWage(isNew ? rows.back() : rows[static_cast<std::size_t>(row)], place, wage, uiLanguage());
        },
        {}, &source);
}

QString FieldGridModel::typedText(const QModelIndex& index) const {
    const Field& column = columnAt(index.column());
    const nlohmann::json& stored = rows();
    const auto row = static_cast<std::size_t>(index.row());
    return row < stored.size() ? QString::fromStdString(enteredText(stored[row], column.key)) : QString();
}

std::string FieldGridModel::placeOf() const {
    return m_place.pathOf(m_table->key) + "/";
}

std::string FieldGridModel::placeOf(const QModelIndex& index) const {
    return placeOf() + std::to_string(index.row()) + "/" + columnAt(index.column()).key;
}

QModelIndex FieldGridModel::find(const std::string& where) const {
    const std::string head = placeOf();
    if (!where.starts_with(head)) return {};
    const QStringList parts = QString::fromStdString(where.substr(head.size())).split(u'/');
    bool isRow = false;
    const int row = parts.front().toInt(&isRow);
    if (parts.size() != 2 || !isRow || row < 0 || row >= rowCount()) return {};
    for (int column = 0; column < columnCount(); ++column) {
        if (parts.back() == QString::fromStdString(columnAt(column).key)) return index(row, column);
    }
    return {};
}

int FieldGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rowCount;
}

int FieldGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table->columns.size());
}

QVariant FieldGridModel::data(const QModelIndex& index, int role) const {
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

bool FieldGridModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || value.toString() == typedText(index)) return false;
    const Field& column = columnAt(index.column());
    edit(
        tr("Edit %1").arg(shown(column.label)),
        [&](nlohmann::json& rows) {
            enterText(rows[static_cast<std::size_t>(index.row())], column, value.toString().toStdString());
        },
        QString::fromStdString(placeOf(index)));
    return true;
}

QVariant FieldGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const Field& column = columnAt(section);
    if (role == Qt::ToolTipRole) return shown(column.hint);
    if (role != Qt::DisplayRole) return {};
    const QString unit = column.kind == FieldKind::number ? shown(unitText(column.unit)) : QString();
    const QString label = fieldLabel(column);
    return unit.isEmpty() ? label : u"%1 (%2)"_s.arg(label, unit);
}

Qt::ItemFlags FieldGridModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

}  // namespace kachi

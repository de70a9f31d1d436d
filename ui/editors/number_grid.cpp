#include "ui/editors/number_grid.h"

#include "ui/editors/number_entry.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QBrush>

namespace kachi {

NumberGridModel::NumberGridModel(CaseDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document) {}

Result<Case> NumberGridModel::after(const std::vector<Entry>& entries) const {
    Case after = current();
    Issues issues;
    std::vector<Number> numbers;
    for (const Entry& entry : entries) {
        std::optional<double> number;
        if (!entry.text.trimmed().isEmpty()) {
            const auto read = parseNumber(entry.text, context(entry.row, entry.column));
            if (!read) {
                append(issues, read.issues());
                continue;
            }
            number = *read;
            numbers.push_back({entry.row, entry.column, *read});
        }
        append(issues, put(after, entry.row, entry.column, number));
    }
    if (issues.empty()) issues = conflicts(after, numbers);
    if (!issues.empty()) return issues;
    return after;
}

Issues NumberGridModel::write(const std::vector<Entry>& entries, const QString& undoText) {
    Result<Case> changed = after(entries);
    if (!changed) return changed.issues();
    m_document.replace(std::move(changed).value(), undoText);
    return {};
}

Issues NumberGridModel::faultsOf(const Entry& entry) const {
    return after({entry}).issues();
}

QVariant NumberGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !isNumber(index.row(), index.column())) return {};
    const std::optional<double> value = number(index.row(), index.column());
    const Issue* found = fault(index.row(), index.column());
    switch (role) {
        case Qt::DisplayRole:
            return value ? groupedText(*value) : found ? tr("to enter") : QString();
        case Qt::EditRole:
            return value ? QString::fromStdString(plainDigits(*value)) : QString();
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::DecorationRole:
            return found ? QVariant(severityIcon(found->severity)) : QVariant();
        case Qt::ForegroundRole:
            return found ? QVariant(QBrush(themeColours().error)) : QVariant();
        case Qt::ToolTipRole:
            return found ? QVariant(issueText(*found)) : QVariant();
        case Qt::BackgroundRole:
            return isEditable(index.row(), index.column()) ? QVariant() : QVariant(QBrush(themeColours().raised));
        default:
            return {};
    }
}

bool NumberGridModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || !isEditable(index.row(), index.column())) return false;
    return write({{index.row(), index.column(), value.toString()}}, tr("Edit %1").arg(name())).empty();
}

Qt::ItemFlags NumberGridModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return isEditable(index.row(), index.column()) ? shown | Qt::ItemIsEditable : shown;
}

}  // namespace kachi

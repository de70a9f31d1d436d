#include "ui/itemmodels/parameter_table_model.h"

#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/editors/number_cell_delegate.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QBrush>
#include <QCoreApplication>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString words(const char* source) {
    return QCoreApplication::translate("kachi::Parameters", source);
}

/// Every digit of a stored number, grouped.
QString wholeNumber(double value) {
    return QString::fromStdString(groupDigits(plainDigits(value)));
}

Parameter parameterOf(const Case& value, const std::string& id) {
    const auto found = value.parameters.find(id);
    return found == value.parameters.end() ? Parameter{} : found->second;
}

}  // namespace

QString parameterValueText(const Parameter& parameter, std::optional<double> workedOut) {
    if (!parameter.expression.empty()) {
        return workedOut ? QString::fromStdString(readableNumber(*workedOut, uiLanguage()))
                         : u"= "_s + QString::fromStdString(parameter.expression);
    }
    return parameter.value ? wholeNumber(*parameter.value) : words(QT_TRANSLATE_NOOP("kachi::Parameters", "to enter"));
}

QString parameterToolTip(const Case& value, const std::string& id) {
    const Parameter parameter = parameterOf(value, id);
    QString text = u"<b>%1</b>"_s.arg(shown(parameterLabel(id, parameter)).toHtmlEscaped());
    const QString unit = shown(caseUnitText(value, parameterUnit(id, parameter)));
    if (!unit.isEmpty()) text += u" (%1)"_s.arg(unit.toHtmlEscaped());
    const auto line = [&text](const QString& label, const QString& content) {
        if (!content.isEmpty()) text += u"<br>%1: %2"_s.arg(label, content.toHtmlEscaped());
    };
    line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Formula")), QString::fromStdString(parameter.expression));
    if (parameter.range) {
        line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Range")),
             QString::fromStdString(readableInterval(parameter.range->low, parameter.range->high, uiLanguage())));
    }
    line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Distribution")),
         shown(distributionText(parameter.distribution)));
    line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Source")), shown(sourceText(value, parameter)));
    line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Note")), QString::fromStdString(parameter.note));
    line(words(QT_TRANSLATE_NOOP("kachi::Parameters", "Name in formulas")), QString::fromStdString(id));
    return text;
}

QVariant parameterCellData(const Case& value, const std::string& id, std::optional<double> workedOut, bool mayBeEmpty,
                           int role) {
    const Parameter parameter = parameterOf(value, id);
    const bool missing = parameter.expression.empty() && !parameter.value;
    switch (role) {
        case Qt::DisplayRole:
            return missing && mayBeEmpty ? QString() : parameterValueText(parameter, workedOut);
        case Qt::ToolTipRole:
            return parameterToolTip(value, id);
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        case parameterIdRole:
            return QString::fromStdString(id);
        case Qt::ForegroundRole:
            if (missing) return QBrush(themeColours().warning);
            if (!parameter.expression.empty()) return QBrush(themeColours().accent);
            return {};
        default:
            return {};
    }
}

ParameterTableModel::ParameterTableModel(CaseDocument& document, Ids ids, bool mayBeEmpty, QObject* parent)
    : QAbstractTableModel(parent),
      m_document(document),
      m_ids(std::move(ids)),
      m_mayBeEmpty(mayBeEmpty),
      m_shown(m_ids(document.current())) {
    connect(&document, &CaseDocument::changed, this, &ParameterTableModel::refresh);
    connect(&document, &CaseDocument::opened, this, &ParameterTableModel::refresh);
}

void ParameterTableModel::setWorkedOut(const ParameterValues* values) {
    m_workedOut = values ? values->base : std::map<std::string, double>{};
    if (!m_shown.empty()) Q_EMIT dataChanged(index(0, valueColumn), index(rowCount() - 1, valueColumn));
}

void ParameterTableModel::refresh() {
    std::vector<std::string> wanted = m_ids(m_document.current());
    if (wanted != m_shown) {
        beginResetModel();
        m_shown = std::move(wanted);
        endResetModel();
    } else if (!m_shown.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
    }
}

void ParameterTableModel::retranslate() {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnTotal - 1);
}

std::string ParameterTableModel::idAt(int row) const {
    return row >= 0 && row < rowCount() ? m_shown[static_cast<std::size_t>(row)] : std::string();
}

int ParameterTableModel::rowOf(const std::string& id) const {
    const auto found = std::find(m_shown.begin(), m_shown.end(), id);
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

int ParameterTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int ParameterTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QVariant ParameterTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Case& value = m_document.current();
    const std::string id = idAt(index.row());
    if (index.column() == valueColumn) {
        const auto found = m_workedOut.find(id);
        return parameterCellData(value, id, found == m_workedOut.end() ? std::optional<double>() : found->second,
                                 m_mayBeEmpty, role);
    }
    if (role == Qt::ToolTipRole) return parameterToolTip(value, id);
    if (role == Qt::TextAlignmentRole && index.column() == rangeColumn) {
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
    const Parameter parameter = parameterOf(value, id);
    const bool unsourced = parameter.source.kind == SourceKind::none && parameter.evidence.evidence.empty() &&
                           (parameter.value || !m_mayBeEmpty);
    if (role == Qt::ForegroundRole && index.column() == sourceColumn && unsourced && parameter.expression.empty()) {
        return QBrush(themeColours().warning);
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case labelColumn:
            return shown(parameterLabel(id, parameter));
        case unitColumn:
            return shown(caseUnitText(value, parameterUnit(id, parameter)));
        case rangeColumn:
            return parameter.range ? QString::fromStdString(
                                         readableInterval(parameter.range->low, parameter.range->high, uiLanguage()))
                                   : QString();
        case distributionColumn:
            return shown(distributionText(parameter.distribution));
        case sourceColumn:
            return m_mayBeEmpty && !parameter.value ? QString() : shown(sourceText(value, parameter));
        default:
            return {};
    }
}

QVariant ParameterTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnTotal) return {};
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter |
                                (section == valueColumn || section == rangeColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) return {};
    static const char* const names[columnTotal] = {
        QT_TRANSLATE_NOOP("kachi::Parameters", "Parameter"),    QT_TRANSLATE_NOOP("kachi::Parameters", "Value"),
        QT_TRANSLATE_NOOP("kachi::Parameters", "Unit"),         QT_TRANSLATE_NOOP("kachi::Parameters", "Range"),
        QT_TRANSLATE_NOOP("kachi::Parameters", "Distribution"), QT_TRANSLATE_NOOP("kachi::Parameters", "Source")};
    return words(names[section]);
}

Qt::ItemFlags ParameterTableModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Qt::ItemFlags shownFlags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == valueColumn ? shownFlags | Qt::ItemIsEditable : shownFlags;
}

}  // namespace kachi

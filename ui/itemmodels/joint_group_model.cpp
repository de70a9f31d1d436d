#include "ui/itemmodels/joint_group_model.h"

#include "app/document/joint_group_edits.h"
#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/editors/number_entry.h"
#include "ui/itemmodels/parameter_table_model.h"
#include "ui/windows/language.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

constexpr int matrixDigits = 6;  ///< significant ones that are shown of an entry

}  // namespace

JointGroupModel::JointGroupModel(CaseDocument& document, QObject* parent) : NumberGridModel(document, parent) {
    connect(&document, &CaseDocument::changed, this, &JointGroupModel::refresh);
    connect(&document, &CaseDocument::opened, this, &JointGroupModel::refresh);
}

void JointGroupModel::setGroup(const std::string& id) {
    m_id = id;
    refresh();
}

const JointGroup* JointGroupModel::group() const {
    return findGroup(current(), m_id);
}

bool JointGroupModel::hasMatrix() const {
    return m_kind == JointKind::multivariateNormal || m_kind == JointKind::rankCorrelation;
}

void JointGroupModel::refresh() {
    const JointGroup* shown = group();
    const std::vector<std::string> members = shown ? shown->members : std::vector<std::string>{};
    const JointKind kind = shown ? shown->kind : JointKind::dirichlet;
    m_issues.clear();
    for (const Issue& issue : document().issues()) {
        const bool ofMember = issue.value == m_id || issue.limit == m_id;  // drawn twice, or not at all
        if (shown && (issue.where == m_id || (ofMember && std::ranges::count(members, issue.where) > 0))) {
            m_issues.push_back(issue);
        }
    }
    if (members != m_members || kind != m_kind) {
        beginResetModel();
        m_members = members;
        m_kind = kind;
        endResetModel();
    } else if (!m_members.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void JointGroupModel::retranslate() {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

std::string JointGroupModel::memberAt(int row) const {
    return row >= 0 && row < rowCount() ? m_members[static_cast<std::size_t>(row)] : std::string();
}

Parameter JointGroupModel::parameter(int row) const {
    const auto found = current().parameters.find(memberAt(row));
    return found == current().parameters.end() ? Parameter{} : found->second;
}

QString JointGroupModel::label(int row) const {
    return shown(parameterLabel(memberAt(row), parameter(row)));
}

int JointGroupModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_members.size());
}

int JointGroupModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return firstEntry + (hasMatrix() ? static_cast<int>(m_members.size()) : 1);
}

bool JointGroupModel::isNumber(int, int column) const {
    return column >= (m_kind == JointKind::rankCorrelation ? firstEntry : secondColumn);
}

bool JointGroupModel::isEditable(int row, int column) const {
    switch (m_kind) {
        case JointKind::dirichlet:
            return column == secondColumn;
        case JointKind::multivariateNormal:
            return isMatrix(column) || (column == secondColumn && parameter(row).expression.empty());
        case JointKind::rankCorrelation:
            return isMatrix(column) && row != column - firstEntry;
        case JointKind::posterior:
            break;
    }
    return false;
}

std::optional<double> JointGroupModel::columnMoment(int row, bool deviation) const {
    const auto member = static_cast<std::size_t>(row);
    double sum = 0;
    double count = 0;
    for (const std::vector<double>& draw : group()->rows) {
        if (member >= draw.size()) return {};
        sum += draw[member];
        ++count;
    }
    if (count < 2) return {};
    const double mean = sum / count;
    if (!deviation) return mean;
    double squares = 0;
    for (const std::vector<double>& draw : group()->rows) squares += (draw[member] - mean) * (draw[member] - mean);
    return std::sqrt(squares / (count - 1));
}

std::optional<double> JointGroupModel::number(int row, int column) const {
    const JointGroup* shown = group();
    if (!shown) return {};
    const auto at = static_cast<std::size_t>(row);
    if (m_kind == JointKind::posterior) return columnMoment(row, column == firstEntry);
    if (m_kind == JointKind::multivariateNormal && column == secondColumn) return parameter(row).value;
    if (m_kind == JointKind::dirichlet) {
        if (at >= shown->concentration.size()) return {};
        const double count = shown->concentration[at];
        if (column == secondColumn) return count;
        return count / std::accumulate(shown->concentration.begin(), shown->concentration.end(), 0.0);
    }
    const auto& matrix = *matrixOf(*shown);
    const auto entry = static_cast<std::size_t>(column - firstEntry);
    return at < matrix.size() && entry < matrix[at].size() ? std::optional(matrix[at][entry]) : std::nullopt;
}

NumberContext JointGroupModel::context(int row, int column) const {
    if (m_kind == JointKind::multivariateNormal && column == secondColumn) {
        return numberContext(current(), memberAt(row));
    }
    NumberContext context;
    context.where = isMatrix(column) ? tr("%1 × %2").arg(label(row), label(column - firstEntry)) : label(row);
    return context;
}

Issues JointGroupModel::put(Case& after, int row, int column, std::optional<double> number) const {
    if (!number) return {};  // pasted halves of a matrix leave the other half empty
    JointGroup& edited = *findGroup(after, m_id);
    const auto at = static_cast<std::size_t>(row);
    if (isMatrix(column)) {
        setMatrixEntry(edited, at, static_cast<std::size_t>(column - firstEntry), *number);
    } else if (m_kind == JointKind::multivariateNormal) {
        after.parameters[memberAt(row)].value = *number;
    } else if (at <= edited.concentration.size()) {
        edited.concentration.resize(std::max(edited.concentration.size(), at + 1));
        edited.concentration[at] = *number;
    } else {
        return {{"editing.tableGap",
                 Severity::error,
                 headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toStdString(),
                 std::to_string(row + 1),
                 std::to_string(edited.concentration.size() + 1),
                 {}}};
    }
    return {};
}

/// Both halves of a matrix that were pasted must say the same.
Issues JointGroupModel::conflicts(const Case& after, const std::vector<Number>& numbers) const {
    if (!hasMatrix()) return {};
    const auto& matrix = *matrixOf(*findGroup(after, m_id));
    Issues issues;
    for (const auto& [row, column, value] : numbers) {
        if (!isMatrix(column)) continue;
        const double stored = matrix[static_cast<std::size_t>(row)][static_cast<std::size_t>(column - firstEntry)];
        if (stored == value) continue;
        issues.push_back({"statistics.matrixNotSymmetric",
                          Severity::error,
                          m_id,
                          numberText(value),
                          numberText(stored),
                          {{"argument", entryName(row, column)}}});
    }
    return issues;
}

/// As the checks of the group name it: "covariance[2, 1]".
std::string JointGroupModel::entryName(int row, int column) const {
    const std::string first = std::to_string(row + 1);
    if (!isMatrix(column)) return "concentration[" + first + "]";
    const char* field = m_kind == JointKind::rankCorrelation ? "correlation[" : "covariance[";
    return field + first + ", " + std::to_string(column - firstEntry + 1) + "]";
}

const Issue* JointGroupModel::fault(int row, int column) const {
    const bool entry = isMatrix(column) || (m_kind == JointKind::dirichlet && column == secondColumn);
    if (!entry) return nullptr;
    const std::string names[] = {entryName(row, column),
                                 isMatrix(column) ? entryName(column - firstEntry, row + firstEntry) : std::string()};
    const bool missing = !number(row, column);
    for (const Issue& issue : m_issues) {
        const auto argument = issue.details.find("argument");
        if (argument == issue.details.end()) continue;
        if (std::ranges::find(names, argument->second) != std::end(names)) return &issue;
        if (missing && issue.code == "statistics.groupSizeMismatch") return &issue;
    }
    return nullptr;
}

/// Correlation that a covariance amounts to.
QString JointGroupModel::correlationText(int row, int column) const {
    const int other = column - firstEntry;
    const auto covariance = number(row, column);
    const auto variance = number(row, row + firstEntry);
    const auto otherVariance = number(other, column);
    if (row == other || !covariance || !variance || !otherVariance) return {};
    const double scale = std::sqrt(*variance * *otherVariance);
    if (!(scale > 0)) return {};
    return tr("correlation %1").arg(QString::fromStdString(readableNumber(*covariance / scale, uiLanguage())));
}

QVariant JointGroupModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !group()) return {};
    const std::string id = memberAt(index.row());
    if (index.column() == labelColumn) {
        if (role == Qt::ToolTipRole) return parameterToolTip(current(), id);
        return role == Qt::DisplayRole ? QVariant(label(index.row())) : QVariant();
    }
    if (index.column() == secondColumn && m_kind == JointKind::rankCorrelation) {
        const QString distribution = shown(distributionText(parameter(index.row()).distribution));
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(distribution) : QVariant();
    }
    const std::optional<double> value = number(index.row(), index.column());
    if (value && role == Qt::DisplayRole) {
        if (!isEditable(index.row(), index.column())) {
            return QString::fromStdString(readableNumber(*value, uiLanguage()));
        }
        // Every digit is in the editor and on the clipboard.
        if (isMatrix(index.column())) return groupedText(QString::number(*value, 'g', matrixDigits).toDouble());
    }
    const QVariant shownValue = NumberGridModel::data(index, role);
    if (role == Qt::ToolTipRole && !shownValue.isValid() && m_kind == JointKind::multivariateNormal &&
        isMatrix(index.column())) {
        return correlationText(index.row(), index.column());
    }
    return shownValue;
}

QVariant JointGroupModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (section < 0) return {};
    if (orientation == Qt::Vertical) return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section >= columnCount()) return {};
    const bool words = section == labelColumn || (section == secondColumn && m_kind == JointKind::rankCorrelation);
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (section == labelColumn) return tr("Parameter");
    if (isMatrix(section)) {
        const int member = section - firstEntry;
        return role == Qt::ToolTipRole ? label(member) : QString::number(member + 1);
    }
    switch (m_kind) {
        case JointKind::dirichlet:
            return section == secondColumn ? tr("Count") : tr("Expected share");
        case JointKind::rankCorrelation:
            return tr("Own distribution");
        case JointKind::multivariateNormal:
            return tr("Mean (base value)");
        case JointKind::posterior:
            break;
    }
    return section == secondColumn ? tr("Mean of the rows") : tr("Standard deviation");
}

}  // namespace kachi

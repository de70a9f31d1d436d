#include "ui/itemmodels/scenario_model.h"

#include "app/document/scenario_edits.h"
#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/editors/number_entry.h"
#include "ui/itemmodels/parameter_table_model.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QBrush>

#include <algorithm>
#include <cmath>

namespace kachi {

ScenarioModel::ScenarioModel(CaseDocument& document, QObject* parent) : NumberGridModel(document, parent) {
    connect(&document, &CaseDocument::changed, this, &ScenarioModel::refresh);
    connect(&document, &CaseDocument::opened, this, [this] {
        m_chosen.clear();
        refresh();
    });
    refresh();
}

void ScenarioModel::refresh() {
    std::vector<std::string> rows = scenarioParameterIds(current());
    for (const std::string& id : m_chosen) {
        if (current().parameters.contains(id) && std::ranges::find(rows, id) == rows.end()) rows.push_back(id);
    }
    std::vector<std::pair<std::string, Text>> scenarios;
    for (const Scenario& scenario : current().scenarios) scenarios.emplace_back(scenario.id, scenario.name);
    if (rows != m_rows || scenarios != m_scenarios) {
        beginResetModel();
        m_rows = std::move(rows);
        m_scenarios = std::move(scenarios);
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void ScenarioModel::retranslate() {
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int ScenarioModel::addParameter(const std::string& id) {
    if (std::ranges::find(m_rows, id) == m_rows.end()) m_chosen.push_back(id);
    refresh();
    return static_cast<int>(std::ranges::find(m_rows, id) - m_rows.begin());
}

void ScenarioModel::removeParameter(int row) {
    const std::string id = parameterAt(row);
    std::erase(m_chosen, id);
    Case after = current();
    for (Scenario& scenario : after.scenarios) scenario.values.erase(id);
    document().replace(std::move(after),
                       tr("Remove %1 from the scenarios").arg(shown(parameterLabel(id, parameter(row)))));
    refresh();
}

std::string ScenarioModel::parameterAt(int row) const {
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)] : std::string();
}

std::string ScenarioModel::scenarioAt(int column) const {
    return column >= firstScenario && column < columnCount()
               ? m_scenarios[static_cast<std::size_t>(column - firstScenario)].first
               : std::string();
}

Parameter ScenarioModel::parameter(int row) const {
    const auto found = current().parameters.find(parameterAt(row));
    return found == current().parameters.end() ? Parameter{} : found->second;
}

int ScenarioModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScenarioModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : firstScenario + static_cast<int>(m_scenarios.size());
}

bool ScenarioModel::isNumber(int, int column) const {
    return column >= baseColumn;
}

std::optional<double> ScenarioModel::number(int row, int column) const {
    if (column == baseColumn) return parameter(row).value;
    const Scenario* scenario = findScenario(current(), scenarioAt(column));
    if (!scenario) return {};
    const auto found = scenario->values.find(parameterAt(row));
    return found == scenario->values.end() ? std::nullopt : std::optional(found->second);
}

/// The limits that hold for the base value hold for every scenario.
NumberContext ScenarioModel::context(int row, int) const {
    const std::string id = parameterAt(row);
    NumberContext context = numberContext(current(), id);
    if (findDefinition(id)) return context;
    const ParamDef limits = declaredLimits(parameter(row).unit);
    if (std::isfinite(limits.low)) context.limits.atLeast = limits.low;
    if (std::isfinite(limits.high)) context.limits.atMost = limits.high;
    return context;
}

Issues ScenarioModel::put(Case& after, int row, int column, std::optional<double> number) const {
    setScenarioValue(*findScenario(after, scenarioAt(column)), parameterAt(row), number);
    return {};
}

QVariant ScenarioModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const std::string id = parameterAt(index.row());
    const Parameter shownParameter = parameter(index.row());
    if (role == Qt::ToolTipRole) return parameterToolTip(current(), id);
    if (index.column() == labelColumn) {
        return role == Qt::DisplayRole ? QVariant(shown(parameterLabel(id, shownParameter))) : QVariant();
    }
    if (index.column() == baseColumn && role == Qt::DisplayRole) {
        const QString unit = shown(caseUnitText(current(), parameterUnit(id, shownParameter)));
        const QString text = parameterValueText(shownParameter, {});
        return unit.isEmpty() ? text : text + u' ' + unit;
    }
    return NumberGridModel::data(index, role);
}

QVariant ScenarioModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignVCenter | (section == labelColumn ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (section == labelColumn) return tr("Parameter");
    if (section == baseColumn) return tr("Base value");
    return shown(m_scenarios[static_cast<std::size_t>(section - firstScenario)].second);
}

}  // namespace kachi

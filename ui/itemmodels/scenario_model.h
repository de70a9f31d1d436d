#pragma once

#include "ui/editors/number_grid.h"

namespace kachi {

/// Rows: parameters. Columns: label, base value, then one scenario each. An empty cell keeps the base value; only other
/// values are stored. Parameters that were chosen and have no value in any scenario yet stay until another case opens.
class ScenarioModel : public NumberGridModel {
    Q_OBJECT

public:
    enum Column { labelColumn, baseColumn, firstScenario };

    explicit ScenarioModel(CaseDocument& document, QObject* parent = nullptr);

    /// Adds a row for the parameter. @return its position
    int addParameter(const std::string& id);
    /// Takes the parameter out of every scenario: one undo step.
    void removeParameter(int row);
    std::string parameterAt(int row) const;
    /// Id of the scenario of a column; empty for the other columns.
    std::string scenarioAt(int column) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString name() const override { return tr("scenarios"); }
    bool isNumber(int row, int column) const override;
    bool isEditable(int row, int column) const override { return isNumber(row, column) && column >= firstScenario; }
    std::optional<double> number(int row, int column) const override;
    NumberContext context(int row, int column) const override;
    Issues put(Case& after, int row, int column, std::optional<double> number) const override;

private:
    void refresh();
    Parameter parameter(int row) const;

    std::vector<std::string> m_chosen;  ///< without a value in any scenario so far
    std::vector<std::string> m_rows;
    std::vector<std::pair<std::string, Text>> m_scenarios;  ///< id and name
};

}  // namespace kachi

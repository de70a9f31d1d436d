#pragma once

#include "models/evaluation/calibration.h"
#include "ui/sections/analysis_tab.h"

class QSpinBox;
class QTableWidget;

namespace kachi {

class ParameterChooser;

/// Fits parameters of the model to what was observed; the best values or the posterior draws go into the case.
class CalibrationTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit CalibrationTab(Session& session, QWidget* parent = nullptr);

    void addParameter(const std::string& parameterId, double low, double high);
    void addTarget(const CalibrationTarget& target);
    const Calibration& calibration() const { return m_calibration; }

    /// The best values into the case: one undo step.
    void takeOverBest();
    /// The posterior draws as a joint group of the case, in place of the parameters' own distributions: one undo step.
    void addPosterior();

protected:
    void forget() override;
    void refresh() override;
    void start() override;
    void retranslateInputs() override;
    QString sentence() const override;
    SectionResults results() const override;

private:
    void addChosenParameter();
    void removeRow(QTableWidget* table);
    void fillChoices(int row);
    void showButtons();
    double cellNumber(const QTableWidget* table, int row, int column, Issues& issues) const;
    std::vector<CalibratedParameter> parameters(Issues& issues) const;
    std::vector<CalibrationTarget> targets(Issues& issues) const;

    ParameterChooser* m_chooser;
    QPushButton* m_addParameter;
    QPushButton* m_removeParameter;
    QTableWidget* m_parameters;
    QTableWidget* m_targets;
    QPushButton* m_addTarget;
    QPushButton* m_removeTarget;
    QSpinBox* m_restarts;
    QPushButton* m_takeOver;
    QPushButton* m_posterior;
    std::vector<CalibratedParameter> m_calibrated;  ///< of the last run
    std::vector<CalibrationTarget> m_fitted;
    Calibration m_calibration;
};

}  // namespace kachi

#pragma once

#include "ui/sections/value_page.h"

namespace kachi {

/// The cohort model: states, transitions, strategies, subgroups, timing, parameters; cost-effectiveness.
class OutcomesPage : public ValuePage {
    Q_OBJECT

public:
    explicit OutcomesPage(Session& session, QWidget* parent = nullptr);

protected:
    QString question() const override;
    void addStructure(Case& value) const override;
    SectionResults results(const Case& value, const Evaluation& evaluation) const override;
    void retranslateInputs() override;
    void refreshInputs() override;

private:
    void addTimingCard();
    void addStructureCards();
    void addParameterCard();
    QString timingSentence() const;
    void addOverride();
    void addParameter();
    void removeParameter();

    InputCard* m_timing = nullptr;
    InputCard* m_tables = nullptr;
    QComboBox* m_tableChoice = nullptr;
    ReportTableModel* m_tableModel = nullptr;
    ParameterTable* m_parameters = nullptr;
};

}  // namespace kachi

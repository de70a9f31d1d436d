#pragma once

#include "models/evaluation/sensitivity.h"
#include "ui/sections/analysis_tab.h"

class QComboBox;
class QSpinBox;

namespace kachi {

class ParameterChooser;
class RangeFields;

/// Two parameters over a grid.
class TwoWayTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit TwoWayTab(Session& session, QWidget* parent = nullptr);

protected:
    void forget() override;
    void refresh() override;
    void start() override;
    void retranslateInputs() override;
    SectionResults results() const override;

private:
    ParameterChooser* m_first;
    RangeFields* m_firstRange;
    ParameterChooser* m_second;
    RangeFields* m_secondRange;
    QSpinBox* m_steps;
    QComboBox* m_figure;
    QComboBox* m_strategy;
    TwoWayAnalysis m_analysis;
};

}  // namespace kachi

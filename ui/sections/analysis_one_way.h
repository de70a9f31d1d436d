#pragma once

#include "models/evaluation/sensitivity.h"
#include "ui/sections/analysis_tab.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace kachi {

/// One parameter at a time, for any figure of the model.
class OneWayTab : public AnalysisTab {
    Q_OBJECT

public:
    explicit OneWayTab(Session& session, QWidget* parent = nullptr);

protected:
    void refresh() override {}
    void start() override;
    void retranslateInputs() override;
    SectionResults results() const override;

private:
    QComboBox* m_figure;
    QSpinBox* m_bars;
    QCheckBox* m_all;
    OneWayAnalysis m_analysis;
};

}  // namespace kachi

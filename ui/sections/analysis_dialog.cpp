#include "ui/sections/analysis_dialog.h"

#include "ui/sections/analysis_calibration.h"
#include "ui/sections/analysis_information.h"
#include "ui/sections/analysis_one_way.h"
#include "ui/sections/analysis_threshold.h"
#include "ui/sections/analysis_two_way.h"
#include "ui/sections/scenario_tab.h"
#include "ui/windows/clickable_card.h"

#include <QEvent>
#include <QTabWidget>
#include <QVBoxLayout>

namespace kachi {

AnalysisDialog::AnalysisDialog(Session& session, QWidget* parent)
    : QDialog(parent), m_tabs(new QTabWidget), m_scenarios(new ScenarioTab(session)) {
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_tabs->addTab(new OneWayTab(session), QString());
    m_tabs->addTab(new TwoWayTab(session), QString());
    m_tabs->addTab(new ThresholdTab(session), QString());
    m_tabs->addTab(m_scenarios, QString());
    m_tabs->addTab(new InformationTab(session), QString());
    m_tabs->addTab(new TrialTab(session), QString());
    m_tabs->addTab(new CalibrationTab(session), QString());
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs);
    resizeForText(this, 116, 40);
    retranslate();
}

void AnalysisDialog::retranslate() {
    setWindowTitle(tr("Analyses"));
    const QString titles[] = {tr("One-way"),     tr("Two-way"), tr("Threshold"),  tr("Scenarios"),
                              tr("Information"), tr("Trial"),   tr("Calibration")};
    for (int i = 0; i < m_tabs->count(); ++i) m_tabs->setTabText(i, titles[i]);
}

void AnalysisDialog::showScenarios(const std::string& id) {
    m_tabs->setCurrentWidget(m_scenarios);
    m_scenarios->goTo(id);
}

void AnalysisDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace kachi

#pragma once

#include "app/document/session.h"

#include <QDialog>

class QTabWidget;

namespace kachi {

class ScenarioTab;

/// Analyses of the outcome model, beside the main window. Scenarios are part of the case and follow every edit; the
/// other tabs run on request, in the background on a copy of the open case.
class AnalysisDialog : public QDialog {
    Q_OBJECT

public:
    explicit AnalysisDialog(Session& session, QWidget* parent = nullptr);

    /// Brings the scenarios to the front, at the one with this id if there is one.
    void showScenarios(const std::string& id = {});

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QTabWidget* m_tabs;
    ScenarioTab* m_scenarios;
};

}  // namespace kachi

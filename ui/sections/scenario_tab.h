#pragma once

#include "app/document/session.h"
#include "ui/itemmodels/scenario_model.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kachi {

class FittedTableView;
class ParameterChooser;
class ResultsPanel;

/// Scenarios of the open case as a grid, parameter × scenario, above their comparison, which follows every edit.
class ScenarioTab : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioTab(Session& session, QWidget* parent = nullptr);

    /// Goes to the scenario of an issue. @return false: there is none of this id
    bool goTo(const std::string& where);
    FittedTableView* view() { return m_view; }
    ScenarioModel* model() { return m_model; }
    ResultsPanel* panel() { return m_panel; }

    // What the buttons do once a name is known. The name is as typed: "日本語 / English" gives each language its part.
    void addScenario(const QString& name);
    void renameScenario(const QString& name);
    void duplicateScenario(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void showResults();
    void showState();
    void updateButtons();
    void addParameter();
    void removeScenario();
    std::string currentScenario() const;
    void chooseScenario(const std::string& id);
    std::optional<QString> askName(const QString& title, const QString& proposal);
    QString freeName() const;

    Session& m_session;
    ScenarioModel* m_model;
    QLabel* m_explanation;
    QPushButton* m_add;
    QPushButton* m_rename;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    ParameterChooser* m_chooser;
    QPushButton* m_addParameter;
    QPushButton* m_removeParameter;
    FittedTableView* m_view;
    QLabel* m_message;
    ResultsPanel* m_panel;
};

}  // namespace kachi

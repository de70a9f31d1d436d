#include "ui/sections/scenario_tab.h"

#include "app/document/scenario_edits.h"
#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/input_views.h"
#include "ui/sections/results_panel.h"
#include "ui/sections/value_page.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRows = 7;
constexpr int labelCharacters = 24;
constexpr int tablesPage = 1;       ///< of the results panel
constexpr int explanationPage = 2;  ///< of the results panel; a comparison has no traces

}  // namespace

ScenarioTab::ScenarioTab(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ScenarioModel(session.document(), this)),
      m_explanation(styledLabel("muted")),
      m_add(new QPushButton),
      m_rename(new QPushButton),
      m_duplicate(new QPushButton),
      m_remove(new QPushButton),
      m_chooser(new ParameterChooser),
      m_addParameter(new QPushButton),
      m_removeParameter(new QPushButton),
      m_view(new FittedTableView(shownRows)),
      m_message(styledLabel("warning")),
      m_panel(new ResultsPanel) {
    for (QPushButton* button : {m_add, m_rename, m_duplicate, m_remove, m_addParameter, m_removeParameter}) {
        button->setAutoDefault(false);
    }
    m_explanation->setWordWrap(true);
    m_message->setWordWrap(true);
    prepareInputTable(m_view, session.document());
    m_view->setNarrowestStretch(labelCharacters);
    m_view->setModel(m_model);
    m_panel->setTabVisible(explanationPage, false);
    m_panel->setCurrentIndex(tablesPage);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_rename, m_duplicate, m_remove}) buttons->addWidget(button);
    buttons->addStretch(1);
    auto* parameters = new QHBoxLayout;
    parameters->addWidget(m_chooser, 1);
    parameters->addWidget(m_addParameter);
    parameters->addWidget(m_removeParameter);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_explanation);
    layout->addLayout(buttons);
    layout->addWidget(m_view);
    layout->addLayout(parameters);
    layout->addWidget(m_message);
    layout->addWidget(m_panel, 1);

    connect(m_add, &QPushButton::clicked, this, [this] {
        if (const auto name = askName(m_add->text(), freeName())) addScenario(*name);
    });
    connect(m_rename, &QPushButton::clicked, this, [this] {
        const Scenario* scenario = findScenario(m_session.document().current(), currentScenario());
        if (!scenario) return;
        if (const auto name = askName(m_rename->text(), shown(scenario->name))) renameScenario(*name);
    });
    connect(m_duplicate, &QPushButton::clicked, this, [this] {
        if (const auto name = askName(m_duplicate->text(), freeName())) duplicateScenario(*name);
    });
    connect(m_remove, &QPushButton::clicked, this, &ScenarioTab::removeScenario);
    connect(m_addParameter, &QPushButton::clicked, this, &ScenarioTab::addParameter);
    connect(m_removeParameter, &QPushButton::clicked, this,
            [this] { m_model->removeParameter(m_view->currentIndex().row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ScenarioTab::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ScenarioTab::updateButtons);
    connect(&session, &Session::caseOpened, this, &ScenarioTab::refresh);
    connect(&session, &Session::caseEdited, this, &ScenarioTab::refresh);
    connect(&session, &Session::evaluationChanged, this, &ScenarioTab::showResults);
    connect(&session, &Session::issuesChanged, this, &ScenarioTab::showState);
    connect(&session, &Session::stateChanged, this, &ScenarioTab::showState);
    retranslate();
}

void ScenarioTab::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ScenarioTab::retranslate() {
    m_explanation->setText(
        tr("Base values that differ under a scenario; an empty cell keeps the base value. The comparison below follows "
           "every edit."));
    m_add->setText(tr("Add scenario…"));
    m_rename->setText(tr("Rename…"));
    m_duplicate->setText(tr("Duplicate…"));
    m_remove->setText(tr("Remove scenario"));
    m_chooser->setAccessibleName(tr("Parameter to compare"));
    m_addParameter->setText(tr("Add parameter"));
    m_removeParameter->setText(tr("Remove parameter"));
    m_view->setAccessibleName(tr("Scenarios"));
    m_panel->setEmptyText(tr("Nothing to compare yet."));
    m_panel->retranslate();
    m_model->retranslate();
    m_view->fitColumns();
    refresh();
    showResults();
}

void ScenarioTab::refresh() {
    const Case& value = m_session.document().current();
    m_chooser->fill(value, ownValueIds(value));
    updateButtons();
    showState();
}

void ScenarioTab::showResults() {
    SectionResults results;
    const EvaluationPtr evaluation = m_session.evaluation();
    const Case& value = m_session.document().current();
    if (evaluation && value.outcomes) {
        addFigure(results, scenarioFigure(value, *evaluation));
        addTable(results, scenarioTable(value, *evaluation));
    }
    m_panel->showResults(std::move(results), uiLanguage());
    showState();
}

void ScenarioTab::showState() {
    const ResultState state = m_session.resultState();
    m_panel->setStale(state == ResultState::running || state == ResultState::stale || state == ResultState::refused);
    Issues issues;
    for (const Issue& issue : m_session.issues()) {
        if (findScenario(m_session.document().current(), issue.where)) issues.push_back(issue);
    }
    m_message->setText(issuesText(issues));
    m_message->setVisible(!issues.empty());
}

void ScenarioTab::updateButtons() {
    const bool scenario = !currentScenario().empty();
    for (QPushButton* button : {m_rename, m_duplicate, m_remove}) button->setEnabled(scenario);
    m_addParameter->setEnabled(m_chooser->count() > 0);
    m_removeParameter->setEnabled(m_view->currentIndex().isValid());
}

/// The scenario of the current cell; the only one, when there is no choice.
std::string ScenarioTab::currentScenario() const {
    const std::string chosen = m_model->scenarioAt(m_view->currentIndex().column());
    const auto& scenarios = m_session.document().current().scenarios;
    return chosen.empty() && scenarios.size() == 1 ? scenarios.front().id : chosen;
}

void ScenarioTab::chooseScenario(const std::string& id) {
    for (int column = ScenarioModel::firstScenario; column < m_model->columnCount(); ++column) {
        if (m_model->scenarioAt(column) != id) continue;
        m_view->setCurrentIndex(m_model->index(std::max(0, m_view->currentIndex().row()), column));
        m_view->setFocus(Qt::OtherFocusReason);
    }
}

bool ScenarioTab::goTo(const std::string& where) {
    if (!findScenario(m_session.document().current(), where)) return false;
    chooseScenario(where);
    return true;
}

QString ScenarioTab::freeName() const {
    return tr("Scenario %1").arg(m_session.document().current().scenarios.size() + 1);
}

std::optional<QString> ScenarioTab::askName(const QString& title, const QString& proposal) {
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, title, tr("Name of the scenario"), QLineEdit::Normal, proposal, &accepted);
    return accepted && !name.trimmed().isEmpty() ? std::optional(name.trimmed()) : std::nullopt;
}

void ScenarioTab::addScenario(const QString& name) {
    Case after = m_session.document().current();
    const std::string id = kachi::addScenario(after, typedText(name.toStdString()));
    m_session.document().replace(std::move(after), tr("Add scenario %1").arg(name));
    chooseScenario(id);
}

void ScenarioTab::renameScenario(const QString& name) {
    Case after = m_session.document().current();
    Scenario* scenario = findScenario(after, currentScenario());
    if (!scenario) return;
    const bool sameInBoth = scenario->name.ja == scenario->name.en;
    if (sameInBoth) {
        scenario->name = typedText(name.toStdString());
    } else {
        editedPart(scenario->name) = name.toStdString();
    }
    const std::string id = scenario->id;
    m_session.document().replace(std::move(after), tr("Rename scenario %1").arg(name));
    chooseScenario(id);
}

void ScenarioTab::duplicateScenario(const QString& name) {
    Case after = m_session.document().current();
    if (!findScenario(after, currentScenario())) return;
    const std::string id = kachi::duplicateScenario(after, currentScenario(), typedText(name.toStdString()));
    m_session.document().replace(std::move(after), tr("Duplicate scenario %1").arg(name));
    chooseScenario(id);
}

void ScenarioTab::removeScenario() {
    Case after = m_session.document().current();
    const Scenario* scenario = findScenario(after, currentScenario());
    if (!scenario) return;
    const QString name = shown(scenario->name);
    kachi::removeScenario(after, currentScenario());
    m_session.document().replace(std::move(after), tr("Remove scenario %1").arg(name));
}

void ScenarioTab::addParameter() {
    const std::string id = m_chooser->parameterId();
    if (id.empty()) return;
    const int row = m_model->addParameter(id);
    const int column = std::max<int>(m_view->currentIndex().column(), ScenarioModel::firstScenario);
    m_view->setCurrentIndex(m_model->index(row, std::min(column, m_model->columnCount() - 1)));
    m_view->setFocus(Qt::OtherFocusReason);
}

}  // namespace kachi

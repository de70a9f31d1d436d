#include "ui/sections/outcomes_page.h"

#include "models/outcomes/timing_text.h"
#include "models/params/registry.h"
#include "ui/diagram/state_diagram.h"
#include "ui/sections/lookup_table_editor.h"
#include "ui/sections/outcome_parameter_dialog.h"
#include "ui/sections/outcome_results.h"
#include "ui/sections/outcome_templates.h"
#include "ui/sections/outcome_tree_editor.h"
#include "ui/windows/language.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

std::vector<std::string> outcomeParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.outcomes) return ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (id.starts_with("outcomes.")) ids.push_back(id);
    }
    return ids;
}

}  // namespace

OutcomesPage::OutcomesPage(Session& session, QWidget* parent) : ValuePage(session, "outcomes", parent) {
    addModelCard();
    addTreeCard();
    addDiagramCard();
    addStateCards();
    addCurveCards();
    addSimulationCards();
    addStrategyCards();
    addParameterCard();
    addTogetherCard();
    addTimingCard();
    addSubgroupCards();
    addTableCard();
    addBudgetCards();
    m_analyses = new QPushButton;
    connect(m_analyses, &QPushButton::clicked, this, &OutcomesPage::analysesRequested);
    panel()->setCornerWidget(m_analyses);
    finish();
}

InputCard* OutcomesPage::addCardWhen(Shown shown, const char* heading, const char* explanation) {
    InputCard* card = addCard(heading, explanation);
    m_shownWhen.emplace_back(card, std::move(shown));
    return card;
}

void OutcomesPage::addParameterCard() {
    InputCard* card =
        addCard(QT_TR_NOOP("Parameters"),
                QT_TR_NOOP("A value, or a formula that starts with =. Double click a range, distribution or "
                           "source to edit it."));
    m_parameters = addParameters(card, outcomeParameters, 16);
    connect(addButton(card, QT_TR_NOOP("Add parameter…")), &QPushButton::clicked, this,
            [this] { OutcomeParameterDialog(this->session().document(), {}, this).exec(); });
    m_label = addButton(card, QT_TR_NOOP("Label and unit…"));
    connect(m_label, &QPushButton::clicked, this, &OutcomesPage::editParameter);
    // Label and unit of what the program knows are fixed.
    const auto enable = [this] {
        const std::string id = m_parameters->currentId();
        m_label->setEnabled(!id.empty() && !findDefinition(id));
    };
    connect(m_parameters->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, enable);
    enable();
    connect(addButton(card, QT_TR_NOOP("Remove parameter")), &QPushButton::clicked, this,
            &OutcomesPage::removeParameter);
}

void OutcomesPage::addTogetherCard() {
    m_together = addCard();
    m_scenarios = new QPushButton;
    m_jointGroups = new QPushButton;
    auto* row = new QHBoxLayout;
    row->addWidget(m_scenarios);
    row->addWidget(m_jointGroups);
    row->addStretch(1);
    m_together->body()->addLayout(row);
    connect(m_scenarios, &QPushButton::clicked, this, &OutcomesPage::scenariosRequested);
    connect(m_jointGroups, &QPushButton::clicked, this, &OutcomesPage::jointGroupsRequested);
}

void OutcomesPage::addTableCard() {
    InputCard* card =
        addCard(QT_TR_NOOP("Tables"), QT_TR_NOOP("Read by formulas as lookup(table.column, key), e.g. life tables."));
    m_tables = new LookupTableEditor(session());
    card->body()->addWidget(m_tables);
}

bool OutcomesPage::goTo(const std::string& where) {
    if (m_tree->isVisibleTo(this) && m_tree->goTo(where)) return bringIntoSight(m_tree);
    if (m_tables->goTo(where)) return bringIntoSight(m_tables);
    return ValuePage::goTo(where);
}

QString OutcomesPage::modelSentence() const {
    switch (current().outcomes->model) {
        case OutcomeModel::decisionTree:
            return tr(
                "Patients go along the branches of a tree, once. Probabilities, costs and effects of the paths "
                "are added up.");
        case OutcomeModel::partitionedSurvival:
            return tr("The time in each state is the area between survival curves.");
        case OutcomeModel::simulation:
            return tr("Single patients with their own attributes live through competing events.");
        case OutcomeModel::cohort:
            break;
    }
    return tr("A cohort moves between health states, cycle by cycle.");
}

QString OutcomesPage::togetherSentence() const {
    const Case& value = current();
    QStringList scenarios;
    for (const Scenario& scenario : value.scenarios) scenarios << shown(scenario.name);
    QStringList groups;
    for (const JointGroup& group : value.jointGroups) groups << QString::fromStdString(group.id);
    const QString none = tr("none");
    return tr("Scenarios: %1. Parameters drawn together: %2.")
        .arg(scenarios.isEmpty() ? none : scenarios.join(tr(", ")), groups.isEmpty() ? none : groups.join(tr(", ")));
}

void OutcomesPage::retranslateInputs() {
    m_tables->retranslate();
    m_diagram->retranslate();
    m_tree->retranslate();
    m_analyses->setText(tr("Analyses…"));
    m_scenarios->setText(tr("Scenarios…"));
    m_jointGroups->setText(tr("Joint distributions…"));
    m_example->setText(tr("Start with an example structure"));
    m_example->setToolTip(
        tr("Puts a small structure with example values into the case. They are marked as "
           "assumptions; replace them with your own."));
}

void OutcomesPage::refreshInputs() {
    const OutcomesStructure& structure = *current().outcomes;
    m_model->setHeading(tr("Type of model"), modelSentence());
    m_example->setVisible(isStructureEmpty(structure, structure.model));
    for (const auto& [card, when] : m_shownWhen) card->setVisible(when(structure));
    for (const auto& [field, when] : m_timingRows) m_timingForm->setRowVisible(field, when(structure));
    m_together->setHeading(tr("Scenarios and joint distributions"), togetherSentence());
    m_timing->setHeading(tr("Time, discounting and currency"), shown(conventionsText(structure)));
}

void OutcomesPage::useExample() {
    Case after = current();
    addExampleStructure(after, after.outcomes->model);
    session().document().replace(std::move(after), tr("Example structure"));
}

void OutcomesPage::useBudget() {
    Case after = current();
    addExampleBudget(after);
    session().document().replace(std::move(after), tr("Budget impact"));
}

void OutcomesPage::removeBudget() {
    Case after = current();
    after.outcomes->budget.reset();
    session().document().replace(std::move(after), tr("Remove the budget impact"));
}

void OutcomesPage::addOverride() {
    QStringList names;
    for (const std::string& id : outcomeParameters(current())) names << QString::fromStdString(id);
    if (names.isEmpty() || current().outcomes->strategies.empty()) return;
    bool accepted = false;
    const QString name =
        QInputDialog::getItem(this, tr("Values by strategy"), tr("Parameter that differs"), names, 0, false, &accepted);
    if (!accepted) return;
    Case after = current();
    const Parameter& parameter = after.parameters[name.toStdString()];
    const std::string base = !parameter.expression.empty() ? parameter.expression
                             : parameter.value             ? numberText(*parameter.value)
                                                           : "0";
    for (OutcomeStrategy& strategy : after.outcomes->strategies)
        strategy.overrides.try_emplace(name.toStdString(), base);
    session().document().replace(std::move(after), tr("Values of %1 by strategy").arg(name));
}

void OutcomesPage::editParameter() {
    const std::string id = m_parameters->currentId();
    if (!id.empty()) OutcomeParameterDialog(session().document(), id, this).exec();
}

void OutcomesPage::removeParameter() {
    const std::string id = m_parameters->currentId();
    if (id.empty()) return;
    Case after = current();
    after.parameters.erase(id);
    session().document().replace(std::move(after), tr("Remove parameter %1").arg(QString::fromStdString(id)));
}

QString OutcomesPage::question() const {
    return tr(
        "What do patients gain and what does it cost? A cohort model, decision tree, survival model or simulation "
        "gives costs, life-years and QALYs of every strategy, the ICER with dominance, and how sure the answer is over "
        "all uncertain inputs.");
}

void OutcomesPage::addStructure(Case& value) const {
    value.outcomes = plainOutcomes();
    value.parameters.try_emplace("outcomes.discount.cost");
    value.parameters.try_emplace("outcomes.discount.effect");
}

SectionResults OutcomesPage::results(const Case& value, const Evaluation& evaluation) const {
    return outcomeResults(value, evaluation);
}

}  // namespace kachi

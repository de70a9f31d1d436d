#include "ui/diagram/state_diagram.h"
#include "ui/sections/outcome_budget_tables.h"
#include "ui/sections/outcome_choices.h"
#include "ui/sections/outcome_simulation_tables.h"
#include "ui/sections/outcome_state_tables.h"
#include "ui/sections/outcome_survival_tables.h"
#include "ui/sections/outcome_tables_of_inputs.h"
#include "ui/sections/outcome_tree_editor.h"
#include "ui/sections/outcomes_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

// The cards of the outcomes page, one after the other.
namespace kachi {
namespace {

/// Part of a structure that a row of a form edits; nullptr while the case has none.
template <class Part>
using PartOf = std::function<Part*(Case&)>;

template <class Member, class Part>
std::function<Member*(Case&)> member(PartOf<Part> part, Member Part::*field) {
    return [part, field](Case& value) -> Member* {
        Part* found = part(value);
        return found ? &(found->*field) : nullptr;
    };
}

const PartOf<OutcomesStructure> structureOf = [](Case& value) { return value.outcomes ? &*value.outcomes : nullptr; };
const PartOf<OutcomeTiming> timingOf = [](Case& value) { return value.outcomes ? &value.outcomes->timing : nullptr; };
const PartOf<PartitionedSurvival> survivalOf = [](Case& value) {
    return value.outcomes && value.outcomes->survival ? &*value.outcomes->survival : nullptr;
};
const PartOf<IndividualSimulation> simulationOf = [](Case& value) {
    return value.outcomes && value.outcomes->simulation ? &*value.outcomes->simulation : nullptr;
};
const PartOf<BudgetImpact> budgetOf = [](Case& value) {
    return value.outcomes && value.outcomes->budget ? &*value.outcomes->budget : nullptr;
};

/// How a choice reads and writes a field; the first answer stands while the case has no such part.
template <class Answer, class Part>
std::function<int(const Case&)> reading(PartOf<Part> part, Answer Part::*field) {
    return [part, field](const Case& value) {
        const Part* found = part(const_cast<Case&>(value));
        return found ? static_cast<int>(found->*field) : 0;
    };
}

template <class Answer, class Part>
std::function<void(Case&, int)> writing(PartOf<Part> part, Answer Part::*field) {
    return [part, field](Case& value, int answer) {
        if (Part* found = part(value)) found->*field = static_cast<Answer>(answer);
    };
}

/// Changes nothing but the type; what its forms write to is begun.
void chooseModel(Case& value, int answer) {
    OutcomesStructure& structure = *value.outcomes;
    structure.model = static_cast<OutcomeModel>(answer);
    if (structure.model == OutcomeModel::partitionedSurvival && !structure.survival) structure.survival.emplace();
    if (structure.model == OutcomeModel::simulation && !structure.simulation) structure.simulation.emplace();
}

bool entersCohort(const OutcomesStructure& structure) {
    return structure.tree &&
           std::ranges::any_of(structure.tree->nodes, [](const TreeNode& node) { return !node.state.empty(); });
}

/// A cohort model runs: by itself or after a decision tree.
bool runsCohort(const OutcomesStructure& structure) {
    return structure.model == OutcomeModel::cohort ||
           (structure.model == OutcomeModel::decisionTree && entersCohort(structure));
}

bool usesCurves(const OutcomesStructure& structure) {
    return structure.model == OutcomeModel::partitionedSurvival || structure.model == OutcomeModel::simulation;
}

bool isSurvival(const OutcomesStructure& structure) {
    return structure.model == OutcomeModel::partitionedSurvival;
}

bool isSimulation(const OutcomesStructure& structure) {
    return structure.model == OutcomeModel::simulation;
}

/// Cycles are counted and discounted one by one; simulations and trees alone run in continuous time.
bool countsCycles(const OutcomesStructure& structure) {
    return runsCohort(structure) || isSurvival(structure);
}

/// An answer that restricts other answers stays in sight, so that a fault can be mended.
bool weighsCycles(const OutcomesStructure& structure) {
    const CycleWeights weights = structure.timing.cycleWeights;
    return countsCycles(structure) || weights == CycleWeights::simpson || weights == CycleWeights::custom;
}

bool hasGivenWeights(const OutcomesStructure& structure) {
    return structure.timing.cycleWeights == CycleWeights::custom || !structure.timing.customWeights.empty();
}

}  // namespace

void OutcomesPage::addModelCard() {
    m_model = addCard();
    QFormLayout* form = addForm(m_model);
    addChoice(form, QT_TR_NOOP("Model"),
              answersOf({OutcomeModel::cohort, OutcomeModel::decisionTree, OutcomeModel::partitionedSurvival,
                         OutcomeModel::simulation}),
              reading(structureOf, &OutcomesStructure::model), chooseModel);
    m_example = new QPushButton;
    m_model->body()->addWidget(m_example, 0, Qt::AlignLeft);
    connect(m_example, &QPushButton::clicked, this, &OutcomesPage::useExample);
}

void OutcomesPage::addTreeCard() {
    const auto isTree = [](const OutcomesStructure& structure) {
        return structure.model == OutcomeModel::decisionTree;
    };
    m_tree = new OutcomeTreeEditor(session());
    addCardWhen(isTree, QT_TR_NOOP("Decision tree"),
                QT_TR_NOOP("Squares decide, circles leave it to chance, triangles end. # is what is left of 1."))
        ->body()
        ->addWidget(m_tree);
}

void OutcomesPage::addDiagramCard() {
    InputCard* card = addCardWhen(
        runsCohort, QT_TR_NOOP("State diagram"),
        QT_TR_NOOP("Drag from the dot of a state to draw an arrow; double click to edit, or to add a state on free "
                   "ground. The grid below is the same thing."));
    m_diagram = new StateDiagram(session().document());
    card->body()->addWidget(m_diagram);
    const auto showIssues = [this] { m_diagram->setIssues(session().issues()); };
    connect(&session(), &Session::issuesChanged, this, showIssues);
    showIssues();
    InputCard* transitions = addCardWhen(
        runsCohort, QT_TR_NOOP("Transitions"),
        QT_TR_NOOP("From the state on the left to the state above. # is what is left of 1; an empty cell is 0. "
                   "Rows must sum to 1 and are never rescaled."));
    ExpressionGridEditor* grid = addGrid(transitions, transitionGrid());
    addChoice(addForm(transitions), QT_TR_NOOP("Cells hold"),
              answersOf({TransitionUnit::probability, TransitionUnit::rate}),
              reading(structureOf, &OutcomesStructure::transitionUnit),
              writing(structureOf, &OutcomesStructure::transitionUnit));
    connect(m_diagram, &StateDiagram::chosen, grid, &ExpressionGridEditor::choose);
    connect(grid, &ExpressionGridEditor::chosen, m_diagram, &StateDiagram::goTo);
}

void OutcomesPage::addStateCards() {
    addRows(addCard(QT_TR_NOOP("Health states"),
                    QT_TR_NOOP("Cost and utility of a year in the state: numbers or formulas.")),
            stateRows());
    addRows(
        addCardWhen([](const OutcomesStructure& structure) { return runsCohort(structure) || isSimulation(structure); },
                    QT_TR_NOOP("Costs and QALYs of transitions"),
                    QT_TR_NOOP("Of every patient who moves, when it happens.")),
        transitionRewardRows(), 8);
    addGrid(addCardWhen(isSimulation, QT_TR_NOOP("States at the start"),
                        QT_TR_NOOP("Shares of the patients; # is what is left of 1.")),
            startGrid());
}

void OutcomesPage::addCurveCards() {
    addRows(addCardWhen(usesCurves, QT_TR_NOOP("Curves"), QT_TR_NOOP("Time to an event, in years.")), curveRows(), 8);
    addGrid(addCardWhen(usesCurves, QT_TR_NOOP("Arguments of the curves"),
                        QT_TR_NOOP("Numbers or formulas. An empty ratio is 1, an empty cure fraction 0.")),
            curveGrid(), 14);
    addRows(addCardWhen(usesCurves, QT_TR_NOOP("Later pieces of curves"),
                        QT_TR_NOOP("From that year on the hazard of another family holds; survival stays continuous.")),
            pieceRows(), 6);
    InputCard* order =
        addCardWhen(isSurvival, QT_TR_NOOP("States between the curves"),
                    QT_TR_NOOP("The first state lies inside the first curve, the last one outside all of them."));
    addRows(order, curveOrderRows(), 6);
    QFormLayout* form = addForm(order);
    addExpressionRow(form, QT_TR_NOOP("Mortality of the population, per year (formula)"),
                     "/outcomes/survival/mortality", member(survivalOf, &PartitionedSurvival::mortality));
    addChoice(form, QT_TR_NOOP("What it does"), answersOf({MortalityRule::cap, MortalityRule::add}),
              reading(survivalOf, &PartitionedSurvival::mortalityRule),
              writing(survivalOf, &PartitionedSurvival::mortalityRule));
}

void OutcomesPage::addSimulationCards() {
    InputCard* patients = addCardWhen(isSimulation, QT_TR_NOOP("Simulated patients"),
                                      QT_TR_NOOP("Attributes are drawn for each patient and may be used by their name "
                                                 "in every formula of the simulation."));
    addNumberRow(addForm(patients), QT_TR_NOOP("Patients per strategy"), 1, 10'000'000,
                 member(simulationOf, &IndividualSimulation::patients));
    addRows(patients, attributeRows(), 8);
    addGrid(patients, attributeGrid());
    InputCard* events = addCardWhen(isSimulation, QT_TR_NOOP("Events"),
                                    QT_TR_NOOP("A patient leaves a state by the event that comes first."));
    addRows(events, eventRows());
    addGrid(addCardWhen(
                [](const OutcomesStructure& structure) {
                    return isSimulation(structure) && structure.simulation && !structure.simulation->attributes.empty();
                },
                QT_TR_NOOP("Attributes after an event"), QT_TR_NOOP("Empty: the attribute stays as it was.")),
            eventSetsGrid());
}

void OutcomesPage::addStrategyCards() {
    addRows(addCard(QT_TR_NOOP("Strategies")), strategyRows(), 6);
    InputCard* overrides =
        addCard(QT_TR_NOOP("Values by strategy"), QT_TR_NOOP("Stand in place of the parameter under that strategy."));
    addGrid(overrides, overrideGrid());
    connect(addButton(overrides, QT_TR_NOOP("Add name…")), &QPushButton::clicked, this, &OutcomesPage::addOverride);
    addRows(addCard(QT_TR_NOOP("One-off costs")), oneOffRows(), 8);
}

void OutcomesPage::addTimingCard() {
    m_timing = addCard();
    m_timingForm = addForm(m_timing);
    QFormLayout* form = m_timingForm;
    addNumberRow(form, QT_TR_NOOP("Number of cycles"), 1, 100'000, member(timingOf, &OutcomeTiming::cycles));
    addDecimalRow(form, QT_TR_NOOP("Length of a cycle (years)"), member(timingOf, &OutcomeTiming::cycleLengthYears));
    addChoice(form, QT_TR_NOOP("Discounting"),
              answersOf({DiscountForm::annual, DiscountForm::continuous, DiscountForm::simple}),
              reading(timingOf, &OutcomeTiming::discountForm), writing(timingOf, &OutcomeTiming::discountForm));
    const auto addTiming = [this](QWidget* field, Shown shown) { m_timingRows.emplace_back(field, std::move(shown)); };
    addTiming(
        addChoice(form, QT_TR_NOOP("Discounted at"),
                  answersOf({DiscountMoment::guidelineYear, DiscountMoment::start, DiscountMoment::end,
                             DiscountMoment::eachEnd}),
                  reading(timingOf, &OutcomeTiming::discountMoment), writing(timingOf, &OutcomeTiming::discountMoment)),
        weighsCycles);
    addTiming(
        addChoice(form, QT_TR_NOOP("Cycles counted by"),
                  answersOf({CycleWeights::halfCycle, CycleWeights::start, CycleWeights::end, CycleWeights::simpson,
                             CycleWeights::custom}),
                  reading(timingOf, &OutcomeTiming::cycleWeights), writing(timingOf, &OutcomeTiming::cycleWeights)),
        weighsCycles);
    addTiming(
        addNumbersRow(form, QT_TR_NOOP("Given weights of the points"), member(timingOf, &OutcomeTiming::customWeights)),
        hasGivenWeights);
    addTiming(addChoice(form, QT_TR_NOOP("Transition costs counted"),
                        answersOf({TransitionWeights::full, TransitionWeights::point}),
                        reading(timingOf, &OutcomeTiming::transitionWeights),
                        writing(timingOf, &OutcomeTiming::transitionWeights)),
              countsCycles);
    addStringRow(form, QT_TR_NOOP("Currency (ISO 4217)"), member(structureOf, &OutcomesStructure::currency));
    addNumberRow(form, QT_TR_NOOP("Price year"), 0, 2100, member(structureOf, &OutcomesStructure::priceYear));
    addChoice(form, QT_TR_NOOP("Effect of the ICER"),
              answersOf({EffectMeasure::qaly, EffectMeasure::lifeYears, EffectMeasure::discountedLifeYears}),
              reading(structureOf, &OutcomesStructure::effect), writing(structureOf, &OutcomesStructure::effect));
    addDecimalRow(form, QT_TR_NOOP("Reference willingness to pay"),
                  member(structureOf, &OutcomesStructure::referenceWtp));
    addNumbersRow(form, QT_TR_NOOP("Thresholds of the acceptability curve"),
                  member(structureOf, &OutcomesStructure::wtp));
    addExpressionRow(form, QT_TR_NOOP("Age at the start (formula)"), "/outcomes/startAge",
                     member(structureOf, &OutcomesStructure::startAge));
    addExpressionRow(form, QT_TR_NOOP("Discount rate of costs (formula)"), "/outcomes/costDiscountRate",
                     member(structureOf, &OutcomesStructure::costDiscountRate));
    addExpressionRow(form, QT_TR_NOOP("Discount rate of effects (formula)"), "/outcomes/effectDiscountRate",
                     member(structureOf, &OutcomesStructure::effectDiscountRate));
    addExpressionRow(form, QT_TR_NOOP("Parameter of the device price"), "/outcomes/devicePrice",
                     member(structureOf, &OutcomesStructure::devicePrice));
}

void OutcomesPage::addSubgroupCards() {
    InputCard* subgroups =
        addCard(QT_TR_NOOP("Subgroups"), QT_TR_NOOP("Shares and the values that differ between them."));
    addRows(subgroups, subgroupRows());
    addGrid(subgroups, subgroupGrid());
}

void OutcomesPage::addBudgetCards() {
    const auto hasBudget = [](const OutcomesStructure& structure) { return structure.budget.has_value(); };
    const auto none = [](const OutcomesStructure& structure) { return !structure.budget.has_value(); };
    InputCard* offer = addCardWhen(none, QT_TR_NOOP("Budget impact"),
                                   QT_TR_NOOP("What the payer spends with and without the device, year by year."));
    connect(addButton(offer, QT_TR_NOOP("Add a budget impact")), &QPushButton::clicked, this, &OutcomesPage::useBudget);

    InputCard* card =
        addCardWhen(hasBudget, QT_TR_NOOP("Budget impact"), QT_TR_NOOP("Every formula may use year = 1, 2, …"));
    QFormLayout* form = addForm(card);
    const auto formula = [&](const char* label, const char* key, std::string BudgetImpact::*field) {
        addExpressionRow(form, label, std::string("/outcomes/budget/") + key, member(budgetOf, field));
    };
    addNumberRow(form, QT_TR_NOOP("Years"), 1, 20, member(budgetOf, &BudgetImpact::years));
    addNumberRow(form, QT_TR_NOOP("First fiscal year"), 0, 2100, member(budgetOf, &BudgetImpact::firstFiscalYear));
    addTextRow(form, QT_TR_NOOP("Payer"), member(budgetOf, &BudgetImpact::payer));
    formula(QT_TR_NOOP("Eligible patients in the year"), "eligible", &BudgetImpact::eligible);
    formula(QT_TR_NOOP("or: patients at the start"), "prevalence", &BudgetImpact::prevalence);
    formula(QT_TR_NOOP("new patients a year"), "incidence", &BudgetImpact::incidence);
    formula(QT_TR_NOOP("yearly growth"), "growth", &BudgetImpact::growth);
    formula(QT_TR_NOOP("share eligible"), "eligibleShare", &BudgetImpact::eligibleShare);
    addChoice(form, QT_TR_NOOP("Uptake"),
              answersOf({UptakeShape::linear, UptakeShape::logistic, UptakeShape::bass, UptakeShape::expression}),
              reading(budgetOf, &BudgetImpact::uptake), [](Case& value, int answer) {
                  if (!value.outcomes->budget) return;
                  value.outcomes->budget->uptake = static_cast<UptakeShape>(answer);
                  value.outcomes->budget->uptakeArgs.clear();
              });
    addGrid(card, uptakeGrid());

    InputCard* mix = addCardWhen(hasBudget, QT_TR_NOOP("Treatments of the budget impact"),
                                 QT_TR_NOOP("Shares of eligible patients without the device; # is what is left of 1. "
                                            "An empty share displaced follows the present share."));
    addRows(mix, currentMixRows(), 8);
    QFormLayout* costs = addForm(mix);
    addChoice(costs, QT_TR_NOOP("Costs from"), answersOf({BudgetCosts::expressions, BudgetCosts::outcomeModel}),
              reading(budgetOf, &BudgetImpact::costsFrom), writing(budgetOf, &BudgetImpact::costsFrom));
    addGrid(mix, budgetCostGrid());
    form = addForm(mix);
    formula(QT_TR_NOOP("Other costs saved per patient"), "offset", &BudgetImpact::offset);
    formula(QT_TR_NOOP("Price of the device"), "unitPrice", &BudgetImpact::unitPrice);
    formula(QT_TR_NOOP("Devices per patient"), "unitsPerPatient", &BudgetImpact::unitsPerPatient);
    formula(QT_TR_NOOP("Discount rate"), "discountRate", &BudgetImpact::discountRate);
    connect(addButton(mix, QT_TR_NOOP("Remove the budget impact")), &QPushButton::clicked, this,
            &OutcomesPage::removeBudget);
}

}  // namespace kachi

#include "ui/sections/outcomes_page.h"

#include "app/report/case_tables.h"
#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/outcome_results.h"
#include "ui/sections/outcome_tables_of_inputs.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

Text discountFormText(DiscountForm form) {
    switch (form) {
        case DiscountForm::continuous:
            return {"連続 exp(−rt)", "continuous, exp(−rt)"};
        case DiscountForm::simple:
            return {"率をサイクルに等分 (1+rL)^(−t/L)", "rate divided among cycles, (1+rL)^(−t/L)"};
        case DiscountForm::annual:
            break;
    }
    return {"年複利 (1+r)^(−t)", "annual, (1+r)^(−t)"};
}

Text discountMomentText(DiscountMoment moment) {
    switch (moment) {
        case DiscountMoment::start:
            return {"サイクルの初め", "start of the cycle"};
        case DiscountMoment::end:
            return {"サイクルの終わり", "end of the cycle"};
        case DiscountMoment::eachEnd:
            return {"前後それぞれの時点", "each end of the cycle at its own time"};
        case DiscountMoment::guidelineYear:
            break;
    }
    return {"ガイドライン方式(1年目は割り引かない)", "guideline year (first year not discounted)"};
}

Text cycleWeightsText(CycleWeights weights) {
    switch (weights) {
        case CycleWeights::start:
            return {"推移前の人数", "occupancy before the transition"};
        case CycleWeights::end:
            return {"推移後の人数", "occupancy after the transition"};
        case CycleWeights::simpson:
            return {"シンプソン則", "Simpson's rule"};
        case CycleWeights::custom:
            return {"指定した重み", "given weights"};
        case CycleWeights::halfCycle:
            break;
    }
    return {"半サイクル補正", "half-cycle correction"};
}

template <class Answer>
std::vector<std::pair<int, Text>> answers(std::initializer_list<Answer> list, Text (*text)(Answer)) {
    std::vector<std::pair<int, Text>> answers;
    for (const Answer answer : list) answers.emplace_back(static_cast<int>(answer), text(answer));
    return answers;
}

std::vector<std::string> outcomeParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.outcomes) return ids;
    for (const auto& [id, parameter] : value.parameters) {
        if (id.starts_with("outcomes.")) ids.push_back(id);
    }
    return ids;
}

std::function<std::string*(Case&)> text(std::string OutcomesStructure::*member) {
    return [member](Case& value) { return value.outcomes ? &((*value.outcomes).*member) : nullptr; };
}

}  // namespace

OutcomesPage::OutcomesPage(Session& session, QWidget* parent) : ValuePage(session, "outcomes", parent) {
    addTimingCard();
    addParameterCard();
    addStructureCards();
    finish();
}

void OutcomesPage::addTimingCard() {
    m_timing = addCard();
    QFormLayout* form = addForm(m_timing);
    addNumberRow(form, QT_TR_NOOP("Number of cycles"), 1, 100'000,
                 [](Case& value) { return value.outcomes ? &value.outcomes->timing.cycles : nullptr; });
    addDecimalRow(form, QT_TR_NOOP("Length of a cycle (years)"),
                  [](Case& value) { return value.outcomes ? &value.outcomes->timing.cycleLengthYears : nullptr; });
    addChoice(
        form, QT_TR_NOOP("Discounting"),
        answers({DiscountForm::annual, DiscountForm::continuous, DiscountForm::simple}, discountFormText),
        [](const Case& value) { return static_cast<int>(value.outcomes->timing.discountForm); },
        [](Case& value, int answer) { value.outcomes->timing.discountForm = static_cast<DiscountForm>(answer); });
    addChoice(
        form, QT_TR_NOOP("Discounted at"),
        answers({DiscountMoment::guidelineYear, DiscountMoment::start, DiscountMoment::end, DiscountMoment::eachEnd},
                discountMomentText),
        [](const Case& value) { return static_cast<int>(value.outcomes->timing.discountMoment); },
        [](Case& value, int answer) { value.outcomes->timing.discountMoment = static_cast<DiscountMoment>(answer); });
    addChoice(
        form, QT_TR_NOOP("Cycles counted by"),
        answers({CycleWeights::halfCycle, CycleWeights::start, CycleWeights::end, CycleWeights::simpson,
                 CycleWeights::custom},
                cycleWeightsText),
        [](const Case& value) { return static_cast<int>(value.outcomes->timing.cycleWeights); },
        [](Case& value, int answer) { value.outcomes->timing.cycleWeights = static_cast<CycleWeights>(answer); });
    addStringRow(form, QT_TR_NOOP("Currency (ISO 4217)"), text(&OutcomesStructure::currency));
    addNumberRow(form, QT_TR_NOOP("Price year"), 0, 2100,
                 [](Case& value) { return value.outcomes ? &value.outcomes->priceYear : nullptr; });
    addChoice(
        form, QT_TR_NOOP("Effect of the ICER"),
        {{static_cast<int>(EffectMeasure::qaly), {"QALY", "QALYs"}},
         {static_cast<int>(EffectMeasure::lifeYears), {"生存年(割引なし)", "life-years, undiscounted"}},
         {static_cast<int>(EffectMeasure::discountedLifeYears), {"生存年(割引あり)", "life-years, discounted"}}},
        [](const Case& value) { return static_cast<int>(value.outcomes->effect); },
        [](Case& value, int answer) { value.outcomes->effect = static_cast<EffectMeasure>(answer); });
    addDecimalRow(form, QT_TR_NOOP("Reference willingness to pay"),
                  [](Case& value) { return value.outcomes ? &value.outcomes->referenceWtp : nullptr; });
    addStringRow(form, QT_TR_NOOP("Age at the start (formula)"), text(&OutcomesStructure::startAge));
    addStringRow(form, QT_TR_NOOP("Discount rate of costs (formula)"), text(&OutcomesStructure::costDiscountRate));
    addStringRow(form, QT_TR_NOOP("Discount rate of effects (formula)"), text(&OutcomesStructure::effectDiscountRate));
    addStringRow(form, QT_TR_NOOP("Parameter of the device price"), text(&OutcomesStructure::devicePrice));
}

void OutcomesPage::addParameterCard() {
    InputCard* card =
        addCard(QT_TR_NOOP("Parameters"),
                QT_TR_NOOP("A value, or a formula that starts with =. Double click a range, distribution or "
                           "source to edit it."));
    m_parameters = addParameters(card, outcomeParameters, 16);
    connect(addButton(card, QT_TR_NOOP("Add parameter…")), &QPushButton::clicked, this, &OutcomesPage::addParameter);
    connect(addButton(card, QT_TR_NOOP("Remove parameter")), &QPushButton::clicked, this,
            &OutcomesPage::removeParameter);
}

void OutcomesPage::addStructureCards() {
    addRows(addCard(QT_TR_NOOP("Health states"),
                    QT_TR_NOOP("Cost and utility of a year in the state: numbers or formulas.")),
            stateRows());
    addGrid(
        addCard(QT_TR_NOOP("Transition probabilities per cycle"),
                QT_TR_NOOP("From the state on the left to the state above. # is what is left of 1; an empty cell is 0. "
                           "Rows must sum to 1 and are never rescaled.")),
        transitionGrid());
    addRows(addCard(QT_TR_NOOP("Strategies")), strategyRows(), 6);
    InputCard* overrides =
        addCard(QT_TR_NOOP("Values by strategy"), QT_TR_NOOP("Stand in place of the parameter under that strategy."));
    addGrid(overrides, overrideGrid());
    connect(addButton(overrides, QT_TR_NOOP("Add name…")), &QPushButton::clicked, this, &OutcomesPage::addOverride);
    addRows(addCard(QT_TR_NOOP("One-off costs")), oneOffRows(), 8);
    InputCard* subgroups =
        addCard(QT_TR_NOOP("Subgroups"), QT_TR_NOOP("Shares and the values that differ between them."));
    addRows(subgroups, subgroupRows());
    addGrid(subgroups, subgroupGrid());

    m_tables =
        addCard(QT_TR_NOOP("Tables"), QT_TR_NOOP("Read by formulas as lookup(table.column, key), e.g. life tables."));
    m_tableChoice = new QComboBox;
    ignoreWheelWithoutFocus(m_tableChoice);
    m_tableModel = new ReportTableModel(this);
    auto* view = new FittedTableView(10);
    view->setModel(m_tableModel);
    m_tables->body()->addWidget(m_tableChoice);
    m_tables->body()->addWidget(view);
    connect(m_tableChoice, &QComboBox::activated, this, &OutcomesPage::refreshInputs);
}

QString OutcomesPage::timingSentence() const {
    const OutcomeTiming& timing = current().outcomes->timing;
    return tr("%1 cycles of %2 years; cycles counted by %3; discounting %4, at %5.")
        .arg(QString::fromStdString(readableNumber(timing.cycles, language())),
             QString::fromStdString(readableNumber(timing.cycleLengthYears, language())),
             shown(cycleWeightsText(timing.cycleWeights)), shown(discountFormText(timing.discountForm)),
             shown(discountMomentText(timing.discountMoment)));
}

void OutcomesPage::retranslateInputs() {
    m_tableChoice->setAccessibleName(tr("Table"));
}

void OutcomesPage::refreshInputs() {
    m_timing->setHeading(tr("Time, discounting and currency"), timingSentence());
    const std::vector<LookupTable>& tables = current().tables;
    const int chosen = std::max(0, m_tableChoice->currentIndex());
    m_tableChoice->clear();
    for (const LookupTable& table : tables) m_tableChoice->addItem(QString::fromStdString(table.id));
    m_tables->setVisible(!tables.empty());
    if (tables.empty()) return;
    const int kept = std::min(chosen, static_cast<int>(tables.size()) - 1);
    m_tableChoice->setCurrentIndex(kept);
    m_tableChoice->setVisible(tables.size() > 1);
    m_tableModel->setTable(lookupTableView(tables[static_cast<std::size_t>(kept)]), language());
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

void OutcomesPage::addParameter() {
    bool accepted = false;
    QString problem;
    QString name = u"outcomes."_s;
    for (;;) {
        name = QInputDialog::getText(this, tr("Add parameter"),
                                     tr("Name in formulas (starts with \"outcomes.\", letters and digits)") + problem,
                                     QLineEdit::Normal, name, &accepted);
        if (!accepted) return;
        if (!isOutcomeId(name.toStdString())) {
            problem = u'\n' + tr("This is not a name a formula can use.");
        } else if (current().parameters.contains(name.toStdString())) {
            problem = u'\n' + tr("There is a parameter of this name.");
        } else {
            break;
        }
    }
    const QString label =
        QInputDialog::getText(this, tr("Add parameter"), tr("Label"), QLineEdit::Normal, name, &accepted);
    if (!accepted) return;
    Parameter parameter;
    parameter.label = {label.toStdString(), label.toStdString()};
    session().document().setParameter(name.toStdString(), parameter, tr("Add parameter %1").arg(label));
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
        "What do patients gain and what does it cost? A cohort model gives costs, life-years and QALYs of every "
        "strategy, the ICER with dominance, and how sure the answer is over all uncertain inputs.");
}

void OutcomesPage::addStructure(Case& value) const {
    OutcomesStructure structure;
    structure.currency = "JPY";
    structure.states = {{.id = "s1", .name = {"生存", "Alive"}},
                        {.id = "s2", .name = {"死亡", "Dead"}, .alive = false}};
    structure.strategies.resize(2);
    structure.strategies[0].id = "comparator";
    structure.strategies[0].name = {"比較対照", "Comparator"};
    structure.strategies[1].id = "device";
    structure.strategies[1].name = {"評価対象", "Device"};
    structure.initial = {{"s1", "1"}};
    structure.comparator = "comparator";
    structure.costDiscountRate = "outcomes.discount.cost";
    structure.effectDiscountRate = "outcomes.discount.effect";
    value.outcomes = std::move(structure);
    value.parameters.try_emplace("outcomes.discount.cost");
    value.parameters.try_emplace("outcomes.discount.effect");
}

SectionResults OutcomesPage::results(const Case& value, const Evaluation& evaluation) const {
    return outcomeResults(value, evaluation);
}

}  // namespace kachi

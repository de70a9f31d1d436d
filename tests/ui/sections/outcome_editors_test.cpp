// label: gui
#include "app/document/session.h"
#include "ui/diagram/state_diagram.h"
#include "ui/diagram/tree_view.h"
#include "ui/editors/number_entry.h"
#include "ui/sections/expression_edit.h"
#include "ui/sections/input_views.h"
#include "ui/sections/outcome_budget_tables.h"
#include "ui/sections/outcome_edits.h"
#include "ui/sections/outcome_parameter_dialog.h"
#include "ui/sections/outcome_simulation_tables.h"
#include "ui/sections/outcome_state_tables.h"
#include "ui/sections/outcome_survival_tables.h"
#include "ui/sections/outcome_templates.h"
#include "ui/sections/outcome_tree_editor.h"
#include "ui/sections/outcomes_page.h"
#include "ui/windows/language.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <functional>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;
constexpr OutcomeModel models[] = {OutcomeModel::cohort, OutcomeModel::decisionTree, OutcomeModel::partitionedSurvival,
                                   OutcomeModel::simulation};

Case exampleCase(OutcomeModel model) {
    Case value;
    value.context.rulePack = "jp-2026";
    value.run.draws = 0;
    value.outcomes = plainOutcomes();
    value.outcomes->model = model;
    addExampleStructure(value, model);
    if (value.outcomes->simulation) value.outcomes->simulation->patients = 200;
    return value;
}

Case everyExample() {
    Case value = exampleCase(OutcomeModel::cohort);
    for (const OutcomeModel model : models) addExampleStructure(value, model);
    addExampleBudget(value);
    return value;
}

/// The page with an example case, shown.
struct Page {
    Session session;
    OutcomesPage page;

    explicit Page(const Case& value) : page(session) {
        session.newCase(value);
        page.resize(1000, 700);
        page.show();
    }

    const OutcomesStructure& structure() const { return *session.document().current().outcomes; }
    QUndoStack& undo() { return *session.document().undoStack(); }

    /// Headings of the input cards in sight.
    QStringList headings() const {
        QStringList texts;
        for (const InputCard* card : page.findChildren<InputCard*>()) {
            if (card->isVisibleTo(&page)) texts << card->findChild<QLabel*>()->text();
        }
        return texts;
    }

    void chooseModel(OutcomeModel model) {
        auto* box = page.findChild<QComboBox*>();
        QVERIFY(box);
        box->setCurrentIndex(box->findData(static_cast<int>(model)));
        Q_EMIT box->activated(box->currentIndex());
    }
};

}  // namespace

class OutcomeEditorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    /// The type of model is one undo step and leaves every structure as it was.
    void switchingTheModelLosesNothing() {
        Page page(everyExample());
        const OutcomesStructure before = page.structure();
        for (const OutcomeModel model :
             {OutcomeModel::decisionTree, OutcomeModel::partitionedSurvival, OutcomeModel::simulation}) {
            page.chooseModel(model);
            OutcomesStructure expected = before;
            expected.model = model;
            QVERIFY(page.structure() == expected);
        }
        QCOMPARE(page.undo().count(), 3);
        for (int i = 0; i < 3; ++i) page.undo().undo();
        QVERIFY(page.structure() == before);
    }

    void onlyTheInputsOfTheModelAreShown_data() {
        QTest::addColumn<OutcomeModel>("model");
        QTest::addColumn<QStringList>("shown");
        QTest::addColumn<QStringList>("hidden");
        QTest::newRow("cohort") << OutcomeModel::cohort
                                << QStringList{u"State diagram"_s, u"Transitions"_s, u"Health states"_s}
                                << QStringList{u"Decision tree"_s, u"Curves"_s, u"Events"_s};
        QTest::newRow("tree") << OutcomeModel::decisionTree << QStringList{u"Decision tree"_s}
                              << QStringList{u"State diagram"_s, u"Transitions"_s, u"Curves"_s, u"Events"_s};
        QTest::newRow("survival") << OutcomeModel::partitionedSurvival
                                  << QStringList{u"Curves"_s, u"Health states"_s, u"States between the curves"_s}
                                  << QStringList{u"Decision tree"_s, u"Transitions"_s, u"Events"_s};
        QTest::newRow("simulation") << OutcomeModel::simulation
                                    << QStringList{u"Simulated patients"_s, u"Events"_s, u"Curves"_s}
                                    << QStringList{u"Decision tree"_s, u"Transitions"_s};
    }

    void onlyTheInputsOfTheModelAreShown() {
        QFETCH(OutcomeModel, model);
        QFETCH(QStringList, shown);
        QFETCH(QStringList, hidden);
        Case value = everyExample();
        value.outcomes->model = model;
        const Page page(value);
        const QStringList headings = page.headings();
        for (const QString& heading : shown) QVERIFY2(headings.contains(heading), qPrintable(heading));
        for (const QString& heading : hidden) QVERIFY2(!headings.contains(heading), qPrintable(heading));
    }

    /// Nobody faces a blank page: each type of model begins with an example that evaluates.
    void everyModelStartsWithAnExample_data() {
        QTest::addColumn<OutcomeModel>("model");
        QTest::newRow("cohort") << OutcomeModel::cohort;
        QTest::newRow("tree") << OutcomeModel::decisionTree;
        QTest::newRow("survival") << OutcomeModel::partitionedSurvival;
        QTest::newRow("simulation") << OutcomeModel::simulation;
    }

    void everyModelStartsWithAnExample() {
        QFETCH(OutcomeModel, model);
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        value.outcomes = plainOutcomes();
        value.outcomes->model = model;
        Page page(value);
        QPushButton* start = nullptr;
        for (QPushButton* button : page.page.findChildren<QPushButton*>()) {
            if (button->text() == u"Start with an example structure"_s) start = button;
        }
        QVERIFY(start && start->isVisible());
        start->click();
        QCOMPARE(page.undo().count(), 1);
        QVERIFY(!start->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(page.session.resultState() == ResultState::current, patience);
        QString problems;
        for (const Issue& issue : page.session.issues()) {
            if (issue.severity == Severity::error) problems += QString::fromStdString(issue.code + " " + issue.where);
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems));
        const EvaluationPtr evaluation = page.session.evaluation();
        QVERIFY(evaluation && evaluation->outcomes);
        QVERIFY(evaluation->outcomes->base.at(1).qaly > 0);
        page.undo().undo();
        QVERIFY(start->isVisible());
    }

    /// Every table adds a row, edits a cell and takes both back.
    void tablesAddEditAndUndo_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"states", "rewards", "curves", "pieces", "order", "attributes", "events", "mix"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void tablesAddEditAndUndo() {
        QFETCH(QString, name);
        const std::map<QString, std::pair<std::function<RowTable()>, int>> tables{
            {u"states"_s, {stateRows, 2}},     {u"rewards"_s, {transitionRewardRows, 3}},
            {u"curves"_s, {curveRows, 0}},     {u"pieces"_s, {pieceRows, 1}},
            {u"order"_s, {curveOrderRows, 0}}, {u"attributes"_s, {attributeRows, 1}},
            {u"events"_s, {eventRows, 5}},     {u"mix"_s, {currentMixRows, 1}}};
        const auto& [make, column] = tables.at(name);
        CaseDocument document;
        Case value = everyExample();
        value.outcomes->survival->curves.resize(1);  // one is left to add
        value.outcomes->strategies.push_back(value.outcomes->strategies.front());
        value.outcomes->strategies.back().id = "third";
        document.open(value, true);
        RowTableModel model(document, make());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int rows = model.rowCount();
        model.addRow();
        QCOMPARE(model.rowCount(), rows + 1);
        const QModelIndex cell = model.index(rows, column);
        const QString typed = name == u"order"_s ? u"c1"_s : u"riskScore"_s;
        QVERIFY(model.setData(cell, typed, Qt::EditRole));
        QCOMPARE(model.data(model.index(rows, column), Qt::EditRole).toString(), typed);
        while (document.undoStack()->canUndo()) document.undoStack()->undo();
        QVERIFY(document.current() == value);
        QCOMPARE(model.rowCount(), rows);
        if (rows > 0) model.removeRows(0, 0);
        document.undoStack()->undo();
        QVERIFY(document.current() == value);
    }

    /// Rows can be added before the structure they belong to was begun.
    void tablesBeginTheirStructure() {
        CaseDocument document;
        Case value;
        value.outcomes = plainOutcomes();
        SurvivalCurve curve;
        curve.id = "os";
        value.outcomes->curves = {curve};
        document.open(value, true);
        for (const auto& make : {attributeRows, eventRows, curveOrderRows, stateRows, curveRows, pieceRows}) {
            RowTableModel model(document, make());
            const int rows = model.rowCount();
            model.addRow();
            QCOMPARE(model.rowCount(), rows + 1);
        }
        while (document.undoStack()->canUndo()) document.undoStack()->undo();
        QVERIFY(document.current() == value);
    }

    void gridsEditAndUndo_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"transitions", "start", "curves", "attributes", "sets", "uptake", "costs"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void gridsEditAndUndo() {
        QFETCH(QString, name);
        const std::map<QString, std::function<ExpressionGrid()>> grids{
            {u"transitions"_s, transitionGrid}, {u"start"_s, startGrid},    {u"curves"_s, curveGrid},
            {u"attributes"_s, attributeGrid},   {u"sets"_s, eventSetsGrid}, {u"uptake"_s, uptakeGrid},
            {u"costs"_s, budgetCostGrid}};
        CaseDocument document;
        const Case value = everyExample();
        document.open(value, true);
        ExpressionGridModel model(document, grids.at(name)());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.rowCount() > 0 && model.columnCount() > 0);
        const QModelIndex cell = model.index(0, 0);
        QVERIFY(model.flags(cell).testFlag(Qt::ItemIsEditable));
        QVERIFY(model.setData(cell, u"0.125"_s, Qt::EditRole));
        QCOMPARE(model.data(cell, Qt::DisplayRole).toString(), u"0.125"_s);
        // The cell is found again from the place that an issue would name.
        QCOMPARE(model.find(model.placeAt(cell)).index, cell);
        document.undoStack()->undo();
        QVERIFY(document.current() == value);
    }

    /// What does not apply to a curve cannot be typed into, and a change of family keeps what fits.
    void argumentsFollowTheFamily() {
        CaseDocument document;
        document.open(exampleCase(OutcomeModel::partitionedSurvival), true);
        RowTableModel curves(document, curveRows());
        ExpressionGridModel grid(document, curveGrid());
        QVERIFY(curves.setData(curves.index(0, 1), u"weibullPh"_s, Qt::EditRole));
        const auto& args = document.current().outcomes->curves[0].args;
        QCOMPARE(args.size(), std::size_t{1});
        QVERIFY(args.contains("rate"));
        QStringList rows;
        for (int row = 0; row < grid.rowCount(); ++row)
            rows << grid.headerData(row, Qt::Vertical, Qt::DisplayRole).toString();
        QCOMPARE(rows, (QStringList{u"shape"_s, u"rate"_s, u"Hazard ratio"_s, u"Time ratio"_s, u"Cure fraction"_s}));
        QVERIFY(grid.flags(grid.index(0, 0)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!grid.flags(grid.index(0, 1)).testFlag(Qt::ItemIsEditable));
    }

    /// A row that does not sum to 1 says so with its sum and the first cycle; the issue leads to its cells.
    void aWrongRowSumIsMarkedAndFound() {
        Case value = exampleCase(OutcomeModel::cohort);
        value.outcomes->transitions["s1"] = {{"s1", "0.5"}, {"s2", "if(cycle < 3, 0.5, 0.75)"}};
        Page page(value);
        const auto* grid = page.page.findChild<ExpressionGridEditor*>();
        QVERIFY(grid);
        const QAbstractItemModel* model = grid->model();
        const QModelIndex sum = model->index(1, model->columnCount() - 1);
        QTRY_COMPARE_WITH_TIMEOUT(model->data(sum, Qt::DisplayRole).toString(), u"⚠ 1.25 (cycle 3)"_s, patience);
        QVERIFY(!model->data(sum, Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(page.page.goTo("/outcomes/transitions/s1"));
        QCOMPARE(grid->currentIndex().row(), 1);
        QVERIFY(page.page.goTo("/outcomes/transitions/s2/s3"));
        QCOMPARE(grid->currentIndex(), model->index(2, 2));
        QTRY_VERIFY(page.page.findChild<StateDiagram*>());
    }

    void diagramAndGridAreOneThing() {
        Page page(exampleCase(OutcomeModel::cohort));
        auto* diagram = page.page.findChild<StateDiagram*>();
        const auto* grid = page.page.findChild<ExpressionGridEditor*>();
        QVERIFY(diagram && grid);
        diagram->addTransition("s2", "s1");
        QCOMPARE(grid->model()->data(grid->model()->index(2, 0), Qt::DisplayRole).toString(), u"0"_s);
        grid->model()->setData(grid->model()->index(2, 0), u"0.07"_s, Qt::EditRole);
        QCOMPARE(*transition(page.structure(), "s2", "s1"), std::string("0.07"));
        QVERIFY(diagram->goTo("/outcomes/transitions/s2/s1"));
    }

    void issuesLeadToTheirInputs_data() {
        QTest::addColumn<OutcomeModel>("model");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("card");
        using enum OutcomeModel;
        const auto add = [](OutcomeModel model, const char* where, const char* card) {
            QTest::newRow(where) << model << QString::fromLatin1(where) << QString::fromLatin1(card);
        };
        add(cohort, "/outcomes/states/id=s2/cost", "Health states");
        add(cohort, "/outcomes/strategies/id=device", "Strategies");
        add(cohort, "/outcomes/strategies/id=device/oneOffCosts/id=device", "One-off costs");
        add(cohort, "/outcomes/strategies/id=device/overrides/outcomes.example.effect", "Values by strategy");
        add(cohort, "/outcomes/initial", "Transitions");
        add(cohort, "/outcomes/transitions/s2/s3", "Transitions");
        add(cohort, "/outcomes/costDiscountRate", "Time, discounting and currency");
        add(decisionTree, "/outcomes/tree/nodes/id=n3/probability", "Decision tree");
        add(partitionedSurvival, "/outcomes/curves/id=c1/args/rate", "Arguments of the curves");
        add(partitionedSurvival, "/outcomes/curves/id=c1/args", "Curves");
        add(partitionedSurvival, "/outcomes/survival/mortality", "States between the curves");
        add(simulation, "/outcomes/simulation/attributes/id=age0/args/mean", "Simulated patients");
        add(simulation, "/outcomes/simulation/events/id=e1/cost", "Events");
        add(simulation, "/outcomes/budget/eligible", "Budget impact");
        add(simulation, "outcomes.example.deathRate", "Parameters");
    }

    void issuesLeadToTheirInputs() {
        QFETCH(OutcomeModel, model);
        QFETCH(QString, where);
        QFETCH(QString, card);
        Case value = exampleCase(model);
        addExampleBudget(value);
        Page page(value);
        page.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page.page));
        QVERIFY(page.page.goTo(where.toStdString()));
        const QWidget* at = QApplication::focusWidget();
        QVERIFY(at);
        while (at && !qobject_cast<const InputCard*>(at)) at = at->parentWidget();
        QVERIFY(at);
        QCOMPARE(at->findChild<QLabel*>()->text(), card);
        QVERIFY(!page.page.goTo("/outcomes/states/id=nowhere/cost"));
    }

    /// A fault is marked while it is typed, with its sentence.
    void expressionsAreMarkedWhileTyped() {
        CaseDocument document;
        document.open(exampleCase(OutcomeModel::cohort), true);
        ExpressionEdit edit(document);
        edit.show();
        QTest::keyClicks(&edit, u"outcomes.example.death *"_s);
        QVERIFY(edit.property("problem").toBool());
        QVERIFY(!edit.toolTip().isEmpty());
        QTest::keyClicks(&edit, u" 2"_s);
        QVERIFY(!edit.property("problem").toBool());
        QVERIFY(edit.toolTip().isEmpty());
    }

    void treesAreBuiltByHand() {
        Page page(exampleCase(OutcomeModel::decisionTree));
        auto* tree = page.page.findChild<TreeView*>();
        QVERIFY(tree);
        const OutcomesStructure before = page.structure();
        tree->choose("n3");
        tree->addBranch();
        tree->addBeside();
        QCOMPARE(page.structure().tree->nodes.size(), before.tree->nodes.size() + 2);
        QCOMPARE(page.undo().count(), 2);
        tree->choose("n2");
        tree->copyCurrent();
        tree->choose("n1");
        QTest::keySequence(tree, QKeySequence(QKeySequence::Paste));
        QCOMPARE(page.structure().tree->nodes.size(), before.tree->nodes.size() + 2 + 5);
        QTest::keyClick(tree, Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(tree, Qt::Key_Delete);
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.structure() == before);
    }

    void theInspectorEditsTheChosenNode() {
        Page page(exampleCase(OutcomeModel::decisionTree));
        auto* editor = page.page.findChild<OutcomeTreeEditor*>();
        QVERIFY(editor);
        editor->view()->choose("n3");
        QLineEdit* cost = nullptr;
        for (QLineEdit* field : editor->findChildren<QLineEdit*>()) {
            if (field->accessibleName() == u"Cost"_s) cost = field;
        }
        QVERIFY(cost && cost->isVisible());
        cost->setText(u"1234"_s);
        Q_EMIT cost->editingFinished();
        QCOMPARE(page.structure().tree->nodes[2].cost, std::string("1234"));
        editor->view()->choose("n4");
        QCOMPARE(cost->text(), u"outcomes.example.costFailure"_s);
        QCOMPARE(page.undo().count(), 1);
    }

    /// Probabilities of nodes: 0.7 and 0.3 below the comparator, 0.8 and 0.2 below the device in the example.
    void pathProbabilitiesAreShown() {
        Page page(exampleCase(OutcomeModel::decisionTree));
        QTRY_VERIFY_WITH_TIMEOUT(page.session.resultState() == ResultState::current, patience);
        const EvaluationPtr evaluation = page.session.evaluation();
        QVERIFY(evaluation && evaluation->outcomes);
        const auto values = treeNodeValues(*evaluation->outcomes, 1);
        QVERIFY(std::abs(values.at("n3").probability - 0.7) < 1e-12);
        QVERIFY(std::abs(values.at("n7").probability - 0.2) < 1e-12);
        // 0.8 · 8 + 0.2 · 6 QALYs, not discounted at time 0
        QVERIFY(std::abs(values.at("n5").qaly - 7.6) < 1e-12);
    }

    void labelAndUnitAreEditedLater() {
        CaseDocument document;
        document.open(exampleCase(OutcomeModel::cohort), true);
        {
            OutcomeParameterDialog dialog(document, "outcomes.example.death");
            dialog.findChildren<QLineEdit*>().at(1)->setText(u"死亡確率"_s);
            auto* unit = dialog.findChild<QComboBox*>();
            unit->setCurrentIndex(unit->findData(static_cast<int>(Unit::rate)));
            dialog.accept();
        }
        const Parameter& parameter = document.current().parameters.at("outcomes.example.death");
        QCOMPARE(parameter.label.ja, std::string("死亡確率"));
        QCOMPARE(parameter.label.en, std::string("Probability of death"));
        QCOMPARE(parameter.unit, Unit::rate);
        QVERIFY(parameter.value.has_value());
        document.undoStack()->undo();
        QVERIFY(document.current() == exampleCase(OutcomeModel::cohort));
    }

    void roundNumbersHaveNoExponent() {
        CaseDocument document;
        document.open(exampleCase(OutcomeModel::cohort), true);
        ParameterTableModel model(document,
                                  [](const Case&) { return std::vector<std::string>{"outcomes.example.price"}; });
        const QModelIndex cell = model.index(0, ParameterTableModel::valueColumn);
        QCOMPARE(model.data(cell, Qt::DisplayRole).toString(), u"500,000"_s);
        QCOMPARE(entryText(document.current().parameters.at("outcomes.example.price")), u"500000"_s);
    }

    /// Both languages, every type of model: no words are cut off and the inputs do not grow wider than their place.
    void nothingIsCutOff_data() {
        QTest::addColumn<OutcomeModel>("model");
        QTest::addColumn<Language>("language");
        for (const OutcomeModel model : models) {
            for (const Language language : {Language::ja, Language::en}) {
                QTest::addRow("%d %s", static_cast<int>(model), language == Language::ja ? "ja" : "en")
                    << model << language;
            }
        }
    }

    void nothingIsCutOff() {
        QFETCH(OutcomeModel, model);
        QFETCH(Language, language);
        setUiLanguage(language);
        Case value = everyExample();
        value.outcomes->model = model;
        Page page(value);
        page.page.resize(960, 560);
        if (auto* tree = page.page.findChild<TreeView*>()) tree->choose("n3");
        QTest::qWait(50);
        QStringList faults;
        for (const QLabel* label : page.page.findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty()) continue;
            const int needs = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            const bool narrow = !label->wordWrap() && label->sizeHint().width() > label->width();
            if (narrow || needs > label->height()) faults << label->text();
        }
        for (const QPushButton* button : page.page.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->sizeHint().width() > button->width()) faults << button->text();
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

QTEST_MAIN(OutcomeEditorsTest)
#include "outcome_editors_test.moc"

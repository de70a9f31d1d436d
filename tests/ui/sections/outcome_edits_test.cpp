// label: gui
#include "ui/sections/outcome_edits.h"
#include "models/outcomes/outcomes_structure.h"
#include "ui/sections/outcome_expression_check.h"
#include "ui/sections/outcome_templates.h"

#include <QTest>

#include <algorithm>

using namespace kachi;

namespace {

/// Three states that are named in every place that can name a state.
OutcomesStructure everywhere() {
    OutcomesStructure structure;
    structure.states.resize(3);
    structure.states[0].id = "well";
    structure.states[1].id = "ill";
    structure.states[2].id = "dead";
    structure.initial = {{"well", "0.9"}, {"ill", "#"}};
    structure.transitions = {{"well", {{"well", "#"}, {"ill", "0.1"}}}, {"ill", {{"ill", "#"}, {"dead", "0.2"}}}};
    TransitionReward reward;
    reward.id = "r1";
    reward.from = "well";
    reward.to = "ill";
    structure.transitionRewards = {reward};
    OutcomeStrategy strategy;
    strategy.id = "device";
    OneOffCost cost;
    cost.timing = OneOffTiming::counted;
    cost.state = "ill";
    strategy.oneOffCosts = {cost};
    structure.strategies = {strategy};
    structure.comparator = "device";
    TreeNode node;
    node.id = "n1";
    node.state = "ill";
    node.strategy = "device";
    structure.tree = DecisionTree{{node}};
    SimulatedEvent event;
    event.id = "e1";
    event.from = "well";
    event.to = "ill";
    event.curve = "c1";
    event.sets = {{"risk", "1"}};
    PatientAttribute attribute;
    attribute.id = "risk";
    structure.simulation = IndividualSimulation{100, {attribute}, {event}};
    SurvivalCurve curve;
    curve.id = "c1";
    structure.curves = {curve};
    structure.survival = PartitionedSurvival{};
    structure.survival->curves = {"c1"};
    structure.budget = BudgetImpact{};
    structure.budget->device = "device";
    structure.budget->costs = {{"device", "1"}};
    return structure;
}

}  // namespace

class OutcomeEditsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renamingAStateReachesEveryReference() {
        OutcomesStructure structure = everywhere();
        QVERIFY(renameState(structure, "ill", "sick"));
        QCOMPARE(structure.states[1].id, std::string("sick"));
        QCOMPARE(structure.initial.at("sick"), std::string("#"));
        QCOMPARE(structure.transitions.at("well").at("sick"), std::string("0.1"));
        QCOMPARE(structure.transitions.at("sick").at("dead"), std::string("0.2"));
        QCOMPARE(structure.transitions.at("sick").at("sick"), std::string("#"));
        QCOMPARE(structure.transitionRewards[0].to, std::string("sick"));
        QCOMPARE(structure.strategies[0].oneOffCosts[0].state, std::string("sick"));
        QCOMPARE(structure.tree->nodes[0].state, std::string("sick"));
        QCOMPARE(structure.simulation->events[0].to, std::string("sick"));
        QVERIFY(!structure.transitions.contains("ill"));
        QVERIFY(!structure.initial.contains("ill"));
    }

    void aStateKeepsItsIdWhenTheNewOneIsTaken() {
        OutcomesStructure structure = everywhere();
        for (const char* id : {"well", "", "*"}) QVERIFY2(!renameState(structure, "ill", id), id);
        QVERIFY(!renameState(structure, "nowhere", "sick"));
        QVERIFY(structure == everywhere());
        QVERIFY(renameState(structure, "ill", "ill"));
    }

    void removingAStateLeavesNoReference() {
        OutcomesStructure structure = everywhere();
        removeState(structure, "ill");
        QCOMPARE(structure.states.size(), std::size_t{2});
        QVERIFY(!structure.initial.contains("ill"));
        QCOMPARE(structure.transitions.size(), std::size_t{1});
        QVERIFY(!structure.transitions.at("well").contains("ill"));
        QVERIFY(structure.transitionRewards.empty());
        QVERIFY(structure.simulation->events.empty());
        QVERIFY(structure.tree->nodes[0].state.empty());
        QVERIFY(structure.strategies[0].oneOffCosts[0].state.empty());
    }

    void newStatesHaveIdsOfTheirOwn() {
        OutcomesStructure structure;
        const std::string first = addState(structure, {"一", "One"}, DiagramPlace{1, 2});
        structure.states[0].id = "s2";
        const std::string second = addState(structure, {}, std::nullopt);
        QCOMPARE(first, std::string("s1"));
        QCOMPARE(second, std::string("s3"));
        QCOMPARE(structure.states[0].place->y, 2.0);
    }

    void anEmptyTextRemovesATransition() {
        OutcomesStructure structure = everywhere();
        setTransition(structure, "dead", "well", "0.5");
        QCOMPARE(*transition(structure, "dead", "well"), std::string("0.5"));
        setTransition(structure, "dead", "well", "");
        QVERIFY(!transition(structure, "dead", "well"));
        QVERIFY(structure == everywhere());
    }

    void curvesAttributesAndStrategiesAreFollowedToo() {
        OutcomesStructure structure = everywhere();
        QVERIFY(renameCurve(structure, "c1", "os"));
        QCOMPARE(structure.survival->curves.front(), std::string("os"));
        QCOMPARE(structure.simulation->events[0].curve, std::string("os"));
        QVERIFY(renameAttribute(*structure.simulation, "risk", "riskScore"));
        QVERIFY(structure.simulation->events[0].sets.contains("riskScore"));
        for (const char* name : {"state_time", "1st", "a b", ""}) {
            QVERIFY2(!renameAttribute(*structure.simulation, "riskScore", name), name);
        }
        removeCurve(structure, "os");
        QVERIFY(structure.survival->curves.empty());
        QVERIFY(structure.simulation->events[0].curve.empty());
        removeStrategy(structure, "device");
        QVERIFY(structure.comparator.empty());
        QVERIFY(structure.tree->nodes[0].strategy.empty());
        QVERIFY(structure.budget->device.empty());
        QVERIFY(structure.budget->costs.empty());
    }

    void expressionsAreJudgedWhileTyped_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("number") << "0.25"
                                << "";
        QTest::newRow("rest") << "#"
                              << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("parameter and clock") << "outcomes.p * min(cycle, 3) + state_time"
                                             << "";
        QTest::newRow("value of a strategy") << "outcomes.onlyOverride"
                                             << "";
        QTest::newRow("attribute") << "risk * 2"
                                   << "";
        QTest::newRow("unfinished") << "outcomes.p *"
                                    << "expressions.syntax";
        QTest::newRow("unknown name") << "outcomes.q"
                                      << "expressions.unknownName";
        QTest::newRow("unknown function") << "cosh(1)"
                                          << "expressions.unknownFunction";
        QTest::newRow("unknown table") << "lookup(life.male, age)"
                                       << "expressions.unknownTable";
    }

    void expressionsAreJudgedWhileTyped() {
        QFETCH(QString, text);
        QFETCH(QString, code);
        Case value;
        value.parameters["outcomes.p"].value = 0.1;
        value.outcomes = everywhere();
        value.outcomes->strategies[0].overrides = {{"outcomes.onlyOverride", "1"}};
        const Issues issues = expressionFaults(value, text.toStdString());
        QCOMPARE(QString::fromStdString(issues.empty() ? std::string() : issues.front().code), code);
    }

    /// Every example can be begun in an empty case, marks its numbers as assumptions and overwrites nothing.
    void examplesAreMarkedAndOverwriteNothing() {
        for (const OutcomeModel model : {OutcomeModel::cohort, OutcomeModel::decisionTree,
                                         OutcomeModel::partitionedSurvival, OutcomeModel::simulation}) {
            Case value;
            value.outcomes = plainOutcomes();
            QVERIFY(isStructureEmpty(*value.outcomes, model));
            addExampleStructure(value, model);
            QVERIFY(!isStructureEmpty(*value.outcomes, model));
            QVERIFY(!value.parameters.empty());
            for (const auto& [id, parameter] : value.parameters) {
                QVERIFY2(parameter.source.kind == SourceKind::assumption, id.c_str());
                if (!id.starts_with("outcomes.example.")) continue;
                QVERIFY2(!parameter.label.ja.empty() && !parameter.label.en.empty(), id.c_str());
            }
            const Case once = value;
            addExampleStructure(value, model);
            QVERIFY(value == once);

            Case own;
            own.outcomes = everywhere();
            own.outcomes->tree.reset();
            own.outcomes->survival.reset();
            own.outcomes->simulation.reset();
            addExampleStructure(own, model);
            QCOMPARE(own.outcomes->states.size(), std::size_t{3});
            QCOMPARE(own.outcomes->states[1].id, std::string("ill"));
            QCOMPARE(own.outcomes->transitions, everywhere().transitions);
        }
    }
};

QTEST_APPLESS_MAIN(OutcomeEditsTest)
#include "outcome_edits_test.moc"

#include "tests/models/outcomes/simulation_models.h"

#include <QtTest>

using namespace kachi;
using namespace simulated;

namespace {

struct WrongModel {
    const char* code;
    const char* where;
    void (*change)(golden::Case&);
};

const std::vector<WrongModel> wrongModels{
    {"simulation.patients", "/patients", [](auto& m) { m.structure.simulation->patients = 0; }},
    {"simulation.patients", "/patients", [](auto& m) { m.structure.simulation->patients = 10'000'001; }},
    {"simulation.noEvents", "/events", [](auto& m) { m.structure.simulation->events.clear(); }},
    {"simulation.unknownCurve", "id=dies/curve", [](auto& m) { m.structure.simulation->events[0].curve = "none"; }},
    {"outcomes.unknownState", "id=dies/to", [](auto& m) { m.structure.simulation->events[0].to = "none"; }},
    {"outcomes.unknownState", "id=dies/from", [](auto& m) { m.structure.simulation->events[0].from = "none"; }},
    {"simulation.eventAfterDeath", "id=dies/from", [](auto& m) { m.structure.simulation->events[0].from = "dead"; }},
    {"outcomes.idTwice", "events",
     [](auto& m) { m.structure.simulation->events.push_back(m.structure.simulation->events[0]); }},
    {"outcomes.idMissing", "events", [](auto& m) { m.structure.simulation->events[0].id.clear(); }},
    {"simulation.expressionCurve", "id=dies/curve",
     [](auto& m) { m.structure.curves[0].source = CurveSource::expression; }},
    {"survival.argumentMissing", "id=death/args", [](auto& m) { m.structure.curves[0].args.clear(); }},
    {"survival.unknownArgument", "id=death/args", [](auto& m) { m.structure.curves[0].args["shape"] = "1"; }},
    {"survival.parameter", "id=death/args/rate", [](auto& m) { m.structure.curves[0].args["rate"] = "-0.1"; }},
    {"survival.parameter", "id=death/cure", [](auto& m) { m.structure.curves[0].cure = "1.1"; }},
    {"survival.parameter", "id=death/hazardRatio", [](auto& m) { m.structure.curves[0].hazardRatio = "-1"; }},
    {"survival.parameter", "id=death/timeRatio", [](auto& m) { m.structure.curves[0].timeRatio = "0"; }},
    {"simulation.curveValue", "id=late/from",
     [](auto& m) {
         m.structure.curves[0].pieces = {{"late", "0", SurvivalFamily::exponential, {{"rate", "1"}}}};
     }},
    {"simulation.stateTime", "id=death", [](auto& m) { m.structure.curves[0].args["rate"] = "0.1 + state_time"; }},
    {"simulation.cycle", "id=alive/cost", [](auto& m) { m.structure.states[0].cost = "cycle"; }},
    {"outcomes.startAgeMissing", "id=alive/cost", [](auto& m) { m.structure.states[0].cost = "age"; }},
    {"simulation.simpleDiscount", "discountForm",
     [](auto& m) { m.structure.timing.discountForm = DiscountForm::simple; }},
    {"simulation.countedCost", "id=device",
     [](auto& m) {
         m.structure.strategies[0].oneOffCosts = {{"device", {}, "1", OneOffTiming::counted, "alive"}};
     }},
    {"simulation.startProbability", "initial/alive", [](auto& m) { m.structure.initial["alive"] = "1.5"; }},
    {"simulation.startSum", "initial", [](auto& m) { m.structure.initial["alive"] = "0.9"; }},
    {"outcomes.discountRate", "costDiscountRate", [](auto& m) { m.structure.costDiscountRate = "2"; }},
    {"outcomes.overflow", "states", [](auto& m) { m.structure.states[0].cost = "1e308"; }},
    {"simulation.tooManyEvents", "id=alive",
     [](auto& m) {
         m.structure.curves.push_back(exponentialCurve("instant", "1e300"));
         m.structure.simulation->events.push_back(eventOf("again", "alive", "alive", "instant"));
     }},
    {"simulation.unknownAttribute", "id=dies/sets",
     [](auto& m) {
         m.structure.simulation->events[0].sets = {{"none", "1"}};
     }},
    {"simulation.attributeName", "id=rate",
     [](auto& m) {
         m.values.base["rate"] = 1;
         m.structure.simulation->attributes = {attribute("rate", Family::fixed, {{"value", "1"}})};
     }},
    {"expressions.reservedName", "id=time",
     [](auto& m) {
         m.structure.simulation->attributes = {attribute("time", Family::fixed, {{"value", "1"}})};
     }},
    {"simulation.fixedArgument", "id=sex",
     [](auto& m) { m.structure.simulation->attributes = {attribute("sex", Family::fixed, {})}; }},
    {"statistics.argumentSet", "id=sex",
     [](auto& m) {
         m.structure.simulation->attributes = {attribute("sex", Family::normal, {{"mean", "1"}})};
     }},
    {"statistics.argumentNotPositive", "id=sex",
     [](auto& m) {
         m.structure.simulation->attributes = {attribute("sex", Family::normal, {{"mean", "1"}, {"sd", "0"}})};
     }},
    {"simulation.attributeOrder", "id=a",
     [](auto& m) {
         m.structure.simulation->attributes = {attribute("a", Family::fixed, {{"value", "b"}}),
                                               attribute("b", Family::fixed, {{"value", "1"}})};
     }},
    {"simulation.variesByPatient", "costDiscountRate",
     [](auto& m) {
         m.structure.simulation->attributes = {attribute("a", Family::uniform, {{"low", "0"}, {"high", "0.1"}})};
         m.structure.costDiscountRate = "a";
     }},
};

}  // namespace

/// Models that cannot run are refused, with the place.
class SimulationFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongModelsAreRefused_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < wrongModels.size(); ++i) {
            QTest::addRow("%zu %s", i, wrongModels[i].code) << static_cast<int>(i);
        }
    }
    void wrongModelsAreRefused() {
        QFETCH(int, index);
        const WrongModel& wrong = wrongModels[static_cast<std::size_t>(index)];
        golden::Case model = constantDeath(50);
        wrong.change(model);
        const auto results = outcomesOf(model);
        QVERIFY(!results.ok());
        std::string found;
        for (const Issue& issue : results.issues()) {
            found += issue.code + " " + issue.where + "; ";
            if (issue.code == wrong.code && issue.where.find(wrong.where) != std::string::npos) return;
        }
        QFAIL(found.c_str());
    }

    /// A draw that fails names parameter, event, draw and patient.
    void faultsNameThePlace() {
        golden::Case model = constantDeath(100);
        OutcomesStructure& s = model.structure;
        model.values.base["rate"] = 0.1;
        model.values.draws = 3;
        model.values.drawn["rate"] = {0.1, 0.2, -0.3};
        s.curves[0].args["rate"] = "rate";
        auto results = outcomesOf(model);
        QVERIFY(!results.ok());
        Issue issue = results.issues().front();
        QCOMPARE(issue.code, std::string("simulation.curveValue"));
        QCOMPARE(issue.where, std::string("/outcomes/curves/id=death/args/rate"));
        QCOMPARE(issue.value, std::string("-0.3"));
        QCOMPARE(issue.details["event"], std::string("dies"));
        QCOMPARE(issue.details["draw"], std::string("3"));
        QCOMPARE(issue.details["patient"], std::string("–"));

        model.values.drawn.clear();
        s.simulation->attributes = {attribute("chance", Family::uniform, {{"low", "0"}, {"high", "1"}})};
        s.curves[0].args["rate"] = "ln(chance - 0.1)";
        results = outcomesOf(model);
        QVERIFY(!results.ok());
        issue = results.issues().front();
        QVERIFY(issue.code == "simulation.expression" || issue.code == "simulation.curveValue");
        QCOMPARE(issue.where, std::string("/outcomes/curves/id=death/args/rate"));
        QCOMPARE(issue.details["draw"], std::string("0"));
        QVERIFY(std::stoi(issue.details["patient"]) >= 1);

        s.simulation->attributes.push_back(attribute("frailty", Family::gamma, {{"mean", "chance - 2"}, {"sd", "1"}}));
        results = outcomesOf(model);
        QVERIFY(!results.ok());
        issue = results.issues().front();
        QCOMPARE(issue.code, std::string("simulation.attributeDistribution"));
        QVERIFY(issue.value.starts_with("mean = -"));
        QCOMPARE(issue.details["patient"], std::string("1"));
    }
};

QTEST_APPLESS_MAIN(SimulationFaultsTest)
#include "simulation_faults_test.moc"

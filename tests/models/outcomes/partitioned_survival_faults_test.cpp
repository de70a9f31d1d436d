#include "tests/models/outcomes/survival_cases.h"

#include <functional>

using namespace kachi;
using namespace survival;
using golden::both;

Q_DECLARE_METATYPE(std::function<golden::Case()>)

/// What a partitioned-survival model refuses, with the place it names.
class PartitionedSurvivalFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Faults of the structure: all of them at once.
    void structureFaults() {
        SurvivalCurve bad = curve("bad", SurvivalFamily::weibull, {{"shape", "1"}, {"rate", "2"}});
        bad.pieces = {piece("5", SurvivalFamily::exponential, {{"rate", "0.1"}}),
                      piece("3", SurvivalFamily::exponential, {{"rate", "-1"}})};
        SurvivalCurve empty = expressionCurve("empty", "");
        golden::Case made = model({bad, exponentialCurve("os", "0.1")});
        made.structure.curves.push_back(empty);
        made.structure.curves.push_back(exponentialCurve("os", "cycle/100"));
        made.structure.survival->curves = {"bad", "none", "bad"};
        made.structure.transitionRewards = {{"move", both("move"), "s0", "s1", "1", "0"}};
        const Issues issues = refusals(made);
        const auto has = [&](const std::string& code, const std::string& where, const std::string& value) {
            return std::ranges::any_of(issues, [&](const Issue& issue) {
                return issue.code == code && issue.where == where && issue.value == value;
            });
        };
        QVERIFY(has("survival.argumentMissing", "/outcomes/curves/id=bad/args", "scale"));
        QVERIFY(has("survival.unknownArgument", "/outcomes/curves/id=bad/args", "rate"));
        QVERIFY(has("survival.piecesNotRising", "/outcomes/curves/id=bad/pieces/id=from3/from", "3"));
        QVERIFY(has("survival.parameter", "/outcomes/curves/id=bad/pieces/id=from3/args/rate", "-1"));
        QVERIFY(has("survival.expressionMissing", "/outcomes/curves/id=empty/survival", ""));
        QVERIFY(has("outcomes.idTwice", "/outcomes/curves", "os"));
        QVERIFY(has("survival.unknownCurve", "/outcomes/survival/curves", "none"));
        QVERIFY(has("survival.curveTwice", "/outcomes/survival/curves", "bad"));
        QVERIFY(has("survival.stateCount", "/outcomes/states", "3"));
        QVERIFY(has("survival.transitionReward", "/outcomes/transitionRewards/id=move", "s0 → s1"));
        QVERIFY2(validate(made.structure, made.inputs, made.values) == issues, listed(issues).c_str());

        made.structure.model = OutcomeModel::simulation;  // its curves are checked as well
        const Issues others = validate(made.structure, made.inputs, made.values);
        QVERIFY(
            std::ranges::any_of(others, [](const Issue& issue) { return issue.code == "survival.argumentMissing"; }));

        made = model({});
        made.structure.survival.reset();
        QCOMPARE(refusals(made).front().code, std::string("outcomes.structureMissing"));
    }

    void refused_data() {
        QTest::addColumn<std::function<golden::Case()>>("make");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("details");
        using Made = std::function<golden::Case()>;
        const auto row = [](const char* name, Made make, const char* code, const char* where, const char* details) {
            QTest::newRow(name) << make << code << where << details;
        };
        const auto withDraws = [](SurvivalCurve os) {
            golden::Case made = model({std::move(os)});
            made.values.base = {{"x", 1}};
            made.values.draws = 3;
            made.values.drawn = {{"x", {1, 2, -1}}};
            return made;
        };
        row(
            "argument of a draw", [=] { return withDraws(exponentialCurve("os", "x")); }, "survival.parameter",
            "/outcomes/curves/id=os/args/rate", "draw 3 strategy only");
        row(
            "hazard ratio of a draw",
            [=] {
                SurvivalCurve os = exponentialCurve("os", "0.1");
                os.hazardRatio = "x";
                return withDraws(os);
            },
            "survival.parameter", "/outcomes/curves/id=os/hazardRatio", "draw 3 strategy only");
        row(
            "cure of a draw",
            [=] {
                SurvivalCurve os = exponentialCurve("os", "0.1");
                os.cure = "x";
                return withDraws(os);
            },
            "survival.parameter", "/outcomes/curves/id=os/cure", "draw 2 strategy only");
        row(
            "pieces of a draw",
            [=] {
                SurvivalCurve os = exponentialCurve("os", "0.1");
                os.pieces = {piece("1.5", SurvivalFamily::exponential, {{"rate", "0.2"}}),
                             piece("x + 1", SurvivalFamily::exponential, {{"rate", "0.2"}})};
                return withDraws(os);
            },
            "survival.piecesNotRising", "/outcomes/curves/id=os/pieces/id=fromx/from", "draw 3 strategy only");
        row(
            "argument that follows the cycle", [] { return model({exponentialCurve("os", "cycle/10")}); },
            "outcomes.variesByCycle", "/outcomes/curves/id=os/args/rate", "");
        row(
            "time ratio that follows time",
            [] {
                SurvivalCurve os = exponentialCurve("os", "0.1");
                os.timeRatio = "1 + time";
                return model({os});
            },
            "outcomes.variesByCycle", "/outcomes/curves/id=os/timeRatio", "");
        row(
            "cycle in an expression", [] { return model({expressionCurve("os", "exp(-cycle)")}); }, "survival.cycle",
            "/outcomes/curves/id=os/survival", "");
        row(
            "state_time",
            [] {
                golden::Case made = model({exponentialCurve("os", "0.1")});
                made.structure.states[0].cost = "state_time";
                return made;
            },
            "survival.stateTime", "/outcomes/states/id=s0/cost", "");
        row(
            "age without a start", [] { return model({expressionCurve("os", "exp(-age)")}); },
            "outcomes.startAgeMissing", "/outcomes/curves/id=os/survival", "");
        row(
            "not a probability", [=] { return withDraws(expressionCurve("os", "1 + (1 - x)*time/10")); },
            "survival.probability", "/outcomes/curves/id=os/survival", "draw 3 strategy only time 1");
        row(
            "does not start at 1", [] { return model({expressionCurve("os", "0.9*exp(-time)")}); }, "survival.start",
            "/outcomes/curves/id=os/survival", "draw 0 strategy only time 0");
        row(
            "rises", [=] { return withDraws(expressionCurve("os", "if(time < 3, 1 - time/10, 0.75 + (x < 0)*0.2)")); },
            "survival.rises", "/outcomes/curves/id=os/survival", "draw 3 strategy only time 3");
        row(
            "1/0 in an expression", [] { return model({expressionCurve("os", "if(time < 4, 1, 1/(time - 4))")}); },
            "expressions.divisionByZero", "/outcomes/curves/id=os/survival", "cycle 4");
        row(
            "negative mortality",
            [] {
                golden::Case made = model({exponentialCurve("os", "0.1")});
                made.structure.survival->mortality = "0.05 - 0.01*cycle";
                return made;
            },
            "survival.mortality", "/outcomes/survival/mortality", "cycle 6 draw 0 strategy only");
        row(
            "discount rate",
            [] {
                golden::Case made = model({exponentialCurve("os", "0.1")});
                made.structure.effectDiscountRate = "2";
                return made;
            },
            "outcomes.discountRate", "/outcomes/effectDiscountRate", "draw 0 strategy only");
    }
    void refused() {
        QFETCH(std::function<golden::Case()>, make);
        QFETCH(QString, code);
        QFETCH(QString, where);
        QFETCH(QString, details);
        const Issues issues = refusals(make());
        QVERIFY2(issues.size() == 1, listed(issues).c_str());
        const Issue& issue = issues.front();
        QCOMPARE(QString::fromStdString(issue.code), code);
        QCOMPARE(QString::fromStdString(issue.where), where);
        const QStringList wanted = details.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (qsizetype i = 0; i + 1 < wanted.size(); i += 2) {
            const auto found = issue.details.find(wanted[i].toStdString());
            QVERIFY2(found != issue.details.end(), qPrintable(wanted[i]));
            QCOMPARE(QString::fromStdString(found->second), wanted[i + 1]);
        }
    }
};

QTEST_APPLESS_MAIN(PartitionedSurvivalFaultsTest)
#include "partitioned_survival_faults_test.moc"

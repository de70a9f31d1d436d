#include "models/outcomes/outcomes.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;

/// A fault inside a named expression says which expression it is and who uses it.
class CohortFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void userIsNamed_data() {
        QTest::addColumn<QString>("user");
        QTest::newRow("transition") << QStringLiteral("/outcomes/transitions/B/C");
        QTest::newRow("cost") << QStringLiteral("/outcomes/states/id=B/cost");
        QTest::newRow("utility") << QStringLiteral("/outcomes/states/id=C/utility");
        QTest::newRow("initial") << QStringLiteral("/outcomes/initial/A");
        QTest::newRow("reward") << QStringLiteral("/outcomes/transitionRewards");
    }
    void userIsNamed() {
        QFETCH(QString, user);
        golden::Case model = golden::hiv();
        OutcomesStructure& s = model.structure;
        model.inputs.expressions["broken"] = "1/(zid - 2278)";
        if (user.contains(QStringLiteral("transitions"))) s.transitions["B"]["C"] = "if(effect < 1, broken, pBC)";
        if (user.endsWith(QStringLiteral("cost"))) s.states[1].cost = "if(effect < 1, broken, 1)";
        if (user.endsWith(QStringLiteral("utility"))) s.states[2].utility = "if(effect < 1, broken, 1)";
        if (user.contains(QStringLiteral("initial"))) s.initial["A"] = "if(rr > 2, 1, broken)";
        if (user.contains(QStringLiteral("Rewards"))) {
            s.transitionRewards = {{"fall", {}, "A", "B", "if(effect < 1, broken, 1)", "0"}};
        }
        const auto results = evaluateOutcomes(s, model.inputs, model.values, RunOptions{});
        QVERIFY(!results.ok());
        const Issue& issue = results.issues().front();
        QCOMPARE(issue.code, std::string("expressions.divisionByZero"));
        QCOMPARE(issue.where, std::string("broken"));
        QCOMPARE(QString::fromStdString(issue.details.at("usedBy")), user);
        // Only the combination has an effect below 1; the starting distribution is read by the first strategy already.
        const bool initial = user.contains(QStringLiteral("initial"));
        QCOMPARE(issue.details.at("strategy"), std::string(initial ? "mono" : "comb"));
    }

    /// The place itself needs no second naming.
    void ownPlaceIsNamedOnce() {
        golden::Case model = golden::hiv();
        model.structure.states[1].cost = "1/(zid - 2278)";
        const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, RunOptions{});
        QVERIFY(!results.ok());
        QCOMPARE(results.issues().front().where, std::string("/outcomes/states/id=B/cost"));
        QVERIFY(!results.issues().front().details.contains("usedBy"));
    }
};

QTEST_APPLESS_MAIN(CohortFaultsTest)
#include "cohort_faults_test.moc"

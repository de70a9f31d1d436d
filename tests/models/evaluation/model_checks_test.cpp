#include "models/evaluation/model_checks.h"

#include "models/evaluation/values.h"

#include "tests/models/evaluation/outcome_cases.h"

#include <QtTest>

#include <algorithm>

using namespace kachi;
using outcome_cases::number;
using outcome_cases::oneYear;

namespace {

std::vector<ModelCheck> checksOf(const Case& value) {
    RunOptions options;
    options.draws = 0;
    const auto values = parameterValues(value, RulePack{}, options, nullptr);
    if (!values) qFatal("values refused: %s", values.issues().front().code.c_str());
    const auto base = evaluateOutcomes(*value.outcomes, expressionInputs(value), *values, options);
    if (!base) qFatal("case refused: %s %s", base.issues().front().code.c_str(), base.issues().front().where.c_str());
    return checkOutcomeModel(value, RulePack{}, *base, options);
}

ModelCheck checkOf(const Case& value, const std::string& id) {
    for (const ModelCheck& check : checksOf(value)) {
        if (check.id == id) return check;
    }
    qFatal("no check %s", id.c_str());
}

/// Well, sick, dead over forty years; everything as it should be.
Case sound() {
    Case value = oneYear("outcomes.x", "0.1*outcomes.y");
    OutcomesStructure& s = *value.outcomes;
    s.states.insert(s.states.begin() + 1, {"sick", {"病気", "Sick"}, true, "100*outcomes.x", "0.5"});
    s.transitions = {{"well", {{"well", "#"}, {"sick", "0.1"}, {"dead", "0.05"}}},
                     {"sick", {{"sick", "0.8"}, {"dead", "0.2"}}}};
    s.timing.cycles = 80;
    s.costDiscountRate = "0.02";
    s.effectDiscountRate = "0.02";
    return value;
}

}  // namespace

class ModelChecksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundModelPasses() {
        const std::vector<ModelCheck> checks = checksOf(sound());
        QCOMPARE(checks.size(), std::size_t(16));
        for (const ModelCheck& check : checks) {
            QVERIFY2(check.outcome == CheckOutcome::passed, (check.id + ": " + check.finding.en).c_str());
            QVERIFY2(check.where.empty(), check.id.c_str());
        }
    }

    /// The published models: nothing fails, and both languages say something.
    void publishedModels_data() {
        QTest::addColumn<bool>("hip");
        QTest::newRow("hip") << true;
        QTest::newRow("HIV") << false;
    }
    void publishedModels() {
        QFETCH(bool, hip);
        for (const ModelCheck& check : checksOf(hip ? outcome_cases::hip() : outcome_cases::hiv())) {
            QVERIFY2(check.outcome != CheckOutcome::failed, (check.id + ": " + check.finding.en).c_str());
            QVERIFY(!check.name.ja.empty() && !check.name.en.empty());
            QVERIFY(!check.finding.ja.empty() && !check.finding.en.empty());
            if (check.outcome == CheckOutcome::warning) QVERIFY2(!check.where.empty(), check.id.c_str());
        }
    }

    /// Each fault put into the sound model is found by its check, which names the place and quotes the figure.
    void faultsAreFound_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("check");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("figure");
        const auto row = [](const char* fault, const char* check, const char* where, const char* figure) {
            QTest::newRow(fault) << QString::fromUtf8(fault) << QString::fromUtf8(check) << QString::fromUtf8(where)
                                 << QString::fromUtf8(figure);
        };
        row("state without a way", "checks.unreachable", "/outcomes/states/id=lost", "no way leads to: lost");
        row("way of probability 0", "checks.unreachable", "/outcomes/states/id=lost", "no way leads to: lost");
        row("horizon too short", "checks.unreachable", "/outcomes/states/id=lost", "nobody gets to: lost");
        row("never dies", "checks.neverLeft", "/outcomes/states/id=sick", "sick");
        row("disutility below -1", "checks.utilityRange", "/outcomes/states/id=sick/utility", "-1.5");
        row("utility above 1 late", "checks.utilityRange", "/outcomes/states/id=sick/utility", "0.5 … 1.1");
        row("utility when dead", "checks.deadStates", "/outcomes/states/id=dead/utility", "dead (utility 0.2)");
        row("more QALYs than years", "checks.withinLifeYears", "/outcomes/states", "new (");
        row("tenfold", "checks.extremes", "/outcomes/strategies", "cost ");
        row("short", "checks.horizon", "/outcomes/timing/cycles", "after 1 years up to 92.5 % (old)");
        row("idle parameter", "checks.parametersMatter", "outcomes.idle", "outcomes.idle");
    }
    void faultsAreFound() {
        QFETCH(QString, fault);
        QFETCH(QString, check);
        QFETCH(QString, where);
        QFETCH(QString, figure);
        Case value = sound();
        OutcomesStructure& s = *value.outcomes;
        const auto addLost = [&] {
            s.states.insert(s.states.begin() + 2, {"lost", {"不明", "Lost"}, true, "0", "0.1"});
        };
        if (fault == QStringLiteral("state without a way")) {
            addLost();
            s.transitions["lost"] = {{"dead", "1"}};
        } else if (fault == QStringLiteral("way of probability 0")) {
            addLost();
            s.transitions["lost"] = {{"dead", "1"}};
            s.transitions["well"]["lost"] = "outcomes.y - 1";
        } else if (fault == QStringLiteral("horizon too short")) {
            addLost();
            s.transitions["lost"] = {{"dead", "1"}};
            s.transitions["sick"] = {{"sick", "0.8"}, {"lost", "0.2"}};
            s.timing.cycles = 1;
        } else if (fault == QStringLiteral("never dies")) {
            s.transitions["sick"] = {{"sick", "1"}, {"dead", "0"}};
        } else if (fault == QStringLiteral("disutility below -1")) {
            s.states[1].utility = "-1.5";
        } else if (fault == QStringLiteral("utility above 1 late")) {
            s.states[1].utility = "if(time > 60, 1.1, 0.5)";
        } else if (fault == QStringLiteral("utility when dead")) {
            s.states[2].utility = "0.2";
        } else if (fault == QStringLiteral("more QALYs than years")) {
            s.strategies[1].overrides["extra"] = "1.5";
        } else if (fault == QStringLiteral("tenfold")) {
            s.strategies[1].oneOffCosts[0].cost = "1000000";
        } else if (fault == QStringLiteral("short")) {
            s.timing.cycles = 1;
            s.timing.cycleWeights = CycleWeights::end;
            s.transitions["well"] = {{"well", "#"}, {"sick", "0.1"}, {"dead", "0.075"}};
        } else {
            value.parameters["outcomes.idle"] = number(3);
        }
        const ModelCheck found = checkOf(value, check.toStdString());
        QVERIFY2(found.outcome == CheckOutcome::warning, found.finding.en.c_str());
        QCOMPARE(QString::fromStdString(found.where), where);
        QVERIFY2(found.finding.en.find(figure.toStdString()) != std::string::npos, found.finding.en.c_str());
    }

    /// What one check finds leaves the re-runs as they are: these are identities of any sound engine.
    void rerunsQuoteFigures() {
        const Case value = sound();
        QVERIFY(checkOf(value, "checks.utilitiesOne").finding.en.find("QALYs equal life-years (") == 0);
        QVERIFY(checkOf(value, "checks.equalStrategies").finding.en.find("difference between strategies 0 / 0") !=
                std::string::npos);
        // 4 parameters: x, y, oldUtility … none idle.
        QVERIFY(checkOf(value, "checks.parametersMatter").finding.en.starts_with("all 3 "));
    }

    /// A parameter at a value where small steps do nothing still matters when doubled; one that "#" stands for acts
    /// through its Dirichlet group; one that only the budget reads is not of the outcome model.
    void parametersThatOnlySeemIdle() {
        Case value = sound();
        value.parameters["outcomes.limit"] = number(3);
        value.outcomes->strategies[1].oneOffCosts[0].cost = "if(outcomes.limit > 4, 10, 5)";
        value.parameters["outcomes.stay"] = number(0.85, Unit::probability);
        value.parameters["outcomes.sick"] = number(0.1, Unit::probability);
        value.parameters["outcomes.die"] = number(0.05, Unit::probability);
        value.outcomes->transitions["well"] = {{"well", "#"}, {"sick", "outcomes.sick"}, {"dead", "outcomes.die"}};
        value.jointGroups = {
            {"row", JointKind::dirichlet, {"outcomes.stay", "outcomes.sick", "outcomes.die"}, {85, 10, 5}, {}, {}}};
        value.parameters["outcomes.patients"] = number(1000);
        BudgetImpact& budget = value.outcomes->budget.emplace();
        budget.device = "new";
        budget.eligible = "outcomes.patients*year";
        const ModelCheck check = checkOf(value, "checks.parametersMatter");
        QVERIFY2(check.outcome == CheckOutcome::passed, check.finding.en.c_str());
    }

    void negativeCostsOfTransitions() {
        Case value = sound();
        value.outcomes->transitionRewards = {{"cure", {"治癒", "Cure"}, "well", "sick", "-5", "0"}};
        const ModelCheck check = checkOf(value, "checks.negativeCosts");
        QVERIFY(check.outcome == CheckOutcome::warning);
        QCOMPARE(check.where, std::string("/outcomes/transitionRewards/id=cure/cost"));
    }

    void oneStrategy() {
        Case value = sound();
        value.outcomes->strategies.erase(value.outcomes->strategies.begin() + 1);
        QVERIFY(checkOf(value, "checks.equalStrategies").outcome == CheckOutcome::notApplicable);
    }
};

QTEST_APPLESS_MAIN(ModelChecksTest)
#include "model_checks_test.moc"

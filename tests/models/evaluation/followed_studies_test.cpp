// Parameters that follow a study: what a queue finds enters the outcome model and the budget with the case's draws.
// Expected values: closed form of M/M/1, waiting = ρ / (1 − ρ) × minutes; posts freed of a relaxed staffing standard =
// actual − required × share.
#include "models/evaluation/followed_studies.h"

#include "models/evaluation/evaluation.h"
#include "models/evaluation/information.h"
#include "models/evaluation/sensitivity_points.h"
#include "models/evaluation/values.h"
#include "models/studies/study_figure_name.h"
#include "tests/models/evaluation/outcome_cases.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

constexpr double arrivals = 2;        // an hour
constexpr double minutesBefore = 20;  // ρ = 2/3, mean waiting 40 minutes
constexpr double openHours = 2000;

double waiting(double minutes) {
    const double load = arrivals * minutes / 60;
    return load / (1 - load) * minutes;
}

/// Arrivals at which the mean waiting is as before, less those of now, in a year.
double extraPatients(double minutes) {
    const double before = waiting(minutesBefore);
    return (60 / minutes * before / (minutes + before) - arrivals) * openHours;
}

Parameter formula(const std::string& text) {
    Parameter parameter;
    parameter.expression = text;
    return parameter;
}

/// A device that shortens service from 20 to 15 minutes (drawn between 12 and 18): waiting saved is a gain, patients
/// more are treated. A tenth of the patients get the device in the first year, at 200 more a year.
Case queueCase() {
    Case value = outcome_cases::oneYear("100", "outcomes.gain");
    Parameter& minutes = value.parameters["outcomes.minutes"] = outcome_cases::number(15, Unit::minutes);
    minutes.distribution.family = Family::uniform;
    minutes.distribution.args = {{"low", 12}, {"high", 18}};
    value.parameters["outcomes.gain"] = formula("0.001 * result.study.q.waitingSaved");
    value.parameters["outcomes.patients"] = formula("1000 + result.study.q.extraPatients");
    value.studies.push_back({"q",
                             "queue",
                             {},
                             {},
                             {{"arrivalsPerHour", arrivals},
                              {"minutesBefore", minutesBefore},
                              {"minutesAfter", "outcomes.minutes"},
                              {"places", 1},
                              {"openHours", openHours}}});
    BudgetImpact budget;
    budget.device = "new";
    budget.eligible = "outcomes.patients";
    budget.uptakeArgs = {{"first", "0.1"}, {"last", "0.5"}};
    budget.current = {{"old", "1", ""}};
    budget.costs = {{"old", "100"}, {"new", "300"}};
    value.outcomes->budget = budget;
    return value;
}

/// A second queue, before the first in the case, whose arrivals follow the first one's patients; 15 minutes each.
Case chainCase() {
    Case value = queueCase();
    value.parameters["outcomes.arrivals"] = formula("2 + result.study.q.extraPatients / 2000");
    StudyRequest second = value.studies[0];
    second.id = "r";
    second.inputs["arrivalsPerHour"] = "outcomes.arrivals";
    second.inputs["minutesBefore"] = 15;
    second.inputs["minutesAfter"] = 15;
    value.studies.insert(value.studies.begin(), second);
    return value;
}

constexpr double nursesRequired = 40;
const std::string shareRule = "labour.nurse.ictStaffingShare";

/// A ward of 39 nurses (drawn between 37 and 40) whose standard falls to the share that the rules state; every post
/// freed gains 0.01 QALY.
Case wardCase() {
    Case value = outcome_cases::oneYear("100", "outcomes.gain");
    Parameter& nurses = value.parameters["outcomes.nurses"] = outcome_cases::number(39);
    nurses.distribution.family = Family::uniform;
    nurses.distribution.args = {{"low", 37}, {"high", 40}};
    value.parameters["outcomes.gain"] = formula("0.01 * result.study.w.nursePostsFreed");
    QFile example(QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/study-staffingRules.json"));
    if (!example.open(QIODevice::ReadOnly)) qFatal("no example");
    nlohmann::json inputs = nlohmann::json::parse(example.readAll().toStdString())["inputs"];
    inputs.erase("nurseShare");
    inputs["nurseRequired"] = nursesRequired;
    inputs["nurseActual"] = "outcomes.nurses";
    value.studies.push_back({"w", "staffingRules", {}, {}, inputs});
    return value;
}

RulePack packWith(const Rational& share) {
    RulePack pack;
    pack.numbers[shareRule] = userNumber(share, Unit::ratio, {"割合", "Share"});
    return pack;
}

RunOptions runOf(std::size_t draws) {
    RunOptions options;
    options.draws = draws;
    options.seed = 7;
    return options;
}

Evaluation evaluated(const Case& value, std::size_t draws) {
    auto result = evaluate(value, RulePack{}, runOf(draws));
    if (!result) qFatal("refused: %s", result.issues().front().code.c_str());
    return std::move(*result);
}

void near(double actual, double expected) {
    QVERIFY2(std::abs(actual - expected) <= 1e-9 * std::max(1.0, std::abs(expected)),
             qPrintable(QStringLiteral("%1, expected %2").arg(actual, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

double gainOf(const Evaluation& evaluation) {
    return evaluation.outcomes->base[1].qaly - evaluation.outcomes->base[0].qaly;
}

bool hasCode(const Issues& issues, const std::string& code, const std::string& value) {
    return std::ranges::any_of(issues, [&](const Issue& issue) { return issue.code == code && issue.value == value; });
}

}  // namespace

class FollowedStudiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void queueFeedsOutcomesAndBudget() {
        Case value = queueCase();
        const Evaluation first = evaluated(value, 0);
        near(first.values.baseOf("outcomes.patients"), 1000 + extraPatients(15));
        near(gainOf(first), 0.001 * (waiting(20) - waiting(15)));
        near(first.budget->base[0].impact, 0.1 * 200 * (1000 + extraPatients(15)));

        value.parameters.at("outcomes.minutes").value = 12;  // a study measured it again
        const Evaluation second = evaluated(value, 0);
        near(gainOf(second), 0.001 * (waiting(20) - waiting(12)));
        near(second.budget->base[0].impact, 0.1 * 200 * (1000 + extraPatients(12)));
    }

    void everyDrawIsTheCasesOwn() {
        const Evaluation run = evaluated(queueCase(), 200);
        QCOMPARE(run.draws, std::size_t(200));
        const std::vector<double>& minutes = run.values.drawn.at("outcomes.minutes");
        for (std::size_t draw = 0; draw < 200; ++draw) {
            near(run.values.drawn.at("outcomes.patients")[draw], 1000 + extraPatients(minutes[draw]));
            near(run.budget->drawn[0][draw], 0.1 * 200 * (1000 + extraPatients(minutes[draw])));
            near(run.outcomes->drawn[1].qaly[draw] - run.outcomes->drawn[0].qaly[draw],
                 0.001 * (waiting(20) - waiting(minutes[draw])));
        }
        QCOMPARE(run.studies.size(), std::size_t(1));
        QCOMPARE(run.studies[0].figureDraws.at("extraPatients"),
                 run.values.drawn.at(studyFigureName("q", "extraPatients")));
    }

    /// What a followed study reads can be worth knowing.
    void informationReachesThroughTheStudy() {
        QCOMPARE(informativeParameters(queueCase()), std::vector<std::string>{"outcomes.minutes"});
    }

    /// A parameter that only the budget impact reads, by way of the study, is not one without effect.
    void checksReachThroughTheStudy() {
        Case value = queueCase();
        value.parameters["outcomes.gain"] = outcome_cases::number(0.1);
        const Evaluation run = evaluated(value, 0);
        const auto check = std::ranges::find(run.checks, "checks.parametersMatter", &ModelCheck::id);
        QVERIFY(check != run.checks.end());
        QVERIFY2(check->finding.en.find("outcomes.minutes") == std::string::npos, check->finding.en.c_str());
    }

    /// A rule of the pack, and the analyst's own value in its place, in base case, draws and sensitivity points.
    void rulesAreApplied_data() {
        QTest::addColumn<std::string>("own");
        QTest::addColumn<double>("share");
        QTest::newRow("pack") << std::string() << 0.9;
        QTest::newRow("the analyst's own") << std::string("0.8") << 0.8;
    }
    void rulesAreApplied() {
        QFETCH(std::string, own);
        QFETCH(double, share);
        Case value = wardCase();
        if (!own.empty()) value.context.rules[shareRule] = own;
        const RulePack pack = packWith(Rational(9, 10));
        const auto gain = [share](double nurses) { return 0.01 * (nurses - nursesRequired * share); };
        const auto run = evaluate(value, pack, runOf(50));
        QVERIFY(run);
        QCOMPARE(run->draws, std::size_t(50));
        near(gainOf(*run), gain(39));
        for (std::size_t draw = 0; draw < 50; ++draw) {
            near(run->values.drawn.at("outcomes.gain")[draw], gain(run->values.drawn.at("outcomes.nurses")[draw]));
        }
        const auto points = outcomesAt(value, pack, {{{"outcomes.nurses", 38}}}, runOf(0));
        QVERIFY(points);
        near(points->drawn[1].qaly[0] - points->drawn[0].qaly[0], gain(38));
    }

    void absentRuleIsNamed() {
        const auto values = parameterValues(wardCase(), RulePack{}, runOf(0), nullptr);
        QVERIFY(!values);
        QCOMPARE(values.issues().front().code, std::string("labourStudies.ruleAbsent"));
        QCOMPARE(values.issues().front().limit, shareRule);
    }

    void sensitivityPointsFollowToo() {
        const auto points =
            outcomesAt(queueCase(), RulePack{}, {{{"outcomes.minutes", 12}}, {{"outcomes.minutes", 18}}}, runOf(0));
        QVERIFY(points);
        for (const auto& [point, minutes] : {std::pair{0, 12.0}, {1, 18.0}}) {
            const auto draw = static_cast<std::size_t>(point);
            near(points->drawn[1].qaly[draw] - points->drawn[0].qaly[draw], 0.001 * (waiting(20) - waiting(minutes)));
        }
    }

    /// A point at which the queue grows without bound is refused alone.
    void unstablePointsStandAside() {
        const auto run =
            runPoints(queueCase(), RulePack{}, {{{"outcomes.minutes", 40}}, {{"outcomes.minutes", 12}}}, runOf(0));
        QVERIFY(run);
        QCOMPARE(run->ran, std::vector<std::size_t>{1});
        QVERIFY(run->refused.contains(0));
    }

    /// A second study reads a parameter that follows the first, whatever their order in the case.
    void studiesFollowOneAnother() {
        Case value = chainCase();
        value.parameters["outcomes.later"] = formula("result.study.r.waitingBefore");
        const auto values = parameterValues(value, RulePack{}, runOf(0), nullptr);
        QVERIFY(values);
        near(values->baseOf("outcomes.later"), waiting(20));  // the waiting to which the queue is filled
    }

    /// Each point moves the first study, and with it the parameter that the second one reads.
    void sensitivityPointsPassAlongTheChain() {
        Case value = chainCase();
        value.parameters["outcomes.gain"] = formula("0.001 * result.study.r.waitingBefore");
        const auto points =
            outcomesAt(value, RulePack{}, {{{"outcomes.minutes", 16}}, {{"outcomes.minutes", 18}}}, runOf(0));
        QVERIFY(points);
        for (const auto& [point, minutes] : {std::pair{0, 16.0}, {1, 18.0}}) {
            const double load = (arrivals + extraPatients(minutes) / openHours) * 15 / 60;
            const auto draw = static_cast<std::size_t>(point);
            near(points->drawn[1].qaly[draw] - points->drawn[0].qaly[draw], 0.001 * load / (1 - load) * 15);
        }
    }

    /// A study that waits for one that fails is not in a circle.
    void failureOfTheFirstStudyIsNamedAlone() {
        Case value = chainCase();
        value.parameters.at("outcomes.minutes").value = 40;  // the queue grows without bound
        value.parameters["outcomes.later"] = formula("result.study.r.waitingBefore");
        const auto values = parameterValues(value, RulePack{}, runOf(0), nullptr);
        QVERIFY(!values);
        for (const Issue& issue : values.issues()) QCOMPARE(issue.code, std::string("queue.unstable"));
    }

    void refusals_data() {
        QTest::addColumn<std::string>("formula");
        QTest::addColumn<std::string>("code");
        QTest::addColumn<std::string>("value");
        const auto row = [](const char* name, const char* text, const char* code, const char* value) {
            QTest::newRow(name) << std::string(text) << std::string(code) << std::string(value);
        };
        row("circle", "result.study.q.waitingSaved", "studies.circle", "outcomes.minutes");
        row("no such figure", "15 + 0 * result.study.q.nothing", "studies.notFollowed", "result.study.q.nothing");
        row("no such study", "15 + 0 * result.study.z.room", "studies.notFollowed", "result.study.z.room");
    }
    void refusals() {
        QFETCH(std::string, formula);
        QFETCH(std::string, code);
        QFETCH(std::string, value);
        Case refused = queueCase();
        Parameter& minutes = refused.parameters.at("outcomes.minutes");
        if (code == "studies.circle") {
            minutes = ::formula(formula);
        } else {
            refused.parameters["outcomes.other"] = ::formula(formula);
        }
        const auto values = parameterValues(refused, RulePack{}, runOf(0), nullptr);
        QVERIFY(!values);
        QVERIFY2(hasCode(values.issues(), code, value), values.issues().front().code.c_str());
    }

    /// A supply in the data of an access study is a parameter: each area reaches one site, access is supply over
    /// people, and the Gini coefficient of two areas is w₁ w₂ |x₁ − x₂| / mean.
    void dataCellsFollowTheDraws() {
        Case value = outcome_cases::oneYear("100", "0.1");
        Parameter& supply = value.parameters["outcomes.supply"] = outcome_cases::number(2);
        supply.distribution.family = Family::uniform;
        supply.distribution.args = {{"low", 1}, {"high", 5}};
        value.studies.push_back({"a", "access", {}, {}, nlohmann::json::parse(R"({
            "areas": {"columns": ["area", "population"], "rows": [["a", 100], ["b", 300]]},
            "sites": {"columns": ["site", "supply"], "rows": [["s", 4], ["t", "outcomes.supply"]]},
            "travel": {"columns": ["area", "site", "minutes"],
                       "rows": [["a", "s", 10], ["a", "t", 50], ["b", "s", 45], ["b", "t", 20]]}})")});
        value.parameters["outcomes.gini"] = formula("result.study.a.giniOfAccess");
        const auto gini = [](double supplied) {
            return 0.25 * 0.75 * std::abs(4.0 / 100 - supplied / 300) / ((4 + supplied) / 400);
        };
        const Evaluation run = evaluated(value, 100);
        near(run.values.baseOf("outcomes.gini"), gini(2));
        QCOMPARE(run.studies.size(), std::size_t(1));
        const std::vector<double>& drawn = run.studies[0].figureDraws.at("giniOfAccess");
        for (std::size_t draw = 0; draw < 100; ++draw) {
            const double expected = gini(run.values.drawn.at("outcomes.supply")[draw]);
            near(drawn[draw], expected);
            near(run.values.drawn.at("outcomes.gini")[draw], expected);
        }
    }

    /// Draws in which the queue grows without bound refuse the draws, not the base case.
    void unstableDrawsLeaveTheBaseCase() {
        Case value = queueCase();
        value.parameters.at("outcomes.minutes").distribution.args = {{"low", 12}, {"high", 40}};
        const Evaluation run = evaluated(value, 50);
        QCOMPARE(run.draws, std::size_t(0));
        near(run.values.baseOf("outcomes.patients"), 1000 + extraPatients(15));
        QVERIFY(std::ranges::any_of(run.issues, [](const Issue& issue) { return issue.code == "queue.unstable"; }));
    }
};

QTEST_APPLESS_MAIN(FollowedStudiesTest)
#include "followed_studies_test.moc"

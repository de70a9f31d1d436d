// label: golden
#include "models/evaluation/sensitivity.h"

#include "models/evaluation/values.h"
#include "models/outcomes/outcome_scope.h"

#include "tests/models/evaluation/outcome_cases.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;
using golden::near;
using outcome_cases::number;
using outcome_cases::oneYear;

namespace {

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

const OneWayRow* rowOf(const OneWayAnalysis& analysis, const std::string& parameter) {
    for (const OneWayRow& row : analysis.rows) {
        if (row.parameter == parameter) return &row;
    }
    return nullptr;
}

bool noted(const Issues& notes, const std::string& code, const std::string& where) {
    return std::ranges::any_of(notes, [&](const Issue& issue) { return issue.code == code && issue.where == where; });
}

/// The case evaluated by itself with the values typed in.
SensitivityResult alone(Case value, const std::map<std::string, double>& point) {
    for (const auto& [id, x] : point) value.parameters[id].value = x;
    RunOptions options;
    options.draws = 0;
    const auto values = parameterValues(value, RulePack{}, options, nullptr);
    const auto results = evaluateOutcomes(*value.outcomes, expressionInputs(value), *values, options);
    SensitivityResult result;
    for (const CohortOutcome& base : results->base) result.cost.push_back(base.cost);
    result.effect = results->baseEffect;
    return result;
}

/// Three states whose first row holds every member of a Dirichlet group, without a cell for the rest.
Case explicitRow() {
    Case value = oneYear("0", "0");
    value.parameters["outcomes.stay"] = number(0.5, Unit::probability);
    value.parameters["outcomes.sick"] = number(0.3, Unit::probability);
    value.parameters["outcomes.die"] = number(0.2, Unit::probability);
    value.jointGroups = {
        {"row", JointKind::dirichlet, {"outcomes.stay", "outcomes.sick", "outcomes.die"}, {5, 3, 2}, {}, {}}};
    OutcomesStructure& s = *value.outcomes;
    s.states.insert(s.states.begin() + 1, {"sick", {"病気", "Sick"}, true, "100", "0.5"});
    s.transitions = {{"well", {{"well", "outcomes.stay"}, {"sick", "outcomes.sick"}, {"dead", "outcomes.die"}}}};
    s.timing.cycleWeights = CycleWeights::end;
    return value;
}

}  // namespace

class SensitivityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// heemod run_dsa() on the same ranges; golden-01-hiv/one_way_sensitivity.csv.
    void publishedOneWay() {
        Case value = outcome_cases::hiv();
        for (auto& [id, parameter] : value.parameters) parameter.distribution = {};
        value.jointGroups.clear();
        // A state's cost is the sum of two parameters here: the first moves, the second stays.
        const std::map<std::string, std::pair<std::string, double>> names{
            {"discount_rate_cost", {"outcomes.discount.cost", 0}}, {"relative_risk", {"outcomes.relativeRisk", 0}},
            {"cost_lamivudine", {"outcomes.lamivudine", 0}},       {"cost_zidovudine", {"outcomes.zidovudine", 0}},
            {"cost_state_A", {"outcomes.directA", 1055}},          {"cost_state_B", {"outcomes.directB", 1278}},
            {"cost_state_C", {"outcomes.directC", 2059}}};
        const golden::Table rows = golden::table("golden-01-hiv/one_way_sensitivity.csv");
        QCOMPARE(rows.rows, names.size());
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const auto& [id, rest] = names.at(rows.text.at("parameter")[i]);
            value.parameters[id].range =
                SensitivityRange{rows.numbers("low")[i] - rest, rows.numbers("high")[i] - rest};
        }
        const auto analysis = oneWayAnalysis(value, RulePack{}, RunOptions{});
        QVERIFY(analysis.ok());
        QCOMPARE(analysis->rows.size(), names.size());
        QVERIFY(analysis->notes.empty());
        for (std::size_t i = 0; i < rows.rows; ++i) {
            const OneWayRow* row = rowOf(*analysis, names.at(rows.text.at("parameter")[i]).first);
            QVERIFY(row && row->range.origin == OneWayRange::Origin::stated);
            for (const bool low : {true, false}) {
                const std::string end = low ? "low" : "high";
                const auto figure = [&](OutcomeFigure which) {
                    return *figureAt(low ? row->atLow : row->atHigh, which, 1, 0, 20'000);
                };
                VERIFY_NEAR(figure(OutcomeFigure::icer), rows.numbers("icer_" + end)[i], 1e-9);
                VERIFY_NEAR(figure(OutcomeFigure::incrementalCost), rows.numbers("incr_cost_" + end)[i], 1e-9);
                VERIFY_NEAR(figure(OutcomeFigure::incrementalEffect), rows.numbers("incr_ly_" + end)[i], 1e-9);
            }
        }
    }

    /// Points of one run have the digits of cases evaluated one by one, formulas over parameters included.
    void pointsAreCases() {
        const Case value = outcome_cases::hip();
        const std::vector<std::map<std::string, double>> points{{},
                                                                {{"outcomes.lngamma", 0.2}},
                                                                {{"outcomes.coefNp1", -1}, {"outcomes.cNp1", 700}},
                                                                {{"outcomes.discount.effect", 0}},
                                                                {{"outcomes.uRevision", 0.1}}};
        const auto results = evaluateAt(value, RulePack{}, points, RunOptions{});
        QVERIFY(results.ok());
        for (std::size_t i = 0; i < points.size(); ++i) {
            const SensitivityResult expected = alone(value, points[i]);
            for (std::size_t s = 0; s < expected.cost.size(); ++s) {
                VERIFY_NEAR((*results)[i].cost[s], expected.cost[s], 1e-13);
                VERIFY_NEAR((*results)[i].effect[s], expected.effect[s], 1e-13);
            }
        }
    }

    void pointFaults_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("x");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown") << "outcomes.nobody" << 1.0 << "sensitivity.unknownParameter";
        QTest::newRow("formula") << "outcomes.gamma" << 1.0 << "sensitivity.expression";
        QTest::newRow("not finite") << "outcomes.rrr" << double(NAN) << "sensitivity.notFinite";
        QTest::newRow("refused by the model") << "outcomes.rrr" << 1.5 << "outcomes.probability";
    }
    void pointFaults() {
        QFETCH(QString, id);
        QFETCH(double, x);
        QFETCH(QString, code);
        const auto results = evaluateAt(outcome_cases::hip(), RulePack{}, {{}, {{id.toStdString(), x}}}, RunOptions{});
        QVERIFY(!results.ok());
        QCOMPARE(QString::fromStdString(results.issues().front().code), code);
        if (code.startsWith(QLatin1String("outcomes"))) {
            QCOMPARE(results.issues().front().details.at("draw"), std::string("2"));
        }
    }

    void figures() {
        const SensitivityResult dearer{{100, 160}, {1, 3}};
        QVERIFY(*figureAt(dearer, OutcomeFigure::incrementalCost, 1, 0, 50) == 60);
        QVERIFY(*figureAt(dearer, OutcomeFigure::incrementalEffect, 1, 0, 50) == 2);
        QVERIFY(*figureAt(dearer, OutcomeFigure::icer, 1, 0, 50) == 30);
        QVERIFY(*figureAt(dearer, OutcomeFigure::netBenefit, 1, 0, 50) == 40);
        QVERIFY(*figureAt(dearer, OutcomeFigure::cost, 1, 0, 50) == 160);
        QVERIFY(*figureAt(dearer, OutcomeFigure::effect, 1, 0, 50) == 3);
        QVERIFY(!figureAt({{100, 90}, {1, 3}}, OutcomeFigure::icer, 1, 0, 50));
    }

    /// R 4.2: qgamma(c(.025,.975), 1, scale = 1701), qlnorm, qbeta(…, 350, 1384); multivariate normal: mean ± 1.95996
    /// sd.
    void intervals_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        const double z = 1.9599639845400542;
        // Exponential: −1701·ln(1 − p).
        QTest::newRow("gamma") << "outcomes.directA" << -1701 * std::log(0.975) << -1701 * std::log(0.025);
        QTest::newRow("lognormal") << "outcomes.relativeRisk" << std::exp(-0.6753072624316143 - z * 0.16973975585806797)
                                   << std::exp(-0.6753072624316143 + z * 0.16973975585806797);
    }
    void intervals() {
        QFETCH(QString, id);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto range = oneWayRange(outcome_cases::hiv(), id.toStdString(), RunOptions{});
        QVERIFY(range.ok() && range->has_value());
        QVERIFY((*range)->origin == OneWayRange::Origin::interval);
        VERIFY_NEAR((*range)->low, low, 1e-9);
        VERIFY_NEAR((*range)->high, high, 1e-9);
    }

    /// A Dirichlet member with concentration 1 of a total of 3 is beta(1, 2): quantile 1 − √(1 − p). A multivariate
    /// normal member is normal.
    void marginalIntervals() {
        Case value = oneYear("0", "0");
        value.jointGroups = {{"shares", JointKind::dirichlet, {"outcomes.x", "outcomes.oldUtility"}, {1, 2}, {}, {}}};
        auto range = oneWayRange(value, "outcomes.x", RunOptions{});
        VERIFY_NEAR((*range)->low, 1 - std::sqrt(0.975), 1e-9);
        VERIFY_NEAR((*range)->high, 1 - std::sqrt(0.025), 1e-9);

        range = oneWayRange(outcome_cases::hip(), "outcomes.lngamma", RunOptions{});
        const double base = *outcome_cases::hip().parameters.at("outcomes.lngamma").value;
        VERIFY_NEAR((*range)->low, base - 1.9599639845400542 * std::sqrt(0.00225151199001), 1e-12);
        VERIFY_NEAR((*range)->high, base + 1.9599639845400542 * std::sqrt(0.00225151199001), 1e-12);
    }

    void shareWithinLimits() {
        Case value = oneYear("outcomes.x", "0");
        value.parameters["outcomes.oldUtility"].value = 0.9;
        const auto range = oneWayRange(value, "outcomes.oldUtility", RunOptions{}, true);
        QVERIFY((*range)->origin == OneWayRange::Origin::share);
        VERIFY_NEAR((*range)->low, 0.72, 1e-12);
        QVERIFY((*range)->high == 1);  // a utility cannot be 1.08
        QVERIFY(!oneWayRange(value, "outcomes.oldUtility", RunOptions{})->has_value());
        QVERIFY(oneWayAnalysis(value, RulePack{}, RunOptions{})->rows.empty());
        QCOMPARE(oneWayAnalysis(value, RulePack{}, RunOptions{}, true)->rows.size(), std::size_t(3));
    }

    /// Given one member of a Dirichlet vector the others keep their proportions: with stay at x, sick is (1 − x)·3/5.
    void groupFollowsWhereOneAloneIsRefused() {
        const auto analysis = oneWayAnalysis(explicitRow(), RulePack{}, RunOptions{});
        QVERIFY(analysis.ok());
        const OneWayRow* row = rowOf(*analysis, "outcomes.stay");
        QVERIFY(row && row->groupFollows);
        QVERIFY(analysis->notes.empty());
        for (const bool low : {true, false}) {
            const double x = low ? row->range.low : row->range.high;
            const SensitivityResult& result = low ? row->atLow : row->atHigh;
            VERIFY_NEAR(result.cost[0], 100 * (1 - x) * 0.6, 1e-12);
            VERIFY_NEAR(result.effect[0], 0.25 * x + 0.5 * (1 - x) * 0.6, 1e-12);
        }
        const auto scenarios = scenarioComparison(explicitRow(), RulePack{}, *analysis, RunOptions{});
        QVERIFY(scenarios.ok() && scenarios->notes.empty());
    }

    void refusedRangesAreNoted() {
        Case value = outcome_cases::hip();
        value.parameters["outcomes.omrRTHR"].range = SensitivityRange{0.01, 0.99};  // with mortality above 1
        value.parameters["outcomes.cRevision"].range = SensitivityRange{-5, 5};
        value.parameters["outcomes.gamma"].range = SensitivityRange{1, 2};
        const auto analysis = oneWayAnalysis(value, RulePack{}, RunOptions{});
        QVERIFY(analysis.ok());
        QVERIFY(!rowOf(*analysis, "outcomes.omrRTHR") && !rowOf(*analysis, "outcomes.cRevision"));
        QVERIFY(rowOf(*analysis, "outcomes.rrr"));
        QVERIFY(noted(analysis->notes, "sensitivity.pointRefused", "outcomes.omrRTHR"));
        QVERIFY(noted(analysis->notes, "sensitivity.rangeImpossible", "outcomes.cRevision"));
        QVERIFY(noted(analysis->notes, "sensitivity.expression", "outcomes.gamma"));
        for (const Issue& issue : analysis->notes) QVERIFY(issue.severity == Severity::warning);
    }

    /// Parameters of other value models only where the outcome model follows them.
    void otherModelsParameters() {
        Case value = outcome_cases::hip();
        const auto before = oneWayAnalysis(value, RulePack{}, RunOptions{});
        for (const OneWayRow& row : before->rows)
            QVERIFY2(row.parameter.starts_with("outcomes."), row.parameter.c_str());
        const auto labour = std::ranges::find_if(value.parameters, [](const auto& entry) {
            return entry.first.starts_with("labour.") && entry.second.distribution.family != Family::fixed &&
                   entry.second.value > 0;
        });
        QVERIFY(labour != value.parameters.end());
        value.outcomes->strategies[1].oneOffCosts.front().cost += " + " + labour->first;
        QVERIFY(rowOf(*oneWayAnalysis(value, RulePack{}, RunOptions{}), labour->first));
    }

    /// At x = 0 a probability is above 1 where y is negative: those points alone stay empty.
    void twoWayLeavesRefusedPointsEmpty() {
        Case value = oneYear("100*outcomes.x + outcomes.y", "outcomes.y");
        value.outcomes->transitions = {
            {"well", {{"well", "#"}, {"dead", "if(100*outcomes.x + outcomes.y < 0, 1.5, 0)"}}}};
        const auto analysis =
            twoWayAnalysis(value, RulePack{}, "outcomes.x", {0, 2, {}}, "outcomes.y", {-1, 1, {}}, 5, RunOptions{});
        QVERIFY(analysis.ok());
        QVERIFY(analysis->results[0][0].cost.empty() && analysis->results[0][1].cost.empty());
        QVERIFY(analysis->results[0][2].cost[1] == 0);
        QVERIFY(analysis->results[1][0].cost[1] == 49);
        QVERIFY(noted(analysis->notes, "sensitivity.pointRefused", "outcomes.x, outcomes.y"));
    }

    void twoWayGrid() {
        const Case value = oneYear("100*outcomes.x + 1", "outcomes.y");
        const auto analysis =
            twoWayAnalysis(value, RulePack{}, "outcomes.x", {0, 2, {}}, "outcomes.y", {-1, 1, {}}, 5, RunOptions{});
        QVERIFY(analysis.ok() && analysis->notes.empty());
        QVERIFY(analysis->firstValues == (std::vector<double>{0, 0.5, 1, 1.5, 2}));
        QVERIFY(analysis->secondValues == (std::vector<double>{-1, -0.5, 0, 0.5, 1}));
        for (std::size_t i = 0; i < 5; ++i) {
            for (std::size_t j = 0; j < 5; ++j) {
                const SensitivityResult& result = analysis->results[i][j];
                VERIFY_NEAR(result.cost[1], 100 * analysis->firstValues[i] + 1, 1e-12);
                VERIFY_NEAR(result.effect[1], 0.25 + analysis->secondValues[j], 1e-12);
            }
        }
    }

    void twoWayFaults() {
        const Case value = oneYear("outcomes.x", "outcomes.y");
        const auto code = [&](const char* first, OneWayRange range, const char* second, int steps) {
            return twoWayAnalysis(value, RulePack{}, first, range, second, {0, 1, {}}, steps, RunOptions{})
                .issues()
                .front()
                .code;
        };
        QCOMPARE(code("outcomes.x", {1, 1, {}}, "outcomes.y", 5), std::string("sensitivity.range"));
        QCOMPARE(code("outcomes.x", {0, 1, {}}, "outcomes.x", 5), std::string("sensitivity.sameParameter"));
        QCOMPARE(code("outcomes.x", {0, 1, {}}, "outcomes.y", 1), std::string("sensitivity.steps"));
        QCOMPARE(code("outcomes.z", {0, 1, {}}, "outcomes.y", 5), std::string("sensitivity.unknownParameter"));
    }

    /// Net benefit 10·gain − cost solved by hand.
    void thresholds_data() {
        QTest::addColumn<QString>("cost");
        QTest::addColumn<QString>("gain");
        QTest::addColumn<double>("high");
        QTest::addColumn<QList<double>>("roots");
        using Roots = QList<double>;
        QTest::newRow("linear") << "3*outcomes.x"
                                << "0.7" << 5.0 << Roots{7.0 / 3};
        QTest::newRow("two") << "10 + (outcomes.x - 1)*(outcomes.x - 3)"
                             << "1" << 5.0 << Roots{1, 3};
        QTest::newRow("three") << "10 + (outcomes.x - 1)*(outcomes.x - 3)*(outcomes.x - 3.7)"
                               << "2 - 1" << 4.0 << Roots{1, 3, 3.7};
        QTest::newRow("exponential") << "exp(outcomes.x)"
                                     << "1" << 5.0 << Roots{std::log(10.0)};
        QTest::newRow("at a point of the grid") << "outcomes.x"
                                                << "0.25" << 5.0 << Roots{2.5};
        QTest::newRow("at the low end") << "outcomes.x"
                                        << "0" << 5.0 << Roots{0};
        QTest::newRow("jump") << "if(outcomes.x < 0.3, 20, 1)"
                              << "1" << 5.0 << Roots{0.3};
        QTest::newRow("never") << "20 + outcomes.x"
                               << "1" << 5.0 << Roots{};
        QTest::newRow("without effect") << "10"
                                        << "1" << 5.0 << Roots{};
    }
    void thresholds() {
        QFETCH(QString, cost);
        QFETCH(QString, gain);
        QFETCH(double, high);
        QFETCH(QList<double>, roots);
        const Case value = oneYear(cost.toStdString(), gain.toStdString());
        const auto search = thresholdSearch(value, RulePack{}, "outcomes.x", {0, high, {}}, 1, 10, RunOptions{});
        QVERIFY(search.ok());
        QCOMPARE(qsizetype(search->roots.size()), roots.size());
        for (qsizetype i = 0; i < roots.size(); ++i) {
            const double found = search->roots[static_cast<std::size_t>(i)];
            QVERIFY2(std::abs(found - roots[i]) <= 1e-10 * std::max(1e-3, roots[i]), numberText(found).c_str());
        }
    }

    /// The ICER at the root is the willingness to pay (golden-01-hiv).
    void icerAtTheRootIsTheWillingnessToPay() {
        const Case value = outcome_cases::hiv();
        const auto search =
            thresholdSearch(value, RulePack{}, "outcomes.relativeRisk", {0.3, 0.9, {}}, 1, 7000, RunOptions{});
        QVERIFY(search.ok());
        QCOMPARE(search->roots.size(), std::size_t(1));
        const SensitivityResult there = alone(value, {{"outcomes.relativeRisk", search->roots.front()}});
        VERIFY_NEAR(*figureAt(there, OutcomeFigure::icer, 1, 0, 7000), 7000.0, 1e-9);
    }

    /// Part of the range that the model refuses is left out and noted.
    void thresholdNextToRefusedPoints() {
        Case value = oneYear("10*outcomes.x", "0.2");
        value.parameters["outcomes.x"].value = 0.5;
        value.outcomes->transitions = {{"well", {{"well", "#"}, {"dead", "if(outcomes.x > 1, 1.5, 0)"}}}};
        const auto search = thresholdSearch(value, RulePack{}, "outcomes.x", {0, 2, {}}, 1, 10, RunOptions{});
        QVERIFY(search.ok());
        QCOMPARE(search->roots.size(), std::size_t(1));
        VERIFY_NEAR(search->roots.front(), 0.2, 1e-10);
        QVERIFY(noted(search->notes, "sensitivity.pointRefused", "outcomes.x"));
    }

    void thresholdFaults() {
        const Case value = oneYear("outcomes.x", "1");
        const auto code = [&](std::size_t strategy, OneWayRange range, double wtp) {
            return thresholdSearch(value, RulePack{}, "outcomes.x", range, strategy, wtp, RunOptions{})
                .issues()
                .front()
                .code;
        };
        QCOMPARE(code(0, {0, 1, {}}, 10), std::string("sensitivity.strategy"));
        QCOMPARE(code(2, {0, 1, {}}, 10), std::string("sensitivity.strategy"));
        QCOMPARE(code(1, {1, 0, {}}, 10), std::string("sensitivity.range"));
        QCOMPARE(code(1, {0, 1, {}}, -1), std::string("outcomes.wtp"));
    }

    void scenarios() {
        Case value = oneYear("outcomes.x + 5*outcomes.half", "outcomes.y");
        value.parameters["outcomes.half"].expression = "outcomes.x/2";
        value.parameters["outcomes.x"].range = SensitivityRange{1, 4};
        value.parameters["outcomes.y"].range = SensitivityRange{0.5, 2};
        value.scenarios = {{"cheap", {"安価", "Cheap"}, {{"outcomes.x", 1}}},
                           {"formula", {"式", "Formula"}, {{"outcomes.half", 10}}},
                           {"impossible", {"不可", "Impossible"}, {{"outcomes.x", -1}}}};
        value.outcomes->transitions = {{"well", {{"well", "#"}, {"dead", "if(outcomes.x < 0, 1.5, 0)"}}}};
        const auto oneWay = oneWayAnalysis(value, RulePack{}, RunOptions{});
        const auto comparison = scenarioComparison(value, RulePack{}, *oneWay, RunOptions{});
        QVERIFY(comparison.ok());
        using Kind = ScenarioRow::Kind;
        const std::vector<std::tuple<std::string, Kind, double, double>> expected{
            {"base", Kind::base, 2 + 5 * 1, 1.25},
            {"cheap", Kind::scenario, 1 + 5 * 0.5, 1.25},
            {"formula", Kind::scenario, 2 + 50, 1.25},
            {"best", Kind::best, 1 + 5 * 0.5, 2.25},
            {"worst", Kind::worst, 4 + 5 * 2.0, 0.75}};
        QCOMPARE(comparison->rows.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const ScenarioRow& row = comparison->rows[i];
            const auto& [id, kind, cost, effect] = expected[i];
            QCOMPARE(row.id, id);
            QVERIFY(row.kind == kind);
            VERIFY_NEAR(row.result.cost[1], cost, 1e-12);
            VERIFY_NEAR(row.result.effect[1], effect, 1e-12);
            QCOMPARE(row.strategy.empty(), kind == Kind::base || kind == Kind::scenario);
        }
        QVERIFY(noted(comparison->notes, "sensitivity.scenarioRefused", "impossible"));
    }

    void sampleScenarioIsTheCaseWithItsValues() {
        const Case value = outcome_cases::hip();
        const auto oneWay = oneWayAnalysis(value, RulePack{}, RunOptions{});
        const auto comparison = scenarioComparison(value, RulePack{}, *oneWay, RunOptions{});
        QCOMPARE(comparison->rows.size(), std::size_t(4));
        const SensitivityResult expected = alone(value, value.scenarios.front().values);
        VERIFY_NEAR(comparison->rows[1].result.cost[1], expected.cost[1], 1e-13);
        VERIFY_NEAR(comparison->rows[1].result.effect[1], expected.effect[1], 1e-13);
        const auto benefit = [](const ScenarioRow& row) {
            return *figureAt(row.result, OutcomeFigure::netBenefit, 1, 0, 20'000);
        };
        for (const OneWayRow& row : oneWay->rows) {
            for (const SensitivityResult& end : {row.atLow, row.atHigh}) {
                const double single = *figureAt(end, OutcomeFigure::netBenefit, 1, 0, 20'000);
                QVERIFY(benefit(comparison->rows[2]) >= single && single >= benefit(comparison->rows[3]));
            }
        }
    }

    void cancelled() {
        std::stop_source source;
        source.request_stop();
        RunOptions options;
        options.stop = source.get_token();
        QCOMPARE(oneWayAnalysis(outcome_cases::hip(), RulePack{}, options).issues().front().code,
                 std::string("core.cancelled"));
    }
};

QTEST_APPLESS_MAIN(SensitivityTest)
#include "sensitivity_test.moc"

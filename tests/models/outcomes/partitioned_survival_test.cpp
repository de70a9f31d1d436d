// label: golden
#include "models/case/case_json.h"
#include "models/case/validate.h"
#include "models/evaluation/values.h"
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace kachi;
using golden::both;
using golden::near;

namespace {

const std::string folder = "golden-13-partitioned-survival";

kachi::Case goldenCase() {
    std::ifstream file(std::string(KACHI_TEST_DATA) + "/" + folder + "/kachi-case.json");
    std::ostringstream text;
    text << file.rdbuf();
    const auto read = caseFromJson(text.str());
    if (!read) qFatal("%s", read.issues().front().code.c_str());
    return read->value;
}

std::map<std::string, std::vector<double>> goldenDraws() {
    const golden::Table table = golden::table(folder + "/psa_draws.csv");
    std::map<std::string, std::vector<double>> draws;
    for (const std::string curve : {"pfs", "os"}) {
        draws["outcomes." + curve + ".logShape"] = table.numbers(curve + "_log_shape");
        draws["outcomes." + curve + ".logScale"] = table.numbers(curve + "_log_scale");
        draws["outcomes." + curve + ".betaNew"] = table.numbers(curve + "_beta_new");
    }
    return draws;
}

OutcomesResults evaluatedGolden(unsigned threads = 0) {
    const kachi::Case value = goldenCase();
    const auto draws = goldenDraws();
    RunOptions options;
    options.threads = threads;
    const auto values = parameterValues(value, options, &draws);
    if (!values) qFatal("%s", values.issues().front().code.c_str());
    const auto results = evaluateOutcomes(*value.outcomes, expressionInputs(value), *values, options);
    if (!results) qFatal("%s %s", results.issues().front().code.c_str(), results.issues().front().where.c_str());
    return *results;
}

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

}  // namespace

/// Partitioned survival against hesim (tests/data/golden-13-partitioned-survival) and closed forms.
class PartitionedSurvivalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void caseIsSound() {
        for (const Issue& issue : validate(goldenCase())) {
            QVERIFY2(issue.severity != Severity::error, (issue.code + " " + issue.where).c_str());
        }
    }

    void deterministic() {
        const OutcomesResults results = evaluatedGolden();
        const auto expected = golden::json(folder)["expected"];
        for (std::size_t s = 0; s < 2; ++s) {
            const std::string& id = results.strategies[s];
            VERIFY_NEAR(results.base[s].cost, expected["cost"][id].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].qaly, expected["qaly"][id].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].lifeYears, expected["mean_os_time_restricted"][id].get<double>(), 1e-9);
            const auto& occupancy = results.subgroupBase[s].occupancy;
            double pfs = 0;
            for (std::size_t k = 1; k < occupancy.size(); ++k) pfs += (occupancy[k - 1][0] + occupancy[k][0]) / 24;
            VERIFY_NEAR(pfs, expected["mean_pfs_time_restricted"][id].get<double>(), 1e-9);
        }
        VERIFY_NEAR(*results.increments.front().icer, expected["icer"].get<double>(), 1e-9);
        QVERIFY(results.subgroupBase[0].crossings.empty() && results.subgroupBase[1].crossings.empty());
    }

    void curves() {
        const OutcomesResults results = evaluatedGolden();
        const golden::Table rows = golden::table(folder + "/survival_curves.csv");
        QCOMPARE(rows.rows, std::size_t{241});
        for (std::size_t s = 0; s < 2; ++s) {
            for (const CurveValues& curve : results.subgroupBase[s].curves) {
                const std::vector<double> expected = rows.numbers(curve.curve + "_" + results.strategies[s]);
                QCOMPARE(curve.fitted.size(), expected.size());
                for (std::size_t k = 0; k < expected.size(); ++k) {
                    VERIFY_NEAR(curve.fitted[k], expected[k], 1e-12);
                    VERIFY_NEAR(curve.applied[k], expected[k], 1e-12);
                }
            }
        }
    }

    void draws() {
        const OutcomesResults results = evaluatedGolden();
        const golden::Table rows = golden::table(folder + "/psa_outcomes.csv");
        double worst = 0;
        for (std::size_t s = 0; s < 2; ++s) {
            const std::vector<double> cost = rows.numbers("cost_" + results.strategies[s]);
            const std::vector<double> qaly = rows.numbers("qaly_" + results.strategies[s]);
            QCOMPARE(results.drawn[s].cost.size(), std::size_t{1000});
            for (std::size_t i = 0; i < cost.size(); ++i) {
                VERIFY_NEAR(results.drawn[s].cost[i], cost[i], 1e-9);
                VERIFY_NEAR(results.drawn[s].qaly[i], qaly[i], 1e-9);
                worst = std::max(worst, std::abs(results.drawn[s].cost[i] / cost[i] - 1));
            }
        }
        const std::vector<double> crossing = rows.numbers("curves_cross");
        QCOMPARE(results.drawsCrossing, static_cast<std::size_t>(std::ranges::count(crossing, 1.0)));
        qInfo("largest relative difference of a cost: %.2g", worst);
    }

    void sameDigitsOnAnyThreads() {
        const OutcomesResults one = evaluatedGolden(1);
        const OutcomesResults many = evaluatedGolden(3);
        for (std::size_t s = 0; s < 2; ++s) {
            QVERIFY(one.drawn[s].cost == many.drawn[s].cost);
            QVERIFY(one.drawn[s].qaly == many.drawn[s].qaly);
        }
        QCOMPARE(one.drawsCrossing, many.drawsCrossing);
    }
};

QTEST_APPLESS_MAIN(PartitionedSurvivalTest)
#include "partitioned_survival_test.moc"

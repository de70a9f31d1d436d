// label: golden
#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;
using golden::near;

namespace {

OutcomesResults evaluated(const golden::Case& model) {
    const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, RunOptions{});
    if (!results) {
        const Issue& issue = results.issues().front();
        qFatal("%s %s %s", issue.code.c_str(), issue.where.c_str(), issue.value.c_str());
    }
    return *results;
}

#define VERIFY_NEAR(actual, expected, relative) \
    QVERIFY2(near(actual, expected, relative), (numberText(actual) + " / " + numberText(expected)).c_str())

}  // namespace

/// Published models against heemod and hesim; tolerances of the golden case files.
class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hivConventions_data() {
        QTest::addColumn<QString>("block");
        QTest::addColumn<int>("weights");
        QTest::newRow("end") << "end" << int(CycleWeights::end);
        QTest::newRow("beginning") << "beginning" << int(CycleWeights::start);
        QTest::newRow("life-table") << "life-table" << int(CycleWeights::halfCycle);
    }
    void hivConventions() {
        QFETCH(QString, block);
        QFETCH(int, weights);
        golden::Case model = golden::hiv();
        model.structure.timing.cycleWeights = CycleWeights(weights);
        const OutcomesResults results = evaluated(model);
        const auto expected = golden::json("golden-01-hiv")["expected_deterministic"][block.toStdString()];
        for (std::size_t s = 0; s < 2; ++s) {
            const auto& row = expected[results.strategies[s]];
            VERIFY_NEAR(results.base[s].cost, row["cost"].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].lifeYears, row["life_years"].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].lifeYearsDiscounted, row["life_years_discounted"].get<double>(), 1e-9);
        }
        QVERIFY(results.increments.front().icer.has_value());
        VERIFY_NEAR(*results.increments.front().icer, expected["icer_cost_per_ly"].get<double>(), 1e-9);
    }

    void hivTrace() {
        const OutcomesResults results = evaluated(golden::hiv());
        const golden::Table trace = golden::table("golden-01-hiv/trace_end_of_cycle.csv");
        compareTrace(results, trace, {"A", "B", "C", "D"}, 0);
    }

    void hivOneWaySensitivity() {
        const golden::Table rows = golden::table("golden-01-hiv/one_way_sensitivity.csv");
        const std::map<std::string, std::string> names{{"discount_rate_cost", "rate"}, {"relative_risk", "rr"},
                                                       {"cost_lamivudine", "lam"},     {"cost_zidovudine", "zid"},
                                                       {"cost_state_A", "stateA"},     {"cost_state_B", "stateB"},
                                                       {"cost_state_C", "stateC"}};
        QCOMPARE(rows.rows, names.size());
        for (std::size_t i = 0; i < rows.rows; ++i) {
            for (const std::string end : {"low", "high"}) {
                golden::Case model = golden::hiv();
                model.values.base[names.at(rows.text.at("parameter")[i])] = rows.numbers(end)[i];
                const Increment increment = evaluated(model).increments.front();
                VERIFY_NEAR(*increment.icer, rows.numbers("icer_" + end)[i], 1e-9);
                VERIFY_NEAR(increment.cost, rows.numbers("incr_cost_" + end)[i], 1e-9);
                VERIFY_NEAR(increment.effect, rows.numbers("incr_ly_" + end)[i], 1e-9);
            }
        }
    }

    void hivDraws() {
        const OutcomesResults results = evaluated(golden::hivDraws());
        const golden::Table expected = golden::table("golden-01-hiv/psa_outcomes.csv");
        QCOMPARE(results.draws, std::size_t(1000));
        for (std::size_t s = 0; s < 2; ++s) {
            const auto cost = expected.numbers("cost_" + results.strategies[s]);
            const auto effect = expected.numbers("effect_" + results.strategies[s]);
            for (std::size_t i = 0; i < results.draws; ++i) {
                VERIFY_NEAR(results.drawn[s].cost[i], cost[i], 1e-6);
                VERIFY_NEAR(results.drawn[s].lifeYears[i], effect[i], 1e-6);
            }
        }
    }

    void hipConventions_data() {
        QTest::addColumn<QString>("block");
        QTest::addColumn<bool>("male");
        QTest::addColumn<int>("age");
        QTest::addColumn<int>("weights");
        QTest::newRow("female 60") << "female_age60" << false << 60 << int(CycleWeights::start);
        QTest::newRow("male 60") << "male_age60" << true << 60 << int(CycleWeights::start);
        QTest::newRow("female 50") << "female_age50" << false << 50 << int(CycleWeights::start);
        QTest::newRow("life table") << "female_age60_life_table" << false << 60 << int(CycleWeights::halfCycle);
        QTest::newRow("end") << "female_age60_end" << false << 60 << int(CycleWeights::end);
    }
    void hipConventions() {
        QFETCH(QString, block);
        QFETCH(bool, male);
        QFETCH(int, age);
        QFETCH(int, weights);
        golden::Case model = golden::hip(male, age);
        model.structure.timing.cycleWeights = CycleWeights(weights);
        const OutcomesResults results = evaluated(model);
        const auto expected = golden::json("golden-02-hip")["deterministic"][block.toStdString()];
        for (std::size_t s = 0; s < 2; ++s) {
            const auto& row = expected[results.strategies[s]];
            VERIFY_NEAR(results.base[s].cost, row["cost"].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].qaly, row["qaly"].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].lifeYears, row["life_years"].get<double>(), 1e-9);
        }
        const Increment& increment = results.increments.front();
        VERIFY_NEAR(increment.cost / increment.effect, expected["icer"].get<double>(), 1e-9);
        // Cheaper and better is dominance, never a negative ratio.
        QCOMPARE(increment.icer.has_value(), increment.cost > 0);
        QCOMPARE(increment.comparison == Comparison::dominant, increment.cost < 0);
    }

    void hipTrace() {
        const OutcomesResults results = evaluated(golden::hip(false, 60));
        const golden::Table trace = golden::table("golden-02-hip/trace_female60_beginning.csv");
        compareTrace(results, trace, {"Primary", "SuccessP", "Revision", "SuccessR", "Death"}, 1);
    }

    void hipDraws_data() {
        QTest::addColumn<int>("weights");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("right Riemann sum") << int(CycleWeights::end) << "";
        QTest::newRow("trapezoid") << int(CycleWeights::halfCycle) << "_trapezoid";
    }
    void hipDraws() {
        QFETCH(int, weights);
        QFETCH(QString, suffix);
        const OutcomesResults results = evaluated(golden::hipDraws(CycleWeights(weights)));
        const golden::Table expected = golden::table("golden-02-hip/psa_outcomes.csv");
        QCOMPARE(results.draws, std::size_t(500));
        for (std::size_t s = 0; s < 2; ++s) {
            const std::string ending = results.strategies[s] + suffix.toStdString();
            const auto cost = expected.numbers("cost_" + ending);
            const auto qaly = expected.numbers("qaly_" + ending);
            for (std::size_t i = 0; i < results.draws; ++i) {
                VERIFY_NEAR(results.drawn[s].cost[i], cost[i], 1e-9);
                VERIFY_NEAR(results.drawn[s].qaly[i], qaly[i], 1e-9);
            }
        }
    }

    void hipSubgroupMeans() {
        const OutcomesResults results = evaluated(golden::hipDraws(CycleWeights::end));
        const golden::Table expected = golden::table("golden-02-hip/psa_subgroup_means.csv");
        QCOMPARE(expected.rows, results.subgroupBase.size());
        for (const SubgroupOutcome& part : results.subgroupBase) {
            const std::size_t row = part.subgroup * 2 + part.strategy;
            QCOMPARE(expected.text.at("strategy")[row], results.strategies[part.strategy]);
            VERIFY_NEAR(part.meanCost, expected.numbers("mean_cost")[row], 1e-9);
            VERIFY_NEAR(part.meanQaly, expected.numbers("mean_qaly")[row], 1e-9);
        }
    }

    void sickSickerConventions_data() {
        QTest::addColumn<QString>("block");
        QTest::newRow("half-cycle") << "half-cycle";
        QTest::newRow("no correction: every point in full") << "none";
        QTest::newRow("weights as the tutorial has them") << "Simpson1/3";
    }
    void sickSickerConventions() {
        QFETCH(QString, block);
        golden::Case model = golden::sickSicker();
        if (block != QStringLiteral("half-cycle")) {
            OutcomeTiming& timing = model.structure.timing;
            timing.cycleWeights = CycleWeights::custom;
            timing.customWeights.assign(76, 1.0);
            if (block == QStringLiteral("Simpson1/3")) {
                for (std::size_t t = 0; t < 76; ++t) timing.customWeights[t] = t % 2 == 1 ? 2.0 / 3 : 4.0 / 3;
                timing.customWeights.front() = timing.customWeights.back() = 1.0 / 3;
            }
        }
        const OutcomesResults results = evaluated(model);
        const auto expected = golden::json("golden-03-sick-sicker")["expected"];
        const auto& rows = expected["by_correction"][block.toStdString()];
        for (std::size_t s = 0; s < 4; ++s) {
            VERIFY_NEAR(results.base[s].cost, rows[results.strategies[s]]["cost"].get<double>(), 1e-9);
            VERIFY_NEAR(results.base[s].qaly, rows[results.strategies[s]]["qaly"].get<double>(), 1e-9);
        }
        if (block == QStringLiteral("Simpson1/3")) {
            for (std::size_t s = 0; s < 4; ++s) {
                const double years = expected["life_years_undiscounted_simpson"][results.strategies[s]].get<double>();
                VERIFY_NEAR(results.base[s].lifeYears, years, 1e-9);
            }
        }
    }

    /// Same model by the month; DARTH tutorial functions with the cycle length changed.
    void monthlyCycles_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<double>("cost");
        QTest::addColumn<double>("qaly");
        QTest::newRow("annual compounding") << int(DiscountForm::annual) << 148156.25598853783 << 21.31587544349385;
        QTest::newRow("continuous") << int(DiscountForm::continuous) << 146320.73740460156 << 21.13149840388896;
    }
    void monthlyCycles() {
        QFETCH(int, form);
        golden::Case model = golden::sickSicker(1.0 / 12);
        model.structure.timing.discountForm = DiscountForm(form);
        const OutcomesResults results = evaluated(model);
        QCOMPARE(model.structure.timing.cycles, 900);
        QFETCH(double, cost);
        QFETCH(double, qaly);
        VERIFY_NEAR(results.base[0].cost, cost, 1e-9);
        VERIFY_NEAR(results.base[0].qaly, qaly, 1e-9);
    }

private:
    /// `before`: 1 when row k of the file is the occupancy before transition k.
    static void compareTrace(const OutcomesResults& results, const golden::Table& trace,
                             const std::vector<std::string>& states, std::size_t before) {
        QVERIFY(trace.rows > 0);
        for (std::size_t row = 0; row < trace.rows; ++row) {
            const std::string& strategy = trace.text.at("strategy")[row];
            const auto cycle = std::stoul(trace.text.at("cycle")[row]);
            const std::size_t s = strategy == results.strategies[0] ? 0 : 1;
            for (std::size_t state = 0; state < states.size(); ++state) {
                const double expected = trace.numbers(states[state])[row];
                const double actual = results.subgroupBase[s].occupancy[cycle - before][state];
                QVERIFY2(std::abs(actual - expected) <= 1e-12, (strategy + " " + std::to_string(cycle)).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"

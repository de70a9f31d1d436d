// label: golden
#include "models/uncertainty/cost_effectiveness.h"

#include "models/statistics/distribution.h"

#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

using namespace kachi;
using golden::near;

namespace {

CostEffectivenessDraws stored(const std::string& file, const std::vector<std::string>& strategies,
                              const std::string& effect) {
    const golden::Table table = golden::table(file);
    CostEffectivenessDraws draws;
    draws.strategies = strategies;
    for (const std::string& strategy : strategies) {
        draws.cost.push_back(table.numbers("cost_" + strategy));
        draws.effect.push_back(table.numbers(effect + "_" + strategy));
    }
    return draws;
}

CostEffectivenessDraws evaluated(const golden::Case& model) {
    const auto results = evaluateOutcomes(model.structure, model.inputs, model.values, RunOptions{});
    CostEffectivenessDraws draws;
    draws.strategies = results->strategies;
    for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
        draws.cost.push_back(results->drawn[s].cost);
        draws.effect.push_back(results->effectDraws(s));
    }
    return draws;
}

}  // namespace

class CostEffectivenessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Draws of our own engine on the stored parameters, summarised; hesim cea() on the same parameters.
    void summary_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("HIV") << "golden-01-hiv";
        QTest::newRow("hip") << "golden-02-hip";
    }
    void summary() {
        QFETCH(QString, folder);
        const golden::Case model =
            folder == QStringLiteral("golden-01-hiv") ? golden::hivDraws() : golden::hipDraws(CycleWeights::end);
        compareSummary(evaluated(model), golden::table(folder.toStdString() + "/psa_summary.csv"));
    }

    /// Four strategies on stored outcomes; dampack and BCEA.
    void fourStrategies() {
        const auto draws = stored("golden-03-sick-sicker/psa_outcomes.csv", {"SoC", "A", "B", "AB"}, "qaly");
        compareSummary(draws, golden::table("golden-03-sick-sicker/psa_summary.csv"));
        const auto analysis = analyseCostEffectiveness(draws, 0, {}, 50'000);
        compareFrontier(analysis->frontier, draws.strategies,
                        golden::json("golden-03-sick-sicker")["psa"]["mean_based_icer_table"]);
    }

    void frontierOfDeterministicRun() {
        const auto expected = golden::json("golden-03-sick-sicker")["expected"];
        const std::vector<std::string> strategies{"SoC", "A", "B", "AB"};
        std::vector<double> costs;
        std::vector<double> effects;
        for (const std::string& strategy : strategies) {
            const auto& row = expected["by_correction"]["Simpson1/3"][strategy];
            costs.push_back(row["cost"].get<double>());
            effects.push_back(row["qaly"].get<double>());
        }
        compareFrontier(efficiencyFrontier(costs, effects), strategies, expected["icer_table_simpson"]);
    }

    /// Textbook cases worked by hand: B lies above the line from A to C; D repeats C; E costs more and gives less.
    void standings() {
        const auto rows = efficiencyFrontier({0, 60, 100, 100, 120}, {0, 1, 4, 4, 3});
        const std::vector<std::size_t> order{0, 2, 3, 1, 4};
        const std::vector<Standing> standings{Standing::frontier, Standing::frontier, Standing::equivalent,
                                              Standing::extendedDominated, Standing::dominated};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].strategy, order[i]);
            QVERIFY(rows[i].standing == standings[i]);
        }
        QVERIFY(*rows[1].icer == 25);
        QVERIFY(!rows[0].icer && !rows[2].icer && !rows[3].icer);
    }

    void comparisons() {
        QVERIFY(increment(1, 5, 2, 3, 1).comparison == Comparison::costsPerGain);
        QVERIFY(*increment(1, 5, 2, 3, 1).icer == 2);
        QVERIFY(increment(1, 2, 2, 3, 1).comparison == Comparison::dominant);
        QVERIFY(!increment(1, 2, 2, 3, 1).icer);
        QVERIFY(increment(1, 3, 2, 3, 1).comparison == Comparison::dominant);
        QVERIFY(increment(1, 5, 1, 3, 1).comparison == Comparison::dominated);
        QVERIFY(increment(1, 1, 0, 3, 1).comparison == Comparison::savingsPerLoss);
        QVERIFY(*increment(1, 1, 0, 3, 1).icer == 2);
        QVERIFY(increment(1, 3, 1, 3, 1).comparison == Comparison::same);
    }

    /// Four draws, one per quadrant; net benefits, shares and type-7 quantiles worked by hand at 10 per unit.
    void increments() {
        const CostEffectivenessDraws draws{
            {"old", "new"}, {{0, 0, 0, 0}, {5, 5, -5, -5}}, {{0, 0, 0, 0}, {1, -1, 1, -1}}};
        const auto analysis = analyseCostEffectiveness(draws, 0, {10}, 10);
        const IncrementDraws& row = analysis->increments.front();
        QVERIFY(row.quadrants.northEast == 0.25 && row.quadrants.northWest == 0.25);
        QVERIFY(row.quadrants.southEast == 0.25 && row.quadrants.southWest == 0.25);
        QVERIFY(row.quadrants.onAxis == 0);
        QVERIFY(row.netBenefit.mean == 0);  // 5, −15, 15, −5
        QVERIFY(near(row.netBenefit.low, -14.25, 1e-12));
        QVERIFY(near(row.netBenefit.high, 14.25, 1e-12));
        QVERIFY(analysis->acceptability.front().probability == (std::vector<double>{0.5, 0.5}));
        QVERIFY(analysis->acceptability.front().optimal == 0);  // equal means: the first wins
        QVERIFY(analysis->acceptability.front().evpi == 5);     // (5 + 15)/4
    }

    void firstStrategyWinsTies() {
        const CostEffectivenessDraws draws{{"one", "two"}, {{1, 2}, {1, 2}}, {{3, 4}, {3, 4}}};
        const auto analysis = analyseCostEffectiveness(draws, 0, {100}, 100);
        QVERIFY(analysis->acceptability.front().probability == (std::vector<double>{1, 0}));
        QVERIFY(analysis->acceptability.front().evpi == 0);
        QVERIFY(analysis->increments.front().ofMeans.comparison == Comparison::same);
    }

    /// Losses are never below zero, and zero where one strategy is best in every draw.
    void noLossWithoutDecisionUncertainty() {
        CostEffectivenessDraws draws{{"old", "new"}, {{}, {}}, {{}, {}}};
        for (int i = 0; i < 1111; ++i) {
            draws.cost[0].push_back(0.1 * i);
            draws.effect[0].push_back(0.7 / (1 + i));
            draws.cost[1].push_back(0.1 * i + 1.0 / 3);
            draws.effect[1].push_back(0.7 / (1 + i) + 0.1);
        }
        const auto analysis = analyseCostEffectiveness(draws, 0, {0, 10}, 10);
        QVERIFY(analysis->acceptability[0].evpi == 0 && analysis->acceptability[0].optimal == 0);
        QVERIFY(analysis->acceptability[1].evpi == 0 && analysis->acceptability[1].optimal == 1);
        QVERIFY(near(analysis->acceptability[1].expectedLoss[0], 1 - 1.0 / 3, 1e-12));
        QVERIFY(analysis->acceptability[1].probability == (std::vector<double>{0, 1}));
    }

    /// Two strategies with a normal increment: EVPI = sd·L(|mean|/sd), L the unit normal loss (Raiffa & Schlaifer
    /// 1961); mean and sd 1: φ(1) − (1 − Φ(1)) = 0.08331547058768. Draws are the mid-quantiles of 200,000 cells.
    void evpiOfNormalNetBenefit() {
        constexpr int n = 200'000;
        CostEffectivenessDraws draws{
            {"old", "new"}, {std::vector<double>(n), {}}, {std::vector<double>(n), std::vector<double>(n)}};
        for (int i = 0; i < n; ++i) draws.cost[1].push_back(normalQuantile((i + 0.5) / n) - 1);
        const auto analysis = analyseCostEffectiveness(draws, 0, {}, 0);
        QVERIFY(near(analysis->reference.evpi, 0.08331547058768, 1e-5));
        QVERIFY(near(analysis->reference.probability[1], 0.8413447460685429, 1e-5));
        const IncrementDraws& row = analysis->increments.front();
        QVERIFY(near(row.costStandardError, 1 / std::sqrt(n), 1e-4));
        QVERIFY(row.icerRegion.kind == FiellerRegion::Kind::unbounded);  // the effect is always zero
        QVERIFY(analysis->advice.front().enough);                        // 1,600 would do
        QCOMPARE(analysis->convergence.back().draws, std::size_t(n));
    }

    void oneDraw() {
        const CostEffectivenessDraws draws{{"old", "new"}, {{1}, {3}}, {{1}, {2}}};
        const auto analysis = analyseCostEffectiveness(draws, 0, {10}, 10);
        const IncrementDraws& row = analysis->increments.front();
        QVERIFY(row.costStandardError == 0 && row.covariance.cost == 0);
        QVERIFY(row.icerRegion.kind == FiellerRegion::Kind::interval && row.icerRegion.low == 2);
    }

    void faults() {
        const auto codeOf = [](const CostEffectivenessDraws& draws, std::size_t comparator, double wtp) {
            return analyseCostEffectiveness(draws, comparator, {}, wtp).issues().front().code;
        };
        const CostEffectivenessDraws good{{"a", "b"}, {{1}, {2}}, {{1}, {2}}};
        const CostEffectivenessDraws ragged{{"a", "b"}, {{1}, {2, 3}}, {{1}, {2}}};
        const CostEffectivenessDraws empty{{"a", "b"}, {{}, {}}, {{}, {}}};
        QCOMPARE(codeOf(good, 2, 1), std::string("outcomes.unknownComparator"));
        QCOMPARE(codeOf(good, 0, -1), std::string("outcomes.wtp"));
        QCOMPARE(codeOf(ragged, 0, 1), std::string("outcomes.drawsLength"));
        QCOMPARE(codeOf(empty, 0, 1), std::string("outcomes.noDraws"));
    }

private:
    static void compareSummary(const CostEffectivenessDraws& draws, const golden::Table& expected) {
        const auto analysis = analyseCostEffectiveness(draws, 0, expected.numbers("wtp"), 0);
        QVERIFY(analysis.ok());
        QVERIFY(expected.rows > 0);
        for (std::size_t i = 0; i < expected.rows; ++i) {
            const AcceptabilityPoint& point = analysis->acceptability[i];
            const std::string at = "wtp " + expected.text.at("wtp")[i];
            for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
                const double probability = expected.numbers("p_ce_" + draws.strategies[s])[i];
                QVERIFY2(std::abs(point.probability[s] - probability) < 1e-12, at.c_str());
            }
            QCOMPARE(draws.strategies[point.optimal], expected.text.at("optimal")[i]);
            QVERIFY2(std::abs(point.frontierProbability - expected.numbers("ceaf")[i]) < 1e-12, at.c_str());
            for (std::size_t s = 0; s < draws.strategies.size(); ++s) {
                const std::string column = "expected_loss_" + draws.strategies[s];
                if (!expected.text.contains(column)) continue;
                QVERIFY2(std::abs(point.expectedLoss[s] - expected.numbers(column)[i]) < 1e-6, at.c_str());
            }
            // The EVPI is a difference of net benefits: its rounding scales with them.
            const double evpi = expected.numbers("evpi")[i];
            const double allowed = 1e-6 * evpi + 1e-12 * std::abs(point.meanNetBenefit[point.optimal]);
            QVERIFY2(std::abs(point.evpi - evpi) <= allowed, (at + " " + numberText(point.evpi)).c_str());
        }
    }

    static void compareFrontier(const std::vector<FrontierRow>& rows, const std::vector<std::string>& strategies,
                                const nlohmann::json& expected) {
        QCOMPARE(rows.size(), expected.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(strategies[rows[i].strategy], expected[i]["strategy"].get<std::string>());
            QCOMPARE(rows[i].icer.has_value(), !expected[i]["icer"].is_null());
            if (rows[i].icer) QVERIFY(near(*rows[i].icer, expected[i]["icer"].get<double>(), 1e-9));
            QCOMPARE(rows[i].standing == Standing::dominated, expected[i]["status"] == "D");
        }
    }
};

QTEST_APPLESS_MAIN(CostEffectivenessTest)
#include "cost_effectiveness_test.moc"

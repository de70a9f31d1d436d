#include "models/statistics/contingency_tests.h"

#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

class ProportionTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R documentation of chisq.test (Agresti 2007, p. 39): party by gender has three columns; X² = 30.07, df = 2.
    void chiSquared() {
        const ChiSquaredTest test = chiSquaredTest({{762, 1246}, {327, 566}, {468, 945}}, false);
        close(test.statistic, 30.07, 1e-4, "statistic");
        close(test.degrees, 2, 0, "degrees");
        close(test.pValue, 2.954e-07, 2e-4, "p");
        // R documentation of prop.test (Fleiss 1981, p. 139): X-squared = 12.6, df = 3, p = 0.005585; and of
        // prop.trend.test on the same: X-squared = 8.2249, p = 0.004132.
        const std::vector<ObservedEvents> smokers{{83, 86}, {90, 93}, {129, 136}, {70, 82}};
        close(chiSquaredTest(smokers, true).pValue, 0.005585, 1e-4, "p");
        close(trendTest(smokers, {1, 2, 3, 4}).statistic, 8.2249, 1e-5, "trend");
        close(trendTest(smokers, {1, 2, 3, 4}).pValue, 0.004132, 1e-4, "p of trend");
        // prop.test(c(15, 25), c(50, 50)): X-squared = 3.375, p-value = 0.06619.
        close(chiSquaredTest({{15, 50}, {25, 50}}, true).statistic, 3.375, 1e-12, "Yates");
        close(chiSquaredTest({{15, 50}, {25, 50}}, true).pValue, 0.06619, 1e-4, "p");
    }

    /// R documentation of fisher.test: Agresti's tea taster and Fisher's twins, two-sided. R searches odds ratios, or
    /// their inverses above 1, to 1.22e-4 only.
    void fisher() {
        close(*exactTableTest({{3, 1}, {1, 3}}), 34.0 / 70, 1e-12, "tea");
        close(*exactTableTest({{2, 15}, {10, 3}}), 0.0005367, 1e-4, "twins");
        const auto asR = [](double actual, double expected) {
            const double distance = expected > 1 ? 1 / actual - 1 / expected : actual - expected;
            QVERIFY2(std::abs(distance) < 1.22e-4, qPrintable(QString::number(actual, 'g', 12)));
        };
        const ProportionContrast tea = fisherOddsRatio({3, 4}, {1, 4});
        asR(*tea.estimate, 6.408309);
        asR(*tea.low, 0.2117329);
        asR(*tea.high, 621.9337505);
        const ProportionContrast twins = fisherOddsRatio({2, 17}, {10, 13});
        asR(*twins.estimate, 0.04693661);
        asR(*twins.low, 0.003325764);
        asR(*twins.high, 0.363182271);
    }

    /// Of many counts the conditional estimate is Woolf's, R: 0.956993490704 (0.951253601414 to 0.962768014637); its
    /// fisher.test gives 0.95697 (0.95124 to 0.96275), found to 1.22e-4. Rare events of a great many are binomial: R's
    /// binom.test(3, 8) has the limits 0.0852334141373 and 0.7551367836334, here as odds.
    void conditionalOddsRatioOfManyCounts() {
        const ProportionContrast ratio = fisherOddsRatio({301'234, 1'000'000}, {310'567, 1'000'000});
        const ProportionContrast woolf = oddsRatio({301'234, 1'000'000}, {310'567, 1'000'000});
        close(*woolf.estimate, 0.956993490704, 1e-11, "Woolf's estimate");
        close(*ratio.estimate, 0.956993490704, 1e-6, "estimate");
        close(*ratio.low, 0.951253601414, 1e-5, "low");
        close(*ratio.high, 0.962768014637, 1e-5, "high");
        const ProportionContrast rare = fisherOddsRatio({3, 50'000'000}, {5, 50'000'000});
        close(*rare.low, 0.0852334141373 / (1 - 0.0852334141373), 1e-6, "low of rare events");
        close(*rare.high, 0.7551367836334 / (1 - 0.7551367836334), 1e-6, "high of rare events");
    }

    /// The tea taster's limits solve polynomials with the weights 1, 16, 36, 16, 1 of 0 … 4 events.
    void conditionalOddsRatio() {
        const auto weighted = [](double odds, const std::vector<double>& factors) {
            const double weights[] = {1, 16, 36, 16, 1};
            double sum = 0;
            for (std::size_t count = 5; count-- > 0;) sum = sum * odds + weights[count] * factors[count];
            return sum;
        };
        const auto share = [&](double odds, const std::vector<double>& factors) {
            return weighted(odds, factors) / weighted(odds, {1, 1, 1, 1, 1});
        };
        const ProportionContrast tea = fisherOddsRatio({3, 4}, {1, 4});
        close(share(*tea.estimate, {0, 1, 2, 3, 4}), 3, 1e-10, "mean at the estimate");
        close(share(*tea.low, {0, 0, 0, 1, 1}), 0.025, 1e-10, "three or more at the lower limit");
        close(share(*tea.high, {1, 1, 1, 1, 0}), 0.025, 1e-10, "three or less at the upper limit");
    }

    /// Counted by hand: 2 events among groups of 1, 1 and 2; 6 ways, tables (1,1,0): 1/6, (1,0,1) and (0,1,1): 2/6
    /// each, (0,0,2): 1/6.
    void freemanHalton() {
        close(*exactTableTest({{1, 0}, {1, 0}, {0, 2}}), 2.0 / 6, 1e-12, "p");
        close(*exactTableTest({{1, 0}, {0, 1}, {1, 1}}), 1, 1e-12, "p");
        // R 4.2.2, fisher.test(workspace = 2e8): 2.9 million tables, most of them counted together.
        close(*exactTableTest({{900, 4100}, {800, 4200}, {700, 4300}}), 3.3488312611999778e-07, 1e-6, "p");
    }

    /// R 4.2.2, fisher.test(M)$p.value and chisq.test(M, correct = FALSE).
    void tables_data() {
        QTest::addColumn<QList<QList<double>>>("counts");
        QTest::addColumn<double>("exact");
        QTest::addColumn<double>("statistic");
        QTest::addColumn<double>("pValue");
        using Counts = QList<QList<double>>;
        QTest::newRow("3 by 3") << Counts{{8, 0, 2}, {1, 7, 4}, {0, 3, 9}} << 2.650386004900155e-05 << 26.15481481481482
                                << 2.944942400009117e-05;
        QTest::newRow("2 by 4") << Counts{{12, 5, 3, 1}, {4, 9, 6, 2}} << 0.07471043860127098 << 6.476190476190476
                                << 0.0906062369341266;
        QTest::newRow("4 by 2") << Counts{{3, 0}, {0, 4}, {2, 2}, {5, 1}} << 0.02313862607980256 << 9.430952380952382
                                << 0.02407737058341648;
        QTest::newRow("3 by 5, zeros") << Counts{{0, 1, 2, 3, 1}, {4, 0, 1, 0, 2}, {1, 1, 0, 5, 0}}
                                       << 0.01890992564367154 << 14.95 << 0.06012500121561176;
    }
    void tables() {
        QFETCH(QList<QList<double>>, counts);
        QFETCH(double, exact);
        QFETCH(double, statistic);
        QFETCH(double, pValue);
        CountTable table;
        for (const QList<double>& row : counts) table.emplace_back(row.begin(), row.end());
        const auto counted = exactTableTest(table);
        QVERIFY(counted.has_value());
        close(*counted, exact, 1e-9, "exact");
        close(chiSquaredTest(table).statistic, statistic, 1e-12, "statistic");
        close(chiSquaredTest(table).pValue, pValue, 1e-10, "p");
        // Drawn tables: within four of their standard errors, about one p value in 16,000 runs beyond.
        constexpr std::size_t replicates = 20'000;
        const double drawn = simulatedTableTest(table, replicates, {});
        const double error = std::sqrt(exact * (1 - exact) / static_cast<double>(replicates));
        QVERIFY2(std::abs(drawn - exact) < 4 * error + 1.0 / replicates, qPrintable(QString::number(drawn)));
    }

    /// Too many tables to count. R 4.2.2, fisher.test(M, workspace = 2e9) and chisq.test; "job satisfaction" is of R's
    /// documentation of fisher.test (Agresti 2002, p. 57). Drawn p values within four standard errors.
    void drawnTables_data() {
        QTest::addColumn<QList<QList<double>>>("counts");
        QTest::addColumn<double>("exact");
        QTest::addColumn<double>("statistic");
        using Counts = QList<QList<double>>;
        QTest::newRow("job satisfaction") << Counts{{1, 3, 10, 6}, {2, 3, 10, 7}, {1, 6, 14, 12}, {0, 1, 9, 11}}
                                          << 0.7826849389656926 << 5.965514588770403;
        QTest::newRow("3 by 4") << Counts{{40, 35, 30, 25}, {45, 30, 35, 20}, {30, 40, 28, 33}} << 0.19814863618531
                                << 8.59947204469679;
    }
    void drawnTables() {
        QFETCH(QList<QList<double>>, counts);
        QFETCH(double, exact);
        QFETCH(double, statistic);
        CountTable table;
        for (const QList<double>& row : counts) table.emplace_back(row.begin(), row.end());
        const TablePValue found = tablePValue(table, {}).value();
        QVERIFY(found.drawn);
        const double error = std::sqrt(exact * (1 - exact) / static_cast<double>(tableReplicates));
        QVERIFY2(std::abs(found.value - exact) < 4 * error, qPrintable(QString::number(found.value)));
        RunOptions alone;
        alone.threads = 1;
        QVERIFY(tablePValue(table, alone)->value == found.value);
        close(chiSquaredTest(table).statistic, statistic, 1e-12, "statistic");
    }

    /// Counts of thousands of millions: neither counted nor drawn, at once. Counting gives up at its limit of tables.
    void tooManyCounts() {
        QVERIFY(!tablePValue({{1e6, 1e15}, {1, 1e15}, {100, 1e6}}, {}));
        QVERIFY(!exactTableTest({{1e6, 1e12}, {1, 1e15}, {100, 1e6}}));
    }

    /// √(χ²/n/(k − 1)) with R's χ² of the table above: 0.10486547249015823.
    void cramer() {
        const CountTable table{{40, 35, 30, 25}, {45, 30, 35, 20}, {30, 40, 28, 33}};
        close(cramersV(chiSquaredTest(table), table), 0.10486547249015823, 1e-12, "V");
    }

    void edges() {
        const ProportionContrast none = fisherOddsRatio({0, 10}, {5, 10});
        close(*none.estimate, 0, 0, "estimate");
        close(*none.low, 0, 0, "low");
        QVERIFY(none.high.has_value());
        const ProportionContrast all = fisherOddsRatio({10, 10}, {5, 10});
        QVERIFY(!all.estimate && !all.high && all.low);
        QVERIFY(!riskRatio({0, 10}, {5, 10}).estimate);
        QVERIFY(!oddsRatio({10, 10}, {5, 10}).estimate);
    }

    /// Newcombe 1998, table II: 56/70 − 48/80 gives 0.0524 to 0.3339 by method 10; 0/10 − 0/10 gives ±0.2775.
    void newcombe() {
        const ProportionContrast difference = riskDifference({56, 70}, {48, 80});
        close(*difference.estimate, 0.2, 1e-12, "estimate");
        close(*difference.low, 0.0524, 1e-3, "low");
        close(*difference.high, 0.3339, 2e-4, "high");
        close(*riskDifference({0, 10}, {0, 10}).high, 0.2775, 2e-4, "no events");
    }

    /// Aspirin and heart attack in the Physicians' Health Study, Agresti, Categorical Data Analysis, 2nd ed., 3.1:
    /// odds ratio 1.83 (1.44, 2.33), risk ratio 1.82 (1.43, 2.31).
    void ratios() {
        const ProportionContrast odds = oddsRatio({189, 11034}, {104, 11037});
        close(*odds.estimate, 1.83, 2e-3, "odds ratio");
        close(*odds.low, 1.44, 2e-3, "low");
        close(*odds.high, 2.33, 2e-3, "high");
        const ProportionContrast risk = riskRatio({189, 11034}, {104, 11037});
        close(*risk.estimate, 1.82, 2e-3, "risk ratio");
        close(*risk.low, 1.43, 3e-3, "low");
        close(*risk.high, 2.31, 3e-3, "high");
    }

    /// Approval ratings of Agresti 1990, p. 350, by hand: χ² = (|150 − 86| − 1)²/236, p = erfc(√(χ²/2)).
    void mcNemar() {
        const McNemarTest test = mcNemarTest({794, 150, 86, 570});
        close(test.statistic, 63.0 * 63 / 236, 1e-12, "statistic");
        close(test.pValue, std::erfc(std::sqrt(63.0 * 63 / 236 / 2)), 1e-10, "p");
        close(*test.oddsRatio.estimate, 150.0 / 86, 1e-12, "odds ratio");
        close(*test.difference.estimate, 64.0 / 1600, 1e-12, "difference");
        // Newcombe 1998 (pairs), table III: 36, 12, 2, 0 gives 0.0569 to 0.3404 by method 10.
        const McNemarTest small = mcNemarTest({36, 12, 2, 0});
        close(*small.difference.low, 0.0569, 2e-3, "low");
        close(*small.difference.high, 0.3404, 2e-3, "high");
        close(mcNemarTest({0, 5, 0, 0}).exactPValue, 0.0625, 1e-12, "exact");
    }
};

QTEST_APPLESS_MAIN(ProportionTestsTest)
#include "proportion_tests_test.moc"

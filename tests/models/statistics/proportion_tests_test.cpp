#include "models/statistics/proportion_tests.h"

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
        const std::vector<EventCount> smokers{{83, 86}, {90, 93}, {129, 136}, {70, 82}};
        close(chiSquaredTest(smokers, true).pValue, 0.005585, 1e-4, "p");
        close(trendTest(smokers, {1, 2, 3, 4}).statistic, 8.2249, 1e-5, "trend");
        close(trendTest(smokers, {1, 2, 3, 4}).pValue, 0.004132, 1e-4, "p of trend");
        // prop.test(c(15, 25), c(50, 50)): X-squared = 3.375, p-value = 0.06619.
        close(chiSquaredTest({{15, 50}, {25, 50}}, true).statistic, 3.375, 1e-12, "Yates");
        close(chiSquaredTest({{15, 50}, {25, 50}}, true).pValue, 0.06619, 1e-4, "p");
    }

    /// R documentation of fisher.test: Agresti's tea taster and Fisher's twins, two-sided.
    void fisher() {
        close(*fisherTest({{3, 4}, {1, 4}}), 34.0 / 70, 1e-12, "tea");
        const ProportionContrast tea = fisherOddsRatio({3, 4}, {1, 4});
        close(*tea.estimate, 6.408309, 1e-7, "odds ratio");
        close(*tea.low, 0.2117329, 1e-6, "low");
        close(*tea.high, 621.9337505, 1e-6, "high");
        close(*fisherTest({{2, 17}, {10, 13}}), 0.0005367, 1e-4, "twins");
        const ProportionContrast twins = fisherOddsRatio({2, 17}, {10, 13});
        close(*twins.estimate, 0.04693661, 1e-6, "odds ratio");
        close(*twins.low, 0.003325764, 1e-6, "low");
        close(*twins.high, 0.363182271, 1e-6, "high");
    }

    /// Counted by hand: 2 events among groups of 1, 1 and 2; 6 ways, tables (1,1,0): 1/6, (1,0,1) and (0,1,1): 2/6
    /// each, (0,0,2): 1/6.
    void freemanHalton() {
        close(*fisherTest({{1, 1}, {1, 1}, {0, 2}}), 2.0 / 6, 1e-12, "p");
        close(*fisherTest({{1, 1}, {0, 1}, {1, 2}}), 1, 1e-12, "p");
        QVERIFY(!fisherTest({{500, 5000}, {400, 5000}, {300, 5000}}));
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

    /// R documentation of mcnemar.test (Agresti 1990, p. 350): χ² = 34.712, p = 3.822e-09.
    void mcNemar() {
        const McNemarTest test = mcNemarTest({794, 150, 86, 570});
        close(test.statistic, 34.712, 2e-5, "statistic");
        close(test.pValue, 3.822e-09, 2e-4, "p");
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

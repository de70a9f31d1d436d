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
        close(*fisherTest({{3, 4}, {1, 4}}), 34.0 / 70, 1e-12, "tea");
        close(*fisherTest({{2, 17}, {10, 13}}), 0.0005367, 1e-4, "twins");
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
        close(*fisherTest({{1, 1}, {1, 1}, {0, 2}}), 2.0 / 6, 1e-12, "p");
        close(*fisherTest({{1, 1}, {0, 1}, {1, 2}}), 1, 1e-12, "p");
        QVERIFY(!fisherTest({{900, 5000}, {800, 5000}, {700, 5000}}));
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

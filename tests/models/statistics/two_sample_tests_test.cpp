#include "models/statistics/two_sample_tests.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace kachi;

namespace {

// Student's sleep data (Biometrika 1908;6:1-25): extra hours under two drugs, ten patients.
const std::vector<double> firstDrug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> secondDrug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

using Test = Result<MeanDifference> (*)(const std::vector<double>&, const std::vector<double>&, double);

void close(double actual, double expected, double relative) {
    QVERIFY2(std::abs(actual - expected) <= relative * std::abs(expected),
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected, 0, 'g', 15).arg(actual, 0, 'g', 15)));
}

}  // namespace

class TwoSampleTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sleepData_data() {
        QTest::addColumn<int>("test");
        QTest::addColumn<double>("statistic");
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // R 4.2.2, t.test(extra ~ group, data = sleep); signs turned because we give second − first. The interval of
        // Welch's test is printed in R's documentation.
        QTest::newRow("paired") << 0 << 4.06212768338204 << 9.0 << 0.00283289019738427 << 0.700114236723018
                                << 2.45988576327698;
        QTest::newRow("welch") << 1 << 1.86081346748685 << 17.7764735161785 << 0.0793941401873582 << -0.2054832
                               << 3.3654832;
        QTest::newRow("pooled") << 2 << 1.86081346748685 << 18.0 << 0.07918671 << -0.203874 << 3.363874;
    }

    void sleepData() {
        QFETCH(int, test);
        QFETCH(double, statistic);
        QFETCH(double, degrees);
        QFETCH(double, p);
        QFETCH(double, low);
        QFETCH(double, high);
        const Test tests[] = {pairedTTest, welchTest, pooledTTest};
        const auto found = tests[test](firstDrug, secondDrug, 0.95);
        QVERIFY(found.ok());
        close(found->estimate, 1.58, 1e-12);
        close(found->statistic, statistic, 1e-12);
        close(found->degrees, degrees, 1e-12);
        const double printed = test == 0 ? 1e-10 : 2e-6;  // digits of the source
        close(found->p, p, test == 2 ? 2e-6 : 1e-10);
        close(found->low, low, printed);
        close(found->high, high, printed);
    }

    void refusals() {
        const auto few = welchTest({1}, {}, 0.95);
        QCOMPARE(few.issues().size(), std::size_t{2});
        QCOMPARE(few.issues()[0].code, std::string("twoSample.tooFew"));
        QCOMPARE(few.issues()[1].details.at("sample"), std::string("2"));
        QCOMPARE(pooledTTest({5, 5}, {5, 5}, 0.95).issues()[0].code, std::string("twoSample.noSpread"));
        // A constant difference has no spread although the samples have.
        QCOMPARE(pairedTTest({1, 2, 3}, {2, 3, 4}, 0.95).issues()[0].code, std::string("twoSample.noSpread"));
        QCOMPARE(pairedTTest({1, 2, 3}, {2, 3}, 0.95).issues()[0].code, std::string("twoSample.notPaired"));
    }

    /// One sample without spread: the degrees of freedom are those of the other sample (closed form).
    void oneConstantSample() {
        const auto found = welchTest({5, 5, 5}, {1, 2, 6}, 0.95);
        QVERIFY(found.ok());
        close(found->degrees, 2, 1e-12);
    }
};

QTEST_APPLESS_MAIN(TwoSampleTestsTest)
#include "two_sample_tests_test.moc"

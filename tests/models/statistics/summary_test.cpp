#include "models/statistics/summary.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;

namespace {

void compare(double actual, double expected, double tolerance) {
    const QString message = QStringLiteral("actual %1, expected %2, tolerance %3")
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(tolerance);
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(message));
}

}  // namespace

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// NIST Statistical Reference Datasets, univariate: certified mean and standard deviation.
    void nist_data() {
        QTest::addColumn<double>("base");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("meanTolerance");
        QTest::addColumn<double>("sdTolerance");
        // base + 2·step, then 500 pairs of base + step and base + 3·step. Deviations of step are multiples of one
        // tenth that doubles hold to eps·base, which bounds the error of sd.
        QTest::newRow("NumAcc3") << 1'000'000.0 << 0.1 << 1'000'000.2 << 0.1 << 1e-9 << 1e-9;
        QTest::newRow("NumAcc4") << 10'000'000.0 << 0.1 << 10'000'000.2 << 0.1 << 1e-8 << 1e-8;
        QTest::newRow("NumAcc2") << 1.0 << 0.1 << 1.2 << 0.1 << 1e-15 << 1e-15;
    }
    void nist() {
        QFETCH(double, base);
        QFETCH(double, step);
        QFETCH(double, mean);
        QFETCH(double, sd);
        QFETCH(double, meanTolerance);
        QFETCH(double, sdTolerance);
        std::vector<double> values = {base + 2 * step};
        for (int i = 0; i < 500; ++i) {
            values.push_back(base + step);
            values.push_back(base + 3 * step);
        }
        compare(sampleMean(values), mean, meanTolerance);
        compare(sampleStandardDeviation(values), sd, sdTolerance);
    }

    void type7_data() {
        QTest::addColumn<double>("p");
        QTest::addColumn<double>("expected");
        // h = 1 + (n − 1)p for {1, 2, 4, 8, 16}; by hand, and R quantile(c(16,1,8,2,4), p, type = 7).
        QTest::newRow("minimum") << 0.0 << 1.0;
        QTest::newRow("2.5 %") << 0.025 << 1.1;
        QTest::newRow("quarter") << 0.25 << 2.0;
        QTest::newRow("median") << 0.5 << 4.0;
        QTest::newRow("90 %") << 0.9 << 12.8;
        QTest::newRow("97.5 %") << 0.975 << 15.2;
        QTest::newRow("maximum") << 1.0 << 16.0;
    }
    void type7() {
        QFETCH(double, p);
        QFETCH(double, expected);
        compare(sampleQuantile({16, 1, 8, 2, 4}, p), expected, 4e-15);
    }

    void whole() {
        const SampleSummary summary = summarise({16, 1, 8, 2, 4});
        compare(summary.mean, 6.2, 1e-15);
        compare(summary.standardDeviation, std::sqrt(148.8 / 4), 1e-15);
        compare(summary.monteCarloError, std::sqrt(148.8 / 20), 1e-15);
        compare(summary.low95, 1.1, 4e-15);
        compare(summary.median, 4, 0);
        compare(summary.high95, 15.2, 4e-15);
        QVERIFY(summary.count == 5);
        const SampleInterval half = equalTailedInterval({16, 1, 8, 2, 4}, 0.5);
        compare(half.low, 2, 0);
        compare(half.high, 8, 0);
        compare(sampleCovariance({1, 2, 3}, {2, 4, 9}), 3.5, 1e-15);
    }

    /// Large samples take another path; the order statistics are those of the sorted sample (type 7 by its definition).
    void large_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("kind");
        for (const int count : {8'191, 8'192, 100'000}) {
            QTest::addRow("spread, %d", count) << count << 0;
            QTest::addRow("few values, %d", count) << count << 1;
            QTest::addRow("falling, %d", count) << count << 2;
            QTest::addRow("one far from the rest, %d", count) << count << 3;
        }
    }
    void large() {
        QFETCH(int, count);
        QFETCH(int, kind);
        std::vector<double> values;
        for (int i = 0; i < count; ++i) {
            const double spread = std::fmod(i * 0.6180339887498949, 1.0);
            values.push_back(kind == 0   ? spread
                             : kind == 1 ? std::floor(spread * 3)
                             : kind == 2 ? -i
                             : i == 7    ? 1e9
                                         : 1);
        }
        std::vector<double> sorted = values;
        std::sort(sorted.begin(), sorted.end());
        const auto expected = [&](double p) {
            const double position = (count - 1) * p;
            const auto below = static_cast<std::size_t>(position);
            const double fraction = position - std::floor(position);
            return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
        };
        for (const double p : {0.0, 1e-6, 0.025, 0.5, 0.975, 0.99999, 1.0}) {
            compare(sampleQuantile(values, p), expected(p), 0);
        }
        const SampleSummary summary = summarise(values);
        compare(summary.low95, expected(0.025), 0);
        compare(summary.median, expected(0.5), 0);
        compare(summary.high95, expected(0.975), 0);
    }

    void compensated() {
        // Plain summation of 1, 1e100, 1, −1e100 gives 0; the exact sum is 2.
        compare(sampleMean({1, 1e100, 1, -1e100}), 0.5, 0);
    }

    void tooSmall() {
        const SampleSummary one = summarise({3});
        QVERIFY(one.mean == 3 && one.median == 3 && one.low95 == 3 && one.high95 == 3 && one.count == 1);
        QVERIFY(std::isnan(one.standardDeviation) && std::isnan(one.monteCarloError));
        const SampleSummary none = summarise({});
        QVERIFY(std::isnan(none.mean) && std::isnan(none.median) && none.count == 0);
    }
};

QTEST_APPLESS_MAIN(SummaryTest)
#include "summary_test.moc"

#include "models/uncertainty/convergence.h"

#include "models/statistics/distribution.h"
#include "models/uncertainty/net_benefit_density.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace kachi;

namespace {

bool near(double actual, double expected, double relative) {
    return std::abs(actual - expected) <= relative * std::abs(expected);
}

/// The numbers 1 … n.
std::vector<double> upTo(std::size_t n) {
    std::vector<double> values;
    for (std::size_t i = 1; i <= n; ++i) values.push_back(static_cast<double>(i));
    return values;
}

double normalDensity(double x, double sd) {
    return std::exp(-x * x / (2 * sd * sd)) / (sd * std::sqrt(2 * std::numbers::pi));
}

}  // namespace

/// Running means, advice on the number of draws, and the density of net benefits.
class ConvergenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Mean and variance of 1 … k are (k + 1)/2 and k(k + 1)/12; a large shift takes no digits.
    void runningMeans_data() {
        QTest::addColumn<double>("shift");
        QTest::newRow("plain") << 0.0;
        QTest::newRow("shifted") << -1e9;
    }
    void runningMeans() {
        QFETCH(double, shift);
        std::vector<double> values = upTo(20'000);
        for (double& value : values) value += shift;
        const auto points = convergencePoints({values, values});
        QVERIFY(points.size() >= 38 && points.size() <= 40);
        QCOMPARE(points.front().draws, std::size_t(10));
        QCOMPARE(points.back().draws, std::size_t(20'000));
        for (std::size_t i = 0; i < points.size(); ++i) {
            QVERIFY(i == 0 || points[i].draws > points[i - 1].draws);
            const auto k = static_cast<double>(points[i].draws);
            QCOMPARE(points[i].netBenefit.size(), std::size_t(2));
            QVERIFY(std::abs(points[i].netBenefit[1] - shift - (k + 1) / 2) <= 1e-6);
            QVERIFY(near(points[i].standardError[1], std::sqrt((k + 1) / 12), 1e-9));
        }
        // Even steps on a logarithmic scale: from 10 to 20,000 in 39 steps each is 1.215 times the last.
        QVERIFY(near(static_cast<double>(points[30].draws) / static_cast<double>(points[29].draws), 1.215, 0.01));
    }

    void fewDraws() {
        QVERIFY(convergencePoints({}).empty());
        QVERIFY(convergencePoints({{}}).empty());
        const auto one = convergencePoints({{5}});
        QCOMPARE(one.size(), std::size_t(1));
        QVERIFY(one.front().netBenefit == std::vector<double>{5} &&
                one.front().standardError == std::vector<double>{0});
        QCOMPARE(convergencePoints({upTo(7)}).back().draws, std::size_t(7));
    }

    /// (2·sd/(0.05·mean))² draws.
    void advice_data() {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("sd");
        QTest::addColumn<int>("draws");
        QTest::addColumn<bool>("enough");
        QTest::addColumn<int>("wanted");
        QTest::newRow("enough") << 4.0 << 1.0 << 100 << true << 0;
        QTest::newRow("one too few") << 4.0 << 1.0 << 99 << false << 100;
        QTest::newRow("negative mean") << -1.0 << 2.0 << 1000 << false << 6400;
        QTest::newRow("nothing varies") << 0.0 << 0.0 << 10 << true << 0;
        QTest::newRow("toss-up") << 0.0 << 1.0 << 10 << false << 1'000'000'000;
    }
    void advice() {
        QFETCH(double, mean);
        QFETCH(double, sd);
        QFETCH(int, draws);
        const DrawsAdvice result = drawsAdvice(mean, sd, static_cast<std::size_t>(draws));
        QTEST(result.enough, "enough");
        QTEST(static_cast<int>(result.wanted), "wanted");
    }

    /// 0.9·min(sd, IQR/1.34)·n^(−1/5) of 1 … 10: sd 3.0276503540974917, quartiles 3.25 and 7.75.
    void bandwidth() {
        QVERIFY(near(silvermanBandwidth(upTo(10)), 0.9 * 3.0276503540974917 * std::pow(10, -0.2), 1e-14));
        const std::vector<double> heavy{-100, 1, 2, 3, 4, 5, 6, 7, 8, 100};
        QVERIFY(near(silvermanBandwidth(heavy), 0.9 * 4.5 / 1.34 * std::pow(10, -0.2), 1e-14));
        const std::vector<double> mostlyEqual{0, 0, 0, 0, 0, 0, 0, 0, 0, 10};
        QVERIFY(silvermanBandwidth(mostlyEqual) > 0);
    }

    /// Smoothing a normal distribution by a normal kernel gives a normal one of variance 1 + h².
    void densityOfNormalDraws() {
        std::vector<double> values;
        constexpr int n = 20'000;
        for (int i = 0; i < n; ++i) values.push_back(normalQuantile((i + 0.5) / n));
        const double h = silvermanBandwidth(values);
        const auto density = kernelDensity(values, 101);
        QCOMPARE(density.size(), std::size_t(101));
        for (const NetBenefitDensityPoint& point : density) {
            QVERIFY2(std::abs(point.density - normalDensity(point.value, std::sqrt(1 + h * h))) <= 2e-4,
                     std::to_string(point.value).c_str());
        }
    }

    /// The definition, draw by draw, at every point; and the area below the curve is 1 but for what the ends cut off
    /// (beyond three bandwidths at most 0.0013 on each side).
    void densityByDefinition_data() {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("points");
        QTest::newRow("spread") << QList<double>{-3, -1, 0, 0.5, 2, 2.5, 7} << 200;
        QTest::newRow("coarse chart") << QList<double>{-3, -1, 0, 0.5, 2, 2.5, 7} << 12;
        QTest::newRow("far outlier") << QList<double>{1, 1.1, 1.2, 1.3, 1.4, 1.5, 400} << 300;
    }
    void densityByDefinition() {
        QFETCH(QList<double>, values);
        QFETCH(int, points);
        const std::vector<double> sample(values.begin(), values.end());
        const double h = silvermanBandwidth(sample);
        const auto density = kernelDensity(sample, static_cast<std::size_t>(points));
        QCOMPARE(density.size(), static_cast<std::size_t>(points));
        const double height = normalDensity(0, h);
        double area = 0;
        for (const NetBenefitDensityPoint& point : density) {
            double expected = 0;
            for (const double value : sample) {
                expected += normalDensity(point.value - value, h) / static_cast<double>(sample.size());
            }
            // Linear binning on half a bandwidth misses by at most (1/2)²/8·|φ″| = 0.03 of the height.
            QVERIFY2(std::abs(point.density - expected) <= 0.032 * height, std::to_string(point.value).c_str());
            area += point.density * (density[1].value - density[0].value);
        }
        if (density[1].value - density[0].value <= h)
            QVERIFY2(std::abs(area - 1) <= 0.003, std::to_string(area).c_str());
    }

    void densityOfIncrements() {
        IncrementDraws draws;
        draws.cost = {0, 5, 10, 40};
        draws.effect = {1, 2, 3, 4};
        const auto density = netBenefitDensity(draws, 10, 50);
        const auto direct = kernelDensity({10, 15, 20, 0}, 50);
        for (std::size_t i = 0; i < density.size(); ++i) QVERIFY(density[i].density == direct[i].density);
        QVERIFY(kernelDensity({3, 3, 3}).empty());
        QVERIFY(kernelDensity({3}).empty());
    }
};

QTEST_APPLESS_MAIN(ConvergenceTest)
#include "convergence_test.moc"

#include "models/statistics/quantile_table.h"

#include "models/statistics/random.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;

/// How far the tabulated quantile is from Boost.Math, over the range of u that draws can take.
class QuantileTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accuracy_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        const auto gamma = [](double shape) { QTest::addRow("gamma %g", shape) << int(Family::gamma) << shape << 3.5; };
        for (const double shape :
             {1e-4, 0.003, 0.08, 0.5, 0.9, 1.0, 1.1, 2.0, 4.0, 12.674940721401214, 116.0, 1251.0}) {
            gamma(shape);
        }
        gamma(1e5);
        gamma(1e8);
        const auto beta = [](double alpha, double betaShape) {
            QTest::addRow("beta %g, %g", alpha, betaShape) << int(Family::beta) << alpha << betaShape;
        };
        for (const double alpha : {1e-4, 0.05, 0.5, 1.0, 2.0, 30.0, 1e4}) {
            for (const double betaShape : {1e-4, 0.3, 1.0, 3.0, 98.0, 1e6}) beta(alpha, betaShape);
        }
        beta(119.56666666666668, 21.1);
        beta(1e8, 1e8);
        beta(10, 1e8);
    }
    void accuracy() {
        QFETCH(int, family);
        QFETCH(double, first);
        QFETCH(double, second);
        const bool isGamma = family == int(Family::gamma);
        const DistributionSpec spec = {static_cast<Family>(family),
                                       {{isGamma ? "shape" : "alpha", first}, {isGamma ? "scale" : "beta", second}}};
        const Distribution distribution = makeDistribution(spec, "p").value();
        const QuantileTable table(distribution);
        double worst = 0;
        double worstU = 0;
        const auto check = [&](double u) {
            const double direct = distribution.quantile(u);
            const double difference = std::abs(table(u) - direct);
            if (difference > worst * direct) {
                worst = difference / direct;
                worstU = u;
            }
        };
        const int random = first >= 1e5 ? 300 : 4'000;  // Boost.Math needs up to 0.1 ms there
        for (int draw = 0; draw < random; ++draw) check(uniform(11, stableHash("table"), draw));
        for (double z = -8.2; z <= 8.2; z += 0.0371) check(std::clamp(normalCdf(z), 0x1p-53, 1 - 0x1p-53));
        for (double edge = -5; edge <= 5; edge += 0.5) {
            for (const double offset : {-1e-9, 0.0, 1e-9}) check(normalCdf(edge + offset));
        }
        qInfo("pieces %d, largest relative difference %.2g at u = %.17g", table.tabulatedPieces(), worst, worstU);
        QVERIFY2(worst <= 1e-10, qPrintable(QStringLiteral("%1 at u = %2").arg(worst).arg(worstU, 0, 'g', 17)));
    }

    void directFamilies() {
        const Distribution normal = makeDistribution({Family::normal, {{"mean", 1}, {"sd", 2}}}, "p").value();
        const QuantileTable table(normal);
        QVERIFY(table.tabulatedPieces() == 0);
        QVERIFY(table(0.3) == normal.quantile(0.3));
    }

    /// Side by side or one by one: the same digits, tails and incomplete groups included.
    void replaceIsOneByOne_data() {
        QTest::addColumn<int>("count");
        for (const int count : {1, 15, 16, 255, 256, 1'000}) QTest::addRow("%d", count) << count;
    }
    void replaceIsOneByOne() {
        QFETCH(int, count);
        for (const DistributionSpec& spec : {DistributionSpec{Family::gamma, {{"shape", 0.9}, {"scale", 3.5}}},
                                             DistributionSpec{Family::beta, {{"alpha", 2}, {"beta", 98}}},
                                             DistributionSpec{Family::normal, {{"mean", 1}, {"sd", 2}}}}) {
            const QuantileTable table(makeDistribution(spec, "p").value());
            std::vector<double> values;
            for (int i = 0; i < count; ++i) {
                values.push_back(i % 37 == 5 ? 0x1p-30 : i % 41 == 7 ? 1 - 0x1p-40 : uniform(3, 5, std::uint64_t(i)));
            }
            std::vector<double> expected;
            for (const double value : values) expected.push_back(table(value));
            table.replace(values.data(), values.size());
            QVERIFY(values == expected);
        }
    }
};

QTEST_APPLESS_MAIN(QuantileTableTest)
#include "quantile_table_test.moc"

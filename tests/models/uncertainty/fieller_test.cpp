// label: golden
#include "models/uncertainty/fieller.h"

#include "models/statistics/distribution.h"
#include "models/uncertainty/cost_effectiveness.h"

#include "tests/models/outcomes/golden_data.h"

#include <QtTest>

#include <limits>

using namespace kachi;
using golden::near;

namespace {

using Kind = FiellerRegion::Kind;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double z = 1.9599639845400542;

/// Covariance of which z² times the given numbers are meant.
IncrementCovariance scaled(double cost, double effect, double both) {
    return {cost / (z * z), effect / (z * z), both / (z * z)};
}

}  // namespace

class FiellerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// a·R² − 2b·R + c ≤ 0 solved by hand.
    void quadraticsByHand_data() {
        QTest::addColumn<double>("cost");
        QTest::addColumn<double>("effect");
        QTest::addColumn<QList<double>>("covariance");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        using Numbers = QList<double>;
        QTest::newRow("0.64 R² − 4 R + 3.36")
            << 2.0 << 1.0 << Numbers{0.64, 0.36, 0} << int(Kind::interval) << 1.0 << 5.25;
        QTest::newRow("no uncertainty") << 2.0 << 0.5 << Numbers{0, 0, 0} << int(Kind::interval) << 4.0 << 4.0;
        QTest::newRow("through zero cost")
            << 0.0 << 1.0 << Numbers{0.75, 0.25, 0} << int(Kind::interval) << -1.0 << 1.0;
        QTest::newRow("−3 R² − 2 R + 1") << 2.0 << 1.0 << Numbers{3, 4, 1} << int(Kind::outside) << -1.0 << 1.0 / 3;
        QTest::newRow("−3 R² − 2 R − 3") << 1.0 << 1.0 << Numbers{4, 4, 0} << int(Kind::unbounded) << 0.0 << 0.0;
        QTest::newRow("effect always zero") << 2.0 << 0.0 << Numbers{1, 0, 0} << int(Kind::unbounded) << 0.0 << 0.0;
    }
    void quadraticsByHand() {
        QFETCH(double, cost);
        QFETCH(double, effect);
        QFETCH(QList<double>, covariance);
        QFETCH(int, kind);
        QFETCH(double, low);
        QFETCH(double, high);
        const FiellerRegion region = fiellerRegion(cost, effect, scaled(covariance[0], covariance[1], covariance[2]));
        QCOMPARE(int(region.kind), kind);
        QVERIFY2(std::abs(region.low - low) <= 1e-12 * std::max(1.0, std::abs(low)), numberText(region.low).c_str());
        QVERIFY2(std::abs(region.high - high) <= 1e-12 * std::max(1.0, std::abs(high)),
                 numberText(region.high).c_str());
    }

    /// The effect exactly at the edge: −2 R + 2 ≤ 0 leaves 1 … ∞, its mirror image −∞ … −1.
    void oneSided() {
        const double edge = normalQuantile(0.975);
        const FiellerRegion above = fiellerRegion(2 * edge, edge, {2, 1, 1});
        QVERIFY(above.kind == Kind::outside && above.low == -infinity && near(above.high, 1, 1e-14));
        const FiellerRegion below = fiellerRegion(-2 * edge, edge, {2, 1, -1});
        QVERIFY(below.kind == Kind::outside && near(below.low, -1, 1e-14) && below.high == infinity);
    }

    /// Moments and quadratic of the stored draws in decimal arithmetic of 40 digits (Python).
    void storedDraws_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QList<double>>("covariance");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        using Numbers = QList<double>;
        const QString hiv = QStringLiteral("golden-01-hiv/psa_outcomes.csv");
        const QString sick = QStringLiteral("golden-03-sick-sicker/psa_outcomes.csv");
        const auto pair = [](const char* first, const char* second, const char* effect) {
            return QStringList{QString::fromUtf8(first), QString::fromUtf8(second), QString::fromUtf8(effect)};
        };
        QTest::newRow("HIV") << hiv << pair("mono", "comb", "effect")
                             << Numbers{3147230.8043077523, 0.02964960746443926, 85.2039742078452} << 2688.274221676123
                             << 10989.92027555099;
        QTest::newRow("A") << sick << pair("SoC", "A", "qaly")
                           << Numbers{451367999.00946075, 0.02559491328967799, 933.3134709367037} << 105615.15279460547
                           << 258546.49623991858;
        QTest::newRow("B") << sick << pair("SoC", "B", "qaly")
                           << Numbers{406812622.92023903, 0.013433793221518713, 720.2678668410449} << 49519.846839361344
                           << 104082.77852876284;
        QTest::newRow("AB") << sick << pair("SoC", "AB", "qaly")
                            << Numbers{1163547058.0584152, 0.05632046645821822, 4017.4273386335585} << 70082.52210171346
                            << 120128.09728178238;
    }
    void storedDraws() {
        QFETCH(QString, file);
        QFETCH(QStringList, names);
        QFETCH(QList<double>, covariance);
        QFETCH(double, low);
        QFETCH(double, high);
        const golden::Table table = golden::table(file.toStdString());
        CostEffectivenessDraws draws;
        for (int s = 0; s < 2; ++s) {
            draws.strategies.push_back(names[s].toStdString());
            draws.cost.push_back(table.numbers("cost_" + draws.strategies.back()));
            draws.effect.push_back(table.numbers(names[2].toStdString() + "_" + draws.strategies.back()));
        }
        const auto analysis = analyseCostEffectiveness(draws, 0, {}, 20'000);
        const IncrementDraws& increment = analysis->increments.front();
        QVERIFY(near(increment.covariance.cost, covariance[0], 1e-10));
        QVERIFY(near(increment.covariance.effect, covariance[1], 1e-10));
        QVERIFY(near(increment.covariance.both, covariance[2], 1e-9));
        QVERIFY(near(increment.costStandardError, std::sqrt(covariance[0] / 1000), 1e-10));
        QVERIFY(near(increment.effectStandardError, std::sqrt(covariance[1] / 1000), 1e-10));
        const double variance = 4e8 * covariance[1] - 4e4 * covariance[2] + covariance[0];
        QVERIFY(near(increment.netBenefitStandardError, std::sqrt(variance / 1000), 1e-9));
        QVERIFY(increment.icerRegion.kind == Kind::interval);
        QVERIFY2(near(increment.icerRegion.low, low, 1e-9), numberText(increment.icerRegion.low).c_str());
        QVERIFY2(near(increment.icerRegion.high, high, 1e-9), numberText(increment.icerRegion.high).c_str());
    }

    /// Every point lies where the quadratic form of the inverse covariance is the χ² quantile, 2 degrees of freedom:
    /// R qchisq(0.95, 2) = 5.991464547107979.
    void ellipse_data() {
        QTest::addColumn<double>("both");
        QTest::newRow("independent") << 0.0;
        QTest::newRow("positive") << 5.0;
        QTest::newRow("negative") << -5.0;
    }
    void ellipse() {
        QFETCH(double, both);
        const IncrementCovariance covariance{100, 0.5, both};
        const auto points = confidenceEllipse(30, 2, covariance, 24);
        QCOMPARE(points.size(), std::size_t(24));
        const double determinant = 100 * 0.5 - both * both;
        for (const PlanePoint& point : points) {
            const double x = point.effect - 2;
            const double y = point.cost - 30;
            const double form = (100 * x * x - 2 * both * x * y + 0.5 * y * y) / determinant;
            QVERIFY2(near(form, 5.991464547107979, 1e-10), numberText(form).c_str());
        }
    }

    /// Without uncertainty of the effect the ellipse is a line; without any it is the mean.
    void flatEllipse() {
        for (const PlanePoint& point : confidenceEllipse(30, 2, {100, 0, 0})) QVERIFY(point.effect == 2);
        for (const PlanePoint& point : confidenceEllipse(30, 2, {})) QVERIFY(point.effect == 2 && point.cost == 30);
    }
};

QTEST_APPLESS_MAIN(FiellerTest)
#include "fieller_test.moc"

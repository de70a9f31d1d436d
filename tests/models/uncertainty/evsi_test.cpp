#include "models/uncertainty/value_of_information.h"

#include "models/statistics/distribution.h"

#include <QtTest>

using namespace kachi;

namespace {

using Values = std::vector<double>;

/// `count` equally likely quantiles of the standard normal: a sample without sampling error.
Values normalSample(std::size_t count) {
    Values values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = normalQuantile((static_cast<double>(i) + 0.5) / static_cast<double>(count));
    }
    return values;
}

/// Incremental net benefit mean + sd·θ.
std::vector<Values> linearBenefit(const Values& theta, double mean, double sd) {
    Values increment = theta;
    for (double& value : increment) value = mean + sd * value;
    return {Values(theta.size(), 0.0), increment};
}

}  // namespace

class EvsiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// θ ~ N(0, 1), trial variance v: the posterior mean has variance 1/(1 + v), so EVSI = s·L(|mean|/s) with
    /// s = sd/√(1 + v) (Raiffa & Schlaifer). The 500 trial results give that variance within 2 %.
    void normalTrial_data() {
        QTest::addColumn<double>("patients");
        QTest::addColumn<double>("individualSd");
        QTest::addColumn<int>("arms");
        QTest::newRow("small") << 5.0 << 5.0 << 1;
        QTest::newRow("one arm") << 25.0 << 5.0 << 1;
        QTest::newRow("two arms") << 50.0 << 5.0 << 2;
        QTest::newRow("large") << 1000.0 << 5.0 << 1;
        QTest::newRow("nearly perfect") << 1e9 << 5.0 << 1;
    }
    void normalTrial() {
        QFETCH(double, patients);
        QFETCH(double, individualSd);
        QFETCH(int, arms);
        constexpr double mean = -100;
        constexpr double sd = 1000;
        const Values theta = normalSample(10'000);
        const auto found = evsi(linearBenefit(theta, mean, sd), theta, {"theta", patients, individualSd, arms});
        QVERIFY(found.ok());
        const double variance = arms * individualSd * individualSd / patients;
        const double expected = normalEvpi(mean, sd / std::sqrt(1 + variance));
        QVERIFY2(std::abs(found->value - expected) <= 0.02 * expected,
                 (numberText(found->value) + " / " + numberText(expected)).c_str());
    }

    /// Three strategies: the value rises with the size of the trial from nothing to the EVPPI.
    void betweenNothingAndPerfect() {
        const Values theta = normalSample(5000);
        std::vector<Values> benefit(3, Values(theta.size()));
        for (std::size_t i = 0; i < theta.size(); ++i) {
            benefit[1][i] = 1000 * theta[i];
            benefit[2][i] = 600 * theta[i] * theta[i] - 500;
        }
        const auto perfect = evppi(benefit, {"theta"}, {&theta});
        const auto curve = evsiCurve(benefit, theta, {"theta", 0, 2, 1}, {0.01, 1, 10, 100, 1e7});
        QVERIFY(perfect.ok() && curve.ok());
        for (std::size_t i = 1; i < curve->size(); ++i) QVERIFY((*curve)[i].value > (*curve)[i - 1].value);
        QVERIFY((*curve)[0].value < 0.02 * perfect->value);
        QVERIFY2(std::abs(curve->back().value - perfect->value) < 0.01 * perfect->value,
                 (numberText(curve->back().value) + " / " + numberText(perfect->value)).c_str());
        QVERIFY((*curve)[2].design.patientsPerArm == 10);
    }

    /// Worked by hand: population 100·(1 + 1/1.02), cost 1,000 + 5 a patient in each of two arms.
    void expectedNetBenefit() {
        const TrialDesign design{"theta", 0, 1, 2};
        std::vector<Evsi> curve;
        for (const auto& [patients, value] : {std::pair{10.0, 5.0}, std::pair{100.0, 12.0}, std::pair{1000.0, 14.0}}) {
            curve.push_back({design, value, 0});
            curve.back().design.patientsPerArm = patients;
        }
        const auto benefits = samplingBenefits(curve, {100, 2, 0.02}, {1000, 5});
        const double population = 100 + 100 / 1.02;
        const std::array<double, 3> costs{1100, 2000, 11'000};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(benefits[i].cost - costs[i]) < 1e-9);
            QVERIFY(std::abs(benefits[i].populationEvsi - population * curve[i].value) < 1e-9);
            QVERIFY(std::abs(benefits[i].expectedNetBenefit - (population * curve[i].value - costs[i])) < 1e-9);
        }
        QCOMPARE(bestSampleSize(benefits), std::size_t(1));
    }

    void refusals_data() {
        QTest::addColumn<double>("patients");
        QTest::addColumn<double>("individualSd");
        QTest::addColumn<int>("arms");
        QTest::addColumn<QString>("field");
        QTest::newRow("no patients") << 0.0 << 1.0 << 1 << "patientsPerArm";
        QTest::newRow("no spread") << 10.0 << 0.0 << 1 << "individualSd";
        QTest::newRow("not a number") << 10.0 << std::nan("") << 1 << "individualSd";
        QTest::newRow("three arms") << 10.0 << 1.0 << 3 << "arms";
    }
    void refusals() {
        QFETCH(double, patients);
        QFETCH(double, individualSd);
        QFETCH(int, arms);
        QFETCH(QString, field);
        const Values theta = normalSample(200);
        const auto found = evsi(linearBenefit(theta, 0, 1), theta, {"theta", patients, individualSd, arms});
        QVERIFY(!found.ok());
        QCOMPARE(found.issues().size(), std::size_t(1));
        QCOMPARE(found.issues().front().code, std::string("voi.trialDesign"));
        QCOMPARE(found.issues().front().where, std::string("theta"));
        QCOMPARE(found.issues().front().details.at("field"), field.toStdString());
    }
};

QTEST_APPLESS_MAIN(EvsiTest)
#include "evsi_test.moc"

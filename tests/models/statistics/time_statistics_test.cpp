#include "models/statistics/learning_curve.h"
#include "models/statistics/time_comparison.h"
#include "models/statistics/time_study_planning.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace kachi;

namespace {

void close(double actual, double expected, double relative) {
    QVERIFY2(std::abs(actual - expected) <= relative * std::abs(expected),
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected, 0, 'g', 15).arg(actual, 0, 'g', 15)));
}

const std::vector<double> numbers{1, 2, 3, 5, 8, 12, 18, 25, 40, 60};

std::vector<double> curveTimes(double plateau, double gain, double exponent) {
    std::vector<double> times;
    for (const double number : numbers) times.push_back(plateau + gain * std::pow(number, -exponent));
    return times;
}

const std::vector<double> firstArm{10, 12, 9, 14, 11, 30, 10, 13};
const std::vector<double> secondArm{7, 8, 6, 9, 7, 8, 12, 5};

}  // namespace

class TimeStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// NIST StRD DanWood, y = b1·x^b2: certified values to eleven digits. Its exponent is −b.
    void powerLaw() {
        const auto curve = fitLearningCurve({1.309, 1.471, 1.490, 1.565, 1.611, 1.680},
                                            {2.138, 3.421, 3.597, 4.340, 4.882, 5.660}, LearningCurveForm::power);
        QVERIFY(curve.ok());
        close(curve->gain.value, 7.6886226176E-01, 1e-9);
        close(curve->gain.standardError, 1.8281973860E-02, 1e-9);
        close(-curve->exponent.value, 3.8604055871E+00, 1e-9);
        close(curve->exponent.standardError, 5.1726610913E-02, 1e-9);
        close(curve->residualStandardDeviation, 3.2853114039E-02, 1e-9);
    }

    /// Times on the curve give the curve back; 15 + 30/√n is within 10 % of 15 from case (30/1.5)² = 400.
    void exactCurves() {
        const auto plateau = fitLearningCurve(numbers, curveTimes(15, 30, 0.5), LearningCurveForm::plateau);
        QVERIFY(plateau.ok());
        close(plateau->plateau->value, 15, 1e-9);
        close(plateau->gain.value, 30, 1e-9);
        close(plateau->learningRate.value, std::sqrt(0.5), 1e-9);
        close(plateau->casesToPlateau(0.1).value(), 400, 1e-7);
        close(plateau->at(4), 30, 1e-9);
        for (const LearningCurveForm form : {LearningCurveForm::power, LearningCurveForm::logPower}) {
            const auto power = fitLearningCurve(numbers, curveTimes(0, 45, 0.3219280948873623), form);  // 80 % curve
            QVERIFY(power.ok());
            close(power->learningRate.value, 0.8, 1e-9);
            close(power->gain.value, 45, 1e-9);
            QVERIFY(!power->casesToPlateau(0.1).has_value());
        }
    }

    /// At a least-squares solution residuals are orthogonal to the slopes by every parameter.
    void plateauNormalEquations() {
        std::vector<double> times = curveTimes(15, 30, 0.7);
        for (std::size_t i = 0; i < times.size(); ++i) times[i] += i % 2 ? 1.5 : -1.2;
        const auto curve = fitLearningCurve(numbers, times, LearningCurveForm::plateau);
        QVERIFY(curve.ok());
        double sums[3] = {};
        for (std::size_t i = 0; i < times.size(); ++i) {
            const double residual = times[i] - curve->at(numbers[i]);
            const double power = std::pow(numbers[i], -curve->exponent.value);
            sums[0] += residual;
            sums[1] += residual * power;
            sums[2] += residual * power * std::log(numbers[i]);
        }
        for (const double sum : sums) QVERIFY(std::abs(sum) < 1e-7);
        QVERIFY(curve->exponent.low < 0.7 && 0.7 < curve->exponent.high);
    }

    void curveRefusals() {
        const auto code = [](const Result<LearningCurve>& curve) { return curve.issues().front().code; };
        const auto plateau = LearningCurveForm::plateau;
        QCOMPARE(code(fitLearningCurve({0, 1, 2, 3, 4}, {5, 4, 3, 2, 1}, plateau)),
                 std::string("learningCurve.badNumber"));
        QCOMPARE(code(fitLearningCurve({1, 2, 3}, {5, -4, 3}, LearningCurveForm::logPower)),
                 std::string("learningCurve.badTime"));
        QCOMPARE(code(fitLearningCurve({1, 1, 2, 2}, {5, 4, 3, 2}, plateau)),
                 std::string("learningCurve.tooFewNumbers"));
        QCOMPARE(code(fitLearningCurve({1, 2, 3, 4, 5}, {5, 5, 5, 5, 5}, plateau)),
                 std::string("learningCurve.notIdentified"));
        // A straight fall against ln n has no plateau.
        QCOMPARE(code(fitLearningCurve(numbers, curveTimes(0, 45, 0.001), plateau)),
                 std::string("learningCurve.notIdentified"));
    }

    void summaries() {
        const TimeSummary summary = summariseTimes({1, 2, 4, 8});
        close(summary.mean, 3.75, 1e-15);
        close(summary.geometricMean.value(), std::sqrt(8), 1e-14);
        close(summary.median, 3, 1e-15);
        close(summary.total, 15, 1e-15);
        QVERIFY(!summariseTimes({1, 0}).geometricMean.has_value());
        QVERIFY(!summariseTimes({1}).standardDeviation.has_value());
    }

    /// Logarithms 0, 1 against 1, 3: difference 1.5, its variance (0.5 + 2)/2.
    void ratioOfGeometricMeans() {
        const double e = std::exp(1.0);
        const auto ratio = geometricMeanRatio({1, e}, {e, e * e * e});
        QVERIFY(ratio.ok());
        close(ratio->ratio, std::exp(1.5), 1e-13);
        close(ratio->logarithms.standardError, std::sqrt(1.25), 1e-13);
        QCOMPARE(geometricMeanRatio({1, 0}, {1, 2}).issues()[0].code, std::string("timeComparison.notPositive"));
    }

    /// 30 min among some 11: beyond ln-quartiles ± 1.5 IQR, and studentised (30 − 13.625)/(1.7728·√(7/8)) = 9.87.
    void outliers() {
        const std::vector<TimeOutlier> found = timeOutliers(firstArm);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].position, std::size_t{5});
        QVERIFY(found[0].beyondFences);
        const double others = std::sqrt((100 + 144 + 81 + 196 + 121 + 100 + 169 - 79.0 * 79 / 7) / 6);
        close(found[0].studentised.value(), (30 - 13.625) / (others * std::sqrt(7.0 / 8)), 1e-10);
        QVERIFY(timeOutliers({5, 5, 5, 5, 5}).empty());
    }

    void planning() {
        // s = 4, mean 10, ±10 %: 61.5 → 62. p = 0.3, ±5 points: 322.7 → 323.
        QCOMPARE(std::ceil(cyclesNeeded(10, 4, 0.1, 0.95)), 62.0);
        QCOMPARE(std::ceil(workSamplingNeeded(0.3, 0.05, 0.95)), 323.0);
        // R: power.t.test(delta = 1, sd = 1, power = .90) n = 22.02110; power.t.test(delta = 0.5, power = .80)
        // n = 63.76576.
        close(armSizeNeeded(1, 1, 1, 0.05, 0.9, 1, 0)->perArm, 22.02110, 3e-7);
        const auto clustered = armSizeNeeded(0.5, 1, 1, 0.05, 0.8, 21, 0.05);
        close(clustered->perArm, 63.76576, 3e-7);
        close(clustered->designEffect, 2, 1e-15);
        QCOMPARE(armSizeNeeded(100, 1, 1, 0.05, 0.5, 1, 0).issues()[0].code, std::string("timePlanning.tooSmall"));
        QCOMPARE(armSizeNeeded(1e-5, 1, 1, 0.05, 0.9, 1, 0).issues()[0].code, std::string("timePlanning.tooLarge"));
    }
};

QTEST_APPLESS_MAIN(TimeStatisticsTest)
#include "time_statistics_test.moc"

#include "models/statistics/standardisation.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

void close(double actual, double expected, double relative) {
    const double deviation = std::abs(actual - expected) / std::max(std::abs(expected), 1e-300);
    QVERIFY2(std::abs(actual - expected) < 1e-12 || deviation <= relative,
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected, 0, 'g', 17).arg(actual, 0, 'g', 17)));
}

// Deaths from all cancers and people of the United States by age, 1960 and 1940: Selvin, Statistical Analysis of
// Epidemiologic Data, 1991, the example of ageadjust.direct in R's epitools.
const StratumCounts deaths1960{
    {141, 926, 1253, 1080, 1869, 4891, 14956, 30888, 41725, 26501, 5928},
    {1784033, 7065148, 15658730, 10482916, 9939972, 10563872, 9114202, 6850263, 4702482, 1874619, 330915}};
const StratumCounts deaths1940{
    {45, 201, 320, 670, 1126, 3160, 9723, 17935, 22179, 13461, 2238},
    {906897, 3794573, 10003544, 10629526, 9465330, 8249558, 7294330, 5022499, 2920220, 1019504, 142532}};

// Lip cancer in 56 counties of Scotland, 1975-1980: Clayton, Kaldor, Biometrics 1987;43:671-681, table 1.
const std::vector<double> lipObserved{9, 39, 11, 9,  15, 8,  26, 7, 6,  20, 13, 5, 3, 8, 17, 9,  2, 7,  9,
                                      7, 16, 31, 11, 7,  19, 15, 7, 10, 16, 11, 5, 3, 7, 8,  11, 9, 11, 8,
                                      6, 4,  10, 8,  2,  6,  19, 3, 2,  3,  28, 6, 1, 1, 1,  1,  0, 0};
const std::vector<double> lipExpected{1.4,  8.7,  3.0,  2.5, 4.3, 2.4, 8.1,  2.3,  2.0,  6.6, 4.4,  1.8,  1.1,  3.3,
                                      7.8,  4.6,  1.1,  4.2, 5.5, 4.4, 10.5, 22.7, 8.8,  5.6, 15.5, 12.5, 6.0,  9.0,
                                      14.4, 10.2, 4.8,  2.9, 7.0, 8.5, 12.3, 10.1, 12.7, 9.4, 7.2,  5.3,  18.8, 15.8,
                                      4.3,  14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4,  3.6, 5.7,  7.0,  4.2,  1.8};

}  // namespace

/// Where no paper is named, the numbers were computed in Python 3.11 by summing Poisson probabilities and the series of
/// the incomplete gamma function and searching by bisection.
class StandardisationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The tabulated limits of Garwood 1936 (0, 3.69; 0.0253, 5.57; 1.62, 11.67; 4.80, 18.39; 37.11, 65.92) in full.
    void poissonTable_data() {
        QTest::addColumn<double>("count");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("0") << 0.0 << 0.0 << 3.688879454113936;
        QTest::newRow("1") << 1.0 << 0.025317807984289842 << 5.571643390938899;
        QTest::newRow("5") << 5.0 << 1.6234863901184227 << 11.66833207932267;
        QTest::newRow("10") << 10.0 << 4.795388696132433 << 18.39035604201778;
        QTest::newRow("50") << 50.0 << 37.110963737461844 << 65.91876666433683;
    }
    void poissonTable() {
        QFETCH(double, count);
        QFETCH(double, low);
        QFETCH(double, high);
        const SampleInterval limits = poissonLimits(count);
        close(limits.low, low, 1e-9);
        close(limits.high, high, 1e-9);
        const IndirectRatio ratio = indirectRatio(count, 4);
        close(ratio.ratio, count / 4, 1e-15);
        close(ratio.interval.high, high / 4, 1e-9);
    }

    // R 4.2.2: qgamma(0.025, count), qgamma(0.975, count + 1). The half widths are 2e-5 to 2e-9 of the counts.
    void limitsOfGreatCounts_data() {
        QTest::addColumn<double>("count");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("below the expansion") << 9e8 << 899941202.02762246 << 900058800.86671603;
        QTest::newRow("1e10") << 1e10 << 9999804004.5487003 << 10000195998.345615;
        QTest::newRow("1e12") << 1e12 << 999998040036.96265 << 1000001959965.9316;
        QTest::newRow("1e15") << 1e15 << 999999938020497.75 << 1000000061979505.1;
        QTest::newRow("1e18") << 1e18 << 9.9999999804003597e+17 << 1.000000001959964e+18;
        QTest::newRow("1e300") << 1e300 << 1e300 << 1e300;
    }
    void limitsOfGreatCounts() {
        QFETCH(double, count);
        QFETCH(double, low);
        QFETCH(double, high);
        const SampleInterval limits = poissonLimits(count);
        close(limits.low, low, 1e-14);
        close(limits.high, high, 1e-14);
    }

    void directRates() {
        const DirectRate later = directRate(deaths1960, deaths1940.people).value();
        close(later.rate, 0.0014391762640812511, 1e-12);
        close(later.standardError, 4.0446387634766215e-06, 1e-12);
        close(later.gammaInterval.low, 0.0014312596895395889, 1e-8);
        close(later.gammaInterval.high, 0.0014471314982534582, 1e-8);
        const DirectRate earlier = directRate(deaths1940, deaths1960.people).value();
        close(earlier.rate, 0.0013925054402189605, 1e-12);
        close(earlier.gammaInterval.low, 0.0013821412580438056, 1e-8);
        close(crudeRate(deaths1960).rate, 0.0016608744439251793, 1e-12);

        const DirectRate few =
            directRate({{2, 5, 12, 9}, {4000, 3500, 2100, 600}}, {30000, 25000, 15000, 6000}).value();
        close(few.rate, 0.0029793233082706766, 1e-12);
        close(few.gammaInterval.low, 0.0019679442700001114, 1e-8);
        close(few.gammaInterval.high, 0.004358947595420348, 1e-8);
        close(few.dobsonInterval->low, 0.0019665118795244548, 1e-8);
        close(few.dobsonInterval->high, 0.004323506072899821, 1e-8);
    }

    // Without events: 0 to χ²(0.975; 2)/2 times the largest weight of one event, −ln 0.025/200 here.
    void noEvents() {
        const DirectRate none = directRate({{0, 0}, {100, 200}}, {1, 1}).value();
        close(none.rate, 0, 1e-15);
        close(none.gammaInterval.low, 0, 1e-15);
        close(none.gammaInterval.high, -std::log(0.025) / 200, 1e-9);
        QVERIFY(!none.dobsonInterval);
    }

    // The area as its own standard: the direct rate is the crude one, the indirect ratio 1.
    void ownStandard() {
        close(directRate(deaths1960, deaths1960.people)->rate, crudeRate(deaths1960).rate, 1e-12);
        const std::vector<double> rates = pooledRates({deaths1960});
        close(expectedEvents(deaths1960, rates), crudeRate(deaths1960).events, 1e-12);
        // Areas whose pooled rates are the standard have as many expected events as observed ones.
        const std::vector<StratumCounts> both{deaths1960, deaths1940};
        const std::vector<double> pooled = pooledRates(both);
        close(expectedEvents(both[0], pooled) + expectedEvents(both[1], pooled),
              crudeRate(both[0]).events + crudeRate(both[1]).events, 1e-12);
    }

    // Marshall's moments by the formula (as EBest of R's spdep has it), in Python.
    void smoothedByMoments() {
        const SmoothedRatios smoothed = smoothRatios(lipObserved, lipExpected, SmoothingMethod::moments).value();
        close(smoothed.priorMean, 0.9996270048489366, 1e-12);
        close(smoothed.priorVariance, 0.8027000986943277, 1e-12);
        close(smoothed.ratios[0], 3.872811233634856, 1e-12);
        close(smoothed.ratios[1], 4.046609175801526, 1e-12);
        close(smoothed.ratios[48], 0.32514045932649716, 1e-12);
    }

    // Clayton and Kaldor's gamma model of the lip cancer data: shape 1.88 and rate 1.32, here in full digits by a
    // golden section search of the same likelihood in Python.
    void smoothedByLikelihood() {
        const SmoothedRatios smoothed =
            smoothRatios(lipObserved, lipExpected, SmoothingMethod::maximumLikelihood).value();
        close(smoothed.priorMean, 1.4220599544619008, 1e-6);
        close(smoothed.priorVariance, 1.075959168573263, 1e-6);
        close(smoothed.ratios[0], 3.99736234009902, 1e-6);
        close(smoothed.ratios[55], 0.602078917321912, 1e-6);
        close(smoothed.intervals[0].low, 1.98648558509012, 1e-6);
        close(smoothed.intervals[0].high, 6.699495588198581, 1e-6);
    }

    void likelihoodSlopes() {
        const double step = 1e-5;
        for (const double shape : {0.3, 1.9, 99.0, 101.0, 5'000.0}) {
            for (const double mean : {0.6, 1.4}) {
                const SmoothingLikelihood at = smoothingLikelihood(lipObserved, lipExpected, shape, mean);
                const auto value = [&](double logShape, double logMean) {
                    return smoothingLikelihood(lipObserved, lipExpected, shape * std::exp(logShape),
                                               mean * std::exp(logMean))
                        .value;
                };
                close(at.byLogShape, (value(step, 0) - value(-step, 0)) / (2 * step), 1e-5);
                close(at.byLogMean, (value(0, step) - value(0, -step)) / (2 * step), 1e-5);
            }
        }
    }

    // Many events and little spread: the negative binomial is nearly normal, and with equal expected events its
    // variance by maximum likelihood is the mean square deviation less the mean, which is what the moments give.
    void smallHeterogeneity() {
        const std::vector<double> observed{1'002'000, 998'500, 1'001'000, 997'000, 1'003'500, 998'000};
        const std::vector<double> expected(6, 1'000'000);
        const double moments = smoothRatios(observed, expected, SmoothingMethod::moments)->priorVariance;
        QVERIFY(moments > 1e-6);
        const auto likelihood = smoothRatios(observed, expected, SmoothingMethod::maximumLikelihood);
        QVERIFY(likelihood.ok());
        close(likelihood->priorVariance, moments, 0.01);
    }

    // One region holds nearly everything: the search ends, and the others are drawn up from 0.
    void largeHeterogeneity() {
        const auto smoothed =
            smoothRatios({0, 0, 0, 0, 500}, {100, 90, 80, 110, 120}, SmoothingMethod::maximumLikelihood);
        QVERIFY(smoothed.ok());
        QVERIFY(smoothed->ratios[0] > 0 && smoothed->ratios[0] < 0.01 && smoothed->ratios[4] > 4);
    }

    // No more spread than chance: every area takes the mean.
    void noHeterogeneity() {
        for (const SmoothingMethod method : {SmoothingMethod::moments, SmoothingMethod::maximumLikelihood}) {
            const SmoothedRatios smoothed = smoothRatios({10, 11, 9, 10}, {10, 10, 10, 10}, method).value();
            close(smoothed.priorVariance, 0, 1e-15);
            for (const double ratio : smoothed.ratios) close(ratio, 1, 1e-12);
        }
    }

    void funnel_data() {
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("level");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("2, 95 %") << 2.0 << 0.95 << 0.0 << 2.3831181808575934;
        QTest::newRow("2, 99.8 %") << 2.0 << 0.998 << 0.0 << 3.5562796229978377;
        QTest::newRow("20, 95 %") << 20.0 << 0.95 << 0.560250051922442 << 1.4372884335020117;
        QTest::newRow("20, 99.8 %") << 20.0 << 0.998 << 0.35845935538852103 << 1.7356764286898922;
        QTest::newRow("150, 95 %") << 150.0 << 0.95 << 0.8398731763289422 << 1.1597870528035554;
        QTest::newRow("150, 99.8 %") << 150.0 << 0.998 << 0.7540463457952349 << 1.2583785234776836;
    }
    void funnel() {
        QFETCH(double, expected);
        QFETCH(double, level);
        QFETCH(double, low);
        QFETCH(double, high);
        const SampleInterval limits = funnelLimits(expected, 1, level);
        close(limits.low, low, 1e-9);
        close(limits.high, high, 1e-9);
    }

    /// Where the count by count quantile gives way to that of Cornish and Fisher the limits go on without a step, and
    /// for very many events they are those of the normal distribution.
    void funnelOfManyEvents() {
        for (const double level : {0.95, 0.998}) {
            const SampleInterval counted = funnelLimits(0.999e9, 1, level);
            const SampleInterval approximate = funnelLimits(1.001e9, 1, level);
            QVERIFY(std::abs((counted.low - 1) * std::sqrt(0.999e9) - (approximate.low - 1) * std::sqrt(1.001e9)) <
                    1e-7);
            QVERIFY(std::abs((counted.high - 1) * std::sqrt(0.999e9) - (approximate.high - 1) * std::sqrt(1.001e9)) <
                    1e-7);
        }
        const SampleInterval limits = funnelLimits(1e12, 1, 0.95);
        QVERIFY(std::abs(limits.low - (1 - 1.959963984540054e-6)) < 3e-12);
        QVERIFY(std::abs(limits.high - (1 + 1.959963984540054e-6)) < 3e-12);
    }

    void refusals() {
        const auto codeOf = [](const auto& result) {
            return QString::fromStdString(result.ok() ? std::string() : result.issues().front().code);
        };
        QCOMPARE(codeOf(directRate({{1}, {10}}, {1, 1})), QStringLiteral("standardisation.strata"));
        QCOMPARE(codeOf(directRate({{-1}, {10}}, {1})), QStringLiteral("standardisation.negative"));
        QCOMPARE(codeOf(directRate({{1}, {0}}, {1})), QStringLiteral("standardisation.eventsWithoutPeople"));
        QCOMPARE(codeOf(directRate({{0, 1}, {0, 5}}, {1, 1})), QStringLiteral("standardisation.emptyStratum"));
        QCOMPARE(codeOf(directRate({{1}, {5}}, {0})), QStringLiteral("standardisation.noStandard"));
        QVERIFY(directRate({{0, 1}, {0, 5}}, {0, 1}).ok());
        const auto smooth = [&](std::vector<double> observed, std::vector<double> expected) {
            return codeOf(smoothRatios(observed, expected, SmoothingMethod::moments));
        };
        QCOMPARE(smooth({1}, {1}), QStringLiteral("standardisation.tooFewAreas"));
        QCOMPARE(smooth({1, 2}, {1, 0}), QStringLiteral("standardisation.expectedNotPositive"));
        QCOMPARE(smooth({0, 0}, {1, 1}), QStringLiteral("standardisation.noEvents"));
    }
};

QTEST_APPLESS_MAIN(StandardisationTest)
#include "standardisation_test.moc"

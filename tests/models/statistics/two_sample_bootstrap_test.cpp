#include "models/statistics/two_sample_bootstrap.h"
#include "models/statistics/summary.h"

#include "tests/models/statistics/comparison_data.h"

using namespace kachi;
using namespace kachi::comparison_data;

namespace {

const std::vector<double> firstArm{10, 12, 9, 14, 11, 30, 10, 13};
const std::vector<double> secondArm{7, 8, 6, 9, 7, 8, 12, 5};

}  // namespace

class TwoSampleBootstrapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The bootstrap standard error of a mean difference tends to √(s²(n−1)/n/n) of each arm; 20,000 replicates know it
    /// to some 0.5 %. Threads change no digit.
    void bootstrap() {
        RunOptions options;
        options.threads = 1;
        const auto one =
            bootstrapTwoSamples({firstArm, {}}, {secondArm, {}}, BootstrapStatistic::meanDifference, 20000, options);
        QVERIFY(one.ok());
        double variance = 0;
        for (const auto* arm : {&firstArm, &secondArm}) {
            variance += std::pow(sampleStandardDeviation(*arm), 2) * 7 / 64;
        }
        close(one->standardError / std::sqrt(variance), 1, 0.02, "standard error");
        close(one->estimate, 62.0 / 8 - 109.0 / 8, 1e-13, "estimate");
        // The long time in the first arm skews the difference: BCa lies further to the left than percentiles.
        QVERIFY(one->adjustedLow.value() < one->low);
        options.threads = 2;
        const auto two =
            bootstrapTwoSamples({firstArm, {}}, {secondArm, {}}, BootstrapStatistic::meanDifference, 20000, options);
        QVERIFY(one->adjustedLow == two->adjustedLow && one->standardError == two->standardError);
    }

    /// boot 1.3.28.1 with 200,000 replicates, strata the arms: boot.ci(type = c("perc", "bca")). Monte Carlo errors of
    /// both programs together are some 0.03, and 0.1 at the far BCa limit, beyond which one replicate in 1,000 lies.
    void asBoot() {
        const BootstrapSample before{{7.1, 5.2, 9.9, 6.4, 8.8, 30.5, 5.9, 7.7, 6.1, 12.4, 8.2, 5.5}, {}};
        const BootstrapSample after{{5.0, 4.4, 6.2, 5.1, 4.9, 7.7, 4.2, 5.8, 6.6, 4.1}, {}};
        const auto drawn = bootstrapTwoSamples(before, after, BootstrapStatistic::meanDifference, 50'000, RunOptions{});
        QVERIFY(drawn.ok());
        const auto near = [](double actual, double expected, double margin) {
            return std::abs(actual - expected) < margin;
        };
        QVERIFY(near(drawn->standardError, 1.9497, 0.03));
        QVERIFY(near(drawn->low, -8.447, 0.12));
        QVERIFY(near(drawn->high, -1.173, 0.05));
        QVERIFY(near(drawn->adjustedLow.value(), -11.062, 0.4));
        QVERIFY(near(drawn->adjustedHigh.value(), -1.642, 0.05));
        const auto medians =
            bootstrapTwoSamples(before, after, BootstrapStatistic::medianDifference, 50'000, RunOptions{});
        QVERIFY(near(medians->low, -4.35, 0.06) && near(medians->high, -0.35, 0.06));
    }

    /// Clusters that hold the same times in both arms leave no uncertainty of the difference.
    void clusterBootstrap() {
        const std::vector<std::string> sites{"a", "a", "b", "b", "c", "c"};
        const BootstrapSample before{{10, 12, 20, 22, 30, 32}, sites};
        const BootstrapSample after{{7, 9, 17, 19, 27, 29}, sites};
        const auto interval = bootstrapTwoSamples(before, after, BootstrapStatistic::meanDifference, 500, RunOptions{});
        QVERIFY(interval.ok());
        close(interval->low, -3, 1e-12, "low");
        close(interval->high, -3, 1e-12, "high");
        const BootstrapSample single{{1, 2}, {"a", "a"}};
        QCOMPARE(bootstrapTwoSamples(single, single, BootstrapStatistic::meanRatio, 10, RunOptions{}).issues()[0].code,
                 std::string("twoSample.tooFewClusters"));
    }

    /// Pairs are clusters: the standard error is that of the mean difference, s = 1.2299954832 (divisor n − 1) of ten
    /// differences of sleep with divisor n. All differences but one are above 0 and that one is 0, so next to no
    /// replicate is at or below it.
    void pairs() {
        const auto file = columnsOf("student-sleep.csv");
        const std::vector<std::string> patients{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
        const auto drawn = bootstrapTwoSamples({file.at("drug1_h"), patients}, {file.at("drug2_h"), patients},
                                               BootstrapStatistic::meanDifference, 20'000, RunOptions{});
        QVERIFY(drawn.ok());
        close(drawn->estimate, 1.58, 1e-12, "estimate");
        close(drawn->standardError / (1.2299954832 * std::sqrt(0.9 / 10)), 1, 0.02, "standard error");
        close(drawn->pValue, 2.0 / 20'001, 1e-15, "p");
    }

    /// Davison and Hinkley, eq. 4.11: the rarer side counts 1 of 4, p = 2 · 2/5; nothing on one side, p = 2/5.
    void pValues() {
        close(bootstrapPValue({-1, 1, 2, 3}), 0.8, 1e-15, "one below");
        close(bootstrapPValue({1, 1, 2, 3}), 0.4, 1e-15, "none below");
        close(bootstrapPValue({1, 1, 2, 3}, 1), 1, 0, "ties count on both sides");
    }
};

QTEST_APPLESS_MAIN(TwoSampleBootstrapTest)
#include "two_sample_bootstrap_test.moc"

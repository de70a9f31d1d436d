#include "models/statistics/count_bootstrap.h"
#include "models/statistics/poisson_draws.h"
#include "models/statistics/reference_distributions.h"

#include <QtTest>

#include <cmath>
#include <map>

using namespace kachi;

namespace {

std::vector<Measure> giniOf(const RegionalRates& sample) {
    return {gini(sample.rates)};
}

std::vector<Measure> meanOf(const RegionalRates& sample) {
    return {sample.rates.mean()};
}

std::vector<Measure> ratioOf(const RegionalRates& sample) {
    return {maxOverMin(sample.rates)};
}

std::vector<Measure> giniAndMean(const RegionalRates& sample) {
    return {gini(sample.rates), sample.rates.mean()};
}

RunOptions with(unsigned threads, std::uint64_t seed = 7) {
    RunOptions options;
    options.threads = threads;
    options.seed = seed;
    return options;
}

RegionalCounts fourRegions() {
    return {{100, 250, 90, 400}, {1000, 2000, 1500, 3000}, {130, 240, 160, 420}, {1000, 2000, 1500, 3000}, {}, {}};
}

}  // namespace

class CountBootstrapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Draws against the Poisson and negative binomial distributions: mean and variance within five standard errors, and
    // the distribution by χ² over cells of at least 20 expected counts (p > 0.0005).
    void sampler_data() {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("overdispersion");
        QTest::newRow("0.4") << 0.4 << 1.0;
        QTest::newRow("9.9") << 9.9 << 1.0;
        QTest::newRow("10") << 10.0 << 1.0;
        QTest::newRow("37") << 37.0 << 1.0;
        QTest::newRow("5200") << 5200.0 << 1.0;
        QTest::newRow("3, twice the variance") << 3.0 << 2.0;
        QTest::newRow("400, four times the variance") << 400.0 << 4.0;
        QTest::newRow("0.2, shape below 1") << 0.2 << 1.5;
    }
    void sampler() {
        QFETCH(double, mean);
        QFETCH(double, overdispersion);
        const CountSampler sampler(mean, overdispersion);
        constexpr int draws = 40'000;
        std::map<double, int> seen;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; ++i) {
            EventUniforms stream(3, {static_cast<std::uint32_t>(i), 0, 0});
            const double count = sampler.draw(stream);
            QVERIFY(count >= 0 && count == std::floor(count));
            ++seen[count];
            sum += count;
            squares += (count - mean) * (count - mean);
        }
        const double variance = mean * overdispersion;
        QVERIFY(std::abs(sum / draws - mean) < 5 * std::sqrt(variance / draws));
        // Fourth central moment of a negative binomial (Poisson for φ = 1): 3σ⁴ + σ²(1 + 6(φ − 1)φ), φ variance/mean.
        const double fourth = 3 * variance * variance + variance * (1 + 6 * (overdispersion - 1) * overdispersion);
        QVERIFY(std::abs(squares / draws - variance) < 5 * std::sqrt((fourth - variance * variance) / draws));
        if (overdispersion > 1) return;
        double statistic = 0;
        int cells = 0;
        double expected = 0;
        int observed = 0;
        double before = 0;
        for (double count = 0; before < 1 - 1e-12 && count < mean + 20 * std::sqrt(mean) + 20; ++count) {
            const double upTo = poissonCdf(count, mean);
            expected += draws * (upTo - before);
            observed += seen.contains(count) ? seen[count] : 0;
            before = upTo;
            if (expected < 20) continue;
            statistic += (observed - expected) * (observed - expected) / expected;
            ++cells;
            expected = 0;
            observed = 0;
        }
        QVERIFY2(upperChiSquared(statistic, std::max(1, cells - 1)) > 0.0005,
                 qPrintable(QString::number(statistic) + QLatin1Char('/') + QString::number(cells)));
    }

    // Weighted by population the mean is total counts over total population, whose Poisson standard error is √O/P.
    void meanHasPoissonError() {
        const auto results = bootstrapCounts(fourRegions(), meanOf, {}, with(0));
        QVERIFY(results.ok());
        const CountInterval& mean = results->front().first;
        QVERIFY(std::abs(*mean.estimate - 840.0 / 7500) < 1e-15);
        const double error = std::sqrt(840.0) / 7500;
        QVERIFY(std::abs(*mean.standardError / error - 1) < 0.03);
        QVERIFY(std::abs(*mean.low - (840.0 / 7500 - 1.96 * error)) < 0.1 * error);
        QVERIFY(std::abs(*mean.high - (840.0 / 7500 + 1.96 * error)) < 0.1 * error);
        // Independent periods: √(840 + 950)/7500, and p of z = 110/√1790.
        const CountBootstrapResult& both = results->front();
        QVERIFY(std::abs(*both.difference.standardError / (std::sqrt(1790.0) / 7500) - 1) < 0.03);
        QVERIFY(std::abs(*both.pValue - twoSidedNormal(110 / std::sqrt(1790.0))) < 0.004);
        // Twice the variance widens by √2.
        CountBootstrapSettings wide;
        wide.overdispersion = 2;
        const auto wider = bootstrapCounts(fourRegions(), meanOf, wide, with(0));
        QVERIFY(std::abs(*wider->front().first.standardError / (std::sqrt(2.0) * error) - 1) < 0.03);
    }

    void sameDigitsOnAnyThreads() {
        CountBootstrapSettings settings;
        settings.replicates = 500;
        settings.resampleRegions = true;
        const auto one = bootstrapCounts(fourRegions(), giniAndMean, settings, with(1));
        const auto two = bootstrapCounts(fourRegions(), giniAndMean, settings, with(2));
        const auto other = bootstrapCounts(fourRegions(), giniAndMean, settings, with(2, 8));
        for (std::size_t m = 0; m < 2; ++m) {
            QVERIFY(one->at(m).first.low == two->at(m).first.low);
            QVERIFY(one->at(m).difference.high == two->at(m).difference.high);
            QVERIFY(one->at(m).first.low != other->at(m).first.low);
        }
    }

    // Equal rates: what the replicates show of a Gini is chance alone, reported as bias.
    void biasIsReported() {
        const RegionalCounts equal{{50, 100, 200}, {500, 1000, 2000}, {}, {}, {}, {}};
        const auto results = bootstrapCounts(equal, giniOf, {}, with(0));
        const CountInterval& interval = results->front().first;
        QVERIFY(*interval.estimate < 1e-12);
        QVERIFY(*interval.bias > 0.01 && *interval.low > 0);
        QVERIFY(!results->front().pValue && !results->front().difference.estimate);
    }

    // A region with few events has none in some replicates: the ratio to the lowest is then without bound. With one
    // event that is a share exp(-1) of them, above 2.5 %: no upper end. With six it is exp(-6) = 0.25 %: the upper end
    // is that of the ratio 100/Poisson(6) at its 2.5th percentile of 2 events (P(X <= 1) = 1.7 %, P(X <= 2) = 6.2 %).
    void undefinedReplicatesLieAboveAll() {
        const RegionalCounts rare{{1, 100}, {100, 100}, {}, {}, {}, {}};
        const CountInterval open = bootstrapCounts(rare, ratioOf, {}, with(0))->front().first;
        QVERIFY(open.estimate && open.low && !open.high && !open.standardError);
        QVERIFY(std::abs(double(open.undefined) / 10'000 - std::exp(-1.0)) < 0.03);

        const RegionalCounts few{{6, 100}, {100, 100}, {}, {}, {}, {}};
        const CountInterval closed = bootstrapCounts(few, ratioOf, {}, with(0))->front().first;
        QVERIFY(closed.undefined > 0 && closed.low && closed.high && !closed.standardError);
        QVERIFY(*closed.high > 100 / 2.0 * 0.8 && *closed.high < 100 / 2.0 * 1.3);
    }

    // A change of such a measure may lie beyond either end.
    void undefinedChangesAreOpenAtBothEnds() {
        const RegionalCounts periods{{1, 100}, {100, 100}, {50, 100}, {100, 100}, {}, {}};
        const CountBootstrapResult result = bootstrapCounts(periods, ratioOf, {}, with(0))->front();
        QVERIFY(result.difference.estimate && !result.difference.low && !result.difference.high && !result.pValue);
        QVERIFY(result.second.low && result.second.high && result.second.standardError);
    }

    // Superpopulation: the variance of the mean of n values drawn with replacement is their variance/n.
    void regionsDrawnWithReplacement() {
        const std::vector<double> values{1, 2, 4, 8, 16};
        const std::vector<double> ones(5, 1);
        CountBootstrapSettings settings;
        settings.drawCounts = false;
        settings.resampleRegions = true;
        const auto results = bootstrapCounts({values, ones, values, ones, ones, {}}, meanOf, settings, with(0));
        double squares = 0;
        for (const double value : values) squares += (value - 6.2) * (value - 6.2) / 5;
        QVERIFY(std::abs(*results->front().first.standardError / std::sqrt(squares / 5) - 1) < 0.03);
        QVERIFY(*results->front().difference.high < 1e-12);  // the same regions in both periods
    }

    void observedValuesAlone() {
        CountBootstrapSettings settings;
        settings.replicates = 0;
        const auto results = bootstrapCounts(fourRegions(), meanOf, settings, with(0));
        QVERIFY(std::abs(*results->front().difference.estimate - 110.0 / 7500) < 1e-15);
        QVERIFY(!results->front().first.low && !results->front().pValue);
    }

    void refusals_data() {
        QTest::addColumn<double>("count");
        QTest::addColumn<double>("population");
        QTest::addColumn<double>("overdispersion");
        QTest::addColumn<quint64>("replicates");
        QTest::addColumn<QString>("code");
        QTest::newRow("negative") << -1.0 << 10.0 << 1.0 << quint64(10) << "regions.countInvalid";
        QTest::newRow("nobody") << 1.0 << 0.0 << 1.0 << quint64(10) << "regions.populationInvalid";
        QTest::newRow("under Poisson") << 1.0 << 10.0 << 0.5 << quint64(10) << "regions.overdispersion";
        QTest::newRow("one replicate") << 1.0 << 10.0 << 1.0 << quint64(1) << "regions.replicates";
    }
    void refusals() {
        QFETCH(double, count);
        QFETCH(double, population);
        QFETCH(double, overdispersion);
        QFETCH(quint64, replicates);
        QFETCH(QString, code);
        CountBootstrapSettings settings;
        settings.overdispersion = overdispersion;
        settings.replicates = replicates;
        const auto results = bootstrapCounts({{count, 1}, {population, 10}, {}, {}, {}, {}}, giniOf, settings, with(1));
        QVERIFY(!results);
        QCOMPARE(QString::fromStdString(results.issues().front().code), code);
    }
};

QTEST_APPLESS_MAIN(CountBootstrapTest)
#include "count_bootstrap_test.moc"

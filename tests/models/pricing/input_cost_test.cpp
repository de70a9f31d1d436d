// Input-cost engine: closed forms, the block bootstrap against an independent computation, digits on any thread count.
#include "models/pricing/input_cost_path.h"
#include "models/statistics/random.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const int january = *monthNumber("2025-01");

/// A series whose monthly log changes are given, ending in December 2024 at 100.
PriceSeries seriesOf(const std::string& id, const std::vector<double>& changes) {
    PriceSeries series;
    series.id = id;
    double level = 0;
    for (const double change : changes) level -= change;
    const int first = january - 1 - static_cast<int>(changes.size());
    for (std::size_t at = 0; at <= changes.size(); ++at) {
        series.months.push_back(monthText(first + static_cast<int>(at)));
        series.values.push_back(100 * std::exp(level));
        if (at < changes.size()) level += changes[at];
    }
    return series;
}

/// Changes without pattern, from the counter-based generator.
std::vector<double> noise(std::size_t count, std::uint64_t seed, double scale) {
    std::vector<double> changes;
    for (std::size_t at = 0; at < count; ++at) changes.push_back(scale * (uniform(seed, 7, at) - 0.5));
    return changes;
}

/// One line of 80 yen at revenue 110/1.1 = 100 yen, cost month December 2024, path of `months` months from then.
InputCostInputs oneLine(const PriceSeries& series, int months) {
    InputCostInputs inputs;
    inputs.lines.push_back({80, 0, 1, 1, 0});
    inputs.price = 110;
    inputs.rates.tax = 0.1;
    inputs.line.significantDigits = inputs.listing.significantDigits = 0;
    inputs.costMonth = inputs.from = january - 1;
    inputs.to = inputs.from + months;
    inputs.outlook.series.push_back({series, DriftKind::historical, 0});
    return inputs;
}

RunOptions drawsOf(std::size_t draws, unsigned threads = 0) {
    RunOptions options;
    options.draws = draws;
    options.seed = 20260601;
    options.threads = threads;
    return options;
}

void compareNear(double found, double expected, double tolerance) {
    QVERIFY2(std::abs(found - expected) <= tolerance,
             qPrintable(u"%1, expected %2 ± %3"_s.arg(found, 0, 'g', 17).arg(expected, 0, 'g', 17).arg(tolerance)));
}

}  // namespace

class InputCostTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A series that never moved: the margin stays 20 yen in every month and draw.
    void constantIndexConstantMargin() {
        InputCostInputs inputs = oneLine(seriesOf("flat", std::vector<double>(36, 0.0)), 60);
        inputs.revisions = {inputs.from + 24, inputs.from + 48};
        inputs.unitsPerMonth = 10;
        const auto path = inputCostPath(inputs, drawsOf(500));
        QVERIFY2(path.ok(), qPrintable(codes(path.issues())));
        for (const InputCostMonth& month : path->months) {
            for (const double margin : {month.margin, month.margins.low95, month.margins.high95}) {
                compareNear(margin, 20, 1e-12);
            }
            QVERIFY(month.unprofitable <= 0);
        }
        QVERIFY(!path->breakEven && !path->breakEvenLow);
        // Price for a nil margin 80 × 1.1; waiting 24 months at 20 yen and 10 units a month.
        compareNear(path->revisions[0].zeroMarginPrice, 88, 1e-9);
        compareNear(*path->revisions[0].waiting, 24 * 20 * 10, 1e-9);
        QVERIFY(!path->revisions[1].waiting);
    }

    void breakEvenClosedForm_data() {
        QTest::addColumn<double>("yearly");
        for (const double yearly : {0.01, 0.03, 0.06, 0.12, 0.4}) QTest::addRow("%g a year", yearly) << yearly;
    }
    /// First whole month with 80·(1+g)^(k/12) > 100.
    void breakEvenClosedForm() {
        QFETCH(double, yearly);
        InputCostInputs inputs = oneLine(seriesOf("s", noise(48, 1, 0.02)), 400);
        inputs.outlook.series[0].drift = DriftKind::own;
        inputs.outlook.series[0].yearlyChange = yearly;
        const auto path = inputCostPath(inputs, drawsOf(0));
        QVERIFY2(path.ok(), qPrintable(codes(path.issues())));
        const int months = static_cast<int>(std::floor(12 * std::log(100.0 / 80) / std::log1p(yearly))) + 1;
        QCOMPARE(path->breakEven.value_or(0) - inputs.from, months);
        QVERIFY(!path->months[0].projected && path->months[1].projected);
    }

    /// c = c₀(1 + w·p·(I(t − lag)/I(t₀ − lag) − 1)) on published months.
    void weightPassThroughAndLag() {
        PriceSeries series = seriesOf("s", std::vector<double>(12, 0.0));
        series.values[9] = 110;   // September 2024 … written out so that the ratios are plain
        series.values[10] = 130;  // November
        series.values[11] = 120;  // December is values[12]
        series.values[12] = 121;
        InputCostInputs inputs = oneLine(series, 0);
        inputs.lines[0] = {80, 0, 0.5, 0.4, 2};
        inputs.costMonth = inputs.from = *monthNumber(series.months[11]);
        inputs.to = *monthNumber(series.months[12]);
        const auto path = inputCostPath(inputs, drawsOf(100));
        QVERIFY2(path.ok(), qPrintable(codes(path.issues())));
        compareNear(path->months[0].cost, 80, 1e-12);
        compareNear(path->months[1].cost, 80 * (1 + 0.5 * 0.4 * (130.0 / 110 - 1)), 1e-12);
        QVERIFY(!path->months[1].projected);
    }

    /// Permanent: ×1.1 from its month on. Fading with a half-life of six months: 1 + 0.1·2^(−k/6).
    void scenario() {
        SeriesOutlook outlook;
        outlook.series = {{seriesOf("a", noise(24, 2, 0.01)), DriftKind::none, 0},
                          {seriesOf("b", noise(24, 3, 0.01)), DriftKind::none, 0}};
        outlook.shocks = {{0, january + 2, 0.1, {}}, {1, january + 2, 0.1, 6.0}};
        const auto projection = SeriesProjection::prepare(outlook, january - 1, january + 14);
        QVERIFY2(projection.ok(), qPrintable(codes(projection.issues())));
        const auto levels = projection->expectedLevels();
        compareNear(levels[0][2], 100, 1e-12);
        compareNear(levels[0][3], 110, 1e-12);
        compareNear(levels[0][15], 110, 1e-12);
        compareNear(levels[1][3], 110, 1e-12);
        compareNear(levels[1][9], 105, 1e-12);
        compareNear(levels[1][15], 102.5, 1e-12);
        outlook.shocks[0].month = january - 1;
        QCOMPARE(codes(SeriesProjection::prepare(outlook, january - 1, january).issues()),
                 u"inputCost.shockPublished@a=2024-12\n"_s);
    }

    /// A block as long as the history: every draw repeats the history, month by month, again and again.
    void wholeHistoryIsRepeated() {
        const std::vector<double> changes = noise(30, 4, 0.05);
        SeriesOutlook outlook;
        outlook.series = {{seriesOf("s", changes), DriftKind::historical, 0}};
        outlook.blockMonths = 30;
        const auto projection = SeriesProjection::prepare(outlook, january - 1, january + 69);
        QVERIFY2(projection.ok(), qPrintable(codes(projection.issues())));
        for (const std::uint64_t draw : {0U, 1U, 99U}) {
            const auto levels = projection->drawnLevels(5, draw);
            double sum = 0;
            for (std::size_t month = 1; month < levels[0].size(); ++month) {
                sum += changes[(month - 1) % 30];
                compareNear(std::log(levels[0][month] / 100), sum, 1e-12);
            }
        }
        QVERIFY(!projection->drifts()[0].standardError);
    }

    /// Blocks of one month are independent draws: the log level after h months has mean h·m and variance h·s².
    /// Tolerances: four standard errors of 20,000 draws (mean s·√(h/n), variance ≈ h·s²·√(2/n)).
    void blocksOfOneMonth() {
        const std::vector<double> changes = noise(60, 6, 0.04);
        SeriesOutlook outlook;
        outlook.series = {{seriesOf("s", changes), DriftKind::historical, 0}};
        outlook.blockMonths = 1;
        constexpr int horizon = 24;
        const auto projection = SeriesProjection::prepare(outlook, january - 1, january - 1 + horizon);
        QVERIFY2(projection.ok(), qPrintable(codes(projection.issues())));
        double mean = 0;
        double variance = 0;
        for (const double change : changes) mean += change / 60;
        for (const double change : changes) variance += (change - mean) * (change - mean) / 60;

        constexpr int draws = 20'000;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < draws; ++draw) {
            const double level =
                std::log(projection->drawnLevels(11, static_cast<std::uint64_t>(draw))[0].back() / 100);
            sum += level;
            squares += level * level;
        }
        const double found = sum / draws;
        compareNear(found, horizon * mean, 4 * std::sqrt(horizon * variance / draws));
        compareNear(squares / draws - found * found, horizon * variance,
                    4 * horizon * variance * std::sqrt(2.0 / draws));
        // The drift shown: 12 × mean; its error 12·s/√n with divisor n − 1.
        compareNear(projection->drifts()[0].yearlyMean, 12 * mean, 1e-12);
        compareNear(*projection->drifts()[0].standardError, 12 * std::sqrt(variance / 59), 1e-12);
    }

    /// Without drift the mean over all paths of the log level is nil; with the analyst's it is log(1 + g) a year.
    void driftIsSwitchable() {
        for (const double yearly : {0.0, 0.05}) {
            SeriesOutlook outlook;
            outlook.series = {{seriesOf("s", noise(60, 8, 0.04)), DriftKind::own, yearly}};
            outlook.blockMonths = 12;
            const auto projection = SeriesProjection::prepare(outlook, january - 1, january + 23);
            double sum = 0;
            constexpr int draws = 20'000;
            for (int draw = 0; draw < draws; ++draw) {
                sum += std::log(projection->drawnLevels(3, static_cast<std::uint64_t>(draw))[0].back() / 100);
            }
            // Spread of the sum of two blocks: below 2·√(12)·0.04/√12·… ≤ 0.1; four standard errors of the mean.
            compareNear(sum / draws, 2 * std::log1p(yearly), 4 * 0.1 / std::sqrt(draws));
        }
    }

    /// One block serves all series: a series and its reciprocal keep their product in every draw.
    void blocksAreDrawnJointly() {
        const std::vector<double> changes = noise(60, 9, 0.05);
        std::vector<double> opposite = changes;
        for (double& change : opposite) change = -change;
        SeriesOutlook outlook;
        outlook.series = {{seriesOf("up", changes), DriftKind::historical, 0},
                          {seriesOf("down", opposite), DriftKind::historical, 0}};
        const auto projection = SeriesProjection::prepare(outlook, january - 1, january + 59);
        QVERIFY2(projection.ok(), qPrintable(codes(projection.issues())));
        for (std::uint64_t draw = 0; draw < 50; ++draw) {
            const auto levels = projection->drawnLevels(1, draw);
            for (std::size_t month = 0; month < levels[0].size(); ++month) {
                compareNear(levels[0][month] * levels[1][month], 10'000, 1e-7);
            }
        }
    }

    /// The fan against the same paths written out plainly here: blocks by ⌊u·n⌋, percentiles by sorting (type 7).
    void percentilesAgainstPlainComputation() {
        const std::vector<double> changes = noise(40, 12, 0.06);
        InputCostInputs inputs = oneLine(seriesOf("s", changes), 30);
        inputs.outlook.blockMonths = 7;
        const RunOptions options = drawsOf(501);
        const auto path = inputCostPath(inputs, options);
        QVERIFY2(path.ok(), qPrintable(codes(path.issues())));

        double mean = 0;
        for (const double change : changes) mean += change / 40;
        double blockMean = 0;
        for (int start = 0; start < 34; ++start) {
            for (int at = 0; at < 7; ++at) blockMean += changes[static_cast<std::size_t>(start + at)] / (34 * 7);
        }
        std::vector<double> margins;
        int negative = 0;
        for (std::uint64_t draw = 0; draw < 501; ++draw) {
            double sum = 0;
            for (int month = 0; month < 30; ++month) {
                const auto stream = stableHash("inputCost/block/" + std::to_string(month / 7));
                const auto start = static_cast<int>(uniform(options.seed, stream, draw) * 34);
                sum += mean + changes[static_cast<std::size_t>(start + month % 7)] - blockMean;
            }
            margins.push_back(100 - 80 * std::exp(sum));
            negative += margins.back() < 0;
        }
        std::sort(margins.begin(), margins.end());
        const auto percentile = [&](double share) {
            const double position = share * 500;
            const auto below = static_cast<std::size_t>(position);
            const double upper = margins[std::min<std::size_t>(below + 1, 500)];
            return margins[below] + (position - std::floor(position)) * (upper - margins[below]);
        };
        const InputCostMonth& last = path->months.back();
        compareNear(last.margins.low95, percentile(0.025), 1e-10);
        compareNear(last.margins.low50, percentile(0.25), 1e-10);
        compareNear(last.margins.median, percentile(0.5), 1e-10);
        compareNear(last.margins.high50, percentile(0.75), 1e-10);
        compareNear(last.margins.high95, percentile(0.975), 1e-10);
        compareNear(last.unprofitable, negative / 501.0, 1e-15);
    }

    void sameDigitsOnAnyThreadCount() {
        InputCostInputs inputs = oneLine(seriesOf("s", noise(60, 13, 0.05)), 60);
        inputs.revisions = {inputs.from + 12, inputs.from + 36};
        inputs.unitsPerMonth = 3;
        const auto one = inputCostPath(inputs, drawsOf(1'000, 1));
        const auto four = inputCostPath(inputs, drawsOf(1'000, 4));
        QVERIFY(one.ok() && four.ok());
        for (std::size_t month = 0; month < one->months.size(); ++month) {
            const Fan& left = one->months[month].margins;
            const Fan& right = four->months[month].margins;
            QVERIFY(left.low95 == right.low95 && left.median == right.median && left.high95 == right.high95);
        }
        QVERIFY(one->revisions[0].waitings->median == four->revisions[0].waitings->median);
        // A longer run keeps the draws of a shorter one: the base of any shard. Checked on the paths themselves.
        std::stop_source stop;
        stop.request_stop();
        RunOptions cancelled = drawsOf(1'000);
        cancelled.stop = stop.get_token();
        QCOMPARE(codes(inputCostPath(inputs, cancelled).issues()), u"core.cancelled@=\n"_s);
    }

    void refusals() {
        const PriceSeries series = seriesOf("s", noise(20, 14, 0.05));
        InputCostInputs inputs = oneLine(series, 12);
        inputs.outlook.blockMonths = 21;
        QCOMPARE(codes(inputCostPath(inputs, drawsOf(10)).issues()), u"inputCost.tooFewMonths@blockMonths=21\n"_s);
        inputs = oneLine(series, 12);
        inputs.costMonth = january;
        QCOMPARE(codes(inputCostPath(inputs, drawsOf(10)).issues()), u"inputCost.monthWithoutData@s=2025-01\n"_s);
        inputs = oneLine(series, 12);
        inputs.lines[0].lagMonths = 30;
        QCOMPARE(codes(inputCostPath(inputs, drawsOf(10)).issues()), u"inputCost.seriesTooShort@s=2022-06\n"_s);
        inputs = oneLine(series, 12);
        inputs.outlook.series[0].series.months[3] = "2020-01";
        QCOMPARE(codes(inputCostPath(inputs, drawsOf(10)).issues()), u"pricing.seriesInvalid@s=2020-01\n"_s);
    }
};

QTEST_APPLESS_MAIN(InputCostTest)
#include "input_cost_test.moc"

#include "models/statistics/sampling.h"

#include "models/statistics/random.h"
#include "models/statistics/summary.h"

#include <tbb/global_control.h>

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <stop_token>

using namespace kachi;

namespace {

using Draws = std::map<std::string, std::vector<double>>;

// Deviations of seeded runs, in standard errors; one run in 16,000 exceeds 4.
constexpr double standardErrors = 4;

RunOptions optionsOf(std::size_t draws, unsigned threads = 2) {
    RunOptions options;
    options.draws = draws;
    options.seed = 20260401;
    options.threads = threads;
    return options;
}

/// Total hip replacement, Briggs, Claxton, Sculpher 2006, chapters 3 and 4: Weibull regression of revision.
JointGroup hipCoefficients() {
    JointGroup group;
    group.id = "hip.coefficients";
    group.kind = JointKind::multivariateNormal;
    group.members = {"lngamma", "cons", "age", "male", "np1"};
    group.mean = {0.3740968, -5.490935, -0.0367022, 0.768536, -1.344474};
    group.covariance = {{0.00225151199001, -0.005691, 2.8e-08, 5.1e-06, 0.000259},
                        {-0.005691, 0.043219083664, -0.000783, -0.007247, -0.000642},
                        {2.8e-08, -0.000783, 2.715660544e-05, 3.3e-05, -0.000111},
                        {5.1e-06, -0.007247, 3.3e-05, 0.011895392356, 0.000184},
                        {0.000259, -0.000642, -0.000111, 0.000184, 0.14636860414225}};
    return group;
}

JointGroup dirichlet(const std::string& id, const std::vector<double>& concentration) {
    JointGroup group;
    group.id = id;
    group.concentration = concentration;
    for (std::size_t i = 0; i < concentration.size(); ++i) group.members.push_back(id + ".to" + std::to_string(i));
    return group;
}

/// HIV model of the same book: transition counts of its states, a relative risk and costs, 13 parameters.
std::vector<JointGroup> hivRows() {
    return {dirichlet("hiv.A", {1251, 350, 116, 17}), dirichlet("hiv.B", {731, 512, 15}),
            dirichlet("hiv.C", {1312, 437})};
}
std::vector<SampledParameter> hivParameters() {
    return {
        {"hiv.relativeRisk", {Family::lognormal, {{"meanlog", -0.6753072624316143}, {"sdlog", 0.16973975585806797}}}},
        {"hiv.costA", {Family::gamma, {{"mean", 1701}, {"sd", 1701}}}},
        {"hiv.costB", {Family::gamma, {{"mean", 1774}, {"sd", 1774}}}},
        {"hiv.costC", {Family::gamma, {{"mean", 6948}, {"sd", 6948}}}}};
}

Draws drawn(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups,
            const RunOptions& options) {
    Result<Draws> result = sampleParameters(parameters, groups, options);
    return result ? std::move(result).value() : Draws{};
}

void compare(double actual, double expected, double tolerance, const std::string& what) {
    const QString message = QStringLiteral("%1: actual %2, expected %3, tolerance %4")
                                .arg(QString::fromStdString(what))
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(tolerance);
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(message));
}

}  // namespace

class SamplingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moments_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QString>("firstName");
        QTest::addColumn<double>("first");
        QTest::addColumn<QString>("secondName");
        QTest::addColumn<double>("second");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("excessKurtosis");
        // Closed forms; the last column gives the standard error of the variance, sd² √((κ + 2)/n).
        QTest::newRow("normal") << int(Family::normal) << "mean" << 4.0 << "sd" << 2.0 << 4.0 << 2.0 << 0.0;
        QTest::newRow("uniform") << int(Family::uniform) << "low" << 1.0 << "high" << 5.0 << 3.0 << 4 / std::sqrt(12.0)
                                 << -1.2;
        QTest::newRow("gamma") << int(Family::gamma) << "shape" << 3.0 << "scale" << 2.0 << 6.0 << std::sqrt(12.0)
                               << 6.0 / 3;
        QTest::newRow("revision cost") << int(Family::gamma) << "mean" << 5294.0 << "sd" << 1487.0 << 5294.0 << 1487.0
                                       << 6 / 12.674940721401214;
        // Briggs et al. 2006: utility .85 (.03) is beta(119.6, 21.1).
        // κ = 6[(α−β)²(α+β+1) − αβ(α+β+2)] / [αβ(α+β+2)(α+β+3)].
        const double a = 119.56666666666668, b = 21.1, s = a + b;
        QTest::newRow("utility") << int(Family::beta) << "mean" << 0.85 << "sd" << 0.03 << 0.85 << 0.03
                                 << 6 * ((a - b) * (a - b) * (s + 1) - a * b * (s + 2)) / (a * b * (s + 2) * (s + 3));
        const double w = std::exp(0.09);  // e^{σ²}; mean e^{μ+σ²/2}, variance (w−1) mean², κ = w⁴+2w³+3w²−6
        QTest::newRow("lognormal") << int(Family::lognormal) << "meanlog" << 1.0 << "sdlog" << 0.3 << std::exp(1.045)
                                   << std::exp(1.045) * std::sqrt(w - 1)
                                   << w * w * w * w + 2 * w * w * w + 3 * w * w - 6;
    }
    void moments() {
        QFETCH(int, family);
        QFETCH(QString, firstName);
        QFETCH(double, first);
        QFETCH(QString, secondName);
        QFETCH(double, second);
        QFETCH(double, mean);
        QFETCH(double, sd);
        QFETCH(double, excessKurtosis);
        constexpr std::size_t n = 100'000;
        const DistributionSpec spec = {static_cast<Family>(family),
                                       {{firstName.toStdString(), first}, {secondName.toStdString(), second}}};
        const SampleSummary summary = summarise(drawn({{"p", spec}}, {}, optionsOf(n)).at("p"));
        compare(summary.mean, mean, standardErrors * sd / std::sqrt(double(n)), "mean");
        const double varianceError = sd * sd * std::sqrt((excessKurtosis + 2) / n);
        compare(summary.standardDeviation * summary.standardDeviation, sd * sd, standardErrors * varianceError,
                "variance");
        compare(summary.monteCarloError, sd / std::sqrt(double(n)), 0.02 * sd / std::sqrt(double(n)), "error of mean");
    }

    /// 95 % interval of the published relative risk, .365 – .710; error of a quantile √(p(1−p)/n)/f.
    void relativeRiskInterval() {
        constexpr std::size_t n = 100'000;
        const SampledParameter risk = hivParameters()[0];
        const SampleSummary summary = summarise(drawn({risk}, {}, optionsOf(n)).at(risk.id));
        const Distribution distribution = makeDistribution(risk.spec, risk.id).value();
        const auto tolerance = [&](double published, double p) {
            const double rounding = 0.0005;  // three published decimals
            return rounding + standardErrors * std::sqrt(p * (1 - p) / n) / distribution.pdf(published);
        };
        compare(summary.low95, 0.365, tolerance(0.365, 0.025), "low");
        compare(summary.median, 0.509, tolerance(0.509, 0.5), "median");
        compare(summary.high95, 0.710, tolerance(0.710, 0.975), "high");
    }

    /// Means a/A, variances m(1−m)/(A+1), covariances −m m'/(A+1); rows sum to 1 within 1e-15 per member.
    void dirichletRows() {
        constexpr std::size_t n = 100'000;
        const JointGroup group = hivRows()[0];
        const Draws draws = drawn({}, {group}, optionsOf(n));
        QVERIFY(draws.size() == 4);
        for (std::size_t draw = 0; draw < n; ++draw) {
            double sum = 0;
            for (const std::string& member : group.members) sum += draws.at(member)[draw];
            QVERIFY(std::abs(sum - 1) <= 4e-15);
        }
        const double total = 1734;
        for (std::size_t i = 0; i < 4; ++i) {
            const double mean = group.concentration[i] / total;
            const double variance = mean * (1 - mean) / (total + 1);
            const SampleSummary summary = summarise(draws.at(group.members[i]));
            compare(summary.mean, mean, standardErrors * std::sqrt(variance / n), group.members[i]);
            for (std::size_t j = 0; j < i; ++j) {
                const double otherMean = group.concentration[j] / total;
                const double otherVariance = otherMean * (1 - otherMean) / (total + 1);
                const double covariance = -mean * otherMean / (total + 1);
                // Error of a covariance of nearly normal margins: √((v v' + c²)/n).
                const double error = std::sqrt((variance * otherVariance + covariance * covariance) / n);
                compare(sampleCovariance(draws.at(group.members[i]), draws.at(group.members[j])), covariance,
                        standardErrors * error, group.members[i] + group.members[j]);
            }
        }
    }

    void normalCovariance() {
        constexpr std::size_t n = 100'000;
        const JointGroup group = hipCoefficients();
        const Draws draws = drawn({}, {group}, optionsOf(n));
        QVERIFY(draws.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
            const double variance = group.covariance[i][i];
            compare(sampleMean(draws.at(group.members[i])), group.mean[i], standardErrors * std::sqrt(variance / n),
                    group.members[i]);
            for (std::size_t j = 0; j <= i; ++j) {
                const double covariance = group.covariance[i][j];
                const double error = std::sqrt((variance * group.covariance[j][j] + covariance * covariance) / n);
                compare(sampleCovariance(draws.at(group.members[i]), draws.at(group.members[j])), covariance,
                        standardErrors * error, group.members[i] + ", " + group.members[j]);
            }
        }
    }

    /// L Lᵀ gives the published matrix back.
    void factor() {
        const JointGroup group = hipCoefficients();
        const auto lower = matrixFactor(group).value();
        for (std::size_t i = 0; i < 5; ++i) {
            for (std::size_t j = 0; j < 5; ++j) {
                double product = 0;
                for (std::size_t k = 0; k < 5; ++k) product += lower[i][k] * lower[j][k];
                const double scale = std::sqrt(group.covariance[i][i] * group.covariance[j][j]);
                compare(product, group.covariance[i][j], 1e-15 * scale, std::to_string(i) + ", " + std::to_string(j));
            }
        }
    }

    /// A member without variance is constant; a perfectly correlated one follows its partner.
    void semiDefinite() {
        JointGroup group;
        group.id = "g";
        group.kind = JointKind::multivariateNormal;
        group.members = {"a", "constant", "twiceA"};
        group.mean = {1, 5, 0};
        group.covariance = {{0.09, 0, 0.18}, {0, 0, 0}, {0.18, 0, 0.36}};
        const Draws draws = drawn({}, {group}, optionsOf(1000));
        QVERIFY(draws.size() == 3);
        for (std::size_t draw = 0; draw < 1000; ++draw) {
            QVERIFY(draws.at("constant")[draw] == 5);
            compare(draws.at("twiceA")[draw], 2 * (draws.at("a")[draw] - 1), 4e-15, "twice a");
        }
    }

    /// The uniform of (seed, id, draw) through the quantile function, nothing else.
    void definition() {
        const Draws draws = drawn(hivParameters(), hivRows(), optionsOf(600));
        const SampledParameter risk = hivParameters()[0];
        const Distribution distribution = makeDistribution(risk.spec, risk.id).value();
        for (const std::size_t draw : {0, 255, 256, 599}) {
            QVERIFY(draws.at(risk.id)[draw] == distribution.quantile(uniform(20260401, stableHash(risk.id), draw)));
        }
    }

    /// What version 0.1 drew: a change of any digit would change every published analysis.
    void digitsOfRandomDraws_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QList<double>>("values");  // draws 1, 778 and 2000
        const auto row = [](const char* id, double first, double middle, double last) {
            QTest::newRow(id) << id << QList<double>{first, middle, last};
        };
        row("hiv.A.to0", 0.70741832247925363, 0.73401912202836983, 0.74938474196801752);
        row("hiv.A.to3", 0.0074991589918068013, 0.012853972023933433, 0.0066462232030993097);
        row("hiv.costA", 240.56626539745994, 523.1385390299863, 841.32578735888728);
        row("hiv.relativeRisk", 0.45586756167257581, 0.48503680555690498, 0.50676988926816313);
        row("n", 2.9893331199044209, -1.8544315693706701, 4.16094842867723);
        row("t", 1.5121105657525602, 2.1438160896451905, 3.4451342485313559);
        row("u", 3.3680682341965187, 4.8779770482805151, 3.8541078760034035);
        row("utility", 0.83021602589710042, 0.83666447765272089, 0.84396929244095509);
        row("x", 1.0325418071048962, 1.0993297932519908, 1.220652724434159);
        row("y", 2.1674315223755372, 2.1214075066231777, 2.3687066903971687);
    }
    void digitsOfRandomDraws() {
        QFETCH(QString, id);
        QFETCH(QList<double>, values);
        const std::vector<SampledParameter> parameters = {
            hivParameters()[0],
            hivParameters()[1],
            {"utility", {Family::beta, {{"mean", 0.85}, {"sd", 0.03}}}},
            {"n", {Family::normal, {{"mean", 1}, {"sd", 2}}}},
            {"u", {Family::uniform, {{"low", 1}, {"high", 5}}}},
            {"t", {Family::triangular, {{"low", 1}, {"mode", 2}, {"high", 5}}}}};
        JointGroup normal;
        normal.id = "mvn";
        normal.kind = JointKind::multivariateNormal;
        normal.members = {"x", "y"};
        normal.mean = {1, 2};
        normal.covariance = {{0.04, -0.03}, {-0.03, 0.09}};
        const Draws draws = drawn(parameters, {hivRows()[0], normal}, optionsOf(2000));
        const std::vector<double>& actual = draws.at(id.toStdString());
        QVERIFY(actual[0] == values[0] && actual[777] == values[1] && actual[1999] == values[2]);
    }

    void sameDigitsOnAnyThreads() {
        const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, 8);
        const std::vector<JointGroup> groups = {hivRows()[0], hivRows()[1], hivRows()[2], hipCoefficients()};
        const Draws one = drawn(hivParameters(), groups, optionsOf(20'000, 1));
        QVERIFY(one.size() == 18);
        for (const unsigned threads : {0u, 2u, 8u}) {
            QVERIFY(drawn(hivParameters(), groups, optionsOf(20'000, threads)) == one);
        }
    }

    void sameDigitsBesideOthers() {
        const Draws all = drawn(hivParameters(), {hivRows()[1], hipCoefficients()}, optionsOf(3000));
        const Draws alone = drawn({hivParameters()[2]}, {}, optionsOf(3000));
        QVERIFY(alone.at("hiv.costB") == all.at("hiv.costB"));
        const Draws row = drawn({}, {hivRows()[1]}, optionsOf(3000));
        for (const auto& [id, values] : row) QVERIFY(values == all.at(id));
        std::vector<SampledParameter> reversed = hivParameters();
        std::reverse(reversed.begin(), reversed.end());
        QVERIFY(drawn(reversed, {hipCoefficients(), hivRows()[1]}, optionsOf(3000)) == all);
        const Draws fewer = drawn(hivParameters(), {hivRows()[1], hipCoefficients()}, optionsOf(777));
        for (const auto& [id, values] : fewer) {
            QVERIFY(std::equal(values.begin(), values.end(), all.at(id).begin()));
        }
    }

    void seedMatters() {
        RunOptions other = optionsOf(10);
        other.seed += 1;
        QVERIFY(drawn(hivParameters(), {}, optionsOf(10)) != drawn(hivParameters(), {}, other));
        QVERIFY(drawn(hivParameters(), {}, optionsOf(0)).at("hiv.costA").empty());
    }

    void cancellation() {
        std::stop_source source;
        RunOptions options = optionsOf(50'000);
        options.stop = source.get_token();
        options.progress = [&source](std::size_t, std::size_t) { source.request_stop(); };
        const Result<Draws> result = sampleParameters(hivParameters(), hivRows(), options);
        QVERIFY(!result.ok());
        QVERIFY(result.issues().size() == 1);
        QVERIFY(result.issues()[0].code == "core.cancelled");
        QVERIFY(result.issues()[0].severity == Severity::info);
    }

    void progressReachesTheEnd() {
        std::atomic<std::size_t> largest = 0;
        std::atomic<int> calls = 0;
        RunOptions options = optionsOf(1000);
        options.progress = [&](std::size_t done, std::size_t total) {
            std::size_t seen = largest;
            while (seen < done && !largest.compare_exchange_weak(seen, done)) {
            }
            calls += total == 1000;
        };
        QVERIFY(sampleParameters(hivParameters(), {}, options).ok());
        QVERIFY(largest == 1000);
        QVERIFY(calls == 4);
    }

    /// 100,000 draws of the 13 HIV parameters; the time is reported, not judged.
    void speed() {
        const auto start = std::chrono::steady_clock::now();
        const Draws draws = drawn(hivParameters(), hivRows(), optionsOf(100'000));
        const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
        QVERIFY(draws.size() == 13);
        qInfo("13 parameters x 100,000 draws on 2 threads: %.0f ms", elapsed.count());
    }
};

QTEST_APPLESS_MAIN(SamplingTest)
#include "sampling_test.moc"

#include "models/statistics/sampling.h"

#include "models/statistics/random.h"
#include "models/statistics/summary.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace kachi;

namespace {

using Draws = std::map<std::string, std::vector<double>>;
using Matrix = std::vector<std::vector<double>>;

RunOptions optionsOf(std::size_t draws) {
    RunOptions options;
    options.draws = draws;
    options.seed = 11;
    options.threads = 2;
    return options;
}

std::vector<SampledParameter> parameters() {
    return {{"cost", {Family::gamma, {{"mean", 5294}, {"se", 1487}}}},
            {"utility", {Family::beta, {{"mean", 0.85}, {"se", 0.03}}}},
            {"risk", {Family::lognormal, {{"estimate", 0.509}, {"low", 0.365}, {"high", 0.71}}}}};
}

JointGroup ranks(const Matrix& correlation) {
    JointGroup group;
    group.id = "ranks";
    group.kind = JointKind::rankCorrelation;
    group.members = {"cost", "utility", "risk"};
    group.correlation = correlation;
    return group;
}

JointGroup posterior() {
    JointGroup group;
    group.id = "posterior";
    group.kind = JointKind::posterior;
    group.members = {"a", "b"};
    group.rows = {{1, -1}, {2, -2}, {3, -3}, {4, -4}, {5, -5}};
    return group;
}

Draws drawn(const std::vector<SampledParameter>& list, const std::vector<JointGroup>& groups, std::size_t draws) {
    Result<Draws> result = sampleParameters(list, groups, optionsOf(draws));
    return result ? std::move(result).value() : Draws{};
}

/// Spearman's correlation of values without ties.
double spearman(const std::vector<double>& left, const std::vector<double>& right) {
    const auto ranksOf = [](const std::vector<double>& values) {
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
        std::vector<double> ranks(values.size());
        for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = static_cast<double>(rank);
        return ranks;
    };
    const auto first = ranksOf(left), second = ranksOf(right);
    return sampleCovariance(first, second) /
           std::sqrt(sampleCovariance(first, first) * sampleCovariance(second, second));
}

void compare(double actual, double expected, double tolerance, const char* what) {
    const QString message = QStringLiteral("%1: actual %2, expected %3, tolerance %4")
                                .arg(QLatin1String(what))
                                .arg(actual)
                                .arg(expected)
                                .arg(tolerance);
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(message));
}

}  // namespace

/// Rank correlation and tables of joint draws.
class JointDrawsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Spearman's correlation is what was asked for, and each member keeps its distribution.
    void rankCorrelation() {
        constexpr std::size_t n = 100'000;
        const Matrix wanted = {{1, -0.6, 0.3}, {-0.6, 1, 0.2}, {0.3, 0.2, 1}};
        const Draws draws = drawn(parameters(), {ranks(wanted)}, n);
        QCOMPARE(draws.size(), std::size_t{3});
        const auto& members = ranks(wanted).members;
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                // Standard error of a rank correlation is below 1.06 (1 − ρ²)/√n and 1/√n at ρ = 0; four of them.
                compare(spearman(draws.at(members[i]), draws.at(members[j])), wanted[i][j], 4.3 / std::sqrt(double(n)),
                        members[i].c_str());
            }
            const Distribution own = makeDistribution(parameters()[i].spec, "p").value();
            const SampleSummary summary = summarise(draws.at(members[i]));
            compare(summary.mean, own.mean(), 4 * own.standardDeviation() / std::sqrt(double(n)), "mean");
            for (const double p : {0.025, 0.5, 0.975}) {
                const double quantile = p == 0.5 ? summary.median : p < 0.5 ? summary.low95 : summary.high95;
                compare(own.cdf(quantile), p, 4 * std::sqrt(p * (1 - p) / n), "quantile");
            }
        }
    }

    /// Members on which nothing before them depends keep their draws to the digit.
    void uncorrelatedKeepTheirDraws() {
        const Draws alone = drawn(parameters(), {}, 1000);
        QVERIFY(drawn(parameters(), {ranks({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})}, 1000) == alone);
        const Draws some = drawn(parameters(), {ranks({{1, 0, 0}, {0, 1, 0.5}, {0, 0.5, 1}})}, 1000);
        QVERIFY(some.at("cost") == alone.at("cost") && some.at("utility") == alone.at("utility"));
        QVERIFY(some.at("risk") != alone.at("risk"));
    }

    /// Perfect rank correlation: the members rise and fall together, in the digits of one deviate.
    void equalRanks() {
        const Draws draws = drawn(parameters(), {ranks({{1, 1, -1}, {1, 1, -1}, {-1, -1, 1}})}, 2000);
        QCOMPARE(draws.size(), std::size_t{3});
        compare(spearman(draws.at("cost"), draws.at("utility")), 1, 1e-12, "ρ = 1");
        compare(spearman(draws.at("cost"), draws.at("risk")), -1, 1e-12, "ρ = −1");
        const Distribution cost = makeDistribution(parameters()[0].spec, "p").value();
        const Distribution risk = makeDistribution(parameters()[2].spec, "p").value();
        for (std::size_t draw = 0; draw < 2000; ++draw) {
            compare(risk.cdf(draws.at("risk")[draw]), 1 - cost.cdf(draws.at("cost")[draw]), 1e-11, "mirror");
        }
    }

    /// One uniform of the group picks a whole row; every row is equally likely.
    void posteriorRows() {
        constexpr std::size_t n = 50'000;
        const Draws draws = drawn({}, {posterior()}, n);
        QCOMPARE(draws.size(), std::size_t{2});
        std::array<int, 5> counts{};
        for (std::size_t draw = 0; draw < n; ++draw) {
            const double a = draws.at("a")[draw];
            QVERIFY(draws.at("b")[draw] == -a);
            QVERIFY(a == 1 + std::floor(5 * uniform(11, stableHash("posterior"), draw)));
            ++counts[static_cast<std::size_t>(a) - 1];
        }
        for (const int count : counts) compare(count, n / 5.0, 4 * std::sqrt(n * 0.2 * 0.8), "rows");
    }

    void posteriorInOrder() {
        JointGroup group = posterior();
        group.inOrder = true;
        const Draws draws = drawn({}, {group}, 600);
        QCOMPARE(draws.size(), std::size_t{2});
        for (std::size_t draw = 0; draw < 600; ++draw) QVERIFY(draws.at("a")[draw] == 1 + double(draw % 5));
    }

    void idsOfStreams() {
        const std::vector<std::string> expected = {"cost", "posterior", "risk", "utility"};
        QVERIFY(streamIds(parameters(), {ranks({}), posterior()}) == expected);
    }
};

QTEST_APPLESS_MAIN(JointDrawsTest)
#include "joint_draws_test.moc"

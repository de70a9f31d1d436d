#include "models/statistics/design.h"

#include "models/statistics/random.h"
#include "models/statistics/sampling.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace kachi;

namespace {

using Draws = std::map<std::string, std::vector<double>>;

RunOptions optionsOf(Design design, std::size_t draws, std::uint64_t seed = 5) {
    RunOptions options;
    options.design = design;
    options.draws = draws;
    options.seed = seed;
    return options;
}

std::vector<double> uniformsOf(const std::string& id, const RunOptions& options, int dimension = 1) {
    std::vector<double> uniforms(options.draws);
    UniformStream(id, options, dimension).fill(0, options.draws, uniforms.data());
    return uniforms;
}

std::vector<SampledParameter> unitParameters(int count) {
    std::vector<SampledParameter> parameters;
    for (int i = 0; i < count; ++i) {
        parameters.push_back({"p" + std::to_string(i), {Family::uniform, {{"low", 0}, {"high", 1}}}});
    }
    return parameters;
}

Draws drawn(const std::vector<SampledParameter>& parameters, const std::vector<JointGroup>& groups,
            const RunOptions& options) {
    Result<Draws> result = sampleParameters(parameters, groups, options);
    return result ? std::move(result).value() : Draws{};
}

/// Mean over the draws of ∏ (1 + 0.5 (x − ½)), whose integral over the unit cube is 1.
double integralOfProduct(const Draws& draws, std::size_t count) {
    double sum = 0;
    for (std::size_t draw = 0; draw < count; ++draw) {
        double product = 1;
        for (const auto& [id, values] : draws) product *= 1 + 0.5 * (values[draw] - 0.5);
        sum += product;
    }
    return sum / static_cast<double>(count);
}

/// Root mean square error of that integral over 20 seeds.
double errorOf(Design design, std::size_t count) {
    double squares = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const double error = integralOfProduct(drawn(unitParameters(6), {}, optionsOf(design, count, seed)), count) - 1;
        squares += error * error / 20;
    }
    return std::sqrt(squares);
}

/// Whether one point lies in each of `count` equal strata.
bool isStratified(const std::vector<double>& uniforms, std::size_t count) {
    std::vector<int> hits(count);
    for (const double u : uniforms) {
        if (!(u > 0 && u < 1)) return false;
        ++hits[static_cast<std::size_t>(u * static_cast<double>(count))];
    }
    return std::all_of(hits.begin(), hits.end(), [&](int n) { return n == static_cast<int>(uniforms.size() / count); });
}

}  // namespace

/// Layout of the uniforms under the three designs.
class DesignTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// First points of the Sobol sequence with the numbers of Joe and Kuo, in natural order: dimension 1 is van der
    /// Corput's sequence; dimension 2 has primitive polynomial 1 + x, m = 1; dimension 3 has 1 + x + x², m = 1, 3.
    /// Source: their web page, "new-joe-kuo-6.21201" and its notes, section 2, worked by hand.
    void sobolPoints_data() {
        QTest::addColumn<int>("dimension");
        QTest::addColumn<QList<double>>("points");
        QTest::newRow("1") << 1 << QList<double>{0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875};
        QTest::newRow("2") << 2 << QList<double>{0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875};
        QTest::newRow("3") << 3 << QList<double>{0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125};
    }
    void sobolPoints() {
        QFETCH(int, dimension);
        QFETCH(QList<double>, points);
        const SobolCoordinate coordinate(dimension);
        for (qsizetype i = 0; i < points.size(); ++i) {
            QVERIFY(coordinate(static_cast<std::uint32_t>(i)) * 0x1p-24 == points[i]);
        }
    }

    void randomIsTheGenerator() {
        const RunOptions options = optionsOf(Design::random, 300);
        const std::vector<double> uniforms = uniformsOf("a.b", options);
        for (std::size_t draw = 0; draw < 300; ++draw) {
            QVERIFY(uniforms[draw] == uniform(5, stableHash("a.b"), draw));
        }
    }

    void latinHypercubeHasOnePointPerStratum_data() {
        QTest::addColumn<int>("draws");
        for (const int draws : {1, 2, 3, 10, 999, 1000, 100'000, 1'000'003}) QTest::addRow("%d", draws) << draws;
    }
    void latinHypercubeHasOnePointPerStratum() {
        QFETCH(int, draws);
        const auto count = static_cast<std::size_t>(draws);
        const std::vector<double> uniforms = uniformsOf("a", optionsOf(Design::latinHypercube, count));
        QVERIFY(isStratified(uniforms, count));
        if (draws < 100) return;
        QVERIFY(!std::is_sorted(uniforms.begin(), uniforms.end()));
        QVERIFY(uniforms != uniformsOf("b", optionsOf(Design::latinHypercube, count)));
        QVERIFY(uniforms != uniformsOf("a", optionsOf(Design::latinHypercube, count, 6)));
    }

    /// Strata of different ids are paired at random: their correlation is below four standard errors, 1/√N.
    void latinHypercubePairsAtRandom() {
        constexpr std::size_t n = 10'000;
        const auto first = uniformsOf("a", optionsOf(Design::latinHypercube, n));
        const auto second = uniformsOf("b", optionsOf(Design::latinHypercube, n));
        double covariance = 0;
        for (std::size_t draw = 0; draw < n; ++draw) covariance += (first[draw] - 0.5) * (second[draw] - 0.5) / n;
        QVERIFY(std::abs(covariance * 12) < 4 / std::sqrt(double(n)));
    }

    /// Scrambling keeps the nets: every 2^k points fill 2^k strata, and 4 × 4 boxes of dimensions 1 and 2.
    void scrambledSobolIsStratified() {
        const auto first = uniformsOf("a", optionsOf(Design::sobol, 1024), 1);
        const auto second = uniformsOf("b", optionsOf(Design::sobol, 1024), 2);
        for (const std::size_t strata : {2u, 64u, 1024u}) QVERIFY(isStratified(first, strata));
        std::array<int, 16> hits{};
        for (std::size_t draw = 0; draw < 16; ++draw) {
            ++hits[static_cast<std::size_t>(first[draw] * 4) * 4 + static_cast<std::size_t>(second[draw] * 4)];
        }
        QVERIFY(std::all_of(hits.begin(), hits.end(), [](int n) { return n == 1; }));
        QVERIFY(first != uniformsOf("a", optionsOf(Design::sobol, 1024, 6), 1));
    }

    /// Mean ½ and variance 1/12 of one scrambled point over 4,000 seeds: scrambling leaves no bias.
    void scrambledPointsAreUniform() {
        constexpr int seeds = 4'000;
        double mean = 0, square = 0;
        for (int seed = 1; seed <= seeds; ++seed) {
            const double u = uniformsOf("a", optionsOf(Design::sobol, 4, static_cast<std::uint64_t>(seed)), 3)[3];
            mean += u / seeds;
            square += (u - 0.5) * (u - 0.5) / seeds;
        }
        QVERIFY(std::abs(mean - 0.5) < 4 * std::sqrt(1 / 12.0 / seeds));
        QVERIFY(std::abs(square - 1 / 12.0) < 4 * std::sqrt(1 / 180.0 / seeds));
    }

    /// Smooth integrand over six parameters. Random draws err by its sd/√N, variance (1 + v)^6 − 1 with v = 0.25/12; a
    /// Latin hypercube by what is left without the additive part 6 v (Stein, Technometrics 29, 1987).
    void smoothIntegral() {
        constexpr std::size_t n = 4096;
        const double variance = std::pow(1 + 0.25 / 12, 6) - 1;
        const double random = std::sqrt(variance / n);
        const double stein = std::sqrt((variance - 6 * 0.25 / 12) / n);
        const double measured = errorOf(Design::random, n);
        const double latin = errorOf(Design::latinHypercube, n);
        const double sobol = errorOf(Design::sobol, n);
        qInfo("root mean square error: random %.2g (theory %.2g), Latin hypercube %.2g (%.2g), Sobol %.2g", measured,
              random, latin, stein, sobol);
        QVERIFY(measured > random / 2 && measured < random * 2);
        QVERIFY(latin > stein / 2 && latin < stein * 2);
        QVERIFY(sobol < random / 100);
    }

    void sameDigitsOnAnyThreads() {
        JointGroup row;
        row.id = "row";
        row.members = {"x", "y", "z"};
        row.concentration = {3, 4, 5};
        for (const Design design : {Design::latinHypercube, Design::sobol}) {
            RunOptions options = optionsOf(design, 5'000);
            options.threads = 1;
            const Draws one = drawn(unitParameters(4), {row}, options);
            QCOMPARE(one.size(), std::size_t{7});
            for (const unsigned threads : {0u, 2u, 8u}) {
                options.threads = threads;
                QVERIFY(drawn(unitParameters(4), {row}, options) == one);
            }
        }
    }

    /// Members of a group have their own strata; the group draws from them as it does from random ones.
    void groupsFollowTheDesign() {
        JointGroup normal;
        normal.id = "n";
        normal.kind = JointKind::multivariateNormal;
        normal.members = {"x", "y"};
        normal.mean = {0, 0};
        normal.covariance = {{1, 0.5}, {0.5, 1}};
        const Draws draws = drawn({}, {normal}, optionsOf(Design::latinHypercube, 1000));
        QCOMPARE(draws.size(), std::size_t{2});
        std::vector<double> uniforms;
        for (const double value : draws.at("x")) uniforms.push_back(normalCdf(value));
        QVERIFY(isStratified(uniforms, 1000));
    }

    /// A parameter more or less leaves the other columns alone.
    void otherParametersDoNotMatter() {
        RunOptions options = optionsOf(Design::latinHypercube, 500);
        QVERIFY(drawn(unitParameters(3), {}, options).at("p1") == drawn(unitParameters(9), {}, options).at("p1"));
        options.design = Design::sobol;
        options.sobolDimensions = {{"p0", 1}, {"p1", 2}, {"p2", 3}};
        std::vector<SampledParameter> more = unitParameters(3);
        more.push_back({"a.new", more[0].spec});
        QVERIFY(drawn(unitParameters(3), {}, options).at("p0") == drawn(more, {}, options).at("p0"));
    }

    void dimensionsAreAssigned() {
        const auto dimensions = sobolDimensions({"d", "b", "a", "c"}, {{"c", 2}, {"gone", 1}}).value();
        const std::map<std::string, int> expected = {{"a", 3}, {"b", 4}, {"c", 2}, {"d", 5}, {"gone", 1}};
        QVERIFY(dimensions == expected);
    }

    void refusals() {
        const auto codes = [](const Issues& issues) {
            std::string text;
            for (const Issue& issue : issues) text += issue.code + " " + issue.where + "; ";
            return text;
        };
        QCOMPARE(codes(sobolDimensions({}, {{"a", 0}, {"b", 4000}, {"c", 7}, {"d", 7}}).issues()),
                 std::string("statistics.sobolDimensionRange a; statistics.sobolDimensionRange b; "
                             "statistics.sobolDimensionTwice d; "));
        std::vector<std::string> many;
        for (int i = 0; i <= largestSobolDimension; ++i) many.push_back("p" + std::to_string(10'000 + i));
        QCOMPARE(codes(sobolDimensions(many, {}).issues()),
                 std::string("statistics.sobolDimensionsExhausted p13667; "));
        QCOMPARE(codes(sampleParameters(unitParameters(1), {}, optionsOf(Design::sobol, largestDesign + 1)).issues()),
                 std::string("statistics.designTooLarge run.draws; "));
    }
};

QTEST_APPLESS_MAIN(DesignTest)
#include "design_test.moc"

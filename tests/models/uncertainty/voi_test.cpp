#include "models/uncertainty/value_of_information.h"

#include "models/statistics/distribution.h"
#include "models/statistics/random.h"

#include <QtTest>

#include <numeric>

using namespace kachi;

namespace {

using Values = std::vector<double>;

/// Normal quantiles of the stream `name`.
Values normals(const std::string& name, std::size_t draws, std::uint64_t seed = 1) {
    Values values(draws);
    for (std::size_t i = 0; i < draws; ++i) values[i] = normalQuantile(uniform(seed, stableHash(name), i));
    return values;
}

/// Net benefits of two strategies: nothing, and `increment`.
std::vector<Values> against(const Values& increment) {
    return {Values(increment.size(), 0.0), increment};
}

std::string seen(const Evppi& found, double expected) {
    return numberText(found.value) + " ± " + numberText(found.standardError) + " / " + numberText(expected) + ", edf " +
           numberText(found.effectiveDegrees);
}

bool hasCode(const Issues& issues, const std::string& code, const std::string& where = {}) {
    return std::ranges::any_of(
        issues, [&](const Issue& issue) { return issue.code == code && (where.empty() || issue.where == where); });
}

}  // namespace

class VoiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// φ(z) − z·(1 − Φ(z)) to 60 digits by the series of Φ (Abramowitz & Stegun 26.2.11), rounded.
    void lossFunction_data() {
        QTest::addColumn<double>("z");
        QTest::addColumn<double>("expected");
        QTest::newRow("0") << 0.0 << 0.3989422804014327;
        QTest::newRow("0.2") << 0.2 << 0.30689463586327648;
        QTest::newRow("1") << 1.0 << 0.083315470587686305;
        QTest::newRow("3") << 3.0 << 0.00038215431704772358;
        QTest::newRow("5") << 5.0 << 5.3461655338328152e-08;
        QTest::newRow("10") << 10.0 << 7.4745602545893284e-25;
        QTest::newRow("-1: L(1) + 1") << -1.0 << 1.0833154705876863;
    }
    void lossFunction() {
        QFETCH(double, z);
        QFETCH(double, expected);
        QVERIFY2(std::abs(unitNormalLoss(z) - expected) <= 1e-12 * expected, numberText(unitNormalLoss(z)).c_str());
    }
    void noSpreadNoValue() {
        QVERIFY(normalEvpi(100, 0) == 0);
        QVERIFY(normalEvpi(0, 0) == 0);
    }

    /// Patients of n years discounted to the first: geometric sum; half a year counts half.
    void beneficiaries_data() {
        QTest::addColumn<double>("years");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("expected");
        QTest::newRow("no discounting") << 10.0 << 0.0 << 1000.0;
        QTest::newRow("2 % over 10 years") << 10.0 << 0.02 << 100 * (1 - std::pow(1.02, -10)) / (1 - 1 / 1.02);
        QTest::newRow("a part of a year") << 2.5 << 0.0 << 250.0;
        QTest::newRow("none") << 0.0 << 0.02 << 0.0;
    }
    void beneficiaries() {
        QFETCH(double, years);
        QFETCH(double, rate);
        QFETCH(double, expected);
        const double total = Beneficiaries{100, years, rate}.total();
        QVERIFY2(std::abs(total - expected) <= 1e-12 * expected, numberText(total).c_str());
    }

    /// Conditional expectations whose EVPPI is known in closed form; 10,000 draws and noise as large as the signal.
    void knownValues_data() {
        QTest::addColumn<QString>("shape");
        QTest::addColumn<double>("expected");
        // E max(0, x² − 1) for standard normal x = 2·φ(1), because ∫₁^∞ (x² − 1)φ = φ(1).
        QTest::newRow("square of one") << "square" << 2 * 0.24197072451914337;
        // E max(0, xy) = ½·(E|x|)² = 1/π.
        QTest::newRow("product of two") << "product2" << 1 / M_PI;
        // E max(0, xyz) = ½·(E|x|)³.
        QTest::newRow("product of three") << "product3" << 0.5 * std::pow(2 / M_PI, 1.5);
        // Sum of five normals: 0.3 + √5·Z.
        QTest::newRow("sum of five") << "sum5" << normalEvpi(0.3, std::sqrt(5.0));
        // exp(x) − √e, x standard normal: √e·(Φ(½) − Φ(−½)), as a call priced by Black & Scholes.
        QTest::newRow("exponential") << "exponential" << std::exp(0.5) * (normalCdf(0.5) - normalCdf(-0.5));
    }
    void knownValues() {
        QFETCH(QString, shape);
        QFETCH(double, expected);
        const std::string name = shape.toStdString();
        constexpr std::size_t draws = 10'000;
        std::vector<Values> x;
        for (const char* stream : {"x", "y", "z", "u", "v"}) x.push_back(normals(stream, draws));
        const Values noise = normals("noise", draws);
        Values increment(draws);
        std::size_t used = 1;
        for (std::size_t i = 0; i < draws; ++i) {
            if (name == "square") {
                increment[i] = x[0][i] * x[0][i] - 1 + noise[i];
            } else if (name == "product2") {
                increment[i] = x[0][i] * x[1][i] + noise[i];
                used = 2;
            } else if (name == "product3") {
                increment[i] = x[0][i] * x[1][i] * x[2][i] + noise[i];
                used = 3;
            } else if (name == "sum5") {
                increment[i] = 0.3 + x[0][i] + x[1][i] + x[2][i] + x[3][i] + x[4][i] + noise[i];
                used = 5;
            } else {
                increment[i] = std::exp(x[0][i]) - std::exp(0.5) + noise[i];
            }
        }
        std::vector<std::string> ids;
        std::vector<const Values*> columns;
        for (std::size_t p = 0; p < used; ++p) {
            ids.push_back("p" + std::to_string(p));
            columns.push_back(&x[p]);
        }
        const auto found = evppi(against(increment), ids, columns);
        QVERIFY(found.ok());
        QVERIFY2(std::abs(found->value - expected) <= 4 * found->standardError, seen(*found, expected).c_str());
        QVERIFY2(found->standardError <= 0.05 * expected, seen(*found, expected).c_str());
    }

    /// The stated standard error is that of repeated samples: over 200 samples the errors, in units of it, have mean
    /// square 1 (a chi-square of 200 degrees of freedom over 200 stays within 0.7 … 1.4).
    void standardError() {
        const double expected = normalEvpi(0.5, 1);
        double squares = 0;
        constexpr int samples = 200;
        for (std::uint64_t seed = 1; seed <= samples; ++seed) {
            const Values x = normals("x", 500, seed);
            const Values noise = normals("noise", 500, seed);
            Values increment(500);
            for (std::size_t i = 0; i < 500; ++i) increment[i] = 0.5 + x[i] + noise[i];
            const auto found = evppi(against(increment), {"x"}, {&x});
            QVERIFY(found.ok());
            const double error = (found->value - expected) / found->standardError;
            squares += error * error / samples;
        }
        QVERIFY2(squares > 0.7 && squares < 1.4, numberText(squares).c_str());
    }

    /// Three values: the fit is the mean of each group, so the EVPPI is a sum worked by hand.
    void fewDistinctValues() {
        constexpr std::size_t draws = 300;
        const Values noise = normals("noise", draws);
        const Values level{-1, 0, 2};
        Values x(draws);
        Values increment(draws);
        std::array<double, 3> groupSum{};
        for (std::size_t i = 0; i < draws; ++i) {
            x[i] = level[i % 3];
            increment[i] = (i % 3 == 1 ? -3.0 : 1.0) + noise[i];
            groupSum[i % 3] += increment[i];
        }
        double whenKnown = 0;
        for (const double sum : groupSum) whenKnown += std::max(sum, 0.0) / draws;
        const double now = std::max(std::accumulate(increment.begin(), increment.end(), 0.0), 0.0) / draws;
        const auto found = evppi(against(increment), {"x"}, {&x});
        QVERIFY(found.ok());
        QVERIFY2(std::abs(found->value - (whenKnown - now)) <= 1e-12, seen(*found, whenKnown - now).c_str());
        QVERIFY(std::abs(found->effectiveDegrees - 3) < 1e-9);

        // Beside a continuous parameter, and one that is zero in half of the draws.
        const Values y = normals("y", draws);
        Values atom = y;
        for (std::size_t i = 0; i < draws; i += 2) atom[i] = 0;
        QVERIFY(evppi(against(increment), {"x", "y"}, {&x, &y}).ok());
        QVERIFY(evppi(against(increment), {"atom"}, {&atom}).ok());
        QVERIFY(evppi(against(increment), {"x", "y", "atom"}, {&x, &y, &atom}).ok());
    }

    /// Probabilities that sum to 1: the last one is known with the others.
    void linearDependence() {
        constexpr std::size_t draws = 1000;
        Values a = normals("a", draws);
        Values b = normals("b", draws);
        const Values noise = normals("noise", draws);
        Values rest(draws);
        Values increment(draws);
        for (std::size_t i = 0; i < draws; ++i) {
            a[i] = 0.3 + 0.02 * a[i];
            b[i] = 0.2 + 0.02 * b[i];
            rest[i] = 1 - a[i] - b[i];
            increment[i] = 100 * (a[i] - 0.3) + 50 * (a[i] - b[i] - 0.1) + noise[i];
        }
        const auto without = evppi(against(increment), {"a", "b"}, {&a, &b});
        const auto with = evppi(against(increment), {"a", "b", "rest"}, {&a, &b, &rest});
        QVERIFY(without.ok() && with.ok());
        QVERIFY(without->value == with->value);
        QCOMPARE(with->parameters.size(), std::size_t(3));
    }

    /// A currency a thousand times smaller gives a thousand times the value; what all strategies share plays no role.
    void units() {
        constexpr std::size_t draws = 1000;
        const Values x = normals("x", draws);
        const Values noise = normals("noise", draws);
        std::vector<Values> benefit(3, Values(draws));
        for (std::size_t i = 0; i < draws; ++i) {
            benefit[0][i] = x[i];
            benefit[1][i] = noise[i];
            benefit[2][i] = 0.1 * x[i] * x[i];
        }
        std::vector<Values> scaled = benefit;
        for (Values& values : scaled) {
            for (std::size_t i = 0; i < draws; ++i) values[i] = 1000 * values[i] + 5e6 * noise[i];
        }
        const auto found = evppi(benefit, {"x"}, {&x});
        const auto rescaled = evppi(scaled, {"x"}, {&x});
        QVERIFY(found.ok() && rescaled.ok());
        QVERIFY2(std::abs(rescaled->value - 1000 * found->value) <= 1e-5 * rescaled->value,
                 numberText(rescaled->value / found->value).c_str());
    }

    /// A decision that nothing changes, and two equal strategies: information is worth exactly nothing.
    void nothingToGain() {
        constexpr std::size_t draws = 500;
        const Values x = normals("x", draws);
        Values certain(draws);
        for (std::size_t i = 0; i < draws; ++i) certain[i] = 1000 + x[i];
        const auto found = evppi(against(certain), {"x"}, {&x});
        QVERIFY(found.ok() && found->value == 0);
        const auto equal = evppi({certain, certain}, {"x"}, {&x});
        QVERIFY(equal.ok() && equal->value == 0 && equal->standardError == 0);
    }

    void refusals_data() {
        QTest::addColumn<QString>("code");
        for (const char* code : {"voi.strategies", "voi.noParameters", "voi.noDraws", "voi.tooFewDraws", "voi.length",
                                 "voi.notFinite", "voi.constant"}) {
            QTest::newRow(code) << code;
        }
    }
    void refusals() {
        QFETCH(QString, code);
        const std::string expected = code.toStdString();
        const std::size_t draws = expected == "voi.noDraws" ? 0 : expected == "voi.tooFewDraws" ? 99 : 200;
        Values x = normals("x", draws);
        std::vector<Values> benefit = against(normals("nb", draws));
        std::vector<std::string> ids{"outcomes.x"};
        if (expected == "voi.strategies") benefit.pop_back();
        if (expected == "voi.noParameters") ids.clear();
        if (expected == "voi.length") x.pop_back();
        if (expected == "voi.notFinite") x[7] = std::nan("");
        if (expected == "voi.constant") x.assign(draws, 0.5);
        const auto found = evppi(benefit, ids, {&x});
        QVERIFY(!found.ok());
        const bool namesParameter =
            expected == "voi.length" || expected == "voi.notFinite" || expected == "voi.constant";
        QVERIFY(hasCode(found.issues(), expected, namesParameter ? "outcomes.x" : ""));
        QCOMPARE(found.issues().size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(VoiTest)
#include "voi_test.moc"

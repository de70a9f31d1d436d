// label: golden
#include "models/statistics/survival_family.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <numbers>

using namespace kachi;

namespace {

using enum SurvivalFamily;

constexpr double infinity = std::numeric_limits<double>::infinity();

nlohmann::json expectedCases() {
    std::ifstream file(KACHI_TEST_DATA "/golden-15-survival/case.json");
    return nlohmann::json::parse(file)["cases"];
}

SurvivalParameters parametersOf(const nlohmann::json& row) {
    const std::string family = row["family"];
    std::vector<double> values;
    for (const char* name :
         {"meanlog", "sdlog", "shape", "shape.shape", "scale", "rate", "rate.rate", "mu", "sigma", "Q"}) {
        if (row["parameters"].contains(name)) values.push_back(row["parameters"][name].get<double>());
    }
    values.resize(3);
    if (family == "weibull") return {weibull, {values[0], values[1]}};
    if (family == "gompertz") return {gompertz, {values[0], values[1]}};
    if (family == "loglogistic") return {loglogistic, {values[0], values[1]}};
    if (family == "lognormal") return {lognormal, {values[0], values[1]}};
    if (family == "gamma") return {SurvivalFamily::gamma, {values[0], 1 / values[1]}};
    return {generalisedGamma, {values[0], values[1], values[2]}};
}

double numberOf(const nlohmann::json& cell) {
    return cell.is_string() ? infinity : cell.get<double>();
}

void compare(double actual, double expected, double relative, double absolute = 0) {
    const double tolerance = std::max(std::abs(expected) * relative, absolute);
    const QString message = QStringLiteral("actual %1, expected %2, tolerance %3")
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(tolerance);
    QVERIFY2(actual == expected || std::abs(actual - expected) <= tolerance, qPrintable(message));
}

/// One of each family, with the awkward shapes among them.
const std::vector<SurvivalParameters>& samples() {
    static const std::vector<SurvivalParameters> all{
        {exponential, {0.3}},
        {weibull, {1.32, 4}},
        {weibull, {0.8, 3}},
        {weibullPh, {1.7, 0.2}},
        {gompertz, {0.2, 0.1}},
        {gompertz, {-0.15, 0.2}},
        {gompertz, {0, 0.25}},
        {lognormal, {0.4, 0.9}},
        {loglogistic, {1.5, 2}},
        {loglogistic, {0.9, 10}},
        {SurvivalFamily::gamma, {0.08, 2}},
        {SurvivalFamily::gamma, {1, 3}},
        {SurvivalFamily::gamma, {20, 0.1}},
        {generalisedGamma, {1, 0.8, 0.5}},
        {generalisedGamma, {1, 0.8, -0.7}},
        {generalisedGamma, {2, 1.2, 0}},
        {generalisedGamma, {1, 0.8, 9e-4}},
        {generalisedGamma, {1, 0.8, -1.1e-3}},
        {generalisedGamma, {0, 0.5, 1.8}},
        {generalisedGamma, {0.5, 0.6, -3}},
    };
    return all;
}

std::string nameOf(const SurvivalParameters& parameters) {
    std::string name = std::to_string(static_cast<int>(parameters.family));
    for (const double value : parameters.values) name += " " + numberText(value);
    return name;
}

void sampleRows() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < samples().size(); ++i) {
        QTest::newRow((std::to_string(i) + ": " + nameOf(samples()[i])).c_str()) << static_cast<int>(i);
    }
}

}  // namespace

/// Times to an event against R and flexsurv (tests/data/golden-15-survival), identities between families and closed
/// forms.
class SurvivalFamilyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void againstR_data() {
        QTest::addColumn<int>("index");
        const nlohmann::json cases = expectedCases();
        QCOMPARE(cases.size(), std::size_t{16});
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QTest::newRow((cases[i]["family"].get<std::string>() + cases[i]["parameters"].dump()).c_str())
                << static_cast<int>(i);
        }
    }
    void againstR() {
        QFETCH(int, index);
        const nlohmann::json row = expectedCases()[index];
        const SurvivalParameters parameters = parametersOf(row);
        QVERIFY(validate(parameters, "c").empty());
        for (std::size_t i = 0; i < row["p"].size(); ++i) {
            const double p = row["p"][i];
            // 1 − p of a p near 1 is given to some 1e-16/(1 − p) only, and R's own quantiles to 1e-8.
            const bool tail = p < 1e-3 || p > 0.999;
            compare(timeAtCumulativeHazard(parameters, -std::log1p(-p)), numberOf(row["quantile"][i]),
                    tail ? 1e-9 : 1e-12);
        }
        for (std::size_t i = 0; i < row["x"].size(); ++i) {
            const double x = row["x"][i];
            const double survival = survivalAt(parameters, x);
            compare(densityAt(parameters, x), row["density"][i], 1e-12, 1e-300);
            compare(-std::expm1(-cumulativeHazardAt(parameters, x)), row["cdf"][i], 1e-12, 1e-300);
            compare(survival, 1 - row["cdf"][i].get<double>(), 1e-9, 1e-15);
            compare(hazardAt(parameters, x) * survival, row["density"][i], 1e-12, 1e-300);
        }
    }

    /// Prentice: q = 1 is Weibull, q = sigma gamma, q = 0 lognormal; a gamma of shape 1 is exponential, and a Weibull
    /// is the same with rate = scale^(−shape).
    void identities_data() {
        QTest::addColumn<int>("left");
        QTest::addColumn<QVector<double>>("leftValues");
        QTest::addColumn<int>("right");
        QTest::addColumn<QVector<double>>("rightValues");
        QTest::newRow("generalised gamma, q = 1") << int(generalisedGamma) << QVector<double>{1, 0.5, 1} << int(weibull)
                                                  << QVector<double>{2, std::exp(1.0), 0};
        QTest::newRow("generalised gamma, q = sigma")
            << int(generalisedGamma) << QVector<double>{1, 0.5, 0.5} << int(SurvivalFamily::gamma)
            << QVector<double>{4, std::exp(1.0) / 4, 0};
        QTest::newRow("generalised gamma, q = 0")
            << int(generalisedGamma) << QVector<double>{1, 0.5, 0} << int(lognormal) << QVector<double>{1, 0.5, 0};
        QTest::newRow("gamma, shape 1") << int(SurvivalFamily::gamma) << QVector<double>{1, 4, 0} << int(exponential)
                                        << QVector<double>{0.25, 0, 0};
        QTest::newRow("Weibull") << int(weibull) << QVector<double>{1.5, 4, 0} << int(weibullPh)
                                 << QVector<double>{1.5, 0.125, 0};
        QTest::newRow("Gompertz, shape 0")
            << int(gompertz) << QVector<double>{0, 0.25, 0} << int(exponential) << QVector<double>{0.25, 0, 0};
    }
    void identities() {
        QFETCH(int, left);
        QFETCH(QVector<double>, leftValues);
        QFETCH(int, right);
        QFETCH(QVector<double>, rightValues);
        const SurvivalParameters a{SurvivalFamily(left), {leftValues[0], leftValues[1], leftValues[2]}};
        const SurvivalParameters b{SurvivalFamily(right), {rightValues[0], rightValues[1], rightValues[2]}};
        for (const double time : {1e-8, 0.01, 0.3, 1.0, 2.7, 9.0, 60.0, 2500.0}) {
            compare(cumulativeHazardAt(a, time), cumulativeHazardAt(b, time), 1e-12);
            compare(hazardAt(a, time), hazardAt(b, time), 1e-12);
        }
        for (const double hazard : {1e-12, 0.01, 0.5, 0.7, 5.0, 590.0, 620.0, 4e4}) {
            compare(timeAtCumulativeHazard(a, hazard), timeAtCumulativeHazard(b, hazard), 1e-12);
        }
    }

    /// Cumulative hazard of the standardised generalised gamma near the lognormal, on both sides of the change of
    /// formula at |q| = 1e-3. Expected: mpmath 1.3, 30 digits, integral of the density from the nearer end.
    void nearLognormal_data() {
        QTest::addColumn<double>("q");
        QTest::addColumn<double>("w");
        QTest::addColumn<double>("expected");
        const auto row = [](double q, double w, double expected) {
            QTest::newRow((numberText(q) + " at " + numberText(w)).c_str()) << q << w << expected;
        };
        row(0.0005, -8, 6.5048532594524603e-16);
        row(0.0005, -1, 0.17282569058949137);
        row(0.0005, 0, 0.69328017016298907);
        row(0.0005, 0.4, 1.0656264343863113);
        row(0.0005, 7, 27.414667605779918);
        row(0.0005, 36, 656.41780027942768);
        row(-0.0005, -8, 5.948942282407316e-16);
        row(-0.0005, -1, 0.17268189060201557);
        row(-0.0005, 0, 0.69301420864078432);
        row(-0.0005, 0.4, 1.0652416821628016);
        row(-0.0005, 7, 27.353998433052994);
        row(-0.0005, 36, 648.62367428597061);
        row(0.000999, -8, 6.8005080869236635e-16);
        row(0.000999, -1, 0.17289748141361714);
        row(0.000999, 0, 0.69341291142348458);
        row(0.000999, 0.4, 1.0658184529331662);
        row(0.000999, 7, 27.445017985504427);
        row(0.000999, 36, 660.35983700988796);
        row(-0.000999, -8, 5.6888342785439099e-16);
        row(-0.000999, -1, 0.17261016902664727);
        row(-0.000999, 0, 0.69288152029053925);
        row(-0.000999, 0.4, 1.0650497179805431);
        row(-0.000999, 7, 27.323800769078275);
        row(-0.000999, 36, 644.78642018710419);
        row(0.001001, -8, 6.8017185382131002e-16);
        row(0.001001, -1, 0.17289776919879309);
        row(0.001001, 0, 0.69341344348804269);
        row(0.001001, 0.4, 1.0658192225830099);
        row(0.001001, 7, 27.445139732951027);
        row(0.001001, 36, 660.37570820957829);
        row(-0.001001, -8, 5.6878139918912682e-16);
        row(-0.001001, -1, 0.17260988161178504);
        row(-0.001001, 0, 0.69288098850892329);
        row(-0.001001, 0.4, 1.0650489486214188);
        row(-0.001001, 7, 27.323679838293326);
        row(-0.001001, 36, 644.77110933977878);
        row(0.01, -8, 1.4942523116202737e-15);
        row(0.01, -1, 0.17419641582603932);
        row(0.01, 0, 0.69581034030382007);
        row(0.01, 0.4, 1.0692852121548933);
        row(0.01, 7, 28.001348816204916);
        row(0.01, 36, 737.98276763746521);
        row(-0.01, -8, 2.50168335695924e-16);
        row(-0.01, -1, 0.17132040006727057);
        row(-0.01, 0, 0.69049109440197236);
        row(-0.01, 0.4, 1.0615901542688535);
        row(-0.01, 7, 26.787685913371241);
        row(-0.01, 36, 581.09188231870829);
    }
    void nearLognormal() {
        QFETCH(double, q);
        QFETCH(double, w);
        QFETCH(double, expected);
        // Rounding of ln x is multiplied by |z|/|q| ≤ 8/1e-3 in the lower tail.
        compare(cumulativeHazardAt({generalisedGamma, {0, 1, q}}, std::exp(w)), expected, 1e-11);
        compare(std::log(timeAtCumulativeHazard({generalisedGamma, {0, 1, q}}, expected)), w, 1e-11, 1e-12);
    }

    void inverse_data() { sampleRows(); }
    void inverse() {
        QFETCH(int, index);
        const SurvivalParameters& parameters = samples()[index];
        for (const double hazard : {1e-15, 1e-6, 0.1, 0.69, 0.7, 1.2, 30.0, 599.0, 601.0, 1e4}) {
            const double time = timeAtCumulativeHazard(parameters, hazard);
            if (parameters.family == gompertz && parameters.values[0] < 0 && hazard > 0.2 / 0.15) {
                QCOMPARE(time, infinity);
            } else if (std::isnormal(time)) {
                compare(cumulativeHazardAt(parameters, time), hazard, 1e-10);  // q near 0 as in nearLognormal
            }
        }
        QCOMPARE(timeAtSurvival(parameters, 1), 0.0);
        compare(survivalAt(parameters, timeAtSurvival(parameters, 0.4)), 0.4, 1e-12);
    }

    /// The hazard is the slope of the cumulative hazard: Simpson's rule over a narrow interval.
    void hazardIsSlope_data() { sampleRows(); }
    void hazardIsSlope() {
        QFETCH(int, index);
        const SurvivalParameters& parameters = samples()[index];
        for (const double time : {1e-6, 0.02, 0.9, 5.0, 40.0, 400.0}) {
            const double step = time * 2e-4;
            const double rise = cumulativeHazardAt(parameters, time + step) - cumulativeHazardAt(parameters, time);
            const double slope = (hazardAt(parameters, time) + 4 * hazardAt(parameters, time + step / 2) +
                                  hazardAt(parameters, time + step)) /
                                 6;
            compare(rise, slope * step, 1e-7, 1e-14 * cumulativeHazardAt(parameters, time));
        }
    }

    /// Tails where survival itself is 0 in double precision.
    void deepTails() {
        // Abramowitz and Stegun 26.2.13: P(Z > z) = φ(z)/z·(1 − 1/z² + 3/z⁴ − 15/z⁶ + …); at z = 40 the next term is
        // 105/z⁸ = 1.6e-11.
        const double z = 40;
        const double series = 1 - 1 / (z * z) + 3 / std::pow(z, 4) - 15 / std::pow(z, 6);
        const double logTail = -z * z / 2 - 0.5 * std::log(2 * std::numbers::pi) - std::log(z) + std::log(series);
        compare(cumulativeHazardAt({lognormal, {0, 1}}, std::exp(z)), -logTail, 1e-12);
        // Erlang of two stages: S = (1 + x)·e^(−x)
        compare(cumulativeHazardAt({SurvivalFamily::gamma, {2, 1}}, 5000), 5000 - std::log(5001.0), 1e-14);
        compare(hazardAt({SurvivalFamily::gamma, {2, 1}}, 5000), 5000.0 / 5001, 1e-14);
        // q = −1: Fréchet, S = 1 − exp(−1/t)
        compare(cumulativeHazardAt({generalisedGamma, {0, 1, -1}}, 1e250), 250 * std::numbers::ln10, 1e-14);
        compare(hazardAt({generalisedGamma, {0, 1, -1}}, 1e250), 1e-250, 1e-13);
        compare(cumulativeHazardAt({loglogistic, {2, 1}}, 1e200), 400 * std::numbers::ln10, 1e-14);
    }

    void atTheStart() {
        for (const SurvivalParameters& parameters : samples()) {
            QCOMPARE(survivalAt(parameters, 0), 1.0);
            QCOMPARE(cumulativeHazardAt(parameters, 0), 0.0);
            QVERIFY2(!std::isnan(hazardAt(parameters, 0)), nameOf(parameters).c_str());
            QVERIFY2(!std::isnan(densityAt(parameters, 0)), nameOf(parameters).c_str());
        }
        compare(hazardAt({generalisedGamma, {1, 1, 1}}, 0), std::exp(-1.0), 1e-14);  // exponential
        QCOMPARE(hazardAt({weibull, {0.8, 3}}, 0), infinity);
        QCOMPARE(hazardAt({SurvivalFamily::gamma, {2, 3}}, 0), 0.0);
    }

    void neverHappens() {
        for (const SurvivalParameters& parameters :
             {SurvivalParameters{exponential, {0}}, {weibullPh, {1.5, 0}}, {gompertz, {0.3, 0}}, {gompertz, {0, 0}}}) {
            QVERIFY(validate(parameters, "c").empty());
            QCOMPARE(survivalAt(parameters, 1e6), 1.0);
            QCOMPARE(timeAtSurvival(parameters, 0.5), infinity);
        }
    }

    void refused_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QVector<double>>("values");
        QTest::addColumn<QString>("arguments");
        QTest::newRow("negative rate") << int(exponential) << QVector<double>{-1, 0, 0} << "rate";
        QTest::newRow("two faults") << int(weibull) << QVector<double>{0, -2, 0} << "shape scale";
        QTest::newRow("not a number") << int(gompertz) << QVector<double>{std::nan(""), 1, 0} << "shape";
        QTest::newRow("sd 0") << int(lognormal) << QVector<double>{0, 0, 0} << "sdlog";
        QTest::newRow("extreme shape") << int(SurvivalFamily::gamma) << QVector<double>{1e9, 1, 0} << "shape";
        QTest::newRow("extreme q") << int(generalisedGamma) << QVector<double>{0, -1, 200} << "sigma q";
        QTest::newRow("infinite scale") << int(loglogistic) << QVector<double>{1, infinity, 0} << "scale";
    }
    void refused() {
        QFETCH(int, family);
        QFETCH(QVector<double>, values);
        QFETCH(QString, arguments);
        const Issues issues = validate({SurvivalFamily(family), {values[0], values[1], values[2]}}, "pfs");
        QStringList found;
        for (const Issue& issue : issues) {
            QCOMPARE(issue.code, std::string("statistics.survivalParameter"));
            QCOMPARE(issue.where, std::string("pfs"));
            QVERIFY(!issue.limit.empty());
            found << QString::fromStdString(issue.details.at("argument"));
        }
        QCOMPARE(found.join(QLatin1Char(' ')), arguments);
    }
};

QTEST_APPLESS_MAIN(SurvivalFamilyTest)
#include "survival_family_test.moc"

// Distributions matched to points of their cumulative function, to values, and pooled.
#include "models/statistics/distribution_fit.h"

#include "models/statistics/maximum_likelihood.h"
#include "models/statistics/summary.h"

#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

bool near(double actual, double expected, double tolerance) {
    return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

const FittedDistribution& of(const DistributionFits& fits, Family family) {
    const auto found =
        std::ranges::find_if(fits.fitted, [&](const FittedDistribution& fit) { return fit.spec.family == family; });
    if (found == fits.fitted.end()) qFatal("no %s", familyName(family));
    return *found;
}

std::string codeOf(const auto& result) {
    return result ? "fitted" : result.issues().front().code;
}

/// Endurance of 23 deep-groove ball bearings in millions of revolutions: Lieblein J, Zelen M. J Res Natl Bur Stand
/// 1956;57:273-316, as analysed by Lawless JF, Statistical models and methods for lifetime data, 2nd ed., 2003.
const std::vector<double> bearings{17.88, 28.92, 33.00,  41.52,  42.12,  45.60,  48.48, 51.84,
                                   51.96, 54.12, 55.56,  67.80,  68.64,  68.64,  68.88, 84.12,
                                   93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40};

}  // namespace

class DistributionFitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The check SHELF's own tests make: points taken from a known distribution give its parameters back.
    void recovered_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QList<double>>("parameters");
        QTest::addColumn<bool>("bounded");
        const auto row = [](Family family, const QList<double>& parameters, bool bounded = false) {
            QTest::newRow(familyName(family)) << static_cast<int>(family) << parameters << bounded;
        };
        row(Family::normal, {40, 14.8});
        row(Family::lognormal, {3.2, 0.4});
        row(Family::gamma, {5.5, 7});
        row(Family::weibull, {1.7, 30});
        row(Family::beta, {3, 9});
        row(Family::uniform, {-2, 7});
        row(Family::truncatedNormal, {20, 30}, true);
        row(Family::pert, {0, 30, 100, 6}, true);
        row(Family::triangular, {0, 35, 100}, true);
    }
    void recovered() {
        QFETCH(int, family);
        QFETCH(QList<double>, parameters);
        QFETCH(bool, bounded);
        const FitBounds bounds = bounded ? FitBounds{0, 100} : FitBounds{};
        DistributionSpec spec;
        spec.family = static_cast<Family>(family);
        switch (spec.family) {
            case Family::normal:
                spec.args = {{"mean", parameters[0]}, {"sd", parameters[1]}};
                break;
            case Family::lognormal:
                spec.args = {{"meanlog", parameters[0]}, {"sdlog", parameters[1]}};
                break;
            case Family::beta:
                spec.args = {{"alpha", parameters[0]}, {"beta", parameters[1]}};
                break;
            case Family::uniform:
                spec.args = {{"low", parameters[0]}, {"high", parameters[1]}};
                break;
            case Family::truncatedNormal:
                spec.args = {{"mean", parameters[0]}, {"sd", parameters[1]}, {"low", 0}, {"high", 100}};
                break;
            case Family::pert:
                spec.args = {{"low", 0}, {"mode", parameters[1]}, {"high", 100}, {"lambda", parameters[3]}};
                break;
            case Family::triangular:
                spec.args = {{"low", 0}, {"mode", parameters[1]}, {"high", 100}};
                break;
            default:
                spec.args = {{"shape", parameters[0]}, {"scale", parameters[1]}};
        }
        const Distribution truth = makeDistribution(spec, {}).value();
        std::vector<CumulativePoint> points;
        for (const double probability : {0.05, 0.25, 0.5, 0.75, 0.95}) {
            points.push_back({truth.quantile(probability), probability});
        }
        const auto fits = fitPoints(points, bounds, {});
        QVERIFY2(fits.ok(), codeOf(fits).c_str());
        const FittedDistribution& fit = of(*fits, spec.family);
        QVERIFY2(*fit.squares < 1e-14, qPrintable(QString::number(*fit.squares)));
        for (const auto& [name, value] : spec.args) {
            // A simplex finds the minimum of a square only to the root of the precision of its sum.
            QVERIFY2(
                near(fit.spec.args.at(name), value, 1e-5),
                qPrintable(QString::fromStdString(name) + u' ' + QString::number(fit.spec.args.at(name), 'g', 12)));
        }
    }

    /// Quartiles 30, 40, 50, the example of SHELF's manual: the normal through them has mean 40 and sd 10 / z(0.75),
    /// with z(0.75) = 0.6744897501960817.
    void quartilesOfTheManual() {
        const auto fits = fitPoints({{30, 0.25}, {40, 0.5}, {50, 0.75}}, {}, {});
        QVERIFY(fits.ok());
        const FittedDistribution& normal = of(*fits, Family::normal);
        QVERIFY(near(normal.spec.args.at("mean"), 40, 1e-7));
        QVERIFY(near(normal.spec.args.at("sd"), 10 / 0.6744897501960817, 1e-7));
        QCOMPARE(fits->fitted.front().spec.family, Family::normal);
    }

    /// Weibull 2.10 and 81.9 and the lognormal 4.15 and 0.522 of Lawless; closed forms for normal and lognormal.
    void maximumLikelihood() {
        const auto fits = fitValues(bearings, {}, {});
        QVERIFY2(fits.ok(), codeOf(fits).c_str());
        const FittedDistribution& weibull = of(*fits, Family::weibull);
        QVERIFY(near(weibull.spec.args.at("shape"), 2.10, 0.003));
        QVERIFY(near(weibull.spec.args.at("scale"), 81.88, 0.0005));
        const FittedDistribution& lognormal = of(*fits, Family::lognormal);
        QVERIFY(near(lognormal.spec.args.at("meanlog"), 4.150, 0.0005));
        QVERIFY(near(lognormal.spec.args.at("sdlog"), 0.522, 0.001));
        const FittedDistribution& normal = of(*fits, Family::normal);
        const double sd = normal.spec.args.at("sd");
        // Maximum of the normal log-likelihood: −n (1 + ln 2πσ²) / 2.
        QVERIFY(near(*normal.logLikelihood, -23 * (1 + std::log(2 * M_PI * sd * sd)) / 2, 1e-12));
        QVERIFY(near(*normal.aic, 4 - 2 * *normal.logLikelihood, 1e-15));
        QVERIFY(near(*normal.bic, 2 * std::log(23.0) - 2 * *normal.logLikelihood, 1e-15));
        QVERIFY(*lognormal.aic < *weibull.aic);
    }

    /// At a maximum every central difference of the log-likelihood is zero: the score equations say the same as the
    /// density.
    void scoresVanish_data() {
        QTest::addColumn<double>("factor");
        QTest::addColumn<double>("upper");
        QTest::newRow("as measured") << 1.0 << 0.0;
        QTest::newRow("shares") << 0.005 << 1.0;
        QTest::newRow("bounded") << 1.0 << 200.0;
        QTest::newRow("yen") << 1e6 << 0.0;
    }
    void scoresVanish() {
        QFETCH(double, factor);
        QFETCH(double, upper);
        std::vector<double> values;
        for (const double value : bearings) values.push_back(value * factor);
        const bool bounded = upper > 0;
        for (const LikelihoodFit& fit : likelihoodFits(values, bounded ? std::optional(0.0) : std::nullopt,
                                                       bounded ? std::optional(upper) : std::nullopt)) {
            if (fit.spec.family == Family::uniform) continue;  // its maximum is at the edge
            QVERIFY2(fit.found, familyName(fit.spec.family));
            const auto likelihood = [&](const DistributionSpec& spec) {
                double sum = 0;
                for (const double value : values) sum += std::log(makeDistribution(spec, {})->pdf(value));
                return sum;
            };
            for (const auto& [name, value] : fit.spec.args) {
                const bool isBound = fit.spec.family == Family::pert || fit.spec.family == Family::truncatedNormal;
                if (isBound && (name == "low" || name == "high")) continue;
                DistributionSpec up = fit.spec;
                DistributionSpec down = fit.spec;
                up.args[name] = value * (1 + 1e-5);
                down.args[name] = value * (1 - 1e-5);
                const double slope = (likelihood(up) - likelihood(down)) / 2e-5;
                QVERIFY2(std::abs(slope) < 1e-4,
                         qPrintable(QString::fromLatin1(familyName(fit.spec.family)) + u' ' +
                                    QString::fromStdString(name) + u' ' + QString::number(slope)));
            }
        }
    }

    /// nlm of R 4.2.2 on −Σ ln φ((x − μ)/σ)/σ + n ln(Φ((b − μ)/σ) − Φ((a − μ)/σ)); it ends within 1e-6 of the
    /// parameters.
    void truncatedNormal_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("sd");
        QTest::addColumn<double>("logLikelihood");
        const double none = std::numeric_limits<double>::infinity();
        QTest::newRow("from 0") << 0.0 << none << 68.085910255 << 40.536329205 << -114.718647218;
        QTest::newRow("0 to 200") << 0.0 << 200.0 << 68.078451437 << 40.766625633 << -114.704482799;
        QTest::newRow("10 to 180") << 10.0 << 180.0 << 61.261959882 << 46.572181517 << -113.750188694;
        QTest::newRow("to 180") << -none << 180.0 << 72.439388449 << 36.979375319 << -115.437578459;
        QTest::newRow("15 to 175") << 15.0 << 175.0 << 51.744612799 << 53.160747386 << -112.930594637;
    }
    void truncatedNormal() {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(double, mean);
        QFETCH(double, sd);
        QFETCH(double, logLikelihood);
        FitBounds bounds;
        if (std::isfinite(low)) bounds.low = low;
        if (std::isfinite(high)) bounds.high = high;
        const auto fits = fitValues(bearings, bounds, {});
        QVERIFY2(fits.ok(), codeOf(fits).c_str());
        const FittedDistribution& fit = of(*fits, Family::truncatedNormal);
        QVERIFY(near(fit.spec.args.at("mean"), mean, 1e-6));
        QVERIFY(near(fit.spec.args.at("sd"), sd, 1e-6));
        QVERIFY(near(*fit.logLikelihood, logLikelihood, 1e-11));
    }

    /// Values that crowd at the bound more than any normal does have no greatest likelihood (R: μ runs to −∞).
    void noTruncatedNormal() {
        const auto fits = fitValues({0.001, 0.002, 0.003, 0.01, 0.02, 0.05, 0.3}, {0, {}}, {});
        QVERIFY(fits.ok());
        QCOMPARE(fits->notFitted, std::vector<Family>{Family::truncatedNormal});
    }

    /// Families that can leave the bounds are no candidates; on 0 to 1 PERT is the beta and not listed again.
    void bounds_data() {
        QTest::addColumn<double>("factor");
        QTest::addColumn<QList<double>>("bounds");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QStringList>("points");
        const double none = std::numeric_limits<double>::infinity();
        QTest::newRow("none") << 1.0 << QList{-none, none}
                              << QStringList{u"normal"_s, u"lognormal"_s, u"gamma"_s, u"weibull"_s, u"uniform"_s}
                              << QStringList{u"normal"_s, u"lognormal"_s, u"gamma"_s, u"weibull"_s, u"uniform"_s};
        QTest::newRow("from 0") << 1.0 << QList{0.0, none}
                                << QStringList{u"lognormal"_s, u"gamma"_s, u"weibull"_s, u"uniform"_s,
                                               u"truncatedNormal"_s}
                                << QStringList{u"lognormal"_s, u"gamma"_s, u"weibull"_s, u"truncatedNormal"_s};
        QTest::newRow("from 10") << 1.0 << QList{10.0, none} << QStringList{u"uniform"_s, u"truncatedNormal"_s}
                                 << QStringList{u"truncatedNormal"_s};
        QTest::newRow("0 to 200") << 1.0 << QList{0.0, 200.0}
                                  << QStringList{u"uniform"_s, u"truncatedNormal"_s, u"pert"_s}
                                  << QStringList{u"truncatedNormal"_s, u"pert"_s, u"triangular"_s};
        QTest::newRow("0 to 1") << 0.005 << QList{0.0, 1.0}
                                << QStringList{u"beta"_s, u"uniform"_s, u"truncatedNormal"_s}
                                << QStringList{u"beta"_s, u"truncatedNormal"_s, u"triangular"_s};
    }
    void bounds() {
        QFETCH(double, factor);
        QFETCH(QList<double>, bounds);
        QFETCH(QStringList, values);
        QFETCH(QStringList, points);
        FitBounds entered;
        if (std::isfinite(bounds[0])) entered.low = bounds[0];
        if (std::isfinite(bounds[1])) entered.high = bounds[1];
        std::vector<double> scaled;
        for (const double value : bearings) scaled.push_back(value * factor);
        const auto check = [](const Result<DistributionFits>& fits, QStringList expected, std::size_t left) {
            QVERIFY2(fits.ok(), codeOf(fits).c_str());
            QStringList names;
            for (const FittedDistribution& fit : fits->fitted)
                names << QString::fromLatin1(familyName(fit.spec.family));
            names.sort();
            expected.sort();
            QCOMPARE(names, expected);
            QCOMPARE(fits->outsideBounds.size(), left);
        };
        const bool low = entered.low.has_value();
        const bool high = entered.high.has_value();
        const std::size_t logFamilies = entered.low == 0.0 && !high ? 0 : 3;
        const std::size_t left = low || high ? 1 + logFamilies : 0;
        check(fitValues(scaled, entered, {}), values, left);
        check(fitPoints({{40 * factor, 0.25}, {68 * factor, 0.5}, {100 * factor, 0.75}}, entered, {}), points, left);
    }

    /// Stephens' formulas by hand for the values 1, 2, 4 against the uniform on 1 to 4: F = 0, 1/3, 1.
    void distances() {
        const auto fits = fitValues({1, 2, 4}, {}, {});
        QVERIFY(fits.ok());
        const FittedDistribution& uniform = of(*fits, Family::uniform);
        QVERIFY(near(*uniform.kolmogorovSmirnov, 1.0 / 3, 1e-14));
        // 1/36 + (0 − 1/6)² + (1/3 − 1/2)² + (1 − 5/6)²
        QVERIFY(near(*uniform.cramerVonMises, 1.0 / 36 + 3.0 / 36, 1e-14));
        QVERIFY(!uniform.andersonDarling);
    }

    void linearPool() {
        const auto normal = [](double mean, double sd) {
            DistributionSpec spec;
            spec.family = Family::normal;
            spec.args = {{"mean", mean}, {"sd", sd}};
            return makeDistribution(spec, {}).value();
        };
        const LinearPool pool({{1, normal(10, 3)}, {3, normal(20, 4)}});
        QVERIFY(near(pool.mean(), 17.5, 1e-14));
        // Σ w (σ² + m²) − (Σ w m)² = (109 + 3 · 416)/4 − 17.5²
        QVERIFY(near(pool.standardDeviation(), std::sqrt((109 + 3 * 416) / 4.0 - 17.5 * 17.5), 1e-12));
        QVERIFY(near(pool.cdf(pool.quantile(0.3)), 0.3, 1e-12));
        // By symmetry the pool of two equal weights has its median in the middle.
        QVERIFY(near(LinearPool({{1, normal(0, 2)}, {1, normal(10, 2)}}).quantile(0.5), 5, 1e-9));
    }

    void chips() {
        const std::vector<ChipBin> bins{{0, 10, 2}, {10, 20, 0}, {20, 30, 6}, {30, 40, 2}};
        const auto points = chipPoints(bins, {});
        QVERIFY(points.ok());
        QCOMPARE(points->size(), std::size_t(3));
        QVERIFY(near((*points)[1].probability, 0.8, 1e-15));
        QVERIFY(near(chipShare(bins, 25), 0.5, 1e-15));
        QCOMPARE(codeOf(chipPoints({{0, 10, 2}, {5, 15, 1}}, {})), std::string("distributionFit.binsOverlap"));
        QCOMPARE(codeOf(chipPoints({{10, 10, 2}}, {})), std::string("distributionFit.binReversed"));
        QCOMPARE(codeOf(chipPoints({{0, 10, 0}}, {})), std::string("distributionFit.noChips"));
    }

    void refusals() {
        QCOMPARE(codeOf(fitPoints({{1, 0}, {2, 0.5}, {3, 1}}, {}, {})), std::string("distributionFit.tooFewPoints"));
        QCOMPARE(codeOf(fitPoints({{3, 0.2}, {2, 0.5}}, {}, {})), std::string("distributionFit.pointsNotAscending"));
        QCOMPARE(codeOf(fitPoints({{1, 0.2}, {2, 0.5}}, {1.5, {}}, {})), std::string("distributionFit.outsideBounds"));
        QCOMPARE(codeOf(fitPoints({{1, 0.2}, {2, 0.5}}, {3, 1}, {})), std::string("distributionFit.boundsReversed"));
        QCOMPARE(codeOf(fitValues({1, 2}, {}, {})), std::string("distributionFit.tooFewValues"));
        QCOMPARE(codeOf(fitValues({2, 2, 2}, {}, {})), std::string("distributionFit.constantValues"));
    }

    /// Values at and below zero leave only the families that can hold them.
    void familiesThatSuit() {
        const auto fits = fitValues({-1, 0, 2, 3}, {}, {});
        QVERIFY(fits.ok());
        QCOMPARE(fits->fitted.size(), std::size_t(2));
        const auto points = fitPoints({{-1, 0.2}, {3, 0.7}}, {}, {});
        QVERIFY(points.ok());
        QCOMPARE(points->fitted.size(), std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(DistributionFitTest)
#include "distribution_fit_test.moc"

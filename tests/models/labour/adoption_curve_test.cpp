#include "models/labour/adoption_curve.h"

#include "tests/models/labour/near.h"

using namespace kachi;

namespace {

/// NDB open data, TAVI claims of fiscal years 2016 to 2023; covered since October 2013.
std::vector<AdoptionPoint> taviClaims() {
    return {{3, 2994}, {4, 4924}, {5, 6342}, {6, 7899}, {7, 8963}, {8, 11211}, {9, 12447}, {10, 14580}};
}

}  // namespace

/// Bass and logistic adoption and their least squares.
class AdoptionCurveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Bass 1969: F at the peak of adoption, t* = ln(q/p)/(p + q), is 1/2 − p/(2q).
    void bassPeak() {
        const AdoptionCurve curve{AdoptionFamily::bass, {0.03, 0.38}};
        near(curve.at(std::log(0.38 / 0.03) / 0.41), 0.5 - 0.03 / 0.76, 1e-12);
        near(curve.at(0), 0, 0);
        near(curve.at(-1), 0, 0);
        near(curve.at(200), 1, 1e-12);
    }

    /// Without imitation Bass is exponential.
    void bassWithoutImitation() {
        near(AdoptionCurve{AdoptionFamily::bass, {0.2, 0}}.at(3), 1 - std::exp(-0.6), 1e-15);
    }

    void logisticMiddle() {
        const AdoptionCurve curve{AdoptionFamily::logistic, {0.8, 4}};
        near(curve.at(4), 0.5, 1e-15);
        near(curve.at(6) + curve.at(2), 1, 1e-15);
    }

    /// R's help page SSlogis: nls(density ~ SSlogis(log(conc), Asym, xmid, scal), DNase1) prints Asym 2.34518,
    /// xmid 1.48309, scal 1.04146 with errors 0.07815, 0.08135, 0.03227 and residual SD 0.01919. scal = 1/k.
    void agreesWithR() {
        const std::vector<double> concentrations{0.04882812, 0.1953125, 0.390625, 0.78125, 1.5625, 3.125, 6.25, 12.5};
        const std::vector<double> densities{0.017, 0.018, 0.121, 0.124, 0.206, 0.215, 0.377, 0.374,
                                            0.614, 0.609, 1.019, 1.001, 1.334, 1.364, 1.730, 1.710};
        std::vector<AdoptionPoint> points;
        for (std::size_t at = 0; at < densities.size(); ++at) {
            points.push_back({std::log(concentrations[at / 2]), densities[at]});
        }
        const auto fit = fitAdoption(AdoptionFamily::logistic, points, {});
        QVERIFY(fit.ok());
        near(fit->ceiling, 2.34518, 6e-6, "Asym");
        near(fit->curve.values[1], 1.48309, 6e-6, "xmid");
        near(1 / fit->curve.values[0], 1.04146, 6e-6, "scal");
        near(fit->standardError(0), 0.07815, 6e-6, "error of Asym");
        near(fit->standardError(2), 0.08135, 6e-6, "error of xmid");
        near(fit->residualDeviation, 0.01919, 6e-6, "residual SD");
    }

    /// Least squares of tests/data/labour-fits/adoption_least_squares.py.
    void tavi_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<double>("ceiling");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::addColumn<double>("squares");
        QTest::newRow("logistic") << static_cast<int>(AdoptionFamily::logistic) << 20140.38158991656
                                  << 0.3504610505607062 << 7.416879781660409 << 850998.0318254976;
        QTest::newRow("Bass") << static_cast<int>(AdoptionFamily::bass) << 36625.69414533833 << 0.02646902767106018
                              << 0.13301285182791653 << 518410.73757437436;
    }
    void tavi() {
        QFETCH(int, family);
        QFETCH(double, ceiling);
        QFETCH(double, first);
        QFETCH(double, second);
        QFETCH(double, squares);
        const auto fit = fitAdoption(static_cast<AdoptionFamily>(family), taviClaims(), {});
        QVERIFY(fit.ok());
        // The sum of squares is flat to 1e-16 around the best shape, which leaves the shape 1e-6.
        near(fit->ceiling, ceiling, 1e-4 * ceiling, "ceiling");
        near(fit->curve.values[0], first, 1e-4 * first, "first");
        near(fit->curve.values[1], second, 1e-4 * second, "second");
        near(fit->residualDeviation * fit->residualDeviation * 5, squares, 1e-8 * squares, "sum of squares");
    }

    void knownCurvesComeBack_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::newRow("Bass") << static_cast<int>(AdoptionFamily::bass) << 0.02 << 0.45;
        QTest::newRow("logistic") << static_cast<int>(AdoptionFamily::logistic) << 0.7 << 5.0;
    }
    void knownCurvesComeBack() {
        QFETCH(int, family);
        QFETCH(double, first);
        QFETCH(double, second);
        const AdoptionCurve truth{static_cast<AdoptionFamily>(family), {first, second}};
        std::vector<AdoptionPoint> points;
        for (int year = 1; year <= 12; ++year) points.push_back({1.0 * year, 20'000 * truth.at(year)});
        const auto fit = fitAdoption(truth.family, points, {});
        QVERIFY(fit.ok());
        near(fit->ceiling, 20'000, 0.02, "ceiling");
        near(fit->curve.values[0], first, 1e-6, "first");
        near(fit->curve.values[1], second, 1e-6, "second");
    }

    void refusals_data() {
        QTest::addColumn<std::vector<AdoptionPoint>>("points");
        QTest::addColumn<std::string>("code");
        using Points = std::vector<AdoptionPoint>;
        QTest::newRow("three years") << Points{{1, 1}, {2, 2}, {3, 3}} << std::string("adoption.tooFew");
        QTest::newRow("constant") << Points{{1, 5}, {2, 5}, {3, 5}, {4, 5}} << std::string("adoption.noSpread");
        QTest::newRow("still exponential")
            << Points{{1, 2}, {2, 4}, {3, 8}, {4, 16}, {5, 32}} << std::string("adoption.noCeiling");
    }
    void refusals() {
        QFETCH(std::vector<AdoptionPoint>, points);
        QFETCH(std::string, code);
        const auto fit = fitAdoption(AdoptionFamily::logistic, points, "/x");
        QVERIFY(!fit.ok());
        QCOMPARE(fit.issues().front().code, code);
    }
};

QTEST_APPLESS_MAIN(AdoptionCurveTest)
#include "adoption_curve_test.moc"

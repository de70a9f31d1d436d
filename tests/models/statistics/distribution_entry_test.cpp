#include "models/statistics/distribution_entry.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;

Q_DECLARE_METATYPE(DistributionSpec)

namespace {

void compare(double actual, double expected, double tolerance) {
    const QString message = QStringLiteral("actual %1, expected %2, tolerance %3")
                                .arg(actual, 0, 'g', 17)
                                .arg(expected, 0, 'g', 17)
                                .arg(tolerance);
    QVERIFY2(std::abs(actual - expected) <= tolerance, qPrintable(message));
}

}  // namespace

/// What the window shows of a distribution, and the ways to state it.
class DistributionEntryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// R 4.2.2: qbeta(c(.025, .975), 119.56666666666668, 21.1), golden case 15; the density integrates to .998.
    void previewOfUtility() {
        const DistributionSpec spec = {Family::beta, {{"mean", 0.85}, {"se", 0.03}}};
        const DistributionPreview preview = previewDistribution(spec, "p").value();
        compare(preview.mean, 0.85, 1e-14);
        compare(preview.standardDeviation, 0.03, 1e-14);
        compare(preview.low95, 0.7867230963726338, 1e-13);
        compare(preview.high95, 0.9038658916580575, 1e-13);
        double area = 0;
        for (std::size_t i = 1; i < preview.density.size(); ++i) {
            const DensityPoint &left = preview.density[i - 1], &right = preview.density[i];
            area += (right.x - left.x) * (left.density + right.density) / 2;
        }
        compare(area, 0.998, 1e-4);  // trapezoids of 1/200 of the range
    }

    void previewOfValues() {
        const DistributionPreview preview = previewDistribution({Family::empirical, {}, {0, 1, 1, 4}}, "p").value();
        compare(preview.mean, 1.5, 1e-15);
        // Two bins of width 2 with three values and one.
        QCOMPARE(preview.density.size(), std::size_t{4});
        compare(preview.density[0].density, 3 / 4.0 / 2, 1e-15);
        compare(preview.density[3].density, 1 / 4.0 / 2, 1e-15);
        QVERIFY(previewDistribution({Family::empirical, {}, {2, 2}}, "p").value().density.empty());
        QVERIFY(!previewDistribution({Family::normal, {{"mean", 1}, {"sd", 0}}}, "p").ok());
    }

    /// Stated in any other way, it is the same distribution.
    void restatements_data() {
        QTest::addColumn<DistributionSpec>("spec");
        const auto row = [](Family family, const std::map<std::string, double>& args) {
            QTest::newRow(familyName(family)) << DistributionSpec{family, args};
        };
        row(Family::normal, {{"mean", 4}, {"sd", 0.5}});
        row(Family::lognormal, {{"estimate", 0.509}, {"low", 0.365}, {"high", 0.71}});
        row(Family::beta, {{"events", 12}, {"n", 100}});
        row(Family::gamma, {{"mean", 5294}, {"se", 1487}});
        row(Family::weibull, {{"shape", 1.32}, {"scale", 417}});
        row(Family::uniform, {{"low", -1}, {"high", 2}});
        row(Family::triangular, {{"low", 1}, {"mode", 2}, {"high", 5}});
        row(Family::pert, {{"low", 1}, {"mode", 2}, {"high", 5}, {"lambda", 3}});
    }
    void restatements() {
        QFETCH(DistributionSpec, spec);
        const Distribution original = makeDistribution(spec, "p").value();
        for (const ArgumentSet& set : argumentSets(spec.family)) {
            std::vector<std::string> names = set.names;
            if (!set.optional.empty()) names.push_back(set.optional);
            const DistributionSpec again = {spec.family, restated(spec, spec.family, names)};
            const Result<Distribution> same = makeDistribution(again, "p");
            QVERIFY2(same.ok(), set.names.front().c_str());
            for (const double p : {0.001, 0.3, 0.5, 0.97}) {
                compare(same->quantile(p), original.quantile(p), 1e-12 * std::abs(original.quantile(p)));
            }
        }
    }

    void otherFamilyTakesTheMoments() {
        const DistributionSpec gamma = {Family::gamma, {{"shape", 4}, {"scale", 2}}};
        const std::map<std::string, double> expected = {{"mean", 8}, {"sd", 4}};
        QVERIFY(restated(gamma, Family::lognormal, {"mean", "sd"}) == expected);
        QVERIFY(restated(gamma, Family::uniform, {"low", "high"}).empty());
    }

    /// A bound that is not there has no number.
    void missingBound() {
        const DistributionSpec spec = {Family::truncatedNormal, {{"mean", 1}, {"sd", 2}, {"low", 0}}};
        const std::map<std::string, double> expected = {{"mean", 1}, {"sd", 2}, {"low", 0}};
        QVERIFY(restated(spec, Family::truncatedNormal, {"mean", "sd", "low", "high"}) == expected);
    }
};

QTEST_APPLESS_MAIN(DistributionEntryTest)
#include "distribution_entry_test.moc"

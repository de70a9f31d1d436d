// label: golden
#include "models/statistics/agreement.h"

#include <QtTest>

#include <cmath>

using namespace kachi;

namespace {

// Ratings of the R package irrCAC (Gwet): cont3x3abstractors, distrib.6raters, cac.raw4raters (as counts over the
// categories 1-5). Expected values are the output printed in its vignette "overview".
const std::vector<std::vector<double>> abstractors{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}};
const std::vector<std::vector<double>> sixRaters{{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6},
                                                 {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0}, {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0},
                                                 {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0},
                                                 {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}};
const std::vector<std::vector<double>> fourRaters{{3, 0, 0, 0, 0}, {0, 3, 1, 0, 0}, {0, 0, 4, 0, 0}, {0, 0, 4, 0, 0},
                                                  {0, 4, 0, 0, 0}, {1, 1, 1, 1, 0}, {0, 0, 0, 4, 0}, {3, 1, 0, 0, 0},
                                                  {0, 4, 0, 0, 0}, {0, 0, 0, 0, 3}, {2, 0, 0, 0, 0}, {0, 0, 1, 0, 0}};

// Shrout and Fleiss, Psychol Bull 1979;86:420-428, table 2.
const std::vector<std::vector<double>> judges{{9, 2, 5, 8}, {6, 1, 3, 2},  {8, 4, 6, 8},
                                              {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};

void close(double actual, double expected, double absolute) {
    QVERIFY2(std::abs(actual - expected) <= absolute,
             qPrintable(QStringLiteral("expected %1, got %2").arg(expected, 0, 'g', 12).arg(actual, 0, 'g', 12)));
}

CategoricalAgreement agreementFor(const QString& set) {
    if (set == QStringLiteral("abstractors")) return agreementOfTable(abstractors).value();
    return agreementOfCounts(set == QStringLiteral("six") ? sixRaters : fourRaters).value();
}

AgreementCoefficient named(const CategoricalAgreement& agreement, const QString& name) {
    if (name == QStringLiteral("percent")) return agreement.percent;
    if (name == QStringLiteral("cohen")) return agreement.cohen.value();
    if (name == QStringLiteral("fleiss")) return agreement.fleiss;
    if (name == QStringLiteral("gwet")) return agreement.gwet;
    if (name == QStringLiteral("bp")) return agreement.brennanPrediger;
    return agreement.krippendorff;
}

}  // namespace

class AgreementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void irrCac_data() {
        QTest::addColumn<QString>("set");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("error");
        QTest::addColumn<double>("tolerance");  // half of the last printed digit
        const auto row = [](const char* set, const char* name, double value, double error, double tolerance) {
            QTest::addRow("%s %s", set, name)
                << QString::fromLatin1(set) << QString::fromLatin1(name) << value << error << tolerance;
        };
        row("abstractors", "cohen", 0.7964094, 0.05891072, 6e-8);
        row("abstractors", "fleiss", 0.7962397, 0.05905473, 6e-8);
        row("abstractors", "gwet", 0.8493305, 0.04321747, 6e-8);
        row("abstractors", "bp", 0.835, 0.04693346, 6e-8);
        row("abstractors", "alpha", 0.7972585, 0.05905473, 6e-8);
        row("abstractors", "percent", 0.89, 0.03128898, 6e-8);
        row("six", "gwet", 0.4448007, 0.08418757, 6e-8);
        row("six", "fleiss", 0.4139265, 0.08119291, 6e-8);
        // The package prints 0.08243228 for these counts; its functions for tables and for raw ratings use the formula
        // that gives the standard error of Fleiss' kappa, as we do throughout.
        row("six", "alpha", 0.4204384, 0.08119291, 6e-8);
        row("six", "bp", 0.4388889, 0.08312142, 6e-8);
        row("four", "percent", 0.8181818, 0.12561, 6e-6);
        row("four", "gwet", 0.77544, 0.14295, 6e-6);
        row("four", "alpha", 0.74342, 0.14557, 6e-6);
        row("four", "bp", 0.77273, 0.14472, 6e-6);
    }

    void irrCac() {
        QFETCH(QString, set);
        QFETCH(QString, name);
        QFETCH(double, value);
        QFETCH(double, error);
        QFETCH(double, tolerance);
        const AgreementCoefficient found = named(agreementFor(set), name);
        close(found.value.value(), value, tolerance);
        close(found.standardError.value(), error, tolerance);
    }

    /// Weighted kappa of two categories is the unweighted one; of three it follows Cohen's definition by hand:
    /// quadratic weights 1, 0.75, 0 give (0.9725 − 0.8123)/(1 − 0.8123) for the abstractors.
    void weights() {
        const std::vector<std::vector<double>> two{{20, 5}, {3, 12}};
        close(agreementOfTable(two, AgreementWeights::linear)->cohen->value.value(),
              agreementOfTable(two)->cohen->value.value(), 1e-14);
        const AgreementCoefficient quadratic =
            agreementOfTable(abstractors, AgreementWeights::quadratic)->cohen.value();
        double chance = 0;
        const double first[] = {0.13, 0.27, 0.60};
        const double second[] = {0.13, 0.24, 0.63};
        const double weight[] = {1, 0.75, 0};
        for (int k = 0; k < 3; ++k) {
            for (int l = 0; l < 3; ++l) chance += weight[std::abs(k - l)] * first[k] * second[l];
        }
        close(quadratic.chance, chance, 1e-14);
        close(quadratic.observed, 0.89 + 0.75 * 0.11, 1e-14);
    }

    /// All in one category: chance agreement is certain, so kappa is not defined, but AC1 is 1.
    void oneCategoryUsed() {
        const auto agreement = agreementOfTable({{10, 0}, {0, 0}});
        QVERIFY(agreement.ok());
        QVERIFY(!agreement->cohen->value.has_value());
        QVERIFY(!agreement->fleiss.value.has_value());
        QVERIFY(!agreement->krippendorff.value.has_value());
        close(agreement->gwet.value.value(), 1, 1e-14);
    }

    void intraclass_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // Values: R 4.2.2 from the mean squares; they round to the .17 .29 .71 .44 .62 .91 of the paper. Limits: as
        // printed by ICC() of the R package psych for these data.
        QTest::newRow("ICC(1,1)") << 0.165741768405475 << -0.133 << 0.723;
        QTest::newRow("ICC(2,1)") << 0.289763779527559 << 0.019 << 0.761;
        QTest::newRow("ICC(3,1)") << 0.714840714840715 << 0.342 << 0.946;
        QTest::newRow("ICC(1,k)") << 0.442797133679269 << -0.884 << 0.912;
        QTest::newRow("ICC(2,k)") << 0.620050547598989 << 0.071 << 0.927;
        QTest::newRow("ICC(3,k)") << 0.909315542377069 << 0.676 << 0.986;
    }

    void intraclass() {
        QFETCH(double, value);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto all = intraclassCorrelations(judges);
        QVERIFY(all.ok());
        close(all->betweenSubjects, 11.2416666666667, 1e-12);
        close(all->withinSubjects, 6.26388888888889, 1e-12);
        close(all->betweenRaters, 32.4861111111111, 1e-12);
        close(all->residual, 1.01944444444444, 1e-12);
        const std::map<QString, const IntraclassCorrelation*> forms{
            {QStringLiteral("ICC(1,1)"), &all->oneWay},        {QStringLiteral("ICC(2,1)"), &all->agreement},
            {QStringLiteral("ICC(3,1)"), &all->consistency},   {QStringLiteral("ICC(1,k)"), &all->oneWayMean},
            {QStringLiteral("ICC(2,k)"), &all->agreementMean}, {QStringLiteral("ICC(3,k)"), &all->consistencyMean}};
        const IntraclassCorrelation& icc = *forms.at(QString::fromLatin1(QTest::currentDataTag()));
        close(icc.value, value, 1e-12);
        close(icc.low.value(), low, 1e-3);
        close(icc.high.value(), high, 1e-3);
    }

    void completeAgreement() {
        const auto all = intraclassCorrelations({{1, 1}, {2, 2}, {4, 4}});
        QVERIFY(all.ok());
        close(all->agreement.value, 1, 1e-14);
        QVERIFY(!all->agreement.low.has_value());
        QVERIFY(!all->oneWay.statistic.has_value());
    }

    /// Closed form: differences 1, 2, 3 have mean 2 and SD 1.
    void limitsOfAgreement() {
        const auto limits = blandAltman({1, 2, 3}, {2, 4, 6});
        QVERIFY(limits.ok());
        close(limits->bias, 2, 1e-14);
        close(limits->lowerLimit, 0.04, 1e-14);
        close(limits->upperLimit, 3.96, 1e-14);
        const double quantile = 4.30265272974946;  // t(2), 97.5 %
        close(limits->biasHigh, 2 + quantile / std::sqrt(3), 1e-10);
        close(limits->upperLimitHigh, 3.96 + quantile * std::sqrt(1.0 / 3 + 1.96 * 1.96 / 4), 1e-10);
    }

    void refusals() {
        QCOMPARE(agreementOfTable({{5}}).issues()[0].code, std::string("agreement.oneCategory"));
        QCOMPARE(agreementOfTable({{5, 1}, {2}}).issues()[0].code, std::string("agreement.notSquare"));
        QCOMPARE(agreementOfTable({{5, -1}, {2, 3}}).issues()[0].code, std::string("agreement.badCount"));
        QCOMPARE(agreementOfTable({{0, 0}, {0, 0}}).issues()[0].code, std::string("agreement.tooFewSubjects"));
        QCOMPARE(agreementOfCounts({{1, 0}, {0, 1}}).issues()[0].code, std::string("agreement.tooFewSubjects"));
        QCOMPARE(intraclassCorrelations({{1, 2}}).issues()[0].code, std::string("agreement.tooFewSubjects"));
        QCOMPARE(intraclassCorrelations({{1}, {2}}).issues()[0].code, std::string("agreement.oneRater"));
        QCOMPARE(intraclassCorrelations({{3, 3}, {3, 3}}).issues()[0].code, std::string("agreement.noSpread"));
    }
};

QTEST_APPLESS_MAIN(AgreementTest)
#include "agreement_test.moc"

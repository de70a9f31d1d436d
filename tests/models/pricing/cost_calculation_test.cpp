// label: golden
#include "models/pricing/cost_calculation.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

using namespace kachi;

/// Printed lines of published cost calculations.
class CostCalculationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedLines_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(decisions().at("costLines").size()); ++row) {
            QTest::newRow(decisions().at("costLines")[row].at("id").get<std::string>().c_str()) << row;
        }
    }
    void publishedLines() {
        QFETCH(int, row);
        const auto& paper = decisions().at("costLines")[row];
        CostCalculationInputs inputs;
        inputs.productCost = exactOf(paper.at("cost"));
        inputs.rateYear = paper.at("rateYear");
        if (!paper.at("distributionAmount").is_null()) inputs.distributionAmount = exactOf(paper["distributionAmount"]);
        const auto result = costCalculation(inputs, shippedPack(paper.at("pack")));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(result->lines.profit), shown(exactOf(paper.at("profit"))));
        QCOMPARE(shown(result->lines.distribution), shown(exactOf(paper.at("distribution"))));
        if (!paper.at("tax").is_null()) QCOMPARE(shown(result->lines.tax), shown(exactOf(paper["tax"])));
        if (!paper.at("price").is_null()) QCOMPARE(shown(result->price.exact()), shown(exactOf(paper["price"])));
        QCOMPARE(result->trace.steps.size(), std::size_t{3});
    }

    /// FY2024 devices have no sourced rate: refused by name, or the user's own rate with that status.
    void absentRatesAreNamed() {
        CostCalculationInputs inputs;
        inputs.productCost = 1000;
        inputs.rateYear = 2025;
        const auto refused = costCalculation(inputs, shippedPack("jp-2024"));
        QCOMPARE(codes(refused.issues()), QStringLiteral("pricing.ruleAbsent@cost.profitRate.2025=\n"
                                                         "pricing.ruleAbsent@cost.distributionRate.2025=\n"));
        inputs.profitRate = Rational(1, 10);
        inputs.distributionRate = Rational(1, 5);
        const auto result = costCalculation(inputs, shippedPack("jp-2024"));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        // 1,000 + 111 + 1,111 × 0.2/0.8 (277.75 → 278) + 1,389 × 10% (138.9 → 139) = 1,528 → 1,530
        QCOMPARE(shown(result->lines.total), QStringLiteral("1528"));
        QCOMPARE(shown(result->price.exact()), QStringLiteral("1530"));
        QCOMPARE(QString::fromStdString(result->trace.status), QStringLiteral("user"));
    }

    void impossibleRatesAreNamed() {
        CostCalculationInputs inputs;
        inputs.profitRate = Rational(1);
        inputs.distributionRate = Rational(-1, 10);
        inputs.distributionAmount = Rational(5);
        const auto refused = costCalculation(inputs, shippedPack("jp-2024"));
        QCOMPARE(codes(refused.issues()), QStringLiteral("pricing.distributionTwice@=\n"
                                                         "pricing.numberOutside@profitRate=1\n"
                                                         "pricing.notPositive@productCost=0\n"));
    }

    /// K-2025-propel: A = 10%, disclosure under 50%: 124,000 yen follows from 121,078 – 122,059 yen.
    void disclosureScalesThePremium() {
        const auto& listing = decisions().at("disclosure");
        const RulePack pack = shippedPack(listing.at("pack"));
        const Rational coefficient = disclosureCoefficient(Rational(49, 100), pack)->value;
        const auto priceFrom = [&](const Rational& before) {
            const Rational factor = 1 + exactOf(listing.at("rate")) / 100 * coefficient;
            return shown(applyRounding(*pack.rounding("listing"), Rational(before * factor)));
        };
        const QString listed = shown(exactOf(listing.at("price")));
        QCOMPARE(priceFrom(exactOf(listing.at("beforeLow")) + 1), listed);
        QCOMPARE(priceFrom(exactOf(listing.at("beforeHigh")) - 1), listed);
        QVERIFY(priceFrom(exactOf(listing.at("beforeLow")) - 1) != listed);
        QVERIFY(priceFrom(exactOf(listing.at("beforeHigh")) + 1) != listed);
    }

    void disclosureSteps_data() {
        QTest::addColumn<QString>("degree");
        QTest::addColumn<QString>("coefficient");
        // Annex 2: 1.0 from 80%, 0.6 from 50%, 0.2 below.
        QTest::newRow("80%") << "0.8"
                             << "1";
        QTest::newRow("just under 80%") << "0.7999"
                                        << "0.6";
        QTest::newRow("50%") << "0.5"
                             << "0.6";
        QTest::newRow("just under 50%") << "0.4999"
                                        << "0.2";
        QTest::newRow("nothing") << "0"
                                 << "0.2";
    }
    void disclosureSteps() {
        QFETCH(QString, degree);
        const Rational share = parseRational(degree.toStdString()).value();
        QTEST(shown(disclosureCoefficient(share, shippedPack("jp-2022"))->value), "coefficient");
    }
};

QTEST_APPLESS_MAIN(CostCalculationTest)
#include "cost_calculation_test.moc"

// label: golden
#include "models/pricing/price_revision.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <map>

using namespace kachi;

/// Published revisions of listed prices.
class PriceRevisionTest : public QObject {
    Q_OBJECT

private:
    static void addRows(const char* table) {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(decisions().at(table).size()); ++row) {
            const std::string id = decisions().at(table)[row].at("id");
            QTest::addRow("%s %d", id.c_str(), row) << row;
        }
    }

    static void comparePrice(const Result<RevisedPrice>& revised, const nlohmann::json& expected) {
        QVERIFY2(revised.ok(), qPrintable(codes(revised.issues())));
        QCOMPARE(shown(revised->price.exact()), shown(exactOf(expected)));
        QCOMPARE(QString::fromStdString(revised->trace.value), shown(revised->price.exact()));
    }

    static Rational withoutTax(const nlohmann::json& price, const RulePack& pack) {
        return exactOf(price) / (1 + pack.number("tax.rate")->value);
    }

private Q_SLOTS:
    void marketPrice_data() { addRows("marketPrice"); }
    void marketPrice() {
        QFETCH(int, row);
        const auto& example = decisions().at("marketPrice")[row];
        const RulePack pack = shippedPack(example.at("pack"));
        comparePrice(marketPriceRevision(exactOf(example.at("old")), withoutTax(example.at("meanWithTax"), pack), pack),
                     example.at("new"));
    }

    /// The survey mean the published price implies gives that price back.
    void marketPriceImplied_data() { addRows("marketPriceImplied"); }
    void marketPriceImplied() {
        QFETCH(int, row);
        const auto& example = decisions().at("marketPriceImplied")[row];
        const RulePack pack = shippedPack(example.at("pack"));
        const Rational middle = (exactOf(example.at("meanLow")) + exactOf(example.at("meanHigh"))) / 2;
        const Rational mean = middle / (1 + pack.number("tax.rate")->value);
        comparePrice(marketPriceRevision(exactOf(example.at("old")), mean, pack), example.at("new"));
    }

    /// Market price at the reimbursement price: 100 + 4 is held at the old price of 100.
    void marketPriceIsCapped() {
        const RulePack pack = shippedPack("jp-2024");
        const auto revised = marketPriceRevision(100, withoutTax(100, pack), pack);
        QCOMPARE(shown(revised->price.exact()), QStringLiteral("100"));
        QVERIFY(revised->limited);
    }

    void reverseMargin_data() { addRows("reverseMargin"); }
    void reverseMargin() {
        QFETCH(int, row);
        const auto& example = decisions().at("reverseMargin")[row];
        const RulePack pack = shippedPack(example.at("pack"));
        const bool atLimit = example.at("atLimit");
        // At the limit any higher market price gives the published price; below it the market price is that price.
        const nlohmann::json market = atLimit ? nlohmann::json(2 * example.at("old").get<int>()) : example.at("new");
        const auto revised = reverseMarginRaise(exactOf(example.at("old")), withoutTax(market, pack), pack);
        comparePrice(revised, example.at("new"));
        QCOMPARE(revised->limited, atLimit);
    }

    void reverseMarginIsRefused() {
        QVERIFY(codes(reverseMarginRaise(100, 200, shippedPack("jp-2024")).issues())
                    .contains(QStringLiteral("pricing.ruleAbsent@market.reverseMarginLimit")));
        QVERIFY(codes(reverseMarginRaise(100, 80, shippedPack("jp-2026")).issues())
                    .contains(QStringLiteral("pricing.notReverseMargin")));
        RulePack pack = shippedPack("jp-2026");
        pack.switches["market.reverseMarginRaise"].value = false;
        QVERIFY(codes(reverseMarginRaise(100, 200, pack).issues()).contains(QStringLiteral("pricing.routeNotInPack")));
    }

    void taxChange_data() { addRows("taxChange"); }
    void taxChange() {
        QFETCH(int, row);
        const auto& example = decisions().at("taxChange")[row];
        comparePrice(taxChangeCap(exactOf(example.at("old")), shippedPack(example.at("pack"))), example.at("new"));
    }

    void staged_data() { addRows("staged"); }
    void staged() {
        QFETCH(int, row);
        const auto& example = decisions().at("staged")[row];
        const auto cut =
            stagedCut(exactOf(example.at("old")), exactOf(example.at("final")), shippedPack(example.at("pack")));
        QVERIFY2(cut.ok(), qPrintable(codes(cut.issues())));
        QStringList stages;
        QStringList expected;
        for (const Yen& stage : cut->stages) stages << shown(stage.exact());
        for (const auto& stage : example.at("schedule")) expected << shown(exactOf(stage));
        QCOMPARE(stages, expected);
        QCOMPARE(cut->trace.steps.size(), cut->stages.size());
        QCOMPARE(QString::fromStdString(cut->trace.status), QStringLiteral("derived"));
    }

    void stagedNeedsACut() {
        QVERIFY(
            codes(stagedCut(100, 100, shippedPack("jp-2024")).issues()).contains(QStringLiteral("pricing.notACut")));
    }

    void dental_data() { addRows("dental"); }
    void dental() {
        QFETCH(int, row);
        const auto& example = decisions().at("dental")[row];
        comparePrice(dentalMetalRevision(exactOf(example.at("current")), exactOf(example.at("x")),
                                         exactOf(example.at("y")), shippedPack(example.at("pack"))),
                     example.at("new"));
    }

    /// Alloys of one composition share X − Y: the change of the first explains every other of its family.
    void dentalFamilies() {
        std::map<std::string, Rational> change;
        for (const auto& example : decisions().at("dentalFamilies")) {
            const RulePack pack = shippedPack(example.at("pack"));
            const Rational before = exactOf(example.at("before"));
            const std::string family = example.at("id").get<std::string>() + example.at("family").get<std::string>();
            const Rational own = (exactOf(example.at("after")) - before) / (1 + pack.number("tax.rate")->value);
            const Rational material = change.emplace(family, own).first->second;
            comparePrice(dentalMetalRevision(before, 10'000 + material, 10'000, pack), example.at("after"));
        }
    }

    void dentalThreshold_data() { addRows("dentalThreshold"); }
    void dentalThreshold() {
        QFETCH(int, row);
        const auto& example = decisions().at("dentalThreshold")[row];
        comparePrice(dentalMetalThreshold(exactOf(example.at("current")), exactOf(example.at("trial")),
                                          DentalRevision::main, shippedPack(example.at("pack"))),
                     example.at("decided"));
    }

    /// January and July need more than 15%: −8.0% leaves 2,662 yen unchanged.
    void dentalInterimThreshold() {
        const auto revised = dentalMetalThreshold(2662, 2450, DentalRevision::interim, shippedPack("jp-2020"));
        QCOMPARE(shown(revised->price.exact()), QStringLiteral("2662"));
    }

    void impossibleNumbersAreNamed() {
        const auto revised = marketPriceRevision(0, -1, shippedPack("jp-2024"));
        QCOMPARE(codes(revised.issues()),
                 QStringLiteral("pricing.notPositive@oldPrice=0\npricing.notPositive@weightedMean=-1\n"));
    }
};

QTEST_APPLESS_MAIN(PriceRevisionTest)
#include "price_revision_test.moc"

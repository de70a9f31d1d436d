// Foreign average of a new listing and repricing of a listed category: closed forms, exemptions, refusals.
// Official illustration and published schedules: listing_decisions_test.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Result<RouteResult> pricedText(const std::string& route, const std::string& pack, const QString& inputs) {
    return priced(route, pack, nlohmann::json::parse((u"{%1}"_s.arg(inputs)).toStdString()));
}

}  // namespace

class ForeignRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listing_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("figure");
        QTest::addColumn<QString>("value");
        // Steps: https://wic-net.com/material/document/1038/23. 260 > 2.5 × 100 is dropped; then the mean of the
        // others.
        QTest::newRow("two countries, highest dropped")
            << uR"("foreignPrices": [{"country": "us", "price": 260}, {"country": "uk", "price": 100}])"_s
            << u"foreignAverage"_s << u"100"_s;
        QTest::newRow("two countries, at the limit")
            << uR"("foreignPrices": [{"country": "us", "price": 250}, {"country": "uk", "price": 100}])"_s
            << u"foreignAverage"_s << u"175"_s;
        // 200 > 1.6 × (100 + 110)/2 = 168
        QTest::newRow("three countries, highest capped")
            << uR"("foreignPrices": [{"country": "us", "price": 200}, {"country": "uk", "price": 100},
                   {"country": "de", "price": 110}])"_s
            << u"foreignAverage"_s << u"126"_s;
        QTest::newRow("ceiling") << uR"("foreignAverage": 1000, "priceBefore": 1251)"_s << u"ceiling"_s << u"1250"_s;
        QTest::newRow("relaxed ceiling")
            << uR"("foreignAverage": 1000, "priceBefore": 1251, "relaxedReason": "pioneer")"_s << u"ceiling"_s
            << u"1500"_s;
        QTest::newRow("published ratio") << uR"("foreignAverage": 3000, "priceBefore": 2000)"_s << u"foreignRatio"_s
                                         << u"0.67"_s;
    }
    void listing() {
        QFETCH(QString, inputs);
        QFETCH(QString, figure);
        const auto result = pricedText("foreignAverage", "jp-2024", inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QTEST(shown(*figureOf(*result, figure.toStdString()).number), "value");
    }

    void cut_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("decision");
        QTest::newRow("below") << u"1240"_s << u"1240"_s << u"no"_s;
        QTest::newRow("at the ceiling") << u"1250"_s << u"1250"_s << u"no"_s;
        QTest::newRow("above") << u"1300"_s << u"1250"_s << u"yes"_s;
    }
    void cut() {
        QFETCH(QString, before);
        const auto result =
            pricedText("foreignAverage", "jp-2024", uR"("foreignAverage": 1000, "priceBefore": %1)"_s.arg(before));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QTEST(QString::fromStdString(result->price->text()), "price");
        QTEST(QString::fromStdString(figureOf(*result, "ceilingStep").text.en), "decision");
    }

    // Trigger and price by the texts: FY2024 price/1.1 > 1.3 × mean, then mean × 1.3 × 1.1; at most 50 % at once.
    void repricing_data() {
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("price");
        QTest::addColumn<QString>("decision");
        const auto row = [](const char* name, const char* pack, const char* inputs, const char* price,
                            const char* decision) {
            QTest::newRow(name) << QString::fromUtf8(pack) << QString::fromUtf8(inputs) << QString::fromUtf8(price)
                                << QString::fromUtf8(decision);
        };
        row("at the trigger", "jp-2024", R"("oldPrice": 143000, "foreignAverage": 100000)", "143000", "not repriced");
        row("above the trigger", "jp-2024", R"("oldPrice": 150000, "foreignAverage": 100000)", "143000", "repriced");
        row("limit of one cut", "jp-2026", R"("oldPrice": 150000, "foreignAverage": 50000)", "75000",
            "repriced, held to the limit of one cut");
        row("children only", "jp-2024", R"("oldPrice": 150000, "foreignAverage": 50000, "onlyChildrenOrOrphan": true)",
            "150000", "exempt: only for children or orphan diseases");
        row("raised at this revision", "jp-2024",
            R"("oldPrice": 150000, "foreignAverage": 50000, "revisionsSinceRaise": 0)", "150000",
            "exempt: raised by unprofitable-product recalculation");
        row("raised at the revision before", "jp-2024",
            R"("oldPrice": 150000, "foreignAverage": 50000, "revisionsSinceRaise": 1)", "150000",
            "exempt: raised by unprofitable-product recalculation");
        row("raised two revisions ago", "jp-2024",
            R"("oldPrice": 150000, "foreignAverage": 100000, "revisionsSinceRaise": 2)", "143000", "repriced");
        row("market price below the trigger of FY2022", "jp-2022",
            R"("oldPrice": 200000, "marketPrice": 125000, "taxBasis": "excluded", "foreignAverage": 100000)", "200000",
            "not repriced");
        row("market price with tax", "jp-2022",
            R"("oldPrice": 200000, "marketPrice": 137500, "taxBasis": "included", "foreignAverage": 100000)", "200000",
            "not repriced");
        // One country of two products used 3 : 1 in Japan: (3 × 100,000 + 60,000)/4 = 90,000 (FY2026), else 80,000.
        row("weighted by use", "jp-2026",
            R"("oldPrice": 150000, "foreignProducts": [{"country": "us", "price": 100000, "domesticUse": 3},
               {"country": "us", "price": 60000, "domesticUse": 1}])",
            "129000", "repriced");
        row("weighted by share", "jp-2026",
            R"("oldPrice": 150000, "foreignProducts": [{"country": "us", "price": 100000, "domesticShare": "75 %"},
               {"country": "us", "price": 60000, "domesticShare": "25 %"}])",
            "129000", "repriced");
        row("plain mean before FY2026", "jp-2024",
            R"("oldPrice": 150000, "foreignProducts": [{"country": "us", "price": 100000, "domesticUse": 3},
               {"country": "us", "price": 60000, "domesticUse": 1}])",
            "114000", "repriced");
    }
    void repricing() {
        QFETCH(QString, pack);
        QFETCH(QString, inputs);
        const auto result = pricedText("foreignRepricing", pack.toStdString(), inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QTEST(QString::fromStdString(result->price->text()), "price");
        QTEST(QString::fromStdString(figureOf(*result, "decision").text.en), "decision");
        const Rational old =
            fieldNumber(inputs.section(u':', 1, 1).section(u',', 0, 0).toStdString(), Unit::yen).value();
        QVERIFY(result->price->exact() <= old);
    }

    // A price that was repriced stays where it is when the rule is applied again.
    void idempotent() {
        for (const int average : {65431, 70123, 99999}) {
            const QString again = uR"("oldPrice": %1, "foreignAverage": %2)"_s;
            const auto once = pricedText("foreignRepricing", "jp-2026", again.arg(180000).arg(average));
            const QString price = QString::fromStdString(once->price->text());
            const auto twice = pricedText("foreignRepricing", "jp-2026", again.arg(price).arg(average));
            QCOMPARE(QString::fromStdString(twice->price->text()), price);
        }
    }

    void stagesCanBeLeftOut() {
        const auto result = pricedText("foreignRepricing", "jp-2026",
                                       uR"("oldPrice": 150000, "foreignAverage": 100000, "staged": false)"_s);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QVERIFY(result->tables.empty());
    }

    // What the 15 % clause does was not read: the analyst is told.
    void fallIsTold() {
        const auto result = pricedText("foreignRepricing", "jp-2024",
                                       uR"("oldPrice": 1500, "foreignAverage": 1000, "fallOverRevisions": "15 %")"_s);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(result->notes.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(result->notes[0].code), u"foreignRepricing.fallClause"_s);
    }

    void refusals_data() {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* route, const char* pack, const char* inputs,
                            const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(route) << QString::fromUtf8(pack) << QString::fromUtf8(inputs)
                                << QString::fromUtf8(expected);
        };
        row("no foreign price", "foreignAverage", "jp-2024", R"("priceBefore": 1)",
            "routeListing.foreignMissing@/inputs/foreignPrices=\n");
        row("price and local price", "foreignAverage", "jp-2024",
            R"("foreignPrices": [{"country": "us", "price": 1, "localPrice": 1}])",
            "routeListing.giveOne@/inputs/foreignPrices/0/localPrice=\n");
        row("no exchange rate", "foreignAverage", "jp-2024", R"("foreignPrices": [{"country": "us", "localPrice": 1}])",
            "field.missing@/inputs/foreignPrices/0/exchangeRate=\n");
        row("pack without the outlier steps", "foreignAverage", "jp-2020",
            R"("foreignPrices": [{"country": "us", "price": 1}])",
            "routeListing.unknownCountry@/inputs/foreignPrices/0/country=us\n");
        row("no old price", "foreignRepricing", "jp-2024", R"("foreignAverage": 1)",
            "field.missing@/inputs/oldPrice=\n");
        row("market price needed", "foreignRepricing", "jp-2022", R"("oldPrice": 2, "foreignAverage": 1)",
            "foreignRepricing.marketPriceMissing@/inputs/marketPrice=\n");
        row("no tax basis", "foreignRepricing", "jp-2022", R"("oldPrice": 2, "foreignAverage": 1, "marketPrice": 2)",
            "field.missing@/inputs/taxBasis=\n");
        row("FY2022 gives no multiple", "foreignRepricing", "jp-2022",
            R"("oldPrice": 2, "foreignAverage": 1, "marketPrice": 2, "taxBasis": "excluded")",
            "pricing.ruleAbsent@foreign.repricing.multiple=\n");
        row("no use in Japan", "foreignRepricing", "jp-2026",
            R"("oldPrice": 2, "foreignProducts": [{"country": "us", "price": 1}, {"country": "us", "price": 2}])",
            "foreignRepricing.weightMissing@us=\n");
        row("no use at all", "foreignRepricing", "jp-2026",
            R"("oldPrice": 2, "foreignProducts": [{"country": "us", "price": 1, "domesticUse": 0},
               {"country": "us", "price": 2, "domesticUse": 0}])",
            "foreignRepricing.noWeight@us=0\n");
        row("old price finer than listed", "foreignRepricing", "jp-2024", R"("oldPrice": "2.001", "foreignAverage": 1)",
            "foreignRepricing.finerThanSen@/inputs/oldPrice=2.001\n");
        row("shares over 100 %", "foreignRepricing", "jp-2026",
            R"("oldPrice": 2, "foreignProducts": [{"country": "us", "price": 1, "domesticShare": "60 %"},
               {"country": "us", "price": 2, "domesticShare": "50 %"}])",
            "foreignRepricing.shareTotal@/inputs/foreignProducts=1.1\n");
    }
    void refusals() {
        QFETCH(QString, route);
        QFETCH(QString, pack);
        QFETCH(QString, inputs);
        const auto result = pricedText(route.toStdString(), pack.toStdString(), inputs);
        QVERIFY(!result.ok());
        QTEST(codes(result.issues()), "expected");
    }
};

QTEST_APPLESS_MAIN(ForeignRoutesTest)
#include "foreign_routes_test.moc"

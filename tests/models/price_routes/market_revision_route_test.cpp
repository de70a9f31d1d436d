// Price revision by market price: product tables, re-cut categories, share patterns, tax changes.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Result<RouteResult> revised(const char* pack, const char* inputs) {
    return priced("marketRevision", pack, nlohmann::json::parse(inputs));
}

}  // namespace

class MarketRevisionRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Closed forms of the rules, worked out by hand beside each row.
    void prices_data() {
        QTest::addColumn<QByteArray>("pack");
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("price");
        const auto row = [](const char* name, const char* pack, const char* inputs, const char* price) {
            QTest::newRow(name) << QByteArray(pack) << QByteArray(inputs) << QString::fromUtf8(price);
        };
        // 80 × 1.1 + 4 = 92
        row("before tax", "jp-2026", R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "excluded"})", "92");
        // (90 × 300 + 70 × 100) / 400 = 85; 85 + 4 = 89
        row("weighted by volume", "jp-2026",
            R"({"oldPrice": 100, "taxBasis": "included", "products": [
                {"name": "a", "marketPrice": 90, "volume": 300}, {"name": "b", "marketPrice": 70, "volume": 100}]})",
            "89");
        // the product without a survey price is left out: 90 + 4
        row("left out", "jp-2026",
            R"({"oldPrice": 100, "taxBasis": "included", "products": [
                {"name": "a", "marketPrice": 90, "volume": 300}, {"name": "b", "volume": 100}]})",
            "94");
        // 98 + 4 = 102, held at 100
        row("cap", "jp-2026", R"({"oldPrice": 100, "marketPrice": 98, "taxBasis": "included"})", "100");
        // re-cut: mean 85 × 1.04 = 88.4 → 88, below the moved mean (120 × 300 + 80 × 100) / 400 = 110
        row("re-cut", "jp-2024",
            R"({"taxBasis": "included", "recut": true, "products": [
                {"marketPrice": 90, "volume": 300, "oldPrice": 120}, {"marketPrice": 70, "volume": 100, "oldPrice": 80}]})",
            "88");
        // re-cut: 85 × 1.04 = 88.4, held at (85 × 300 + 65 × 100) / 400 = 80
        row("re-cut at its cap", "jp-2024",
            R"({"taxBasis": "included", "recut": true, "products": [
                {"marketPrice": 90, "volume": 300, "oldPrice": 85}, {"marketPrice": 70, "volume": 100, "oldPrice": 65}]})",
            "80");
        row("re-cut, one mean", "jp-2024",
            R"({"oldPrice": 110, "marketPrice": 85, "taxBasis": "included", "recut": true})", "88");
        // the extra of 5 with tax comes out first: 85 − 5 + 4 = 84
        row("rapid introduction", "jp-2026",
            R"({"oldPrice": 100, "marketPrice": 85, "rapidExtra": 5, "taxBasis": "included"})", "84");
        // pattern 3: min(1,050, 1,060) and min(1,200, 1,060)
        row("raise", "jp-2026",
            R"({"oldPrice": 1000, "marketPrice": 1050, "taxBasis": "included", "pattern": 3, "allReverse": true})",
            "1050");
        row("raise at the limit", "jp-2026",
            R"({"oldPrice": 1000, "marketPrice": 1200, "taxBasis": "included", "pattern": 3, "allReverse": true})",
            "1060");
        // patterns 1 and 2 and a product that is not in reverse margin: no raise
        row("pattern 1", "jp-2026",
            R"({"oldPrice": 1000, "marketPrice": 1200, "taxBasis": "included", "pattern": "1"})", "1000");
        row("not all in reverse margin", "jp-2026",
            R"({"oldPrice": 1000, "taxBasis": "included", "pattern": 3, "products": [
                {"marketPrice": 1200, "volume": 10}, {"marketPrice": 990, "volume": 1}]})",
            "1000");
        // shares 40 + 20 % with most from 50 %: pattern 2; from 70 %: pattern 3
        row("found pattern 2", "jp-2026",
            R"({"oldPrice": 1000, "marketPrice": 1200, "taxBasis": "included", "allReverse": true, "mostFrom": "50 %",
                "suppliers": [{"share": "40 %"}, {"share": "20 %"}, {"share": "20 %"}, {"share": "20 %"}]})",
            "1000");
        row("found pattern 3", "jp-2026",
            R"({"oldPrice": 1000, "marketPrice": 1200, "taxBasis": "included", "allReverse": true, "mostFrom": "70 %",
                "suppliers": [{"share": "40 %"}, {"share": "20 %"}, {"share": "20 %"}, {"share": "20 %"}]})",
            "1060");
        // before FY2026 there is no raise
        row("FY2024", "jp-2024",
            R"({"oldPrice": 1000, "marketPrice": 1200, "taxBasis": "included", "pattern": 3, "allReverse": true})",
            "1000");
    }
    void prices() {
        QFETCH(QByteArray, pack);
        QFETCH(QByteArray, inputs);
        QFETCH(QString, price);
        const auto result = revised(pack, inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(result->price->exact()), price);
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("expected");
        QTest::newRow("shares over 100 %")
            << QByteArray(R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "included", "mostFrom": "50 %",
                "suppliers": [{"share": "60 %"}, {"share": "50 %"}]})")
            << u"route.supplierShares@/inputs/suppliers=110 %\n"_s;
        QTest::newRow("no threshold") << QByteArray(R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "included",
                "suppliers": [{"share": "60 %"}, {"share": "40 %"}]})")
                                      << u"field.missing@/inputs/mostFrom=\n"_s;
        QTest::newRow("suppliers missing from the table")
            << QByteArray(R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "included", "mostFrom": "50 %",
                "suppliers": [{"share": "30 %"}, {"share": "10 %"}]})")
            << u"route.sharesUndecided@/inputs/suppliers=40 %\n"_s;
        QTest::newRow("pattern against shares")
            << QByteArray(
                   R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "included", "mostFrom": "50 %", "pattern": 3,
                "suppliers": [{"share": "60 %"}, {"share": "40 %"}]})")
            << u"route.contradicted@/inputs/pattern=3\n"_s;
        QTest::newRow("price beside the products")
            << QByteArray(R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "included",
                "products": [{"marketPrice": 90, "volume": 1}]})")
            << u"route.unused@/inputs/marketPrice=\n"_s;
        QTest::newRow("old price of a product without re-cut")
            << QByteArray(R"({"oldPrice": 100, "taxBasis": "included",
                "products": [{"marketPrice": 90, "volume": 1, "oldPrice": 3}]})")
            << u"route.unused@/inputs/products/0/oldPrice=\n"_s;
        QTest::newRow("no survey price at all")
            << QByteArray(R"({"oldPrice": 100, "taxBasis": "included", "products": [{"volume": 1}]})")
            << u"route.noSurveyedProduct@/inputs/products=\n"_s;
        QTest::newRow("whether every product is in reverse margin")
            << QByteArray(R"({"oldPrice": 100, "marketPrice": 120, "taxBasis": "included", "pattern": 3})")
            << u"field.missing@/inputs/allReverse=\n"_s;
    }
    void refusals() {
        QFETCH(QByteArray, inputs);
        QFETCH(QString, expected);
        const auto result = revised("jp-2026", inputs);
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), expected);
    }

    // The margin is no rule of the pack for October 2019: a market price there needs it from the analyst.
    void taxChangeWithMarketPrice() {
        PriceRequest request;
        request.route = "marketRevision";
        request.inputs = {{"oldPrice", "1080"}, {"marketPrice", "1000"}, {"taxBasis", "included"}, {"taxChange", true}};
        QCOMPARE(codes(priceByRoute(request, shippedPack("jp-2019-10"), {}).issues()),
                 u"pricing.ruleAbsent@market.marginRate=\n"_s);
        request.rules["market.marginRate"] = "0.04";
        // 1,000 + 43.2 = 1,043.2 → 1,040, under the cap of 1,100
        auto result = priceByRoute(request, shippedPack("jp-2019-10"), {});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(result->price->exact()), u"1040"_s);
        request.inputs["marketPrice"] = "1079";
        result = priceByRoute(request, shippedPack("jp-2019-10"), {});
        QCOMPARE(shown(result->price->exact()), u"1100"_s);
    }

    // An open pattern is said, and the price stays.
    void openPatternIsNoted() {
        const auto result = revised("jp-2026", R"({"oldPrice": 100, "marketPrice": 120, "taxBasis": "included"})");
        QCOMPARE(shown(result->price->exact()), u"100"_s);
        QCOMPARE(codes(result->notes), u"route.patternOpen@/inputs/pattern=\n"_s);
    }

    void leftOutIsNoted() {
        const auto result = revised("jp-2026", R"({"oldPrice": 100, "taxBasis": "included", "products": [
            {"name": "a", "marketPrice": 90, "volume": 300}, {"name": "b", "volume": 100}]})");
        QCOMPARE(codes(result->notes), u"route.productLeftOut@/inputs/products/1=b\n"_s);
        QCOMPARE(tableOf(*result, "products").rows.size(), std::size_t(1));
    }

    // Over a grid of market prices: never above the cap, monotone, and repricing an unchanged market changes nothing
    // more once the market price with the margin reaches the old price.
    void properties() {
        for (const char* pack : {"jp-2022", "jp-2024", "jp-2026"}) {
            Rational before = 0;
            for (int market = 1000; market <= 60'000; market += 997) {
                const nlohmann::json inputs{
                    {"oldPrice", 45600}, {"marketPrice", market}, {"taxBasis", "included"}, {"pattern", "1"}};
                const auto result = priced("marketRevision", pack, inputs);
                QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
                const Rational price = result->price->exact();
                QVERIFY2(price <= 45600, qPrintable(shown(price)));
                QVERIFY2(price >= before, qPrintable(shown(price)));
                before = price;
            }
        }
    }

    // The fixed point of repeated revision: the margin is 4 % of the price, so a price p with market price m ≥ 0.96 p
    // stays. From 100 with market price 96 every further revision gives 100.
    void repricedPriceIsNotCutTwice() {
        const nlohmann::json inputs{{"oldPrice", 45600}, {"marketPrice", 43776}, {"taxBasis", "included"}};
        const auto result = priced("marketRevision", "jp-2026", inputs);
        QCOMPARE(shown(result->price->exact()), u"45600"_s);
    }

    void inputsLeadToTheirCells() {
        const auto result = revised("jp-2026", R"({"oldPrice": 100, "marketPrice": 80, "taxBasis": "excluded"})");
        QCOMPARE(result->trace.steps.front().inputs.front().parameterId, "/inputs/marketPrice");
        bool found = false;
        for (const TraceInput& input : result->trace.inputs) found = found || input.parameterId == "/inputs/oldPrice";
        QVERIFY(found);
    }
};

QTEST_APPLESS_MAIN(MarketRevisionRouteTest)
#include "market_revision_route_test.moc"

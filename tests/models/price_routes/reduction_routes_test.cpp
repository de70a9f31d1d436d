// Staged and stepwise cuts, remanufactured devices and dental metals beyond the published rows.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

QStringList schedule(const RouteResult& result) {
    QStringList stages;
    for (const auto& row : tableOf(result, "schedule").rows) {
        stages << QString::fromStdString(row[0].text.en) + u' ' + shown(*row[1].number);
    }
    return stages;
}

Result<RouteResult> pricedText(const char* route, const char* pack, const char* inputs) {
    return priced(route, pack, nlohmann::json::parse(inputs));
}

}  // namespace

class ReductionRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A revision month of its own moves every date; 139,000 → 92,900 as in FY2026.
    void stagedFromAMonth() {
        const auto result = pricedText("stagedCut", "jp-2026",
                                       R"({"oldPrice": 139000, "finalPrice": 92900, "revisionMonth": "2028-06"})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(schedule(*result),
                 (QStringList{u"2028-06 132000"_s, u"2029-03 118000"_s, u"2029-06 104000"_s, u"2030-03 92900"_s}));
    }

    void stagedRefusals() {
        QCOMPARE(codes(pricedText("stagedCut", "jp-2024", R"({"oldPrice": 100, "finalPrice": 100})").issues()),
                 u"route.finalPriceNotBelow@/inputs/finalPrice=100\n"_s);
        QVERIFY(codes(pricedText("stagedCut", "jp-2022", R"({"oldPrice": 100, "finalPrice": 90})").issues())
                    .contains(u"pricing.ruleAbsent@staged.divisor="_s));
        // 5 % + 10 % × 4 = 45 %: a deeper cut needs a sixth stage, for which no date is known.
        QCOMPARE(codes(pricedText("stagedCut", "jp-2024", R"({"oldPrice": 100000, "finalPrice": 50000})").issues()),
                 u"pricing.ruleAbsent@staged.month.6=\n"_s);
    }

    // Closed forms: the same way down from 10,000 to 8,000 said in five ways.
    void stepwise_data() {
        QTest::addColumn<QByteArray>("stages");
        QTest::newRow("rate of the original") << QByteArray(R"([{"month": "2026-06", "rateOfOriginal": "10 %"},
            {"month": "2027-03", "rateOfOriginal": "10 %"}])");
        QTest::newRow("rate of the stage before") << QByteArray(R"([{"month": "2026-06", "rateOfPrevious": "10 %"},
            {"month": "2027-03", "rateOfPrevious": "1/9"}])");
        QTest::newRow("amounts") << QByteArray(
            R"([{"month": "2026-06", "amount": 1000}, {"month": "2027-03", "amount": 1000}])");
        QTest::newRow("shares of the cut")
            << QByteArray(R"([{"month": "2026-06", "shareOfCut": "50 %"}, {"month": "2027-03", "shareOfCut": 1}])");
        QTest::newRow("prices") << QByteArray(
            R"([{"month": "2026-06", "price": 9000}, {"month": "2027-03", "price": 8000}])");
        QTest::newRow("held at the final price")
            << QByteArray(R"([{"month": "2026-06", "amount": 1000}, {"month": "2027-03", "amount": 3000}])");
    }
    void stepwise() {
        QFETCH(QByteArray, stages);
        const nlohmann::json inputs{
            {"oldPrice", 10000}, {"finalPrice", 8000}, {"stages", nlohmann::json::parse(stages.toStdString())}};
        const auto result = priced("stepwiseReduction", "jp-2026", inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(schedule(*result), (QStringList{u"2026-06 9000"_s, u"2027-03 8000"_s}));
    }

    // The stages of the rules, entered by hand, give the published schedule of 034(2)②: u = 5 % of 45,600.
    void stepwiseGivesTheStagedCut() {
        const auto result = pricedText("stepwiseReduction", "jp-2024", R"({"oldPrice": 45600, "finalPrice": 26800,
            "stages": [{"month": "2024-06", "rateOfOriginal": "5 %"}, {"month": "2025-03", "rateOfOriginal": "10 %"},
                       {"month": "2025-06", "rateOfOriginal": "10 %"}, {"month": "2026-03", "rateOfOriginal": "10 %"},
                       {"month": "2026-06", "rateOfOriginal": "10 %"}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(schedule(*result), (QStringList{u"2024-06 43300"_s, u"2025-03 38800"_s, u"2025-06 34200"_s,
                                                 u"2026-03 29600"_s, u"2026-06 26800"_s}));
    }

    void stepwiseRefusals() {
        QCOMPARE(codes(pricedText("stepwiseReduction", "jp-2026", R"({"oldPrice": 100, "stages": [
                     {"month": "2026-06", "price": 90, "amount": 3}, {"month": "2027-06", "shareOfCut": 1}]})")
                           .issues()),
                 u"route.reductionOneOf@/inputs/stages/0/price=2\nfield.missing@/inputs/finalPrice=\n"_s);
        QCOMPARE(
            codes(pricedText("stepwiseReduction", "jp-2026", R"({"oldPrice": 100, "stages": [
                     {"month": "2026-06", "price": 90}, {"month": "2026-06", "price": 95}]})")
                      .issues()),
            u"route.reductionOrder@/inputs/stages/1/month=2026-06\nroute.reductionNotACut@/inputs/stages/1=95\n"_s);
    }

    // Coefficient 0.7 as a rule, FY2020 text; never above the original.
    void remanufactured_data() {
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QString>("price");
        QTest::newRow("as a rule") << QByteArray(R"({"originalPrice": 123000})") << u"86100"_s;
        QTest::newRow("rounded") << QByteArray(R"({"originalPrice": 12345})") << u"8640"_s;  // 8,641.5
        QTest::newRow("set case by case")
            << QByteArray(R"({"originalPrice": 123000, "coefficient": "0.8"})") << u"98400"_s;
        QTest::newRow("above the original")
            << QByteArray(R"({"originalPrice": 1000, "coefficient": "1.2"})") << u"1000"_s;
        // own revision: 80 + 4 % of 100 = 84
        QTest::newRow("revised")
            << QByteArray(R"({"originalPrice": 150, "oldPrice": 100, "marketPrice": 80, "taxBasis": "included"})")
            << u"84"_s;
        // … held at the original's price after its revision
        QTest::newRow("revised above the original")
            << QByteArray(R"({"originalPrice": 82, "oldPrice": 100, "marketPrice": 80, "taxBasis": "included"})")
            << u"82"_s;
    }
    void remanufactured() {
        QFETCH(QByteArray, inputs);
        QFETCH(QString, price);
        const auto result = pricedText("remanufactured", "jp-2026", inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(result->price->exact()), price);
    }

    void remanufacturedRefusals() {
        QCOMPARE(codes(pricedText("remanufactured", "jp-2026", R"({"originalPrice": 100, "oldPrice": 100})").issues()),
                 u"field.missing@/inputs/marketPrice=\nfield.missing@/inputs/taxBasis=\n"_s);
        QVERIFY(codes(pricedText("remanufactured", "jp-2018", R"({"originalPrice": 100})").issues())
                    .contains(u"pricing.ruleAbsent@remanufactured.coefficient="_s));
    }

    // X as the mean of monthly prices: (100 + 120 + 140)/3 = 120; 500 + (120 − 110) × 1.1 = 511.
    void dentalMonthlyMean() {
        const auto result = pricedText("dentalMetal", "jp-2024", R"({"rule": "quarterly", "month": "2025-12",
            "alloys": [{"name": "a", "family": "f", "current": 500}, {"name": "b", "family": "f", "current": 700}],
            "families": [{"family": "f", "lastMaterialPrice": 110}],
            "monthlyPrices": [{"family": "f", "month": "2025-07", "price": 100},
                              {"family": "f", "month": "2025-08", "price": 120},
                              {"family": "f", "month": "2025-09", "price": 140}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        const RouteTable& table = tableOf(*result, "alloys");
        QCOMPARE(shown(*table.rows[0][6].number), u"511"_s);
        QCOMPARE(shown(*table.rows[1][6].number), u"711"_s);
        QVERIFY(result->notes.empty());
    }

    // July and January need more than 15 %: −8 % leaves 2,662 yen. The trial price also follows from X and Y:
    // 2,662 + (1,500 − 2,000) × 1.1 = 2,112, a fall of 20.7 %.
    void dentalInterim() {
        auto result = pricedText("dentalMetal", "jp-2020", R"({"rule": "thresholdInterim", "month": "2021-01",
            "alloys": [{"current": 2662, "trialPrice": 2450}]})");
        QCOMPARE(shown(result->price->exact()), u"2662"_s);
        PriceRequest request;
        request.route = "dentalMetal";
        request.inputs = nlohmann::json::parse(R"({"rule": "thresholdInterim",
            "alloys": [{"current": 2662, "materialPrice": 1500, "lastMaterialPrice": 2000}]})");
        result = priceByRoute(request, shippedPack("jp-2020"), {});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(result->price->exact()), u"2112"_s);
    }

    void dentalRefusals() {
        QCOMPARE(codes(pricedText("dentalMetal", "jp-2024", R"({"rule": "quarterly", "alloys": [
                     {"current": 500, "family": "gold"}, {"current": 600, "materialPrice": 5}]})")
                           .issues()),
                 u"route.familyUnknown@/inputs/alloys/0/family=gold\n"
                 u"field.missing@/inputs/alloys/0/materialPrice=\n"
                 u"field.missing@/inputs/alloys/0/lastMaterialPrice=\n"
                 u"field.missing@/inputs/alloys/1/lastMaterialPrice=\n"_s);
        const auto unusual = pricedText("dentalMetal", "jp-2022", R"({"rule": "quarterly", "month": "2022-05",
            "alloys": [{"current": 500, "materialPrice": 5, "lastMaterialPrice": 5}]})");
        QCOMPARE(codes(unusual->notes), u"route.dentalMonth@/inputs/month=2022-05\n"_s);
    }

    // Unchanged material: no change of the price, whatever the level.
    void dentalIsIdempotent() {
        for (int current = 100; current < 20'000; current += 371) {
            const nlohmann::json inputs{
                {"rule", "quarterly"},
                {"alloys", {{{"current", current}, {"materialPrice", "4531.0"}, {"lastMaterialPrice", "4531.0"}}}}};
            QCOMPARE(shown(priced("dentalMetal", "jp-2024", inputs)->price->exact()), QString::number(current));
        }
    }
};

QTEST_APPLESS_MAIN(ReductionRoutesTest)
#include "reduction_routes_test.moc"

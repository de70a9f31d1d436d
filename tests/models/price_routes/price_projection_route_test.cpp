// Path of a price over several revisions: worked out by hand from the rules of each revision.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Result<RouteResult> projected(const char* inputs, const char* pack = "jp-2026") {
    return priced("priceProjection", pack, nlohmann::json::parse(inputs));
}

/// "date price" of every row.
QStringList path(const RouteResult& result) {
    QStringList rows;
    for (const auto& row : tableOf(result, "path").rows) {
        rows << QString::fromStdString(row[0].text.en) + u' ' + shown(*row[1].number);
    }
    return rows;
}

QStringList reasons(const RouteResult& result) {
    QStringList rows;
    for (const auto& row : tableOf(result, "path").rows) rows << QString::fromStdString(row[3].text.en);
    return rows;
}

}  // namespace

class PriceProjectionRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Divergence 10 % at every revision: each gives price × (0.9 + 0.04) = 0.94, rounded to three digits.
    void constantDivergence() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 100000, "years": 10,
            "revisionEveryYears": 2, "divergence": "10 %"})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 100000"_s, u"2028-06-01 94000"_s, u"2030-06-01 88400"_s,
                                             u"2032-06-01 83100"_s, u"2034-06-01 78100"_s, u"2036-06-01 73400"_s}));
        QCOMPARE(shown(result->price->exact()), u"73400"_s);
        QCOMPARE(tableOf(*result, "years").rows.size(), std::size_t(11));
        QCOMPARE(shown(*tableOf(*result, "years").rows[2][2].number), u"94000"_s);  // 2028-12-01
        QCOMPARE(codes(result->notes), u"route.revisionsUnderOnePack@/inputs/revisionEveryYears=5\n"_s);
    }

    // Up to 4 % divergence the margin covers it: the price stays at its cap, however many revisions come.
    void smallDivergenceNeverCuts() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 45600, "years": 10,
            "revisionEveryYears": 2, "divergence": "4 %"})");
        for (const auto& row : tableOf(*result, "path").rows) QCOMPARE(shown(*row[1].number), u"45600"_s);
        const auto capped = projected(R"({"listingDate": "2026-12-01", "listingPrice": 45600, "years": 3,
            "revisionEveryYears": 2, "divergence": "1 %"})");
        QCOMPARE(reasons(*capped), (QStringList{u"listing"_s, u"revision, held at the price before"_s}));
    }

    // Market price fixed at 80,000 (tax included): 84,000, then 80,000 + 3,360 → 83,400, then 83,300, then still 83,300
    // (80,000 + 3,332 = 83,332): the fixed point is market / 0.96 = 83,333.
    void fixedMarketPriceSettles() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 100000, "years": 10,
            "revisionEveryYears": 2, "taxBasis": "included",
            "marketPrices": [{"from": "2026-12-01", "marketPrice": 80000}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 100000"_s, u"2028-06-01 84000"_s, u"2030-06-01 83400"_s,
                                             u"2032-06-01 83300"_s, u"2034-06-01 83300"_s, u"2036-06-01 83300"_s}));
    }

    // 100,000 × 0.97² = 94,090 + 4,000 = 98,090 → 98,100; × 0.97⁴ = 88,529.281 + 3,924 = 92,453 → 92,500.
    void yearlyChange() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 100000, "years": 5,
            "revisionEveryYears": 2, "marketChange": "-3 %"})");
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 100000"_s, u"2028-06-01 98100"_s, u"2030-06-01 92500"_s}));
    }

    // The extra of 6,000 stays through the revision of 2028-06 and is taken out of the market price first:
    // 289,000 × 0.9 − 6,000 = 254,100; + 4 % of 283,000 = 265,420 → 265,000, with the extra 271,000; gone after two
    // years.
    void rapidIntroduction() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 283000, "temporaryPrice": 289000,
            "years": 3, "revisionEveryYears": 2, "divergence": "10 %"})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 289000"_s, u"2028-06-01 271000"_s, u"2028-12-01 265000"_s}));
        const auto until = projected(R"({"listingDate": "2026-12-01", "listingPrice": 283000, "temporaryPrice": 289000,
            "temporaryUntil": "2027-03-31", "years": 1, "revisionEveryYears": 2, "divergence": "10 %"})");
        QCOMPARE(path(*until), (QStringList{u"2026-12-01 289000"_s, u"2027-04-01 283000"_s}));
    }

    // A staged cut of 139,000 to 92,900 from June 2028 (schedule of 035(1)③), no other change.
    void stagedCutWithin() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 139000, "years": 5,
            "revisionEveryYears": 2, "divergence": 0,
            "cuts": [{"date": "2028-06-01", "finalPrice": 92900, "staged": true}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 139000"_s, u"2028-06-01 139000"_s, u"2028-06-01 132000"_s,
                                             u"2029-03-01 118000"_s, u"2029-06-01 104000"_s, u"2030-03-01 92900"_s,
                                             u"2030-06-01 92900"_s}));
    }

    // Sales of 8, 9.6, … × 1.2 a year; base 8 billion. Year before June 2028 is year 1, before 2032 year 5:
    // 8 × 1.2⁴ = 16.59 billion, twice the base: factor 0.9^(log2 2.0736) = 0.8950. Then the base is 16.59 billion.
    void marketExpansion() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 100000, "years": 10,
            "revisionEveryYears": 2, "divergence": 0, "yearlySales": "80 億円/年", "salesGrowth": "20 %",
            "baseSales": "80 億円/年"})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 100000"_s, u"2028-06-01 100000"_s, u"2030-06-01 100000"_s,
                                             u"2032-06-01 89500"_s, u"2034-06-01 89500"_s, u"2036-06-01 80100"_s}));
        QCOMPARE(reasons(*result)[3], u"market-expansion repricing"_s);
    }

    // A premium of 10 % gained in March 2029: 94,000 × 1.1 = 103,400 → 103,000.
    void laterPremium() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 100000, "years": 3,
            "revisionEveryYears": 2, "divergence": "10 %", "premiums": [{"date": "2029-03-01", "rate": "10 %"}]})");
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 100000"_s, u"2028-06-01 94000"_s, u"2029-03-01 103000"_s}));
    }

    // Listed in December 2027, after the survey of May to September 2027: June 2028 leaves the price, June 2030 cuts
    // it.
    void listedAfterTheSurvey() {
        const auto result = projected(R"({"listingDate": "2027-12-01", "listingPrice": 100000, "years": 4,
            "revisionEveryYears": 2, "divergence": "10 %", "skipUnsurveyed": true})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(path(*result), (QStringList{u"2027-12-01 100000"_s, u"2028-06-01 100000"_s, u"2030-06-01 94000"_s}));
    }

    // Pattern 3 in reverse margin: 1,000 × 1.05 = 1,050 twice, 1,102.5 → 1,100 (three digits).
    void dispersedIsRaised() {
        const auto result = projected(R"({"listingDate": "2026-12-01", "listingPrice": 1000, "years": 4,
            "revisionEveryYears": 2, "divergence": "-5 %", "dispersed": true})");
        QCOMPARE(path(*result), (QStringList{u"2026-12-01 1000"_s, u"2028-06-01 1050"_s, u"2030-06-01 1100"_s}));
    }

    // Without a raise no path goes up, whatever is assumed; and the lower the market, the lower the price.
    void properties() {
        Rational before = 0;
        for (int percent = 60; percent >= -20; percent -= 4) {
            const nlohmann::json inputs{{"listingDate", "2026-12-01"},
                                        {"listingPrice", 45600},
                                        {"years", 10},
                                        {"revisionEveryYears", 2},
                                        {"divergence", std::to_string(percent) + " %"}};
            const auto result = priced("priceProjection", "jp-2026", inputs);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            Rational last = 45600;
            for (const auto& row : tableOf(*result, "path").rows) {
                QVERIFY(*row[1].number <= last);
                last = *row[1].number;
            }
            QVERIFY(last >= before);
            before = last;
        }
    }

    void refusals() {
        QCOMPARE(codes(projected(R"({"listingDate": "2026-12-01", "listingPrice": 100, "years": 4,
                     "revisionEveryYears": 2})")
                           .issues()),
                 u"route.marketAssumption@/inputs/divergence=0\n"_s);
        QCOMPARE(
            codes(projected(R"({"listingDate": "2026-12-01", "listingPrice": 100, "years": 4,
                     "revisionEveryYears": 2, "divergence": 0, "temporaryPrice": 90,
                     "cuts": [{"date": "2026-06-01", "finalPrice": 50}]})")
                      .issues()),
            u"route.temporaryBelow@/inputs/temporaryPrice=90\nroute.projectionDate@/inputs/cuts/0/date=2026-06-01\n"_s);
        QCOMPARE(codes(projected(R"({"listingDate": "2026-12-01", "listingPrice": 100, "years": 4,
                     "revisionEveryYears": 2, "divergences": [{"from": "2029-01-01", "divergence": 0}]})")
                           .issues()),
                 u"route.pathTooLate@/inputs/divergences=2028-06-01\n"_s);
        QCOMPARE(codes(projected(R"({"listingDate": "2026-12-01", "listingPrice": 100, "years": 4,
                     "revisionEveryYears": 2, "divergence": 0, "baseSales": 5})")
                           .issues()),
                 u"route.unused@/inputs/baseSales=\n"_s);
    }
};

QTEST_APPLESS_MAIN(PriceProjectionRouteTest)
#include "price_projection_route_test.moc"

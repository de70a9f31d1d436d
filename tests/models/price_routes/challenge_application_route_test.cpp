// Challenge applications: probability tree and expected prices by hand.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Result<RouteResult> challenged(const char* inputs, const char* pack = "jp-2026") {
    return priced("challengeApplication", pack, nlohmann::json::parse(inputs));
}

/// Numbers of a table, row by row.
QString numbers(const RouteTable& table) {
    QString text;
    for (const auto& row : table.rows) {
        for (const RouteValue& value : row) {
            if (value.number) text += shown(*value.number) + u' ';
        }
        text += u'\n';
    }
    return text;
}

}  // namespace

class ChallengeApplicationRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One application of 10 % with probability 0.6 on 100,000: 0.6 × 110,000 + 0.4 × 100,000 = 106,000.
    // Revenue: year 1 (from June 2026, the grant comes in December) 600 units × 100,000 + 600 × expected 106,000.
    void oneApplication() {
        const auto result = challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 2,
            "applications": [{"month": "2026-12", "kind": "usefulness", "rate": 10, "probability": 0.6}],
            "volumes": [{"volume": 1200}, {"volume": 1000}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(*figureOf(*result, "expectedEndPrice").number), u"106000"_s);
        QCOMPARE(shown(*figureOf(*result, "probabilityAny").number), u"0.6"_s);
        // 60,000,000 + 63,600,000 + 106,000,000
        QCOMPARE(shown(*figureOf(*result, "expectedRevenue").number), u"229600000"_s);
        QCOMPARE(numbers(tableOf(*result, "path")), u"100000 100000 100000 100000 \n106000 100000 100000 110000 \n"_s);
        // granted: 600 × 100,000 + 600 × 110,000 + 1,000 × 110,000; refused: 2,200 × 100,000
        QCOMPARE(numbers(tableOf(*result, "tree")), u"0.6 110000 236000000 \n0.4 100000 220000000 \n"_s);
    }

    // Points: 2 points × 5 % = 10 %. A second application of 5 % in 2028 is independent: four ends.
    void independentApplications() {
        const auto result = challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 5,
            "applications": [{"month": "2026-12", "kind": "usefulness", "points": 2, "probability": 0.5},
                             {"month": "2028-12", "kind": "improvement", "rate": "5 %", "probability": 0.2}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(numbers(tableOf(*result, "tree")), u"0.1 115000 \n0.4 110000 \n0.1 105000 \n0.4 100000 \n"_s);
        // 11,500 + 44,000 + 10,500 + 40,000
        QCOMPARE(shown(*figureOf(*result, "expectedEndPrice").number), u"106000"_s);
        QCOMPARE(codes(result->notes), u"route.challengeRepeated@/inputs/applications=2\n"_s);
    }

    // A repeat is made only after a refusal: 0.5, then 0.5 × 0.4, else nothing.
    void repeatedApplication() {
        const auto result = challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 5,
            "applications": [{"month": "2026-12", "alpha": 0.1, "probability": 0.5},
                             {"month": "2028-12", "alpha": 0.1, "probability": 0.4, "afterRefusal": true},
                             {"month": "2029-12", "alpha": 0.1, "probability": 0.4, "afterRefusal": true}]})");
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(numbers(tableOf(*result, "tree")), u"0.5 110000 \n0.2 110000 \n0.12 110000 \n0.18 100000 \n"_s);
        QCOMPARE(shown(*figureOf(*result, "probabilityAny").number), u"0.82"_s);
    }

    // The premium follows the base price: 10 % of 94,000 from June 2028. In field 021 of FY2016 X = 20,500 with
    // B = 11,240 and A = 6 gave α = 0.042217 and 21,365 → 21,400 (published listing).
    void basePathAndFieldMean() {
        const auto path = challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 3,
            "basePath": [{"month": "2028-06", "price": 94000}],
            "applications": [{"month": "2026-12", "alpha": 0.1, "probability": 1}]})");
        QVERIFY2(path.ok(), qPrintable(codes(path.issues())));
        QCOMPARE(numbers(tableOf(*path, "path")),
                 u"100000 100000 100000 100000 \n110000 100000 110000 110000 \n103000 94000 103000 103000 \n"_s);
        const auto scaled = challenged(R"({"startMonth": "2026-06", "startPrice": 20500, "years": 1, "fieldMean": 11240,
            "applications": [{"month": "2026-12", "kind": "improvement", "rate": 6, "probability": 1}]})");
        QVERIFY2(scaled.ok(), qPrintable(codes(scaled.issues())));
        QCOMPARE(shown(*figureOf(*scaled, "expectedEndPrice").number), u"21400"_s);
    }

    // The probabilities of all ends make 1 for any number of applications, and expected prices lie between the
    // extremes.
    void properties() {
        nlohmann::json inputs{{"startMonth", "2026-06"}, {"startPrice", 45600}, {"years", 20}};
        for (int step = 0; step < 8; ++step) {
            inputs["applications"].push_back({{"month", std::to_string(2027 + step) + "-06"},
                                              {"alpha", "0.07"},
                                              {"probability", "1/3"},
                                              {"afterRefusal", step % 3 == 1}});
            const auto result = priced("challengeApplication", "jp-2026", inputs);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            Rational sum = 0;
            for (const auto& row : tableOf(*result, "tree").rows) sum += *row[1].number;
            QCOMPARE(shown(sum), u"1"_s);
            for (const auto& row : tableOf(*result, "path").rows) {
                QVERIFY(*row[3].number <= *row[1].number && *row[1].number <= *row[4].number);
            }
        }
    }

    void refusals() {
        QCOMPARE(codes(challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 1,
                     "applications": [{"month": "2026-12", "kind": "usefulness", "rate": 40, "probability": 0.5},
                                      {"month": "2026-12", "probability": 1.5}]})")
                           .issues()),
                 u"route.challengeRate@/inputs/applications/0/rate=40 %\n"
                 u"route.rowOrder@/inputs/applications/1/month=2026-12\n"
                 u"field.outside@/inputs/applications/1/probability=1.5\n"
                 u"route.challengeOneOf@/inputs/applications/1/rate=0\n"_s);
        QCOMPARE(codes(challenged(R"({"startMonth": "2026-06", "startPrice": 100000, "years": 1,
                     "applications": [{"month": "2026-12", "alpha": 0.1, "probability": 0.5, "afterRefusal": true}],
                     "volumes": [{"volume": 1}, {"volume": 1}]})")
                           .issues()),
                 u"route.challengeFirst@/inputs/applications/0/afterRefusal=true\n"_s);
    }
};

QTEST_APPLESS_MAIN(ChallengeApplicationRouteTest)
#include "challenge_application_route_test.moc"

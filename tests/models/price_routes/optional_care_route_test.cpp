// Optional care beside insurance: copayment, its ceiling, effects on patient, payer and hospital.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

Json ordinary() {
    return {{"kind", "selected"},      {"insuredCost", 1000000}, {"charge", 110000},        {"taxBasis", "included"},
            {"eligiblePatients", 200}, {"uptake", "25 %"},       {"copayGroup", "general"}, {"incomeClass", "C"}};
}

Result<RouteResult> scenario(const Json& change) {
    Json inputs = ordinary();
    inputs.update(change);
    return priced("optionalCare", "jp-2026", inputs);
}

QString number(const Result<RouteResult>& result, const std::string& key) {
    if (!result) return codes(result.issues());
    return shown(*figureOf(*result, key).number);
}

}  // namespace

class OptionalCareRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // 高額療養費: class ウ at 1,000,000 yen and 30 % pays 87,430 (the example of
    // 厚生労働省「高額療養費制度を利用される皆さまへ」); the others are the same formula. Below the threshold 30 % of
    // the cost is paid, at it 30 % equals the base.
    void copayments_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("copay");
        QTest::newRow("class C, 1,000,000") << "{}"
                                            << "87430";
        QTest::newRow("class A, 1,000,000") << R"({"incomeClass": "A"})"
                                            << "254180";
        QTest::newRow("class B, 1,000,000") << R"({"incomeClass": "B"})"
                                            << "171820";
        QTest::newRow("class D") << R"({"incomeClass": "D"})"
                                 << "57600";
        QTest::newRow("class E") << R"({"incomeClass": "E"})"
                                 << "35400";
        QTest::newRow("class C, repeated") << R"({"multipleMonth": true})"
                                           << "44400";
        QTest::newRow("below the threshold") << R"({"insuredCost": 266999})"
                                             << "80099.7";
        QTest::newRow("at the threshold") << R"({"insuredCost": 267000})"
                                          << "80100";
        QTest::newRow("above the threshold") << R"({"insuredCost": 267100})"
                                             << "80101";
        QTest::newRow("no ceiling") << R"({"incomeClass": "none"})"
                                    << "300000";
        QTest::newRow("10 %, from 75")
            << R"({"copayGroup": "senior75", "incomeClass": "seniorGeneral", "insuredCost": 100000})"
            << "10000";
        QTest::newRow("20 %, outpatient from 75")
            << R"({"copayGroup": "senior75Middle", "incomeClass": "seniorGeneral", "outpatient": true})"
            << "18000";
        QTest::newRow("rate as entered") << R"({"copayGroup": null, "copayRate": "20 %", "incomeClass": "none"})"
                                         << "200000";
        QTest::newRow("ceiling as entered")
            << R"({"incomeClass": "own", "ceilingBase": 80100, "ceilingThreshold": 267000, "ceilingRate": "1 %"})"
            << "87430";
        QTest::newRow("flat ceiling as entered") << R"({"incomeClass": "own", "ceilingBase": 50000})"
                                                 << "50000";
        QTest::newRow("repeated ceiling as entered")
            << R"({"incomeClass": "own", "multipleMonth": true, "ceilingMultiple": 44400})"
            << "44400";
    }
    void copayments() {
        QFETCH(QString, change);
        QFETCH(QString, copay);
        QCOMPARE(number(scenario(Json::parse(change.toStdString())), "copay"), copay);
    }

    // Closed form: 87,430 + 110,000; the payer bears the rest of the insured cost; the hospital keeps 110,000/1.1 less
    // its added cost; 200 × 25 % = 50 patients. Covered, the patient pays 80,100 + (1,110,000 − 267,000) × 1 %.
    void effects() {
        const auto result = scenario({{"insuredCostWithout", 900000}, {"addedCost", 180000}});
        QCOMPARE(number(result, "patient"), u"197430"_s);
        QCOMPARE(number(result, "patientChange"), u"111000"_s);  // without: 80,100 + 6,330
        QCOMPARE(number(result, "payerChange"), u"99000"_s);
        QCOMPARE(number(result, "hospital"), u"20000"_s);  // 100,000 + 100,000 − 180,000
        QCOMPARE(number(result, "patients"), u"50"_s);
        QCOMPARE(number(result, "chargeYear"), u"5500000"_s);
        QCOMPARE(number(result, "payerYear"), u"4950000"_s);
        QCOMPARE(number(result, "hospitalYear"), u"1000000"_s);
        const RouteTable& views = tableOf(*result, "views");
        QCOMPARE(shown(*views.rows[2][4].number), u"88530"_s);
        QCOMPARE(QString::fromStdString(result->trace.status), u"secondary"_s);
    }

    void taxExcluded() {
        const auto result = scenario({{"charge", 100000}, {"taxBasis", "excluded"}});
        QCOMPARE(number(result, "charge"), u"110000"_s);
        QCOMPARE(number(result, "hospital"), u"100000"_s);
    }

    void charges() {
        const auto result = scenario(
            {{"charges", {{{"charge", 55000}, {"uptake", "40 %"}}, {{"charge", 110000}, {"uptake", "25 %"}}}}});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        const RouteTable& table = tableOf(*result, "charges");
        QCOMPARE(shown(*table.rows[0][4].number), u"4400000"_s);
        QCOMPARE(shown(*table.rows[1][4].number), u"5500000"_s);
    }

    void refusals_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("uptake over 100 %") << R"({"uptake": "101 %"})"
                                           << "field.outside@/inputs/uptake=101 %\n";
        QTest::newRow("no tax basis") << R"({"taxBasis": null})"
                                      << "field.missing@/inputs/taxBasis=\n";
        QTest::newRow("no group") << R"({"copayGroup": null})"
                                  << "field.missing@/inputs/copayGroup=\n";
        QTest::newRow("group and rate") << R"({"copayRate": 0.3})"
                                        << "route.statedTwice@/inputs/copayRate=0.3\n";
        QTest::newRow("own ceiling empty") << R"({"incomeClass": "own"})"
                                           << "field.missing@/inputs/ceilingBase=\n";
        QTest::newRow("own ceiling without rate")
            << R"({"incomeClass": "own", "ceilingBase": 1, "ceilingThreshold": 2})"
            << "field.missing@/inputs/ceilingRate=\n";
        QTest::newRow("rule the pack lacks") << R"({"incomeClass": "seniorLow1", "multipleMonth": true})"
                                             << "pricing.ruleAbsent@copay.ceiling.seniorLow1.multiple=\n";
        QTest::newRow("dollars") << R"({"charge": "100 USD"})"
                                 << "field.wrongUnit@/inputs/charge=100 USD\n";
    }
    void refusals() {
        QFETCH(QString, change);
        QFETCH(QString, expected);
        const auto result = scenario(Json::parse(change.toStdString()));
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), expected);
    }
};

QTEST_APPLESS_MAIN(OptionalCareRouteTest)
#include "optional_care_route_test.moc"

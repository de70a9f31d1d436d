// Comparison and cost calculation: closed forms, properties and refusals. Published decisions: listing_decisions_test.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

nlohmann::json parsed(const QString& inputs) {
    return nlohmann::json::parse((u"{%1}"_s.arg(inputs)).toStdString());
}

Rational exactFigure(const RouteResult& result, const std::string& key) {
    return *figureOf(result, key).number;
}

/// A result that must exist; a refusal ends the test program with its codes.
RouteResult listed(const std::string& route, const std::string& pack, const QString& inputs) {
    auto result = priced(route, pack, parsed(inputs));
    if (!result) qFatal("%s: %s", qPrintable(inputs), qPrintable(codes(result.issues())));
    return *result;
}

/// α of a usefulness premium of 10 % on 1,000,000 yen with this field mean.
Rational alphaAt(const Rational& mean) {
    const auto result = listed("similarCategory", "jp-2024",
                               uR"("comparatorPrice": 1000000, "fieldMean": "%1",
                                   "premiums": [{"kind": "usefulness", "rate": 10}])"_s.arg(shown(mean)));
    return exactFigure(result, "alpha");
}

}  // namespace

class ListingRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Closed forms of the rules, worked out by hand; the unrounded price or a figure.
    void closedForms_data() {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("figure");
        QTest::addColumn<QString>("value");
        const QString comparison = u"similarCategory"_s;
        const QString cost = u"costCalculation"_s;
        const QString new24 = u"jp-2024"_s;
        const auto row = [](const char* name, const QString& route, const QString& pack, const char* inputs,
                            const char* key, const char* value) {
            QTest::newRow(name) << route << pack << QString::fromUtf8(inputs) << QString::fromUtf8(key)
                                << QString::fromUtf8(value);
        };
        row("sum and difference", comparison, new24,
            R"("comparators": [{"price": 100000}, {"price": 20000, "factor": 2}, {"price": 5000, "factor": -1}])",
            "base", "135000");
        row("proration by size", comparison, new24, R"("comparatorPrice": 90000, "ownSize": 13, "comparatorSize": 9)",
            "base", "130000");
        row("proration by 1", comparison, new24, R"("comparatorPrice": 90100, "prorationFactor": 1)", "unrounded",
            "90100");
        row("proration by equal sizes", comparison, new24,
            R"("comparatorPrice": 90100, "ownSize": 7, "comparatorSize": 7)", "unrounded", "90100");
        row("reduction by rate", comparison, new24, R"("comparatorPrice": 90000, "reductionRate": "5 %")", "unrounded",
            "85500");
        row("reduction by amount", comparison, new24, R"("comparatorPrice": 90000, "reductionAmount": 1000)",
            "unrounded", "89000");
        // Annex 2: X = B gives A/100, half the mean 1.5 A, twice the mean A/1.5.
        row("price at the field mean", comparison, new24,
            R"("comparatorPrice": 1000, "fieldMean": 1000, "premiums": [{"kind": "usefulness", "rate": 10}])", "alpha",
            "0.1");
        row("half the field mean", comparison, new24,
            R"("comparatorPrice": 1000, "fieldMean": 2000, "premiums": [{"kind": "usefulness", "rate": 10}])", "alpha",
            "0.15");
        row("by the Japanese name of the kind", comparison, new24,
            R"("comparatorPrice": 1000, "fieldMean": 1000, "premiums": [{"kind": "有用性加算", "points": 2}])", "alpha",
            "0.1");
        row("two premiums", comparison, new24,
            R"("comparatorPrice": 1000, "premiums": [{"kind": "pioneer", "rate": 10},
               {"kind": "specificUse", "rate": 10}])",
            "unrounded", "1200");
        row("limit of 1.5 A", comparison, new24,
            R"("comparatorPrice": 1000, "fieldMean": 4000, "premiums": [{"kind": "usefulness", "rate": 10}])", "alpha",
            "0.15");
        row("time-limited premium ends", comparison, new24,
            R"("comparatorPrice": 1000, "fieldMean": 1000, "premiums": [{"kind": "improvementLimited", "rate": 10}])",
            "priceAfterPeriod", "1000");
        row("foreign ceiling 1.25", comparison, new24, R"("comparatorPrice": 2000, "foreignAverage": 1000)",
            "unrounded", "1250");
        row("relaxed ceiling 1.5", comparison, new24,
            R"("comparatorPrice": 2000, "foreignAverage": 1000, "relaxedReason": "orphan")", "unrounded", "1500");
        row("local price and rate", comparison, new24,
            R"("comparatorPrice": 2000, "foreignPrices": [{"country": "us", "localPrice": "10.5",
               "exchangeRate": "150.2"}, {"country": "ドイツ", "price": 1423}])",
            "foreignAverage", "1500");
        // Formula: 検討会4回 資料3-2 p. 29. Two devices at 100,000 and two leads at 50,000 against one at 200,000.
        row("economy premium from products", comparison, new24,
            R"("comparatorPrice": 200000, "economyProducts": [{"price": 100000, "quantity": 2},
               {"price": 50000, "quantity": 2}], "economyDevices": 1)",
            "economyPremium", "50000");
        row("form 5", cost, new24,
            R"("materials": [{"quantity": 2, "unitPrice": 100}, {"amount": 300}], "packaging": [{"amount": 50}],
               "labour": [{"minutes": 30, "wagePerHour": 3000}], "overhead": [{"amount": 100}],
               "sellingAmount": 400, "researchAmount": 50, "profitRate": "0.2", "distributionRate": "0.2")",
            "unrounded", "4469");  // C 2,600; profit 650; distribution 812.5 → 813; tax 406.3 → 406
        // By hand in units of 1 yen: 1,000.4 → 1,000; profit 187.65 → 188; distribution 88.05 → 88; tax 127.6 → 128.
        row("drug lines to 1 yen", cost, u"jp-drug-2024"_s,
            R"("productCost": "1000.4", "rateYear": 2025, "priceUnit": 1)", "unrounded", "1404");
        row("import at a rate", cost, new24,
            R"("importLocalPrice": 10, "importExchangeRate": 150, "profitRate": 0, "distributionRate": 0)", "unrounded",
            "1650");
        row("selling as a share of the price", cost, new24,
            R"("importCost": 600, "sellingRate": "30 %", "profitRate": "10 %", "distributionRate": 0)", "productCost",
            "900");
        row("software without distribution", cost, new24,
            R"("productCost": 900, "profitRate": "10 %", "software": true)", "unrounded", "1100");
        row("conditional approval halves the profit rate", cost, u"jp-2026"_s,
            R"("productCost": 950, "profitRate": "10 %", "distributionRate": 0, "conditionalApproval": true)", "profit",
            "50");
        row("disclosed amounts", cost, new24,
            R"("productCost": 1000, "profitRate": 0, "distributionRate": 0, "taxRate": 0,
               "disclosedCosts": [{"amount": 500}, {"amount": 299}], "premiums": [{"kind": "usefulness", "rate": 10}])",
            "premiumAmount", "60");
        row("full disclosure", cost, new24,
            R"("productCost": 1000, "profitRate": 0, "distributionRate": 0, "taxRate": 0, "disclosureDegree": "80 %",
               "premiums": [{"kind": "usefulness", "rate": 10}])",
            "premiumAmount", "100");
        row("alpha by a field mean", cost, new24,
            R"("productCost": 1000, "profitRate": 0, "distributionRate": 0, "taxRate": 0, "disclosureDegree": 1,
               "alphaBasis": "fieldMean", "fieldMean": 2000, "premiums": [{"kind": "usefulness", "rate": 10}])",
            "premiumAmount", "150");
        // 中医協総会511回 総-4-1 p. 13: at half the reference of 10 million yen the rate is 1.5 C.
        row("peak sales over 5 billion yen", cost, new24,
            R"("productCost": 5000000, "profitRate": 0, "distributionRate": 0, "taxRate": 0, "disclosureDegree": 1,
               "peakSales": "51億円", "premiums": [{"kind": "usefulness", "rate": 10}])",
            "alpha", "0.15");
        row("peak sales of 5 billion yen", cost, new24,
            R"("productCost": 5000000, "profitRate": 0, "distributionRate": 0, "taxRate": 0, "disclosureDegree": 1,
               "peakSales": "50億円", "premiums": [{"kind": "usefulness", "rate": 10}])",
            "alpha", "0.1");
        // Limit of the drug pack, g = 0.51 with p = 0.167: 0.51/0.833 of C = 323/0.833/(1 − 0.51/0.833) × … = 510.
        row("limit on selling and administration", cost, u"jp-drug-2024"_s,
            R"("importCost": 323, "sellingAmount": 900, "rateYear": 2024)", "productCost", "833");
    }
    void closedForms() {
        QFETCH(QString, route);
        QFETCH(QString, pack);
        QFETCH(QString, inputs);
        QFETCH(QString, figure);
        const auto result = listed(route.toStdString(), pack.toStdString(), inputs);
        QTEST(shown(exactFigure(result, figure.toStdString())), "value");
    }

    void refusals_data() {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("expected");
        const QString comparison = u"similarCategory"_s;
        const QString cost = u"costCalculation"_s;
        const QString premium = uR"("comparatorPrice": 1000, "fieldMean": 1000, "premiums": [{"kind": %1}])"_s;
        const auto row = [](const char* name, const QString& route, const QString& inputs, const char* expected) {
            QTest::newRow(name) << route << inputs << QString::fromUtf8(expected);
        };
        row("no comparator", comparison, QString(), "field.missing@/inputs/comparatorPrice=\n");
        row("two comparators", comparison, uR"("comparatorPrice": 1, "comparators": [{"price": 1}])"_s,
            "routeListing.giveOne@/inputs/comparatorPrice=\n");
        row("difference of nothing", comparison, uR"("comparators": [{"price": 5}, {"price": 5, "factor": -1}])"_s,
            "routeListing.baseNotPositive@/inputs/comparators=0\n");
        row("unknown premium", comparison, premium.arg(u"\"improvment\", \"rate\": 5"_s),
            "routeListing.unknownPremium@/inputs/premiums/0/kind=improvment\n");
        row("rate outside the kind", comparison, premium.arg(u"\"improvement\", \"rate\": 21"_s),
            "routeListing.rateOutside@/inputs/premiums/0/rate=21\n");
        row("points outside the kind", comparison, premium.arg(u"\"improvementLimited\", \"points\": 3"_s),
            "routeListing.rateOutside@/inputs/premiums/0/points=15\n");
        row("rate and points", comparison, premium.arg(u"\"improvement\", \"rate\": 5, \"points\": 1"_s),
            "routeListing.giveOne@/inputs/premiums/0/points=\n");
        row("no rate", comparison, premium.arg(u"\"improvement\""_s), "field.missing@/inputs/premiums/0/rate=\n");
        row("only one of a and b", comparison, premium.arg(u"\"improvement\", \"items\": \"ハ-a, ハ-b\""_s),
            "premiumPoints.onlyOne@/inputs/premiums/0/items=ハ-a, ハ-b\n");
        row("d alone", comparison, premium.arg(u"\"improvement\", \"items\": \"イ-d\""_s),
            "premiumPoints.needsOther@/inputs/premiums/0/items=i.d\n");
        row("half of the product", comparison, premium.arg(u"\"usefulness\", \"items\": \"ロ-1a\""_s),
            "premiumPoints.halfProduct@/inputs/premiums/0/items=ロ-1\n");
        row("item twice", comparison, premium.arg(u"\"usefulness\", \"items\": \"ハ-a, ha.a\""_s),
            "premiumPoints.twice@/inputs/premiums/0/items=ha.a\n");
        row("no item", comparison, premium.arg(u"\"usefulness\", \"items\": \"ヌ-a\""_s),
            "premiumPoints.notAnItem@/inputs/premiums/0/items=ヌ-a\n");
        row("points the pack does not hold", comparison, premium.arg(u"\"improvement\", \"items\": \"ニ\""_s),
            "pricing.ruleAbsent@premium.points.improvement.ni=\n");
        row("no field mean", comparison,
            uR"("comparatorPrice": 1000, "premiums": [{"kind": "improvement", "rate": 5}])"_s,
            "field.missing@/inputs/fieldPrices=\n");
        row("exchange rate of 0", comparison,
            uR"("comparatorPrice": 1, "foreignPrices": [{"country": "us", "localPrice": 1, "exchangeRate": 0}])"_s,
            "field.outside@/inputs/foreignPrices/0/exchangeRate=0\n");
        row("unknown country", comparison,
            uR"("comparatorPrice": 1, "foreignPrices": [{"country": "ca", "price": 1}])"_s,
            "routeListing.unknownCountry@/inputs/foreignPrices/0/country=ca\n");
        row("country twice", comparison,
            uR"("comparatorPrice": 1, "foreignPrices": [{"country": "us", "price": 1}, {"country": "us", "price": 2}])"_s,
            "routeListing.countryTwice@/inputs/foreignPrices/1/country=us\n");
        row("rapid introduction without a premium", comparison, uR"("comparatorPrice": 1, "rapidIntroduction": true)"_s,
            "routeListing.rapidWithoutPremium@/inputs/rapidIntroduction=\n");
        row("applied too late", comparison,
            uR"("comparatorPrice": 1, "premiums": [{"kind": "pioneer", "rate": 10}], "rapidIntroduction": true,
                "rapidApplicationDays": 181)"_s,
            "routeListing.rapidDays@/inputs/rapidApplicationDays=181\n");
        row("reviewed too long", comparison,
            uR"("comparatorPrice": 1, "premiums": [{"kind": "pioneer", "rate": 10}], "rapidIntroduction": true,
                "rapidApplicationDays": -20, "rapidReviewDays": 106, "rapidReviewKind": "improved")"_s,
            "routeListing.rapidDays@/inputs/rapidReviewDays=106\n");
        row("no saving", comparison, uR"("comparatorPrice": 500, "economyProducts": [{"price": 400, "quantity": 1}])"_s,
            "routeListing.noSaving@/inputs/economyProducts=-100\n");
        row("no cost", cost, uR"("profitRate": 0, "distributionRate": 0)"_s, "field.missing@/inputs/productCost=\n");
        row("no year of the rates", cost, uR"("productCost": 1, "distributionRate": 0)"_s,
            "routeCost.yearMissing@/inputs/rateYear=\n");
        row("rates the pack does not hold", cost, uR"("productCost": 1, "rateYear": 2025)"_s,
            "pricing.ruleAbsent@cost.profitRate.2025=\npricing.ruleAbsent@cost.distributionRate.2025=\n");
        row("cost twice", cost, uR"("productCost": 1, "importCost": 1, "profitRate": 0, "distributionRate": 0)"_s,
            "routeListing.giveOne@/inputs/importCost=\n");
        row("import rate of 0", cost,
            uR"("importLocalPrice": 1, "importExchangeRate": 0, "profitRate": 0, "distributionRate": 0)"_s,
            "field.outside@/inputs/importExchangeRate=0\n");
        row("disclosure over 1", cost,
            uR"("productCost": 1, "profitRate": 0, "distributionRate": 0, "disclosureDegree": "101 %")"_s,
            "field.outside@/inputs/disclosureDegree=101 %\n");
        row("disclosed more than it costs", cost,
            uR"("productCost": 10, "profitRate": 0, "distributionRate": 0, "disclosedCosts": [{"amount": 11}])"_s,
            "routeCost.disclosureOver@/inputs/disclosedCosts=11\n");
        row("premium without disclosure", cost,
            uR"("productCost": 1, "profitRate": 0, "distributionRate": 0, "premiums": [{"kind": "pioneer", "rate": 10}])"_s,
            "field.missing@/inputs/disclosureDegree=\n");
        row("no room for cost", cost,
            uR"("importCost": 1, "sellingRate": "0.9", "profitRate": "0.1", "distributionRate": 0)"_s,
            "routeCost.ratesTooLarge@/inputs/sellingRate=0.9\n");
        row("distribution twice", cost,
            uR"("productCost": 1, "profitRate": 0, "distributionRate": 0, "distributionAmount": 1)"_s,
            "routeListing.giveOne@/inputs/distributionRate=\n");
        row("field without a basis", cost,
            uR"("productCost": 1, "profitRate": 0, "distributionRate": 0, "fieldMean": 1)"_s,
            "field.missing@/inputs/alphaBasis=\n");
    }
    void refusals() {
        QFETCH(QString, route);
        QFETCH(QString, inputs);
        const auto result = priced(route.toStdString(), "jp-2024", parsed(inputs));
        QVERIFY(!result.ok());
        QTEST(codes(result.issues()), "expected");
    }

    void usefulnessNotJudged() {
        const auto result = priced("costCalculation", "jp-2026", parsed(uR"("productCost": 1, "profitRate": "0.1",
            "distributionRate": 0, "conditionalApproval": true, "disclosureDegree": 1,
            "premiums": [{"kind": "usefulness", "rate": 5}])"_s));
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), u"routeCost.premiumNotJudged@/inputs/premiums/0/kind=usefulness\n"_s);
    }

    // Every fault of the inputs is named at once.
    void allFaults() {
        const auto cost = priced("costCalculation", "jp-2024", parsed(uR"("rateYear": 2025,
            "materials": [{"quantity": -1, "unitPrice": 2}], "premiums": [{"kind": "none", "rate": 1}])"_s));
        QCOMPARE(codes(cost.issues()),
                 u"pricing.ruleAbsent@cost.profitRate.2025=\npricing.ruleAbsent@cost.distributionRate.2025=\n"
                 "field.outside@/inputs/materials/0/quantity=-1\n"
                 "field.missing@/inputs/disclosureDegree=\n"
                 "routeListing.unknownPremium@/inputs/premiums/0/kind=none\n"_s);
        const auto result = priced("similarCategory", "jp-2024", parsed(uR"("comparatorPrice": -1,
            "foreignPrices": [{"country": "ca", "price": 0}], "premiums": [{"kind": "none", "rate": 1}])"_s));
        QCOMPARE(result.issues().size(), std::size_t{4});
    }

    void monotoneInTheRate() {
        Rational before = 0;
        for (int rate = 5; rate <= 30; ++rate) {
            const auto result = listed("similarCategory", "jp-2024",
                                       uR"("comparatorPrice": 77300, "fieldMean": 51234,
                                           "premiums": [{"kind": "usefulness", "rate": %1}])"_s.arg(rate));
            const Rational unrounded = exactFigure(result, "unrounded");
            QVERIFY(unrounded > before);
            before = unrounded;
        }
    }

    void neverAboveTheCeiling() {
        for (int average = 30000; average <= 90000; average += 7919) {
            const auto result = listed("similarCategory", "jp-2024",
                                       uR"("comparatorPrice": 77300, "foreignAverage": %1,
                    "premiums": [{"kind": "pioneer", "rate": 10}])"_s.arg(average));
            const Rational unrounded = exactFigure(result, "unrounded");
            QVERIFY(unrounded <= exactFigure(result, "ceiling"));
            QVERIFY(unrounded <= Rational(77300 * 11, 10));
        }
    }

    // α has no jump where a limit begins to hold: a field mean one yen in a million apart moves it by less than 1e-6.
    void alphaIsContinuous_data() {
        QTest::addColumn<int>("mean");
        QTest::newRow("at 1.5 A, half the mean") << 2000000;
        // 1.5^(log(X/B)/log 0.5) = 0.5 at X/B = 2^(log 2/log 1.5) = 3.2705
        QTest::newRow("at 0.5 A") << 305762;
        QTest::newRow("between") << 1000000;
    }
    void alphaIsContinuous() {
        QFETCH(int, mean);
        const Rational below = alphaAt(mean - 1);
        const Rational at = alphaAt(mean);
        const Rational above = alphaAt(mean + 1);
        QVERIFY(below <= at && at <= above);
        QVERIFY(above - below < Rational(1, 1000000));
    }

    // The logarithm is the only number that is not exact: the price must not hang on its last digit.
    void neighboursOfTheLogarithm() {
        const nlohmann::json published =
            nlohmann::json::parse(fileText(QString::fromUtf8(KACHI_TEST_DATA "/pricing/listings.json")));
        int tried = 0;
        for (const auto& decision : published["decisions"]) {
            if (!decision["inputs"].contains("fieldPrices") || !decision.contains("price")) continue;
            const RulePack pack = shippedPack(decision["pack"]);
            const auto result = priced(decision["route"], decision["pack"], decision["inputs"]);
            QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
            const double unrounded = toDouble(exactFigure(*result, "unrounded"));
            for (const double neighbour : {std::nextafter(unrounded, 0), std::nextafter(unrounded, 1e12)}) {
                QCOMPARE(toYen(applyRounding(*pack.rounding("listing"), exactDecimal(neighbour))), *result->price);
            }
            ++tried;
        }
        QVERIFY(tried >= 5);
    }

    // The lines of the sheet and the one figure they add up to give the same price.
    void sheetEqualsItsSum() {
        const QString rates = u"\"profitRate\": \"0.067\", \"distributionRate\": \"0.075\""_s;
        const auto lines = listed("costCalculation", "jp-2024",
                                  uR"("materials": [{"amount": 12345}],
            "labour": [{"amount": 2345}], "sellingAmount": 3456, )"_s +
                                      rates);
        const auto sum = listed("costCalculation", "jp-2024", u"\"productCost\": 18146, "_s + rates);
        QCOMPARE(lines.price->text(), sum.price->text());
        QCOMPARE(exactFigure(lines, "unrounded"), exactFigure(sum, "unrounded"));
    }

    void notes_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("code");
        QTest::newRow("cost method possible")
            << uR"("comparatorPrice": 500, "foreignAverage": 1000)"_s << "routeListing.costMethodPossible";
        QTest::newRow("rapid introduction not checked")
            << uR"("comparatorPrice": 500, "premiums": [{"kind": "pioneer", "rate": 10}], "rapidIntroduction": true)"_s
            << "routeListing.rapidUnchecked";
    }
    void notes() {
        QFETCH(QString, inputs);
        const auto result = listed("similarCategory", "jp-2024", inputs);
        QCOMPARE(result.notes.size(), std::size_t{1});
        QTEST(QString::fromStdString(result.notes[0].code), "code");
    }

    // Figures trace to the cells they were typed in.
    void tracesToCells() {
        const auto result = listed("similarCategory", "jp-2024",
                                   uR"("comparators": [{"price": 100}, {"price": 50}],
            "premiums": [{"kind": "pioneer", "rate": 10}])"_s);
        const Trace& comparator = result.trace.steps[0].steps[0];
        QCOMPARE(comparator.inputs[1].parameterId, std::string("/inputs/comparators/1/price"));
        QCOMPARE(result.trace.steps[1].steps[0].inputs[0].parameterId, std::string("/inputs/premiums/0/rate"));
    }
};

QTEST_APPLESS_MAIN(ListingRoutesTest)
#include "listing_routes_test.moc"

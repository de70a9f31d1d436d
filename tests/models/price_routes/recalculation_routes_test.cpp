// Unprofitable-product recalculation, input-cost path and screening as routes: criteria, thresholds, prices, refusals.
#include "tests/models/price_routes/recalculation_test_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

/// ハートシート Aキット 2015 (中医協総会 2015-11-18 総-4-2): 5,389,054 yen of cost, profit 5.8 %, distribution 167,924
/// yen, tax 8 % → 6,360,000 yen; here with a current price of 6,000,000 yen.
Json heartSheet() {
    return {{"currentPrice", 6'000'000},
            {"productCost", 5'389'054},
            {"profitRate", "5.8 %"},
            {"distributionAmount", 167'924},
            {"taxRate", "8 %"}};
}

Json with(Json inputs, const Json& change) {
    inputs.update(change);
    return inputs;
}

/// Two requesters and a third supplier.
Json shares(const char* first, const char* second, const char* third) {
    return {{{"share", first}, {"requester", "yes"}}, {{"share", second}, {"requester", "yes"}}, {{"share", third}}};
}

QString judgement(const RouteResult& result, const std::string& criterion) {
    for (const auto& row : tableOf(result, "criteria").rows) {
        if (row[0].text.en == criterion) return QString::fromStdString(row[3].text.en);
    }
    return {};
}

QString words(const RouteResult& result, const std::string& key) {
    return QString::fromStdString(figureOf(result, key).text.en);
}

/// One product of 100 yen net revenue (110 with tax, nothing for distribution) and a cost that follows a series.
Json screening(const Json& products) {
    return {{"products", products},    {"profitRate", 0},
            {"distributionAmount", 0}, {"linkages", {{{"kind", "productCost"}, {"series", "flat"}}}},
            {"series", flatSeries()},  {"costMonth", "2026-01"},
            {"pathTo", "2040-12"},     {"drift", "own"},
            {"yearlyChange", "6 %"}};
}

QString ranked(const RouteResult& result, const std::string& column) {
    const RouteTable& table = tableOf(result, "ranking");
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const RouteColumn& candidate) { return candidate.key == column; });
    QStringList cells;
    for (const auto& row : table.rows) {
        const RouteValue& value = row[static_cast<std::size_t>(found - table.columns.begin())];
        cells << (value.number ? shown(*value.number) : QString::fromStdString(value.text.en));
    }
    return cells.join(u", "_s);
}

}  // namespace

class RecalculationRoutesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedCostSheet() {
        const auto result = priced("unprofitableRecalculation", "jp-2024", heartSheet());
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(QString::fromStdString(result->price->text()), u"6360000"_s);
        QCOMPARE(shown(*figureOf(*result, "change").number), u"360000"_s);
        QCOMPARE(shown(*figureOf(*result, "changeShare").number), u"0.06"_s);
        // The same cost in two lines, and under the route of the path.
        Json lines = heartSheet();
        lines.erase("productCost");
        lines["lines"] = {{{"kind", "material"}, {"amount", 5'000'000}}, {{"kind", "sga"}, {"amount", 389'054}}};
        const auto byLines = priced("unprofitableRecalculation", "jp-2024", lines);
        QVERIFY2(byLines.ok(), qPrintable(codes(byLines.issues())));
        QVERIFY(byLines->price == result->price);
    }

    // Annex 6: FY2024 中医協総会584回 総-4-1 p. 19; FY2026 中医協総会642回 p. 7 adds the top two requesters.
    void criteria_data() {
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("third");
        QTest::addColumn<QString>("outcome");  // sole, large, topTwo, noSubstitute
        QTest::newRow("whole category") << "jp-2024"
                                        << "100 %"
                                        << "0"
                                        << "0"
                                        << "met, met, not applicable, met";
        QTest::newRow("large") << "jp-2024"
                               << "80 %"
                               << "15 %"
                               << "5 %"
                               << "not met, met, not applicable, met";
        QTest::newRow("FY2024 knows no top two") << "jp-2024"
                                                 << "50 %"
                                                 << "45 %"
                                                 << "5 %"
                                                 << "not met, not met, not applicable, cannot be judged";
        QTest::newRow("FY2026 counts the top two") << "jp-2026"
                                                   << "50 %"
                                                   << "45 %"
                                                   << "5 %"
                                                   << "not met, not met, met, met";
        QTest::newRow("at the threshold") << "jp-2026"
                                          << "40 %"
                                          << "30 %"
                                          << "30 %"
                                          << "not met, not met, met, met";
        QTest::newRow("below it") << "jp-2026"
                                  << "40 %"
                                  << "29 %"
                                  << "31 %"
                                  << "not met, not met, not met, cannot be judged";
    }
    void criteria() {
        QFETCH(QString, pack);
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(QString, third);
        const Json inputs = with(heartSheet(), {{"suppliers", shares(first.toUtf8(), second.toUtf8(), third.toUtf8())},
                                                {"mostFrom", "70 %"},
                                                {"largeFrom", "70 %"},
                                                {"othersCannotCover", "yes"},
                                                {"othersCannotCoverTopTwo", "yes"}});
        const auto result = priced("unprofitableRecalculation", pack.toStdString(), inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        const QStringList found{judgement(*result, "sole"), judgement(*result, "large"), judgement(*result, "topTwo"),
                                words(*result, "noSubstitute")};
        QTEST(found.join(u", "_s), "outcome");
    }

    // 1: one maker reaches the user's share; 2: the top two; 3: neither, which FY2026 does not handle here.
    void patterns_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("1") << "70 %"
                           << "20 %"
                           << "Pattern 1: one maker has most"
                           << "met";
        QTest::newRow("2") << "50 %"
                           << "30 %"
                           << "Pattern 2: the top two have most"
                           << "met";
        QTest::newRow("3") << "35 %"
                           << "33 %"
                           << "Pattern 3: dispersed"
                           << "not met";
    }
    void patterns() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const Rational rest =
            1 - *fieldNumber(first.toStdString(), Unit::ratio) - *fieldNumber(second.toStdString(), Unit::ratio);
        Json suppliers = shares(first.toUtf8(), second.toUtf8(), "0");
        for (int part = 0; part < 2; ++part) suppliers.push_back({{"share", exactText(rest / 2)}});
        const auto result = priced("unprofitableRecalculation", "jp-2026",
                                   with(heartSheet(), {{"suppliers", suppliers}, {"mostFrom", "70 %"}}));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QTEST(words(*result, "sharePattern"), "pattern");
        QTEST(judgement(*result, "pattern"), "outcome");
    }

    void wholeRequest() {
        const Json inputs = with(heartSheet(), {{"marketPrice", 5'900'000},
                                                {"taxBasis", "included"},
                                                {"divergenceFrom", "5 %"},
                                                {"suppliers", {{{"share", "100 %"}, {"requester", "yes"}}}},
                                                {"priceTooLow", "yes"},
                                                {"societies", {{{"society", "関係学会"}, {"request", "供給継続"}}}},
                                                {"evidence", {{{"criterion", "priceLow"}, {"text", "赤字"}}}},
                                                {"nextRevision", "2026-06"},
                                                {"revisionEvery", 24}});
        const auto result = priced("unprofitableRecalculation", "jp-2026", inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(words(*result, "eligibility"), u"met"_s);
        QVERIFY2(result->notes.empty(), qPrintable(codes(result->notes)));
        // (6,000,000 − 5,900,000)/6,000,000; HHI of a monopoly 10,000.
        QCOMPARE(*figureOf(*result, "divergence").number, Rational(1, 60));
        QCOMPARE(shown(*figureOf(*result, "herfindahl").number), u"10000"_s);
        // Left out of foreign repricing in that revision and the next (保険医療材料専門部会133回 材-1 p. 20).
        const RouteTable& exemption = tableOf(*result, "exemption");
        QCOMPARE(exemption.rows.size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(exemption.rows[0][1].text.en), u"2026-06"_s);
        QCOMPARE(QString::fromStdString(exemption.rows[1][1].text.en), u"2028-06"_s);
    }

    void refusals_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("shares over the whole")
            << R"({"suppliers": [{"share": "60 %", "requester": "yes"}, {"share": "41 %"}], "mostFrom": 0.7})"
            << "unprofitable.sharesOverWhole@/inputs/suppliers=101%\n";
        QTest::newRow("nobody requests") << R"({"suppliers": [{"share": "60 %"}], "mostFrom": 0.6})"
                                         << "unprofitable.noRequester@/inputs/suppliers=\n";
        QTest::newRow("share above one") << R"({"suppliers": [{"share": 60, "requester": "yes"}], "mostFrom": 0.6})"
                                         << "field.outside@/inputs/suppliers/0/share=60\n"
                                            "unprofitable.sharesOverWhole@/inputs/suppliers=6000%\n";
        QTest::newRow("no tax basis") << R"({"marketPrice": 5900000, "divergenceFrom": 0.05})"
                                      << "field.missing@/inputs/taxBasis=\n";
        QTest::newRow("no threshold of the divergence") << R"({"marketPrice": 5900000, "taxBasis": "included"})"
                                                        << "unprofitable.thresholdMissing@/inputs/divergenceFrom=\n";
        QTest::newRow("no thresholds of the shares")
            << R"({"suppliers": [{"share": 0.6, "requester": "yes"}, {"share": 0.4}], "othersCannotCover": "yes"})"
            << "unprofitable.thresholdMissing@/inputs/largeFrom=\nunprofitable.thresholdMissing@/inputs/mostFrom=\n";
        QTest::newRow("cost twice") << R"({"lines": [{"kind": "material", "amount": 1}]})"
                                    << "inputCost.costTwice@/inputs/productCost=\n";
        QTest::newRow("negative cost") << R"({"productCost": -1})"
                                       << "field.outside@/inputs/productCost=-1\n";
        QTest::newRow("path without its month") << R"({"pathTo": "2030-01"})"
                                                << "field.missing@/inputs/costMonth=\n";
        QTest::newRow("society without a name") << R"({"societies": [{"date": "2026-01-01"}]})"
                                                << "field.missing@/inputs/societies/0/society=\n";
    }
    void refusals() {
        QFETCH(QString, change);
        const auto result =
            priced("unprofitableRecalculation", "jp-2026", with(heartSheet(), Json::parse(change.toStdString())));
        QVERIFY(!result.ok());
        QTEST(codes(result.issues()), "expected");
    }

    // FY2022 has no text of the criteria in its pack: refused by the names of the rules.
    void absentRulesAreNamed() {
        const auto result = priced("unprofitableRecalculation", "jp-2022", heartSheet());
        QVERIFY(!result.ok());
        QVERIFY(codes(result.issues()).contains(u"pricing.ruleAbsent@foreign.repricing.exemptRevisions"_s));
    }

    void pathRefusals_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown series") << R"({"lines": [{"kind": "material", "amount": 80, "series": "steel"}]})"
                                        << "inputCost.seriesUnknown@/inputs/lines/0/series=steel\n";
        QTest::newRow("projected without a drift") << R"({"drift": null})"
                                                   << "field.missing@/inputs/drift=\n";
        QTest::newRow("own drift without its number") << R"({"yearlyChange": null})"
                                                      << "field.missing@/inputs/yearlyChange=\n";
        QTest::newRow("cost month not published") << R"({"costMonth": "2026-03"})"
                                                  << "inputCost.monthWithoutData@flat=2026-03\n";
        QTest::newRow("series with a gap") << R"({"series": [{"series": "flat", "month": "2025-01", "value": 1},
                              {"series": "flat", "month": "2025-03", "value": 1}]})"
                                           << "pricing.seriesInvalid@flat=2025-03\n";
        QTest::newRow("scenario of an unused series")
            << R"({"scenario": [{"month": "2027-01", "series": "usdJpy", "change": 0.1, "course": "permanent"}]})"
            << "inputCost.seriesNotUsed@/inputs/scenario/0/series=usdJpy\n";
        QTest::newRow("path that ends before it begins") << R"({"pathTo": "2025-01"})"
                                                         << "inputCost.pathLength@/inputs/pathTo=2025-01\n";
        QTest::newRow("revision outside") << R"({"nextRevision": "2050-06"})"
                                          << "inputCost.revisionOutside@/inputs/nextRevision=2050-06\n";
    }
    void pathRefusals() {
        QFETCH(QString, change);
        const auto result = priced("inputCostPath", "jp-2026", with(flatPath(), Json::parse(change.toStdString())));
        QVERIFY(!result.ok());
        QTEST(codes(result.issues()), "expected");
    }

    // Revenue 100 yen, cost 80·1.06^(k/12): first whole month above is 12·ln(1.25)/ln(1.06) = 45.9 → 46 months.
    void pathClosedForm() {
        const auto result = priced("inputCostPath", "jp-2026",
                                   with(flatPath(), {{"nextRevision", "2028-01"},
                                                     {"annualVolume", 240},
                                                     {"unitsPerPatient", 2},
                                                     {"substituteShare", "25 %"}}));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(words(*result, "breakEven"), u"2029-11"_s);
        QCOMPARE(shown(*figureOf(*result, "patients").number), u"120"_s);
        QCOMPARE(shown(*figureOf(*result, "uncoveredPatients").number), u"90"_s);
        // Two years on: 80·1.06² = 89.888 → the line of 90 yen; 90·1.1 = 99 yen for a nil margin.
        QCOMPARE(shown(*figureOf(*result, "zeroMarginPrice").number), u"99"_s);
    }

    // A product alone and in the table gives the same; the earliest to turn unprofitable comes first.
    void screeningRanks() {
        const Json products{{{"id", "later"}, {"price", 110}, {"productCost", 80}},
                            {{"id", "now"}, {"price", 110}, {"productCost", 120}, {"annualVolume", 1'000}},
                            {{"id", "worse"}, {"price", 110}, {"productCost", 150}},
                            {{"id", "soon"}, {"price", 110}, {"productCost", 99}},
                            {{"id", "failed"}, {"price", 110}, {"productCost", 300}, {"medicalNeed", "no"}},
                            {{"id", "never"}, {"price", 110}, {"productCost", 1}}};
        const auto result = priced("recalculationScreening", "jp-2026", screening(products));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(ranked(*result, "id"), u"worse, now, soon, later, never, failed"_s);
        // 12·ln(100/99)/ln(1.06) = 2.07 → 3 months; 46 as above.
        QCOMPARE(ranked(*result, "monthsToBreakEven"), u"0, 0, 3, 46, —, 0"_s);
        QCOMPARE(ranked(*result, "newPrice"), u"165, 132, 109, 88, 1, 330"_s);
        QCOMPARE(ranked(*result, "yearlyMargin"), u"—, -20000, —, —, —, —"_s);
        QCOMPARE(shown(*figureOf(*result, "unprofitableNow").number), u"3"_s);
    }

    void screeningNamesFaults() {
        const Json products{{{"id", "good"}, {"price", 110}, {"productCost", 80}},
                            {{"id", "good"}, {"price", 110}, {"productCost", 80}},
                            {{"id", "a"}, {"price", -110}, {"productCost", 80}},
                            {{"id", "b"}, {"price", 110}, {"productCost", 80}, {"share", 1.2}},
                            {{"id", "c"}, {"price", 110}, {"productCost", 80}, {"marketPrice", 100}},
                            {{"id", "d"}, {"price", 110}},
                            {{"id", "e"}, {"price", 110}, {"productCost", 80}, {"materialCost", 1}},
                            {{"id", "f"}, {"price", 110}, {"productCost", 80}, {"costGroup", "import"}},
                            {{"id", "g"}, {"price", 110}, {"productCost", 80}, {"share", 0.6}, {"secondShare", 0.5}},
                            {{"price", 110}, {"productCost", "many"}}};
        const auto result = priced("recalculationScreening", "jp-2026", screening(products));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(ranked(*result, "id"), u"good"_s);
        QCOMPARE(codes(result->notes),
                 u"batch.duplicateId@/inputs/products/1/id=good\n"
                 "field.outside@/inputs/products/2/price=-110\n"
                 "field.outside@/inputs/products/3/share=1.2\n"
                 "field.missing@/inputs/products/4/taxBasis=\n"
                 "batch.costMissing@/inputs/products/5/productCost=\n"
                 "batch.costTwice@/inputs/products/6/productCost=\n"
                 "batch.unknownGroup@/inputs/products/7/costGroup=import\n"
                 "batch.sharesOverWhole@/inputs/products/8/secondShare=1.1\n"
                 "field.missing@/inputs/products/9/id=\n"
                 "field.unknownName@/inputs/products/9/productCost=many\n"_s);
        QCOMPARE(tableOf(*result, "faults").rows.size(), std::size_t{10});
    }

    // The price lists: ratios as worked out beside them, within the range of the whole lists that the packs hold.
    void publishedRaises() {
        const auto lists = Json::parse(fileText(QStringLiteral(KACHI_TEST_DATA "/pricing/unprofitable_raises.json")));
        const std::map<std::string, QString> medians{
            {"jp-2022", u"1.05"_s}, {"jp-2024", u"0.35"_s}, {"jp-2026", u"0.31"_s}};
        for (const Json& list : lists.at("raises")) {
            const RulePack pack = shippedPack(list.at("pack"));
            QCOMPARE(shown(pack.number("recalculation.raise.median")->value), medians.at(pack.id));
            QVERIFY(Rational(static_cast<int>(list.at("rows").size())) <=
                    pack.number("recalculation.raisedCategories")->value);
            for (const Json& row : list.at("rows")) {
                const Rational ratio = exactOf(row[2]) / exactOf(row[1]);
                QVERIFY(abs(ratio - exactOf(row[3])) <= Rational(1, 20'000));
                const bool split = row[0].get<std::string>().find("parent") != std::string::npos;
                QVERIFY(split || ratio - 1 <= pack.number("recalculation.raise.highest")->value + Rational(1, 200));
                QVERIFY(split || ratio - 1 >= pack.number("recalculation.raise.lowest")->value - Rational(1, 200));
            }
        }
    }

    void raiseInContext() {
        const std::vector<PublishedRaise> raises{{"jp-2024", {"a", "a"}, 100, 103, false},
                                                 {"jp-2024", {"b", "b"}, 100, 106, false},
                                                 {"jp-2024", {"c", "c"}, 100, 200, true},
                                                 {"jp-2026", {"d", "d"}, 100, 101, false}};
        RouteSurroundings surroundings;
        surroundings.raises = &raises;
        const auto result = priced("unprofitableRecalculation", "jp-2024", heartSheet(), surroundings);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(*figureOf(*result, "raiseRank").number, Rational(2, 3));  // the raise is 6 %
        QCOMPARE(shown(*figureOf(*result, "raiseMedian").number), u"0.35"_s);
        QCOMPARE(tableOf(*result, "publishedRaises").rows.size(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(RecalculationRoutesTest)
#include "recalculation_routes_test.moc"

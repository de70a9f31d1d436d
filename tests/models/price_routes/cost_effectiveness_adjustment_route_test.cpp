// Price adjustment by cost-effectiveness: published decisions, edges of bands, floors, caps, properties.
#include "models/price_routes/cost_effectiveness_adjustment_route.h"
#include "models/statistics/random.h"
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

#include <algorithm>
#include <ctime>

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

const Json& published() {
    static const Json json =
        Json::parse(fileText(QString::fromUtf8(KACHI_TEST_DATA "/pricing/cost_effectiveness.json")));
    return json;
}

Result<RouteResult> adjusted(const Json& inputs, const std::string& pack = "jp-2024",
                             const std::map<std::string, std::string>& rules = {}) {
    PriceRequest request;
    request.route = "costEffectivenessAdjustment";
    request.inputs = inputs;
    request.rules = rules;
    return priceByRoute(request, shippedPack(pack), {});
}

/// One population of all patients; the price 1,000,000 and its premium part 200,000 (a = 25 %).
Json single(const Json& population) {
    Json row{{"name", "all"}, {"share", 1}, {"additionalBenefit", true}};
    row.update(population);
    return {{"price", 1000000}, {"method", "comparison"}, {"premiumPart", 200000}, {"populations", {row}}};
}

QString cell(const RouteResult& result, const std::string& tableKey, std::size_t row, const std::string& column) {
    const RouteTable& table = tableOf(result, tableKey);
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        if (table.columns[at].key != column) continue;
        const RouteValue& value = table.rows[row][at];
        return value.number ? shown(*value.number) : QString::fromStdString(value.text.en);
    }
    qFatal("no column %s", column.c_str());
}

const AdjustmentRules& rules2024() {
    static const AdjustmentRules rules = adjustmentRules(shippedPack("jp-2024")).value();
    return rules;
}

Rational drawn(std::uint64_t stream, std::uint64_t draw, double low, double high) {
    return exactDecimal(low + (high - low) * uniform(20260601, stream, draw));
}

/// A random product: price, premium rate and populations whose shares total 1.
AdjustmentInputs randomInputs(std::uint64_t draw, std::size_t populations) {
    AdjustmentInputs inputs;
    inputs.price = drawn(1, draw, 1000, 5e6);
    inputs.premiumRate = drawn(2, draw, 0.01, 1.2);
    inputs.premiumPart = inputs.price * inputs.premiumRate / (1 + inputs.premiumRate);
    inputs.profitAdjusted = uniform(7, 3, draw) < 0.5;
    if (inputs.profitAdjusted) inputs.profitPart = inputs.price * drawn(4, draw, 0, 0.1);
    for (std::size_t row = 0; row < populations; ++row) {
        AdjustmentPopulation& population = inputs.populations.emplace_back();
        population.share = Rational(1, populations);
        population.additionalBenefit = uniform(7, 10 + row, draw) < 0.7;
        population.consideration = uniform(7, 20 + row, draw) < 0.3;
        population.increaseConditions = uniform(7, 30 + row, draw) < 0.5;
        population.costDifference = drawn(40 + row, draw, -1e6, 3e6);
        population.qalyDifference = drawn(50 + row, draw, -0.2, 0.6);
        population.deviceCost = inputs.price;
    }
    return inputs;
}

}  // namespace

class CostEffectivenessAdjustmentRouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decisions_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(published()["decisions"].size()); ++row) {
            QTest::newRow(published()["decisions"][row]["id"].get<std::string>().c_str()) << row;
        }
    }
    void decisions() {
        QFETCH(int, row);
        const Json& decision = published()["decisions"][row];
        const auto result = adjusted(decision["inputs"], decision["pack"]);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        if (decision["price"].is_string()) {
            QCOMPARE(QString::fromStdString(result->price->text()),
                     QString::fromStdString(decision["price"].get<std::string>()));
        }
        for (const auto& [key, value] : decision["figures"].items()) {
            QCOMPARE(shown(*figureOf(*result, key).number), QString::fromStdString(value.get<std::string>()));
        }
        for (std::size_t at = 0; decision.contains("populationPrices") && at < 2; ++at) {
            QCOMPARE(cell(*result, "populations", at, "price"),
                     QString::fromStdString(decision["populationPrices"][at].get<std::string>()));
        }
    }

    // Shares are undisclosed: the published price lies between all patients in the mildest band and all in the hardest.
    void feasibilityBounds_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(published()["bounds"].size()); ++row) {
            QTest::newRow(published()["bounds"][row]["id"].get<std::string>().c_str()) << row;
        }
    }
    void feasibilityBounds() {
        QFETCH(int, row);
        const Json& decision = published()["bounds"][row];
        const auto withAllIn = [&](const Json& band) {
            Json inputs = decision["inputs"];
            inputs["populations"] = {{{"name", "all"}, {"share", 1}, {"additionalBenefit", true}, {"band", band}}};
            return adjusted(inputs, decision["pack"]).value().price->exact();
        };
        const Rational after = exactOf(decision["after"]);
        QVERIFY(withAllIn(decision["bands"].back()) <= after);
        QVERIFY(after <= withAllIn(decision["bands"].front()));
        QCOMPARE(withAllIn(decision["bands"].front()), exactOf(decision["before"]));
    }

    // Edges are inclusive at the lower end: 22044/21 (2025-10-15). Coefficients: 総-2参考4, 総会527回 (4160/29).
    void edges_data() {
        QTest::addColumn<QString>("icer");
        QTest::addColumn<bool>("consideration");
        QTest::addColumn<QString>("band");
        QTest::addColumn<QString>("beta");
        const auto add = [](const char* icer, bool consideration, const char* band, const char* beta) {
            QTest::addRow("%s%s", icer, consideration ? " with consideration" : "")
                << QString::fromUtf8(icer) << consideration << QString::fromUtf8(band) << QString::fromUtf8(beta);
        };
        add("0", false, "below200", "1");
        add("1999999.99", false, "below200", "1");
        add("2000000", false, "from200", "1");
        add("4999999.99", false, "from200", "1");
        add("5000000", false, "from500", "0.7");
        add("7499999.99", false, "from500", "0.7");
        add("7500000", false, "from750", "0.4");
        add("9999999.99", false, "from750", "0.4");
        add("10000000", false, "from1000", "0.1");
        add("1999999.99", true, "below200", "1");
        add("2000000", true, "from200", "1");
        add("7499999.99", true, "from200", "1");
        add("7500000", true, "from500", "0.7");
        add("11249999.99", true, "from500", "0.7");
        add("11250000", true, "from750", "0.4");
        add("14999999.99", true, "from750", "0.4");
        add("15000000", true, "from1000", "0.1");
    }
    void edges() {
        QFETCH(QString, icer);
        QFETCH(bool, consideration);
        QFETCH(QString, band);
        QFETCH(QString, beta);
        const auto byRatio = adjusted(single({{"icer", icer.toStdString()}, {"consideration", consideration}}));
        QVERIFY2(byRatio.ok(), qPrintable(codes(byRatio.issues())));
        QCOMPARE(cell(*byRatio, "populations", 0, "bandId"), band);
        QCOMPARE(cell(*byRatio, "populations", 0, "premiumCoefficient"), beta);
        // The same ratio as a difference of costs at 1/4 QALY: net benefit finds the same band.
        const std::string cost = ruleNumberText(parseRational(icer.toStdString()).value() / 4);
        const auto byBenefit =
            adjusted(single({{"deltaCost", cost}, {"deltaQaly", "0.25"}, {"consideration", consideration}}));
        QVERIFY2(byBenefit.ok(), qPrintable(codes(byBenefit.issues())));
        QCOMPARE(cell(*byBenefit, "populations", 0, "bandId"), band);
    }

    // 13012/12 and 4160/29: dominant, equal effect by cost; dominated is the highest band, never a negative ICER.
    void quadrants_data() {
        QTest::addColumn<bool>("benefit");
        QTest::addColumn<QString>("cost");
        QTest::addColumn<QString>("effect");
        QTest::addColumn<QString>("band");
        QTest::newRow("effect up, cost down") << true << "-0.01"
                                              << "0.1"
                                              << "dominant";
        QTest::newRow("effect up, cost equal") << true << "0"
                                               << "0.1"
                                               << "below200";
        QTest::newRow("effect up, cost up") << true << "600000"
                                            << "0.1"
                                            << "from500";
        QTest::newRow("effect down, cost up") << true << "1"
                                              << "-0.1"
                                              << "from1000";
        QTest::newRow("effect down, cost equal") << true << "0"
                                                 << "-0.1"
                                                 << "from1000";
        QTest::newRow("much saved for little effect") << true << "-3000000"
                                                      << "-0.1"
                                                      << "below200";
        QTest::newRow("little saved for much effect") << true << "-100000"
                                                      << "-0.1"
                                                      << "from1000";
        QTest::newRow("saved at the first edge") << true << "-200000"
                                                 << "-0.1"
                                                 << "from1000";
        QTest::newRow("effect equal, cost up") << true << "1"
                                               << "0"
                                               << "equalDearer";
        QTest::newRow("no benefit, cost up") << false << "0.01"
                                             << "0.5"
                                             << "equalDearer";
        QTest::newRow("no benefit, cost down") << false << "-0.01"
                                               << "0.5"
                                               << "equalCheaper";
        QTest::newRow("no benefit, cost equal") << false << "0"
                                                << "0.5"
                                                << "equalSame";
    }
    void quadrants() {
        QFETCH(bool, benefit);
        QFETCH(QString, cost);
        QFETCH(QString, effect);
        QFETCH(QString, band);
        const auto result = adjusted(single(
            {{"additionalBenefit", benefit}, {"deltaCost", cost.toStdString()}, {"deltaQaly", effect.toStdString()}}));
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(cell(*result, "populations", 0, "bandId"), band);
    }

    // Effect equal at equal cost has a rule from FY2024 on only: the key is named under FY2022.
    void absentBand() {
        const auto result = adjusted(single({{"additionalBenefit", false}, {"deltaCost", 0}}), "jp-2022");
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), u"pricing.ruleAbsent@cea.beta.equalSame=\n"_s);
    }

    // 13011/25: cut at most 10 % to a = 25, 10 + (a − 25)/15 percent to 100, 15 % above.
    void floors_data() {
        QTest::addColumn<QString>("rate");
        QTest::addColumn<QString>("cut");
        QTest::newRow("no premium") << "0"
                                    << "0.1";
        QTest::newRow("25") << "0.25"
                            << "0.1";
        QTest::newRow("25.15") << "0.2515"
                               << "0.1001";
        QTest::newRow("40") << "0.40"
                            << "0.11";
        QTest::newRow("50") << "0.50"
                            << "7/60";
        QTest::newRow("100") << "1"
                             << "0.15";
        QTest::newRow("100.15") << "1.0015"
                                << "0.15";
    }
    void floors() {
        QFETCH(QString, rate);
        QFETCH(QString, cut);
        QCOMPARE(shown(largestCut(parseRational(rate.toStdString()).value(), rules2024())), cut);
    }

    // 12990/24: P − A (1 − γ) − O (1 − θ) below 50 % disclosure; the profit stays from 50 % on.
    void costCalculation_data() {
        QTest::addColumn<QString>("disclosure");
        QTest::addColumn<bool>("late");
        QTest::addColumn<QString>("weighted");
        QTest::newRow("49.99 %") << "0.4999" << false << "923000";  // 10^6 − 10^5 × 0.6 − 5×10^4 × 0.34
        QTest::newRow("50 %") << "0.5" << false << "940000";
        QTest::newRow("late, 49.99 %") << "0.4999" << true << "885000";  // − 10^5 × 0.9 − 5×10^4 × 0.5
        QTest::newRow("late, 50 %") << "0.5" << true << "910000";
    }
    void costCalculation() {
        QFETCH(QString, disclosure);
        QFETCH(bool, late);
        QFETCH(QString, weighted);
        Json inputs = single({{"icer", 9000000}});
        inputs["method"] = "costCalculation";
        inputs["disclosure"] = disclosure.toStdString();
        inputs["premiumPart"] = 100000;
        inputs["profitPart"] = 50000;
        inputs["lateSubmission"] = late;
        const auto result = adjusted(inputs, "jp-2024", {{"cea.theta.from750", "0.66"}});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(*figureOf(*result, "weighted").number), weighted);
        QCOMPARE(QString::fromStdString(result->price->text()), weighted < u"900000"_s ? u"900000"_s : weighted);
    }

    // Increases: β 1.25 and 1.5 with both conditions met (23094/7), held at +5 % and +10 %.
    void increases_data() {
        QTest::addColumn<QString>("cost");
        QTest::addColumn<QString>("premiumPart");
        QTest::addColumn<bool>("conditions");
        QTest::addColumn<QString>("price");
        QTest::newRow("below 2 million") << "100000"
                                         << "100000" << true << "1025000";
        QTest::newRow("below 2 million, capped") << "100000"
                                                 << "300000" << true << "1050000";
        QTest::newRow("below 2 million, conditions not met") << "100000"
                                                             << "300000" << false << "1000000";
        QTest::newRow("dominant") << "-1"
                                  << "100000" << true << "1050000";
        QTest::newRow("dominant, capped") << "-1"
                                          << "300000" << true << "1100000";
        QTest::newRow("from 2 million") << "200000"
                                        << "300000" << true << "1000000";
    }
    void increases() {
        QFETCH(QString, cost);
        QFETCH(QString, premiumPart);
        QFETCH(bool, conditions);
        QFETCH(QString, price);
        Json inputs =
            single({{"deltaCost", cost.toStdString()}, {"deltaQaly", "0.1"}, {"increaseConditions", conditions}});
        inputs["premiumPart"] = premiumPart.toStdString();
        const auto result = adjusted(inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(shown(*figureOf(*result, "unrounded").number), price);
    }

    // ICER 5.1 million at P; 0.5 QALY and 1,000,000 yen of device per patient: 2 yen/QALY per yen of price, so the ICER
    // is 5 million at 950,000 (closed form), above 1,000,000 − 200,000 × 0.3 = 940,000.
    void icerFloor() {
        const auto held = adjusted(single({{"icer", 5100000}, {"deltaQaly", "0.5"}, {"deviceCost", 1000000}}));
        QVERIFY2(held.ok(), qPrintable(codes(held.issues())));
        QCOMPARE(QString::fromStdString(held->price->text()), u"950000"_s);
        QVERIFY(held->notes.empty());
        const auto bySlope = adjusted(single({{"icer", 5100000}, {"icerSlope", 2}}));
        QCOMPARE(QString::fromStdString(bySlope.value().price->text()), u"950000"_s);
        const auto unknown = adjusted(single({{"icer", 5100000}}));
        QCOMPARE(QString::fromStdString(unknown.value().price->text()), u"940000"_s);
        QCOMPARE(unknown.value().notes.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(unknown.value().notes[0].code), u"route.icerFloorNotChecked"_s);
    }

    // mixonline 79559: P × cost of the comparator ÷ cost of the product, not below 85 %; off unless switched on.
    void extension_data() {
        QTest::addColumn<QString>("on");
        QTest::addColumn<QString>("comparator");
        QTest::addColumn<QString>("price");
        QTest::newRow("off") << "false"
                             << "50"
                             << "900000";  // 820,000 by the premium part, floor 10 %
        QTest::newRow("on") << "true"
                            << "95"
                            << "950000";
        QTest::newRow("on, at the floor") << "true"
                                          << "50"
                                          << "850000";
        QTest::newRow("on, comparator dearer") << "true"
                                               << "120"
                                               << "1000000";
    }
    void extension() {
        QFETCH(QString, on);
        QFETCH(QString, comparator);
        QFETCH(QString, price);
        const auto result = adjusted(single({{"additionalBenefit", false},
                                             {"deltaCost", 1},
                                             {"comparatorCost", comparator.toStdString()},
                                             {"productCost", 100}}),
                                     "jp-2026", {{"cea.extension", on.toStdString()}});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(QString::fromStdString(result->price->text()), price);
    }

    // 12994/2: H1 from 10 billion yen, H2 from 5, H4 from 100 billion for products listed before the system.
    void designations_data() {
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("category");
        QTest::newRow("H1") << R"({"peakSales": "100億円", "usefulnessPremium": true})"
                            << "H1";
        QTest::newRow("H2") << R"({"peakSales": 9999999999, "usefulnessPremium": true})"
                            << "H2";
        QTest::newRow("H2, Micra AV 7.7 billion") << R"({"peakSales": "77億円", "usefulnessPremium": true})"
                                                  << "H2";
        QTest::newRow("below") << R"({"peakSales": 4999999999, "usefulnessPremium": true})"
                               << "not designated";
        QTest::newRow("no premium") << R"({"peakSales": "100億円", "usefulnessPremium": false})"
                                    << "not designated";
        QTest::newRow("low disclosure")
            << R"({"peakSales": "50億円", "usefulnessPremium": false, "method": "costCalculation", "disclosure": "49.9 %",
                   "profitPart": 10})"
            << "H2";
        QTest::newRow("H3") << R"({"judgedNecessary": true})"
                            << "H3";
        QTest::newRow("H4") << R"({"annualSales": "1000億円", "usefulnessPremium": true, "listedBeforeSystem": true})"
                            << "H4";
        QTest::newRow("H5") << R"({"similarProduct": true})"
                            << "H5";
    }
    void designations() {
        QFETCH(QString, inputs);
        QFETCH(QString, category);
        Json asked = single({{"icer", 1000000}});
        asked.update(Json::parse(inputs.toStdString()));
        const auto result = adjusted(asked);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(QString::fromStdString(figureOf(*result, "designation").text.en), category);
    }

    void refusals_data() {
        QTest::addColumn<QString>("population");
        QTest::addColumn<QString>("inputs");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* name, const char* population, const char* inputs, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(population) << QString::fromUtf8(inputs)
                                << QString::fromUtf8(expected) + QChar(u'\n');
        };
        add("shares", R"({"icer": 1, "share": "99.9 %"})", "{}", "route.populationShares@/inputs/populations=99.9 %");
        add("shares over", R"({"icer": 1, "share": 1.2})", "{}",
            "field.outside@/inputs/populations/0/share=1.2\n"
            "route.populationShares@/inputs/populations=120 %");
        add("no judgement", R"({"icer": 1, "additionalBenefit": null})", "{}",
            "field.missing@/inputs/populations/0/additionalBenefit=\n"
            "route.icerWithoutBenefit@/inputs/populations/0/icer=1");
        add("ratio without benefit", R"({"icer": 3000000, "additionalBenefit": false})", "{}",
            "route.icerWithoutBenefit@/inputs/populations/0/icer=3000000");
        add("ratio without gain", R"({"icer": 3000000, "deltaQaly": "-0.1"})", "{}",
            "route.icerWithoutGain@/inputs/populations/0/icer=3000000");
        add("negative ratio", R"({"icer": -1})", "{}", "field.outside@/inputs/populations/0/icer=-1");
        add("two results", R"({"icer": 3000000, "deltaCost": 5, "deltaQaly": 1})", "{}",
            "route.statedTwice@/inputs/populations/0/icer=3000000");
        add("no result", R"({})", "{}",
            "field.missing@/inputs/populations/0/deltaCost=\n"
            "field.missing@/inputs/populations/0/deltaQaly=");
        add("band against benefit", R"({"band": "equalDearer"})", "{}",
            "route.bandAgainstBenefit@/inputs/populations/0/band=equalDearer");
        add("no population", R"({})", R"({"populations": []})", "field.missing@/inputs/populations=");
        add("no disclosure", R"({"icer": 1})", R"({"method": "costCalculation"})", "field.missing@/inputs/disclosure=");
        add("no profit", R"({"icer": 1})", R"({"method": "costCalculation", "disclosure": 0.1})",
            "field.missing@/inputs/profitPart=");
        add("no premium", R"({"icer": 1})", R"({"premiumPart": null})", "field.missing@/inputs/premiumPart=");
        add("premium over price", R"({"icer": 1})", R"({"premiumPart": 1000000})",
            "route.partOverPrice@/inputs/premiumPart=1000000");
        add("rate in percent without sign", R"({"icer": 1})", R"({"premiumRate": 10})",
            "field.outside@/inputs/premiumRate=10");
        add("sales without premium", R"({"icer": 1})", R"({"peakSales": "100億円"})",
            "route.premiumNotStated@/inputs/usefulnessPremium=");
        add("misspelt column", R"({"icer": 1, "deltaQUALY": 1})", "{}",
            "field.unknown@/inputs/populations/0/deltaQUALY=deltaQUALY");
    }
    void refusals() {
        QFETCH(QString, population);
        QFETCH(QString, inputs);
        QFETCH(QString, expected);
        Json asked = single(Json::parse(population.toStdString()));
        asked.update(Json::parse(inputs.toStdString()));
        const auto result = adjusted(asked);
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), expected);
    }

    // Within [floor, P (1 + cap)]; never rising with the ICER; the order of the populations changes nothing.
    void properties() {
        for (std::uint64_t draw = 0; draw < 300; ++draw) {
            AdjustmentInputs inputs = randomInputs(draw, 3);
            const AdjustedPrice result = adjustedPrice(inputs, rules2024()).value();
            QVERIFY(result.adjusted >= result.floor);
            QVERIFY(result.adjusted <= inputs.price * Rational(11, 10));
            std::reverse(inputs.populations.begin(), inputs.populations.end());
            QCOMPARE(shown(adjustedPrice(inputs, rules2024()).value().adjusted), shown(result.adjusted));

            AdjustmentInputs rising = randomInputs(draw, 1);
            rising.populations[0].additionalBenefit = true;
            rising.populations[0].qalyDifference = Rational(1, 4);
            Rational before = rising.price * 2;
            for (int icer = -1; icer <= 16; ++icer) {
                rising.populations[0].costDifference = Rational(icer) * 1000000 / 4;
                const Rational now = adjustedPrice(rising, rules2024()).value().adjusted;
                QVERIFY(now <= before);
                before = now;
            }
        }
    }

    // A trace names every cell; an estimated premium part and recalled caps show in the status.
    void trace() {
        Json inputs = single({{"icer", 6000000}});
        inputs.erase("premiumPart");
        inputs["premiumRate"] = "20 %";
        const auto result = adjusted(inputs);
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(result->trace.steps.size(), std::size_t{4});
        QCOMPARE(QString::fromStdString(result->trace.steps[0].status), u"derived"_s);
        QCOMPARE(QString::fromStdString(result->trace.steps[0].inputs[1].parameterId), u"/inputs/premiumRate"_s);
        QCOMPARE(QString::fromStdString(result->trace.inputs[0].parameterId), u"/inputs/populations/0/share"_s);
    }

    // 10,000 draws of four populations, cells read again for every draw through names, as a distribution of the price
    // needs. About a second of processor time; the limit leaves room for a slow machine.
    void drawsAreFast() {
        Json cells{
            {"price", 1000000}, {"method", "comparison"}, {"premiumRate", "0.2"}, {"populations", Json::array()}};
        for (int row = 0; row < 4; ++row) {
            cells["populations"].push_back({{"name", std::to_string(row)},
                                            {"share", "25 %"},
                                            {"additionalBenefit", true},
                                            {"deltaCost", "result.incrementalCost"},
                                            {"deltaQaly", "result.incrementalQaly"}});
        }
        std::uint64_t draw = 0;
        RouteSurroundings surroundings;
        surroundings.named = [&](const std::string& name) -> std::optional<Rational> {
            return name == "result.incrementalCost" ? drawn(1, draw, -1e6, 3e6) : drawn(2, draw, -0.1, 0.5);
        };
        const auto milliseconds = [] { return std::clock() * 1000 / CLOCKS_PER_SEC; };
        std::clock_t start = milliseconds();
        Rational sum = 0;
        for (; draw < 10'000; ++draw) {
            Issues issues;
            FieldCells in(adjustmentFields(), cells, "/inputs", surroundings.named, issues);
            const AdjustmentInputs inputs = readAdjustmentInputs(in, rules2024());
            sum += adjustedPrice(inputs, rules2024()).value().adjusted;
        }
        qInfo("10,000 draws read and priced in %ld ms", milliseconds() - start);
        const AdjustmentInputs inputs = randomInputs(1, 4);
        start = milliseconds();
        for (int repeat = 0; repeat < 10'000; ++repeat) sum += adjustedPrice(inputs, rules2024()).value().adjusted;
        const std::clock_t taken = milliseconds() - start;
        qInfo("10,000 calls of adjustedPrice in %ld ms", taken);
        QVERIFY(taken < 5'000);
        QVERIFY(sum > 0);
    }
};

QTEST_APPLESS_MAIN(CostEffectivenessAdjustmentRouteTest)
#include "cost_effectiveness_adjustment_route_test.moc"

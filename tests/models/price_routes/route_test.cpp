// What every price route shares: cells as typed, refusals that name the field, rules set by the analyst.
#include "tests/models/price_routes/route_test_data.h"

#include <QtTest>

#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Unit)

class RouteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("value");  // closed form: the number as written
        QTest::newRow("plain") << "45600" << Unit::yen << "45600";
        QTest::newRow("grouped") << "1,234,567" << Unit::yen << "1234567";
        QTest::newRow("decimal") << "0.1" << Unit::ratio << "0.1";
        QTest::newRow("fraction") << "22/78" << Unit::ratio << "11/39";
        QTest::newRow("percent of a ratio") << "5 %" << Unit::ratio << "0.05";
        QTest::newRow("percent") << "5%" << Unit::percent << "5";
        QTest::newRow("10,000 yen") << "1.5万円" << Unit::yen << "15000";
        QTest::newRow("millions a year") << "120 百万円/年" << Unit::yenPerYear << "120000000";
        QTest::newRow("negative") << "-3.5" << Unit::none << "-3.5";
        QTest::newRow("spaces") << "  7 " << Unit::none << "7";
    }
    void numbers() {
        QFETCH(QString, typed);
        QFETCH(Unit, unit);
        QFETCH(QString, value);
        const auto read = fieldNumber(typed.toStdString(), unit);
        QVERIFY2(read.ok(), qPrintable(codes(read.issues())));
        QCOMPARE(shown(*read), value);
    }

    void badNumbers_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("code");
        QTest::newRow("words") << "many" << Unit::yen << "field.notANumber";
        QTest::newRow("dollars in a yen field") << "100 USD" << Unit::yen << "field.wrongUnit";
        QTest::newRow("yen in a share") << "100 円" << Unit::ratio << "field.wrongUnit";
        QTest::newRow("decimal comma") << "1,5" << Unit::yen << "field.notANumber";
        QTest::newRow("division by zero") << "1/0" << Unit::yen << "field.notANumber";
        QTest::newRow("infinity") << "inf" << Unit::yen << "field.notANumber";
        QTest::newRow("nothing before the unit") << "円" << Unit::yen << "field.notANumber";
    }
    void badNumbers() {
        QFETCH(QString, typed);
        QFETCH(Unit, unit);
        QFETCH(QString, code);
        const auto read = fieldNumber(typed.toStdString(), unit);
        QVERIFY(!read.ok());
        QCOMPARE(QString::fromStdString(read.issues()[0].code), code);
    }

    void refusals_data() {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("expected");  // code@place=value of every fault
        const QString revision = uR"({"route": "marketRevision", "date": "2026-06-01", "inputs": {%1}})"_s;
        const QString whole = uR"("oldPrice": 100, "marketPrice": 80, "taxBasis": "excluded")"_s;
        QTest::newRow("unknown route") << R"({"route": "market", "inputs": {}})"
                                       << "route.unknown@/route=market\n";
        QTest::newRow("nothing entered") << revision.arg(QString())
                                         << "field.missing@/inputs/oldPrice=\n"
                                            "field.missing@/inputs/marketPrice=\n"
                                            "field.missing@/inputs/taxBasis=\n";
        QTest::newRow("no tax basis") << revision.arg(uR"("oldPrice": 100, "marketPrice": 80)"_s)
                                      << "field.missing@/inputs/taxBasis=\n";
        QTest::newRow("unknown tax basis")
            << revision.arg(uR"("oldPrice": 100, "marketPrice": 80, "taxBasis": "net")"_s)
            << "field.unknownChoice@/inputs/taxBasis=net\n";
        QTest::newRow("misspelt field") << revision.arg(whole + uR"(, "oldPrise": 1)"_s)
                                        << "field.unknown@/inputs/oldPrise=oldPrise\n";
        QTest::newRow("price of zero") << revision.arg(uR"("oldPrice": 0, "marketPrice": 80, "taxBasis": "excluded")"_s)
                                       << "field.outside@/inputs/oldPrice=0\n";
        QTest::newRow("wrong unit") << revision.arg(
                                           uR"("oldPrice": "100 USD", "marketPrice": 80, "taxBasis": "excluded")"_s)
                                    << "field.wrongUnit@/inputs/oldPrice=100 USD\n";
        QTest::newRow("before the pack")
            << uR"({"route": "marketRevision", "date": "2020-01-01", "inputs": {%1}})"_s.arg(whole)
            << "route.dateOutsidePack@/date=2020-01-01\n";
        QTest::newRow("no such day") << uR"({"route": "marketRevision", "date": "2026-02-30", "inputs": {%1}})"_s.arg(
                                            whole)
                                     << "field.notADate@/date=2026-02-30\n";
        QTest::newRow("rule that is no number")
            << uR"({"route": "marketRevision", "inputs": {%1}, "rules": {"market.marginRate": "four"}})"_s.arg(whole)
            << "route.ruleValue@/rules/market.marginRate=four\n";
    }
    void refusals() {
        QFETCH(QString, request);
        QFETCH(QString, expected);
        const auto json = nlohmann::json::parse(request.toStdString());
        PriceRequest asked;
        asked.route = json["route"];
        asked.date = json.value("date", "");
        asked.inputs = json["inputs"];
        asked.rules = json.value("rules", std::map<std::string, std::string>());
        const auto result = priceByRoute(asked, shippedPack("jp-2026"), {});
        QVERIFY(!result.ok());
        QCOMPARE(codes(result.issues()), expected);
    }

    // 保険医療材料専門部会133回 材-1 p. 43: mean 80 without tax, old price 100 → 80 + 4 = 84; with T = 1.1 it is 92.
    void officialIllustration() {
        const auto result =
            priced("marketRevision", "jp-2026", {{"oldPrice", "100"}, {"marketPrice", "80"}, {"taxBasis", "included"}});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(QString::fromStdString(result->price->text()), u"84"_s);
    }

    // A rule set by the analyst replaces the pack's and says so: margin 10 % of 100 on 80.
    void ownRule() {
        PriceRequest request;
        request.route = "marketRevision";
        request.inputs = {{"oldPrice", "100"}, {"marketPrice", "80"}, {"taxBasis", "included"}};
        request.rules = {{"market.marginRate", "10 %"}};
        const auto result = priceByRoute(request, shippedPack("jp-2026"), {});
        QVERIFY2(result.ok(), qPrintable(codes(result.issues())));
        QCOMPARE(QString::fromStdString(result->price->text()), u"90"_s);
        QCOMPARE(QString::fromStdString(result->trace.status), u"user"_s);
    }

    // Names stand for numbers of the case; without a case they are refused.
    void names() {
        const nlohmann::json inputs{{"oldPrice", "100"}, {"marketPrice", "pricing.market"}, {"taxBasis", "included"}};
        RouteSurroundings ofCase;
        ofCase.named = [](const std::string& name) -> std::optional<Rational> {
            if (name == "pricing.market") return Rational(80);
            return {};
        };
        const auto found = priced("marketRevision", "jp-2026", inputs, ofCase);
        QVERIFY2(found.ok(), qPrintable(codes(found.issues())));
        QCOMPARE(QString::fromStdString(found->price->text()), u"84"_s);
        const auto refused = priced("marketRevision", "jp-2026", inputs);
        QVERIFY(!refused.ok());
        QCOMPARE(codes(refused.issues()), u"field.unknownName@/inputs/marketPrice=pricing.market\n"_s);
    }

    // The declaration of every route is whole: the form, the file and the messages are made from it.
    void definitions() {
        std::set<std::string> ids;
        for (const RouteDefinition& route : priceRoutes()) {
            QVERIFY2(ids.insert(route.id).second, route.id.c_str());
            QVERIFY2(!route.name.ja.empty() && !route.name.en.empty(), route.id.c_str());
            QVERIFY2(!route.purpose.ja.empty() && !route.purpose.en.empty(), route.id.c_str());
            checkFields(route.id, route.fields);
        }
    }

private:
    void checkFields(const std::string& place, const std::vector<Field>& fields) {
        std::set<std::string> keys;
        QVERIFY2(!fields.empty(), place.c_str());
        for (const Field& field : fields) {
            const std::string where = place + "/" + field.key;
            QVERIFY2(keys.insert(field.key).second, where.c_str());
            QVERIFY2(!field.label.ja.empty() && !field.label.en.empty(), where.c_str());
            QCOMPARE(field.hint.ja.empty(), field.hint.en.empty());
            QCOMPARE(field.choices.empty(), field.kind != FieldKind::choice);
            for (const FieldChoice& choice : field.choices) {
                QVERIFY2(!choice.label.ja.empty() && !choice.label.en.empty(), (where + "/" + choice.id).c_str());
            }
            if (field.kind == FieldKind::table) checkFields(where, field.columns);
        }
    }
};

QTEST_APPLESS_MAIN(RouteTest)
#include "route_test.moc"

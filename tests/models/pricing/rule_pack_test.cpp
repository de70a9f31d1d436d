#include "models/pricing/rule_rows.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

using namespace kachi;

/// Packs are read exactly, refused with every fault named, and can be compared.
class RulePackTest : public QObject {
    Q_OBJECT

private:
    static nlohmann::json validPack() { return nlohmann::json::parse(packText("jp-2024")); }

private Q_SLOTS:
    void shippedPacksAreValid_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(QString::fromUtf8(KACHI_SOURCE_DIR "/resources/rules"));
        for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        }
    }
    void shippedPacksAreValid() {
        QFETCH(QString, file);
        const auto pack = parseRulePack(fileText(file));
        QVERIFY2(pack.ok(), qPrintable(codes(pack.issues())));
        QCOMPARE(QString::fromStdString(pack->id) + QStringLiteral(".json"), QFileInfo(file).fileName());
        const auto again = parseRulePack(rulePackToJson(*pack));
        QVERIFY2(again.ok(), qPrintable(codes(again.issues())));
        QVERIFY(*again == *pack);
        QCOMPARE(QString::fromStdString(rulePackToJson(*again)), QString::fromStdString(rulePackToJson(*pack)));
    }

    void numbersAreExact() {
        auto json = validPack();
        json["numbers"]["tax.rate"]["value"] = "22/78";
        json["numbers"]["foreign.ceiling"]["value"] = 1.1;
        const auto pack = parseRulePack(json.dump());
        QVERIFY2(pack.ok(), qPrintable(codes(pack.issues())));
        QVERIFY(pack->number("tax.rate")->value == Rational(11, 39));
        QVERIFY(pack->number("foreign.ceiling")->value == Rational(11, 10));
    }

    void everyFaultIsNamed() {
        auto json = validPack();
        json["numbers"]["tax.rate"]["value"] = "ten percent";
        json["numbers"]["foreign.ceiling"].erase("document");
        json["numbers"]["foreign.ceiling"]["status"] = "sure";
        json["numbers"]["foreign.dropRatio"]["unit"] = "furlong";
        json["numbers"]["foreign.capRatio"]["value"] = -1;
        json["switches"]["market.capAtOldPrice"]["value"] = "yes";
        json["roundings"]["listing"]["mode"] = "nearest";
        json["premiums"][0]["rateLow"] = "200";
        json["premiums"][1]["id"] = "breakthrough";
        json["effectiveFrom"] = "2024-13-01";
        json["surprise"] = 1;
        const auto pack = parseRulePack(json.dump());
        QVERIFY(!pack.ok());
        const QString found = codes(pack.issues());
        for (const char* expected :
             {"pricing.packValue@/numbers/tax.rate/value=ten percent",
              "pricing.packMissingKey@/numbers/foreign.ceiling/document=document",
              "pricing.packValue@/numbers/foreign.ceiling/status=sure",
              "pricing.packValue@/numbers/foreign.dropRatio/unit=furlong",
              "pricing.packValue@/numbers/foreign.capRatio/value=-1",
              "pricing.packValue@/switches/market.capAtOldPrice/value=\"yes\"",
              "pricing.packValue@/roundings/listing/mode=nearest", "pricing.packValue@/premiums/0/rateLow=200",
              "pricing.packDuplicate@/premiums/1/id=breakthrough", "pricing.packValue@/effectiveFrom=2024-13-01",
              "pricing.packUnknownKey@/surprise=surprise"}) {
            QVERIFY2(found.contains(QString::fromUtf8(expected)), qPrintable(QString::fromUtf8(expected) + found));
        }
        QCOMPARE(pack.issues().size(), std::size_t{11});
    }

    /// Wordings and the source a changed value had before survive a round trip; their faults are named.
    void textsAndReplacedSources() {
        auto json = validPack();
        json["texts"]["class.A1"].erase("clause");
        json["texts"]["class.A2"]["text"]["en"] = "";
        json["numbers"]["tax.rate"]["replaces"] = {{"values", {{"value", "0.08"}}}};
        const QString found = codes(parseRulePack(json.dump()).issues());
        for (const char* expected :
             {"pricing.packMissingKey@/texts/class.A1/clause=clause", "pricing.packValue@/texts/class.A2/text/en=\"\"",
              "pricing.packMissingKey@/numbers/tax.rate/replaces/document=document"}) {
            QVERIFY2(found.contains(QString::fromUtf8(expected)), qPrintable(QString::fromUtf8(expected) + found));
        }

        RulePack pack = shippedPack("jp-2024");
        QCOMPARE(QString::fromStdString(pack.text("class.C1")->text.en),
                 QStringLiteral("New function: technique already covered, new functional category needed."));
        RuleNumber& tax = pack.numbers.at("tax.rate");
        tax.replaces =
            ReplacedRule{{{"value", ruleNumberText(tax.value)}}, tax.clause, tax.document, tax.date, tax.status};
        tax.value = Rational(12, 100);
        tax.status = RuleStatus::user;
        const auto again = parseRulePack(rulePackToJson(pack));
        QVERIFY2(again.ok(), qPrintable(codes(again.issues())));
        QVERIFY(*again == pack);

        json = validPack();
        json.erase("texts");  // packs written before there were texts are still read
        QVERIFY(parseRulePack(json.dump()).ok());
    }

    /// Coefficients of the table of General Assembly 527 (2022-08-10, paper 2, reference 4, page 29):
    /// β and γ on the premium part, θ on the operating-profit part.
    void costEffectivenessCoefficients_data() {
        QTest::addColumn<QString>("band");
        QTest::addColumn<QString>("beta");
        QTest::addColumn<QString>("gamma");
        QTest::addColumn<QString>("theta");
        QTest::newRow("below 2 million") << "below200"
                                         << "1"
                                         << "1"
                                         << "1";
        QTest::newRow("from 5 million") << "from500"
                                        << "0.7"
                                        << "0.7"
                                        << "0.83";
        QTest::newRow("from 7.5 million") << "from750"
                                          << "0.4"
                                          << "0.4"
                                          << "0.67";
        QTest::newRow("from 10 million") << "from1000"
                                         << "0.1"
                                         << "0.1"
                                         << "0.5";
        QTest::newRow("effect equal, cost up") << "equalDearer"
                                               << "0.1"
                                               << "0.1"
                                               << "0.5";
    }
    void costEffectivenessCoefficients() {
        QFETCH(QString, band);
        QFETCH(QString, beta);
        QFETCH(QString, gamma);
        QFETCH(QString, theta);
        const auto written = [&](const RulePack& pack, const char* letter) {
            const auto rule = pack.number(std::string("cea.") + letter + "." + band.toStdString());
            return rule ? QString::fromStdString(ruleNumberText(rule->value)) : QString();
        };
        for (const char* id : {"jp-2022", "jp-2024", "jp-2026"}) {
            const RulePack pack = shippedPack(id);
            QCOMPARE(written(pack, "beta"), beta);
            QCOMPARE(written(pack, "gamma"), gamma);
            QCOMPARE(written(pack, "theta"), theta);
        }
    }

    void limitsOfUnitsAndDates_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::newRow("a percentage as ratio") << "/numbers/tax.rate/value"
                                               << "50";
        QTest::newRow("a percentage beyond sense") << "/numbers/premium.percentPerPoint/value"
                                                   << "5000";
        QTest::newRow("a day that is none") << "/effectiveFrom"
                                            << "2024-02-30";
        QTest::newRow("ends before it begins") << "/effectiveTo"
                                               << "2024-05-31";
        QTest::newRow("a document of no date") << "/numbers/tax.rate/date"
                                               << "last spring";
        QTest::newRow("a document of no month") << "/switches/market.capAtOldPrice/date"
                                                << "2024-13";
        QTest::newRow("an id that is no file name") << "/id"
                                                    << "../mine";
        QTest::newRow("no clause in English") << "/numbers/tax.rate/clause/en"
                                              << "";
    }
    void limitsOfUnitsAndDates() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        auto json = validPack();
        json[nlohmann::json::json_pointer(pointer.toStdString())] = value.toStdString();
        const auto pack = parseRulePack(json.dump());
        QCOMPARE(pack.issues().size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(pack.issues().front().code), QStringLiteral("pricing.packValue"));
        QCOMPARE(QString::fromStdString(pack.issues().front().where), pointer);
        QVERIFY(!pack.issues().front().limit.empty());
    }

    void brokenTextIsRefused() {
        QCOMPARE(QString::fromStdString(parseRulePack("{\"id\": ").issues().at(0).code),
                 QStringLiteral("pricing.packSyntax"));
        QCOMPARE(QString::fromStdString(parseRulePack("{\"id\": 1e999}").issues().at(0).code),
                 QStringLiteral("pricing.packSyntax"));
        QCOMPARE(QString::fromStdString(parseRulePack("{\"id\": \"\xff\"}").issues().at(0).code),
                 QStringLiteral("pricing.packSyntax"));
        QVERIFY(!parseRulePack("[]").ok());
        const auto twice = parseRulePack(R"({"id": "a", "id": "b"})");
        QCOMPARE(QString::fromStdString(twice.issues().at(0).code), QStringLiteral("pricing.packDuplicate"));
    }

    void absentRuleIsNamed() {
        const auto missing = shippedPack("jp-2016").number("foreign.ceiling");
        QVERIFY(!missing.ok());
        QCOMPARE(codes(missing.issues()), QStringLiteral("pricing.ruleAbsent@foreign.ceiling=\n"));
    }

    void differencesBetweenRevisions() {
        const auto differences = rulePackDifferences(shippedPack("jp-2024"), shippedPack("jp-2026"));
        QStringList keys;
        for (const RuleDifference& difference : differences) {
            const auto written = [](const std::optional<RuleRow>& row) { return row ? row->value.en : std::string(); };
            keys << QString::fromStdString(difference.key + ": " + written(difference.left) + " → " +
                                           written(difference.right));
        }
        // What the FY2026 outline and standards change: reverse-margin raise with its limit, weighted country prices,
        // top two makers (ア iii), dispersed categories elsewhere, and the proposal of a wider adjustment.
        const QStringList switches = keys.filter(QRegularExpression(QStringLiteral("^switches/")));
        QCOMPARE(switches, (QStringList{QString::fromUtf8("switches/cea.extension:  → false"),
                                        QString::fromUtf8("switches/expansion.baseAtLatestRepricing:  → true"),
                                        QString::fromUtf8("switches/foreign.repricing.weightedCountry: false → true"),
                                        QString::fromUtf8("switches/market.allReverseNeeded:  → true"),
                                        QString::fromUtf8("switches/market.reverseMarginAddMargin:  → false"),
                                        QString::fromUtf8("switches/market.reverseMarginRaise: false → true"),
                                        QString::fromUtf8("switches/recalculation.criterion.a.iii: false → true"),
                                        QString::fromUtf8("switches/recalculation.dispersedExcluded: false → true"),
                                        QString::fromUtf8("switches/recalculation.topTwoCounts: false → true")}));
        QVERIFY(keys.contains(QString::fromUtf8("numbers/market.reverseMarginLimit:  → 0.06")));
        QVERIFY(keys.contains(QString::fromUtf8("numbers/cost.profitRate.2023: 0.095 → ")));
        QVERIFY(!keys.filter(QStringLiteral("texts/pattern3")).isEmpty());
        QVERIFY(rulePackDifferences(shippedPack("jp-2024"), shippedPack("jp-2024")).empty());
    }
};

QTEST_APPLESS_MAIN(RulePackTest)
#include "rule_pack_test.moc"

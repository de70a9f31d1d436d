#include "models/pricing/rule_edit.h"

#include "models/pricing/rule_check.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

using namespace kachi;

/// An analyst's pack: changed rules say so and keep their source; suspicious ones are named.
class RuleEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsEdited_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("number") << "numbers/foreign.ceiling"
                                << "value"
                                << "1.1";
        QTest::newRow("fraction") << "numbers/tax.local"
                                  << "value"
                                  << "20/80";
        QTest::newRow("switch") << "switches/market.capAtOldPrice"
                                << "value"
                                << "false";
        QTest::newRow("rounding") << "roundings/listing"
                                  << "significantDigits"
                                  << "4";
        QTest::newRow("mode") << "roundings/costLine"
                              << "mode"
                              << "up";
        QTest::newRow("premium") << "premiums/usefulness"
                                 << "rateHigh"
                                 << "40";
        QTest::newRow("limit taken away") << "premiums/usefulness"
                                          << "alphaHigh"
                                          << "";
        QTest::newRow("wording") << "texts/class.C1"
                                 << "text/en"
                                 << "A new function.";
    }
    void everyKindIsEdited() {
        QFETCH(QString, key);
        QFETCH(QString, member);
        QFETCH(QString, value);
        const RulePack before = shippedPack("jp-2024");
        const auto changed = withRuleChanged(before, key.toStdString(), {{member.toStdString(), value.toStdString()}});
        QVERIFY2(changed.ok(), qPrintable(codes(changed.issues())));
        QVERIFY(*changed != before);
        for (const RuleField& field : ruleFields(*changed, key.toStdString())) {
            if (QString::fromStdString(field.member) != member) continue;
            QCOMPARE(QString::fromStdString(field.value),
                     value == QStringLiteral("20/80") ? QStringLiteral("0.25") : value);
        }
        const auto restored = withRuleRestored(*changed, key.toStdString());
        QVERIFY(restored.ok() && *restored == before);
    }

    void sourceIsKeptBesideTheValue() {
        const RulePack before = shippedPack("jp-2024");
        const std::string key = "numbers/foreign.ceiling";
        const auto once = withRuleChanged(before, key, {{"value", "1.1"}});
        const auto twice = withRuleChanged(*once, key, {{"value", "1.05"}});
        const RuleNumber& rule = twice->numbers.at("foreign.ceiling");
        QVERIFY(rule.status == RuleStatus::user);
        QVERIFY(rule.replaces.has_value());
        QCOMPARE(QString::fromStdString(rule.replaces->values.at("value")), QStringLiteral("1.25"));
        QVERIFY(rule.replaces->status == RuleStatus::verified);
        QCOMPARE(rule.replaces->document, before.numbers.at("foreign.ceiling").document);
        // Typing the first value again is taking the change back.
        const auto back = withRuleChanged(*twice, key, {{"value", "1.25"}});
        QVERIFY(back.ok() && *back == before);
    }

    void editingIsValidatedLikeAFile_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("no number") << "numbers/tax.rate"
                                   << "value"
                                   << "ten"
                                   << "/numbers/tax.rate/value";
        QTest::newRow("nothing") << "numbers/tax.rate"
                                 << "value"
                                 << ""
                                 << "/numbers/tax.rate/value";
        QTest::newRow("negative") << "numbers/tax.rate"
                                  << "value"
                                  << "-0.1"
                                  << "/numbers/tax.rate/value";
        QTest::newRow("percentage") << "numbers/tax.rate"
                                    << "value"
                                    << "25"
                                    << "/numbers/tax.rate/value";
        QTest::newRow("no switch") << "switches/market.capAtOldPrice"
                                   << "value"
                                   << "maybe"
                                   << "/switches/market.capAtOldPrice/value";
        QTest::newRow("digits") << "roundings/listing"
                                << "significantDigits"
                                << "many"
                                << "/roundings/listing/significantDigits";
        QTest::newRow("low above high") << "premiums/breakthrough"
                                        << "rateLow"
                                        << "150"
                                        << "/premiums/0/rateLow";
        QTest::newRow("no wording") << "texts/class.C1"
                                    << "text/ja"
                                    << ""
                                    << "/texts/class.C1/text/ja";
    }
    void editingIsValidatedLikeAFile() {
        QFETCH(QString, key);
        QFETCH(QString, member);
        QFETCH(QString, value);
        QFETCH(QString, pointer);
        const auto changed =
            withRuleChanged(shippedPack("jp-2024"), key.toStdString(), {{member.toStdString(), value.toStdString()}});
        QVERIFY(!changed.ok());
        QCOMPARE(QString::fromStdString(changed.issues().front().where), pointer);
    }

    void absentRuleIsTakenFromAnotherPack() {
        const RulePack old = shippedPack("jp-2022");
        QVERIFY(!old.number("expansion.floorCost").ok());
        const auto with = withRuleFrom(old, shippedPack("jp-2024"), "numbers/expansion.floorCost");
        QVERIFY2(with.ok(), qPrintable(codes(with.issues())));
        const RuleNumber rule = *with->number("expansion.floorCost");
        QVERIFY(rule.value == Rational(3, 4));
        QVERIFY(rule.status == RuleStatus::user);
        QVERIFY(rule.replaces && rule.replaces->status == RuleStatus::verified);
        const auto premium = withRuleFrom(shippedPack("jp-2016"), old, "premiums/usefulness");
        QVERIFY(premium.ok() && premium->premium("usefulness").ok());
        QCOMPARE(codes(withRuleChanged(old, "numbers/expansion.floorCost", {{"value", "1"}}).issues()),
                 QStringLiteral("rules.noSuchRule@numbers/expansion.floorCost=\n"));
    }

    void suspiciousRulesAreNamed() {
        const std::vector<RulePack> known{shippedPack("jp-2022"), shippedPack("jp-2024"), shippedPack("jp-2026")};
        for (const RulePack& pack : known) QCOMPARE(codes(rulePackFindings(pack, known)), QString());

        RulePack pack = shippedPack("jp-2024");
        pack.numbers["foreign.cieling"] = pack.numbers.at("foreign.ceiling");  // two letters changed places
        pack.numbers["our.own.number"] = pack.numbers.at("foreign.ceiling");   // nothing near: no remark
        pack.numbers.at("market.marginRate").value = 4;                        // percent written as ratio
        pack.numbers.at("tax.rate").unit = Unit::percent;
        pack.switches["market.capAtOldPrise"] = pack.switches.at("market.capAtOldPrice");
        const QString found = codes(rulePackFindings(pack, known));
        for (const char* expected :
             {"rules.misspelt@/numbers/foreign.cieling=numbers/foreign.cieling",
              "rules.unit@/numbers/tax.rate/unit=percent", "rules.magnitude@/numbers/market.marginRate/value=4",
              "rules.misspelt@/switches/market.capAtOldPrise=switches/market.capAtOldPrise"}) {
            QVERIFY2(found.contains(QString::fromUtf8(expected)), qPrintable(found));
        }
        QCOMPARE(found.count(u'\n'), 4);
    }
};

QTEST_APPLESS_MAIN(RuleEditTest)
#include "rule_edit_test.moc"

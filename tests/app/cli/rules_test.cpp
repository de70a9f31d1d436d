// label: unit
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

using namespace kachi;
using namespace Qt::StringLiterals;
using cli::Json;

/// kachi rules: what it prints, what it writes, and how every fault of a pack is named.
class RulesTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    cli::Run kachi(const QStringList& arguments) { return cli::run(m_folder.path(), arguments); }
    QString path(const QString& name) { return m_folder.filePath(name); }

    static Json shipped(const char* id) {
        return cli::jsonOf(QStringLiteral(KACHI_SOURCE_DIR "/resources/rules/") + QLatin1StringView(id) + u".json"_s);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void showPrintsEveryKind_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("en") << u"en"_s
                            << QStringList{u"FY2024 designated medical materials (jp-2024), 2024-06-01 – 2026-05-31"_s,
                                           u"numbers/cea.beta.from750\t0.4\tratio\tread in part"_s,
                                           u"numbers/premium.rapid.years\t2\tyears"_s,
                                           u"switches/market.capAtOldPrice\ttrue\t\tread in the source"_s,
                                           u"roundings/listing\thalfUp 3 1"_s,
                                           u"premiums/usefulness\t5-30% [0.025, 0.45] scaled"_s,
                                           u"countries/us\tus"_s,
                                           u"texts/class.C1\tNew function"_s};
        QTest::newRow("ja") << u"ja"_s
                            << QStringList{u"令和6年度（2024年度） 特定保険医療材料 (jp-2024)"_s,
                                           u"texts/class.C1\t新機能"_s, u"原文確認"_s, u"一部確認"_s,
                                           u"別表6（不採算品再算定）"_s};
    }
    void showPrintsEveryKind() {
        QFETCH(QString, language);
        QFETCH(QStringList, parts);
        const cli::Run run = kachi({u"--lang"_s, language, u"rules"_s, u"show"_s, u"jp-2024"_s});
        QCOMPARE(run.code, int(exitDone));
        for (const QString& part : parts) QVERIFY2(run.out.contains(part), qPrintable(part + u'\n' + run.out));
    }

    void showWritesAPackThatIsReadAgain() {
        QCOMPARE(kachi({u"rules"_s, u"show"_s, u"jp-2026"_s, u"--json"_s, u"copy.json"_s}).code, int(exitDone));
        QCOMPARE(kachi({u"rules"_s, u"validate"_s, u"copy.json"_s}).code, int(exitDone));
        QVERIFY(kachi({u"rules"_s, u"diff"_s, u"jp-2026"_s, u"copy.json"_s}).out.isEmpty());
    }

    void diffComparesEveryKind() {
        Json pack = shipped("jp-2024");
        pack["numbers"]["foreign.ceiling"]["value"] = "1.1";
        pack["numbers"].erase("premium.economy.share");
        pack["switches"]["market.capAtOldPrice"]["value"] = false;
        pack["roundings"]["listing"]["mode"] = "truncate";
        pack["premiums"][1]["rateHigh"] = "40";
        pack["countries"].erase(4);
        pack["texts"]["class.C1"]["text"]["en"] = "Changed.";
        cli::writeJson(path(u"mine.json"_s), pack);
        const cli::Run run = kachi({u"rules"_s, u"diff"_s, u"jp-2024"_s, u"mine.json"_s});
        QCOMPARE(run.code, int(exitDone));
        const QStringList lines = run.out.trimmed().split(u'\n');
        QCOMPARE(lines.size(), 7);
        QCOMPARE(lines[0],
                 u"numbers/foreign.ceiling\t1.25 ratio [read in the source]\t1.1 ratio [read in the source]"_s);
        QCOMPARE(lines[1], u"numbers/premium.economy.share\t0.5 ratio [read in the source]\t—"_s);

        QCOMPARE(kachi({u"rules"_s, u"diff"_s, u"jp-2024"_s, u"mine.json"_s, u"--json"_s, u"diff.json"_s}).code,
                 int(exitDone));
        const Json written = cli::jsonOf(path(u"diff.json"_s));
        QCOMPARE(written["left"]["id"].get<std::string>(), std::string("jp-2024"));
        QCOMPARE(written["differences"].size(), std::size_t{7});
        const Json& first = written["differences"][0];
        QCOMPARE(first["key"].get<std::string>(), std::string("numbers/foreign.ceiling"));
        QCOMPARE(first["left"]["value"].get<std::string>(), std::string("1.25"));
        QCOMPARE(first["right"]["status"].get<std::string>(), std::string("verified"));
        QVERIFY(written["differences"][1]["right"].is_null());
    }

    /// Every fault of one broken pack is named in one run, with pointer, value and what to do.
    void validateNamesEveryFault() {
        Json pack = shipped("jp-2024");
        pack["numbers"]["foreign.ceiling"].erase("clause");
        pack["numbers"]["foreign.dropRatio"]["unit"] = "furlong";
        pack["numbers"]["foreign.capRatio"]["status"] = "sure";
        pack["numbers"]["tax.rate"]["value"] = "50";
        pack["premiums"][2]["id"] = "usefulness";
        pack["effectiveTo"] = "2023-01-01";
        pack["texts"]["class.C1"].erase("document");
        cli::writeJson(path(u"broken.json"_s), pack);
        const cli::Run run = kachi({u"rules"_s, u"validate"_s, u"broken.json"_s});
        QCOMPARE(run.code, int(exitRefused));
        for (const QString& part :
             {u"/numbers/foreign.ceiling/clause"_s, u"/numbers/foreign.dropRatio/unit"_s, u"furlong"_s, u"yenPerQaly"_s,
              u"/numbers/foreign.capRatio/status"_s, u"sure"_s, u"recalled"_s, u"/numbers/tax.rate/value"_s,
              u"0 – 20"_s, u"/premiums/2/id"_s, u"/effectiveTo"_s, u"≥ 2024-06-01"_s, u"/texts/class.C1/document"_s}) {
            QVERIFY2(run.error.contains(part), qPrintable(part + u'\n' + run.error));
        }
        QCOMPARE(run.error.count(u"error: "_s), 7);
        QVERIFY(run.error.contains(u"broken.json"_s));
    }

    void validateRemarksOnWhatIsSuspicious() {
        Json pack = shipped("jp-2024");
        pack["numbers"]["foreign.cieling"] = pack["numbers"]["foreign.ceiling"];
        pack["numbers"]["market.marginRate"]["value"] = "4";
        cli::writeJson(path(u"odd.json"_s), pack);
        const cli::Run run = kachi({u"rules"_s, u"validate"_s, u"odd.json"_s});
        QCOMPARE(run.code, int(exitDone));
        QVERIFY2(run.error.contains(u"warning: odd.json: /numbers/foreign.cieling"_s), qPrintable(run.error));
        QVERIFY(run.error.contains(u"numbers/foreign.ceiling"_s));
        QVERIFY(run.error.contains(u"/numbers/market.marginRate/value"_s));
        QVERIFY(run.out.startsWith(u"jp-2024 is valid"_s));

        pack["numbers"]["tax.rate"]["unit"] = "percent";
        cli::writeJson(path(u"unit.json"_s), pack);
        const cli::Run refused = kachi({u"--lang"_s, u"ja"_s, u"rules"_s, u"validate"_s, u"unit.json"_s});
        QCOMPARE(refused.code, int(exitRefused));
        QVERIFY2(refused.error.contains(u"/numbers/tax.rate/unit"_s) && refused.error.contains(u"取り違え"_s),
                 qPrintable(refused.error));
    }

    /// A case pinned to somebody's own pack is refused where that pack is not known, and the sentence says what to do.
    void caseUnderAnUnknownPackIsRefused() {
        Json value = cli::jsonOf(cli::hip);
        value["context"]["rulePack"] = "colleague-2026";
        cli::writeJson(path(u"pinned.json"_s), value);
        const cli::Run run = kachi({u"evaluate"_s, u"pinned.json"_s, u"--draws"_s, u"20"_s, u"--json"_s, u"o.json"_s});
        QCOMPARE(run.code, int(exitRefused));
        for (const QString& part :
             {u"pinned.json"_s, u"colleague-2026"_s, u"not known on this machine"_s, u"jp-2024"_s}) {
            QVERIFY2(run.error.contains(part), qPrintable(run.error));
        }
        QVERIFY(!QFile::exists(path(u"o.json"_s)));

        // With the pack as a file it is calculated, and the result names it.
        Json pack = shipped("jp-2026");
        pack["id"] = "colleague-2026";
        pack["name"] = {{"ja", "同僚の規則"}, {"en", "A colleague's rules"}};
        cli::writeJson(path(u"colleague.json"_s), pack);
        const cli::Run done = kachi({u"evaluate"_s, u"pinned.json"_s, u"--rules"_s, u"colleague.json"_s, u"--draws"_s,
                                     u"20"_s, u"--json"_s, u"o.json"_s});
        QCOMPARE(done.code, int(exitDone));
        QVERIFY(done.out.contains(u"A colleague's rules"_s));
        QCOMPARE(cli::jsonOf(path(u"o.json"_s))["rulePack"]["id"].get<std::string>(), std::string("colleague-2026"));
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "rules_test.moc"

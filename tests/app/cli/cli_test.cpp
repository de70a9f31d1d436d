// label: report
// Whatever is wrong with the input: the documented exit code, a message that names file, field, value and limit in the
// language asked for, nothing lost and no half file.
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

#include <SQLiteCpp/Database.h>

#include <QtTest>

#include <unistd.h>

using namespace kachi;
using namespace Qt::StringLiterals;
using cli::Json;

class CliTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    cli::Run kachi(const QStringList& arguments) const { return cli::run(m_folder.path(), arguments); }

    void makeCase(const QString& name, const QString& from, const std::function<void(Json&)>& change) const {
        Json json = cli::jsonOf(from);
        change(json);
        cli::writeJson(path(name), json);
    }

    void makeCases() const {
        QVERIFY(QFile::copy(cli::golden, path(u"case.json"_s)));
        makeCase(u"row-sum.json"_s, cli::golden, [](Json& json) {
            json["outcomes"]["transitions"]["A"] = {{"A", "0.5"}, {"B", "0.25"}, {"C", "0.125"}, {"D", "0"}};
        });
        makeCase(u"negative-labour.json"_s, cli::hip,
                 [](Json& json) { json["parameters"]["labour.staff.doctor.onCost"]["value"] = -1; });
        makeCase(u"no-okinawa.json"_s, cli::hip, [](Json& json) {
            Json& regions = json["equalisation"]["regions"];
            regions.erase(regions.end() - 1);
        });
        makeCase(u"no-count.json"_s, cli::hip,
                 [](Json& json) { json["parameters"].erase("equalisation.region.p47.count"); });
        makeCase(u"unknown-key.json"_s, cli::golden, [](Json& json) { json["outcomes"]["surprise"] = 1; });
        makeCase(u"unknown-pack.json"_s, cli::golden, [](Json& json) { json["context"]["rulePack"] = "jp-1999"; });
        makeCase(u"newer-format.json"_s, cli::golden, [](Json& json) { json["schema"] = 99; });
        cli::writeFile(path(u"no-case.json"_s), "[1, 2]\n");
        cli::writeFile(path(u"no-json.json"_s), "{\"format\": kachi}\n");
        cli::writeFile(path(u"empty.json"_s), {});
        const QByteArray bytes = cli::contentOf(cli::golden);
        cli::writeFile(path(u"truncated.json"_s), bytes.first(bytes.size() / 2));
        QByteArray notUtf8 = bytes;
        notUtf8.replace("HIV combination", "HIV \x95\xb9\x97p");  // CP932 for 併用
        cli::writeFile(path(u"cp932.json"_s), notUtf8);
    }

    void makeDraws() const {
        const cli::Run drawn =
            kachi({u"evaluate"_s, u"case.json"_s, u"--draws"_s, u"3"_s, u"--draws-out"_s, u"draws.csv"_s});
        QCOMPARE(drawn.code, int(exitDone));
        const QList<QByteArray> lines = cli::contentOf(path(u"draws.csv"_s)).trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        const QByteArray firstColumn = "," + lines[0].split(',')[1];
        QByteArray header = lines[0];
        cli::writeFile(path(u"missing.csv"_s), header.replace(firstColumn, ",outcomes.other") + "\n" + lines[1] + "\n");
        cli::writeFile(path(u"twice.csv"_s), lines[0] + firstColumn + "\n" + lines[1] + ",1\n");
        QList<QByteArray> cells = lines[2].split(',');
        cells[1] = "abc";
        cli::writeFile(path(u"word.csv"_s), lines[0] + "\n" + lines[1] + "\n" + cells.join(',') + "\n");
        cli::writeFile(path(u"ragged.csv"_s), lines[0] + "\n" + lines[1] + "\n" + cells.first(5).join(',') + "\n");
        cli::writeFile(path(u"header.csv"_s), lines[0] + "\n");
    }

    void makeLibraries() const {
        QCOMPARE(kachi({u"library"_s, u"import"_s, u"library.kachi"_s, cli::hip}).code, int(exitDone));
        QCOMPARE(kachi({u"library"_s, u"export"_s, u"library.kachi"_s, u"sample-hip-prosthesis"_s, u"hip.json"_s}).code,
                 int(exitDone));
        QVERIFY(QFile::copy(path(u"library.kachi"_s), path(u"newer.kachi"_s)));
        SQLite::Database(path(u"newer.kachi"_s).toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
        QByteArray damaged = cli::contentOf(path(u"library.kachi"_s));
        for (qsizetype i = 4096; i < damaged.size(); ++i) damaged[i] = 'x';
        cli::writeFile(path(u"damaged.kachi"_s), damaged);
        cli::writeFile(path(u"notes.kachi"_s), "name,value\n");
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        makeCases();
        makeDraws();
        makeLibraries();
    }

    void badInput_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("code");
        QTest::addColumn<QStringList>("named");    // file, field, value, limit: in both languages
        QTest::addColumn<QString>("ja");           // from the Japanese sentence
        QTest::addColumn<QString>("en");           // from the English sentence
        QTest::addColumn<QStringList>("written");  // files that appear, complete
        const auto row = [](const char* command, int code, const QStringList& named, const QString& ja,
                            const QString& en, const QStringList& written = {}) {
            QTest::newRow(command) << QString::fromLatin1(command) << code << named << ja << en << written;
        };
        const QStringList both{u"o.json"_s, u"o.pdf"_s};

        row("evaluate row-sum.json --json o.json --pdf o.pdf", exitPartlyRefused,
            {u"row-sum.json"_s, u"/outcomes/transitions/A"_s, u"0.875"_s, u"1"_s}, u"確率の合計"_s,
            u"probabilities leaving state A sum to"_s, both);
        row("evaluate negative-labour.json --draws 5 --json o.json --pdf o.pdf", exitPartlyRefused,
            {u"negative-labour.json"_s, u"labour.staff.doctor.onCost"_s, u"-1"_s, u"0 … 5"_s}, u"許される範囲"_s,
            u"possible range"_s, both);
        row("evaluate no-count.json --draws 5 --json o.json --pdf o.pdf", exitPartlyRefused,
            {u"no-count.json"_s, u"equalisation.region.p47.count"_s}, u"沖縄"_s, u"Okinawa"_s, both);
        row("evaluate no-okinawa.json --draws 5 --json o.json --pdf o.pdf", exitDone,
            {u"no-okinawa.json"_s, u"/equalisation/regions"_s, u"46"_s, u"47"_s}, u"沖縄県"_s, u"Okinawa"_s, both);
        row("evaluate unknown-key.json --json o.json --pdf o.pdf", exitDone,
            {u"unknown-key.json"_s, u"/outcomes/surprise"_s}, u"知らない項目"_s, u"not known to this version"_s, both);
        row("evaluate unknown-pack.json --json o.json --pdf o.pdf", exitRefused,
            {u"unknown-pack.json"_s, u"/context/rulePack"_s, u"jp-1999"_s, u"jp-2024"_s}, u"登録されていません"_s,
            u"is not known"_s);
        row("evaluate newer-format.json --json o.json --pdf o.pdf", exitRefused,
            {u"newer-format.json"_s, u"99"_s, u"1"_s}, u"新しい版"_s, u"newer Kachi"_s);
        row("evaluate truncated.json --json o.json --pdf o.pdf", exitRefused, {u"truncated.json"_s, u"byte"_s},
            u"途中で切れています"_s, u"ends too early"_s);
        row("evaluate cp932.json --json o.json --pdf o.pdf", exitRefused, {u"cp932.json"_s, u"byte"_s},
            u"UTF-8 ではありません"_s, u"not UTF-8"_s);
        row("evaluate empty.json --json o.json", exitRefused, {u"empty.json"_s}, u"途中で切れています"_s,
            u"ends too early"_s);
        row("evaluate no-json.json --json o.json", exitRefused, {u"no-json.json"_s, u"byte 12"_s}, u"JSON"_s,
            u"not valid JSON"_s);
        row("evaluate no-case.json --json o.json", exitRefused, {u"no-case.json"_s, u"kachi-case"_s},
            u"評価案件ではありません"_s, u"not a Kachi case"_s);
        row("evaluate absent.json --json o.json", exitStorage, {u"absent.json"_s}, u"読めません"_s,
            u"cannot be read"_s);

        row("evaluate case.json --draws 0 --json o.json", exitUsage, {u"--draws 0"_s, u"1 … 10000000"_s}, u"整数"_s,
            u"whole number"_s);
        row("evaluate case.json --draws abc --json o.json", exitUsage, {u"--draws abc"_s, u"1 … 10000000"_s}, u"整数"_s,
            u"whole number"_s);
        row("evaluate case.json --seed abc --json o.json", exitUsage, {u"--seed abc"_s, u"18446744073709551615"_s},
            u"整数"_s, u"whole number"_s);
        row("evaluate case.json --design latin --json o.json", exitUsage,
            {u"--design latin"_s, u"random, latinHypercube, sobol"_s}, u"いずれか"_s, u"give one of"_s);
        row("evaluate case.json --seed=-1 --json o.json", exitUsage, {u"--seed -1"_s, u"18446744073709551615"_s},
            u"整数"_s, u"whole number"_s);
        row("evaluate case.json --threads 0 --json o.json", exitUsage, {u"--threads 0"_s, u"1 … 1024"_s}, u"整数"_s,
            u"whole number"_s);
        row("evaluate case.json --draws 5 --draws-from draws.csv --json o.json", exitUsage,
            {u"--draws-from"_s, u"--draws"_s}, u"同時に指定できません"_s, u"cannot go together"_s);
        row("evaluate case.json --rules nothing --json o.json", exitRefused, {u"nothing"_s, u"jp-2024"_s},
            u"登録されていません"_s, u"is not known"_s);
        row("evaluate case.json --rules case.json --json o.json", exitRefused, {u"case.json"_s, u"/numbers"_s},
            u"規則集"_s, u"rule pack lacks"_s);
        row("evaluate", exitUsage, {u"CASE.json"_s, u"--library"_s, u"--case"_s}, u"指定してください"_s,
            u"Name a case"_s);

        row("evaluate case.json --draws-from missing.csv --json o.json", exitRefused,
            {u"missing.csv"_s, u"outcomes.communityA"_s, u"outcomes.other"_s}, u"列がありません"_s, u"no column"_s);
        row("evaluate case.json --draws-from twice.csv --json o.json", exitRefused,
            {u"twice.csv"_s, u"outcomes.communityA"_s}, u"二つあります"_s, u"twice"_s);
        row("evaluate case.json --draws-from word.csv --json o.json", exitRefused,
            {u"word.csv:3"_s, u"outcomes.communityA"_s, u"abc"_s}, u"数ではありません"_s, u"not a number"_s);
        row("evaluate case.json --draws-from ragged.csv --json o.json", exitRefused,
            {u"ragged.csv"_s, u"3"_s, u"5"_s, u"17"_s}, u"行目"_s, u"line 3"_s);
        row("evaluate case.json --draws-from header.csv --json o.json", exitRefused, {u"header.csv"_s},
            u"行がありません"_s, u"no rows"_s);
        row("evaluate case.json --draws-from absent.csv --json o.json", exitStorage, {u"absent.csv"_s}, u"開けません"_s,
            u"cannot be opened"_s);

        row("evaluate case.json --json no/o.json", exitStorage, {u"no/o.json"_s}, u"書き込めません"_s,
            u"cannot be written"_s);
        row("evaluate case.json --pdf no/o.pdf", exitStorage, {u"no/o.pdf"_s}, u"書き込めません"_s,
            u"cannot be written"_s);
        row("evaluate case.json --json /dev/full", exitStorage, {u"/dev/full"_s, u"No space left"_s},
            u"書き込めません"_s, u"cannot be written"_s);
        row("evaluate case.json --pdf /dev/full", exitStorage, {u"/dev/full"_s}, u"書き込めません"_s,
            u"cannot be written"_s);
        row("evaluate case.json --draws-out /dev/full", exitStorage, {u"/dev/full"_s, u"No space left"_s},
            u"書き込めません"_s, u"cannot be written"_s);

        row("library list notes.kachi", exitStorage, {u"notes.kachi"_s}, u"ライブラリではありません"_s,
            u"not a Kachi case library"_s);
        row("library list damaged.kachi", exitStorage, {u"damaged.kachi"_s}, u"破損"_s, u"damaged"_s);
        row("library list absent.kachi", exitStorage, {u"absent.kachi"_s}, u"ファイルがありません"_s,
            u"no such file"_s);
        row("library list newer.kachi", exitDone, {u"newer.kachi"_s, u"99"_s, u"1"_s}, u"読み取り専用"_s,
            u"read-only"_s);
        row("library import newer.kachi case.json", exitStorage, {u"newer.kachi"_s, u"99"_s}, u"何も保存していません"_s,
            u"nothing was saved"_s);
        row("library show library.kachi nobody", exitRefused, {u"library.kachi"_s, u"nobody"_s}, u"ありません"_s,
            u"is not in the library"_s);
        row("library show library.kachi sample-hip-prosthesis --revision 7", exitRefused,
            {u"sample-hip-prosthesis"_s, u"7"_s}, u"版はありません"_s, u"has no revision"_s);
        row("library export library.kachi nobody o.json", exitRefused, {u"library.kachi"_s, u"nobody"_s},
            u"ありません"_s, u"is not in the library"_s);
        row("library export library.kachi sample-hip-prosthesis /dev/full", exitStorage, {u"/dev/full"_s},
            u"書き込めません"_s, u"cannot be written"_s);
        row("library import library.kachi hip.json", exitRefused, {u"sample-hip-prosthesis"_s},
            u"すでにこのライブラリ"_s, u"already in this library"_s);
        row("library import new.kachi no-case.json", exitRefused, {u"no-case.json"_s}, u"取り込みませんでした"_s,
            u"nothing was imported"_s);
        row("library import new.kachi truncated.json", exitRefused, {u"truncated.json"_s}, u"途中で切れています"_s,
            u"ends too early"_s);
        row("evaluate --library library.kachi --case nobody --json o.json", exitRefused,
            {u"library.kachi"_s, u"nobody"_s}, u"ありません"_s, u"is not in the library"_s);
        row("evaluate --library notes.kachi --case nobody --json o.json", exitStorage, {u"notes.kachi"_s},
            u"ライブラリではありません"_s, u"not a Kachi case library"_s);

        row("rules validate case.json", exitRefused, {u"case.json"_s, u"/numbers"_s}, u"規則集"_s, u"lacks"_s);
        row("rules show jp-1999", exitRefused, {u"jp-1999"_s, u"jp-2024"_s}, u"登録されていません"_s,
            u"is not known"_s);

        row("appraise case.json", exitUsage, {u"appraise"_s, u"--help"_s}, u"分かりません"_s, u"not understood"_s);
        row("evaluate case.json --colour", exitUsage, {u"--colour"_s, u"--help"_s}, u"分かりません"_s,
            u"not understood"_s);
        row("evaluate case.json --seed", exitUsage, {u"--seed"_s}, u"値がありません"_s, u"needs a value"_s);
        row("library", exitUsage, {u"kachi library"_s, u"list"_s, u"import"_s}, u"動詞がありません"_s,
            u"needs a verb"_s);
        row("library list", exitUsage, {u"LIBRARY"_s}, u"がありません"_s, u"is missing"_s);
        row("library show library.kachi sample-hip-prosthesis --revision x", exitUsage, {u"--revision"_s, u"x"_s},
            u"使えない値"_s, u"cannot be used"_s);
    }
    void badInput() {
        QFETCH(QString, command);
        QFETCH(int, code);
        QFETCH(QStringList, named);
        QFETCH(QString, ja);
        QFETCH(QString, en);
        QFETCH(QStringList, written);
        const QStringList before = cli::filesOf(m_folder.path());
        const QStringList arguments = command.split(u' ');
        for (const auto& [language, sentence] : {std::pair{u"ja"_s, ja}, std::pair{u"en"_s, en}}) {
            const cli::Run run = kachi(QStringList{u"--lang"_s, language} + arguments);
            QVERIFY2(run.code == code, qPrintable(QString::number(run.code) + u'\n' + run.error));
            for (const QString& part : named + QStringList{sentence}) {
                QVERIFY2(run.error.contains(part), qPrintable(part + u" is not in:\n"_s + run.error));
            }
            QVERIFY2(!run.error.contains(u'{') && !run.error.contains(u"QStandardPaths"_s), qPrintable(run.error));
            QStringList after = cli::filesOf(m_folder.path());
            for (const QString& file : written) {
                const QByteArray bytes = cli::contentOf(path(file));
                QVERIFY(file.endsWith(u"json"_s) ? Json::accept(bytes.toStdString()) : bytes.endsWith("%%EOF\n"));
                QVERIFY(QFile::remove(path(file)) && after.removeOne(file));
            }
            QCOMPARE(after, before);
        }
    }

    void oneFaultOfManySubgroupsIsOneLine() {
        makeCase(u"subgroups.json"_s, cli::hip,
                 [](Json& json) { json["outcomes"]["transitions"]["SuccessP"]["SuccessP"] = "0.9"; });
        const cli::Run run =
            kachi({u"evaluate"_s, u"subgroups.json"_s, u"--draws"_s, u"5"_s, u"--json"_s, u"o.json"_s});
        QCOMPARE(run.code, int(exitPartlyRefused));
        QCOMPARE(run.error.count(u"/outcomes/transitions/SuccessP"_s), 1);
        QVERIFY2(run.error.contains(u"(19 more of this kind)"_s), qPrintable(run.error));  // 2 strategies × 10 − 1
        QCOMPARE(cli::jsonOf(path(u"o.json"_s))["issues"].size(),
                 23u);  // 20, and 3 of the prices that read the results
        QVERIFY(QFile::remove(path(u"o.json"_s)) && QFile::remove(path(u"subgroups.json"_s)));
    }

    void unknownKeysAreKept() {
        QCOMPARE(kachi({u"library"_s, u"import"_s, u"kept.kachi"_s, u"unknown-key.json"_s}).code, int(exitDone));
        const cli::Run shown = kachi({u"library"_s, u"show"_s, u"kept.kachi"_s, u"golden-01-hiv"_s});
        QCOMPARE(shown.code, int(exitDone));
        QCOMPARE(Json::parse(shown.out.toStdString())["outcomes"]["surprise"].get<int>(), 1);
        QVERIFY(QFile::remove(path(u"kept.kachi"_s)));
    }

    void fullDiskUnderStandardOutput() {
        const cli::Run run =
            cli::run(m_folder.path(), {u"library"_s, u"show"_s, u"library.kachi"_s, u"sample-hip-prosthesis"_s},
                     QStringLiteral(KACHI_BINARY), u"/dev/full"_s);
        QCOMPARE(run.code, int(exitStorage));
        QVERIFY2(run.error.contains(u"No space left"_s), qPrintable(run.error));
    }

    /// As an ordinary user, since root may write everything; a copy of the program, since the user must reach it.
    void readOnlyLibraryAndFolder() {
        QTemporaryDir folder;
        const auto inside = [&folder](const QString& name) { return folder.filePath(name); };
        QVERIFY(QFile::copy(QStringLiteral(KACHI_BINARY), inside(u"kachi"_s)));
        QVERIFY(QFile::copy(path(u"library.kachi"_s), inside(u"library.kachi"_s)));
        QVERIFY(QFile::copy(path(u"case.json"_s), inside(u"case.json"_s)));
        const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        const auto usable = readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(inside(u"library.kachi"_s), readable));
        QVERIFY(QFile::setPermissions(inside(u"kachi"_s), usable));
        QVERIFY(QFile::setPermissions(folder.path(), usable));
        const QByteArray before = cli::contentOf(inside(u"library.kachi"_s));
        const auto asUser = [&](const QString& command) {
            return cli::run(folder.path(), command.split(u' '), inside(u"kachi"_s), {}, [] {
                constexpr uid_t nobody = 65534;
                if (geteuid() == 0 && setuid(nobody) != 0) _exit(99);
            });
        };
        const cli::Run listed = asUser(u"library list library.kachi"_s);
        QVERIFY2(listed.code == exitDone, qPrintable(listed.error));
        QVERIFY(listed.out.contains(u"sample-hip-prosthesis"_s));
        const cli::Run imported = asUser(u"library import library.kachi case.json"_s);
        QVERIFY2(imported.code == exitStorage, qPrintable(imported.error));
        QVERIFY2(imported.error.contains(u"read-only"_s), qPrintable(imported.error));
        for (const char* option : {"--json", "--pdf", "--draws-out"}) {
            const cli::Run run = asUser(u"evaluate case.json --draws 5 %1 result"_s.arg(QString::fromLatin1(option)));
            QVERIFY2(run.code == exitStorage, qPrintable(run.error));
            QVERIFY2(run.error.contains(u"result"_s) && run.error.contains(u"ermission"_s), qPrintable(run.error));
        }
        QCOMPARE(cli::contentOf(inside(u"library.kachi"_s)), before);
        QCOMPARE(cli::filesOf(folder.path()), (QStringList{u"case.json"_s, u"kachi"_s, u"library.kachi"_s}));
        QVERIFY(QFile::setPermissions(folder.path(), usable | QFile::WriteOwner));
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"

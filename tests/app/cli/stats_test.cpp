// label: golden
// `kachi stats`: the examples of the guide, tables as data, what is refused.
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

#include <QtTest>

#ifdef Q_OS_UNIX
#include <unistd.h>

#include <csignal>
#endif

using namespace kachi;
using namespace Qt::StringLiterals;
using cli::Json;

namespace {

const QString exampleFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/");

}  // namespace

class StatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data() {
        QTest::addColumn<QString>("file");
        const QStringList files = QDir(exampleFolder).entryList({u"study-*.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(!files.isEmpty());
        for (const QString& file : files) QTest::newRow(qPrintable(file)) << file;
    }
    void examples() {
        QFETCH(QString, file);
        const Json asked = cli::jsonOf(exampleFolder + file);
        const QString method = QString::fromStdString(asked["method"].get<std::string>());
        const cli::Run run =
            kachi({u"stats"_s, method, exampleFolder + file, u"--json"_s, u"out.json"_s, u"--lang"_s, u"en"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json result = cli::jsonOf(path(u"out.json"_s));
        QCOMPARE(result["format"], Json("kachi-study-result"));
        QCOMPARE(result["method"], asked["method"]);
        QVERIFY(!result["figures"].empty() || !result["tables"].empty());
        QVERIFY(!result["methodText"]["ja"].get<std::string>().empty());
        QVERIFY(!run.out.isEmpty());
    }

    /// Every method has its example.
    void everyMethodHasAnExample() {
        const cli::Run run = kachi({u"stats"_s, u"--lang"_s, u"en"_s});
        QCOMPARE(run.code, int(exitDone));
        for (const QString& line : run.out.split(u'\n', Qt::SkipEmptyParts)) {
            const QString method = line.section(u'\t', 0, 0);
            const bool found = !QDir(exampleFolder).entryList({u"study-"_s + method + u"*.json"_s}).isEmpty();
            QVERIFY2(found, qPrintable(method));
        }
    }

    /// The list of inputs says with which answers each is used.
    void inputsOfAMethod() {
        const cli::Run run = kachi({u"stats"_s, u"distributionFit"_s, u"--lang"_s, u"en"_s});
        QCOMPARE(run.code, int(exitDone));
        QVERIFY2(run.out.contains(u"personTime\tTime under observation\twith known = counts"_s), qPrintable(run.out));
        const cli::Run japanese = kachi({u"stats"_s, u"comparison"_s, u"--lang"_s, u"ja"_s});
        QVERIFY2(japanese.out.contains(u"design = paired のとき"_s), qPrintable(japanese.out));
    }

    /// A table is the data; the rest is set beside it. Student's sleep data: mean extra hours 0.75 and 2.33 (R, sleep).
    void tableAsData() {
        cli::writeFile(path(u"sleep.csv"_s),
                       "group,extra\n1,0.7\n1,-1.6\n1,-0.2\n1,-1.2\n1,-0.1\n1,3.4\n1,3.7\n1,0.8\n1,0\n1,2\n"
                       "2,1.9\n2,0.8\n2,1.1\n2,0.1\n2,-0.1\n2,4.4\n2,5.5\n2,1.6\n2,4.6\n2,3.4\n");
        const cli::Run run = kachi({u"stats"_s, u"summary"_s, u"sleep.csv"_s, u"--set"_s, u"columns=extra"_s,
                                    u"--set"_s, u"group=group"_s, u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json rows = cli::jsonOf(path(u"out.json"_s))["tables"]["summary"]["rows"];
        QVERIFY(std::abs(rows[1]["mean"].get<double>() - 0.75) < 1e-15);
        QVERIFY(std::abs(rows[2]["mean"].get<double>() - 2.33) < 1e-15);
    }

    void refusals_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown method") << QStringList{u"sumary"_s, u"in.json"_s} << QByteArray(R"({"inputs": {}})")
                                        << QStringList{u"sumary"_s, u"summary"_s};
        QTest::newRow("another method") << QStringList{u"summary"_s, u"in.json"_s}
                                        << QByteArray(R"({"method": "meta", "inputs": {}})")
                                        << QStringList{u"meta"_s, u"summary"_s};
        QTest::newRow("no json") << QStringList{u"summary"_s, u"in.json"_s} << QByteArray("time, status")
                                 << QStringList{u"in.json"_s};
        QTest::newRow("no value") << QStringList{u"summary"_s, u"in.json"_s, u"--set"_s, u"columns"_s}
                                  << QByteArray(R"({"inputs": {}})") << QStringList{u"columns"_s, u"key=value"_s};
        QTest::newRow("options without a table")
            << QStringList{u"summary"_s, u"in.json"_s, u"--decimal-mark"_s, u"comma"_s}
            << QByteArray(R"({"inputs": {"data": {"columns": ["x"], "rows": [[1], [2]]}, "columns": "x"}})")
            << QStringList{u"in.json"_s};
        QTest::newRow("missing file of data")
            << QStringList{u"summary"_s, u"in.json"_s}
            << QByteArray(R"({"inputs": {"data": "gone.csv", "columns": "x"}})") << QStringList{u"gone.csv"_s};
    }
    void refusals() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, file);
        QFETCH(QStringList, words);
        cli::writeFile(path(u"in.json"_s), file);
        for (const QString& language : {u"en"_s, u"ja"_s}) {
            const cli::Run run = kachi(QStringList{u"stats"_s} + arguments +
                                       QStringList{u"--json"_s, u"refused.json"_s, u"--lang"_s, language});
            QVERIFY(run.code != exitDone);
            for (const QString& word : words) QVERIFY2(run.error.contains(word), qPrintable(run.error));
            QVERIFY(!QFile::exists(path(u"refused.json"_s)));
        }
    }

    /// What has two readings is refused with the name of the option that settles it, and read once that is given.
    void ambiguousTables_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("named");
        QTest::addColumn<QStringList>("option");
        QTest::addColumn<double>("mean");
        const auto row = [](const char* name, const QByteArray& file, const QString& named, const QStringList& option,
                            double mean) { QTest::newRow(name) << file << named << option << mean; };
        row("grouped or decimal: point", "x\n\"1,234\"\n\"2,345\"\n", u"--decimal-mark"_s,
            {u"--decimal-mark"_s, u"point"_s}, 1789.5);
        row("grouped or decimal: comma", "x\n\"1,234\"\n\"2,345\"\n", u"--decimal-mark"_s,
            {u"--decimal-mark"_s, u"comma"_s}, 1.7895);
        row("point after semicolons", "x;y\n1.234;a\n2.345;b\n", u"--decimal-mark"_s, {u"--decimal-mark"_s, u"comma"_s},
            1789.5);
        row("order of dates", "x,day\n1,01/02/2024\n2,03/04/2024\n", u"--date-order"_s,
            {u"--date-order"_s, u"day-first"_s}, 1.5);
        row("two encodings", "x,name\n1,\xC3\xA9\n2,b\n", u"--encoding"_s, {u"--encoding"_s, u"utf-8"_s}, 1.5);
        row("short rows", "x,y\n1,a\n2\n", u"--pad-short-rows"_s, {u"--pad-short-rows"_s}, 1.5);
        row("cell that is no number", "x\n1\nunknown\n2\n", {}, {u"--missing"_s, u"unknown"_s}, 1.5);
    }
    void ambiguousTables() {
        QFETCH(QByteArray, file);
        QFETCH(QString, named);
        QFETCH(QStringList, option);
        QFETCH(double, mean);
        cli::writeFile(path(u"in.csv"_s), file);
        const QStringList asked{u"stats"_s, u"summary"_s, u"in.csv"_s, u"--set"_s, u"columns=x"_s};
        for (const QString& language : {u"en"_s, u"ja"_s}) {
            const cli::Run refused = kachi(asked + QStringList{u"--lang"_s, language});
            QVERIFY(refused.code != exitDone);
            QVERIFY2(refused.error.contains(named), qPrintable(refused.error));
        }
        const cli::Run run = kachi(asked + option + QStringList{u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json rows = cli::jsonOf(path(u"out.json"_s))["tables"]["summary"]["rows"];
        QVERIFY2(std::abs(rows[0]["mean"].get<double>() - mean) < 1e-12, rows.dump().c_str());
    }

    void tableOptions_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("named");
        QTest::newRow("encoding") << QStringList{u"--encoding"_s, u"latin"_s} << u"cp932"_s;
        QTest::newRow("separator") << QStringList{u"--separator"_s, u"bar"_s} << u"semicolon"_s;
        QTest::newRow("header row") << QStringList{u"--header-row"_s, u"0"_s} << u"--header-row"_s;
        QTest::newRow("kind") << QStringList{u"--column"_s, u"x=figures"_s} << u"numbers"_s;
        QTest::newRow("factor") << QStringList{u"--factor"_s, u"x=0"_s} << u"--factor"_s;
        QTest::newRow("factor of words") << QStringList{u"--factor"_s, u"y=10"_s} << u"“y”"_s;
        QTest::newRow("column that is not there") << QStringList{u"--column"_s, u"z=words"_s} << u"“z”"_s;
    }
    void tableOptions() {
        QFETCH(QStringList, options);
        QFETCH(QString, named);
        cli::writeFile(path(u"in.csv"_s), "x,y\n1,a\n2,b\n");
        const cli::Run run =
            kachi(QStringList{u"stats"_s, u"summary"_s, u"in.csv"_s, u"--set"_s, u"columns=x"_s, u"--lang"_s, u"en"_s} +
                  options);
        QVERIFY(run.code != exitDone);
        QVERIFY2(run.error.contains(named), qPrintable(run.error));
    }

    void columnsInOtherUnits() {
        cli::writeFile(path(u"in.csv"_s), "Costs of 2024\ncost,y\n1.1,a\n2.3,b\n");
        const cli::Run run = kachi({u"stats"_s, u"summary"_s, u"in.csv"_s, u"--set"_s, u"columns=cost"_s,
                                    u"--pad-short-rows"_s, u"--header-row"_s, u"2"_s, u"--factor"_s, u"cost=1000"_s,
                                    u"--unit"_s, u"cost=yen"_s, u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json rows = cli::jsonOf(path(u"out.json"_s))["tables"]["summary"]["rows"];
        QVERIFY(std::abs(rows[0]["mean"].get<double>() - 1700) < 1e-9);
    }

    /// Codes keep their zeros: "7" and "007" are two groups.
    void codesAreWords() {
        cli::writeFile(path(u"in.csv"_s), "code,x\n007,1\n7,2\n007,3\n");
        const cli::Run run = kachi({u"stats"_s, u"summary"_s, u"in.csv"_s, u"--set"_s, u"columns=x"_s, u"--set"_s,
                                    u"group=code"_s, u"--json"_s, u"out.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const std::string rows = cli::jsonOf(path(u"out.json"_s))["tables"]["summary"]["rows"].dump();
        QVERIFY2(rows.find("007") != std::string::npos, rows.c_str());
    }

    /// Long fractions in words of a table are printed rounded; the JSON keeps every digit.
    void roundedForReading() {
        const cli::Run run = kachi({u"stats"_s, u"distributionFit"_s, exampleFolder + u"study-distributionFit.json"_s,
                                    u"--json"_s, u"out.json"_s, u"--lang"_s, u"en"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        static const QRegularExpression longFraction(u"\\d\\.\\d{9,}"_s);
        QVERIFY2(!longFraction.match(run.out).hasMatch(), qPrintable(longFraction.match(run.out).captured()));
        const std::string words =
            cli::jsonOf(path(u"out.json"_s))["tables"]["candidates"]["rows"][0]["parameters"].get<std::string>();
        QVERIFY2(longFraction.match(QString::fromStdString(words)).hasMatch(), words.c_str());
    }

    /// A table that is printed in part says how many rows it has and where they are.
    void longTables() {
        QByteArray rows = "time,event\n";
        for (int i = 1; i <= 70; ++i) rows += QByteArray::number(i) + ",1\n";
        cli::writeFile(path(u"in.csv"_s), rows);
        const cli::Run run = kachi({u"stats"_s, u"survival"_s, u"in.csv"_s, u"--set"_s, u"time=time"_s, u"--set"_s,
                                    u"event=event"_s, u"--set"_s, u"families=none"_s, u"--lang"_s, u"en"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        QVERIFY(run.out.contains(u"the first 60 of 70 rows; all of them with --json"_s));
    }

#ifdef Q_OS_UNIX
    /// Nobody reads the printed text (kachi … | head): the file asked for is written all the same.
    void readerGone() {
        const auto closedPipe = [] {
            int ends[2];
            if (::pipe(ends) != 0) return;
            ::close(ends[0]);
            ::dup2(ends[1], STDOUT_FILENO);
        };
        const cli::Run run = cli::run(m_folder.path(),
                                      {u"stats"_s, u"distributionFit"_s,
                                       exampleFolder + u"study-distributionFit.json"_s, u"--json"_s, u"kept.json"_s},
                                      QStringLiteral(KACHI_BINARY), {}, closedPipe);
        QCOMPARE(run.code, int(exitStorage));
        QVERIFY2(run.error.contains(u"stdout"_s), qPrintable(run.error));
        QCOMPARE(cli::jsonOf(path(u"kept.json"_s))["format"], Json("kachi-study-result"));
    }

    /// Ctrl+C while a large table is read: refused, and no file is left behind.
    void interrupted() {
        QByteArray rows = "x,y\n";
        while (rows.size() < 30 << 20) rows += "12.5,a word of some length\n13.25,another word\n";
        cli::writeFile(path(u"large.csv"_s), rows);
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(KACHI_BINARY), {u"stats"_s, u"summary"_s, u"large.csv"_s, u"--set"_s,
                                                     u"columns=x"_s, u"--json"_s, u"stopped.json"_s});
        QVERIFY(process.waitForStarted());
        QTest::qWait(300);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(120'000));
        QVERIFY(process.exitStatus() == QProcess::CrashExit || process.exitCode() != exitDone);
        QVERIFY(!QFile::exists(path(u"stopped.json"_s)));
    }
#endif

private:
    QString path(const QString& name) const {
        return m_folder.filePath(name);
    }
    cli::Run kachi(const QStringList& arguments) const {
        return cli::run(m_folder.path(), arguments);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(StatsTest)
#include "stats_test.moc"

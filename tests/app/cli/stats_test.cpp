// label: golden
// `kachi stats`: the examples of the guide, tables as data, what is refused.
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

#include <QtTest>

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

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    cli::Run kachi(const QStringList& arguments) const { return cli::run(m_folder.path(), arguments); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(StatsTest)
#include "stats_test.moc"

// label: golden
// What the program writes when all is well: results, report, draws, library and rules.
#include "app/cli/command_line.h"
#include "tests/app/cli/cli_fixture.h"

#include <QtTest>

#include <cmath>

using namespace kachi;
using namespace Qt::StringLiterals;
using cli::Json;

namespace {

using Columns = std::map<QByteArray, std::vector<double>>;

QList<QByteArray> linesOf(const QString& path) {
    return cli::contentOf(path).trimmed().split('\n');
}

Columns columnsOf(const QString& path) {
    const QList<QByteArray> lines = linesOf(path);
    const QList<QByteArray> header = lines.front().split(',');
    Columns columns;
    for (const QByteArray& line : lines.sliced(1)) {
        const QList<QByteArray> cells = line.split(',');
        for (qsizetype i = 0; i < header.size(); ++i) columns[header[i]].push_back(cells[i].toDouble());
    }
    return columns;
}

/// Counts the numbers of a result; a figure that is not defined is null, never NaN, which JSON has no word for.
int numbersIn(const Json& json) {
    if (json.is_number()) return std::isfinite(json.get<double>()) ? 1 : -1'000'000;
    int count = 0;
    if (json.is_structured()) {
        for (const Json& child : json) count += numbersIn(child);
    }
    return count;
}

/// A published model, its stored draws and the outcomes which hesim computed from them.
struct Golden {
    const char* folder;
    std::map<QByteArray, QByteArray> ids;  ///< column of psa_draws.csv → parameter, where not "outcomes." + column
    std::vector<std::pair<const char*, const char*>> strategies;  ///< ours, theirs
    const char* effect;                                           ///< ours
    const char* effectColumn;                                     ///< theirs
    double tolerance;  ///< relative, per draw, as stated in case.json beside the files
};

Golden hiv() {
    Golden golden{"golden-01-hiv",
                  {{"rr_comb", "outcomes.relativeRisk"}},
                  {{"mono", "mono"}, {"comb", "comb"}},
                  "lifeYears",
                  "effect_",
                  1e-6};
    for (const char from : QByteArray("ABC")) {
        for (const char to : QByteArray("ABCD")) {
            golden.ids[QByteArray(1, from) + "_" + to] = QByteArray("outcomes.p") + from + to;
        }
        golden.ids[QByteArray("cost_direct_") + from] = QByteArray("outcomes.direct") + from;
        golden.ids[QByteArray("cost_community_") + from] = QByteArray("outcomes.community") + from;
    }
    return golden;
}

Golden hip() {
    return {"golden-02-hip",
            {{"age", "outcomes.coefAge"},
             {"male", "outcomes.coefMale"},
             {"np1", "outcomes.coefNp1"},
             {"u_SuccessP", "outcomes.uSuccessP"},
             {"u_Revision", "outcomes.uRevision"},
             {"u_SuccessR", "outcomes.uSuccessR"},
             {"c_Revision", "outcomes.cRevision"}},
            {{"standard", "standard"}, {"np1", "np1"}},
            "qaly",
            "qaly_",
            1e-9};
}

Golden oncology() {
    return {"golden-13-partitioned-survival",
            {{"pfs_log_shape", "outcomes.pfs.logShape"},
             {"pfs_log_scale", "outcomes.pfs.logScale"},
             {"pfs_beta_new", "outcomes.pfs.betaNew"},
             {"os_log_shape", "outcomes.os.logShape"},
             {"os_log_scale", "outcomes.os.logScale"},
             {"os_beta_new", "outcomes.os.betaNew"}},
            {{"std", "std"}, {"new", "new"}},
            "qaly",
            "qaly_",
            1e-9};
}

}  // namespace

class EvaluateTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    cli::Run kachi(const QStringList& arguments) const { return cli::run(m_folder.path(), arguments); }
    cli::Run kachi(const QString& command) const { return kachi(command.split(u' ')); }

    static QString textOf(const QString& pdf) {
        QProcess process;
        process.start(u"pdftotext"_s, {pdf, u"-"_s});
        if (!process.waitForFinished()) qFatal("pdftotext");
        return QString::fromUtf8(process.readAllStandardOutput()).normalized(QString::NormalizationForm_KC);
    }

private Q_SLOTS:
    void samples_data() {
        QTest::addColumn<QString>("name");
        for (const QString& file :
             QDir(QStringLiteral(KACHI_SOURCE_DIR "/resources/samples")).entryList({u"*.json"_s})) {
            QTest::newRow(qPrintable(file)) << file.chopped(5);
        }
    }
    void samples() {
        QFETCH(QString, name);
        QVERIFY(QFile::exists(path(name + u".json"_s)) ||
                QFile::copy(QStringLiteral(KACHI_SOURCE_DIR "/resources/samples/") + name + u".json"_s,
                            path(name + u".json"_s)));
        const Json given = cli::jsonOf(path(name + u".json"_s));
        std::map<QString, QByteArray> results;
        for (const QString& threads : {u"1"_s, u"2"_s, u"8"_s, u"2 again"_s}) {
            const cli::Run run = kachi({u"evaluate"_s, name + u".json"_s, u"--threads"_s, threads.left(1), u"--draws"_s,
                                        u"500"_s, u"--json"_s, u"result.json"_s});
            QCOMPARE(run.code, int(exitDone));
            QVERIFY2(!run.error.contains(u"error:"_s) && !run.error.contains(u"warning:"_s), qPrintable(run.error));
            results[threads] = cli::contentOf(path(u"result.json"_s));
            QCOMPARE(results[threads], results[u"1"_s]);
        }
        const Json result = Json::parse(results[u"1"_s].toStdString());
        QCOMPARE(result["format"].get<std::string>(), std::string("kachi-evaluation"));
        QCOMPARE(result["case"]["id"], given["id"]);
        QCOMPARE(result["case"]["digest"].get<std::string>().size(), 64u);
        QCOMPARE(result["rulePack"]["id"], given["context"]["rulePack"]);
        QCOMPARE(result["run"]["draws"].get<int>(), 500);
        QVERIFY(numbersIn(result) > 0);

        for (const auto& [language, sentence] : {std::pair{"ja", u"医療機器の価値評価と償還価格"_s},
                                                 std::pair{"en", u"Value assessment and reimbursement price"_s}}) {
            const cli::Run run = kachi({u"evaluate"_s, name + u".json"_s, u"--draws"_s, u"500"_s, u"--pdf"_s,
                                        u"result.pdf"_s, u"--lang"_s, QString::fromLatin1(language)});
            QVERIFY2(run.code == exitDone, qPrintable(run.error));
            const QString text = textOf(path(u"result.pdf"_s)).remove(u' ');
            for (QString part : {QString::fromStdString(given["title"][language].get<std::string>()), sentence}) {
                part = part.normalized(QString::NormalizationForm_KC).remove(u' ');
                QVERIFY2(text.contains(part), qPrintable(part + u" is not in:\n"_s + text.left(2000)));
            }
        }
    }

    void drawsComeBackAsTheyWentOut() {
        const QString draws = u" --draws-out draws.csv --json drawn.json --draws 200 --seed 7"_s;
        QCOMPARE(kachi(u"evaluate "_s + cli::hip + draws).code, int(exitDone));
        QCOMPARE(linesOf(path(u"draws.csv"_s)).size(), 201);
        for (const QString& threads : {u"1"_s, u"8"_s}) {
            const cli::Run run = kachi(
                u"evaluate %1 --draws-from draws.csv --draws-out again-%2.csv --json again-%2.json "
                "--threads %2"_s.arg(cli::hip, threads));
            QVERIFY2(run.code == exitDone, qPrintable(run.error));
        }
        QCOMPARE(cli::contentOf(path(u"again-1.csv"_s)), cli::contentOf(path(u"draws.csv"_s)));
        QCOMPARE(cli::contentOf(path(u"again-1.json"_s)), cli::contentOf(path(u"again-8.json"_s)));
        const Json drawn = cli::jsonOf(path(u"drawn.json"_s));
        const Json again = cli::jsonOf(path(u"again-1.json"_s));
        QCOMPARE(drawn["metrics"], again["metrics"]);
        QCOMPARE(drawn["outcomes"]["acceptability"], again["outcomes"]["acceptability"]);
        QCOMPARE(again["outcomes"]["draws"]["cost"]["np1"].size(), 200u);
    }

    /// The design is the case's or the option's, and stands in the results with what is needed to keep it.
    void designs() {
        Json value = cli::jsonOf(cli::hip);
        value["run"]["design"] = "latinHypercube";
        cli::writeJson(path(u"case.json"_s), value);
        const QString evaluate = u"evaluate case.json --draws 64 --seed 7 --threads 1"_s;
        QCOMPARE(kachi(evaluate + u" --json latin.json"_s).code, int(exitDone));
        QCOMPARE(kachi(evaluate + u" --design sobol --json sobol.json"_s).code, int(exitDone));
        QCOMPARE(kachi(evaluate + u" --design random --json random.json --draws-out draws.csv"_s).code, int(exitDone));
        QCOMPARE(kachi(u"evaluate case.json --draws-from draws.csv --json given.json"_s).code, int(exitDone));
        const Json latin = cli::jsonOf(path(u"latin.json"_s)), sobol = cli::jsonOf(path(u"sobol.json"_s));
        const Json random = cli::jsonOf(path(u"random.json"_s)), given = cli::jsonOf(path(u"given.json"_s));
        QVERIFY(latin["run"]["design"] == "latinHypercube" && latin["run"]["sobolDimensions"].is_null());
        QVERIFY(sobol["run"]["design"] == "sobol" && random["run"]["design"] == "random");
        QVERIFY(given["run"]["design"].is_null());
        QCOMPARE(sobol["run"]["sobolDimensions"].size(), sobol["run"]["sampled"].size());
        QVERIFY(latin["metrics"] != sobol["metrics"] && sobol["metrics"] != random["metrics"]);
        QVERIFY(latin["metrics"] != random["metrics"]);

        value["run"]["design"] = "sobol";
        value["run"]["sobolDimensions"] = sobol["run"]["sobolDimensions"];
        cli::writeJson(path(u"case.json"_s), value);
        QCOMPARE(kachi(evaluate + u" --json kept.json"_s).code, int(exitDone));
        QCOMPARE(cli::jsonOf(path(u"kept.json"_s))["metrics"], sobol["metrics"]);
    }

    /// Stored draws through the whole program against hesim 0.5.6; tolerances of the files' own case.json.
    void storedDraws_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("01 HIV") << 1;
        QTest::newRow("02 hip, ten subgroups") << 2;
        QTest::newRow("13 partitioned survival") << 3;
    }
    void storedDraws() {
        QFETCH(int, number);
        const Golden golden = number == 1 ? hiv() : number == 2 ? hip() : oncology();
        const QString folder = QStringLiteral(KACHI_TEST_DATA "/") + QString::fromLatin1(golden.folder) + u'/';
        QList<QByteArray> lines = linesOf(folder + u"psa_draws.csv"_s);
        QList<QByteArray> header = lines.front().split(',');
        for (QByteArray& column : header) {
            const auto id = golden.ids.find(column);
            if (column != "draw") column = id != golden.ids.end() ? id->second : "outcomes." + column;
        }
        lines.front() = header.join(',');
        cli::writeFile(path(u"stored.csv"_s), lines.join('\n') + '\n');
        const cli::Run run = kachi({u"evaluate"_s, folder + u"kachi-case.json"_s, u"--draws-from"_s, u"stored.csv"_s,
                                    u"--json"_s, u"stored.json"_s});
        QVERIFY2(run.code == exitDone, qPrintable(run.error));
        const Json draws = cli::jsonOf(path(u"stored.json"_s))["outcomes"]["draws"];
        const Columns expected = columnsOf(folder + u"psa_outcomes.csv"_s);
        for (const auto& [ours, theirs] : golden.strategies) {
            for (const auto& [key, column] :
                 {std::pair{"cost", QByteArray("cost_")}, std::pair{golden.effect, QByteArray(golden.effectColumn)}}) {
                const std::vector<double>& wanted = expected.at(column + theirs);
                const auto got = draws[key][ours].get<std::vector<double>>();
                QCOMPARE(got.size(), wanted.size());
                for (std::size_t i = 0; i < got.size(); ++i) {
                    QVERIFY2(std::abs(got[i] - wanted[i]) <= golden.tolerance * std::abs(wanted[i]),
                             qPrintable(u"%1 draw %2: %3, expected %4"_s.arg(QString::fromLatin1(column + theirs))
                                            .arg(i + 1)
                                            .arg(got[i], 0, 'g', 17)
                                            .arg(wanted[i], 0, 'g', 17)));
                }
            }
        }
    }

    void library() {
        QCOMPARE(kachi({u"library"_s, u"import"_s, u"a.kachi"_s, cli::hip}).code, int(exitDone));
        const cli::Run listed = kachi(u"library list a.kachi"_s);
        QCOMPARE(listed.code, int(exitDone));
        QVERIFY(listed.out.startsWith(u"sample-hip-prosthesis\t"_s) && listed.out.contains(u"\tr1\t"_s));
        const cli::Run shown = kachi(u"library show a.kachi sample-hip-prosthesis --revision 1"_s);
        QCOMPARE(Json::parse(shown.out.toStdString())["title"], cli::jsonOf(cli::hip)["title"]);
        for (const QString& word : {u"股"_s, u"股関"_s, u"人工股関節"_s, u"prosthesis"_s}) {
            const cli::Run found = kachi({u"library"_s, u"search"_s, u"a.kachi"_s, word});
            QVERIFY2(found.code == exitDone && found.out.contains(u"sample-hip-prosthesis"_s), qPrintable(word));
        }
        QVERIFY(kachi(u"library search a.kachi zebra"_s).out.isEmpty());
        QCOMPARE(kachi(u"library export a.kachi sample-hip-prosthesis export.json"_s).code, int(exitDone));
        QCOMPARE(kachi(u"library import b.kachi export.json"_s).code, int(exitDone));
        QCOMPARE(kachi(u"library show b.kachi sample-hip-prosthesis"_s).out, shown.out);

        const QString fromLibrary =
            u"evaluate --library b.kachi --case sample-hip-prosthesis --draws 50 --json b.json"_s;
        QCOMPARE(kachi(fromLibrary).code, int(exitDone));
        QCOMPARE(kachi({u"evaluate"_s, cli::hip, u"--draws"_s, u"50"_s, u"--json"_s, u"a.json"_s}).code, int(exitDone));
        QCOMPARE(cli::contentOf(path(u"b.json"_s)), cli::contentOf(path(u"a.json"_s)));
    }

    void rules() {
        const cli::Run listed = kachi(u"rules list"_s);
        QVERIFY(listed.code == exitDone && listed.out.contains(u"jp-2024\t2024-"_s) &&
                listed.out.contains(u"jp-2026"_s));
        const QString file = QStringLiteral(KACHI_SOURCE_DIR "/resources/rules/jp-2024.json");
        for (const QString& pack : {u"jp-2024"_s, file}) {
            QVERIFY(kachi({u"rules"_s, u"validate"_s, pack}).out.startsWith(u"jp-2024 is valid"_s));
            QVERIFY(
                kachi({u"--lang"_s, u"ja"_s, u"rules"_s, u"validate"_s, pack}).out.startsWith(u"jp-2024 は有効です"_s));
        }
        const Json pack = cli::jsonOf(file);
        const cli::Run shown = kachi(u"rules show jp-2024"_s);
        for (const auto& item : pack["numbers"].items()) {
            QVERIFY2(shown.out.contains(QString::fromStdString(item.key()) + u'\t'), item.key().c_str());
        }
        QVERIFY(kachi({u"rules"_s, u"diff"_s, u"jp-2024"_s, file}).out.isEmpty());
        QVERIFY(!kachi(u"rules diff jp-2024 jp-2026"_s).out.isEmpty());
    }

    void helpAndVersion() {
        const cli::Run version = kachi(u"--version"_s);
        QCOMPARE(version.out.trimmed(), u"Kachi "_s + QStringLiteral(KACHI_VERSION));
        QCOMPARE(version.code, int(exitDone));
        const cli::Run help = kachi(u"--help"_s);
        QCOMPARE(help.code, int(exitDone));
        for (const char* part : {"evaluate", "library", "rules", "sample", "--lang", "Exit codes: 0 done; 1 "}) {
            QVERIFY2(help.out.contains(QString::fromLatin1(part)), part);
        }
        const cli::Run verb = kachi(u"evaluate --help"_s);
        for (const char* part : {"CASE.json", "--library", "--case", "--rules", "--draws", "--seed", "--threads",
                                 "--design", "--draws-from", "--draws-out", "--json", "--pdf"}) {
            QVERIFY2(verb.out.contains(QString::fromLatin1(part)), part);
        }
    }
};

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"

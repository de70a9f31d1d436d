// label: storage
// A process that is killed while saving loses nothing it was told is saved. The test program runs itself as the
// process to be killed: "library_kill_test --save-forever PATH" prints each revision number once it is saved.
#include "tests/app/storage/library_fixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

int saveForever(const QString& path) {
    auto library = CaseLibrary::open(path, OpenMode::createIfMissing);
    if (!library) {
        std::fprintf(stderr, "%s\n", codeOf(library.issues()).c_str());
        return 1;
    }
    const auto last = library->entry("a");
    std::optional<int> parent;
    if (last) parent = last->headRevision;
    while (true) {
        const std::string json =
            "{\"number\":" + std::to_string(parent.value_or(0) + 1) + "}" + std::string(20'000, ' ');
        const auto saved = library->saveRevision(someRevision("a", parent, json));
        if (!saved) {
            std::fprintf(stderr, "%s\n", codeOf(saved.issues()).c_str());
            return 1;
        }
        std::printf("%d\n", saved->number);
        std::fflush(stdout);
        parent = saved->number;
    }
}

}  // namespace

class LibraryKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedRevisionsSurvive() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"library.kachi"_s);
        int acknowledged = 0;
        for (int round = 0; round < 20; ++round) {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {u"--save-forever"_s, path});
            QVERIFY(process.waitForStarted());
            // From within the very creation of the file up to many saves.
            const unsigned long pause = QRandomGenerator::global()->bounded(round < 6 ? 30 : 250);
            QTest::qSleep(static_cast<int>(pause));
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
            QCOMPARE(process.readAllStandardError(), QByteArray());
            const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
            for (const QByteArray& line : lines) acknowledged = std::max(acknowledged, line.toInt());

            auto library = CaseLibrary::open(path, OpenMode::createIfMissing);
            REQUIRE_OK(library);
            QVERIFY(library->writable());
            QVERIFY(library->checkIntegrity().empty());
            if (acknowledged == 0) continue;
            const auto history = library->history("a");
            REQUIRE_OK(history);
            QVERIFY(static_cast<int>(history->size()) >= acknowledged);
            QCOMPARE(static_cast<int>(history->size()), history->front().number);
            QCOMPARE(library->entry("a")->headRevision, history->front().number);
            for (const RevisionInfo& info : *history) {
                const auto revision = library->loadRevision("a", info.number);
                REQUIRE_OK(revision);
                QVERIFY(revision->json.starts_with("{\"number\":" + std::to_string(info.number) + "}"));
            }
        }
        QVERIFY2(acknowledged > 20, qPrintable(QString::number(acknowledged)));
        qInfo("%d acknowledged revisions over 20 kills", acknowledged);
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string(argv[1]) == "--save-forever") return saveForever(QString::fromUtf8(argv[2]));
    LibraryKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "library_kill_test.moc"

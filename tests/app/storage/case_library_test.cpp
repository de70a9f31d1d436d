// label: storage
#include "app/messages/catalogue.h"
#include "tests/app/storage/library_fixture.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <SQLiteCpp/SQLiteCpp.h>

#include <sys/resource.h>
#include <atomic>
#include <csignal>
#include <limits>
#include <thread>

using namespace kachi;
using namespace Qt::StringLiterals;

class CaseLibraryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    Result<CaseLibrary> open(OpenMode mode = OpenMode::createIfMissing) { return CaseLibrary::open(m_path, mode); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"ライブラリ ?#%.kachi"_s);
    }

    void revisionsSurviveReopening() {
        const std::string json = "{\"名前\":\"値\\u0000\", \"x\": 0.1}";
        {
            auto library = open();
            REQUIRE_OK(library);
            QVERIFY(library->writable());
            QVERIFY(library->notices().empty());
            REQUIRE_OK(library->saveRevision(someRevision("a", {}, "{}")));
            const auto second = library->saveRevision(someRevision("a", 1, json));
            REQUIRE_OK(second);
            QCOMPARE(second->number, 2);
        }
        auto library = open(OpenMode::readWrite);
        REQUIRE_OK(library);
        const auto head = library->loadHead("a");
        REQUIRE_OK(head);
        QCOMPARE(head->json, json);
        QCOMPARE(head->info.parent, std::optional(1));
        QCOMPARE(head->info.author, std::string("山田"));
        QVERIFY(QString::fromStdString(head->info.time).endsWith(u'Z'));
        QCOMPARE(library->loadRevision("a", 1)->json, std::string("{}"));
        QCOMPARE(library->history("a")->size(), 2u);
        QCOMPARE(library->history("a")->front().number, 2);
        const auto list = library->list();
        REQUIRE_OK(list);
        QCOMPARE(list->size(), 1u);
        QCOMPARE(list->front().headRevision, 2);
        QCOMPARE(list->front().header, someRevision("a").header);
        QVERIFY(library->checkIntegrity().empty());
    }

    void absentThingsAreNamed() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a")));
        REQUIRE_CODE(library->loadHead("b"), "storage.noCase");
        REQUIRE_CODE(library->entry("b"), "storage.noCase");
        REQUIRE_CODE(library->history("b"), "storage.noCase");
        REQUIRE_CODE(library->loadRevision("a", 9), "storage.noRevision");
        REQUIRE_CODE(library->attachment("00"), "storage.noAttachment");
        REQUIRE_CODE(library->saveRevision(someRevision("b", 1)), "storage.noCase");
        NewRevision branch = someRevision("a", 9);
        branch.branch = "other";
        REQUIRE_CODE(library->saveRevision(branch), "storage.noRevision");
        NewRevision empty = someRevision("");
        empty.json.clear();
        const auto refused = library->saveRevision(empty);
        QCOMPARE(refused.issues().size(), 2u);
        REQUIRE_CODE(refused, "storage.missingField");
    }

    void appendOnlyEvenForSql_data() {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << u"UPDATE revisions SET json = '{}'"_s;
        QTest::newRow("delete") << u"DELETE FROM revisions"_s;
        QTest::newRow("replace") << u"INSERT OR REPLACE INTO revisions SELECT case_id, number, parent, branch, digest, "
                                    u"checksum, 'x', author, message, time FROM revisions"_s;
    }
    void appendOnlyEvenForSql() {
        QFETCH(QString, sql);
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a", {}, "{\"kept\":1}")));
        SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, database.exec(sql.toStdString()));
        QCOMPARE(library->loadHead("a")->json, std::string("{\"kept\":1}"));
    }

    void secondWriterIsToldAndCanBranch() {
        auto first = open();
        REQUIRE_OK(first);
        REQUIRE_OK(first->saveRevision(someRevision("a")));
        auto second = open(OpenMode::readWrite);
        REQUIRE_OK(second);

        NewRevision other = someRevision("a", 1, "{\"by\":\"other\"}");
        other.author = "佐藤";
        const auto saved = second->saveRevision(other);
        REQUIRE_OK(saved);

        NewRevision mine = someRevision("a", 1, "{\"by\":\"me\"}");
        const auto refused = first->saveRevision(mine);
        REQUIRE_CODE(refused, "storage.conflict");
        const Issue& conflict = refused.issues().front();
        QCOMPARE(conflict.value, std::string("2"));
        QCOMPARE(conflict.limit, std::string("1"));
        QCOMPARE(conflict.details.at("author"), std::string("佐藤"));
        QCOMPARE(conflict.details.at("time"), saved->time);
        QCOMPARE(first->loadHead("a")->json, other.json);

        mine.branch = "mine";
        const auto branched = first->saveRevision(mine);
        REQUIRE_OK(branched);
        QCOMPARE(branched->number, 3);
        QCOMPARE(*first->branches("a"), (std::vector<Branch>{{"main", 2}, {"mine", 3}}));
        QCOMPARE(second->loadHead("a", "mine")->json, mine.json);
        QCOMPARE(second->loadHead("a")->json, other.json);
        REQUIRE_CODE(second->saveRevision(mine), "storage.conflict");

        mine.branch = mainBranch;
        mine.expectedParent.reset();
        REQUIRE_CODE(first->saveRevision(mine), "storage.conflict");
    }

    void precedentsAreReadOnly() {
        auto library = open();
        REQUIRE_OK(library);
        NewRevision revision = someRevision("p");
        revision.header.kind = CaseKind::precedent;
        REQUIRE_OK(library->saveRevision(revision));
        revision.expectedParent = 1;
        revision.header.kind = CaseKind::userCase;
        REQUIRE_CODE(library->saveRevision(revision), "storage.precedent");
        QCOMPARE(library->entry("p")->header.kind, CaseKind::precedent);
    }

    void resultsAreComparedAcrossCases() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a")));
        REQUIRE_OK(library->saveRevision(someRevision("b")));
        REQUIRE_OK(library->saveRevision(someRevision("a", 1)));
        const ResultRow old{"outcomes", "icer", "new", "yenPerQaly", 1, {}, {}, {}};
        const ResultRow now{"outcomes", "icer", "new", "yenPerQaly", 0.1, 1e6 / 3, -1e-300, 1e300};
        const ResultRow hours{"labour", "hours", "", "hours", -0.25, {}, {}, {}};
        REQUIRE_OK(library->saveResults("a", 1, {old}));
        REQUIRE_OK(library->saveResults("a", 2, {old}));
        REQUIRE_OK(library->saveResults("a", 2, {now, hours}));
        REQUIRE_OK(library->saveResults("b", 1, {old}));
        QCOMPARE(*library->results("a", 1), std::vector{old});
        QCOMPARE(*library->results("a", 2), (std::vector{hours, now}));
        const auto compared = library->compareResults("outcomes", "icer");
        REQUIRE_OK(compared);
        QCOMPARE(compared->size(), 2u);
        QCOMPARE(compared->front().revision, 2);
        QCOMPARE(compared->front().result, now);
        QCOMPARE(compared->back().header.id, std::string("b"));

        ResultRow bad = now;
        bad.base = std::numeric_limits<double>::quiet_NaN();
        bad.high = std::numeric_limits<double>::infinity();
        const Done refused = library->saveResults("a", 2, {hours, bad});
        REQUIRE_CODE(refused, "storage.notFinite");
        QCOMPARE(refused.issues().size(), 2u);
        QCOMPARE(library->results("a", 2)->size(), 2u);
        REQUIRE_CODE(library->saveResults("a", 7, {now}), "storage.noRevision");
    }

    void attachmentsAreKeptOncePerContent() {
        auto library = open();
        REQUIRE_OK(library);
        const std::string bytes("abc");
        const auto digest = library->addAttachment(bytes, "研究.csv", "text/csv");
        REQUIRE_OK(digest);
        // FIPS 180-4 example: SHA-256("abc")
        QCOMPARE(*digest, std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(*library->addAttachment(bytes, "again.csv", "text/csv"), *digest);
        const std::string binary("\0\xff\n", 3);
        const auto second = library->addAttachment(binary, "b", "application/octet-stream");
        REQUIRE_OK(second);
        QCOMPARE(library->attachment(*second)->bytes, binary);
        QCOMPARE(library->attachment(*digest)->name, std::string("研究.csv"));
    }

    void draftsAreKeptPerOwner() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->writeDraft({"new", "yamada", {}, "{\"draft\":1}", {}}));
        REQUIRE_OK(library->writeDraft({"new", "yamada", {}, "{\"draft\":2}", {}}));
        REQUIRE_OK(library->writeDraft({"new", "sato", 4, "{\"draft\":3}", {}}));
        auto again = open(OpenMode::readWrite);
        REQUIRE_OK(again);
        const auto mine = again->draft("new", "yamada");
        REQUIRE_OK(mine);
        QVERIFY(mine->has_value());
        QCOMPARE((*mine)->json, std::string("{\"draft\":2}"));
        QCOMPARE(again->drafts("sato")->front().baseRevision, std::optional(4));
        REQUIRE_OK(again->clearDraft("new", "yamada"));
        QVERIFY(!library->draft("new", "yamada")->has_value());
        QVERIFY(library->draft("new", "sato")->has_value());
    }

    void recentCasesLastFirst() {
        auto library = open();
        REQUIRE_OK(library);
        for (const char* id : {"a", "b", "c"}) {
            REQUIRE_OK(library->saveRevision(someRevision(id)));
            REQUIRE_OK(library->markOpened(id));
            QTest::qSleep(2);
        }
        REQUIRE_OK(library->markOpened("a"));
        const auto recent = library->recentCases(2);
        REQUIRE_OK(recent);
        QCOMPARE(recent->size(), 2u);
        QCOMPARE(recent->front().header.id, std::string("a"));
        QCOMPARE(recent->back().header.id, std::string("c"));
        REQUIRE_CODE(library->markOpened("nowhere"), "storage.noCase");
    }

    void exportedCaseComesBackWhole() {
        auto library = open();
        REQUIRE_OK(library);
        NewRevision revision = someRevision("a", {}, "{\"x\": 0.30000000000000004}");
        revision.searchText = "骨セメント";
        REQUIRE_OK(library->saveRevision(revision));
        NewRevision branch = someRevision("a", 1, "{\"b\":1}");
        branch.branch = "other";
        REQUIRE_OK(library->saveRevision(branch));
        const ResultRow row{"outcomes", "icer", "new", "yenPerQaly", 0.1, 1e6 / 3, {}, 2};
        REQUIRE_OK(library->saveResults("a", 1, {row}));
        const auto exported = library->exportCase("a");
        REQUIRE_OK(exported);
        REQUIRE_CODE(library->exportCase("b"), "storage.noCase");
        REQUIRE_CODE(library->importCase(*exported), "storage.caseExists");

        auto other = CaseLibrary::open(m_folder->filePath(u"other.kachi"_s), OpenMode::createIfMissing);
        REQUIRE_OK(other);
        const auto imported = other->importCase(*exported);
        REQUIRE_OK(imported);
        QCOMPARE(*imported, *library->entry("a"));
        QCOMPARE(*other->history("a"), *library->history("a"));
        QCOMPARE(*other->branches("a"), *library->branches("a"));
        QCOMPARE(*other->results("a", 1), std::vector{row});
        QCOMPARE(other->search("骨セメント")->size(), 1u);
        QCOMPARE(*other->exportCase("a"), *exported);
    }

    void foreignTextIsNotImported_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("not JSON") << u"{\"format\":"_s;
        QTest::newRow("other JSON") << u"{\"a\":1}"_s;
        QTest::newRow("array") << u"[1]"_s;
        QTest::newRow("newer") << u"{\"format\":\"kachi-case-history\",\"formatVersion\":2}"_s;
        QTest::newRow("cut") << u"{\"format\":\"kachi-case-history\",\"formatVersion\":1}"_s;
    }
    void foreignTextIsNotImported() {
        QFETCH(QString, text);
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_CODE(library->importCase(text.toStdString()), "storage.notAnExport");
        QVERIFY(library->list()->empty());
    }

    void changedExportIsRefused() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a", {}, "{\"price\":138000}")));
        auto exported = QString::fromStdString(*library->exportCase("a")).replace(u"138000"_s, u"999000"_s);
        auto other = CaseLibrary::open(m_folder->filePath(u"other.kachi"_s), OpenMode::createIfMissing);
        REQUIRE_OK(other);
        REQUIRE_CODE(other->importCase(exported.toStdString()), "storage.notAnExport");
        QVERIFY(other->list()->empty());
    }

    void backupOpensAndIsWhole() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a", {}, "{\"x\":1}")));
        const QString copyPath = m_folder->filePath(u"backup.kachi"_s);
        REQUIRE_OK(library->backup(copyPath));
        REQUIRE_OK(library->saveRevision(someRevision("a", 1)));
        REQUIRE_OK(library->backup(copyPath));
        QCOMPARE(QDir(m_folder->path()).entryList({u"backup*"_s}), QStringList{u"backup.kachi"_s});
        auto copy = CaseLibrary::open(copyPath, OpenMode::readWrite);
        REQUIRE_OK(copy);
        QCOMPARE(*copy->list(), *library->list());
        QVERIFY(copy->checkIntegrity().empty());
        REQUIRE_OK(copy->saveRevision(someRevision("a", 2)));
        REQUIRE_CODE(library->backup(m_path), "storage.inUse");
        REQUIRE_CODE(library->backup(copyPath), "storage.inUse");
        REQUIRE_CODE(library->backup(u"/no/such/folder/b.kachi"_s), "storage.cannotOpen");
    }

    void manyMayCreateAndSaveAtOnce() {
        std::atomic<int> saved = 0;
        {
            std::vector<std::jthread> writers;
            for (int writer = 0; writer < 4; ++writer) {
                writers.emplace_back([&, writer] {
                    auto library = open();
                    for (int i = 0; library && i < 10; ++i) {
                        const auto id = QString::number(writer * 100 + i).toStdString();
                        if (library->saveRevision(someRevision(id))) ++saved;
                    }
                });
            }
        }
        QCOMPARE(saved.load(), 40);
        auto library = open(OpenMode::readWrite);
        REQUIRE_OK(library);
        QCOMPARE(library->list()->size(), 40u);
        QVERIFY(library->checkIntegrity().empty());
    }

    void lockedLibraryIsBusyNotLost() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a")));
        SQLite::Database other(m_path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        REQUIRE_CODE(library->saveRevision(someRevision("a", 1)), "storage.busy");
        QCOMPARE(library->loadHead("a")->info.number, 1);
        other.exec("ROLLBACK");
        REQUIRE_OK(library->saveRevision(someRevision("a", 1)));
    }

    /// The file size limit of the process stands for a disk that fills up in the middle of a save.
    void failedWriteIsUndone() {
        auto library = open();
        REQUIRE_OK(library);
        REQUIRE_OK(library->saveRevision(someRevision("a")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{512 * 1024, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto refused = library->saveRevision(someRevision("a", 1, std::string(4 << 20, 'x')));
        setrlimit(RLIMIT_FSIZE, &before);
        REQUIRE_CODE(refused, "storage.inputOutput");
        QCOMPARE(library->loadHead("a")->info.number, 1);
        REQUIRE_OK(library->saveRevision(someRevision("a", 1)));
        QVERIFY(library->checkIntegrity().empty());
    }

    void everyCodeHasItsSentences() {
        const QRegularExpression codePattern(u"\"(storage\\.\\w+)\""_s);
        const QDir folder(QStringLiteral(KACHI_SOURCE_DIR "/app/storage"));
        int codes = 0;
        for (const QString& name : folder.entryList({u"*.cpp"_s})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = codePattern.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QString code = matches.next().captured(1);
                QVERIFY2(MessageCatalogue::instance().knows(code.toStdString()), qPrintable(code));
                ++codes;
            }
        }
        QVERIFY(codes > 30);
    }
};

QTEST_GUILESS_MAIN(CaseLibraryTest)
#include "case_library_test.moc"

// label: storage
// Files that are not as they should be: foreign, newer, older, read-only, truncated, damaged.
#include "app/storage/library_schema.h"
#include "app/storage/storage_issues.h"
#include "tests/app/storage/library_fixture.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace kachi;
using namespace Qt::StringLiterals;

class LibraryFilesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    void writeFile(const QByteArray& bytes) const {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static std::string caseId(int i) { return QString(u'c' + QString::number(i)).toStdString(); }
    /// Long enough to fill many pages, and told from any other by its first characters.
    static std::string jsonOf(int i, int number) {
        return QString(u"c%1#%2"_s.arg(i).arg(number).leftJustified(2000, u'x')).toStdString();
    }
    /// Cases c0…c(n−1) with revisions 1 to 3 each.
    void fillLibrary(int cases) const {
        auto library = CaseLibrary::open(m_path, OpenMode::createIfMissing);
        REQUIRE_OK(library);
        for (int i = 0; i < cases; ++i) {
            for (int number = 1; number <= 3; ++number) {
                const auto parent = number == 1 ? std::nullopt : std::optional(number - 1);
                REQUIRE_OK(library->saveRevision(someRevision(caseId(i), parent, jsonOf(i, number))));
            }
        }
    }
    QStringList filesBeside() const { return QDir(m_folder->path()).entryList(QDir::Files); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"library.kachi"_s);
    }

    void foreignFilesAreRefusedUntouched_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QByteArray random(5000, '\0');
        for (char& byte : random) byte = static_cast<char>(QRandomGenerator::global()->generate());
        QTest::newRow("random bytes") << random << u"storage.notALibrary"_s;
        QTest::newRow("text") << QByteArray("name,value\n") << u"storage.notALibrary"_s;
        QTest::newRow("one byte") << QByteArray("S") << u"storage.notALibrary"_s;
        QTest::newRow("cut header") << QByteArray("SQLite format 3\0\x10\0", 18) << u"storage.damaged"_s;
        const QTemporaryDir folder;
        const QString other = folder.filePath(u"other.sqlite3"_s);
        {
            SQLite::Database database(other.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec("CREATE TABLE cases (id)");
        }
        QTest::newRow("other SQLite file") << contentOf(other) << u"storage.notALibrary"_s;
    }
    void foreignFilesAreRefusedUntouched() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        writeFile(bytes);
        for (const OpenMode mode : {OpenMode::readOnly, OpenMode::readWrite, OpenMode::createIfMissing}) {
            REQUIRE_CODE(CaseLibrary::open(m_path, mode), code.toLatin1().constData());
        }
        QCOMPARE(contentOf(m_path), bytes);
        QCOMPARE(filesBeside(), QStringList{u"library.kachi"_s});
    }

    void missingFilesAndFolders() {
        REQUIRE_CODE(CaseLibrary::open(m_path, OpenMode::readWrite), "storage.notFound");
        REQUIRE_CODE(CaseLibrary::open(m_path, OpenMode::readOnly), "storage.notFound");
        QVERIFY(filesBeside().isEmpty());
        REQUIRE_CODE(CaseLibrary::open(m_folder->path(), OpenMode::readWrite), "storage.cannotOpen");
        REQUIRE_CODE(CaseLibrary::open(m_folder->filePath(u"no/library.kachi"_s), OpenMode::createIfMissing),
                     "storage.cannotOpen");
        writeFile({});
        REQUIRE_CODE(CaseLibrary::open(m_path, OpenMode::readWrite), "storage.notALibrary");
        REQUIRE_OK(CaseLibrary::open(m_path, OpenMode::createIfMissing));
    }

    void newerLibraryOpensReadOnly() {
        fillLibrary(1);
        {
            SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version = 99");
        }
        auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
        REQUIRE_OK(library);
        QVERIFY(!library->writable());
        QCOMPARE(library->notices().size(), 1u);
        QCOMPARE(library->notices().front().code, std::string("storage.newer"));
        QCOMPARE(library->notices().front().value, std::string("99"));
        QCOMPARE(library->notices().front().severity, Severity::warning);
        REQUIRE_OK(library->loadHead("c0"));
        REQUIRE_CODE(library->saveRevision(someRevision("c0", 3)), "storage.readOnly");
    }

    void frozenFirstSchemaStillOpens() {
        QVERIFY(QFile::copy(QStringLiteral(KACHI_SOURCE_DIR "/tests/documents/library-v1.sqlite3"), m_path));
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
        auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
        REQUIRE_OK(library);
        QVERIFY(library->writable());
        QCOMPARE(library->entry("11111111-1111-4111-8111-111111111111")->header.title.ja, std::string("人工股関節"));
        const auto head = library->loadHead("11111111-1111-4111-8111-111111111111");
        REQUIRE_OK(head);
        QCOMPARE(head->json, std::string("{\"price\":138000}"));
        QCOMPARE(library->search("股関節")->size(), 1u);
        QVERIFY(library->checkIntegrity().empty());
    }

    void olderSchemaIsCopiedThenMigrated() {
        QVERIFY(QFile::copy(QStringLiteral(KACHI_SOURCE_DIR "/tests/documents/library-v1.sqlite3"), m_path));
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
        std::vector<Migration> steps(libraryMigrations().begin(), libraryMigrations().end());
        steps.push_back(
            {currentSchemaVersion() + 1, {"ALTER TABLE cases ADD COLUMN archived INTEGER NOT NULL DEFAULT 0"}});
        SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
        const auto copy = migrateLibrary(database, m_path, steps);
        REQUIRE_OK(copy);
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), currentSchemaVersion() + 1);
        QCOMPARE(database.execAndGet("SELECT sum(archived) FROM cases").getInt(), 0);
        QVERIFY(copy->startsWith(m_path));
        auto before = CaseLibrary::open(*copy, OpenMode::readOnly);
        REQUIRE_OK(before);
        QCOMPARE(before->list()->size(), 1u);
        const auto again = migrateLibrary(database, m_path, steps);
        REQUIRE_OK(again);
        QVERIFY(again->isEmpty());
    }

    void failedMigrationChangesNothing() {
        fillLibrary(1);
        std::vector<Migration> steps(libraryMigrations().begin(), libraryMigrations().end());
        steps.push_back({currentSchemaVersion() + 1, {"CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)"}});
        SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
        const auto refused = migrateLibrary(database, m_path, steps);
        REQUIRE_CODE(refused, "storage.migrationFailed");
        QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), currentSchemaVersion());
        QVERIFY(!database.tableExists("half"));
        auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
        REQUIRE_OK(library);
        QVERIFY(library->checkIntegrity().empty());
    }

    void readOnlyModeWritesNothing() {
        fillLibrary(1);
        const QByteArray before = contentOf(m_path);
        {
            auto library = CaseLibrary::open(m_path, OpenMode::readOnly);
            REQUIRE_OK(library);
            QVERIFY(!library->writable());
            REQUIRE_CODE(library->saveRevision(someRevision("c0", 3)), "storage.readOnly");
            REQUIRE_CODE(library->writeDraft({"c0", "me", 3, "{}", {}}), "storage.readOnly");
            REQUIRE_CODE(library->markOpened("c0"), "storage.readOnly");
            QVERIFY(library->checkIntegrity().empty());
        }
        QCOMPARE(contentOf(m_path), before);
    }

    void filePermissionsAreRespected_data() {
        QTest::addColumn<bool>("folderWritable");
        QTest::newRow("read-only file") << true;
        QTest::newRow("read-only folder and file") << false;
    }
    void filePermissionsAreRespected() {
        QFETCH(bool, folderWritable);
        fillLibrary(1);
        const auto readers = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        const auto enter = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        QFile::setPermissions(m_path, readers);
        QFile::setPermissions(
            m_folder->path(),
            readers | enter | (folderWritable ? QFile::WriteGroup | QFile::WriteOther : QFile::Permissions()));
        {
            const OrdinaryUser user;
            for (const OpenMode mode : {OpenMode::readWrite, OpenMode::createIfMissing}) {
                auto library = CaseLibrary::open(m_path, mode);
                REQUIRE_OK(library);
                QVERIFY(!library->writable());
                QCOMPARE(codeOf(library->notices()), std::string("storage.openedReadOnly"));
                REQUIRE_OK(library->loadHead("c0"));
                REQUIRE_CODE(library->saveRevision(someRevision("c0", 3)), "storage.readOnly");
            }
            const QString fresh = m_folder->filePath(u"new.kachi"_s);
            if (!folderWritable)
                REQUIRE_CODE(CaseLibrary::open(fresh, OpenMode::createIfMissing), "storage.cannotOpen");
        }
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void writableFileInReadOnlyFolder() {
        fillLibrary(1);
        const auto readers = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        QFile::setPermissions(m_path, readers | QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther);
        QFile::setPermissions(m_folder->path(), readers | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
        {
            const OrdinaryUser user;
            auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
            REQUIRE_OK(library);
            QVERIFY(!library->writable());
            QCOMPARE(codeOf(library->notices()), std::string("storage.openedReadOnly"));
            REQUIRE_OK(library->loadHead("c0"));
        }
        QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void fullDiskIsNamed() {
        fillLibrary(1);
        SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
        database.execAndGet("PRAGMA max_page_count = 1");
        try {
            database.exec("CREATE TABLE filler AS SELECT randomblob(1000000)");
            QFAIL("the page limit did not hold");
        } catch (const SQLite::Exception& exception) {
            QCOMPARE(sqliteIssue(exception, m_path).code, std::string("storage.full"));
        }
    }

    void truncatedLibraryIsDamagedAndRecovered() {
        fillLibrary(40);
        const QByteArray whole = contentOf(m_path);
        writeFile(whole.left(whole.size() * 2 / 3));
        auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
        REQUIRE_CODE(library, "storage.damaged");

        const QString recovered = m_folder->filePath(u"recovered.kachi"_s);
        const auto report = CaseLibrary::recover(m_path, recovered);
        REQUIRE_OK(report);
        QVERIFY2(report->revisions > 20, qPrintable(QString::number(report->revisions)));
        QVERIFY(report->revisions < 120);
        QVERIFY(!report->lost.empty());
        checkRecovered(recovered, *report);
        QCOMPARE(contentOf(m_path), whole.left(whole.size() * 2 / 3));
        REQUIRE_CODE(CaseLibrary::recover(m_path, recovered), "storage.exists");
    }

    void tornPagesCostOnlyTheirRows() {
        fillLibrary(40);
        QByteArray bytes = contentOf(m_path);
        const qsizetype at = bytes.indexOf("c7#2xxx");
        QVERIFY(at > 0);
        bytes.replace(at / 4096 * 4096, 4096, QByteArray(4096, '\x5a'));
        writeFile(bytes);
        {
            auto library = CaseLibrary::open(m_path, OpenMode::readOnly);
            REQUIRE_OK(library);
            QVERIFY(!library->checkIntegrity().empty());
            QVERIFY(!library->loadRevision("c7", 2).ok());
            REQUIRE_OK(library->loadHead("c30"));
        }
        const QString recovered = m_folder->filePath(u"recovered.kachi"_s);
        const auto report = CaseLibrary::recover(m_path, recovered);
        REQUIRE_OK(report);
        QVERIFY2(report->revisions >= 117, qPrintable(QString::number(report->revisions)));
        QVERIFY(report->revisions < 120);
        checkRecovered(recovered, *report);
    }

    void flippedDigitIsFound() {
        fillLibrary(2);
        QByteArray bytes = contentOf(m_path);
        const qsizetype at = bytes.indexOf("c1#3xxx");
        QVERIFY(at > 0);
        bytes[at + 100] = 'y';
        writeFile(bytes);
        auto library = CaseLibrary::open(m_path, OpenMode::readWrite);
        REQUIRE_OK(library);
        REQUIRE_CODE(library->loadHead("c1"), "storage.damaged");
        const Issues issues = library->checkIntegrity();
        QCOMPARE(issues.size(), 1u);
        QCOMPARE(issues.front().value, std::string("c1 #3"));
        const auto report = CaseLibrary::recover(m_path, m_folder->filePath(u"recovered.kachi"_s));
        REQUIRE_OK(report);
        QCOMPARE(report->revisions, 5);
        QCOMPARE(report->lost, (Issues{{"storage.lostRevision", Severity::warning, "c1", "3", {}, {}}}));
    }

    void lostAttachmentsAndTitlesAreListed() {
        std::string kept;
        std::string lost;
        {
            auto library = CaseLibrary::open(m_path, OpenMode::createIfMissing);
            REQUIRE_OK(library);
            REQUIRE_OK(library->saveRevision(someRevision("a", {}, jsonOf(1, 1))));
            kept = *library->addAttachment("kept", "kept.csv", "text/csv");
            lost = *library->addAttachment("to be torn", "torn.csv", "text/csv");
        }
        QByteArray bytes = contentOf(m_path);
        const qsizetype at = bytes.indexOf("to be torn");
        QVERIFY(at > 0);
        bytes[at] = 'T';
        writeFile(bytes);
        {
            SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA foreign_keys = OFF");
            database.exec("DELETE FROM cases");
        }
        const QString recovered = m_folder->filePath(u"recovered.kachi"_s);
        const auto report = CaseLibrary::recover(m_path, recovered);
        REQUIRE_OK(report);
        QCOMPARE(report->lost, (Issues{{"storage.lostHeader", Severity::warning, "a", "a", {}, {}},
                                       {"storage.lostAttachment", Severity::warning, lost, {}, {}, {}}}));
        auto library = CaseLibrary::open(recovered, OpenMode::readWrite);
        REQUIRE_OK(library);
        QCOMPARE(library->loadHead("a")->json, jsonOf(1, 1));
        QCOMPARE(library->attachment(kept)->bytes, std::string("kept"));
    }

    void nothingToRecoverIsSaid() {
        REQUIRE_CODE(CaseLibrary::recover(m_path, m_folder->filePath(u"r.kachi"_s)), "storage.notFound");
        writeFile(QByteArray(5000, 'x'));
        REQUIRE_CODE(CaseLibrary::recover(m_path, m_folder->filePath(u"r.kachi"_s)), "storage.notALibrary");
        QVERIFY(QFile::remove(m_path));
        {
            SQLite::Database database(m_path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec("CREATE TABLE other (x)");
        }
        REQUIRE_CODE(CaseLibrary::recover(m_path, m_folder->filePath(u"r.kachi"_s)), "storage.notALibrary");
        QCOMPARE(filesBeside(), QStringList{u"library.kachi"_s});
    }

private:
    /// Sound, every text as written, and found + lost = all 120 revisions that were saved.
    static void checkRecovered(const QString& path, const RecoveryReport& report) {
        auto library = CaseLibrary::open(path, OpenMode::readWrite);
        REQUIRE_OK(library);
        QVERIFY(library->checkIntegrity().empty());
        int found = 0;
        for (int i = 0; i < 40; ++i) {
            for (int number = 1; number <= 3; ++number) {
                const auto revision = library->loadRevision(caseId(i), number);
                if (!revision) continue;
                ++found;
                QCOMPARE(revision->json, jsonOf(i, number));
            }
        }
        QCOMPARE(found, report.revisions);
        QCOMPARE(static_cast<int>(library->list()->size()), report.cases);
    }
};

QTEST_GUILESS_MAIN(LibraryFilesTest)
#include "library_files_test.moc"

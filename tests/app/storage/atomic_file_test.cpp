// label: storage
#include "app/storage/atomic_file.h"

#include "tests/app/storage/library_fixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <csignal>

using namespace kachi;
using namespace Qt::StringLiterals;

class AtomicFileTest : public QObject {
    Q_OBJECT

    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

private Q_SLOTS:
    void writesAndReplaces() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"報告.csv"_s);
        REQUIRE_OK(writeFileAtomically(path, QByteArray("old")));
        REQUIRE_OK(writeFileAtomically(path, QByteArray("新しい")));
        QCOMPARE(contentOf(path), QByteArray("新しい"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void missingFolderIsNamed() {
        const Done written = writeFileAtomically(u"/no/such/folder/a.csv"_s, QByteArray("x"));
        REQUIRE_CODE(written, "storage.cannotWrite");
        QCOMPARE(written.issues().front().where, std::string("/no/such/folder/a.csv"));
        QVERIFY(!written.issues().front().value.empty());
    }

    /// As an ordinary user, who could not replace the device by a file if the code tried.
    void fullDeviceIsReported() {
        const OrdinaryUser user;
        REQUIRE_CODE(writeFileAtomically(u"/dev/full"_s, QByteArray(1 << 20, 'x')), "storage.cannotWrite");
        QVERIFY(QFileInfo(u"/dev/full"_s).exists() && !QFileInfo(u"/dev/full"_s).isFile());
    }

    void readOnlyFolderKeepsTheFile() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.csv"_s);
        REQUIRE_OK(writeFileAtomically(path, QByteArray("old")));
        const auto readers = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        QFile::setPermissions(path, readers);
        QFile::setPermissions(folder.path(), readers | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
        {
            const OrdinaryUser user;
            QCOMPARE(contentOf(path), QByteArray("old"));
            REQUIRE_CODE(writeFileAtomically(path, QByteArray("new")), "storage.cannotWrite");
        }
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(contentOf(path), QByteArray("old"));
    }

    /// The file size limit of the process stands for a disk that fills up in the middle of the write.
    void halfWrittenFileIsDropped() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.csv"_s);
        REQUIRE_OK(writeFileAtomically(path, QByteArray("old")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{64 * 1024, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const Done written = writeFileAtomically(path, QByteArray(1 << 20, 'x'));
        setrlimit(RLIMIT_FSIZE, &before);
        REQUIRE_CODE(written, "storage.cannotWrite");
        QCOMPARE(contentOf(path), QByteArray("old"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a.csv"_s});
    }
};

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"

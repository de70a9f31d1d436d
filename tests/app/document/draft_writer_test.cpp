#include "app/document/draft_writer.h"

#include "app/document/session.h"
#include "app/studies/study_requests.h"
#include "models/case/case_json.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace {

using namespace kachi;
using namespace Qt::StringLiterals;

nlohmann::json table(int rows) {
    nlohmann::json cells = nlohmann::json::array();
    for (int row = 0; row < rows; ++row) cells.push_back({"P" + std::to_string(row), row / 7.0, nullptr});
    return {{"columns", {"id", "x", "note"}}, {"rows", std::move(cells)}};
}

Case caseWithTable(int rows) {
    Case value;
    value.id = "c1";
    setStudyData(value, addStudy(value, "summary"), "data", table(rows), {}, {});
    return value;
}

/// Unsaved work: written behind the window's back, whole, and there when it is asked for.
class DraftWriterTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString library(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    /// A table that was just imported, then one cell of it, then the program ends.
    void draftAfterAnImportIsWhole() {
        const QString path = library("import.sqlite3");
        Case expected;
        {
            Session session;
            QVERIFY(session.openLibrary(path, OpenMode::createIfMissing).ok());
            session.newCase(caseWithTable(1));
            Case after = session.document().current();
            setStudyData(after, "s1", "data", table(20'000), {}, {});
            session.document().replace(after, u"import"_s);
            after.studies.front().rows["data"].edit(15'000, 15'001,
                                                    [](std::size_t, nlohmann::json& cells) { cells[2] = "seen"; });
            session.document().replace(after, u"cell"_s);
            expected = session.document().current();
        }
        Session again;
        QVERIFY(again.openLibrary(path, OpenMode::readWrite).ok());
        const std::vector<CaseDraft> drafts = again.recoverableDrafts();
        QCOMPARE(drafts.size(), std::size_t(1));
        QVERIFY(again.recover(drafts.front()).ok());
        QVERIFY(again.document().current() == expected);
        QVERIFY(again.document().current().studies.front().rows.at("data")[15'000][2] == "seen");
    }

    void undoneCellsAreAsBefore() {
        CaseDocument document;
        document.open(caseWithTable(3'000), true);
        const Case before = document.current();
        Case after = before;
        after.studies.front().rows["data"].edit(2'000, 2'001, [](std::size_t, nlohmann::json& cells) { cells[1] = 5; });
        document.replace(after, u"cell"_s);
        QVERIFY(document.current() == after);
        document.undoStack()->undo();
        QVERIFY(document.current() == before);
        QVERIFY(
            document.current().studies.front().rows.at("data").sharesPlaceWith(before.studies.front().rows.at("data")));
        document.undoStack()->redo();
        QVERIFY(document.current() == after);
        QVERIFY(!(document.current() == before));
    }

    /// Asked for faster than it can write, the last state is the one that stays.
    void theLastOneWins() {
        const QString path = library("last.sqlite3");
        const auto made = CaseLibrary::open(path, OpenMode::createIfMissing);
        QVERIFY(made.ok());
        Case value = caseWithTable(2'000);
        DraftWriter writer;
        for (int version = 1; version <= 50; ++version) {
            value.title = {std::to_string(version), std::to_string(version)};
            writer.write(path, value, {});
        }
        writer.finish();
        const auto draft = made->draft("c1", sessionOwner());
        QVERIFY(draft.ok() && *draft);
        QVERIFY(caseFromJson((*draft)->json)->value == value);
        writer.write(path, value, {});
        writer.clear(path, "c1");
        writer.finish();
        QVERIFY(!made->draft("c1", sessionOwner())->has_value());
    }

    void savedWorkLeavesNoDraft() {
        Session session;
        QVERIFY(session.openLibrary(library("saved.sqlite3"), OpenMode::createIfMissing).ok());
        session.newCase(caseWithTable(10));
        QVERIFY(session.save(u"first"_s).ok());
        QVERIFY(session.recoverableDrafts().empty());
    }

    void failuresAreSaid() {
        DraftWriter writer;
        QSignalSpy failed(&writer, &DraftWriter::failed);
        writer.write(library("missing.sqlite3"), caseWithTable(1), {});
        QVERIFY(failed.wait());
        QCOMPARE(failed.front().front().value<Issues>().front().code, std::string("storage.notFound"));
    }
};

}  // namespace

QTEST_MAIN(DraftWriterTest)
#include "draft_writer_test.moc"

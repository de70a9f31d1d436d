// label: storage
#include "tests/app/storage/library_fixture.h"

#include <QTemporaryDir>

using namespace kachi;
using namespace Qt::StringLiterals;

class LibrarySearchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<CaseLibrary> m_library;

    void add(const std::string& id, const Text& title, const std::string& product, const std::string& text) {
        NewRevision revision = someRevision(id);
        revision.header.title = title;
        revision.header.product = product;
        revision.searchText = text;
        REQUIRE_OK(m_library->saveRevision(revision));
    }

    QStringList idsFound(const QString& query) {
        const auto hits = m_library->search(query.toStdString());
        if (!hits) return {QString::fromStdString(codeOf(hits.issues()))};
        QStringList ids;
        for (const SearchHit& hit : *hits) ids << QString::fromStdString(hit.entry.header.id);
        return ids;
    }

private Q_SLOTS:
    void initTestCase() {
        auto opened = CaseLibrary::open(m_folder.filePath(u"a.kachi"_s), OpenMode::createIfMissing);
        REQUIRE_OK(opened);
        m_library = std::make_unique<CaseLibrary>(std::move(opened).value());
        add("schizophrenia", {"統合失調症の在宅支援", "Home support"}, "ｱﾌﾟﾘ１号",
            "再発確率と費用を評価した。Größe 50% _x");
        add("hip", {"人工股関節", "Hip Prosthesis"}, "ステム", "再置換術の費用。統合失調症の患者は除く。");
        add("lamp", {"手術灯", "Operating Lamp"}, "LED ＡＢＣ", "Ω 抵抗, \"quoted\" AND OR");
    }

    void findsWords_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("title before text") << u"統合失調症"_s << QStringList{u"schizophrenia"_s, u"hip"_s};
        QTest::newRow("Japanese substring") << u"失調症の患者"_s << QStringList{u"hip"_s};
        QTest::newRow("two characters") << u"費用"_s << QStringList{u"schizophrenia"_s, u"hip"_s};
        QTest::newRow("one character, title first") << u"股"_s << QStringList{u"hip"_s};
        QTest::newRow("long and short word") << u"統合失調症　再発"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("half-width query") << u"ｽﾃﾑ"_s << QStringList{u"hip"_s};
        QTest::newRow("full-width query") << u"アプリ1号"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("half-width with voiced mark") << u"ｱﾌﾟﾘ"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("full-width Latin, other case") << u"ａｂｃ"_s << QStringList{u"lamp"_s};
        QTest::newRow("case") << u"OPERATING lamp"_s << QStringList{u"lamp"_s};
        QTest::newRow("two letters, case") << u"HI"_s << QStringList{u"hip"_s};
        QTest::newRow("one letter, case beyond ASCII") << u"ω"_s << QStringList{u"lamp"_s};
        QTest::newRow("sharp s folds to ss") << u"GRÖSSE"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("percent is a character") << u"%"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("underscore is a character") << u"_x"_s << QStringList{u"schizophrenia"_s};
        QTest::newRow("quotes and operators are words") << u"\"quoted\" AND"_s << QStringList{u"lamp"_s};
        QTest::newRow("nothing") << u"心臓弁"_s << QStringList{};
        QTest::newRow("blank") << u" 　 "_s << QStringList{};
    }
    void findsWords() {
        QFETCH(QString, query);
        QFETCH(QStringList, ids);
        QCOMPARE(idsFound(query), ids);
    }

    void snippetShowsTheTextAsWritten() {
        const auto hits = m_library->search("GRÖSSE");
        REQUIRE_OK(hits);
        QCOMPARE(hits->front().snippet.match, std::string("Größe"));
        QCOMPARE(hits->front().snippet.before, std::string("再発確率と費用を評価した。"));
        QCOMPARE(hits->front().snippet.after, std::string(" 50% _x"));
    }

    void newestRevisionIsWhatIsFound() {
        NewRevision revision = someRevision("lamp", 1);
        revision.searchText = "心臓弁";
        REQUIRE_OK(m_library->saveRevision(revision));
        QCOMPARE(idsFound(u"心臓弁"_s), QStringList{u"lamp"_s});
        QCOMPARE(idsFound(u"quoted"_s), QStringList{});
    }
};

QTEST_GUILESS_MAIN(LibrarySearchTest)
#include "library_search_test.moc"

// What columns hold, numbers with two readings, and templates for the next file of a shape.
#include "app/studies/import_memory.h"
#include "app/studies/study_data.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

RawTable tableOf(const std::vector<QStringList>& rows) {
    RawTable table;
    table.rows = rows;
    for (std::size_t i = 0; i < rows.size(); ++i) table.rowNumbers.push_back(static_cast<int>(i) + 1);
    return table;
}

}  // namespace

class StudyImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void data() {
        const nlohmann::json data = studyData(tableOf({{u" x "_s, u"y"_s, u"z"_s},
                                                       {u"1.5"_s, u"a"_s, u"１２"_s},
                                                       {QString(), u"2"_s, u"3万"_s},
                                                       {u" -4e1 "_s, u"NA"_s, u"-"_s}}));
        QVERIFY(data["columns"] == nlohmann::json({"x", "y", "z"}));
        QVERIFY(data["rows"] == nlohmann::json({{1.5, "a", 12.0}, {nullptr, "2", 30000.0}, {-40.0, nullptr, nullptr}}));
    }

    void decimalComma() {
        RawTable table = tableOf({{u"x"_s}, {u"1,5"_s}, {u"1.234,5"_s}});
        table.decimalMark = u',';
        QVERIFY(studyData(table)["rows"] == nlohmann::json({{1.5}, {1234.5}}));
    }

    void ambiguity_data() {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("example");
        QTest::newRow("one group") << QStringList{u"1,234"_s, u"5"_s} << u"1,234"_s;
        QTest::newRow("comma of two readings") << QStringList{u"7"_s, u"1,5"_s} << u"1,5"_s;
        QTest::newRow("the file shows the point") << QStringList{u"1,234"_s, u"12.5"_s} << QString();
        QTest::newRow("grouped twice") << QStringList{u"1,234,567"_s, u"1,234"_s} << QString();
        QTest::newRow("plain") << QStringList{u"1234"_s, u"0.125"_s} << QString();
    }
    void ambiguity() {
        QFETCH(QStringList, cells);
        QFETCH(QString, example);
        std::vector<QStringList> rows{{u"x"_s}};
        for (const QString& cell : cells) rows.push_back({cell});
        RawTable table = tableOf(rows);
        QCOMPARE(columnContents(table)->front().example, example);
        table.decimalMark = u'.';
        QCOMPARE(columnContents(table)->front().ambiguous, std::size_t(0));
    }

    void templates() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        QVERIFY(!memory.find("summary", {u"a"_s, u"b"_s}));
        QVERIFY(memory.remember({"summary", {u"a"_s, u"b"_s}, QChar(u','), {}}).ok());
        QVERIFY(memory.remember({"summary", {u"a"_s, u"b"_s}, {}, {{"columns", {"b"}}, {"group", {"a"}}}}).ok());
        const auto found = ImportMemory(folder.path()).find("summary", {u"a"_s, u"b"_s});
        QVERIFY(found);
        QCOMPARE(found->decimalMark, std::optional<QChar>(u','));
        QCOMPARE(found->roles.at("columns"), std::vector<std::string>{"b"});
        QVERIFY(!memory.find("summary", {u"b"_s, u"a"_s}));
        QVERIFY(!memory.find("survival", {u"a"_s, u"b"_s}));
        QFile file(folder.filePath(u"import-templates.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[1, 2");
        file.close();
        QVERIFY(!memory.find("summary", {u"a"_s, u"b"_s}));
    }

    void roles() {
        StudyRequest study{
            {},
            "summary",
            {},
            {},
            {{"data", {{"columns", {"a", "b"}}, {"rows", {{1, 2}}}}}, {"columns", {"b"}}, {"group", "a"}}};
        const auto made = templateOf(study);
        QVERIFY(made);
        QCOMPARE(made->headers, (QStringList{u"a"_s, u"b"_s}));
        StudyRequest next{{}, "summary", {}, {}, {{"group", "c"}}};
        giveRoles(next, made->roles);
        QVERIFY(next.inputs["columns"] == nlohmann::json({"b"}));
        QVERIFY(next.inputs["group"] == "c");  // what was chosen stays
    }
};

QTEST_APPLESS_MAIN(StudyImportTest)
#include "study_import_test.moc"

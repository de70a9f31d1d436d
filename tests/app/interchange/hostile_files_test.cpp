// Files that mean harm, or were damaged on the way: refused with a code, or read as harmless text; none costs more
// than its size.
#include "app/interchange/table_reader.h"

#include "app/messages/catalogue.h"
#include "app/studies/study_data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <zip.h>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QByteArray relationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

}  // namespace

class HostileFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes) {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return path;
    }

    /// A workbook whose one sheet is `sheet`, XML prologue included.
    QString writeWorkbook(const QString& name, const QByteArray& sheet, const QByteArray& styles = {}) {
        const QString path = m_folder.filePath(name);
        zip_t* archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        const std::vector<std::pair<QByteArray, QByteArray>> parts{
            {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + relationType +
                                               "worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"" +
                                               relationType + "styles\" Target=\"styles.xml\"/></Relationships>"},
            {"xl/s.xml", sheet},
            {"xl/styles.xml", "<styleSheet>" + styles + "</styleSheet>"}};
        for (const auto& [entry, content] : parts) {
            zip_source_t* source = zip_source_buffer(archive, content.constData(), content.size(), 0);
            zip_file_add(archive, entry.constData(), source, ZIP_FL_ENC_UTF_8);
        }
        if (zip_close(archive) != 0) qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    static QString firstCode(const Result<RawTable>& table) {
        return table ? u"read"_s : QString::fromStdString(table.issues().front().code);
    }

private Q_SLOTS:
    void refused_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const QString& path, const char* code) {
            QTest::newRow(name) << path << QString::fromLatin1(code);
        };
        QByteArray entities = "<!DOCTYPE a [<!ENTITY l0 \"lol\">";
        for (char level = '1'; level <= '9'; ++level) {
            const QByteArray inner = QByteArray("&l") + static_cast<char>(level - 1) + ";";
            entities += QByteArray("<!ENTITY l") + level + " \"" + inner.repeated(10) + "\">";
        }
        entities += "]>";
        row("billion laughs",
            writeWorkbook(u"laughs.xlsx"_s, entities + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&l9;</t>"
                                                       "</is></c></row></sheetData></worksheet>"),
            "interchange.brokenXml");
        row("external entity",
            writeWorkbook(u"outside.xlsx"_s,
                          "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet>"
                          "<sheetData><row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>"
                          "</sheetData></worksheet>"),
            "interchange.brokenXml");
        row("NUL in the text", write(u"nul.csv"_s, QByteArray("a,b\n1,\0002\n", 9)), "interchange.binaryBytes");
        row("quote never closed", write(u"quote.csv"_s, "a,b\n\"1,2\n" + QByteArray("3,4\n").repeated(1000)),
            "interchange.unbalancedQuote");
        row("2 MB line without separator", write(u"line.csv"_s, "a\n" + QByteArray(2 << 20, 'x') + "\n"),
            "interchange.cellTooLong");
        row("50 MB line of separators", write(u"commas.csv"_s, QByteArray(50 << 20, ',')),
            "interchange.tooManyColumns");
        row("10,001 columns", write(u"wide.tsv"_s, QByteArray("a\t").repeated(10'000) + "b\n"),
            "interchange.tooManyColumns");
        row("ragged row", write(u"ragged.csv"_s, "a,b\n1,2\n3,4,5\n"), "interchange.raggedRow");
        row("neither UTF-8 nor CP932", write(u"broken.csv"_s, "a,b\n\x81\xFF,\xFF\n"), "interchange.unknownEncoding");
        row("rows beyond the limit", write(u"long.csv"_s, "a,b\n" + QByteArray("1,2\n").repeated(1'048'577)),
            "interchange.tooManyRows");
    }
    void refused() {
        QFETCH(QString, path);
        QFETCH(QString, code);
        const Result<RawTable> table = readTable(path);
        QCOMPARE(firstCode(table), code);
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(table.issues().front(), language);
            QVERIFY2(!sentence.isEmpty() && !sentence.contains(u'{'), qPrintable(sentence));
        }
    }

    /// CRLF, LF and CR in one file each end a record, as RFC 4180 readers have it.
    void mixedLineEnds() {
        const auto table = readTable(write(u"mixed.csv"_s, "a,b\r\n1,2\n3,4\r5,6"));
        QCOMPARE(firstCode(table), u"read"_s);
        QCOMPARE(table->rows.size(), std::size_t(4));
        QCOMPARE(table->rows[3], (QStringList{u"5"_s, u"6"_s}));
    }

    /// Cells that spreadsheets would run stay the text they are, in the data too.
    void formulasStayText() {
        const auto table = readTable(write(u"formula.csv"_s, "a,b\n=cmd|' /C calc'!A0,1\n@SUM(1+1),+2\n"));
        QCOMPARE(firstCode(table), u"read"_s);
        const nlohmann::json data = *studyData(*table);
        QCOMPARE(data["rows"][0][0].get<std::string>(), std::string("=cmd|' /C calc'!A0"));
        QCOMPARE(data["rows"][1][1].get<double>(), 2.0);
    }

    /// Day numbers below 1 are no dates in the 1900 system: the number stays, with a warning.
    void datesBefore1900() {
        const auto table = readTable(
            writeWorkbook(u"old.xlsx"_s,
                          "<worksheet><sheetData><row><c r=\"A1\" t=\"inlineStr\"><is><t>day</t></is></c></row>"
                          "<row><c r=\"A2\" s=\"1\"><v>-365</v></c></row></sheetData></worksheet>",
                          R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)"));
        QCOMPARE(firstCode(table), u"read"_s);
        QCOMPARE(table->rows[1][0], u"-365"_s);
        QVERIFY(
            std::ranges::any_of(table->notes, [](const Issue& note) { return note.code == "interchange.serialLeft"; }));
        QCOMPARE(readTable(write(u"old.csv"_s, "day,n\n1868-01-25,1\n"))->rows[1][0], u"1868-01-25"_s);
    }

    void stopsWhenAsked() {
        std::stop_source stopped;
        stopped.request_stop();
        ReadOptions options;
        options.progress.stop = stopped.get_token();
        QCOMPARE(firstCode(readTable(write(u"t.csv"_s, "a,b\n1,2\n"), options)), u"core.cancelled"_s);
    }

    void progressReachesTheEnd() {
        std::size_t last = 0;
        std::size_t whole = 1;
        ReadOptions options;
        options.progress.report = [&](std::size_t done, std::size_t total) {
            QVERIFY(done >= last && done <= total);
            last = done;
            whole = total;
        };
        const auto table = readTable(write(u"p.csv"_s, "a,b\n" + QByteArray("1,2\n").repeated(50'000)), options);
        QVERIFY(table.ok());
        QVERIFY(last > whole * 9 / 10);
    }
};

QTEST_APPLESS_MAIN(HostileFilesTest)
#include "hostile_files_test.moc"

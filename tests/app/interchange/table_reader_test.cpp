#include "app/interchange/table_reader.h"

#include "app/interchange/number_formats.h"
#include "app/messages/catalogue.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <zip.h>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString workbook = QStringLiteral(KACHI_TEST_DATA "/interchange/two-sheets.xlsx");

const QByteArray spreadsheetMl = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"
                                 R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
const QByteArray relationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

using Parts = std::vector<std::pair<QByteArray, QByteArray>>;

/// A workbook of one sheet, the way other programs than Excel write it.
Parts xlsxParts(const QByteArray& rows, const QByteArray& strings = {}, const QByteArray& cellFormats = {},
                const QByteArray& workbookSettings = {}) {
    return {
        {"xl/workbook.xml", "<workbook " + spreadsheetMl + ">" + workbookSettings +
                                R"(<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Type=")" + relationType +
             R"(worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=")" + relationType +
             R"(sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type=")" + relationType +
             R"(styles" Target="/xl/styles.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet " + spreadsheetMl + "><sheetData>" + rows + "</sheetData></worksheet>"},
        {"xl/sharedStrings.xml", "<sst " + spreadsheetMl + ">" + strings + "</sst>"},
        {"xl/styles.xml", "<styleSheet " + spreadsheetMl + ">" + cellFormats + "</styleSheet>"},
    };
}

QByteArray odsContent(const QByteArray& rows) {
    return R"(<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0")"
           R"( xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0")"
           R"( xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>)"
           R"(<table:table table:name="都道府県">)" +
           rows + "</table:table></office:spreadsheet></office:body></office:document-content>";
}

}  // namespace

class TableReaderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes) {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    QString writeZip(const QString& name, const Parts& parts) {
        const QString path = m_folder.filePath(name);
        zip_t* archive = zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        for (const auto& [entry, content] : parts) {
            zip_source_t* source = zip_source_buffer(archive, content.constData(), content.size(), 0);
            zip_file_add(archive, entry.constData(), source, ZIP_FL_ENC_UTF_8);
        }
        if (zip_close(archive) != 0) qFatal("cannot write %s", qPrintable(path));
        return path;
    }

    static std::string firstCode(const Result<RawTable>& table) {
        return table.ok() ? "read" : table.issues().front().code;
    }
    static bool noted(const RawTable& table, const char* code) {
        return std::any_of(table.notes.begin(), table.notes.end(),
                           [&](const Issue& issue) { return issue.code == code; });
    }

private Q_SLOTS:
    /// CP932 bytes by Microsoft's table cp932.txt: ① 8740 and ㎡ 8775 (NEC row 13), 髙 FBFC (IBM extension), ～ 8160 is
    /// U+FF5E there, not the wave dash of JIS.
    void encodings_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<TextEncoding>("encoding");
        const QString text = u"県,値\n髙①㎡～,5\n"_s;
        const auto utf16 = [&](bool bigEndian) {
            QByteArray bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
            for (const QChar character : text) {
                const char high = static_cast<char>(character.unicode() >> 8);
                const char low = static_cast<char>(character.unicode() & 0xFF);
                bytes.append(bigEndian ? high : low).append(bigEndian ? low : high);
            }
            return bytes;
        };
        QTest::newRow("UTF-8") << text.toUtf8() << TextEncoding::utf8;
        QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + text.toUtf8() << TextEncoding::utf8WithBom;
        QTest::newRow("CP932") << QByteArray("\x8C\xA7,\x92\x6C\n\xFB\xFC\x87\x40\x87\x75\x81\x60,5\n")
                               << TextEncoding::cp932;
        QTest::newRow("UTF-16 LE") << utf16(false) << TextEncoding::utf16LittleEndian;
        QTest::newRow("UTF-16 BE") << utf16(true) << TextEncoding::utf16BigEndian;
    }
    void encodings() {
        QFETCH(QByteArray, bytes);
        QFETCH(TextEncoding, encoding);
        const Result<RawTable> table = readTable(write(u"t.csv"_s, bytes));
        QVERIFY2(table.ok(), firstCode(table).c_str());
        QCOMPARE(table->encoding, encoding);
        QCOMPARE(table->separator, QChar(u','));
        QCOMPARE(table->rows, (std::vector<QStringList>{{u"県"_s, u"値"_s}, {u"髙①㎡～"_s, u"5"_s}}));
        QCOMPARE(table->digest,
                 QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    }

    void delimited_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::vector<QStringList>>("rows");
        const auto row = [](const char* name, const char* bytes, std::vector<QStringList> rows) {
            QTest::newRow(name) << QByteArray(bytes) << std::move(rows);
        };
        row("CRLF", "a,b\r\n1,2\r\n", {{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}});
        row("no final newline", "a,b\n1,2", {{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}});
        row("tab", "a\tb,c\n1\t2\n", {{u"a"_s, u"b,c"_s}, {u"1"_s, u"2"_s}});
        row("semicolon", "a;b\n1,5;2,5\n", {{u"a"_s, u"b"_s}, {u"1,5"_s, u"2,5"_s}});
        row("quotes", "a,b\n\"x, \"\"y\"\"\r\nz\",\"\"\n", {{u"a"_s, u"b"_s}, {u"x, \"y\"\nz"_s, QString()}});
        row("trailing empty cell", "a,b\n1,\n", {{u"a"_s, u"b"_s}, {u"1"_s, QString()}});
        row("inch mark", "a,b\n5\" pipe,2\n", {{u"a"_s, u"b"_s}, {u"5\" pipe"_s, u"2"_s}});
        row("blank lines", "a,b\n\n1,2\n\n", {{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}});
        row("one column", "a\n1\n", {{u"a"_s}, {u"1"_s}});
    }
    void delimited() {
        QFETCH(QByteArray, bytes);
        QFETCH(std::vector<QStringList>, rows);
        const Result<RawTable> table = readTable(write(u"t.csv"_s, bytes));
        QVERIFY2(table.ok(), firstCode(table).c_str());
        QCOMPARE(table->rows, rows);
    }

    void detected() {
        const Result<RawTable> table = readTable(write(u"t.csv"_s, "title;\nname;value\nx;1,5\n"));
        QVERIFY(table.ok());
        QCOMPARE(table->headerRow, std::size_t(1));
        QCOMPARE(table->decimalMark, std::optional<QChar>(u','));
        ReadOptions comma;
        comma.separator = u',';
        comma.padRaggedRows = true;
        const Result<RawTable> changed = readTable(m_folder.filePath(u"t.csv"_s), comma);
        QVERIFY(changed.ok());
        QCOMPARE(changed->rows[2], (QStringList{u"x;1"_s, u"5"_s}));
        QVERIFY(noted(*changed, "interchange.paddedRows"));
    }

    void refusedText_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const QByteArray& bytes, const char* code, const char* value) {
            QTest::newRow(name) << bytes << QString::fromLatin1(code) << QString::fromLatin1(value);
        };
        row("empty", "", "interchange.emptyFile", "");
        row("only newlines", "\n\n", "interchange.emptyFile", "");
        row("neither UTF-8 nor CP932", "a,b\n\x81\xFF,\xFF\n", "interchange.unknownEncoding", "4");
        row("UTF-8 cut in a character", "\xE7\x9C\x8C,\xE7\x9C", "interchange.unknownEncoding", "4");
        row("both", "a,b\n\xC3\xA9,1\n", "interchange.ambiguousEncoding", "4");
        row("mark, then garbage",
            "\xEF\xBB\xBF"
            "a\xFF\n",
            "interchange.brokenEncoding", "4");
        row("half a UTF-16 unit",
            QByteArray("\xFF\xFE"
                       "a\0b",
                       5),
            "interchange.brokenEncoding", "4");
        row("binary",
            QByteArray("\x7F"
                       "ELF\2\1\1\0\0\0",
                       10),
            "interchange.binaryBytes", "7");
        row("control character", "a,b\n1,\x01\n", "interchange.binaryFile", "U+0001");
        row("open quote", "a,b\n1,\"2\n3,4\n", "interchange.unbalancedQuote", "2");
        row("text after quote", "a,b\n\"1\"x,2\n", "interchange.textAfterQuote", "2");
        row("ragged", "a,b\n1,2\n3\n", "interchange.raggedRow", "1");
        row("old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 etc", "interchange.oldWorkbook", "");
        row("10,001 columns", QByteArray("a,").repeated(10'000) + "b\n", "interchange.tooManyColumns", "10001");
    }
    void refusedText() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        QFETCH(QString, value);
        const Result<RawTable> table = readTable(write(u"t.csv"_s, bytes));
        QCOMPARE(QString::fromStdString(firstCode(table)), code);
        QCOMPARE(QString::fromStdString(table.issues().front().value), value);
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(table.issues().front(), language);
            QVERIFY2(sentence.contains(u"t.csv"_s) && !sentence.contains(u'{'), qPrintable(sentence));
        }
    }

    void encodingCanBeForced() {
        const QString path = write(u"t.csv"_s, "a,b\n\xC3\xA9,1\n");
        ReadOptions options;
        options.encoding = TextEncoding::utf8;
        QCOMPARE(readTable(path, options)->rows[1][0], u"é"_s);
        options.encoding = TextEncoding::cp932;
        QCOMPARE(readTable(path, options)->rows[1][0], u"ﾃｩ"_s);
        options.encoding = TextEncoding::utf16LittleEndian;
        QCOMPARE(readTable(write(u"u.csv"_s, QByteArray("a\0,\0b\0", 6)), options)->rows[0],
                 (QStringList{u"a"_s, u"b"_s}));
    }

    void paste() {
        const Result<RawTable> table = pasteTable(u"県\t値\r\n東京都\t\"1\n2\"\r\n大阪府\r\n"_s);
        QVERIFY(table.ok());
        QCOMPARE(table->rows,
                 (std::vector<QStringList>{{u"県"_s, u"値"_s}, {u"東京都"_s, u"1\n2"_s}, {u"大阪府"_s, QString()}}));
        QCOMPARE(table->rowNumbers, (std::vector<int>{1, 2, 4}));
        QVERIFY(!pasteTable(QString()).ok());
    }

    /// What libxlsxwriter wrote, see PROVENANCE.md.
    void xlsxFromAnotherWriter() {
        const Result<RawTable> first = readTable(workbook);
        QVERIFY2(first.ok(), firstCode(first).c_str());
        QCOMPARE(first->sheetNames, (QStringList{u"都道府県"_s, u"価格 2026"_s}));
        QCOMPARE(first->sheet, u"都道府県"_s);
        QCOMPARE(first->rows, (std::vector<QStringList>{{u"都道府県"_s, u"人口"_s, u"件数"_s},
                                                        {u"北海道"_s, u"5092000"_s, u"4948"_s},
                                                        {u"東京都"_s, u"14086000"_s, u"-"_s},
                                                        {u"髙﨑①㎡"_s, u"19178000"_s, u"0.1"_s},
                                                        {u"北海道x"_s, u"TRUE"_s, QString()}}));
        QVERIFY(noted(*first, "interchange.formulaValues"));
        ReadOptions options;
        options.sheet = u"価格 2026"_s;
        const Result<RawTable> second = readTable(workbook, options);
        QVERIFY(second.ok());
        QCOMPARE(second->rows, (std::vector<QStringList>{{u"日付"_s, u"値"_s},
                                                         {u"2024-04-01"_s, u"0.125"_s},
                                                         {u"2026-06-01"_s, u"123.456"_s},
                                                         {u"46174"_s, QString()},
                                                         {u"2026-06-01T13:30:00"_s, QString()}}));
        options.sheet = u"ない"_s;
        QCOMPARE(firstCode(readTable(workbook, options)), std::string("interchange.unknownSheet"));
    }

    /// Furigana, inline strings, errors, padded codes, the 1904 calendar, cells without names: all legal, all seen in
    /// use.
    void xlsxOddities() {
        const QByteArray rows =
            R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>直</t></is></c></row>)"
            R"(<row r="3" hidden="1"><c><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="d"><v>2026-06-01</v></c></row>)"
            R"(<row r="4"><c r="A4" s="1"><v>1</v></c><c r="B4" s="2"><v>44712</v></c><c r="C4"><f>1+1</f></c></row>)";
        const QByteArray strings =
            R"(<si><t>東京都</t><rPh sb="0" eb="3"><t>トウキョウト</t></rPh></si>)"
            R"(<si><r><t>大</t></r><r><t>阪_x000D_府</t></r><rPh sb="0" eb="3"><t>オオサカ</t></rPh></si>)";
        const QByteArray formats = R"(<numFmts><numFmt numFmtId="164" formatCode="00"/></numFmts>)"
                                   R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
                                   R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>)";
        const Result<RawTable> table =
            readTable(writeZip(u"odd.xlsx"_s, xlsxParts(rows, strings, formats, R"(<workbookPr date1904="1"/>)")));
        QVERIFY2(table.ok(), firstCode(table).c_str());
        QCOMPARE(table->rows, (std::vector<QStringList>{{u"東京都"_s, u"大阪\r府"_s, u"直"_s},
                                                        {u"1"_s, u"#DIV/0!"_s, u"2026-06-01"_s},
                                                        {u"01"_s, u"2026-06-01"_s, QString()}}));
        QCOMPARE(table->rowNumbers, (std::vector<int>{1, 3, 4}));
        QVERIFY(noted(*table, "interchange.hiddenRows"));
        QVERIFY(noted(*table, "interchange.formulaWithoutValue"));
    }

    void numberFormats_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<FormatKind>("kind");
        const auto row = [](const QString& code, FormatKind kind) { QTest::newRow(qPrintable(code)) << code << kind; };
        row(u"yyyy/m/d"_s, FormatKind::date);
        row(u"[$-411]ggge\"年\"m\"月\"d\"日\";@"_s, FormatKind::date);
        row(u"h:mm:ss.0"_s, FormatKind::date);
        row(u"[h]:mm"_s, FormatKind::duration);
        row(u"00000"_s, FormatKind::zeroPadded);
        row(u"General"_s, FormatKind::number);
        row(u"General\"人\""_s, FormatKind::number);
        row(u"G/標準"_s, FormatKind::number);
        row(u"0.00E+00"_s, FormatKind::number);
        row(u"\"¥\"#,##0;[Red]\"¥\"-#,##0"_s, FormatKind::number);
        row(u"0.0%"_s, FormatKind::number);
        row(u"#,##0\"days\""_s, FormatKind::number);
    }
    void numberFormats() {
        QFETCH(QString, code);
        QFETCH(FormatKind, kind);
        QCOMPARE(formatKindOfCode(code), kind);
    }

    /// Day numbers as Excel shows them: 1 is 1900-01-01, 61 is 1900-03-01, 45383 is 2024-04-01.
    void serialDates() {
        QCOMPARE(dateOfSerial(1, false), u"1900-01-01"_s);
        QCOMPARE(dateOfSerial(59, false), u"1900-02-28"_s);
        QCOMPARE(dateOfSerial(60, false), QString());
        QCOMPARE(dateOfSerial(61, false), u"1900-03-01"_s);
        QCOMPARE(dateOfSerial(45383, false), u"2024-04-01"_s);
        QCOMPARE(dateOfSerial(45383 - 1462, true), u"2024-04-01"_s);
        QCOMPARE(dateOfSerial(0.5, false), u"12:00:00"_s);
        QCOMPARE(dateOfSerial(-1, false), QString());
    }

    void ods() {
        const QByteArray rows =
            R"(<table:table-row><table:table-cell office:value-type="string"><text:p>県<text:s/>名</text:p></table:table-cell>)"
            R"(<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5092000"><text:p>5,092,000</text:p></table:table-cell></table:table-row>)"
            R"(<table:table-row><table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12.5%</text:p></table:table-cell>)"
            R"(<table:table-cell office:value-type="date" office:date-value="2026-06-01"><text:p>2026/6/1</text:p></table:table-cell>)"
            R"(<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell></table:table-row>)"
            R"(<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>)";
        const Result<RawTable> table = readTable(writeZip(u"t.ods"_s, {{"content.xml", odsContent(rows)}}));
        QVERIFY2(table.ok(), firstCode(table).c_str());
        QCOMPARE(table->sheet, u"都道府県"_s);
        QCOMPARE(table->rows, (std::vector<QStringList>{{u"県 名"_s, u"5092000"_s, u"5092000"_s},
                                                        {u"0.125"_s, u"2026-06-01"_s, u"TRUE"_s}}));
    }

    void refusedWorkbooks_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QFile original(workbook);
        if (!original.open(QIODevice::ReadOnly)) qFatal("fixture is missing");
        const QByteArray bytes = original.readAll();
        const auto row = [](const char* name, const QString& path, const char* code) {
            QTest::newRow(name) << path << QString::fromLatin1(code);
        };
        row("missing file", m_folder.filePath(u"none.xlsx"_s), "interchange.cannotOpen");
        row("truncated", write(u"cut.xlsx"_s, bytes.left(bytes.size() / 2)), "interchange.truncatedArchive");
        QByteArray flipped = bytes;
        flipped[flipped.indexOf("xl/sharedStrings.xml") + 40] ^= 0x55;
        row("damaged entry", write(u"flipped.xlsx"_s, flipped), "interchange.truncatedArchive");
        row("text", write(u"text.xlsx"_s, "a,b\n1,2\n"), "interchange.notAZip");
        row("another zip", writeZip(u"z.xlsx"_s, {{"a.txt", "x"}}), "interchange.unknownArchive");
        row("bomb", writeZip(u"bomb.xlsx"_s, xlsxParts(QByteArray(20 << 20, ' '))), "interchange.archiveRatio");
        row("path outside", writeZip(u"path.xlsx"_s, {{"../evil", "x"}}), "interchange.archivePath");
        row("broken XML", writeZip(u"xml.xlsx"_s, xlsxParts("<row><c>")), "interchange.brokenXml");
        row("DOCTYPE", writeZip(u"dtd.ods"_s, {{"content.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}}),
            "interchange.brokenXml");
        row("string index", writeZip(u"index.xlsx"_s, xlsxParts(R"(<row r="1"><c r="A1" t="s"><v>9</v></c></row>)")),
            "interchange.brokenXml");
        row("no cells", writeZip(u"empty.xlsx"_s, xlsxParts("")), "interchange.emptyTable");
        row("far column", writeZip(u"far.xlsx"_s, xlsxParts(R"(<row r="1"><c r="XFD1"><v>1</v></c></row>)")),
            "interchange.tooManyColumns");
        const QByteArray repeated =
            R"(<table:table-row table:number-rows-repeated="2147483647"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>)";
        row("repeated rows", writeZip(u"rows.ods"_s, {{"content.xml", odsContent(repeated)}}),
            "interchange.tooManyRows");
    }
    void refusedWorkbooks() {
        QFETCH(QString, path);
        QFETCH(QString, code);
        const Result<RawTable> table = readTable(path);
        QCOMPARE(QString::fromStdString(firstCode(table)), code);
        const QString sentence = MessageCatalogue::instance().sentence(table.issues().front(), Language::ja);
        QVERIFY2(!sentence.contains(u'{'), qPrintable(sentence));
    }

    void archiveFigures() {
        ReadOptions options;
        options.archive.entries = 3;
        const Result<RawTable> many = readTable(workbook, options);
        QCOMPARE(firstCode(many), std::string("interchange.archiveEntries"));
        QCOMPARE(many.issues().front().limit, std::string("3"));
        options = {};
        options.archive.uncompressedBytes = 1000;
        QCOMPARE(firstCode(readTable(workbook, options)), std::string("interchange.archiveSize"));
        options = {};
        options.fileBytes = 100;
        QCOMPARE(firstCode(readTable(workbook, options)), std::string("interchange.fileTooLarge"));
    }
};

QTEST_APPLESS_MAIN(TableReaderTest)
#include "table_reader_test.moc"

// What columns hold, numbers with two readings, and templates for the next file of a shape.
#include "app/messages/catalogue.h"
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

void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}  // namespace

class StudyImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void data() {
        const nlohmann::json data = *studyData(tableOf({{u" x "_s, u"y"_s, u"z"_s},
                                                        {u"1.5"_s, u"a"_s, u"１２"_s},
                                                        {QString(), u"2"_s, u"3万"_s},
                                                        {u" -4e1 "_s, u"NA"_s, u"-"_s}}));
        QVERIFY(data["columns"] == nlohmann::json({"x", "y", "z"}));
        QVERIFY(data["rows"] == nlohmann::json({{1.5, "a", 12.0}, {nullptr, "2", 30000.0}, {-40.0, nullptr, nullptr}}));
    }

    void decimalComma() {
        RawTable table = tableOf({{u"x"_s}, {u"1,5"_s}, {u"1.234,5"_s}});
        table.decimalMark = u',';
        QVERIFY((*studyData(table))["rows"] == nlohmann::json({{1.5}, {1234.5}}));
    }

    void ambiguity_data() {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("example");
        QTest::newRow("one group") << QStringList{u"1,234"_s, u"5"_s} << u"1,234"_s;
        QTest::newRow("comma of two readings") << QStringList{u"7"_s, u"1,5"_s} << u"1,5"_s;
        QTest::newRow("the file shows the point") << QStringList{u"1,234"_s, u"12.5"_s} << QString();
        QTest::newRow("grouped twice") << QStringList{u"1,234,567"_s, u"1,234"_s} << QString();
        QTest::newRow("plain") << QStringList{u"1234"_s, u"0.125"_s} << QString();
        QTest::newRow("point and three digits") << QStringList{u"1.234"_s, u"5"_s} << u"1.234"_s;
        QTest::newRow("comma beside point") << QStringList{u"1,5"_s, u"1.5"_s} << u"1,5"_s;
        QTest::newRow("point beside comma") << QStringList{u"1.5"_s, u"1,5"_s} << u"1,5"_s;
        QTest::newRow("words beside a group") << QStringList{u"unknown"_s, u"1,234"_s, u"12.5"_s} << QString();
        QTest::newRow("the file shows that the point divides") << QStringList{u"1.234"_s, u"1.5"_s} << QString();
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
        QVERIFY(memory.rememberRoles({"summary", {u"a"_s, u"b"_s}, {}, {{"columns", {"b"}}, {"group", {"a"}}}}).ok());
        const auto found = ImportMemory(folder.path()).find("summary", {u"a"_s, u"b"_s});
        QVERIFY(found);
        QCOMPARE(found->decimalMark, std::optional<QChar>(u','));
        QCOMPARE(found->roles.at("columns"), std::vector<std::string>{"b"});
        QVERIFY(!memory.find("summary", {u"b"_s, u"a"_s}));
        QVERIFY(!memory.find("survival", {u"a"_s, u"b"_s}));
        writeFile(folder.filePath(u"import-templates.json"_s), "[1, 2");
        QVERIFY(!memory.find("summary", {u"a"_s, u"b"_s}));
    }

    /// Where commas separate cells, a point can only be the decimal mark.
    void pointBetweenCommas() {
        RawTable table = tableOf({{u"x"_s}, {u"1.234"_s}});
        table.separator = u',';
        QCOMPARE(columnContents(table)->front().ambiguous, std::size_t(0));
        table.separator = u';';
        QCOMPARE(columnContents(table)->front().example, u"1.234"_s);
    }

    void openMarksAreRefused() {
        const auto refused = studyData(tableOf({{u"cost"_s}, {u"1,234"_s}}));
        QVERIFY(!refused);
        QCOMPARE(refused.issues().front().code, std::string("import.decimalMark"));
        QVERIFY(refused.issues().front().value.find("cost") != std::string::npos);
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(refused.issues().front(), language);
            QVERIFY2(sentence.contains(u"--decimal-mark"_s) && !sentence.contains(u'{'), qPrintable(sentence));
        }
    }

    void dates_data() {
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QStringList>("taken");  // empty: asked about
        const auto row = [](const char* name, const QStringList& cells, const QStringList& taken) {
            QTest::newRow(name) << cells << taken;
        };
        row("year first", {u"2024/2/1"_s, u"2024-02-29"_s}, {u"2024-02-01"_s, u"2024-02-29"_s});
        row("Japanese", {u"令和6年2月1日"_s, u"2024年3月1日"_s}, {u"2024-02-01"_s, u"2024-03-01"_s});
        row("day first, as one cell shows", {u"01/02/2024"_s, u"31/01/2024"_s}, {u"2024-02-01"_s, u"2024-01-31"_s});
        row("month first, as one cell shows", {u"01/02/2024"_s, u"01/31/2024"_s}, {u"2024-01-02"_s, u"2024-01-31"_s});
        row("two readings", {u"01/02/2024"_s, u"03/04/2024"_s}, {});
        row("the same either way", {u"02/02/2024"_s}, {u"2024-02-02"_s});
        row("no order fits all", {u"31/01/2024"_s, u"01/31/2024"_s}, {u"31/01/2024"_s, u"01/31/2024"_s});
        row("full width", {u"２０２４／２／１"_s, u"Ｒ６．５．１"_s}, {u"2024-02-01"_s, u"2024-05-01"_s});
        row("points", {u"2024.5.1"_s, u"2024.12.31"_s}, {u"2024-05-01"_s, u"2024-12-31"_s});
        row("eras", {u"令和6年5月1日"_s, u"R6.5.1"_s, u"平成31年4月30日"_s, u"昭和64年1月7日"_s, u"明治45年7月30日"_s},
            {u"2024-05-01"_s, u"2024-05-01"_s, u"2019-04-30"_s, u"1989-01-07"_s, u"1912-07-30"_s});
        row("an era in words", {u"R6.5.1"_s, u"R5 or later"_s}, {u"R6.5.1"_s, u"R5 or later"_s});
    }
    void dates() {
        QFETCH(QStringList, cells);
        QFETCH(QStringList, taken);
        std::vector<QStringList> rows{{u"day"_s}};
        for (const QString& cell : cells) rows.push_back({cell});
        const auto data = studyData(tableOf(rows));
        QCOMPARE(data.ok(), !taken.isEmpty());
        if (!data) {
            QCOMPARE(data.issues().front().code, std::string("import.dateOrder"));
            return;
        }
        for (int i = 0; i < taken.size(); ++i) {
            QCOMPARE((*data)["rows"][static_cast<std::size_t>(i)][0], nlohmann::json(taken[i].toStdString()));
        }
    }

    /// A column of dates does not become text because one of them is none; the cell is named.
    void datesThatAreNone_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<std::string>("code");
        QTest::newRow("no such day") << u"2024-02-30"_s << std::string("interchange.noSuchDay");
        QTest::newRow("no such day, day first") << u"31/11/2024"_s << std::string("interchange.noSuchDay");
        QTest::newRow("after the era") << u"昭和64年1月8日"_s << std::string("interchange.dayOutsideEra");
        QTest::newRow("before the era") << u"R1.4.30"_s << std::string("interchange.dayOutsideEra");
        QTest::newRow("empty date of a spreadsheet") << u"1899-12-30"_s << std::string("interchange.dayTooEarly");
        QTest::newRow("before 1900 in an era") << u"明治5年12月2日"_s << std::string("interchange.dayTooEarly");
    }
    void datesThatAreNone() {
        QFETCH(QString, cell);
        QFETCH(std::string, code);
        const RawTable table = tableOf({{u"n"_s, u"day"_s}, {u"1"_s, u"2024-05-01"_s}, {u"2"_s, cell}});
        const auto contents = columnContents(table);
        QVERIFY((*contents)[1].kind() == ColumnKind::dates);
        QCOMPARE((*contents)[1].refusedExample, cell);
        const auto refused = studyData(table);
        QVERIFY(!refused);
        const Issue& issue = refused.issues().front();
        QCOMPARE(issue.code, code);
        QCOMPARE(issue.where, std::string("day [B3]"));
        QCOMPARE(issue.value, cell.toStdString());
        for (const Language language : {Language::ja, Language::en}) {
            const QString sentence = MessageCatalogue::instance().sentence(issue, language);
            QVERIFY2(sentence.contains(cell) && !sentence.contains(u'{'), qPrintable(sentence));
        }
        // The two ways out the sentence names.
        ImportChoices choices;
        choices.columns[u"day"_s].kind = ColumnKind::words;
        QVERIFY((*studyData(table, *contents, choices))["rows"][1][1] == cell.toStdString());
        choices = {};
        choices.missingCodes << cell;
        QVERIFY((*studyData(table, *columnContents(table, choices), choices))["rows"][1][1].is_null());
    }

    /// Digits, points, commas and signs in full width are those of half width, with the same questions.
    void fullWidthNumbers() {
        const nlohmann::json data =
            *studyData(tableOf({{u"x"_s}, {u"１２"_s}, {u"－５"_s}, {u"1２．５"_s}, {u"　３　"_s}, {u"－"_s}}));
        QVERIFY(data["rows"] == nlohmann::json({{12.0}, {-5.0}, {12.5}, {3.0}, {nullptr}}));
        RawTable table = tableOf({{u"x"_s}, {u"１２"_s}, {u"13，5"_s}});
        const auto open = studyData(table);
        QVERIFY(!open);
        QCOMPARE(open.issues().front().code, std::string("import.decimalMark"));
        QVERIFY(open.issues().front().value.find("13，5") != std::string::npos);
        table.decimalMark = u',';
        QVERIFY((*studyData(table))["rows"] == nlohmann::json({{12.0}, {13.5}}));
        QVERIFY((*studyData(tableOf({{u"x"_s}, {u"１，２３４，５６７"_s}})))["rows"][0][0] == 1234567.0);
        // Codes and words keep the width they were written in, and a footnote is no digit.
        const nlohmann::json words = *studyData(tableOf({{u"code"_s, u"site"_s}, {u"００７"_s, u"Ａ１２①"_s}}));
        QVERIFY(words["rows"][0] == nlohmann::json::array({"００７", "Ａ１２①"}));
        QVERIFY(columnContents(tableOf({{u"x"_s}, {u"１２①"_s}}))->front().kind() == ColumnKind::words);
    }

    void chosenDateOrder() {
        const RawTable table = tableOf({{u"day"_s}, {u"01/02/2024"_s}});
        ImportChoices choices;
        const auto taken = [&](DateOrder order) {
            choices.dateOrder = order;
            return (*studyData(table, *columnContents(table, choices), choices))["rows"][0][0].get<std::string>();
        };
        QCOMPARE(taken(DateOrder::dayFirst), std::string("2024-02-01"));
        QCOMPARE(taken(DateOrder::monthFirst), std::string("2024-01-02"));
        QCOMPARE(taken(DateOrder::keepText), std::string("01/02/2024"));
    }

    void columnsAsChosen() {
        const RawTable table = tableOf({{u"code"_s, u"cost"_s, u"note"_s, u"n"_s},
                                        {u"007"_s, u"1.1"_s, u"x"_s, u"999"_s},
                                        {u"012"_s, u"2.3"_s, u"y"_s, u"5"_s}});
        ImportChoices choices;
        choices.missingCodes << u"999"_s;
        choices.columns[u"note"_s].kind = ColumnKind::leftOut;
        choices.columns[u"cost"_s] = {{}, u"円"_s, 1000};
        const auto contents = *columnContents(table, choices);
        QCOMPARE(contents[0].codes, std::size_t(2));
        QCOMPARE(contents[3].missing, std::size_t(1));
        const auto data = *studyData(table, contents, choices);
        QVERIFY(data["columns"] == nlohmann::json({"code", "cost", "n"}));
        // 1.1 × 1000 in decimals, not in binary fractions.
        QVERIFY(data["rows"] == nlohmann::json({{"007", 1100.0, nullptr}, {"012", 2300.0, 5.0}}));
        QVERIFY(data["units"] == nlohmann::json({{"cost", "円"}}));
    }

    /// A factor multiplies numbers only; codes are words unless they are taken as numbers.
    void factorOfWords() {
        const RawTable table = tableOf({{u"code"_s, u"arm"_s}, {u"007"_s, u"A"_s}});
        ImportChoices choices;
        choices.columns[u"code"_s].factor = 1000;
        choices.columns[u"arm"_s].factor = 0.5;
        const auto contents = *columnContents(table, choices);
        const auto refused = studyData(table, contents, choices);
        QVERIFY(!refused);
        QCOMPARE(refused.issues().size(), std::size_t(2));
        for (const Issue& issue : refused.issues()) {
            QCOMPARE(issue.code, std::string("import.factorOfWords"));
            for (const Language language : {Language::ja, Language::en}) {
                const QString sentence = MessageCatalogue::instance().sentence(issue, language);
                QVERIFY2(!sentence.isEmpty() && !sentence.contains(u'{'), qPrintable(sentence));
            }
        }
        choices.columns[u"code"_s].kind = ColumnKind::numbers;
        choices.columns[u"arm"_s].factor = 1;
        QVERIFY((*studyData(table, contents, choices))["rows"] == nlohmann::json({{7000.0, "A"}}));
    }

    void cellsThatDoNotFit() {
        const RawTable table = tableOf({{u"n"_s, u"day"_s}, {u"12"_s, u"2024-01-01"_s}, {u"twelve"_s, u"soon"_s}});
        ImportChoices choices;
        choices.columns[u"n"_s].kind = ColumnKind::numbers;
        choices.columns[u"day"_s].kind = ColumnKind::dates;
        const auto data = studyData(table, *columnContents(table, choices), choices);
        QVERIFY(!data);
        QCOMPARE(data.issues().size(), std::size_t(2));
        QCOMPARE(data.issues()[0].code, std::string("import.notANumber"));
        QCOMPARE(data.issues()[1].code, std::string("import.notADate"));
        for (const Issue& issue : data.issues()) {
            QCOMPARE(issue.details.at("row"), std::string("3"));
            for (const Language language : {Language::ja, Language::en}) {
                const QString sentence = MessageCatalogue::instance().sentence(issue, language);
                QVERIFY2(!sentence.isEmpty() && !sentence.contains(u'{'), qPrintable(sentence));
            }
        }
    }

    /// Everything that was chosen of a file comes back for the next one of its shape.
    void templatesKeepChoices() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        ImportTemplate made{"summary", {u"腕"_s, u"分"_s, u"備考"_s}};
        made.encoding = TextEncoding::cp932;
        made.separator = u';';
        made.headerRow = 1;
        made.padRaggedRows = true;
        made.choices.missingCodes = {u"999"_s};
        made.choices.dateOrder = DateOrder::dayFirst;
        made.choices.columns[u"分"_s] = {ColumnKind::numbers, u"分"_s, 60};
        made.choices.columns[u"備考"_s].kind = ColumnKind::leftOut;
        QVERIFY(memory.remember(made).ok());
        QVERIFY(memory.find("summary", made.headers) == made);
        // Roles come later, from a study whose data lack the column that was left out.
        QVERIFY(memory.rememberRoles({"summary", {u"腕"_s, u"分"_s}, {}, {{"columns", {"分"}}}}).ok());
        made.roles = {{"columns", {"分"}}};
        QVERIFY(memory.find("summary", made.headers) == made);
    }

    /// "腕;分" in CP932 below a line of words: detection alone would take the first line for the headers.
    void shapeIsRecognised() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        ImportTemplate made{"summary", {u"腕"_s, u"分"_s}};
        made.encoding = TextEncoding::cp932;
        made.separator = u';';
        made.headerRow = 1;
        made.padRaggedRows = true;
        QVERIFY(memory.remember(made).ok());
        const QString path = folder.filePath(u"next.csv"_s);
        writeFile(path, "Times, 2024, ward\n\x98\x72;\x95\xaa\nA;1,5\n");
        QVERIFY(memory.recognise("summary", path) == made);
        QVERIFY(!memory.recognise("survival", path));
        const auto table = readTable(path, made.readAs({}));
        QVERIFY(table.ok());
        QCOMPARE(table->header(), made.headers);
    }

    /// Roles that were cleared stay cleared.
    void rolesAreForgotten() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        QVERIFY(memory.remember({"summary", {u"a"_s}, {}, {{"columns", {"a"}}}}).ok());
        QVERIFY(memory.remember({"summary", {u"a"_s}, QChar(u','), {}}).ok());
        QVERIFY(memory.find("summary", {u"a"_s})->roles.empty());
    }

    /// The header "腕" in UTF-8 is three other characters in CP932: what the bytes say stands above what was chosen.
    void encodingThatIsSureIsNotOverridden() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        ImportTemplate made{"summary", {u"腕"_s, u"分"_s}};
        made.encoding = TextEncoding::cp932;
        QVERIFY(memory.remember(made).ok());
        const QString path = folder.filePath(u"next.csv"_s);
        writeFile(path, "腕,分\nA,1\n");
        QVERIFY(memory.recognise("summary", path) == made);
    }

    /// UTF-16 without a mark, longer than the head that is looked at: it is not cut within a character.
    void longUtf16IsRecognised() {
        QTemporaryDir folder;
        const ImportMemory memory(folder.path());
        ImportTemplate made{"summary", {u"a"_s, u"b"_s}};
        made.encoding = TextEncoding::utf16LittleEndian;
        QVERIFY(memory.remember(made).ok());
        QByteArray bytes("a\0,\0b\0\n\0", 8);
        while (bytes.size() < 80'000)
            bytes.append(
                "1\0,\0"
                "2\0\n\0",
                8);
        const QString path = folder.filePath(u"next.csv"_s);
        writeFile(path, bytes);
        QVERIFY(memory.recognise("summary", path) == made);
    }

    /// A million cells are not needed to see that stopping leaves nothing: the third report stops the import.
    void stopsInTheMiddle() {
        std::vector<QStringList> rows{{u"x"_s}};
        for (int row = 0; row < 30'000; ++row) rows.push_back({QString::number(row)});
        const RawTable table = tableOf(rows);
        std::stop_source stop;
        int reports = 0;
        const ReadProgress progress{stop.get_token(), [&](std::size_t, std::size_t) {
                                        if (++reports == 3) stop.request_stop();
                                    }};
        const auto contents = *columnContents(table);
        const auto data = studyData(table, contents, {}, progress);
        QVERIFY(!data);
        QCOMPARE(data.issues().front().code, std::string("core.cancelled"));
        QCOMPARE(reports, 3);
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
        next.inputs["data"] = {{"columns", {"a", "b"}}, {"rows", {{1, 2}}}};
        giveRoles(next, made->roles);
        QVERIFY(next.inputs["group"] == "a");  // unless it is a column of a table before
    }
};

QTEST_APPLESS_MAIN(StudyImportTest)
#include "study_import_test.moc"

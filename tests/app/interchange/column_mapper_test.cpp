#include "app/interchange/column_mapper.h"

#include "app/interchange/table_reader.h"
#include "app/messages/catalogue.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString prefectureFile = QStringLiteral(KACHI_TEST_DATA "/interchange/prefectures-physicians-2020.csv");

RawTable pasted(const QString& tsv) {
    return pasteTable(tsv).value();
}

std::string codes(const Issues& issues) {
    std::string all;
    for (const Issue& issue : issues) all += issue.code + " [" + issue.where + "] " + issue.value + "; ";
    return all;
}

}  // namespace

class ColumnMapperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The published table as it is: code, name, population and physicians; 47 rows.
    void publishedPrefectureTable() {
        const Result<RawTable> table = readTable(prefectureFile);
        QVERIFY(table.ok());
        ColumnMapper mapper(*table, regionalTableSchema());
        ColumnMapping mapping = mapper.mapping();
        QCOMPARE(mapping.sources.at("region").column, 0);
        QCOMPARE(mapping.sources.at("name").column, 1);
        QCOMPARE(mapping.sources.at("population").column, 2);
        QVERIFY(!mapping.sources.contains("count"));
        const Result<MappedTable> refused = mapper.apply();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.issues().front().code, std::string("interchange.unmappedColumn"));

        mapping.sources["count"] = {3, 1};
        mapper.setMapping(mapping);
        const Result<MappedTable> mapped = mapper.apply();
        QVERIFY2(mapped.ok(), codes(mapped.issues()).c_str());
        QCOMPARE(mapped->rowCount(), std::size_t(47));
        QCOMPARE(mapped->texts.at("region")[12].value(), u"13"_s);
        // 2020 census: 126,146,099 persons in all (総務省 令和2年国勢調査 人口等基本集計).
        qint64 total = 0;
        for (const auto& population : mapped->numbers.at("population"))
            total += static_cast<qint64>(population.value());
        QCOMPARE(total, qint64(126'146'099));
        QVERIFY2(mapped->issues.empty(), codes(mapped->issues).c_str());
        QCOMPARE(mapped->digest, table->digest);
    }

    /// Names with and without 県/都/府, masked cells, a total row, units in brackets, full-width digits.
    void variantsAndMaskedCells() {
        ColumnMapper mapper(pasted(u"都道府県\t総人口（千人）\t算定回数\n"
                                   "全国\t126,146\t100\n"
                                   "北海道\t5,224.614\t4,948\n"
                                   "東京\t14,048\t-\n"
                                   "大阪府\t８，８３８\t１，２３４\n"
                                   "Okinawa\t1467.48\t…\n"
                                   "京都\t2578\tNA\n"_s),
                            regionalTableSchema());
        QCOMPARE(mapper.mapping().sources.at("population").factor, 1000.0);
        QCOMPARE(mapper.mapping().excludedRows, std::set<std::size_t>{1});
        const Result<MappedTable> mapped = mapper.apply();
        QVERIFY2(mapped.ok(), codes(mapped.issues()).c_str());
        QCOMPARE(mapped->texts.at("region"),
                 (std::vector<std::optional<QString>>{u"01"_s, u"13"_s, u"27"_s, u"47"_s, u"26"_s}));
        QCOMPARE(mapped->numbers.at("population"),
                 (std::vector<std::optional<double>>{5'224'614, 14'048'000, 8'838'000, 1'467'480, 2'578'000}));
        QCOMPARE(mapped->numbers.at("count"),
                 (std::vector<std::optional<double>>{4948, std::nullopt, 1234, std::nullopt, std::nullopt}));
        QCOMPARE(mapped->rowNumbers, (std::vector<int>{3, 4, 5, 6, 7}));
        const std::string notes = codes(mapped->issues);
        for (const char* code : {"interchange.missingCells", "interchange.unitFactor", "interchange.missingRegions",
                                 "interchange.excludedRow"}) {
            QVERIFY2(notes.find(code) != std::string::npos, code);
        }
    }

    void everyBadCellIsNamed() {
        ColumnMapper mapper(pasted(u"県\t人口\t件数\n青森県\t12.5\t1\n青森\t-3\tx\n江戸\t1\t1,23\n-\t1\t1\n"_s),
                            regionalTableSchema());
        ColumnMapping mapping = mapper.mapping();
        mapping.sources["region"] = {0, 1};
        mapper.setMapping(mapping);
        const Result<MappedTable> mapped = mapper.apply();
        QVERIFY(!mapped.ok());
        const std::string found = codes(mapped.issues());
        for (const char* text : {"interchange.notWhole [人口 [B2]] 12.5", "interchange.outOfRange [人口 [B3]] -3",
                                 "interchange.notANumber [件数 [C3]] x", "interchange.unknownPrefecture [県 [A4]] 江戸",
                                 "interchange.ambiguousNumber [件数 [C4]] 1,23",
                                 "interchange.duplicateKey [県 [A3]] 02", "interchange.missingKey [県 [A5]] -"}) {
            QVERIFY2(found.find(text) != std::string::npos, (std::string(text) + " in " + found).c_str());
        }
        const auto preview = mapper.preview(2);
        QCOMPARE(preview.size(), std::size_t(2));
        QCOMPARE(preview[0][0].text, u"02"_s);
        QCOMPARE(preview[1][1].issues.front().code, std::string("interchange.outOfRange"));
    }

    /// A rate needs people.
    void nobodyLivesThere() {
        const auto mapped =
            ColumnMapper(pasted(u"都道府県\t人口\t件数\n青森県\t0\t1\n"_s), regionalTableSchema()).apply();
        QVERIFY(!mapped.ok());
        QCOMPARE(codes(mapped.issues()), std::string("interchange.outOfRange [人口 [B2]] 0; "));
        QCOMPARE(mapped.issues().front().limit, std::string("> 0"));
    }

    void missingCodesCanBeChanged() {
        ColumnMapper mapper(pasted(u"task\tstaff\tbefore\tafter\tcount\nA\tN\t1\t***\t3\n"_s), labourTasksSchema());
        QVERIFY(!mapper.apply().ok());
        ColumnMapping mapping = mapper.mapping();
        mapping.missingCodes.push_back(u"***"_s);
        mapper.setMapping(mapping);
        const Result<MappedTable> mapped = mapper.apply();
        QVERIFY2(mapped.ok(), codes(mapped.issues()).c_str());
        QVERIFY(!mapped->numbers.at("minutesAfter")[0].has_value());
    }

    void otherSchemas() {
        const Result<MappedTable> life =
            ColumnMapper(pasted(u"age\tqx_male\tqx_female\n0\t0.00184\t0.00175\n"_s), lifeTableSchema()).apply();
        QVERIFY2(life.ok(), codes(life.issues()).c_str());
        QCOMPARE(life->numbers.at("male")[0], std::optional<double>(0.00184));
        QCOMPARE(life->numbers.at("female")[0], std::optional<double>(0.00175));
        const Result<MappedTable> prices =
            ColumnMapper(pasted(u"時点\t指数\n令和8年4月\t101.2\n2026/5\t-\n"_s), priceSeriesSchema()).apply();
        QVERIFY2(prices.ok(), codes(prices.issues()).c_str());
        QCOMPARE(prices->texts.at("month")[0], std::optional<QString>(u"2026-04"_s));
        QVERIFY(!prices->numbers.at("value")[1].has_value());
        // "male" must not be found inside "female".
        const ColumnMapper oneSex(pasted(u"age\tfemale\n0\t0.1\n"_s), lifeTableSchema());
        QVERIFY(!oneSex.mapping().sources.contains("male"));
    }

    /// A column chosen by hand brings the factor of its header, and rows of totals are those of the chosen column.
    void columnsChosenByHand() {
        const RawTable table = pasted(u"場所\t総数（千人）\t件数\n青森県\t1,238\t5\n全国\t126,146\t9\n"_s);
        ColumnMapper mapper(table, regionalTableSchema());
        QVERIFY(!mapper.mapping().sources.contains("region"));
        mapper.setMapping(mapper.propose({{"region", 0}, {"population", 1}}));
        const Result<MappedTable> mapped = mapper.apply();
        QVERIFY2(mapped.ok(), codes(mapped.issues()).c_str());
        QCOMPARE(mapped->texts.at("region"), (std::vector<std::optional<QString>>{u"02"_s}));
        QCOMPARE(mapped->numbers.at("population"), (std::vector<std::optional<double>>{1'238'000}));
        const ColumnMapping without = mapper.propose({{"region", 0}, {"population", -1}});
        QVERIFY(!without.sources.contains("population"));
    }

    void everySchemaColumnHasBothLabels() {
        for (const TableSchema* schema : shippedSchemas()) {
            for (const TargetColumn& column : schema->columns) {
                QVERIFY2(!column.label.ja.empty() && !column.label.en.empty(), column.key.c_str());
            }
        }
    }

    /// Every code the interchange can issue has its sentence in both languages.
    void everyCodeHasItsSentence() {
        const QDir folder(QStringLiteral(KACHI_SOURCE_DIR "/app/interchange"));
        static const QRegularExpression code(u"\"(interchange\\.\\w+)\""_s);
        int found = 0;
        for (const QString& name : folder.entryList({u"*.cpp"_s})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString source = QString::fromUtf8(file.readAll());
            for (auto match = code.globalMatch(source); match.hasNext(); ++found) {
                const QString text = match.next().captured(1);
                QVERIFY2(MessageCatalogue::instance().knows(text.toStdString()), qPrintable(text));
            }
        }
        QVERIFY(found > 40);
    }
};

QTEST_APPLESS_MAIN(ColumnMapperTest)
#include "column_mapper_test.moc"

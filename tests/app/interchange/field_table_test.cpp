// Tables of price inputs read from files: what a column is, what a cell may say.
#include "app/interchange/field_table.h"

#include "app/interchange/table_reader.h"
#include "app/messages/catalogue.h"
#include "models/price_routes/route.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// One column of each kind.
Field everyKind() {
    return tableField(
        "rows", {"表", "Rows"},
        {required(textField("name", {"名称", "Name"})), numberField("price", {"価格", "Price"}, Unit::yen, {}),
         numberField("share", {"シェア", "Share"}, Unit::ratio, {}), yesNoField("used", {"採用", "Used"}),
         choiceField("taxBasis", {"税の扱い", "Tax basis"},
                     {{"included", {"税込み", "including tax"}}, {"excluded", {"税抜き", "without tax"}}}),
         monthField("month", {"年月", "Month"}), dateField("date", {"適用日", "From"})});
}

Result<MappedTable> mapped(const QString& tsv, const TableSchema& schema) {
    return ColumnMapper(pasteTable(tsv).value(), schema).apply();
}

std::string codes(const Issues& issues) {
    std::string all;
    for (const Issue& issue : issues) all += issue.code + " [" + issue.where + "] " + issue.value + "\n";
    return all;
}

}  // namespace

class FieldTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A file whose headers are the labels of the form, in either language, needs no hand on the mapping.
    void labelsOfEveryRouteMapThemselves() {
        for (const RouteDefinition& route : priceRoutes()) {
            for (const Field& field : route.fields) {
                if (field.kind != FieldKind::table) continue;
                const TableSchema schema = fieldTableSchema(field);
                for (const Language language : {Language::ja, Language::en}) {
                    RawTable table;
                    table.rows.resize(2);
                    for (const Field& column : field.columns) {
                        const std::string unit = unitText(column.unit).in(language);
                        table.rows[0] << QString::fromStdString(column.label.in(language) +
                                                                (unit.empty() ? "" : " (" + unit + ")"));
                        table.rows[1] << QString();
                    }
                    table.rowNumbers = {1, 2};
                    const ColumnMapper mapper(table, schema);
                    for (std::size_t at = 0; at < field.columns.size(); ++at) {
                        const std::string& key = field.columns[at].key;
                        const auto source = mapper.mapping().sources.find(key);
                        const std::string place = route.id + "/" + field.key + "/" + key;
                        QVERIFY2(source != mapper.mapping().sources.end(), place.c_str());
                        QVERIFY2(source->second.column == static_cast<int>(at), place.c_str());
                    }
                }
            }
        }
    }

    void cellsAsTheFormKeepsThem() {
        const Field field = everyKind();
        const auto table = mapped(
            u"名称\t価格(千円)\tシェア(%)\t採用\t税\t年月\t適用日\n"
            "甲\t１，２３４\t12.5\t○\t税抜\t令和8年4月\tR8.6.1\n"
            "乙\t0.5\t7\tNo\tIncluding Tax\t2026/05\t2026年6月30日\n"
            "丙\t\t\t\t\t\t\n"
            "合計\t9\t100\t\t\t\t\n"_s,
            fieldTableSchema(field));
        QVERIFY2(table.ok(), codes(table.issues()).c_str());
        const nlohmann::json expected{{{"name", "甲"},
                                       {"price", "1234000"},
                                       {"share", "0.125"},
                                       {"used", true},
                                       {"taxBasis", "excluded"},
                                       {"month", "2026-04"},
                                       {"date", "2026-06-01"}},
                                      {{"name", "乙"},
                                       {"price", "500"},
                                       {"share", "0.07"},
                                       {"used", false},
                                       {"taxBasis", "included"},
                                       {"month", "2026-05"},
                                       {"date", "2026-06-30"}},
                                      {{"name", "丙"}}};
        QCOMPARE(QString::fromStdString(fieldRows(*table, field).dump()), QString::fromStdString(expected.dump()));
    }

    void refusedCellsAreNamed() {
        const auto table = mapped(
            u"name\tprice\tused\ttax basis\tmonth\tdate\n"
            "a\tabout 5\tperhaps\tgross\tspring\t2026-02-30\n"_s,
            fieldTableSchema(everyKind()));
        QVERIFY(!table.ok());
        const std::string told = codes(table.issues());
        for (const char* fault :
             {"interchange.notANumber [price [B2]] about 5", "interchange.unknownAnswer [used [C2]] perhaps",
              "interchange.unknownAnswer [tax basis [D2]] gross", "interchange.notAMonth [month [E2]] spring",
              "interchange.noSuchDay [date [F2]] 2026-02-30"}) {
            QVERIFY2(told.find(fault) != std::string::npos, (fault + ("\n" + told)).c_str());
        }
    }

    /// What the form would refuse is refused here, with the cell: open limits too, and whole numbers.
    void limitsOfTheFields() {
        using namespace field_limits;
        const Field field = tableField("rows", {"表", "Rows"},
                                       {required(textField("name", {"名称", "Name"})),
                                        numberField("price", {"価格", "Price"}, Unit::yen, positive),
                                        numberField("share", {"シェア", "Share"}, Unit::ratio, shareBelowOne),
                                        numberField("volume", {"数量", "Volume"}, Unit::count, positiveWhole)});
        const auto good =
            mapped(u"name\tprice\tshare\tvolume\na\t0.1\t0\t1\nb\t\t99.9%\t２\n"_s, fieldTableSchema(field));
        QVERIFY2(good.ok(), codes(good.issues()).c_str());
        const auto bad =
            mapped(u"name\tprice\tshare (%)\tvolume\na\t0\t100\t1.5\nb\t-1\t-0.1\t0\n"_s, fieldTableSchema(field));
        QVERIFY(!bad.ok());
        const std::string told = codes(bad.issues());
        for (const char* fault :
             {"interchange.outOfRange [price [B2]] 0", "interchange.outOfRange [price [B3]] -1",
              "interchange.outOfRange [share (%) [C2]] 100", "interchange.outOfRange [share (%) [C3]] -0.1",
              "interchange.notWhole [volume [D2]] 1.5", "interchange.outOfRange [volume [D3]] 0"}) {
            QVERIFY2(told.find(fault) != std::string::npos, (fault + ("\n" + told)).c_str());
        }
        QCOMPARE(bad.issues().front().limit, std::string("> 0"));
        // The preview shows the number it would be.
        const TableSchema schema = fieldTableSchema(field);
        const auto shown = ColumnMapper(pasteTable(u"name\tshare (%)\na\t150\n"_s).value(), schema).preview(1);
        QCOMPARE(shown[0][1].text, u"1.5"_s);
        QVERIFY(!shown[0][1].issues.empty());
    }

    /// Answers go by what the form calls them, in the previews and in the refusals.
    void answersGoByTheirLabels() {
        const TableSchema schema = fieldTableSchema(everyKind());
        QCOMPARE(schema.find("taxBasis")->answerLabel("excluded"), (Text{"税抜き", "without tax"}));
        QCOMPARE(schema.find("used")->answerLabel("true"), (Text{"はい", "yes"}));
        const auto table = mapped(u"name\ttax basis\na\tgross\n"_s, schema);
        const QString sentence = MessageCatalogue::instance().sentence(table.issues().front(), Language::en);
        QVERIFY2(sentence.contains(u"including tax, without tax"_s), qPrintable(sentence));
    }

    /// A percent sign in the cell says the same as one in the header.
    void percentIsNotTakenTwice() {
        const Field field = everyKind();
        const auto table = mapped(u"name\tshare (%)\na\t12%\n"_s, fieldTableSchema(field));
        QVERIFY2(table.ok(), codes(table.issues()).c_str());
        QCOMPARE(QString::fromStdString(fieldRows(*table, field)[0]["share"].get<std::string>()), u"0.12"_s);
    }
};

QTEST_GUILESS_MAIN(FieldTableTest)
#include "field_table_test.moc"

// Numbers of several units in one table: stated beside them, or seen by rates that cannot be.
#include "tests/models/studies/region_study_data.h"

using namespace kachi;
using namespace kachi::test;
using namespace Qt::StringLiterals;

namespace {

using Json = nlohmann::json;

/// Times at two sites, the unit of each in a column of its own.
Json timesIn(const char* column, const std::vector<std::string>& units) {
    Json rows = Json::array();
    for (const std::string& unit : units) rows.push_back({7.5, unit, "a"});
    return {{"columns", "time"}, {"data", {{"columns", {"time", column, "note"}}, {"rows", rows}}}};
}

/// Procedures by prefecture, of which the second column holds the people.
Json provision(const Json& rows) {
    return {{"data", {{"columns", {"pref", "people", "n"}}, {"rows", rows}}},
            {"region", "pref"},
            {"population", "people"},
            {"count", "n"},
            {"replicates", "200"}};
}

QStringList regionsNamed(const Issues& notes, const std::string& code) {
    QStringList named;
    for (const Issue& note : notes) {
        if (note.code == code) named << QString::fromStdString(note.details.at("region.ja"));
    }
    return named;
}

}  // namespace

class MixedUnitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsOfUnits_data() {
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<QStringList>("units");
        QTest::addColumn<int>("row");  // of the first that differs, from 0; −1: taken
        const auto row = [](const char* name, const char* column, const QStringList& units, int at) {
            QTest::newRow(name) << QByteArray(column) << units << at;
        };
        row("minutes and seconds", "unit", {u"min"_s, u"min"_s, u"sec"_s, u"min"_s}, 2);
        row("in Japanese", "単位", {u"分"_s, u"秒"_s}, 1);
        row("in full width", "Ｕｎｉｔｓ", {u"ｍｉｎ"_s, u"ｓ"_s}, 1);
        row("a unit nobody knows", "time unit", {u"min"_s, u"shift"_s}, 1);
        row("single letters", "unit", {u"h"_s, u"s"_s}, 1);
        row("thousands", "単位", {u"人"_s, u"千人"_s}, 1);
        row("one unit, spelled in four ways", "unit", {u"min"_s, u"minutes"_s, u"分"_s, u"Min."_s}, -1);
        row("empty cells", "unit", {u"min"_s, u""_s, u"min"_s}, -1);
        row("wards", "unit", {u"ICU"_s, u"HCU"_s}, -1);
        row("wards of one letter", "unit", {u"S"_s, u"N"_s}, -1);
        row("another column", "community", {u"min"_s, u"sec"_s}, -1);
    }
    void columnsOfUnits() {
        QFETCH(QByteArray, column);
        QFETCH(QStringList, units);
        QFETCH(int, row);
        std::vector<std::string> cells;
        for (const QString& unit : units) cells.push_back(unit.toStdString());
        Json inputs = timesIn(column.constData(), cells);
        const auto result = study("summary", inputs);
        QCOMPARE(result.ok(), row < 0);
        if (row < 0) return;
        const Issue& issue = result.issues().front();
        QCOMPARE(issue.code, std::string("studies.mixedUnits"));
        QCOMPARE(issue.where, "/inputs/data/rows/" + std::to_string(row) + "/" + column.toStdString());
        QCOMPARE(issue.value, cells[static_cast<std::size_t>(row)]);
        QCOMPARE(issue.limit, cells.front());
        // A study that is told what the column is for has no doubt.
        inputs["group"] = column.toStdString();
        QVERIFY(study("summary", inputs).ok());
    }

    /// 大阪府 has 8.8 million people, not 8,800: the rate beside it is a thousandfold.
    void populationsInThousands_data() {
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QStringList>("named");
        const auto row = [](const char* name, const char* rows, const QStringList& named) {
            QTest::newRow(name) << QByteArray(rows) << named;
        };
        row("one in thousands",
            R"([["大阪府",8800,100],["京都府",2500000,50],["北海道",5000000,30],["愛知県",7000000,70]])",
            {u"大阪府"_s});
        row("one in persons among thousands",
            R"([["大阪府",8800,300],["京都府",2500,150],["北海道",5000000,90],["愛知県",7000,70]])", {u"北海道"_s});
        row("all in one unit", R"([["大阪府",8800,100],["京都府",2500,50],["北海道",5000,30],["愛知県",7000,70]])", {});
        row("an island with one event", R"([["A",200,1],["B",2500000,50],["C",5000000,30],["D",7000000,70]])", {});
        row("no events", R"([["大阪府",8800,0],["京都府",2500000,50],["北海道",5000000,30]])", {});
    }
    void populationsInThousands() {
        QFETCH(QByteArray, rows);
        QFETCH(QStringList, named);
        const auto result = study("inequality", provision(Json::parse(rows.toStdString())));
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QCOMPARE(regionsNamed(result->notes, "regions.mixedUnits"), named);
    }

    /// 100 in 8,800 are 1,136 per 100,000; the others have 2, 0.6 and 1, of which 1 is the median.
    void ratesAreQuoted() {
        const auto result =
            study("inequality",
                  provision(Json::parse(
                      R"([["大阪府",8800,100],["京都府",2500000,50],["北海道",5000000,30],["愛知県",7000000,70]])")));
        const auto note = std::ranges::find(result->notes, "regions.mixedUnits", &Issue::code);
        QVERIFY(note != result->notes.end());
        QCOMPARE(note->severity, Severity::warning);
        QCOMPARE(note->where, std::string("/inputs/data/rows/0/people"));
        QCOMPARE(note->value, std::string("8800"));
        QCOMPARE(note->details.at("row"), std::string("1"));
        QCOMPARE(note->details.at("number"), std::string("1140"));
        QCOMPARE(note->details.at("median"), std::string("1"));
        QCOMPARE(note->details.at("region.en"), std::string("Osaka"));
    }

    /// Without counts the populations of prefectures speak for themselves.
    void populationsOfValues() {
        Json inputs = provision(Json::parse(
            R"([["大阪府",8800,1.1],["京都府",2500000,1.2],["鳥取県",540000,1.3],["東京都",14000000,1.4]])"));
        inputs["value"] = inputs["count"];
        inputs.erase("count");
        const auto result = study("inequality", inputs);
        QVERIFY2(result.ok(), qPrintable(faults(result).join(u' ')));
        QCOMPARE(regionsNamed(result->notes, "regions.mixedPopulations"), QStringList{u"大阪府"_s});
    }

    /// Real tables are not suspected: six procedures in 47 prefectures.
    void shippedTable() {
        for (const char* item : {"tavi", "pacemaker_leadless", "tha", "ablation_af"}) {
            const Json inputs{
                {"data", dataOfFile(std::string(KACHI_SOURCE_DIR) + "/resources/tables/ndb-procedures-2023.csv")},
                {"region", "code"},
                {"population", "population_2023"},
                {"count", item},
                {"replicates", "200"}};
            const auto result = study("inequality", inputs);
            QVERIFY(result.ok());
            QVERIFY(regionsNamed(result->notes, "regions.mixedUnits").isEmpty());
        }
    }
};

QTEST_APPLESS_MAIN(MixedUnitsTest)
#include "mixed_units_test.moc"

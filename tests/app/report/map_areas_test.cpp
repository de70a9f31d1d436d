// label: unit
// The list of areas beside a map. Ranks follow the competition ranking "1224" (largest first); the values are made up
// so that the ranks can be counted by hand.
#include "app/report/map_areas.h"

#include <QtTest>

using namespace kachi;

class MapAreasTest : public QObject {
    Q_OBJECT

    /// 01: 5 → 8, 02: 9 → 9, 13: 5 → 20, 47: nothing before, 3 after.
    static MapFigure map(MapView view) {
        MapFigure map;
        map.view = view;
        map.value = {.label = {"件数", "Count"}};
        map.values = {{"01", 5.0, 8.0}, {"02", 9.0, 9.0}, {"13", 5.0, 20.0}, {"47", std::nullopt, 3.0}};
        return map;
    }

    static int rankOf(const MapFigure& map, const std::string& code) {
        for (const MapArea& area : mapAreas(map)) {
            if (area.code == code) return area.rank.value_or(0);
        }
        return -1;
    }

private Q_SLOTS:
    void ranks_data() {
        QTest::addColumn<int>("view");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("rank");
        const auto add = [](MapView view, const char* code, int rank) {
            QTest::addRow("%d %s", static_cast<int>(view), code)
                << static_cast<int>(view) << QString::fromLatin1(code) << rank;
        };
        add(MapView::before, "02", 1);
        add(MapView::before, "01", 2);
        add(MapView::before, "13", 2);
        add(MapView::before, "47", 0);
        add(MapView::after, "13", 1);
        add(MapView::after, "47", 4);
        add(MapView::difference, "13", 1);
        add(MapView::difference, "01", 2);
        add(MapView::difference, "02", 3);
        add(MapView::difference, "47", 0);
        add(MapView::difference, "26", 0);
    }
    void ranks() {
        QFETCH(int, view);
        QFETCH(QString, code);
        QFETCH(int, rank);
        QCOMPARE(rankOf(map(static_cast<MapView>(view)), code.toStdString()), rank);
    }

    void everyPrefectureIsListed() {
        const Table table = mapTable(map(MapView::before));
        QCOMPARE(table.rows.size(), std::size_t(47));
        QCOMPARE(table.columns.size(), std::size_t(6));  // code, name, before, after, difference, rank
        const TableRow& kyoto = table.rows[25];
        QVERIFY(std::get<Text>(kyoto.cells[0]).ja == "26");
        QVERIFY(std::holds_alternative<std::monostate>(kyoto.cells[2]));
        QVERIFY(std::holds_alternative<std::monostate>(kyoto.cells[5]));
        QVERIFY(validate(table, "map").empty());
    }

    void oneValueNeedsOneColumn() {
        MapFigure now = map(MapView::before);
        for (MapValue& value : now.values) value.after.reset();
        QVERIFY(!hasChange(now));
        const Table table = mapTable(now);
        QCOMPARE(table.columns.size(), std::size_t(4));
        QVERIFY(table.columns[2].header.en == "Count");
    }
};

QTEST_APPLESS_MAIN(MapAreasTest)
#include "map_areas_test.moc"

// label: gui
// Maps and the list of their areas: what is chosen in one is marked in the other.
#include "ui/sections/map_panel.h"

#include "tests/app/report/sample_figures.h"
#include "ui/charts/figure_view.h"
#include "ui/itemmodels/area_list_model.h"

#include <QAbstractButton>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>
#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

enum Column { codeColumn, nameColumn, beforeColumn };

struct Shown {
    MapPanel panel;

    Shown() {
        panel.resize(1000, 520);
        panel.show();
        panel.setMaps({sample::map(MapView::before), sample::map(MapView::after), sample::map(MapView::difference)},
                      Language::en);
        picture();
    }

    QImage picture() { return panel.grab().toImage(); }
    FigureView& map() { return *panel.views().front(); }
    QTableView& list() { return *panel.list(); }
    QString cell(int row, int column) { return list().model()->index(row, column).data().toString(); }
    QStringList column(int column) {
        QStringList texts;
        for (int row = 0; row < list().model()->rowCount(); ++row) texts << cell(row, column);
        return texts;
    }
    QString currentCode() { return cell(list().currentIndex().row(), codeColumn); }
    void sort(int column, Qt::SortOrder order) { list().sortByColumn(column, order); }
    void clickMap(const std::string& code) {
        picture();
        QTest::mouseClick(&map(), Qt::LeftButton, {}, map().regionCentre(code).toPoint());
    }
    void clickRow(const QString& name) {
        const int row = static_cast<int>(column(nameColumn).indexOf(name));
        list().scrollTo(list().model()->index(row, nameColumn));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {},
                          list().visualRect(list().model()->index(row, nameColumn)).center());
    }
    void pressView(int id) { panel.findChild<QButtonGroup*>()->button(id)->click(); }
};

}  // namespace

class MapPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsMarkTheMap() {
        Shown shown;
        const QImage before = shown.picture();
        shown.clickRow(u"Kochi"_s);
        QCOMPARE(shown.panel.chosen(), std::string("39"));
        QCOMPARE(shown.map().markedRegion(), std::string("39"));
        QVERIFY(shown.picture() != before);
        shown.pressView(2);  // the difference shows the same area
        QCOMPARE(shown.map().markedRegion(), std::string("39"));
    }

    void theMapChoosesRows() {
        Shown shown;
        shown.sort(beforeColumn, Qt::DescendingOrder);
        shown.clickMap("01");
        QCOMPARE(shown.currentCode(), u"01"_s);
        QVERIFY(shown.list().selectionModel()->isRowSelected(shown.list().currentIndex().row()));
        QVERIFY(shown.list().viewport()->rect().intersects(shown.list().visualRect(shown.list().currentIndex())));
        shown.clickMap("07");
        QCOMPARE(shown.panel.chosen(), std::string("07"));
        QTest::mouseClick(&shown.map(), Qt::LeftButton, {}, QPoint(3, shown.map().height() - 3));  // the sea
        QVERIFY(shown.panel.chosen().empty());
        QVERIFY(!shown.list().currentIndex().isValid());
    }

    void thePointerShowsItsRow() {
        Shown shown;
        shown.clickRow(u"Kochi"_s);
        QTest::mouseMove(&shown.map(), shown.map().regionCentre("01").toPoint());
        const int row = static_cast<int>(shown.column(codeColumn).indexOf(u"01"_s));
        QTRY_VERIFY(shown.list().model()->index(row, 0).data(Qt::BackgroundRole).isValid());
        const QModelIndex name = shown.list().model()->index(row, nameColumn);
        QVERIFY(shown.list().viewport()->rect().intersects(shown.list().visualRect(name)));
        QCOMPARE(shown.panel.chosen(), std::string("39"));  // the choice stays
    }

    void theKeyboardIsEnough() {
        Shown shown;
        shown.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        shown.panel.searchField()->setFocus();
        QTest::keyClicks(shown.panel.searchField(), u"kyo"_s);
        QCOMPARE(shown.column(nameColumn), QStringList({u"Tokyo"_s, u"Kyoto"_s}));
        QTest::keyClick(shown.panel.searchField(), Qt::Key_Return);
        QCOMPARE(shown.panel.chosen(), std::string("13"));
        QTest::keyClick(&shown.list(), Qt::Key_Down);
        QCOMPARE(shown.panel.chosen(), std::string("26"));
        QCOMPARE(shown.map().markedRegion(), std::string("26"));
    }

    void finds_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("codes");
        QTest::newRow("code") << u"47"_s << QStringList{u"47"_s};
        QTest::newRow("Japanese") << u"山"_s << QStringList({u"06"_s, u"16"_s, u"19"_s, u"30"_s, u"33"_s, u"35"_s});
        QTest::newRow("whole name") << u"東京都"_s << QStringList{u"13"_s};
        QTest::newRow("old characters") << u"廣島"_s << QStringList{u"34"_s};
        QTest::newRow("long vowel") << u"Ōsaka"_s << QStringList{u"27"_s};
        QTest::newRow("nothing") << u"Atlantis"_s << QStringList{};
    }
    void finds() {
        QFETCH(QString, words);
        QFETCH(QStringList, codes);
        Shown shown;
        shown.panel.choose("01");
        shown.panel.searchField()->setText(words);
        QCOMPARE(shown.column(codeColumn), codes);
        QCOMPARE(shown.panel.chosen(), std::string("01"));  // searching marks nothing else
        shown.panel.searchField()->clear();
        QCOMPARE(shown.currentCode(), u"01"_s);
    }

    void missingAreasStandLast_data() {
        QTest::addColumn<int>("order");
        QTest::newRow("ascending") << static_cast<int>(Qt::AscendingOrder);
        QTest::newRow("descending") << static_cast<int>(Qt::DescendingOrder);
    }
    void missingAreasStandLast() {
        QFETCH(int, order);
        Shown shown;
        shown.sort(beforeColumn, static_cast<Qt::SortOrder>(order));
        QCOMPARE(shown.list().model()->rowCount(), 47);
        QCOMPARE(shown.cell(46, codeColumn), u"31"_s);
        QCOMPARE(shown.cell(46, beforeColumn), u"no value"_s);
        std::vector<double> values;
        for (int row = 0; row < 46; ++row) {
            values.push_back(shown.list().model()->index(row, beforeColumn).data(AreaListModel::rawRole).toDouble());
        }
        if (order == Qt::DescendingOrder) std::ranges::reverse(values);
        QVERIFY(std::ranges::is_sorted(values));
    }

    void copiesTabSeparated() {
        Shown shown;
        shown.clickRow(u"Hokkaido"_s);
        shown.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        shown.list().setFocus();
        QTest::keySequence(&shown.list(), QKeySequence::Copy);
        const QStringList cells = QApplication::clipboard()->text().trimmed().split(u'\t');
        QCOMPARE(cells.size(), 6);
        QCOMPARE(cells[0], u"01"_s);
        QCOMPARE(cells[2], u"60"_s);  // every digit, no grouping
        shown.list().actions().last()->trigger();
        QCOMPARE(QApplication::clipboard()->text().trimmed().split(u'\n').size(), 48);  // with its head
    }

    void viewsAndClasses() {
        Shown shown;
        QCOMPARE(shown.panel.views().size(), std::size_t(1));
        shown.pressView(3);
        QCOMPARE(shown.panel.views().size(), std::size_t(3));
        auto* shape = shown.panel.findChild<QComboBox*>();
        const QImage outlines = shown.picture();
        shape->setCurrentIndex(1);
        Q_EMIT shape->activated(1);
        for (const FigureView* view : shown.panel.views()) QCOMPARE(view->mapShape(), MapShape::tiles);
        QVERIFY(shown.picture() != outlines);
        shown.clickMap("47");
        for (const FigureView* view : shown.panel.views()) QCOMPARE(view->markedRegion(), std::string("47"));
        shown.panel.setMaps({sample::map(MapView::before)}, Language::ja);
        QCOMPARE(shown.panel.views().size(), std::size_t(1));
        QCOMPARE(shown.panel.chosen(), std::string("47"));
    }
};

QTEST_MAIN(MapPanelTest)
#include "map_panel_test.moc"

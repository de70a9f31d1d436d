// label: gui
#include "ui/editors/no_wheel.h"
#include "ui/editors/number_cell_delegate.h"
#include "ui/editors/number_field.h"
#include "ui/editors/table_clipboard.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* minutes = "labour.task.t1.minutesAfter";
constexpr const char* otherMinutes = "labour.task.t2.minutesAfter";
constexpr const char* adoption = "labour.adoption";

Case smallCase() {
    Case value;
    value.id = "case";
    value.title = {"試験", "Test"};
    value.parameters[minutes].value = 12.5;
    value.parameters[otherMinutes].value = 3;
    value.parameters[adoption].value = 0.4;
    return value;
}

/// A column of cells, one per parameter, with the habits of a number table.
struct CellTable {
    CaseDocument document;
    QStandardItemModel cells;
    QTableView view;

    CellTable() {
        document.open(smallCase(), true);
        for (const char* id : {minutes, otherMinutes, adoption}) {
            auto* item = new QStandardItem;
            item->setData(QString::fromLatin1(id), parameterIdRole);
            cells.appendRow(item);
        }
        view.setModel(&cells);
        setNumberTableHabits(&view, document);
        view.resize(300, 200);
        view.show();
        view.activateWindow();
        view.setFocus();
    }

    NumberEdit* editor() const { return view.viewport()->findChild<NumberEdit*>(); }
    std::optional<double> value(const char* id) const { return document.current().parameters.at(id).value; }
};

}  // namespace

class NumberEditingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleType_data();
    void readsWhatPeopleType();
    void refusalKeepsTextAndExplains();
    void cellKeepsEveryDigit();
    void typingIntoCellKeepsFirstKey();
    void refusedCellStaysOpen();
    void compositionIsNotJudged();
    void formulaIsShownInTheEditorOnly();
    void wheelLeavesUnfocusedFieldAlone();
    void tsvComesBackAsItWas();
    void pasteIsOneStepOrNone();
    void fillDownCopiesTheFirstCell();
};

void NumberEditingTest::readsWhatPeopleType_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("plain") << u"0.025"_s << 0.025;
    QTest::newRow("full width, grouped") << u"１，２３４"_s << 1234.0;
    QTest::newRow("many digits, tiny") << u"0.0000001234"_s << 0.0000001234;
    QTest::newRow("ten thousands") << u"1.5万"_s << 15000.0;
}

void NumberEditingTest::readsWhatPeopleType() {
    QFETCH(QString, typed);
    QFETCH(double, value);
    CaseDocument document;
    document.open(smallCase(), true);
    NumberField field(document, minutes);
    field.show();
    field.setFocus();
    field.setText(typed);
    QTest::keyClick(&field, Qt::Key_Return);
    const std::optional<double> stored = document.current().parameters.at(minutes).value;
    QVERIFY2(stored && *stored == value, qPrintable(typed));
    document.undoStack()->undo();
    QVERIFY(*document.current().parameters.at(minutes).value == 12.5);
}

void NumberEditingTest::refusalKeepsTextAndExplains() {
    CaseDocument document;
    document.open(smallCase(), true);
    NumberField field(document, adoption);
    field.show();
    field.setFocus();
    for (const QString& wrong : {u"1.7"_s, u"abc"_s, u"1,23"_s}) {
        field.setText(wrong);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.text(), wrong);
        QVERIFY(field.hasProblem());
        QVERIFY(!field.toolTip().isEmpty());
        QVERIFY(!field.accessibleDescription().isEmpty());
        QCOMPARE(document.undoStack()->count(), 0);
    }
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(!field.hasProblem());
    QCOMPARE(field.text(), u"0.4"_s);
}

void NumberEditingTest::cellKeepsEveryDigit() {
    CellTable table;
    QVERIFY(QTest::qWaitForWindowActive(&table.view));
    table.view.setCurrentIndex(table.cells.index(0, 0));
    QTest::keyClick(&table.view, Qt::Key_F2);
    QVERIFY(table.editor());
    QCOMPARE(table.editor()->text(), u"12.5"_s);
    table.editor()->selectAll();
    QTest::keyClicks(table.editor(), u"0.0251234567891"_s);
    QTest::keyClick(table.editor(), Qt::Key_Return);
    QTRY_VERIFY(*table.value(minutes) == 0.0251234567891);
}

void NumberEditingTest::typingIntoCellKeepsFirstKey() {
    CellTable table;
    QVERIFY(QTest::qWaitForWindowActive(&table.view));
    table.view.setCurrentIndex(table.cells.index(0, 0));
    QTest::keyClick(&table.view, Qt::Key_7);
    QVERIFY(table.editor());
    QTest::keyClicks(table.editor(), u".25"_s);
    QTest::keyClick(table.editor(), Qt::Key_Return);
    QTRY_VERIFY(*table.value(minutes) == 7.25);
}

void NumberEditingTest::refusedCellStaysOpen() {
    CellTable table;
    QVERIFY(QTest::qWaitForWindowActive(&table.view));
    table.view.setCurrentIndex(table.cells.index(2, 0));
    QTest::keyClick(&table.view, Qt::Key_F2);
    table.editor()->selectAll();
    QTest::keyClicks(table.editor(), u"2"_s);
    QTest::keyClick(table.editor(), Qt::Key_Return);
    QVERIFY(table.editor());
    QCOMPARE(table.editor()->text(), u"2"_s);
    QVERIFY(table.editor()->hasProblem());
    QVERIFY(*table.value(adoption) == 0.4);
    QTest::keyClick(table.editor(), Qt::Key_Escape);
    QVERIFY(*table.value(adoption) == 0.4);
}

void NumberEditingTest::compositionIsNotJudged() {
    CaseDocument document;
    document.open(smallCase(), true);
    NumberField field(document, adoption);
    field.show();
    field.setFocus();
    field.clear();
    QInputMethodEvent composing(u"れいてん"_s, {});
    QCoreApplication::sendEvent(&field, &composing);
    QVERIFY(!field.hasProblem());
    QInputMethodEvent committed;
    committed.setCommitString(u"０．５"_s);
    QCoreApplication::sendEvent(&field, &committed);
    QTest::keyClick(&field, Qt::Key_Return);
    QVERIFY(*document.current().parameters.at(adoption).value == 0.5);
}

void NumberEditingTest::formulaIsShownInTheEditorOnly() {
    CaseDocument document;
    document.open(smallCase(), true);
    NumberField field(document, adoption);
    field.show();
    field.activateWindow();
    field.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&field));
    field.setText(u"＝ labour.task.t1.minutesAfter / 100"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(QString::fromStdString(document.current().parameters.at(adoption).expression),
             u"labour.task.t1.minutesAfter / 100"_s);
    QVERIFY(!document.current().parameters.at(adoption).value);
    field.setWorkedOut(0.125);
    field.clearFocus();
    QTRY_COMPARE(field.text(), u"0.125"_s);
}

void NumberEditingTest::wheelLeavesUnfocusedFieldAlone() {
    QWidget window;
    QComboBox box(&window);
    box.addItems({u"1"_s, u"2"_s, u"3"_s});
    ignoreWheelWithoutFocus(&box);
    window.show();
    box.clearFocus();
    QWheelEvent wheel(QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&box, &wheel);
    QCOMPARE(box.currentIndex(), 0);
}

void NumberEditingTest::tsvComesBackAsItWas() {
    const std::vector<QStringList> rows{
        {u"1,234"_s, u"two\nlines"_s}, {u"tab\there"_s, u"\"quoted\""_s}, {QString(), u"x"_s}};
    QCOMPARE(fromTsv(toTsv(rows)), rows);
    QCOMPARE(fromTsv(u"1\t2\r\n3\t4\r\n"_s), (std::vector<QStringList>{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}}));
}

void NumberEditingTest::pasteIsOneStepOrNone() {
    CellTable table;
    TableClipboard clipboard(&table.view, table.document);
    QSignalSpy refused(&clipboard, &TableClipboard::refused);
    table.view.setCurrentIndex(table.cells.index(0, 0));

    QGuiApplication::clipboard()->setText(u"1\n2\n1.7\n"_s);  // the third cell is a share: at most 1
    clipboard.paste();
    QCOMPARE(refused.count(), 1);
    QVERIFY(*table.value(minutes) == 12.5);

    QGuiApplication::clipboard()->setText(u"1\n２\n0.7\n"_s);
    clipboard.paste();
    QVERIFY(*table.value(minutes) == 1 && *table.value(otherMinutes) == 2 && *table.value(adoption) == 0.7);
    QCOMPARE(table.document.undoStack()->count(), 1);
    table.document.undoStack()->undo();
    QVERIFY(*table.value(minutes) == 12.5 && *table.value(otherMinutes) == 3 && *table.value(adoption) == 0.4);
}

void NumberEditingTest::fillDownCopiesTheFirstCell() {
    CellTable table;
    TableClipboard clipboard(&table.view, table.document);
    table.view.selectionModel()->select({table.cells.index(0, 0), table.cells.index(1, 0)},
                                        QItemSelectionModel::ClearAndSelect);
    clipboard.fillDown();
    QVERIFY(*table.value(otherMinutes) == 12.5);
    QVERIFY(*table.value(adoption) == 0.4);
    clipboard.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"12.5\n12.5\n"_s);
}

QTEST_MAIN(NumberEditingTest)
#include "number_editing_test.moc"

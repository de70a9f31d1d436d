// label: gui
#include "ui/sections/lookup_table_editor.h"
#include "app/document/sample_library.h"
#include "editor_keys.h"
#include "models/case/validate.h"
#include "ui/sections/input_views.h"
#include "ui/windows/language.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace kachi;
using namespace kachi::keys;
using namespace Qt::StringLiterals;

namespace {

/// A table mortality(male, female) that a parameter and a transition read.
Case tableCase() {
    Case value;
    value.context.rulePack = "jp-2026";
    value.run.draws = 0;
    LookupTable table;
    table.id = "mortality";
    table.keys = {35, 45, 55};
    table.columns["male"] = {0.001, 0.004, 0.011};
    table.columns["female"] = {0.0009, 0.003, 0.007};
    value.tables.push_back(std::move(table));
    value.parameters["outcomes.death"].expression =
        "if(outcomes.isMale, lookup(mortality.male, age), lookup( mortality.female ,age))";
    value.parameters["outcomes.isMale"].value = 1;
    value.outcomes.emplace();
    value.outcomes->transitions["s1"]["dead"] = "2 * lookup(mortality.male, age + cycle)";
    return value;
}

struct Editor {
    Session session;
    LookupTableEditor editor;
    QAbstractItemModelTester tester;
    Case before;

    explicit Editor(const Case& value)
        : editor((session.newCase(value), session)),
          tester(editor.model(), QAbstractItemModelTester::FailureReportingMode::QtTest) {
        editor.resize(600, 500);
        editor.show();
        before = session.document().current();
    }

    const Case& value() const { return session.document().current(); }
    const LookupTable& table() const { return value().tables.front(); }
    QUndoStack& undo() { return *session.document().undoStack(); }
    QString words() const {
        QString all;
        for (const QLabel* label : editor.findChildren<QLabel*>()) {
            if (label->isVisible()) all += label->text() + u'\n';
        }
        return all;
    }
    QModelIndex cell(int row, int column) { return editor.model()->index(row, column); }
};

/// Takes the proposed columns, or leaves the dialog when they cannot be taken.
void acceptImport() {
    whenAsked([](QDialog* dialog) {
        dialog->accept();
        if (dialog->isVisible()) dialog->reject();
    });
}

}  // namespace

class LookupTableEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void typedNumbersReachTheTable() {
        Editor page(tableCase());
        // Columns: keys, female, male.
        typeInto(*page.editor.view(), 1, 2, u"０．００５"_s);
        QVERIFY(page.table().columns.at("male")[1] == 0.005);
        QCOMPARE(page.undo().count(), 1);
        page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void badTextsAreRefusedInTheCell() {
        Editor page(tableCase());
        typeInto(*page.editor.view(), 0, 1, u"abc"_s);
        const QLineEdit* editor = editorOf(*page.editor.view());
        QVERIFY(editor && editor->text() == u"abc"_s);
        QVERIFY(editor->toolTip().contains(u"abc"_s));
        QVERIFY(page.value() == page.before);
        escape(*page.editor.view());
        typeInto(*page.editor.view(), 0, 1, QString());
        QVERIFY(editorOf(*page.editor.view())->toolTip().contains(u"cannot be left empty"_s));
        escape(*page.editor.view());
        QCOMPARE(page.undo().count(), 0);
    }

    /// The row below the last one takes the next key; its empty cells are marked until they are filled.
    void aNewRowSaysWhatIsMissing() {
        Editor page(tableCase());
        QCOMPARE(page.editor.model()->rowCount(), 4);
        typeInto(*page.editor.view(), 3, 0, u"65"_s);
        QCOMPARE(page.table().keys.size(), std::size_t{4});
        QCOMPARE(page.cell(3, 1).data().toString(), u"to enter"_s);
        QVERIFY(page.cell(3, 1).data(Qt::ToolTipRole).toString().contains(u"mortality.female"_s));
        QVERIFY(page.words().contains(u"mortality.male"_s));
        QVERIFY(hasErrors(validate(page.value())));
        typeInto(*page.editor.view(), 3, 1, u"0.02"_s);
        typeInto(*page.editor.view(), 3, 2, u"0.03"_s);
        QVERIFY(validateTables(page.value().tables).empty());
        QVERIFY(!page.cell(3, 1).data(Qt::ToolTipRole).isValid());
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void gapsAreRefused() {
        Editor page(tableCase());
        page.editor.addColumn("both");
        const int column = 1;  // columns stand in the order of their names
        QCOMPARE(page.editor.model()->columnAt(column), std::string("both"));
        typeInto(*page.editor.view(), 2, column, u"0.1"_s);
        QVERIFY(editorOf(*page.editor.view())->toolTip().contains(u"empty cell above row 3"_s));
        escape(*page.editor.view());
        QVERIFY(page.table().columns.at("both").empty());
    }

    void keysOutOfOrderAreMarkedAndSorted() {
        Editor page(tableCase());
        typeInto(*page.editor.view(), 2, 0, u"40"_s);
        QVERIFY(page.cell(2, 0).data(Qt::ToolTipRole).toString().contains(u"40"_s));
        QVERIFY(page.cell(2, 0).data(Qt::DecorationRole).isValid());
        QVERIFY(!page.cell(1, 0).data(Qt::ToolTipRole).isValid());
        trigger(page.editor, u"Sort by key"_s);
        QVERIFY((page.table().keys == std::vector<double>{35, 40, 45}));
        QVERIFY((page.table().columns.at("male") == std::vector<double>{0.001, 0.011, 0.004}));
        QVERIFY(!page.cell(2, 0).data(Qt::ToolTipRole).isValid());
    }

    /// A block from Excel grows the table, as one step or not at all.
    void pasteGrowsTheTable() {
        Editor page(tableCase());
        QTableView& view = *page.editor.view();
        paste(view, 2, 0, u"55\t0.008\t0.012\n65\t0.02\t0.03\n75\t0.05\t0.08\n"_s);
        QVERIFY((page.table().keys == std::vector<double>{35, 45, 55, 65, 75}));
        QVERIFY((page.table().columns.at("female") == std::vector<double>{0.0009, 0.003, 0.008, 0.02, 0.05}));
        QCOMPARE(page.undo().count(), 1);
        page.undo().undo();
        QVERIFY(page.value() == page.before);

        QString words;
        expectRefusal(words);
        paste(view, 3, 0, u"65\t0.02\tnone\n"_s);
        QVERIFY2(words.contains(u"none"_s), qPrintable(words));
        expectRefusal(words);
        paste(view, 3, 0, u"1\t2\t3\t4\n"_s);
        QVERIFY2(words.contains(u"4 × 4"_s), qPrintable(words));
        QVERIFY(page.value() == page.before);
    }

    void copyGivesEveryDigit() {
        Case value = tableCase();
        value.tables[0].columns["male"][0] = 0.00123456789012345;
        Editor page(value);
        page.editor.view()->setCurrentIndex(page.cell(0, 2));
        page.editor.view()->findChild<TableClipboard*>()->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"0.00123456789012345\n"_s);
    }

    /// Every formula follows a new name, spaces and all; nothing else of the case moves.
    void renamingIsFollowedByFormulas() {
        Editor page(tableCase());
        answerName(u"life"_s);
        trigger(page.editor, u"Rename the table…"_s);
        Case expected = page.before;
        expected.tables[0].id = "life";
        expected.parameters["outcomes.death"].expression =
            "if(outcomes.isMale, lookup(life.male, age), lookup( life.female ,age))";
        expected.outcomes->transitions["s1"]["dead"] = "2 * lookup(life.male, age + cycle)";
        QVERIFY(page.value() == expected);
        page.editor.view()->setCurrentIndex(page.cell(0, 2));
        answerName(u"men"_s);
        trigger(page.editor, u"Rename the column…"_s);
        QCOMPARE(page.value().outcomes->transitions.at("s1").at("dead"),
                 std::string("2 * lookup(life.men, age + cycle)"));
        QVERIFY(page.table().columns.contains("men") && !page.table().columns.contains("male"));
        QCOMPARE(page.undo().count(), 2);
        page.undo().undo();
        page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void badNamesAndUsedTablesAreRefused() {
        Editor page(tableCase());
        QString words;
        for (const char* name : {"2nd", "life table", "生命表", "a.b", "lookup"}) {
            expectRefusal(words);
            page.editor.renameTable(name);
            QVERIFY2(words.contains(QString::fromUtf8(name)), qPrintable(words));
        }
        expectRefusal(words);
        page.editor.addTable("mortality");
        QVERIFY(words.contains(u"taken"_s));
        expectRefusal(words);
        trigger(page.editor, u"Remove the table"_s);
        QVERIFY2(words.contains(u"outcomes.death"_s) || words.contains(u"/outcomes/transitions"_s), qPrintable(words));
        page.editor.view()->setCurrentIndex(page.cell(0, 1));
        expectRefusal(words);
        trigger(page.editor, u"Remove the column"_s);
        QVERIFY2(words.contains(u"mortality.female"_s), qPrintable(words));
        QVERIFY(page.value() == page.before);
    }

    void tablesAreMadeAndRemoved() {
        Case value = tableCase();
        value.parameters.erase("outcomes.death");
        value.outcomes->transitions.clear();
        Editor page(value);
        answerName(u"uptake"_s);
        trigger(page.editor, u"New table…"_s);
        QCOMPARE(page.value().tables.size(), std::size_t{2});
        QCOMPARE(page.editor.model()->tableId(), std::string("uptake"));
        QVERIFY(page.words().contains(u"uptake"_s));  // it has no rows yet
        typeInto(*page.editor.view(), 0, 0, u"1"_s);
        typeInto(*page.editor.view(), 0, 1, u"0.25"_s);
        QVERIFY(validateTables(page.value().tables).empty());
        page.editor.findChild<QCheckBox*>()->click();
        QVERIFY(page.value().tables[1].openEnded);
        page.editor.view()->setCurrentIndex(page.cell(0, 0));
        trigger(page.editor, u"Remove the rows"_s);
        QVERIFY(page.value().tables[1].keys.empty());
        trigger(page.editor, u"Remove the table"_s);
        QCOMPARE(page.value().tables.size(), std::size_t{1});
        QCOMPARE(page.editor.model()->tableId(), std::string("mortality"));
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    /// A life table with Japanese headers becomes a table that formulas can read.
    void aFileBecomesATable() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"Life table 2023.csv"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("年齢,男,女\n0,0.00182,0.00174\n1,0.00025,0.00022\n2,0.00019,0.00017\n");
        file.close();
        Editor page(tableCase());
        acceptImport();
        page.editor.importTable(path);
        QCOMPARE(page.value().tables.size(), std::size_t{2});
        const LookupTable& read = page.value().tables[1];
        QCOMPARE(read.id, std::string("life_table_2023"));
        QVERIFY((read.keys == std::vector<double>{0, 1, 2}));
        QVERIFY((read.columns.at("male") == std::vector<double>{0.00182, 0.00025, 0.00019}));
        QVERIFY((read.columns.at("female") == std::vector<double>{0.00174, 0.00022, 0.00017}));
        QCOMPARE(page.undo().count(), 1);

        page.editor.choose("mortality");
        acceptImport();
        page.editor.importRows(path);
        QVERIFY(page.table().columns == read.columns && page.table().keys == read.keys);
        page.undo().undo();
        page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void faultsLeadToTheColumn() {
        Case value = tableCase();
        value.tables[0].columns["male"].pop_back();
        Editor page(value);
        const Issues issues = validateTables(value.tables);
        QCOMPARE(issues.size(), std::size_t{1});
        QVERIFY(page.editor.goTo(issues.front().where));
        QCOMPARE(page.editor.view()->currentIndex().column(), 2);
        QVERIFY(!page.editor.goTo("nowhere"));
    }

    /// An edit of the life table moves the results at once.
    void resultsFollow() {
        const auto samples = sampleCases();
        QVERIFY(samples.ok());
        const auto hip = std::ranges::find_if(*samples, [](const Case& value) { return !value.tables.empty(); });
        QVERIFY(hip != samples->end());
        Case value = *hip;
        value.run.draws = 0;
        Editor page(value);
        QTRY_VERIFY_WITH_TIMEOUT(page.session.resultState() == ResultState::current, 60'000);
        const double before = page.session.evaluation()->outcomes->base.at(0).qaly;
        typeInto(*page.editor.view(), 3, 1, u"0.5"_s);
        QTRY_VERIFY_WITH_TIMEOUT(page.session.resultState() == ResultState::current &&
                                     page.session.evaluation()->outcomes->base.at(0).qaly < before,
                                 60'000);
    }
};

QTEST_MAIN(LookupTableEditorTest)
#include "lookup_table_editor_test.moc"

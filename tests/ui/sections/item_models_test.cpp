// label: gui
#include "app/document/session.h"
#include "app/interchange/column_mapper.h"
#include "ui/itemmodels/parameter_table_model.h"
#include "ui/itemmodels/row_table_model.h"
#include "ui/sections/equalisation_page.h"
#include "ui/sections/input_views.h"
#include "ui/windows/language.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Two tasks of one nurse, every number entered but one.
Case labourCase() {
    Case value;
    value.labour = LabourStructure{};
    value.labour->staff = {{"nurse", {"看護師", "Nurse"}, {}}};
    value.labour->tasks = {{"t1", {"準備", "Preparation"}, "nurse", {}}, {"t2", {"記録", "Records"}, "nurse", {}}};
    value.parameters["labour.task.t1.minutesBefore"].value = 12;
    value.parameters["labour.task.t2.minutesBefore"].value = 7.25;
    return value;
}

RowTable taskRows() {
    RowTable table;
    table.name = {"作業", "Tasks"};
    table.parameterHead = "labour.task.";
    bindRows<LabourTask>(table, [](Case& value) { return value.labour ? &value.labour->tasks : nullptr; });
    table.columns = {
        {.header = {"作業", "Task"},
         .text = [](Case& value, int at) { return &value.labour->tasks[static_cast<std::size_t>(at)].name; }},
        {.header = {"導入前", "Before"}, .unit = Unit::minutes, .parameter = "labour.task.*.minutesBefore"},
        {.header = {"導入後", "After"}, .unit = Unit::minutes, .parameter = "labour.task.*.minutesAfter"},
    };
    return table;
}

double valueOf(const CaseDocument& document, const char* id) {
    return document.current().parameters.at(id).value.value_or(-1);
}

}  // namespace

class ItemModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    void rowModelKeepsTheRulesOfItemModels() {
        CaseDocument document;
        document.open(labourCase(), true);
        RowTableModel model(document, taskRows());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addRow();
        model.moveRow(2, 0);
        model.removeRows(1, 1);
        document.undoStack()->undo();
        document.open(Case{}, true);
        QCOMPARE(model.rowCount(), 0);
    }

    void parameterModelKeepsTheRulesOfItemModels() {
        CaseDocument document;
        document.open(labourCase(), true);
        ParameterTableModel model(document, [](const Case& value) {
            std::vector<std::string> ids;
            for (const auto& [id, parameter] : value.parameters) ids.push_back(id);
            return ids;
        });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        document.setValue("labour.cashableShare", 0.5);
        QCOMPARE(model.rowCount(), 3);
        document.undoStack()->undo();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf("labour.task.t2.minutesBefore"), 1);
    }

    /// New rows get ids that no row and no parameter has, also after the last row was removed.
    void rowIdsAreNotUsedTwice() {
        CaseDocument document;
        document.open(labourCase(), true);
        RowTableModel model(document, taskRows());
        model.addRow();
        const std::string first = document.current().labour->tasks.back().id;
        document.setValue("labour.task." + first + ".minutesBefore", 3);
        model.addRow();
        const std::string second = document.current().labour->tasks.back().id;
        QVERIFY(first != second);
        model.removeRows(2, 2);
        QVERIFY(!document.current().parameters.contains("labour.task." + first + ".minutesBefore"));
        document.undoStack()->undo();
        QCOMPARE(valueOf(document, ("labour.task." + first + ".minutesBefore").c_str()), 3.0);
    }

    /// Moving a row moves no number: parameters belong to the permanent id.
    void movingARowKeepsItsNumbers() {
        CaseDocument document;
        document.open(labourCase(), true);
        RowTableModel model(document, taskRows());
        model.moveRow(1, 0);
        QCOMPARE(document.current().labour->tasks.front().id, std::string("t2"));
        QCOMPARE(model.index(0, 1).data().toString(), u"7.25"_s);
        QCOMPARE(document.undoStack()->count(), 1);
    }

    void missingValueAsksToBeEntered() {
        CaseDocument document;
        document.open(labourCase(), true);
        RowTableModel model(document, taskRows());
        QCOMPARE(model.index(0, 2).data().toString(), u"to enter"_s);
        QVERIFY(model.index(0, 2).data(Qt::ForegroundRole).isValid());
    }

    /// A block from a spreadsheet is one undo step named by its size.
    void pasteIsOneStep() {
        Session session;
        session.newCase(labourCase());
        RowTableEditor editor(session, taskRows());
        editor.show();
        editor.view()->setCurrentIndex(editor.view()->model()->index(0, 1));
        QGuiApplication::clipboard()->setText(u"１５\t10\n8\t6\n"_s);
        for (QAction* action : editor.view()->actions()) {
            if (action->shortcut() == QKeySequence(QKeySequence::Paste)) action->trigger();
        }
        CaseDocument& document = session.document();
        QCOMPARE(valueOf(document, "labour.task.t1.minutesBefore"), 15.0);
        QCOMPARE(valueOf(document, "labour.task.t2.minutesAfter"), 6.0);
        QCOMPARE(document.undoStack()->count(), 1);
        QCOMPARE(document.undoStack()->undoText(), u"Paste: 4 cells"_s);
        document.undoStack()->undo();
        QCOMPARE(valueOf(document, "labour.task.t1.minutesBefore"), 12.0);
    }

    /// Imported regions are matched to prefectures and point at the file as evidence.
    void importedRegionsHaveEvidence() {
        MappedTable table;
        table.digest = u"0123456789abcdef"_s;
        table.rowNumbers = {2, 3};
        table.texts["region"] = {u"01"_s, u"47"_s};
        table.numbers["population"] = {5'000'000.0, 1'400'000.0};
        table.numbers["count"] = {1200.0, std::nullopt};
        Case value;
        value.equalisation = EqualisationStructure{};
        value = withRegions(std::move(value), table, "regions.csv");
        QCOMPARE(value.equalisation->regions.size(), std::size_t(2));
        QCOMPARE(value.equalisation->regions[1].name.ja, std::string("沖縄県"));
        QVERIFY(!value.parameters.at("equalisation.region.p47.count").value);
        QCOMPARE(value.parameters.at("equalisation.region.p01.population").evidence.evidence,
                 value.evidence.front().id);
        QCOMPARE(value.evidence.front().digest, std::string("0123456789abcdef"));
    }
};

QTEST_MAIN(ItemModelsTest)
#include "item_models_test.moc"

// label: gui
#include "ui/sections/scenario_tab.h"
#include "app/document/sample_library.h"
#include "app/document/scenario_edits.h"
#include "editor_keys.h"
#include "ui/itemmodels/report_table_model.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/input_views.h"
#include "ui/sections/results_panel.h"
#include "ui/windows/language.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace kachi;
using namespace kachi::keys;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* discount = "outcomes.discount.cost";
constexpr int patience = 60'000;

/// The hip sample without draws and scenarios.
Case hipCase() {
    const auto samples = sampleCases();
    if (!samples) return {};
    for (Case value : *samples) {
        if (value.id != "sample-hip-prosthesis") continue;
        value.run.draws = 0;
        value.scenarios.clear();
        return value;
    }
    return {};
}

struct Tab {
    Session session;
    ScenarioTab tab;
    QAbstractItemModelTester tester;
    Case before;

    explicit Tab(const Case& value)
        : tab((session.newCase(value), session)),
          tester(tab.model(), QAbstractItemModelTester::FailureReportingMode::QtTest) {
        tab.resize(1000, 650);
        tab.show();
        before = session.document().current();
    }

    const Case& value() const { return session.document().current(); }
    QUndoStack& undo() { return *session.document().undoStack(); }
    void click(const QString& text) {
        for (QPushButton* button : tab.findChildren<QPushButton*>()) {
            if (button->text() == text) {
                QVERIFY2(button->isEnabled(), qPrintable(text));
                return QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QFAIL(qPrintable(text));
    }
    /// Rows of the comparison whose first cell is this name.
    QStringList comparison(const QString& scenario) const {
        QStringList cells;
        const auto* model = tab.findChild<ResultsPanel*>()->findChild<ReportTableModel*>();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() != scenario) continue;
            for (int column = 1; column < model->columnCount(); ++column) {
                cells << model->index(row, column).data().toString();
            }
        }
        return cells;
    }
};

}  // namespace

class ScenarioTabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUiLanguage(Language::en); }

    /// From an empty case to a compared scenario, by buttons and keys; undo takes everything back.
    void aScenarioIsMadeAndCompared() {
        Tab page(hipCase());
        answerName(u"割引なし / No discounting"_s);
        page.click(u"Add scenario…"_s);
        QCOMPARE(page.value().scenarios.size(), std::size_t{1});
        QCOMPARE(page.value().scenarios[0].name.ja, std::string("割引なし"));
        QCOMPARE(page.value().scenarios[0].name.en, std::string("No discounting"));
        auto* chooser = page.tab.findChild<ParameterChooser*>();
        chooser->choose(discount);
        page.click(u"Add parameter"_s);
        QCOMPARE(page.tab.model()->rowCount(), 1);
        QVERIFY(page.value().scenarios[0].values.empty());  // only other values are stored
        typeInto(*page.tab.view(), 0, 2, u"0"_s);
        QVERIFY(page.value().scenarios[0].values.at(discount) == 0);
        QTRY_VERIFY_WITH_TIMEOUT(!page.comparison(u"No discounting"_s).isEmpty(), patience);
        QVERIFY(page.comparison(u"No discounting"_s) != page.comparison(u"Base case"_s));

        typeInto(*page.tab.view(), 0, 2, QString());
        QVERIFY(page.value().scenarios[0].values.empty());
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    void impossibleValuesAreRefused() {
        Case value = hipCase();
        kachi::addScenario(value, {"甲", "A"});
        value.scenarios[0].values[discount] = 0.04;
        Tab page(value);
        typeInto(*page.tab.view(), 0, 2, u"1.5"_s);
        const QLineEdit* editor = editorOf(*page.tab.view());
        QVERIFY(editor && editor->toolTip().contains(u"1.5"_s));
        QVERIFY(page.value() == page.before);
        escape(*page.tab.view());
        typeInto(*page.tab.view(), 0, 2, u"x"_s);
        QVERIFY(editorOf(*page.tab.view()));
        escape(*page.tab.view());
        QCOMPARE(page.undo().count(), 0);
        // Label and base value are not typed here.
        QVERIFY(!page.tab.model()->index(0, 0).flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(!page.tab.model()->index(0, 1).flags().testFlag(Qt::ItemIsEditable));
    }

    void scenariosAreRenamedDuplicatedAndRemoved() {
        Case value = hipCase();
        kachi::addScenario(value, {"甲", "A"});
        value.scenarios[0].values[discount] = 0.04;
        Tab page(value);
        page.tab.view()->setCurrentIndex(page.tab.model()->index(0, 2));
        answerName(u"B"_s);
        page.click(u"Duplicate…"_s);
        QCOMPARE(page.value().scenarios.size(), std::size_t{2});
        QVERIFY(page.value().scenarios[1].values == value.scenarios[0].values);
        QVERIFY(page.value().scenarios[1].id != value.scenarios[0].id);
        QCOMPARE(page.tab.view()->currentIndex().column(), 3);
        page.tab.view()->setCurrentIndex(page.tab.model()->index(0, 2));
        answerName(u"Four per cent"_s);
        page.click(u"Rename…"_s);
        QCOMPARE(page.value().scenarios[0].name.en, std::string("Four per cent"));
        QCOMPARE(page.value().scenarios[0].name.ja, std::string("甲"));  // the other language keeps its words
        QCOMPARE(page.tab.model()->headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"Four per cent"_s);
        page.tab.view()->setCurrentIndex(page.tab.model()->index(0, 3));
        page.click(u"Remove scenario"_s);
        QCOMPARE(page.value().scenarios.size(), std::size_t{1});
        page.tab.view()->setCurrentIndex(page.tab.model()->index(0, 0));
        page.click(u"Remove parameter"_s);
        QVERIFY(page.value().scenarios[0].values.empty());
        QCOMPARE(page.tab.model()->rowCount(), 0);
        QCOMPARE(page.undo().count(), 4);
        while (page.undo().canUndo()) page.undo().undo();
        QVERIFY(page.value() == page.before);
    }

    /// Values of a column come from Excel as one step; empty cells keep the base value.
    void valuesArePasted() {
        Case value = hipCase();
        kachi::addScenario(value, {"甲", "A"});
        kachi::addScenario(value, {"乙", "B"});
        value.scenarios[0].values[discount] = 0.04;
        value.scenarios[0].values["outcomes.discount.effect"] = 0.04;
        Tab page(value);
        paste(*page.tab.view(), 0, 2, u"\t1%\n3%\t0.01\n"_s);
        QVERIFY(!page.value().scenarios[0].values.contains(discount));
        QVERIFY(page.value().scenarios[0].values.at("outcomes.discount.effect") == 0.03);
        QVERIFY(page.value().scenarios[1].values.at(discount) == 0.01);
        QCOMPARE(page.undo().count(), 1);
    }

    /// A scenario the model refuses says why, and the others are compared.
    void aRefusedScenarioSaysWhy() {
        Case value = hipCase();
        kachi::addScenario(value, {"甲", "A"});
        kachi::addScenario(value, {"不明", "Unknown"});
        value.scenarios[0].values[discount] = 0.04;
        value.scenarios[1].values["outcomes.nowhere"] = 1;
        Tab page(value);
        QTRY_VERIFY_WITH_TIMEOUT(page.session.resultState() == ResultState::current, patience);
        QString words;
        for (const QLabel* label : page.tab.findChildren<QLabel*>()) words += label->text();
        QVERIFY2(words.contains(u"outcomes.nowhere"_s), qPrintable(words));
        QVERIFY(page.tab.goTo(value.scenarios[1].id));
        QVERIFY(!page.tab.goTo("nowhere"));
    }
};

QTEST_MAIN(ScenarioTabTest)
#include "scenario_tab_test.moc"

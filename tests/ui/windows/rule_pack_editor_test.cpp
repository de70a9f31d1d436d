// label: gui
#include "ui/windows/rule_pack_editor.h"
#include "app/document/sample_library.h"
#include "ui/windows/language.h"
#include "ui/windows/rule_dialogs.h"
#include "ui/windows/run_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

Case hipCase() {
    const auto samples = sampleCases();
    if (!samples) qFatal("no samples");
    for (Case value : *samples) {
        value.run.draws = 0;
        if (value.id == "sample-hip-prosthesis") return value;
    }
    qFatal("no hip sample");
}

struct Editor {
    Session session;
    RulePackEditor dialog;

    Editor() : dialog((session.newCase(hipCase()), session)) { dialog.show(); }

    template <class Widget>
    Widget& only() {
        return *dialog.findChild<Widget*>();
    }
    QPushButton& button(const QString& words) {
        for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
            if (button->text().remove(u'&').startsWith(words)) return *button;
        }
        qFatal("no button %s", qPrintable(words));
    }
    int rows() { return only<QTableView>().model()->rowCount(); }
    QString cell(const QString& key, int column) {
        const QAbstractItemModel& model = *only<QTableView>().model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, RuleTableModel::keyColumn).data() == key)
                return model.index(row, column).data().toString();
        }
        return {};
    }
    void compareWith(const QString& id) {
        for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
            const int at = box->findData(id);
            if (at < 0) continue;
            box->setCurrentIndex(at);
            Q_EMIT box->activated(at);
        }
    }
    QString details() { return only<QTextBrowser>().toPlainText(); }
};

/// Fills the next form that opens and presses OK; with `cancelAfter` the faults are handed back and it is cancelled.
void fillNextForm(const QString& field, const QString& value, QString* faults = nullptr) {
    QTimer::singleShot(0, qApp, [=] {
        auto* form = qobject_cast<RuleForm*>(QApplication::activeModalWidget());
        if (!form) qFatal("no form is open");
        auto* edit = form->findChild<QLineEdit*>(field);
        if (!edit) qFatal("no field");
        edit->setText(value);
        form->accept();
        if (!faults) return;
        for (const QLabel* label : form->findChildren<QLabel*>()) {
            if (label->isVisible() && label->property("role") == u"error"_s) *faults = label->text();
        }
        form->reject();
    });
}

}  // namespace

/// Reading, comparing, copying and editing rule packs in the window.
class RulePackEditorTest : public QObject {
    Q_OBJECT

private:
    static QString folder() { return userRuleFolder(); }

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName(u"Kachi"_s);
        QCoreApplication::setApplicationName(u"KachiRulePackEditorTest"_s);
        QStandardPaths::setTestModeEnabled(true);
        setUiLanguage(Language::en);
    }
    void init() { QDir(folder()).removeRecursively(); }
    void cleanupTestCase() { QDir(folder()).removeRecursively(); }

    void everyRuleIsShownWithItsSource() {
        Editor editor;
        const RulePack& pack = *editor.session.pack();
        QCOMPARE(editor.rows(), static_cast<int>(ruleRows(pack).size()));
        QCOMPARE(editor.only<QListWidget>().count(), static_cast<int>(editor.session.packs().all().size()));
        editor.dialog.showPack("jp-2024", "numbers/foreign.repricing.trigger");
        QVERIFY(editor.details().contains(u"1.3"_s));
        QVERIFY(editor.details().contains(u"Annex 4"_s));
        QVERIFY(editor.details().contains(u"read in the source"_s));
        QCOMPARE(editor.cell(u"cea.selection.h1PeakSales"_s, RuleTableModel::valueColumn), u"10,000,000,000"_s);
        QCOMPARE(editor.cell(u"market.capAtOldPrice"_s, RuleTableModel::valueColumn), u"yes"_s);
        QVERIFY(!editor.button(u"Edit rule"_s).isEnabled());  // shipped packs stay as they are
        QVERIFY(!editor.button(u"Delete"_s).isEnabled());
    }

    void searchAndStatusNarrowTheTable() {
        Editor editor;
        editor.dialog.showPack("jp-2024");
        const int all = editor.rows();
        editor.only<QLineEdit>().setText(u"foreign ceiling"_s);
        QVERIFY(editor.rows() > 0 && editor.rows() < 10);
        editor.only<QLineEdit>().setText(u"外国 nothing-like-this"_s);
        QCOMPARE(editor.rows(), 0);
        editor.only<QLineEdit>().clear();
        QCOMPARE(editor.rows(), all);
        for (QComboBox* box : editor.dialog.findChildren<QComboBox*>()) {
            if (box->count() == 7) box->setCurrentIndex(5);  // recalled
        }
        QVERIFY(editor.rows() > 0 && editor.rows() < all);
        for (int row = 0; row < editor.rows(); ++row) {
            QCOMPARE(editor.only<QTableView>().model()->index(row, RuleTableModel::statusColumn).data().toString(),
                     u"not confirmed"_s);
        }
    }

    void differencesAreMarked() {
        Editor editor;
        editor.dialog.showPack("jp-2024");
        editor.compareWith(u"jp-2026"_s);
        QCOMPARE(editor.cell(u"market.reverseMarginRaise"_s, RuleTableModel::otherColumn), u"≠ yes"_s);
        QCOMPARE(editor.cell(u"market.reverseMarginLimit"_s, RuleTableModel::valueColumn), u"absent"_s);
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::otherColumn), u"1.25"_s);
        editor.only<QCheckBox>().setChecked(true);
        QCOMPARE(editor.rows(), static_cast<int>(rulePackDifferences(*editor.session.packs().find("jp-2024"),
                                                                     *editor.session.packs().find("jp-2026"))
                                                     .size()));
    }

    void copyEditRestore() {
        Editor editor;
        editor.dialog.showPack("jp-2024");
        QVERIFY(editor.dialog.copyPack("mine-2024", u"What if"_s).empty());
        QVERIFY(QFile::exists(folder() + u"/mine-2024.json"_s));
        editor.dialog.showPack("mine-2024", "numbers/foreign.ceiling");
        QVERIFY(editor.button(u"Edit rule"_s).isEnabled());

        QString faults;
        fillNextForm(u"value"_s, u"ten"_s, &faults);
        editor.button(u"Edit rule"_s).click();
        QVERIFY2(faults.contains(u"/numbers/foreign.ceiling/value"_s) && faults.contains(u"ten"_s), qPrintable(faults));
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::valueColumn), u"1.25"_s);

        fillNextForm(u"value"_s, u"１.１"_s);
        editor.button(u"Edit rule"_s).click();
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::valueColumn), u"1.1"_s);
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::statusColumn), u"set by the user"_s);
        QVERIFY2(editor.details().contains(u"Before: 1.25"_s), qPrintable(editor.details()));
        const auto written = readRulePack(folder() + u"/mine-2024.json"_s);
        QVERIFY(written.ok() && written->numbers.at("foreign.ceiling").value == Rational(11, 10));

        editor.button(u"Put back"_s).click();
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::valueColumn), u"1.25"_s);
        QCOMPARE(editor.cell(u"foreign.ceiling"_s, RuleTableModel::statusColumn), u"read in the source"_s);
    }

    void absentRuleIsTakenOver() {
        Editor editor;
        editor.dialog.showPack("jp-2022");
        QVERIFY(editor.dialog.copyPack("mine-2022", u"With floors"_s).empty());
        editor.compareWith(u"jp-2024"_s);
        editor.dialog.showPack("mine-2022", "numbers/expansion.floorCost");
        QVERIFY(editor.details().contains(u"Only the compared pack"_s));
        fillNextForm(u"value"_s, u"0.7"_s);
        editor.button(u"Take over"_s).click();
        const RulePack* pack = editor.session.packs().find("mine-2022");
        QVERIFY(pack->number("expansion.floorCost").ok());
        QVERIFY(pack->number("expansion.floorCost")->value == Rational(7, 10));
        QVERIFY(pack->number("expansion.floorCost")->status == RuleStatus::user);
    }

    void importExportAndTakenIds() {
        QTemporaryDir elsewhere;
        const QString file = elsewhere.filePath(u"pack.json"_s);
        Editor editor;
        editor.dialog.showPack("jp-2024");
        QVERIFY(editor.dialog.copyPack("mine", u"Mine"_s).empty());
        QVERIFY(editor.dialog.exportPack(file).empty());
        QCOMPARE(QString::fromStdString(editor.dialog.importPack(file).at(0).code), u"rules.idTaken"_s);
        QVERIFY(editor.session.removePack("mine").ok());
        QVERIFY(!QFile::exists(folder() + u"/mine.json"_s));
        QVERIFY(editor.dialog.importPack(file).empty());
        QVERIFY(editor.session.packs().find("mine"));
        QCOMPARE(QString::fromStdString(editor.dialog.copyPack("jp-2024", u"x"_s).at(0).code), u"rules.idTaken"_s);
        QCOMPARE(QString::fromStdString(editor.dialog.copyPack("../x", u"x"_s).at(0).code), u"pricing.packValue"_s);
        QCOMPARE(QString::fromStdString(editor.session.removePack("jp-2024").issues().at(0).code), u"rules.shipped"_s);
    }

    /// The case's chooser offers own packs, the result names the pack, and a deleted pack refuses the case.
    void caseUnderAnOwnPack() {
        Editor editor;
        RunBar bar(editor.session);
        editor.dialog.showPack(editor.session.pack()->id);
        QVERIFY(editor.dialog.copyPack("mine", u"What if the margin were 2%"_s).empty());
        auto* chooser = bar.findChild<QComboBox*>();
        QVERIFY(chooser->findData(u"mine"_s) >= 0);

        Case value = editor.session.document().current();
        value.context.rulePack = "mine";
        editor.session.document().replace(value, u"pin"_s);
        QTRY_VERIFY_WITH_TIMEOUT(editor.session.resultState() == ResultState::current, patience);
        QCOMPARE(editor.session.evaluation()->rulePack, std::string("mine"));
        QCOMPARE(editor.session.evaluation()->rulePackName.en, std::string("What if the margin were 2%"));

        QVERIFY(editor.session.removePack("mine").ok());
        QVERIFY(editor.session.resultState() == ResultState::refused);
        const Issues issues = editor.session.issues();
        QVERIFY(std::any_of(issues.begin(), issues.end(), [](const Issue& issue) {
            return issue.code == "rules.unknownPack" && issue.value == "mine";
        }));
    }

    void bothLanguages() {
        Editor editor;
        setUiLanguage(Language::ja);
        QTRY_COMPARE(editor.dialog.windowTitle(), u"算定規則"_s);
        QVERIFY(editor.only<QListWidget>().item(0)->text().contains(u"年"_s));
        setUiLanguage(Language::en);
        QTRY_COMPARE(editor.dialog.windowTitle(), u"Rule packs"_s);
    }
};

QTEST_MAIN(RulePackEditorTest)
#include "rule_pack_editor_test.moc"

// label: gui
// The section of the analyses: import, fit, use in parameters, out of date, taken over again.
#include "ui/sections/studies_page.h"

#include "app/document/session.h"
#include "app/studies/study_requests.h"
#include "models/evaluation/evaluation.h"
#include "tests/app/studies/queue_case.h"
#include "ui/forms/column_fields.h"
#include "ui/forms/data_field.h"
#include "ui/forms/field_form.h"
#include "ui/sections/data_import_dialog.h"
#include "ui/sections/import_columns.h"
#include "ui/sections/request_results.h"
#include "ui/sections/results_panel.h"
#include "ui/sections/take_over_dialog.h"
#include "ui/windows/language.h"
#include "ui/windows/sections.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;  ///< a loaded machine may need long for a run

/// "腕" and "分" in CP932: the table of a Japanese spreadsheet.
const QByteArray cp932Table("\x98\x72,\x95\xaa\r\nA,12.2\r\nA,20.7\r\nB,3.1\r\nB,5.2\r\n");
const QByteArray utf8Table("腕,分\nA,12.2\nA,20.7\nB,3.1\nB,5.2\n");

struct Opened {
    Session session;
    std::unique_ptr<StudiesPage> page;
    QTemporaryDir folder;

    Opened() {
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        Parameter minutes;
        minutes.label = {"分", "Minutes"};
        minutes.value = 1;
        value.parameters["outcomes.minutes"] = minutes;
        session.newCase(value);
        page = std::make_unique<StudiesPage>(session);
        page->resize(1000, 720);
        page->show();
    }

    const Case& current() const { return session.document().current(); }
    const Parameter& minutes() const { return current().parameters.at("outcomes.minutes"); }
    DataField* data() const { return qobject_cast<DataField*>(page->form()->editorOf("data")); }
    ColumnList* columns() const { return qobject_cast<ColumnList*>(page->form()->editorOf("columns")); }
    bool wait(QSignalSpy& worked) const { return worked.count() > 0 || worked.wait(patience); }

    QString write(const QByteArray& bytes) const {
        const QString path = folder.filePath(u"times.csv"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("times.csv");
        return path;
    }

    /// Imports the file with a hand on the dialog: it is accepted once it shows its preview.
    void import(const QString& path) const {
        QTimer hand;
        hand.setInterval(20);
        QObject::connect(&hand, &QTimer::timeout, &hand, [] {
            auto* dialog = qobject_cast<DataImportDialog*>(QApplication::activeModalWidget());
            if (!dialog || dialog->isReading()) return;
            QPushButton* take = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
            if (take->isEnabled()) {
                take->click();
            } else {
                dialog->reject();
            }
        });
        hand.start();
        data()->importFile(path);
    }

    void tick(const QString& column) const {
        for (int row = 0; row < columns()->count(); ++row) {
            if (columns()->item(row)->text() == column) columns()->item(row)->setCheckState(Qt::Checked);
        }
    }

    /// Student-size table, its minutes described.
    void summary() {
        page->addMethod("summary");
        import(write(utf8Table));
        QSignalSpy worked(page.get(), &StudiesPage::worked);
        tick(u"分"_s);
        QVERIFY(wait(worked));
    }

    QPushButton* button(const QString& text) const {
        QCoreApplication::processEvents();  // widgets that were just added are shown by an event
        for (QPushButton* found : page->findChildren<QPushButton*>()) {
            if (found->text() == text && found->isVisibleTo(page.get())) return found;
        }
        return nullptr;
    }
};

}  // namespace

class StudiesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Templates of imports are kept in the data folder: that of tests.
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        setUiLanguage(Language::en);
        QFile::remove(QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                          .filePath(u"import-templates.json"_s));
    }

    void placesLeadHere() {
        QCOMPARE(QString::fromStdString(sectionEntries()[sectionOwning("/studies/id=s1/inputs/data")].id),
                 u"studies"_s);
    }

    void imports_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("CP932") << cp932Table;
        QTest::newRow("UTF-8") << utf8Table;
    }
    void imports() {
        QFETCH(QByteArray, bytes);
        Opened opened;
        opened.page->addMethod("summary");
        opened.import(opened.write(bytes));
        const StudyRequest& request = opened.current().studies.front();
        QVERIFY(request.inputs["data"]["columns"] == nlohmann::json({"腕", "分"}));
        QVERIFY(request.rows.at("data")[1] == nlohmann::json({"A", 20.7}));
        QCOMPARE(opened.current().evidence.size(), std::size_t(1));
        QCOMPARE(opened.current().evidence[0].digest.size(), std::size_t(64));
        QCOMPARE(request.evidence, opened.current().evidence[0].id);
        opened.session.document().undoStack()->undo();
        QVERIFY(opened.current().studies.front().inputs.empty());
        QVERIFY(opened.current().evidence.empty());
    }

    /// The form of a method with several questions shows the cells of the one that is asked. What was entered for
    /// another stays in sight, and says that it is not needed.
    void formFollowsTheAnswers() {
        Opened opened;
        opened.page->addMethod("sampleSize");
        FieldForm* form = opened.page->form();
        const auto shows = [form](const char* key) { return form->editorOf(key)->isVisibleTo(form); };
        const auto answer = [form](const QString& id) {
            auto* box = qobject_cast<QComboBox*>(form->editorOf("question"));
            box->setCurrentIndex(box->findData(id));
            Q_EMIT box->activated(box->currentIndex());
        };
        QVERIFY(shows("question"));
        QVERIFY(!shows("firstRate"));
        QVERIFY(!shows("hazardRatio"));
        answer(u"rates"_s);
        QVERIFY(shows("firstRate"));
        QVERIFY(!shows("hazardRatio"));
        QTest::keyClicks(form->editorOf("firstRate"), u"0.5"_s);
        form->commit();
        answer(u"survival"_s);
        QVERIFY(shows("hazardRatio"));
        QVERIFY(shows("firstRate"));
        QVERIFY(!shows("secondRate"));
        const auto says = [form](const QString& words) {
            return std::ranges::any_of(form->findChildren<QLabel*>(), [&](QLabel* label) {
                return label->text() == words && label->isVisibleTo(form);
            });
        };
        QVERIFY(says(u"Not needed with the present answers."_s));
        opened.session.document().undoStack()->undo();
        opened.session.document().undoStack()->undo();
        QVERIFY(!says(u"Not needed with the present answers."_s));
        QVERIFY(!shows("hazardRatio"));
    }

    void refusedFileLeavesTheData() {
        Opened opened;
        opened.page->addMethod("summary");
        opened.import(opened.write(utf8Table));
        const nlohmann::json before = opened.current().studies.front().inputs;
        opened.import(opened.write("a,b\n1,2\n3\n"));
        QVERIFY(opened.current().studies.front().inputs == before);
    }

    /// What was chosen for one file is proposed for the next of its shape: type, unit, factor, missing code, role.
    void nextFileOfTheShape() {
        Opened opened;
        opened.page->addMethod("summary");
        const auto rowsOf = [&opened] { return inputsWithRows(opened.current().studies.front())["data"]["rows"]; };
        const QString path = opened.write("arm,minutes,note\nA,1.5,x\nB,999,y\n");
        DataImportDialog first("summary");
        QVERIFY(first.openFile(path));
        QTRY_VERIFY_WITH_TIMEOUT(!first.isReading() && first.contents().size() == 3, patience);
        auto* columns = first.findChild<ImportColumns*>();
        QVERIFY(columns);
        ImportChoices choices;
        choices.missingCodes << u"999"_s;
        first.findChild<QLineEdit*>(u"missingCodes"_s)->setText(choices.missingCodes.join(u", "_s));
        Q_EMIT first.findChild<QLineEdit*>(u"missingCodes"_s)->editingFinished();
        QTRY_COMPARE_WITH_TIMEOUT(first.contents()[1].missing, std::size_t(1), patience);
        choices.columns[u"minutes"_s] = {{}, u"seconds"_s, 60};
        choices.columns[u"note"_s].kind = ColumnKind::leftOut;
        columns->show({u"arm"_s, u"minutes"_s, u"note"_s}, first.contents(), choices, {{"columns", {"minutes"}}});
        Q_EMIT columns->edited();
        first.accept();
        QTRY_COMPARE_WITH_TIMEOUT(first.result(), int(QDialog::Accepted), patience);

        opened.import(path);
        QVERIFY(rowsOf() == nlohmann::json::parse(R"([["A", 90.0], ["B", null]])"));
        const nlohmann::json& inputs = opened.current().studies.front().inputs;
        QVERIFY(inputs["data"]["units"] == nlohmann::json({{"minutes", "seconds"}}));
        QVERIFY(inputs["columns"] == nlohmann::json({"minutes"}));
        QCOMPARE(opened.data()->model()->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 u"minutes [seconds]"_s);
    }

    /// A file of many rows: the window goes on, cancel closes at once, and nothing was taken.
    void cancelledImport() {
        Opened opened;
        opened.page->addMethod("summary");
        QByteArray rows = "x,y\n";
        while (rows.size() < 20 << 20) rows += "12.5,a word\n13.25,another word\n";
        DataImportDialog dialog("summary");
        QVERIFY(dialog.openFile(opened.write(rows)));
        dialog.setVisible(true);
        QVERIFY(dialog.isReading());
        QElapsedTimer longest;
        longest.start();
        dialog.reject();
        QVERIFY(longest.elapsed() < 1000);  // of a reading of some seconds on a loaded machine
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
        QTest::qWait(50);
        QVERIFY(dialog.takeData().is_null());
        QVERIFY(opened.current().studies.front().inputs.empty());
    }

    /// Dates of two readings wait for an answer.
    void asksForTheOrderOfDates() {
        Opened opened;
        DataImportDialog dialog("summary");
        QVERIFY(dialog.openFile(opened.write("x,day\n1,01/02/2024\n2,03/04/2024\n")));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isReading() && dialog.contents().size() == 2, patience);
        QPushButton* take = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(!take->isEnabled());
        for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
            const int dayFirst = box->findText(u"day/month/year"_s);
            if (dayFirst < 0) continue;
            box->setCurrentIndex(dayFirst);
            Q_EMIT box->activated(dayFirst);
        }
        QVERIFY(take->isEnabled());
        dialog.accept();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.result(), int(QDialog::Accepted), patience);
        QVERIFY(dialog.takeData()["rows"][0] == nlohmann::json({1.0, "2024-02-01"}));
    }

    /// Undo and redo of cells of a table, by the one step each that they are.
    void cellsAreUndone() {
        Opened opened;
        opened.page->addMethod("summary");
        opened.import(opened.write(utf8Table));
        DataTableModel* model = opened.data()->model();
        QSignalSpy reset(model, &QAbstractItemModel::modelReset);
        const auto cell = [model] { return model->index(0, 1).data().toString(); };
        QVERIFY(model->setData(model->index(0, 1), u"16.2"_s, Qt::EditRole));
        QVERIFY(model->setData(model->index(1, 1), u"17"_s, Qt::EditRole));
        QCOMPARE(cell(), u"16.2"_s);
        QUndoStack* undo = opened.session.document().undoStack();
        undo->undo();
        undo->undo();
        QCOMPARE(cell(), u"12.2"_s);
        undo->redo();
        QCOMPARE(cell(), u"16.2"_s);
        QCOMPARE(reset.count(), 0);  // the chosen cell stays chosen
        undo->undo();
        undo->undo();
        QCOMPARE(model->rowCount(), 0);
    }

    /// A row that is too short gets its missing cells; edits elsewhere are not told to the table.
    void shortRowsAreFilled() {
        Opened opened;
        opened.page->addMethod("summary");
        Case ragged = opened.current();
        setInput(ragged.studies.front(), "data",
                 nlohmann::json::parse(R"({"columns": ["a", "b", "c"], "rows": [[1], 2]})"));
        opened.session.document().replace(ragged, u"ragged"_s);
        DataTableModel* model = opened.data()->model();
        const auto rows = [&opened] { return inputsWithRows(opened.current().studies.front())["data"]["rows"]; };
        QVERIFY(model->setData(model->index(0, 2), QString(), Qt::EditRole));  // it is empty already
        QVERIFY(rows() == nlohmann::json::parse("[[1], 2]"));
        QVERIFY(model->setData(model->index(0, 2), u"3"_s, Qt::EditRole));
        QVERIFY(model->setData(model->index(1, 0), u"007"_s, Qt::EditRole));
        QVERIFY(rows() == nlohmann::json::parse(R"([[1, null, 3.0], ["007"]])"));
        QSignalSpy told(model, &QAbstractItemModel::dataChanged);
        opened.session.document().setValue("outcomes.minutes", 2);
        QCOMPARE(told.count(), 0);
        model->removeColumn(2);
        QVERIFY(rows() == nlohmann::json::parse(R"([[1, null], ["007"]])"));
    }

    /// Codes keep their zeros when a whole table is pasted.
    void pastedCodesAreWords() {
        Opened opened;
        opened.page->addMethod("summary");
        QGuiApplication::clipboard()->setText(u"code\tminutes\n007\t1.5\n12\t2"_s);
        opened.button(u"Paste"_s)->click();
        QVERIFY(inputsWithRows(opened.current().studies.front())["data"]["rows"] ==
                nlohmann::json::parse(R"([["007", 1.5], ["12", 2]])"));
    }

    /// A header row chosen while the file is read, or after it was refused, is read with; what the last file of the
    /// shape said of cells ends with the shape.
    void headerRowIsChosen() {
        Opened opened;
        const QString path = opened.write("arm,minutes\nA,999\nB,2\n");
        ImportTemplate last{"summary", {u"arm"_s, u"minutes"_s}};
        last.choices.missingCodes = {u"999"_s};
        last.choices.dateOrder = DateOrder::dayFirst;
        QVERIFY(ImportMemory().remember(last).ok());
        DataImportDialog dialog("summary");
        auto* header = dialog.findChild<QSpinBox*>();
        auto* missing = dialog.findChild<QLineEdit*>(u"missingCodes"_s);
        QVERIFY(dialog.openFile(path));
        QVERIFY(dialog.isReading());
        header->setMaximum(2);
        header->setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isReading(), patience);
        QCOMPARE(dialog.table().rows.size(), std::size_t(3));
        QCOMPARE(dialog.table().headerRow, std::size_t(1));
        header->setValue(1);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isReading(), patience);
        QCOMPARE(missing->text(), u"999"_s);
        QCOMPARE(dialog.contents()[1].missing, std::size_t(1));
        header->setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isReading(), patience);
        QCOMPARE(missing->text(), usualMissingCodes().join(u", "_s));
    }

    void pastesWithHeadings() {
        Opened opened;
        opened.page->addMethod("summary");
        QGuiApplication::clipboard()->setText(u"arm\tminutes\nA\t1.5\nB\t2"_s);
        opened.button(u"Paste"_s)->click();
        QVERIFY(inputsWithRows(opened.current().studies.front())["data"]["rows"] ==
                nlohmann::json::parse(R"([["A", 1.5], ["B", 2]])"));
    }

    /// Raw table → estimate → parameter with its uncertainty; mean 10.3 of 12.2, 20.7, 3.1, 5.2.
    void fitIsUsedInAParameter() {
        Opened opened;
        opened.summary();
        QVERIFY(opened.page->results()->panel()->isVisibleTo(opened.page.get()));
        QTimer::singleShot(0, [] {
            auto* dialog = qobject_cast<TakeOverDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->choose("mean.分", "outcomes.minutes");
            dialog->accept();
        });
        opened.page->openTakeOver();
        QVERIFY(std::abs(*opened.minutes().value - 10.3) < 1e-12);
        QCOMPARE(opened.minutes().distribution.family, Family::normal);
        QCOMPARE(opened.minutes().evidence.study, opened.page->chosenId());
        QCOMPARE(opened.minutes().evidence.evidence, opened.current().evidence[0].id);
        opened.session.document().undoStack()->undo();
        QCOMPARE(opened.minutes().value, std::optional(1.0));
    }

    void changedDataMakeTheParameterOutOfDate() {
        Opened opened;
        opened.summary();
        QTimer::singleShot(0, [] {
            auto* dialog = qobject_cast<TakeOverDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            dialog->choose("mean.分", "outcomes.minutes");
            dialog->accept();
        });
        opened.page->openTakeOver();
        QVERIFY(!opened.button(u"Take over again"_s));

        QSignalSpy worked(opened.page.get(), &StudiesPage::worked);
        DataTableModel* model = opened.data()->model();
        QVERIFY(model->setData(model->index(0, 1), u"16.2"_s, Qt::EditRole));
        QVERIFY(isStale(opened.current(), opened.minutes()));
        QVERIFY(opened.button(u"Take over again"_s));
        QVERIFY(opened.wait(worked));
        opened.button(u"Take over again"_s)->click();
        QVERIFY(!isStale(opened.current(), opened.minutes()));
        QVERIFY(std::abs(*opened.minutes().value - 11.3) < 1e-12);
        QVERIFY(!opened.button(u"Take over again"_s));
    }

    /// Parameters that follow a removed analysis are named; they keep their numbers, or it stays. One step to undo.
    /// Closed form of M/M/1, 2 an hour of 20 minutes each: waiting is 40 minutes.
    void removalAsksAboutFollowers_data() {
        QTest::addColumn<bool>("remove");
        QTest::newRow("kept as numbers") << true;
        QTest::newRow("cancelled") << false;
    }
    void removalAsksAboutFollowers() {
        QFETCH(bool, remove);
        Opened opened;
        Case value = opened.current();
        const std::string id = addQueue(value);
        value.parameters["outcomes.minutes"].value.reset();
        value.parameters["outcomes.minutes"].expression = "1 + result.study." + id + ".waitingBefore";
        opened.session.document().replace(value, u"queue"_s);
        QPushButton* removal = opened.button(u"Remove"_s);  // lets events pass, so before the hand is readied
        QVERIFY(removal);
        QString asked;
        QTimer::singleShot(0, [&asked, remove] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            asked = box->text();
            for (QAbstractButton* button : box->buttons()) {
                const bool cancels = box->buttonRole(button) == QMessageBox::RejectRole;
                if (cancels != remove) return button->click();
            }
        });
        removal->click();
        QVERIFY2(asked.contains(u"Minutes: 41"_s), qPrintable(asked));
        QCOMPARE(opened.current().studies.empty(), remove);
        if (!remove) {
            QVERIFY(opened.current() == value);
            return;
        }
        QVERIFY(std::abs(*opened.minutes().value - 41) < 1e-12);
        QVERIFY(opened.minutes().expression.empty());
        opened.session.document().undoStack()->undo();
        QVERIFY(opened.current() == value);
    }

    /// An analysis says what it answers and where to begin before anything was entered.
    void emptyAnalysisInvites_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("first");
        QTest::newRow("needs its data") << u"survivalReconstruction"_s << u"/inputs/data"_s;
        QTest::newRow("begins with a question") << u"distributionFit"_s << u"/inputs/known"_s;
    }
    void emptyAnalysisInvites() {
        QFETCH(QString, method);
        QFETCH(QString, first);
        Opened opened;
        opened.page->addMethod(method.toStdString());
        const QString purpose = QString::fromStdString(findStudy(method.toStdString())->purpose.en);
        RequestResults* results = opened.page->results();
        const QList<QLabel*> labels = results->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [&](const QLabel* label) { return label->isVisible() && label->text() == purpose; }));
        QCOMPARE(results->reasons()->count(), 1);
        const QString where = results->reasons()->item(0)->data(Qt::UserRole).toString();
        QVERIFY2(where.endsWith(first), qPrintable(where));
        QVERIFY(opened.page->goTo(where.toStdString()));
    }

    void faultsLeadToTheirCell() {
        Opened opened;
        opened.summary();
        QSignalSpy worked(opened.page.get(), &StudiesPage::worked);
        DataTableModel* model = opened.data()->model();
        model->setData(model->index(2, 1), u"five"_s, Qt::EditRole);
        QVERIFY(opened.wait(worked));
        QListWidget* reasons = opened.page->results()->reasons();
        QVERIFY(reasons->count() > 0);
        QVERIFY2(reasons->item(0)->text().contains(u"five"_s), qPrintable(reasons->item(0)->text()));
        const std::string where = reasons->item(0)->data(Qt::UserRole).toString().toStdString();
        QCOMPARE(model->find(where), model->index(2, 1));
        QVERIFY(opened.page->goTo(where));
    }

    void bothLanguages() {
        Opened opened;
        opened.summary();
        setUiLanguage(Language::ja);
        QCoreApplication::processEvents();
        QVERIFY(opened.button(u"パラメータに使う…"_s) || opened.button(u"Use in parameters…"_s));
    }
};

QTEST_MAIN(StudiesPageTest)
#include "studies_page_test.moc"

// label: gui
// Tables of a price's inputs taken from files, in the window.
#include "app/document/price_requests.h"
#include "app/document/session.h"
#include "app/studies/care_process_import.h"
#include "models/case/case_json.h"
#include "ui/forms/field_form.h"
#include "ui/forms/field_grid.h"
#include "ui/sections/input_views.h"
#include "ui/sections/request_results.h"
#include "ui/sections/routes_page.h"
#include "ui/sections/table_import_dialog.h"
#include "ui/windows/language.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCryptographicHash>
#include <QDialogButtonBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <fstream>
#include <memory>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;  ///< a loaded machine may need long for a run
const QString exampleFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/");
const QString dataFolder = QStringLiteral(KACHI_TEST_DATA "/interchange/");

/// The section with one screening, as the guide's example sets it.
struct Screening {
    Session session;
    std::unique_ptr<RoutesPage> page;

    Screening() {
        std::ifstream file((exampleFolder + u"price-recalculationScreening.json"_s).toStdString());
        Case value;
        value.context.rulePack = "jp-2026";
        value.run.draws = 0;
        PriceRequest request;
        request.id = "p1";
        request.route = "recalculationScreening";
        request.inputs = nlohmann::json::parse(file)["inputs"];
        value.routes = {request};
        session.newCase(value);
        page = std::make_unique<RoutesPage>(session);
        page->resize(1200, 800);
        page->show();
    }

    const Case& current() const { return session.document().current(); }
    FieldGrid& grid(const char* key = "products") const {
        return *qobject_cast<FieldGrid*>(page->form()->editorOf(key));
    }
    const nlohmann::json& rows(const char* key = "products") const {
        return enteredRows(current().routes.front().inputs, key);
    }
    int steps() { return session.document().undoStack()->count(); }
};

/// What a hand does with the dialog once it stands there.
void whenAsked(const std::function<void(TableImportDialog&)>& act) {
    QTimer::singleShot(0, [act] {
        auto* dialog = qobject_cast<TableImportDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        act(*dialog);
        if (dialog->isVisible()) dialog->reject();
    });
}

QPushButton* importButton(const TableImportDialog& dialog) {
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

QString said(const TableImportDialog& dialog, const QString& role) {
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        if (label->property("role").toString() == role && label->wordWrap()) return label->text();
    }
    return {};
}

void accept(TableImportDialog& dialog) {
    importButton(dialog)->click();
}

/// Gives the columns of a file to the targets that have none, in their order: id, then price.
void chooseColumns(const TableImportDialog& dialog) {
    int chosen = 0;
    for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
        if (box->itemText(0) != u"choose a column"_s) continue;
        box->setCurrentIndex(++chosen);
        Q_EMIT box->activated(chosen);
    }
    QCOMPARE(chosen, 2);
}

QComboBox* boxWith(const TableImportDialog& dialog, const QString& text) {
    for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
        if (box->findText(text, Qt::MatchContains) >= 0) return box;
    }
    return nullptr;
}

}  // namespace

class RouteImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        setUiLanguage(Language::en);
        QFile::remove(QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                          .filePath(u"import-templates.json"_s));
    }

    void screeningFromAFile_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("UTF-8") << exampleFolder + u"screening-products.csv"_s;
        QTest::newRow("CP932") << dataFolder + u"screening-products-cp932.csv"_s;
        QTest::newRow("xlsx") << dataFolder + u"screening-products.xlsx"_s;
        QTest::newRow("ods") << dataFolder + u"screening-products.ods"_s;
    }

    /// Cells of the example file; one undo step; the file is named in the evidence.
    void screeningFromAFile() {
        QFETCH(QString, path);
        Screening window;
        whenAsked(accept);
        window.grid().importFile(path);
        QCOMPARE(window.rows().size(), std::size_t{5});
        const nlohmann::json expected{
            {"id", "P001"},          {"name", "ダイアライザー"},  {"category", "040 人工腎臓用 Ⅰａ型"},
            {"price", "1440"},       {"marketPrice", "1400"},     {"taxBasis", "included"},
            {"productCost", "1310"}, {"annualVolume", "50000"},   {"share", "0.6"},
            {"secondShare", "0.25"}, {"othersCannotCover", true}, {"medicalNeed", true},
            {"priceTooLow", true}};
        QCOMPARE(QString::fromStdString(window.rows()[0].dump()), QString::fromStdString(expected.dump()));
        QCOMPARE(QString::fromStdString(enteredText(window.rows()[2], "othersCannotCover")), u"false"_s);
        QCOMPARE(window.grid().view()->model()->rowCount(), 5);
        QCOMPARE(window.steps(), 1);

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray digest = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex();
        QCOMPARE(window.current().evidence.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(window.current().evidence[0].digest), digest);
        QCOMPARE(QString::fromStdString(window.current().evidence[0].title.en), path.section(u'/', -1));

        QTRY_VERIFY_WITH_TIMEOUT(window.session.resultState() == ResultState::current, patience);
        const auto& priced = window.session.evaluation()->routes.front();
        QVERIFY(priced.result.has_value());
        QCOMPARE(priced.result->tables.front().rows.size(), std::size_t{5});
        // The file of the case gives the same table back.
        const auto read = caseFromJson(caseToJson(window.current()));
        QVERIFY(read.ok());
        QVERIFY(read->value == window.current());
        window.session.document().undoStack()->undo();
        QVERIFY(window.rows().empty());
        QVERIFY(window.current().evidence.empty());
    }

    void rowsReplaceOrGoBelow() {
        Screening window;
        const QString path = exampleFolder + u"screening-products.csv"_s;
        whenAsked(accept);
        window.grid().importFile(path);
        whenAsked([](TableImportDialog& dialog) {
            QComboBox* place = boxWith(dialog, u"below the 5 present"_s);
            QVERIFY(place && place->isVisible());
            QVERIFY(dialog.appends());  // what is there stays unless it is asked to go
            accept(dialog);
        });
        window.grid().importFile(path);
        QCOMPARE(window.rows().size(), std::size_t{10});
        QCOMPARE(window.current().evidence.size(), std::size_t{1});  // the same file
        whenAsked([](TableImportDialog& dialog) {
            QComboBox* place = boxWith(dialog, u"replace the 10 present"_s);
            place->setCurrentIndex(place->findData(false));
            accept(dialog);
        });
        window.grid().importFile(path);
        QCOMPARE(window.rows().size(), std::size_t{5});
    }

    /// The sentence names column and cell; nothing changes.
    void refusedFileLeavesTheTable() {
        Screening window;
        whenAsked(accept);
        window.grid().importFile(exampleFolder + u"screening-products.csv"_s);
        const Case before = window.current();
        QTemporaryDir folder;
        QFile file(folder.filePath(u"wrong.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("製品コード,償還価格,税区分\nP1,千円くらい,税込\nP2,200,どちらでも\n");
        file.close();
        QString told;
        whenAsked([&told](TableImportDialog& dialog) {
            QVERIFY(!importButton(dialog)->isEnabled());
            told = said(dialog, u"error"_s);
        });
        window.grid().importFile(file.fileName());
        QVERIFY2(told.contains(u"償還価格 [B2]"_s) && told.contains(u"千円くらい"_s), qPrintable(told));
        QVERIFY2(told.contains(u"税区分 [C3]"_s) && told.contains(u"どちらでも"_s), qPrintable(told));
        QVERIFY(window.current() == before);

        // A file that is no table is refused before the dialog.
        bool refused = false;
        QTimer::singleShot(0, [&refused] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            refused = true;
            box->reject();
        });
        window.grid().importFile(folder.filePath(u"nothing.csv"_s));
        QVERIFY(refused);
        QVERIFY(window.current() == before);
    }

    /// A column under a strange heading is chosen by hand.
    void columnsAreChosen() {
        Screening window;
        QGuiApplication::clipboard()->setText(u"Artikel\tPreis\nA1\t1,200\nA2\t300\n"_s);
        whenAsked([](TableImportDialog& dialog) {
            QVERIFY(!importButton(dialog)->isEnabled());
            chooseColumns(dialog);
            QVERIFY2(importButton(dialog)->isEnabled(), qPrintable(said(dialog, u"error"_s)));
            accept(dialog);
        });
        window.grid().importClipboard();
        const nlohmann::json expected{{{"id", "A1"}, {"price", "1200"}}, {{"id", "A2"}, {"price", "300"}}};
        QCOMPARE(QString::fromStdString(window.rows().dump()), QString::fromStdString(expected.dump()));
        QVERIFY(window.current().evidence.empty());  // no file
    }

    /// Below a line of words, with headers nobody knows: what was chosen for one file, in whichever order, is offered
    /// for the next.
    void nextFileOfTheShape_data() {
        QTest::addColumn<bool>("markFirst");
        QTest::newRow("header row, then decimal mark") << false;
        QTest::newRow("decimal mark, then header row") << true;
    }
    void nextFileOfTheShape() {
        QFETCH(bool, markFirst);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"prices.csv"_s);
        const auto write = [&path](const char* bytes) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write("Stand;2026\nArtikel;Preis\nA1;1200,5\nA2;300\n");
        Screening first;
        whenAsked([markFirst](TableImportDialog& dialog) {
            const auto chooseMark = [&dialog] {
                QComboBox* mark = boxWith(dialog, u"1,5"_s);
                mark->setCurrentIndex(mark->findData(QChar(u',')));
                Q_EMIT mark->activated(mark->currentIndex());
            };
            QCOMPARE(boxWith(dialog, u"semicolon"_s)->currentText(), u"detected: semicolon"_s);
            if (markFirst) chooseMark();
            dialog.findChild<QSpinBox*>()->setValue(2);
            chooseColumns(dialog);
            if (!markFirst) chooseMark();
            QVERIFY2(importButton(dialog)->isEnabled(), qPrintable(said(dialog, u"error"_s)));
            accept(dialog);
        });
        first.grid().importFile(path);
        const nlohmann::json expected{{{"id", "A1"}, {"price", "1200.5"}}, {{"id", "A2"}, {"price", "300"}}};
        QCOMPARE(QString::fromStdString(first.rows().dump()), QString::fromStdString(expected.dump()));

        write("Stand;2027\nArtikel;Preis\nB1;99,5\n");
        Screening second;
        whenAsked([](TableImportDialog& dialog) {
            auto* asLast = dialog.findChild<QCheckBox*>(u"asLast"_s);
            QVERIFY(asLast->isVisible() && asLast->isChecked());
            QVERIFY(importButton(dialog)->isEnabled());
            asLast->click();
            QVERIFY(!importButton(dialog)->isEnabled());  // the columns have to be chosen
            asLast->click();
            accept(dialog);
        });
        second.grid().importFile(path);
        const nlohmann::json next{{{"id", "B1"}, {"price", "99.5"}}};
        QCOMPARE(QString::fromStdString(second.rows().dump()), QString::fromStdString(next.dump()));
    }

    /// Answers stand in the preview as the forms call them, whatever word the file has for them.
    void previewSpeaksTheLanguage() {
        setUiLanguage(Language::ja);
        QGuiApplication::clipboard()->setText(u"群\t手順\t職種\t分\n従来\t読影\t医師\t12\nafter\t読影\t医師\t－3\n"_s);
        TableImportDialog dialog(careProcessSchema());
        QVERIFY(dialog.openClipboard());
        const auto* preview = dialog.findChild<QTableWidget*>();
        QCOMPARE(preview->item(0, 0)->text(), u"導入前"_s);
        QCOMPARE(preview->item(1, 0)->text(), u"導入後"_s);
        QCOMPARE(preview->item(1, 3)->text(), u"-3"_s);
        QVERIFY(!importButton(dialog)->isEnabled());  // minutes are not negative
        QVERIFY2(said(dialog, u"error"_s).contains(u"分 [D3]"_s), qPrintable(said(dialog, u"error"_s)));
    }

    /// The input series of a price, by month.
    void seriesFromAFile() {
        Screening window;
        QTemporaryDir folder;
        QFile file(folder.filePath(u"resin.tsv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("系列\t年月\t値\nresin\t2026年1月\t101.5\nresin\tR8.2\t102\n");
        file.close();
        whenAsked([](TableImportDialog& dialog) {
            QVERIFY2(importButton(dialog)->isEnabled(), qPrintable(said(dialog, u"error"_s)));
            accept(dialog);
        });
        window.grid("series").importFile(file.fileName());
        QCOMPARE(window.rows("series").size(), std::size_t{2});
        QCOMPARE(QString::fromStdString(enteredText(window.rows("series")[1], "month")), u"2026-02"_s);
        QCOMPARE(QString::fromStdString(enteredText(window.rows("series")[0], "series")), u"resin"_s);
    }

    /// What a hand meets with the table of an industry association: the window answers, reading and editing.
    void tenThousandProducts() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"many.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QFile example(exampleFolder + u"screening-products.csv"_s);
        QVERIFY(example.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = example.readAll().trimmed().split('\n');
        file.write(lines[0] + '\n');
        for (int row = 0; row < 10'000; ++row) {
            file.write(QByteArray::number(row) + lines[1 + row % 5].trimmed() + '\n');
        }
        file.close();
        Screening window;
        QElapsedTimer clock;
        qint64 read = 0;
        clock.start();
        whenAsked([&](TableImportDialog& dialog) {
            read = clock.restart();
            accept(dialog);
        });
        window.grid().importFile(file.fileName());
        const qint64 taken = clock.restart();
        QCOMPARE(window.rows().size(), std::size_t{10'000});
        QAbstractItemModel* model = window.grid().view()->model();
        QVERIFY(model->setData(model->index(9'999, 3), u"1500"_s, Qt::EditRole));
        const qint64 edited = clock.restart();
        QTRY_VERIFY_WITH_TIMEOUT(window.session.resultState() == ResultState::current, patience);
        qInfo("read and shown in %lld ms, taken in %lld ms, one cell edited in %lld ms, evaluated in %lld ms", read,
              taken, edited, clock.elapsed());
        QCOMPARE(window.session.evaluation()->routes.front().result->tables.front().rows.size(), std::size_t{10'000});
    }
};

QTEST_MAIN(RouteImportTest)
#include "route_import_test.moc"

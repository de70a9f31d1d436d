// label: gui
#include "ui/windows/main_window.h"

#include "app/document/sample_library.h"
#include "app/studies/study_requests.h"
#include "models/case/case_json.h"
#include "models/studies/study.h"
#include "ui/editors/number_cell_delegate.h"
#include "ui/editors/number_field.h"
#include "ui/windows/case_flow.h"
#include "ui/windows/evidence_page.h"
#include "ui/windows/issues_panel.h"
#include "ui/windows/sections.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QTreeWidget>
#include <QWidgetAction>
#include <QXmlStreamReader>

#include <fstream>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* sampleCase = "sample-hip-prosthesis";
constexpr const char* minutesAfter = "labour.task.trays.minutesAfter";
constexpr int patience = 120'000;  ///< a loaded machine may need long for a run
constexpr int fewDraws = 200;

/// English source → Japanese, as the program ships it.
QMap<QString, QString> translations() {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/resources/i18n/kachi_ja.ts"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QMap<QString, QString> pairs;
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) continue;
        if (xml.name() == u"source"_s) source = xml.readElementText();
        if (xml.name() == u"translation"_s) {
            const bool unfinished = xml.attributes().hasAttribute(u"type"_s);
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            pairs.insert(source, unfinished ? QString() : text);
        }
    }
    return pairs;
}

/// Every text a reader or a screen reader meets in the window.
QStringList visibleTexts(const QWidget& window) {
    QStringList texts{window.windowTitle()};
    for (const QAction* action : window.findChildren<QAction*>()) texts << action->text() << action->toolTip();
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        texts << widget->toolTip() << widget->accessibleName();
        if (const auto* label = qobject_cast<const QLabel*>(widget)) texts << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts << button->text();
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) texts << edit->placeholderText();
        if (const auto* dock = qobject_cast<const QDockWidget*>(widget)) texts << dock->windowTitle();
        if (const auto* menu = qobject_cast<const QMenu*>(widget)) texts << menu->title();
        if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
            for (int i = 0; i < combo->count(); ++i) texts << combo->itemText(i);
        }
        if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) texts << tabs->tabText(i) << tabs->tabToolTip(i);
        }
        if (const auto* tree = qobject_cast<const QTreeWidget*>(widget)) {
            for (int i = 0; i < tree->columnCount(); ++i) texts << tree->headerItem()->text(i);
        }
    }
    texts.removeAll(QString());
    return texts;
}

/// Parts of Qt's own fields, named by the field they belong to.
bool isPartOfAField(const QObject* object) {
    const QByteArray name = object->metaObject()->className();
    return name == "QComboBoxListView" || name == "QLineEditIconButton" || name == "QToolBarExtension";
}

void collectNameless(QAccessibleInterface* element, QStringList& nameless) {
    if (!element || !element->isValid()) return;
    switch (element->role()) {
        case QAccessible::Button:
        case QAccessible::EditableText:
        case QAccessible::ComboBox:
        case QAccessible::SpinBox:
        case QAccessible::CheckBox:
        case QAccessible::Tree:
        case QAccessible::List:
        case QAccessible::Table:
            if (element->text(QAccessible::Name).isEmpty() && element->object() && !isPartOfAField(element->object())) {
                const QObject* parent = element->object()->parent();
                nameless << QString::fromLatin1(element->object()->metaObject()->className()) + u" in "_s +
                                (parent ? QString::fromLatin1(parent->metaObject()->className()) : QString());
            }
            break;
        default:
            break;
    }
    for (int i = 0; i < element->childCount(); ++i) collectNameless(element->child(i), nameless);
}

double metricBase(Session& session, const char* id) {
    const Metric* metric = findMetric(*session.evaluation(), id);
    return metric && metric->base ? *metric->base : std::nan("");
}

/// Answers the next modal dialog: `answer` runs inside it.
void whenAsked(std::function<void(QDialog*)> answer) {
    QTimer::singleShot(0, qApp, [answer = std::move(answer)] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        if (dialog) {
            answer(dialog);
        } else {
            whenAsked(answer);
        }
    });
}

void press(const QDialog* dialog, const QString& text) {
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        if (button->text().remove(u'&') == text) {
            button->click();
            return;
        }
    }
    QFAIL(qPrintable(u"no button "_s + text));
}

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void editRecalculateUndoSaveReopen();
    void cellEditReachesTheResults();
    void languageSwitchLeavesNothingBehind();
    void everyActionIsNamedAndInAMenu();
    void nothingIsNameless();
    void fitsASmallScreen_data();
    void fitsASmallScreen();
    void everyAnalysisFitsASmallScreen_data();
    void everyAnalysisFitsASmallScreen();
    void issueLeadsToItsPage();
    void evidenceIsEditedAsUndoSteps();
    void conflictKeepsBothWorks();
    void draftComesBackAfterACrash();
    void leavingAsksAboutUnsavedWork();

private:
    void openSample(MainWindow& window);
    static bool current(MainWindow& window);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_library;
};

void MainWindowTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"Kachi"_s);
    QCoreApplication::setOrganizationName(u"KachiTest"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    applyTheme(ThemeChoice::light);
}

void MainWindowTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
    m_library = m_folder->filePath(u"cases.kachi"_s);
    auto library = CaseLibrary::open(m_library, OpenMode::createIfMissing);
    QVERIFY(library.ok());
    QVERIFY(addSamples(*library).ok());
    setUiLanguage(Language::en);
}

void MainWindowTest::cleanup() {
    m_folder.reset();
}

void MainWindowTest::openSample(MainWindow& window) {
    window.show();
    QVERIFY(window.flow().openLibrary(m_library, OpenMode::readWrite));
    QVERIFY(window.session().openCase(sampleCase).ok());
    Case fewer = window.session().document().current();
    fewer.run.draws = fewDraws;
    window.session().document().open(std::move(fewer), true);
    window.session().recalculate();
}

bool MainWindowTest::current(MainWindow& window) {
    Session& session = window.session();
    return session.resultState() == ResultState::current &&
           session.evaluation()->caseDigest == caseDigest(session.document().current());
}

void MainWindowTest::editRecalculateUndoSaveReopen() {
    MainWindow window;
    openSample(window);
    Session& session = window.session();
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    const double before = metricBase(session, "labour.nation.hoursSaved");
    QVERIFY(std::isfinite(before));

    session.document().setValue(minutesAfter, 11.125);
    QVERIFY(window.isWindowModified());
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    const double edited = metricBase(session, "labour.nation.hoursSaved");
    QVERIFY2(edited > before, "fewer minutes after must free more hours");

    session.document().undoStack()->undo();
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    QVERIFY(metricBase(session, "labour.nation.hoursSaved") == before);  // the same digits, not nearly
    session.document().undoStack()->redo();

    whenAsked([](QDialog* dialog) {
        dialog->findChild<QPlainTextEdit*>()->setPlainText(u"trays by the new route"_s);
        press(dialog, u"Save revision"_s);
    });
    QVERIFY(window.flow().save());
    QVERIFY(!window.isWindowModified());
    const std::string saved = caseToJson(session.document().current());

    MainWindow other;
    QVERIFY(other.flow().openLibrary(m_library, OpenMode::readWrite));
    QVERIFY(other.session().openCase(sampleCase).ok());
    QCOMPARE(QString::fromStdString(caseToJson(other.session().document().current())), QString::fromStdString(saved));
    QCOMPARE(other.session().revision().value_or(0), 2);
    QTRY_VERIFY_WITH_TIMEOUT(current(other), patience);
    QVERIFY(metricBase(other.session(), "labour.nation.hoursSaved") == edited);
}

void MainWindowTest::cellEditReachesTheResults() {
    MainWindow window;
    openSample(window);
    Session& session = window.session();
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    const double before = metricBase(session, "labour.nation.hoursSaved");

    QStandardItemModel cells(1, 1);
    cells.setData(cells.index(0, 0), QString::fromLatin1(minutesAfter), parameterIdRole);
    QTableView table;
    table.setModel(&cells);
    setNumberTableHabits(&table, session.document());
    table.show();
    table.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.setCurrentIndex(cells.index(0, 0));
    QTest::keyClick(&table, Qt::Key_F2);
    auto* editor = table.viewport()->findChild<NumberEdit*>();
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, u"17.0625"_s);
    QTest::keyClick(editor, Qt::Key_Return);

    QTRY_VERIFY(*session.document().current().parameters.at(minutesAfter).value == 17.0625);
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    QVERIFY(metricBase(session, "labour.nation.hoursSaved") > before);
}

void MainWindowTest::languageSwitchLeavesNothingBehind() {
    const QMap<QString, QString> pairs = translations();
    QVERIFY(pairs.size() > 100);
    MainWindow window;
    openSample(window);
    QTRY_VERIFY_WITH_TIMEOUT(current(window), patience);
    for (const SectionEntry& section : sectionEntries()) window.goTo(section.id);

    for (const auto& [source, translated] : pairs.asKeyValueRange()) {
        QVERIFY2(!translated.isEmpty(), qPrintable(u"untranslated: "_s + source));
    }
    window.setLanguage(Language::ja);
    QCoreApplication::processEvents();
    for (const QString& text : visibleTexts(window)) {
        const QString translated = pairs.value(text, text);
        QVERIFY2(translated == text, qPrintable(u"still English: "_s + text));
    }
    window.setLanguage(Language::en);
    QCoreApplication::processEvents();
    QSet<QString> japanese;
    for (const auto& [source, translated] : pairs.asKeyValueRange()) {
        if (source != translated) japanese.insert(translated);
    }
    for (const QString& text : visibleTexts(window)) {
        QVERIFY2(!japanese.contains(text), qPrintable(u"still Japanese: "_s + text));
    }
}

void MainWindowTest::everyActionIsNamedAndInAMenu() {
    MainWindow window;
    openSample(window);
    QSet<QAction*> inMenus;
    for (QAction* top : window.menuBar()->actions()) {
        QVERIFY2(top->text().contains(u'&'), qPrintable(top->text()));
        for (QAction* action : top->menu()->actions()) inMenus.insert(action);
    }
    QSet<QString> shortcuts;
    for (QAction* action : inMenus) {
        if (action->isSeparator()) continue;
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->text()));
        const QString keys = action->shortcut().toString();
        QVERIFY2(keys.isEmpty() || !shortcuts.contains(keys), qPrintable(keys));
        shortcuts.insert(keys);
    }
    for (const QToolBar* bar : window.findChildren<QToolBar*>()) {
        for (QAction* action : bar->actions()) {
            const bool plain = !action->isSeparator() && !qobject_cast<const QWidgetAction*>(action);
            QVERIFY2(!plain || inMenus.contains(action), qPrintable(action->text()));
        }
    }
}

void MainWindowTest::nothingIsNameless() {
    MainWindow window;
    openSample(window);
    QAccessible::setActive(true);
    for (const SectionEntry& section : sectionEntries()) {
        window.goTo(section.id);
        QCoreApplication::processEvents();
        QStringList nameless;
        collectNameless(QAccessible::queryAccessibleInterface(&window), nameless);
        QVERIFY2(nameless.isEmpty(), qPrintable(QString::fromStdString(section.id) + u": "_s + nameless.join(u", "_s)));
    }
}

void MainWindowTest::fitsASmallScreen_data() {
    QTest::addColumn<int>("language");
    QTest::newRow("Japanese") << static_cast<int>(Language::ja);
    QTest::newRow("English") << static_cast<int>(Language::en);
}

void MainWindowTest::fitsASmallScreen() {
    QFETCH(int, language);
    setUiLanguage(static_cast<Language>(language));
    MainWindow window;
    openSample(window);
    for (const SectionEntry& section : sectionEntries()) {
        window.goTo(section.id);
        QCoreApplication::processEvents();
        const QSize least = window.minimumSizeHint();
        QVERIFY2(
            least.width() <= 1280 && least.height() <= 720,
            qPrintable(
                u"%1 needs %2 x %3"_s.arg(QString::fromStdString(section.id)).arg(least.width()).arg(least.height())));
    }
}

void MainWindowTest::everyAnalysisFitsASmallScreen_data() {
    fitsASmallScreen_data();
}

/// Windows that appear without being asked for: parts of a page shown before they have their place on it.
class StrayWindows : public QObject {
public:
    StrayWindows() { qApp->installEventFilter(this); }
    bool eventFilter(QObject* watched, QEvent* event) override {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && widget->isWindow() && event->type() == QEvent::Show) {
            seen << QLatin1StringView(widget->metaObject()->className());
        }
        return false;
    }
    QStringList seen;
};

/// Every analysis with the inputs of its example in the guide; its form is built on the page, not above the window.
void MainWindowTest::everyAnalysisFitsASmallScreen() {
    QFETCH(int, language);
    setUiLanguage(static_cast<Language>(language));
    MainWindow window;
    openSample(window);
    Case value = window.session().document().current();
    for (const StudyDefinition& study : studies()) {
        StudyRequest* request = findStudyRequest(value, addStudy(value, study.id));
        std::ifstream example(KACHI_SOURCE_DIR "/resources/guide/examples/study-" + study.id + ".json");
        setInputs(*request, nlohmann::json::parse(example)["inputs"]);
    }
    window.session().newCase(value);
    const StrayWindows stray;
    QStringList wide;
    for (const StudyRequest& request : value.studies) {
        window.goTo("/studies/id=" + request.id);
        QApplication::processEvents();
        const int least = window.minimumSizeHint().width();
        if (least > 1280) wide << QStringLiteral("%1 %2").arg(QString::fromStdString(request.method)).arg(least);
    }
    QVERIFY2(wide.isEmpty(), qPrintable(wide.join(u", "_s)));
    QCOMPARE(stray.seen, QStringList());
}

void MainWindowTest::issueLeadsToItsPage() {
    MainWindow window;
    openSample(window);
    Case broken = window.session().document().current();
    broken.evidence.front().title = {};
    window.session().document().replace(broken, u"break"_s);
    window.goTo("/evidence/id=" + broken.evidence.front().id);
    QVERIFY(qobject_cast<EvidencePage*>(window.currentPage()));
    window.goTo("/context/decisionDate");
    QCOMPARE(sectionOwning("/context/decisionDate"), std::size_t{0});
    QVERIFY(window.currentPage() && window.currentPage()->isVisible());
    QVERIFY(!window.findChild<IssuesPanel*>()->accessibleName().isEmpty());
}

void MainWindowTest::evidenceIsEditedAsUndoSteps() {
    MainWindow window;
    openSample(window);
    window.goTo("evidence");
    auto* page = qobject_cast<EvidencePage*>(window.currentPage());
    QVERIFY(page);
    CaseDocument& document = window.session().document();
    const std::size_t count = document.current().evidence.size();
    page->addEvidence();
    QCOMPARE(document.current().evidence.size(), count + 1);
    page->bind(minutesAfter);
    const std::string id = document.current().evidence.back().id;
    QCOMPARE(QString::fromStdString(document.current().parameters.at(minutesAfter).evidence.evidence),
             QString::fromStdString(id));
    page->removeEvidence();
    QCOMPARE(document.current().evidence.size(), count);
    QVERIFY(document.current().parameters.at(minutesAfter).evidence.evidence.empty());
    document.undoStack()->undo();
    QCOMPARE(QString::fromStdString(document.current().parameters.at(minutesAfter).evidence.evidence),
             QString::fromStdString(id));
}

void MainWindowTest::conflictKeepsBothWorks() {
    MainWindow first;
    openSample(first);
    Session second;
    QVERIFY(second.openLibrary(m_library, OpenMode::readWrite).ok());
    QVERIFY(second.openCase(sampleCase).ok());
    second.document().setValue(minutesAfter, 10);
    QVERIFY(second.save(u"the other's work"_s).ok());

    first.session().document().setValue(minutesAfter, 9);
    whenAsked([](QDialog* message) {
        whenAsked([](QDialog* conflict) {
            QVERIFY(conflict->findChild<QLabel*>()->text().contains(QString::fromStdString(sessionOwner())));
            conflict->findChild<QLineEdit*>()->setText(u"mine"_s);
            press(conflict, u"Save as branch"_s);
        });
        press(message, u"Save revision"_s);
    });
    QVERIFY(first.flow().save());
    const auto branches = first.session().library()->branches(sampleCase);
    QVERIFY(branches.ok());
    QCOMPARE(branches->size(), std::size_t{2});
    const auto theirs = first.session().library()->loadHead(sampleCase);
    QVERIFY(theirs->json.find("\"value\": 10") != std::string::npos);
}

void MainWindowTest::draftComesBackAfterACrash() {
    {
        Session crashed;
        QVERIFY(crashed.openLibrary(m_library, OpenMode::readWrite).ok());
        QVERIFY(crashed.openCase(sampleCase).ok());
        crashed.document().setValue(minutesAfter, 8.25);
    }
    MainWindow window;
    window.show();
    QVERIFY(window.flow().openLibrary(m_library, OpenMode::readWrite));
    whenAsked([](QDialog* dialog) {
        const auto* list = dialog->findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 1);
        QVERIFY(list->topLevelItem(0)->text(3).contains(u'1'));  // one changed parameter
        press(dialog, u"Open draft"_s);
    });
    window.flow().offerRecovery();
    QVERIFY(window.session().hasCase());
    QVERIFY(*window.session().document().current().parameters.at(minutesAfter).value == 8.25);
    QVERIFY(window.isWindowModified());
}

void MainWindowTest::leavingAsksAboutUnsavedWork() {
    MainWindow window;
    openSample(window);
    QVERIFY(window.flow().mayLeave());
    window.session().document().setValue(minutesAfter, 7);
    whenAsked([](QDialog* dialog) { dialog->reject(); });
    QVERIFY(!window.close());
    whenAsked([](QDialog* dialog) { press(dialog, u"Leave as draft"_s); });
    QVERIFY(window.close());
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"

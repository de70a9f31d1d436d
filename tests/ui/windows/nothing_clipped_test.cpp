// label: gui
#include "app/document/sample_library.h"
#include "ui/windows/case_flow.h"
#include "ui/windows/main_window.h"
#include "ui/windows/section_tabs.h"
#include "ui/windows/sections.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120'000;  ///< a loaded machine may need long for a run
constexpr int fewDraws = 200;

/// Parts of Qt's own fields and tab bars draw arrows, not words.
bool showsWords(const QAbstractButton& button) {
    return !button.text().isEmpty() && !qobject_cast<const QTabBar*>(button.parentWidget());
}

/// What of the visible widgets has less room than its words need.
QStringList clipped(const QWidget& window) {
    QStringList faults;
    const auto report = [&faults](const QWidget& widget, const QString& words, const QSize& needs) {
        faults << u"%1 \"%2\" has %3 x %4, needs %5 x %6"_s
                      .arg(QLatin1StringView(widget.metaObject()->className()), words.left(200))
                      .arg(widget.width())
                      .arg(widget.height())
                      .arg(needs.width())
                      .arg(needs.height());
    };
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        const QSize needs = label->wordWrap()
                                ? QSize(label->minimumSizeHint().width(), label->heightForWidth(label->width()))
                                : label->sizeHint();
        if (needs.width() > label->width() || needs.height() > label->height()) report(*label, label->text(), needs);
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || !showsWords(*button)) continue;
        if (button->sizeHint().width() > button->width()) report(*button, button->text(), button->sizeHint());
    }
    for (const QScrollArea* scroll : window.findChildren<QScrollArea*>()) {
        if (!scroll->isVisible() || scroll->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff) continue;
        const QWidget* content = scroll->widget();
        if (content && content->width() > scroll->viewport()->width()) {
            QString widest = u"content of a scroll area, least widths:"_s;
            for (const QWidget* part : content->findChildren<QWidget*>()) {
                const int least = std::max(part->minimumWidth(), part->minimumSizeHint().width());
                if (least > scroll->viewport()->width() * 2 / 3) {
                    widest += u" %1 %2"_s.arg(QLatin1StringView(part->metaObject()->className())).arg(least);
                }
            }
            report(*content, widest, content->minimumSizeHint());
        }
    }
    return faults;
}

/// What stays clipped once layouts have settled, which takes longer on a loaded machine.
QStringList clippedForGood(const QWidget& window) {
    QStringList faults;
    for (int attempt = 0; attempt < 40; ++attempt) {
        QTest::qWait(50);
        faults = clipped(window);
        if (faults.isEmpty()) break;
    }
    return faults;
}

}  // namespace

class NothingClippedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySectionShowsItsWords_data();
    void everySectionShowsItsWords();
    void translationIsFinished();

private:
    QTemporaryDir m_folder;
    QString m_library;
};

void NothingClippedTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(u"Kachi"_s);
    QCoreApplication::setOrganizationName(u"KachiTest"_s);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    m_library = m_folder.filePath(u"cases.kachi"_s);
    auto library = CaseLibrary::open(m_library, OpenMode::createIfMissing);
    QVERIFY(library.ok());
    QVERIFY(addSamples(*library).ok());
}

void NothingClippedTest::everySectionShowsItsWords_data() {
    QTest::addColumn<QString>("sample");
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("hip, Japanese, light") << u"sample-hip-prosthesis"_s << Language::ja << ThemeChoice::light;
    QTest::newRow("hip, Japanese, dark") << u"sample-hip-prosthesis"_s << Language::ja << ThemeChoice::dark;
    QTest::newRow("hip, English, light") << u"sample-hip-prosthesis"_s << Language::en << ThemeChoice::light;
    QTest::newRow("hip, English, dark") << u"sample-hip-prosthesis"_s << Language::en << ThemeChoice::dark;
    QTest::newRow("cup, Japanese") << u"sample-unprofitable-cup"_s << Language::ja << ThemeChoice::light;
    QTest::newRow("cup, English") << u"sample-unprofitable-cup"_s << Language::en << ThemeChoice::light;
}

void NothingClippedTest::everySectionShowsItsWords() {
    QFETCH(QString, sample);
    QFETCH(Language, language);
    QFETCH(ThemeChoice, theme);
    setUiLanguage(language);
    applyTheme(theme);
    MainWindow window;
    window.resize(1280, 720);
    window.show();
    QVERIFY(window.flow().openLibrary(m_library, OpenMode::readWrite));
    Session& session = window.session();
    QVERIFY(session.openCase(sample.toStdString()).ok());
    Case fewer = session.document().current();
    fewer.run.draws = fewDraws;
    session.document().open(std::move(fewer), true);
    session.recalculate();
    window.resize(1280, 720);
    QTRY_VERIFY_WITH_TIMEOUT(session.resultState() == ResultState::current, patience);

    QStringList faults;
    for (const SectionEntry& section : sectionEntries()) {
        window.goTo(section.id);
        for (const QString& fault : clippedForGood(window))
            faults << QString::fromStdString(section.id) + u": "_s + fault;
    }
    // The windows of joint distributions and scenarios open beside the main one.
    std::vector<std::string> places;
    for (const JointGroup& group : session.document().current().jointGroups) places.push_back(group.id);
    for (const Scenario& scenario : session.document().current().scenarios) places.push_back(scenario.id);
    for (const std::string& place : places) {
        window.goTo(place);
        for (const QString& fault : clippedForGood(window)) faults << QString::fromStdString(place) + u": "_s + fault;
    }
    const auto* tabs = window.findChild<SectionTabs*>();
    QVERIFY(tabs);
    QVERIFY2(tabs->tabRect(tabs->count() - 1).right() < tabs->width(), "the last section must be in sight");
    for (const QWidget* widget : window.findChildren<QWidget*>(u"qt_toolbar_ext_button"_s)) {
        if (widget->isVisible()) faults << u"a tool bar hides buttons"_s;
    }
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void NothingClippedTest::translationIsFinished() {
    QFile file(QStringLiteral(KACHI_SOURCE_DIR "/resources/i18n/kachi_ja.ts"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("type=\"unfinished\""));
}

QTEST_MAIN(NothingClippedTest)

#include "nothing_clipped_test.moc"

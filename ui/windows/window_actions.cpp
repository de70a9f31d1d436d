#include "ui/windows/window_actions.h"

#include "ui/windows/icons.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QWidget>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* context = "kachi::WindowActions";

struct ActionRow {
    QAction* WindowActions::*action;
    const char* icon;
    const char* text;
    const char* explanation;
    QKeySequence shortcut;
};

const std::vector<ActionRow>& rows() {
    using A = WindowActions;
    static const std::vector<ActionRow> table{
        {&A::newCase, "new", QT_TRANSLATE_NOOP("kachi::WindowActions", "&New"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "New case from an empty sheet, a template or a sample"),
         QKeySequence::New},
        {&A::openFile, "open", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Open…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Open a case file (JSON) or a case exported from another library"),
         QKeySequence::Open},
        {&A::openLibrary, "library", QT_TRANSLATE_NOOP("kachi::WindowActions", "Open &library…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Work with another case library"), Qt::CTRL | Qt::SHIFT | Qt::Key_O},
        {&A::newLibrary,
         "add",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "New l&ibrary…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Create an empty case library"),
         {}},
        {&A::save, "save", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Save revision"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Keep the case as a new revision in the library"),
         QKeySequence::Save},
        {&A::duplicate, "compare", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Duplicate as new case"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Go on with a copy; the original stays as it is"),
         Qt::CTRL | Qt::SHIFT | Qt::Key_D},
        {&A::history, "recent", QT_TRANSLATE_NOOP("kachi::WindowActions", "&History…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Earlier revisions of this case"), Qt::CTRL | Qt::Key_H},
        {&A::exportJson, "export", QT_TRANSLATE_NOOP("kachi::WindowActions", "Export &JSON…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Write the case as a file that can be compared, sent and imported"),
         Qt::CTRL | Qt::Key_E},
        {&A::exportPdf, "pdf", QT_TRANSLATE_NOOP("kachi::WindowActions", "Export &PDF…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Write the evaluation as a PDF for a submission"),
         QKeySequence::Print},
        {&A::exportWorkbook,
         "export",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "E&xcel workbook with formulas…"),
         QT_TRANSLATE_NOOP(
             "kachi::WindowActions",
             "Write cohort model, labour and regions as a spreadsheet that can be recalculated and checked"),
         {}},
        {&A::importPosterior,
         "open",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Joint posterior d&raws…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions",
                           "Draw parameters from the rows of a CSV whose columns are parameter ids"),
         {}},
        {&A::quit, "cancel", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Quit"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Close the window"), QKeySequence::Quit},
        {&A::undo, "undo", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Undo"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Take back the last change"), QKeySequence::Undo},
        {&A::redo, "redo", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Redo"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Bring back what was undone"), QKeySequence::Redo},
        {&A::findParameter, "search", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Find a parameter"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Type a word of its name and go to its cell"), QKeySequence::Find},
        {&A::searchLibrary, "search", QT_TRANSLATE_NOOP("kachi::WindowActions", "Search the &library"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Find cases by words in them"), Qt::CTRL | Qt::SHIFT | Qt::Key_F},
        {&A::recalculate, "recalculate", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Recalculate"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Calculate all values again"), Qt::Key_F9},
        {&A::stop, "cancel", QT_TRANSLATE_NOOP("kachi::WindowActions", "S&top the calculation"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Stop the calculation; the last results stay"),
         Qt::SHIFT | Qt::Key_F9},
        {&A::analyses, "outcomes", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Analyses…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions",
                           "Two-way analysis, threshold values, value of information and calibration"),
         Qt::CTRL | Qt::Key_F9},
        {&A::precedents,
         "precedent",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Pr&ecedents…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Published price decisions: by words, route, premium item and year"),
         {}},
        {&A::rulePacks,
         "report",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Rule &packs…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Read, compare, copy and edit the numbers of the pricing rules"),
         {}},
        {&A::scenarios,
         "compare",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&Scenarios…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Sets of other base values, compared side by side"),
         {}},
        {&A::jointGroups, "link", QT_TRANSLATE_NOOP("kachi::WindowActions", "&Joint distributions…"),
         QT_TRANSLATE_NOOP("kachi::WindowActions",
                           "Parameters that are drawn together: Dirichlet, multivariate normal, rank correlation"),
         Qt::CTRL | Qt::Key_J},
        {&A::themeSystem,
         "theme",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Colours of the &system"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Light or dark, as the desktop is set"),
         {}},
        {&A::themeLight,
         "theme",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&Light colours"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Dark text on light ground"),
         {}},
        {&A::themeDark,
         "theme",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&Dark colours"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Light text on dark ground"),
         {}},
        {&A::japanese,
         "",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&Japanese (日本語)"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Show the window in Japanese"),
         {}},
        {&A::english,
         "",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&English (English)"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Show the window in English"),
         {}},
        {&A::about,
         "info",
         QT_TRANSLATE_NOOP("kachi::WindowActions", "&About Kachi"),
         QT_TRANSLATE_NOOP("kachi::WindowActions", "Version and licence"),
         {}},
    };
    return table;
}

/// Toolbar text: "新規(&N)" and "&Open…" without mnemonic and dots.
QString withoutMnemonic(QString text) {
    static const QRegularExpression bracketed(u"\\(&.\\)"_s);
    return text.remove(bracketed).remove(u'&').remove(u'…');
}

}  // namespace

WindowActions::WindowActions(QWidget* window) : QObject(window) {
    for (const ActionRow& row : rows()) {
        auto* action = new QAction(this);
        const QLatin1StringView icon(row.icon);
        if (!icon.isEmpty()) action->setIcon(themedIcon(icon));
        action->setShortcut(row.shortcut);
        this->*row.action = action;
        window->addAction(action);
    }
    for (QAction* action : {themeSystem, themeLight, themeDark, japanese, english}) action->setCheckable(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    retranslate();
}

void WindowActions::retranslate() {
    for (const ActionRow& row : rows()) {
        QAction* action = this->*row.action;
        const QString text = QCoreApplication::translate(context, row.text);
        const QString explanation = QCoreApplication::translate(context, row.explanation);
        action->setText(text);
        action->setIconText(withoutMnemonic(text));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? explanation : u"%1 (%2)"_s.arg(explanation, keys));
    }
    save->setIconText(QCoreApplication::translate(context, QT_TRANSLATE_NOOP("kachi::WindowActions", "Save")));
    exportPdf->setIconText(u"PDF"_s);
    exportJson->setIconText(u"JSON"_s);
}

}  // namespace kachi

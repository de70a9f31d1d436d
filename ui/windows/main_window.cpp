#include "ui/windows/main_window.h"

#include "app/document/joint_group_edits.h"
#include "app/document/lookup_table_edits.h"
#include "app/document/scenario_edits.h"
#include "app/workbook/case_workbook.h"
#include "ui/sections/analysis_dialog.h"
#include "ui/sections/joint_group_dialog.h"
#include "ui/sections/outcomes_page.h"
#include "ui/sections/price_page.h"
#include "ui/sections/routes_page.h"
#include "ui/windows/case_flow.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/dock_title.h"
#include "ui/windows/evidence_page.h"
#include "ui/windows/headline_rail.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/issues_panel.h"
#include "ui/windows/library_panel.h"
#include "ui/windows/notice_bar.h"
#include "ui/windows/parameter_search.h"
#include "ui/windows/precedents_dialog.h"
#include "ui/windows/report_page.h"
#include "ui/windows/rule_pack_editor.h"
#include "ui/windows/run_bar.h"
#include "ui/windows/section_tabs.h"
#include "ui/windows/sections.h"
#include "ui/windows/settings.h"
#include "ui/windows/welcome_page.h"
#include "ui/windows/window_actions.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolBar>
#include <QUndoStack>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Raised when docks or bars change, so that an old saved layout is not forced onto a new window.
constexpr int layoutVersion = 1;

/// Position of the welcome page in the stack; pages of sections follow.
constexpr int welcomeIndex = 0;

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), m_flow(new CaseFlow(m_session, this)), m_actions(new WindowActions(this)) {
    setWindowIcon(QIcon(u":/icons/kachi.svg"_s));
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks);

    m_notice = new NoticeBar;
    m_pages = new QStackedWidget;
    auto* welcome = new WelcomePage(m_session);
    m_pages->addWidget(welcome);
    m_pageOf.resize(sectionEntries().size(), nullptr);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);

    buildBars();
    buildDocks();
    buildMenus();
    connectActions();
    connect(welcome, &WelcomePage::openRequested, m_flow, &CaseFlow::openCase);
    connect(welcome, &WelcomePage::newRequested, m_flow, &CaseFlow::newCase);
    connect(welcome, &WelcomePage::importRequested, m_flow, &CaseFlow::chooseFile);
    connect(m_flow, &CaseFlow::told, m_notice, &NoticeBar::tell);

    connect(&m_session, &Session::caseOpened, this, [this] {
        m_notice->hide();
        showSection(m_sections->currentIndex());
        showTitle();
        showEnabled();
    });
    connect(&m_session, &Session::modifiedChanged, this, [this](bool modified) {
        setWindowModified(modified);
        showEnabled();
    });
    connect(&m_session, &Session::caseEdited, this, &MainWindow::showTitle);
    connect(&m_session, &Session::libraryChanged, this, [this] {
        showTitle();
        showEnabled();
    });
    connect(&m_session, &Session::issuesChanged, this, &MainWindow::showIssues);
    connect(&m_session, &Session::stateChanged, this, &MainWindow::showEnabled);

    retranslate();
    resize(1280, 720);
    restoreGeometry(settings::windowGeometry());
    restoreState(settings::windowState(), layoutVersion);
}

MainWindow::~MainWindow() {
    m_session.disconnect();  // the session ends before the widgets that listen to it
}

void MainWindow::buildBars() {
    m_toolBar = addToolBar(QString());
    m_toolBar->setObjectName(u"toolBar"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_actions->undo->setPriority(QAction::LowPriority);
    m_actions->redo->setPriority(QAction::LowPriority);
    m_toolBar->addActions({m_actions->newCase, m_actions->openFile, m_actions->save, m_actions->undo, m_actions->redo});
    m_toolBar->addSeparator();
    m_runBar = new RunBar(m_session);
    m_toolBar->addWidget(m_runBar);
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions->exportPdf, m_actions->exportJson});
    addToolBarBreak();
    m_sectionBar = addToolBar(QString());
    m_sectionBar->setObjectName(u"sectionBar"_s);
    m_sectionBar->setMovable(false);
    m_sectionBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_sections = new SectionTabs;
    for (const SectionEntry& entry : sectionEntries()) {
        m_sections->addSection(themedIcon(QString::fromStdString(entry.id)));
    }
    m_sectionBar->addWidget(m_sections);
    m_search = new ParameterSearch(m_session);
    m_search->setMaximumWidth(textColumns(this, 26));
    m_search->setMinimumWidth(textColumns(this, 12));
    m_sectionBar->addWidget(m_search);
    connect(m_sections, &QTabBar::currentChanged, this, &MainWindow::showSection);
}

QDockWidget* MainWindow::addDock(const char* name, QWidget* content, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget;
    dock->setObjectName(QLatin1StringView(name));
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks() {
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_library = new LibraryPanel(m_session);
    m_rail = new HeadlineRail(m_session);
    m_issues = new IssuesPanel;
    m_libraryDock = addDock("libraryDock", m_library, Qt::LeftDockWidgetArea);
    m_railDock = addDock("railDock", m_rail, Qt::RightDockWidgetArea);
    m_issuesDock = addDock("issuesDock", m_issues, Qt::BottomDockWidgetArea);
    m_issuesTitle = static_cast<DockTitle*>(m_issuesDock->titleBarWidget());

    connect(m_library, &LibraryPanel::openRequested, m_flow, &CaseFlow::openCase);
    connect(m_library, &LibraryPanel::historyRequested, m_flow, &CaseFlow::showHistory);
    connect(m_library, &LibraryPanel::exportRequested, m_flow, &CaseFlow::exportWithHistory);
    connect(m_library, &LibraryPanel::precedentsRequested, this, &MainWindow::showPrecedents);
    connect(m_library, &LibraryPanel::newRequested, m_flow, &CaseFlow::newCase);
    connect(m_library, &LibraryPanel::importRequested, m_flow, &CaseFlow::chooseFile);
    connect(m_library, &LibraryPanel::failed, this,
            [this](const Issues& issues) { m_notice->tell(Severity::error, issuesText(issues)); });
    connect(m_rail, &HeadlineRail::goToRequested, this, &MainWindow::goTo);
    connect(m_issues, &IssuesPanel::goToRequested, this, &MainWindow::goTo);
    connect(m_search, &ParameterSearch::goToRequested, this, &MainWindow::goTo);
    connect(m_runBar, &RunBar::refused, this,
            [this](const Issues& issues) { m_notice->tell(Severity::error, issuesText(issues)); });
}

void MainWindow::buildMenus() {
    const auto add = [this](const QList<QAction*>& actions) {
        QMenu* menu = menuBar()->addMenu(QString());
        m_menus.push_back(menu);
        for (QAction* action : actions) {
            if (action) {
                menu->addAction(action);
            } else {
                menu->addSeparator();
            }
        }
        return menu;
    };
    WindowActions& a = *m_actions;
    add({a.newCase, a.openFile, nullptr, a.openLibrary, a.newLibrary, nullptr, a.save, a.duplicate, a.history, nullptr,
         a.importPosterior, nullptr, a.exportPdf, a.exportWorkbook, a.exportJson, nullptr, a.quit});
    add({a.undo, a.redo, nullptr, a.findParameter, a.searchLibrary});
    QMenu* view = add({});
    for (std::size_t i = 0; i < sectionEntries().size(); ++i) {
        QAction* action = view->addAction(themedIcon(QString::fromStdString(sectionEntries()[i].id)), QString());
        if (i < 9) action->setShortcut(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i));
        connect(action, &QAction::triggered, this, [this, i] { m_sections->setCurrentIndex(static_cast<int>(i)); });
        m_sectionActions.push_back(action);
    }
    view->addSeparator();
    int key = Qt::Key_F6;
    for (QDockWidget* dock : {m_libraryDock, m_railDock, m_issuesDock}) {
        dock->toggleViewAction()->setShortcut(QKeySequence(key++));
        view->addAction(dock->toggleViewAction());
    }
    view->addSeparator();
    for (const QList<QAction*>& choices :
         {QList<QAction*>{a.themeSystem, a.themeLight, a.themeDark}, QList<QAction*>{a.japanese, a.english}}) {
        auto* group = new QActionGroup(this);
        for (QAction* choice : choices) group->addAction(choice);
        view->addActions(choices);
        view->addSeparator();
    }
    add({a.recalculate, a.stop, nullptr, a.analyses, a.scenarios, a.jointGroups, nullptr, a.precedents, a.rulePacks});
    add({a.about});

    const ThemeChoice theme = settings::theme();
    (theme == ThemeChoice::light  ? a.themeLight
     : theme == ThemeChoice::dark ? a.themeDark
                                  : a.themeSystem)
        ->setChecked(true);
    (uiLanguage() == Language::ja ? a.japanese : a.english)->setChecked(true);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto receiver) { connect(action, &QAction::triggered, this, receiver); };
    WindowActions& a = *m_actions;
    on(a.newCase, [this] { m_flow->newCase(); });
    on(a.openFile, [this] { m_flow->chooseFile(); });
    on(a.openLibrary, [this] { m_flow->chooseLibrary(); });
    on(a.newLibrary, [this] { m_flow->createLibrary(); });
    on(a.save, [this] { m_flow->save(); });
    on(a.duplicate, [this] { m_flow->duplicate(); });
    on(a.history, [this] { m_flow->showHistory(m_session.document().current().id); });
    on(a.exportJson, [this] { m_flow->exportJson(); });
    on(a.exportPdf, [this] { exportPdf(); });
    on(a.exportWorkbook, [this] { m_flow->exportWorkbook(); });
    on(a.importPosterior, [this] { m_flow->importPosterior(); });
    on(a.quit, [this] { close(); });
    on(a.findParameter, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    on(a.searchLibrary, [this] {
        m_libraryDock->show();
        m_library->focusSearch();
    });
    on(a.recalculate, [this] { m_session.recalculate(); });
    on(a.stop, [this] { m_session.cancelCalculation(); });
    on(a.analyses, [this] { showAnalyses(); });
    on(a.precedents, [this] { showPrecedents({}); });
    on(a.rulePacks, [this] { showRulePacks(); });
    on(a.scenarios, [this] { showScenarios({}); });
    on(a.jointGroups, [this] { showJointGroups({}); });
    on(a.themeSystem, [this] { setTheme(ThemeChoice::system); });
    on(a.themeLight, [this] { setTheme(ThemeChoice::light); });
    on(a.themeDark, [this] { setTheme(ThemeChoice::dark); });
    on(a.japanese, [this] { setLanguage(Language::ja); });
    on(a.english, [this] { setLanguage(Language::en); });
    on(a.about, [this] { about(); });

    QUndoStack* stack = m_session.document().undoStack();
    connect(a.undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(a.redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::canUndoChanged, a.undo, &QAction::setEnabled);
    connect(stack, &QUndoStack::canRedoChanged, a.redo, &QAction::setEnabled);
    a.undo->setEnabled(stack->canUndo());
    a.redo->setEnabled(stack->canRedo());
}

void MainWindow::goTo(const std::string& where) {
    if (!m_session.hasCase()) return;
    const Case& value = m_session.document().current();
    if (findGroup(value, where)) return showJointGroups(where);
    if (findScenario(value, where)) return showScenarios(where);
    const bool inTable = findTable(value, where) || findTable(value, where.substr(0, where.rfind('.')));
    // The case's own values of the rules stand on the pages of the models that use them.
    const bool ownRule = where.starts_with("/context/rules/");
    const std::string ruled = value.pricing || !value.recalculation ? "pricing" : "recalculation";
    m_sections->setCurrentIndex(static_cast<int>(sectionOwning(inTable ? "outcomes" : ownRule ? ruled : where)));
    if (SectionPage* page = currentPage()) page->goTo(where);
}

SectionPage* MainWindow::currentPage() const {
    return qobject_cast<SectionPage*>(m_pages->currentWidget());
}

void MainWindow::showSection(int index) {
    if (!m_session.hasCase() || index < 0) {
        m_pages->setCurrentIndex(welcomeIndex);
        return;
    }
    SectionPage*& page = m_pageOf[static_cast<std::size_t>(index)];
    if (!page) {
        page = sectionEntries()[static_cast<std::size_t>(index)].create(m_session);
        m_pages->addWidget(page);
        connect(page, &SectionPage::goToRequested, this, &MainWindow::goTo);
        if (auto* report = qobject_cast<ReportPage*>(page)) {
            connect(report, &ReportPage::told, m_notice, &NoticeBar::tell);
        }
        if (auto* outcomes = qobject_cast<OutcomesPage*>(page)) {
            connect(outcomes, &OutcomesPage::analysesRequested, this, &MainWindow::showAnalyses);
            connect(outcomes, &OutcomesPage::scenariosRequested, this, [this] { showScenarios({}); });
            connect(outcomes, &OutcomesPage::jointGroupsRequested, this, [this] { showJointGroups({}); });
        }
        if (auto* evidence = qobject_cast<EvidencePage*>(page)) {
            connect(evidence, &EvidencePage::precedentsRequested, this, &MainWindow::showPrecedents);
        }
        if (auto* price = qobject_cast<PricePage*>(page)) {
            connect(price, &PricePage::precedentsRequested, this, &MainWindow::showPrecedents);
        }
        if (auto* routes = qobject_cast<RoutesPage*>(page)) {
            connect(routes, &RoutesPage::precedentsRequested, this, &MainWindow::showPrecedents);
        }
    }
    m_pages->setCurrentWidget(page);
}

void MainWindow::showTitle() {
    if (!m_session.hasCase()) {
        setWindowTitle(u"Kachi[*]"_s);
        return;
    }
    const QString title = shown(m_session.document().current().title);
    const std::optional<int> revision = m_session.revision();
    setWindowTitle(revision ? tr("Kachi ─ %1 (revision %2[*])").arg(title).arg(*revision)
                            : tr("Kachi ─ %1 (never saved[*])").arg(title));
    setWindowModified(m_session.document().isModified());
}

void MainWindow::showEnabled() {
    const bool open = m_session.hasCase();
    const bool writable = m_session.library() && m_session.library()->writable();
    const ResultState state = m_session.resultState();
    m_actions->save->setEnabled(open && writable && m_session.document().isModified());
    m_actions->duplicate->setEnabled(open);
    m_actions->history->setEnabled(open && m_session.revision().has_value());
    m_actions->exportJson->setEnabled(open);
    m_actions->importPosterior->setEnabled(open);
    m_actions->exportPdf->setEnabled(open && state == ResultState::current);
    const Case& value = m_session.document().current();
    m_actions->exportWorkbook->setEnabled(open && state == ResultState::current &&
                                          hasWorkbook(value, *m_session.evaluation()));
    m_actions->analyses->setEnabled(open && value.outcomes);
    m_actions->scenarios->setEnabled(open && value.outcomes);
    m_actions->jointGroups->setEnabled(open);
    m_actions->recalculate->setEnabled(open);
    m_actions->stop->setEnabled(state == ResultState::running || state == ResultState::partial);
    m_sections->setEnabled(open);
    for (QAction* action : m_sectionActions) action->setEnabled(open);
}

void MainWindow::showIssues() {
    const Issues issues = m_session.issues();
    m_issues->setIssues(issues, m_session.document().current());
    // Nothing found: the title says so and the room goes to the work.
    const bool folds = issues.empty();
    m_issues->setMaximumHeight(folds ? 0 : QWIDGETSIZE_MAX);
    m_issuesDock->setMaximumHeight(folds ? m_issuesTitle->sizeHint().height() : QWIDGETSIZE_MAX);
    if (!folds && m_issues->height() < fontMetrics().height() * 3) {
        resizeDocks({m_issuesDock}, {fontMetrics().height() * 7}, Qt::Vertical);
    }
    m_issuesTitle->setSummary(m_session.hasCase() ? m_issues->summary() : QString());
}

void MainWindow::exportPdf() {
    goTo("report");
    if (auto* report = qobject_cast<ReportPage*>(currentPage())) report->exportPdf();
}

void MainWindow::showPrecedents(const PrecedentQuery& query) {
    if (!m_precedents) m_precedents = new PrecedentsDialog(this);
    m_precedents->showQuery(query);
}

void MainWindow::showAnalyses() {
    if (!m_analyses) m_analyses = new AnalysisDialog(m_session, this);
    m_analyses->show();
    m_analyses->raise();
    m_analyses->activateWindow();
}

void MainWindow::showRulePacks() {
    if (!m_rulePacks) m_rulePacks = new RulePackEditor(m_session, this);
    m_rulePacks->show();
    m_rulePacks->raise();
    m_rulePacks->activateWindow();
}

void MainWindow::showScenarios(const std::string& id) {
    showAnalyses();
    m_analyses->showScenarios(id);
}

void MainWindow::showJointGroups(const std::string& id) {
    if (!m_jointGroups) {
        m_jointGroups = new JointGroupDialog(m_session, this);
        connect(m_jointGroups, &JointGroupDialog::posteriorRequested, m_flow, &CaseFlow::importPosterior);
    }
    m_jointGroups->show();
    m_jointGroups->raise();
    m_jointGroups->activateWindow();
    m_jointGroups->goTo(id);
}

void MainWindow::about() {
    QMessageBox::about(this, tr("About Kachi"),
                       tr("<h3>Kachi (価値) %1</h3><p>Value assessment and reimbursement pricing of medical devices in "
                          "Japan.</p><p>Free software under the GNU General Public License, version 3 or later.</p>")
                           .arg(QStringLiteral(KACHI_VERSION)));
}

void MainWindow::setLanguage(Language language) {
    settings::setLanguage(language);
    setUiLanguage(language);
    (language == Language::ja ? m_actions->japanese : m_actions->english)->setChecked(true);
}

void MainWindow::setTheme(ThemeChoice choice) {
    settings::setTheme(choice);
    applyTheme(choice);
}

void MainWindow::retranslate() {
    m_actions->retranslate();
    const QString names[] = {tr("&Case"), tr("&Edit"), tr("&View"), tr("&Calculation"), tr("&Help")};
    for (std::size_t i = 0; i < m_menus.size(); ++i) m_menus[i]->setTitle(names[i]);
    m_toolBar->setWindowTitle(tr("Commands"));
    m_sectionBar->setWindowTitle(tr("Sections"));
    m_sections->setAccessibleName(tr("Sections of the case"));
    QStringList titles;
    for (std::size_t i = 0; i < sectionEntries().size(); ++i) {
        const QString title = sectionTitle(sectionEntries()[i]);
        titles << title;
        QAction* action = m_sectionActions[i];
        action->setText(title);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        m_sections->setTabToolTip(static_cast<int>(i), u"%1 (%2)"_s.arg(title, keys));
        action->setToolTip(u"%1 (%2)"_s.arg(title, keys));
    }
    m_sections->setTitles(titles);
    m_libraryDock->setWindowTitle(tr("Case library"));
    m_railDock->setWindowTitle(tr("Results of the case"));
    m_issuesDock->setWindowTitle(tr("Findings"));
    showIssues();
    showTitle();
    showEnabled();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (!settings::windowState().isEmpty()) return;
    const int library = std::clamp(width() / 7, textColumns(this, 21), textColumns(this, 28));
    const int rail = std::clamp(width() / 6, textColumns(this, 25), textColumns(this, 30));
    resizeDocks({m_libraryDock, m_railDock}, {library, rail}, Qt::Horizontal);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_flow->mayLeave()) {
        event->ignore();
        return;
    }
    settings::setWindow(saveGeometry(), saveState(layoutVersion));
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().value(0).toLocalFile();
    // The question about unsaved work must not run inside the drag of another program.
    QMetaObject::invokeMethod(
        this, [this, path] { m_flow->openFile(path); }, Qt::QueuedConnection);
}

}  // namespace kachi

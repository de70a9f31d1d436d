#pragma once

#include "app/document/session.h"
#include "ui/windows/theme.h"

#include <QMainWindow>

class QStackedWidget;
class QToolBar;

namespace kachi {

class AnalysisDialog;
class CaseFlow;
class DockTitle;
class HeadlineRail;
class IssuesPanel;
class JointGroupDialog;
class LibraryPanel;
class NoticeBar;
class ParameterSearch;
class PrecedentsDialog;
class RulePackEditor;
class RunBar;
class SectionPage;
class SectionTabs;
class WindowActions;
struct PrecedentQuery;

/// The workbench: library left, sections of the open case in the middle, headline figures right, findings below.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    Session& session() { return m_session; }
    CaseFlow& flow() { return *m_flow; }

    /// Shows the section that owns `where` (parameter id, JSON pointer or section id) and its input.
    void goTo(const std::string& where);

    /// Page of the section shown, or nullptr while no case is open.
    SectionPage* currentPage() const;

    void setLanguage(Language language);
    void setTheme(ThemeChoice choice);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildBars();
    void buildDocks();
    void buildMenus();
    void connectActions();
    QDockWidget* addDock(const char* name, QWidget* content, Qt::DockWidgetArea area);
    void retranslate();
    void showSection(int index);
    void showTitle();
    void showEnabled();
    void showIssues();
    void exportPdf();
    void showAnalyses();
    void showPrecedents(const PrecedentQuery& query);
    void showRulePacks();
    void showScenarios(const std::string& id);
    void showJointGroups(const std::string& id);
    void about();

    Session m_session;
    CaseFlow* m_flow;
    WindowActions* m_actions;
    QToolBar* m_toolBar = nullptr;
    QToolBar* m_sectionBar = nullptr;
    SectionTabs* m_sections = nullptr;
    RunBar* m_runBar = nullptr;
    ParameterSearch* m_search = nullptr;
    NoticeBar* m_notice = nullptr;
    QStackedWidget* m_pages = nullptr;
    std::vector<SectionPage*> m_pageOf;
    std::vector<QAction*> m_sectionActions;
    LibraryPanel* m_library = nullptr;
    HeadlineRail* m_rail = nullptr;
    IssuesPanel* m_issues = nullptr;
    AnalysisDialog* m_analyses = nullptr;       ///< from its first use
    PrecedentsDialog* m_precedents = nullptr;   ///< from its first use
    RulePackEditor* m_rulePacks = nullptr;      ///< from its first use
    JointGroupDialog* m_jointGroups = nullptr;  ///< from its first use
    QDockWidget* m_libraryDock = nullptr;
    QDockWidget* m_railDock = nullptr;
    QDockWidget* m_issuesDock = nullptr;
    DockTitle* m_issuesTitle = nullptr;
    std::vector<QMenu*> m_menus;
};

}  // namespace kachi

#pragma once

#include "app/report/figure.h"
#include "models/core/trace.h"
#include "ui/itemmodels/report_table_model.h"

#include <QTabWidget>

class QGraphicsOpacityEffect;
class QLabel;
class QListWidget;
class QTabBar;
class QTableView;
class QTextBrowser;
class QTreeWidget;
class QVBoxLayout;

namespace kachi {

class FigureView;
class MapPanel;

/// Figures that belong on one page of the results, side by side; maps of the same areas share a list of them.
struct FigureGroup {
    Text title{};
    std::vector<Figure> figures{};
};

/// A table of results; rows may name the trace that explains them.
struct ResultTable {
    Table table{};
    std::vector<std::string> traceIds{};  ///< empty, or one per row
};

/// What a section shows of its results.
struct SectionResults {
    std::vector<FigureGroup> figures{};
    std::vector<ResultTable> tables{};
    std::vector<Trace> traces{};
};

/// Results beside the inputs: figures, tables and the explanation of every figure as an indented calculation. New
/// results replace old ones in place: the chosen tab, figure, table and scroll position stay.
class ResultsPanel : public QTabWidget {
    Q_OBJECT

public:
    explicit ResultsPanel(QWidget* parent = nullptr);

    void showResults(SectionResults results, Language language);
    void setStale(bool stale);
    void setEmptyText(const QString& text) { m_emptyText = text; }
    void retranslate();

    MapPanel* mapPanel() { return m_map; }  ///< nullptr while no map was shown

    /// Opens the explanation at the trace with this id, or whose id starts with it. @return false: there is none
    bool showTrace(const std::string& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Page { figuresPage, tablesPage, explanationPage };

    void showFigures();
    void showMaps(std::vector<Figure> maps);
    void fitViews(std::size_t count);
    void showTable();
    void showProse(const Table& table);
    void showExplanation();
    void copyTable();
    void saveTable();

    SectionResults m_results;
    Language m_language = Language::ja;
    bool m_stale = false;
    QString m_emptyText;
    QTabBar* m_figureTabs;
    QWidget* m_figureArea;
    std::vector<FigureView*> m_views;
    MapPanel* m_map = nullptr;  ///< from the first map
    QTabBar* m_tableTabs;
    QTableView* m_table;
    ReportTableModel* m_tableModel;
    QTextBrowser* m_prose;  ///< tables of one column of words
    QLabel* m_tableNotes;
    QListWidget* m_traceList;
    QTreeWidget* m_traceTree;
    QAction* m_copy;
    QAction* m_save;
    QGraphicsOpacityEffect* m_dimming;
};

}  // namespace kachi

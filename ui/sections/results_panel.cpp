#include "ui/sections/results_panel.h"

#include "app/storage/atomic_file.h"
#include "ui/charts/figure_view.h"
#include "ui/editors/table_clipboard.h"
#include "ui/sections/map_panel.h"
#include "ui/sections/trace_tree.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGraphicsOpacityEffect>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double dimmed = 0.55;

/// Sets the tabs to these titles; keeps the chosen one when it is still there.
void setTabs(QTabBar* bar, const QStringList& titles) {
    const QSignalBlocker blocker(bar);
    const int chosen = std::max(0, bar->currentIndex());
    while (bar->count() > titles.size()) bar->removeTab(bar->count() - 1);
    for (int i = 0; i < titles.size(); ++i) {
        if (i < bar->count()) {
            bar->setTabText(i, titles[i]);
        } else {
            bar->addTab(titles[i]);
        }
        bar->setTabToolTip(i, titles[i]);
    }
    if (bar->count() > 0) bar->setCurrentIndex(std::min(chosen, bar->count() - 1));
    bar->setVisible(bar->count() > 1);
    bar->updateGeometry();
}

/// Rows as high as their wrapped words, with room above and below. The style wraps them within its padding but
/// measures them without it, so that a line too few would be counted.
class ResultCells : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int line = option.fontMetrics.height();
        QStyleOptionViewItem padded = option;
        padded.rect.setWidth(std::max(1, option.rect.width() - line));
        return QStyledItemDelegate::sizeHint(padded, index) + QSize(0, line / 2);
    }
};

QTabBar* contentTabs() {
    auto* bar = new QTabBar;
    bar->setObjectName(u"sectionTabs"_s);
    bar->setDrawBase(false);
    bar->setExpanding(false);
    bar->setUsesScrollButtons(true);
    bar->setElideMode(Qt::ElideNone);
    return bar;
}

}  // namespace

ResultsPanel::ResultsPanel(QWidget* parent)
    : QTabWidget(parent),
      m_figureTabs(contentTabs()),
      m_figureArea(new QWidget),
      m_tableTabs(contentTabs()),
      m_table(new QTableView),
      m_tableModel(new ReportTableModel(this)),
      m_prose(new QTextBrowser),
      m_tableNotes(styledLabel("muted")),
      m_traceList(new QListWidget),
      m_traceTree(makeTraceTree()),
      m_copy(new QAction(this)),
      m_save(new QAction(this)),
      m_dimming(new QGraphicsOpacityEffect(this)) {
    setDocumentMode(true);
    auto* figures = new QWidget;
    auto* figureColumn = new QVBoxLayout(figures);
    figureColumn->setContentsMargins(0, 0, 0, 0);
    figureColumn->addWidget(m_figureTabs);
    auto* scrolled = new QScrollArea;
    scrolled->setWidgetResizable(true);
    scrolled->setWidget(m_figureArea);
    figureColumn->addWidget(scrolled, 1);
    auto* side = new QHBoxLayout(m_figureArea);
    side->setContentsMargins(0, 0, 0, 0);
    addTab(figures, {});

    m_table->setModel(m_tableModel);
    m_table->setItemDelegate(new ResultCells(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 8 / 5);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_copy);
    m_table->addAction(m_save);
    m_tableNotes->setWordWrap(true);
    auto* tables = new QWidget;
    auto* tableColumn = new QVBoxLayout(tables);
    tableColumn->setContentsMargins(0, 0, 0, 0);
    tableColumn->addWidget(m_tableTabs);
    tableColumn->addWidget(m_table, 1);
    tableColumn->addWidget(m_prose, 1);
    tableColumn->addWidget(m_tableNotes);
    tables->setGraphicsEffect(m_dimming);
    m_dimming->setEnabled(false);
    addTab(tables, {});

    auto* explanation = new QSplitter(Qt::Vertical);
    explanation->setChildrenCollapsible(false);
    explanation->addWidget(m_traceList);
    explanation->addWidget(m_traceTree);
    explanation->setStretchFactor(0, 1);
    explanation->setStretchFactor(1, 3);
    addTab(explanation, {});

    connect(m_figureTabs, &QTabBar::currentChanged, this, &ResultsPanel::showFigures);
    connect(m_tableTabs, &QTabBar::currentChanged, this, &ResultsPanel::showTable);
    connect(m_traceList, &QListWidget::currentRowChanged, this, &ResultsPanel::showExplanation);
    auto* rowFit = new QTimer(this);  // once for many changes of columns
    rowFit->setSingleShot(true);
    connect(rowFit, &QTimer::timeout, m_table, &QTableView::resizeRowsToContents);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, rowFit, qOverload<>(&QTimer::start));
    connect(m_copy, &QAction::triggered, this, &ResultsPanel::copyTable);
    connect(m_save, &QAction::triggered, this, &ResultsPanel::saveTable);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        const auto chosen = static_cast<std::size_t>(m_tableTabs->currentIndex());
        if (chosen >= m_results.tables.size()) return;
        const std::vector<std::string>& ids = m_results.tables[chosen].traceIds;
        if (static_cast<std::size_t>(index.row()) < ids.size()) showTrace(ids[static_cast<std::size_t>(index.row())]);
    });
    retranslate();
}

void ResultsPanel::retranslate() {
    setTabText(figuresPage, tr("Figures"));
    setTabText(tablesPage, tr("Tables"));
    setTabText(explanationPage, tr("Explanation"));
    m_copy->setText(tr("Copy"));
    m_save->setText(tr("Save table as CSV…"));
    m_table->setAccessibleName(tr("Table of results"));
    m_prose->setAccessibleName(tr("Table of results"));
    m_traceList->setAccessibleName(tr("Figures that can be explained"));
    m_traceTree->setAccessibleName(tr("Explanation"));
    if (m_map) m_map->retranslate();
}

void ResultsPanel::showResults(SectionResults results, Language language) {
    m_results = std::move(results);
    m_language = language;
    QStringList titles;
    for (const FigureGroup& group : m_results.figures) titles << QString::fromStdString(group.title.in(language));
    setTabs(m_figureTabs, titles);
    titles.clear();
    for (const ResultTable& table : m_results.tables) titles << QString::fromStdString(table.table.title.in(language));
    setTabs(m_tableTabs, titles);

    const QSignalBlocker blocker(m_traceList);
    const int row = std::max(0, m_traceList->currentRow());
    m_traceList->clear();
    for (const Trace& trace : m_results.traces) {
        m_traceList->addItem(QString::fromStdString(trace.label.in(language)) + u" = "_s +
                             traceHeadline(trace, language));
    }
    if (m_traceList->count() > 0) m_traceList->setCurrentRow(std::min(row, m_traceList->count() - 1));
    m_traceList->setVisible(m_traceList->count() > 1);

    showFigures();
    showTable();
    showExplanation();
}

void ResultsPanel::setStale(bool stale) {
    m_stale = stale;
    for (FigureView* view : m_views) view->setStale(stale);
    if (m_map) m_map->setStale(stale);
    m_dimming->setOpacity(dimmed);
    m_dimming->setEnabled(stale);
}

void ResultsPanel::showFigures() {
    const auto chosen = static_cast<std::size_t>(std::max(0, m_figureTabs->currentIndex()));
    const std::vector<Figure> figures =
        chosen < m_results.figures.size() ? m_results.figures[chosen].figures : std::vector<Figure>{};
    const bool map = !figures.empty() && std::holds_alternative<MapFigure>(figures.front().content);
    if (m_map) m_map->setVisible(map);
    fitViews(map ? 0 : std::max<std::size_t>(1, figures.size()));
    if (map) return showMaps(figures);
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        m_views[i]->setLanguage(m_language);
        m_views[i]->setEmptyText(m_emptyText);
        m_views[i]->setStale(m_stale);
        if (i < figures.size()) {
            m_views[i]->setFigure(figures[i]);
            m_views[i]->setMinimumHeight(std::max(1, m_views[i]->readableHeight()));
        } else {
            m_views[i]->setMinimumHeight(1);
            m_views[i]->clear();
        }
    }
}

void ResultsPanel::fitViews(std::size_t count) {
    fitCount(m_views, count, [this](FigureView* view) {
        m_figureArea->layout()->addWidget(view);
        connect(view, &FigureView::failed, this, [this](const QString& sentence) { showIssues(this, sentence, {}); });
        connect(view, &FigureView::traceRequested, this, &ResultsPanel::showTrace);
    });
}

void ResultsPanel::showMaps(std::vector<Figure> maps) {
    if (!m_map) {
        m_map = new MapPanel;
        m_figureArea->layout()->addWidget(m_map);
        connect(m_map, &MapPanel::failed, this, [this](const QString& sentence) { showIssues(this, sentence, {}); });
    }
    m_map->setMaps(std::move(maps), m_language);
    m_map->setStale(m_stale);
}

void ResultsPanel::showTable() {
    const auto chosen = static_cast<std::size_t>(std::max(0, m_tableTabs->currentIndex()));
    const Table table = chosen < m_results.tables.size() ? m_results.tables[chosen].table : Table{};
    const bool sameColumns = m_tableModel->columnCount() == static_cast<int>(table.columns.size()) &&
                             m_tableModel->table().title == table.title;
    const bool prose = table.columns.size() == 1;
    m_table->setVisible(!prose);
    m_prose->setVisible(prose);
    if (prose) showProse(table);
    m_tableModel->setTable(table, m_language);
    if (!sameColumns) {
        m_table->horizontalHeader()->setStretchLastSection(false);  // else it remembers the width of another table
        m_table->resizeColumnsToContents();
        const int widest = textColumns(this, 34);
        for (int column = 0; column < m_tableModel->columnCount(); ++column) {
            m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), widest));
        }
        m_table->horizontalHeader()->setStretchLastSection(!table.columns.empty() &&
                                                           table.columns.back().alignment == Alignment::left);
    }
    m_table->resizeRowsToContents();
    QStringList notes;
    for (const Text& note : table.notes) notes << QString::fromStdString(note.in(m_language));
    m_tableNotes->setText(notes.join(u'\n'));
    m_tableNotes->setVisible(!notes.isEmpty());
}

void ResultsPanel::showProse(const Table& table) {
    QString paragraphs;
    for (const TableRow& row : table.rows) {
        const auto words = QString::fromStdString(cellText(row.cells.front(), table.columns.front(), 0, m_language));
        paragraphs += u"<p style='line-height:140%'>%1</p>"_s.arg(words.toHtmlEscaped());
    }
    m_prose->setHtml(paragraphs);
}

void ResultsPanel::changeEvent(QEvent* event) {
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showExplanation();  // its rows hold colours of the theme
}

void ResultsPanel::showExplanation() {
    const auto chosen = static_cast<std::size_t>(std::max(0, m_traceList->currentRow()));
    if (chosen < m_results.traces.size()) {
        fillTraceTree(m_traceTree, m_results.traces[chosen], m_language);
    } else {
        m_traceTree->clear();
    }
}

bool ResultsPanel::showTrace(const std::string& id) {
    if (id.empty()) return false;
    for (std::size_t i = 0; i < m_results.traces.size(); ++i) {
        if (!m_results.traces[i].id.starts_with(id)) continue;
        setCurrentIndex(explanationPage);
        m_traceList->setCurrentRow(static_cast<int>(i));
        m_traceTree->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void ResultsPanel::copyTable() {
    std::vector<QStringList> rows;
    int row = -1;
    QModelIndexList chosen = m_table->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    for (const QModelIndex& index : chosen) {
        if (index.row() != row) rows.emplace_back();
        row = index.row();
        const Cell& cell =
            m_tableModel->table().rows[static_cast<std::size_t>(row)].cells[static_cast<std::size_t>(index.column())];
        const auto* number = std::get_if<double>(&cell);
        const auto* digits = std::get_if<ExactDigits>(&cell);
        rows.back() << (number   ? QString::fromStdString(numberText(*number))
                        : digits ? QString::fromStdString(digits->digits)
                                 : index.data(Qt::DisplayRole).toString().trimmed());
    }
    if (!rows.empty()) QGuiApplication::clipboard()->setText(toTsv(rows));
}

void ResultsPanel::saveTable() {
    const Table& table = m_tableModel->table();
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save table"), QString::fromStdString(table.title.in(m_language)) + u".csv"_s, tr("CSV (*.csv)"));
    if (path.isEmpty()) return;
    const Done saved = writeFileAtomically(path, QByteArray::fromStdString(csvText(table, m_language)));
    if (!saved) showIssues(this, tr("The table was not saved."), saved.issues());
}

}  // namespace kachi

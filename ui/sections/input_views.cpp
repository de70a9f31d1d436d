#include "ui/sections/input_views.h"

#include "app/document/session.h"
#include "ui/editors/number_cell_delegate.h"
#include "ui/editors/table_clipboard.h"
#include "ui/sections/cell_delegate.h"
#include "ui/sections/distribution_dialog.h"
#include "ui/sections/source_dialog.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {
namespace {

/// Issues of the model of a table, kept in step with the session.
template <class Show>
void followIssues(Session& session, QObject* owner, Show show) {
    QObject::connect(&session, &Session::issuesChanged, owner, show);
    QObject::connect(&session, &Session::stateChanged, owner, show);
    show();
}

constexpr int widestColumn = 18;        ///< characters
constexpr int rowsThatSetWidths = 100;  ///< a column is as wide as these need: there may be a million
constexpr int labelColumn = 18;

}  // namespace

void prepareInputTable(QTableView* view, CaseDocument& document) {
    setNumberTableHabits(view, document);
    view->setItemDelegate(new CellDelegate(document, view));
    view->setAlternatingRowColors(false);
    view->setWordWrap(false);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* clipboard = new TableClipboard(view, document);
    QObject::connect(clipboard, &TableClipboard::refused, view, [view](const Issues& issues) {
        showIssues(view, ParameterTable::tr("Nothing was pasted."), issues);
    });
}

FittedTableView::FittedTableView(int maximumRows, QWidget* parent) : QTableView(parent), m_maximumRows(maximumRows) {
    horizontalHeader()->setResizeContentsPrecision(rowsThatSetWidths);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 8 / 5);
    verticalHeader()->hide();
    setHorizontalScrollMode(ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCornerButtonEnabled(false);
}

void FittedTableView::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    const auto fit = [this] {
        const bool wanted = this->model()->rowCount() > 0 || !m_hiddenWhenEmpty;
        // Before it has its place on a page it would be shown as a window of its own.
        if (!wanted || parentWidget()) setVisible(wanted);
        fitColumns();
        updateGeometry();
    };
    connect(model, &QAbstractItemModel::modelReset, this, fit);
    connect(model, &QAbstractItemModel::headerDataChanged, this, fit);
    fit();
}

int FittedTableView::heightOfRows() const {
    const int rows = model() ? std::clamp(model()->rowCount(), 1, m_maximumRows) : 1;
    return rows * verticalHeader()->defaultSectionSize();
}

QSize FittedTableView::sizeHint() const {
    const int scrollBar = horizontalScrollBar()->maximum() > 0 ? horizontalScrollBar()->sizeHint().height() : 0;
    return {fontMetrics().averageCharWidth() * 60,
            horizontalHeader()->sizeHint().height() + heightOfRows() + scrollBar + 2 * frameWidth()};
}

QSize FittedTableView::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 20, sizeHint().height()};
}

void FittedTableView::fitColumns() {
    if (!model() || model()->columnCount() == 0) return;
    const auto isFitted = [this](int column) { return column != m_stretchColumn && !isColumnHidden(column); };
    int wanted = m_stretchColumn < model()->columnCount() ? textColumns(this, m_narrowestStretch) : 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (!isFitted(column)) continue;
        resizeColumnToContents(column);
        wanted += columnWidth(column);
    }
    // Long words are cut only where there is no room for all of them.
    const int widest = wanted > viewport()->width() ? textColumns(this, widestColumn) : wanted;
    int used = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (!isFitted(column)) continue;
        setColumnWidth(column, std::min(columnWidth(column), widest));
        used += columnWidth(column);
    }
    if (m_stretchColumn >= model()->columnCount()) return;
    const int spare = viewport()->width() - used;
    setColumnWidth(m_stretchColumn, std::max(spare, textColumns(this, m_narrowestStretch)));
}

void FittedTableView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (!model() || model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(themeColours().muted);
    const int margin = fontMetrics().height() / 2;
    painter.drawText(viewport()->rect().adjusted(margin, 0, -margin, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("No rows yet"));
}

void FittedTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
    updateGeometry();
}

InputScrollArea::InputScrollArea(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setObjectName(QStringLiteral("scrolled"));
    setWidget(content);
    content->installEventFilter(this);
}

QSize InputScrollArea::minimumSizeHint() const {
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar + 2 * frameWidth(), QScrollArea::minimumSizeHint().height()};
}

bool InputScrollArea::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

InputCard::InputCard(QWidget* parent)
    : QFrame(parent), m_heading(styledLabel("heading")), m_explanation(styledLabel("muted")), m_body(new QVBoxLayout) {
    setObjectName(QStringLiteral("card"));
    m_explanation->setWordWrap(true);
    m_explanation->hide();
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_heading);
    layout->addWidget(m_explanation);
    layout->addLayout(m_body);
}

void InputCard::setHeading(const QString& heading, const QString& explanation) {
    m_heading->setText(heading);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    for (QTableView* table : findChildren<QTableView*>()) table->setAccessibleName(heading);
}

ParameterTable::ParameterTable(Session& session, ParameterTableModel::Ids ids, bool mayBeEmpty, int maximumRows,
                               QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ParameterTableModel(session.document(), std::move(ids), mayBeEmpty, this)),
      m_view(new FittedTableView(maximumRows)) {
    prepareInputTable(m_view, session.document());
    m_view->hideWhenEmpty();
    m_view->setNarrowestStretch(labelColumn);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Parameters"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_view, &QTableView::doubleClicked, this, &ParameterTable::openDialog);
    connect(&session, &Session::evaluationChanged, this, [this] {
        const EvaluationPtr evaluation = m_session.evaluation();
        m_model->setWorkedOut(evaluation ? &evaluation->values : nullptr);
    });
    const EvaluationPtr evaluation = session.evaluation();
    m_model->setWorkedOut(evaluation ? &evaluation->values : nullptr);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

std::string ParameterTable::currentId() const {
    return m_model->idAt(m_view->currentIndex().row());
}

bool ParameterTable::goTo(const std::string& parameterId) {
    const int row = m_model->rowOf(parameterId);
    if (row < 0) return false;
    const QModelIndex index = m_model->index(row, ParameterTableModel::valueColumn);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void ParameterTable::retranslate() {
    m_view->setAccessibleName(tr("Parameters"));
    m_model->retranslate();
    m_view->fitColumns();
}

void ParameterTable::openDialog(const QModelIndex& index) {
    const std::string id = m_model->idAt(index.row());
    switch (index.column()) {
        case ParameterTableModel::rangeColumn:
        case ParameterTableModel::distributionColumn:
            DistributionDialog(m_session.document(), id, this).exec();
            break;
        case ParameterTableModel::sourceColumn:
            SourceDialog(m_session.document(), id, this).exec();
            break;
        default:
            break;
    }
}

RowTableEditor::RowTableEditor(Session& session, RowTable table, int maximumRows, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new RowTableModel(session.document(), std::move(table), this)),
      m_view(new FittedTableView(maximumRows)),
      m_add(new QPushButton),
      m_remove(new QPushButton),
      m_up(new QPushButton),
      m_down(new QPushButton),
      m_uncertainty(new QAction(this)),
      m_source(new QAction(this)) {
    prepareInputTable(m_view, session.document());
    m_view->setModel(m_model);
    m_view->addAction(m_uncertainty);
    m_view->addAction(m_source);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_up);
    buttons->addWidget(m_down);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    layout->addLayout(buttons);

    const auto firstRow = [this] {
        const QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
        int row = m_model->rowCount();
        for (const QModelIndex& index : chosen) row = std::min(row, index.row());
        return row;
    };
    const auto lastRow = [this] {
        int row = -1;
        for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) row = std::max(row, index.row());
        return row;
    };
    const auto step = [this](int by) {
        const int row = m_view->currentIndex().row();
        const int column = m_view->currentIndex().column();
        m_model->moveRow(row, row + by);
        m_view->setCurrentIndex(m_model->index(row + by, column));
    };
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_model->addRow();
        m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(m_remove, &QPushButton::clicked, this,
            [this, firstRow, lastRow] { m_model->removeRows(firstRow(), lastRow()); });
    connect(m_up, &QPushButton::clicked, this, [step] { step(-1); });
    connect(m_down, &QPushButton::clicked, this, [step] { step(1); });
    connect(m_uncertainty, &QAction::triggered, this, &RowTableEditor::openUncertainty);
    connect(m_source, &QAction::triggered, this, &RowTableEditor::openSource);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RowTableEditor::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RowTableEditor::updateButtons);
    connect(&session, &Session::evaluationChanged, this, [this] {
        const EvaluationPtr evaluation = m_session.evaluation();
        m_model->setWorkedOut(evaluation ? &evaluation->values : nullptr);
    });
    followIssues(session, this, [this] { m_model->setIssues(m_session.issues()); });
    retranslate();
    updateButtons();
}

bool RowTableEditor::goTo(const std::string& where) {
    const QModelIndex index = m_model->find(where).index;
    if (!index.isValid()) return false;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void RowTableEditor::retranslate() {
    m_model->retranslate();
    m_add->setText(tr("Add row"));
    m_remove->setText(tr("Remove"));
    m_up->setText(tr("Up"));
    m_down->setText(tr("Down"));
    m_uncertainty->setText(tr("Range and distribution…"));
    m_source->setText(tr("Source…"));
    m_view->fitColumns();
}

void RowTableEditor::updateButtons() {
    const int row = m_view->currentIndex().row();
    const bool chosen = m_view->selectionModel()->hasSelection();
    m_remove->setEnabled(chosen);
    m_up->setEnabled(chosen && row > 0);
    m_down->setEnabled(chosen && row >= 0 && row + 1 < m_model->rowCount());
    const bool parameter = !m_view->currentIndex().data(parameterIdRole).toString().isEmpty();
    m_uncertainty->setEnabled(parameter);
    m_source->setEnabled(parameter);
    updateGeometry();
}

void RowTableEditor::openUncertainty() {
    const std::string id = m_view->currentIndex().data(parameterIdRole).toString().toStdString();
    if (!id.empty()) DistributionDialog(m_session.document(), id, this).exec();
}

void RowTableEditor::openSource() {
    const std::string id = m_view->currentIndex().data(parameterIdRole).toString().toStdString();
    if (!id.empty()) SourceDialog(m_session.document(), id, this).exec();
}

ExpressionGridEditor::ExpressionGridEditor(Session& session, ExpressionGrid grid, int maximumRows, QWidget* parent)
    : FittedTableView(maximumRows, parent),
      m_model(new ExpressionGridModel(session.document(), std::move(grid), this)) {
    prepareInputTable(this, session.document());
    setStretchColumn(1000);
    verticalHeader()->show();
    setModel(m_model);
    followIssues(session, this, [this, &session] {
        const EvaluationPtr evaluation = session.evaluation();
        const bool sound = session.resultState() == ResultState::current && evaluation && evaluation->outcomes;
        m_model->setIssues(session.issues(), sound);
        fitColumns();
    });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        const std::string place = m_model->placeAt(index);
        if (hasFocus() && !place.empty()) Q_EMIT chosen(place);
    });
}

bool ExpressionGridEditor::goTo(const std::string& where) {
    if (!choose(where)) return false;
    setFocus(Qt::OtherFocusReason);
    return true;
}

bool ExpressionGridEditor::choose(const std::string& where) {
    const QModelIndex index = m_model->find(where).index;
    if (!index.isValid()) return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void ExpressionGridEditor::retranslate() {
    m_model->retranslate();
    fitColumns();
}

}  // namespace kachi

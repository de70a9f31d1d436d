#include "ui/forms/field_grid.h"

#include "app/interchange/field_table.h"
#include "app/interchange/table_evidence.h"
#include "ui/editors/table_clipboard.h"
#include "ui/forms/wage_menu.h"
#include "ui/forms/wrapping_row.h"
#include "ui/sections/cell_delegate.h"
#include "ui/sections/input_views.h"
#include "ui/sections/roulette_dialog.h"
#include "ui/sections/table_import_dialog.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {
namespace {

constexpr int mostRows = 10;

QModelIndexList sortedSelection(const QAbstractItemView& view) {
    QModelIndexList cells = view.selectionModel()->selectedIndexes();
    std::sort(cells.begin(), cells.end());  // by row, then column
    return cells;
}

/// Whether the rows are chips that experts lay on ranges of values.
bool holdsChips(const Field& table) {
    return std::ranges::any_of(table.columns, [](const Field& column) { return column.key == "chips"; });
}

}  // namespace

FieldGrid::FieldGrid(CaseDocument& document, const InputsPlace& place, const Field& table, QWidget* parent)
    : QWidget(parent),
      m_model(new FieldGridModel(document, place, table, this)),
      m_view(new FittedTableView(mostRows)),
      m_import(new QPushButton),
      m_fromFile(new QAction(this)),
      m_fromClipboard(new QAction(this)),
      m_wages(new QPushButton),
      m_chips(new QPushButton),
      m_add(new QPushButton),
      m_remove(new QPushButton),
      m_up(new QPushButton),
      m_down(new QPushButton),
      m_copy(new QAction(this)),
      m_paste(new QAction(this)),
      m_fill(new QAction(this)),
      m_clear(new QAction(this)) {
    setNumberTableHabits(m_view, document);
    m_view->setItemDelegate(new CellDelegate(document, m_view));
    m_view->setWordWrap(false);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->setModel(m_model);
    addShortcut(m_copy, QKeySequence::Copy, &FieldGrid::copy);
    addShortcut(m_paste, QKeySequence::Paste, &FieldGrid::paste);
    addShortcut(m_fill, Qt::CTRL | Qt::Key_D, &FieldGrid::fillDown);
    addShortcut(m_clear, QKeySequence::Delete, &FieldGrid::clearCells);

    auto* buttons = new WrappingRow;
    for (QPushButton* button : {m_chips, m_add, m_remove, m_up, m_down, m_wages, m_import}) buttons->addWidget(button);
    auto* sources = new QMenu(this);
    sources->addActions({m_fromFile, m_fromClipboard});
    m_import->setMenu(sources);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    layout->addLayout(buttons);
    m_wages->setMenu(new QMenu(this));
    m_wages->setVisible(!wageCells(table.columns).empty());
    m_chips->setVisible(holdsChips(table));
    connect(m_add, &QPushButton::clicked, this, &FieldGrid::addRow);
    connect(m_remove, &QPushButton::clicked, this, &FieldGrid::removeRows);
    connect(m_chips, &QPushButton::clicked, this, &FieldGrid::placeChips);
    connect(m_up, &QPushButton::clicked, this, [this] { moveRow(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveRow(1); });
    connect(m_fromFile, &QAction::triggered, this, &FieldGrid::askForFile);
    connect(m_fromClipboard, &QAction::triggered, this, &FieldGrid::importClipboard);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FieldGrid::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &FieldGrid::updateButtons);
    retranslate();
    updateButtons();
}

void FieldGrid::addShortcut(QAction* action, const QKeySequence& keys, void (FieldGrid::*slot)()) {
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, slot);
    m_view->addAction(action);
}

void FieldGrid::retranslate() {
    m_model->retranslate();
    m_view->setAccessibleName(fieldLabel(m_model->table()));
    m_import->setText(tr("Import…"));
    m_fromFile->setText(tr("From a file…"));
    m_fromClipboard->setText(tr("From the clipboard, with headings"));
    fillWages();
    m_chips->setText(tr("Place chips…"));
    m_chips->setToolTip(tr("Lays the chips of an expert on a range of values by clicks"));
    m_add->setText(tr("Add row"));
    m_remove->setText(tr("Remove"));
    m_up->setText(tr("Up"));
    m_down->setText(tr("Down"));
    m_copy->setText(tr("Copy"));
    m_paste->setText(tr("Paste"));
    m_fill->setText(tr("Fill down"));
    m_clear->setText(tr("Clear"));
    m_view->fitColumns();
}

bool FieldGrid::goTo(const std::string& where) {
    const QModelIndex index = m_model->find(where);
    if (!index.isValid()) return false;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void FieldGrid::addRow() {
    m_model->addRow();
    m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    m_view->setFocus(Qt::OtherFocusReason);
}

void FieldGrid::removeRows() {
    const QModelIndexList cells = sortedSelection(*m_view);
    if (!cells.isEmpty()) m_model->removeRows(cells.first().row(), cells.last().row());
}

void FieldGrid::moveRow(int by) {
    const QModelIndex from = m_view->currentIndex();
    m_model->moveRow(from.row(), by);
    m_view->setCurrentIndex(m_model->index(from.row() + by, from.column()));
}

void FieldGrid::copy() {
    std::vector<QStringList> rows;
    int row = -1;
    for (const QModelIndex& cell : sortedSelection(*m_view)) {
        if (cell.row() != row) rows.emplace_back();
        row = cell.row();
        rows.back() << m_model->typedText(cell);
    }
    if (!rows.empty()) QGuiApplication::clipboard()->setText(toTsv(rows));
}

void FieldGrid::paste() {
    const std::vector<QStringList> rows = fromTsv(QGuiApplication::clipboard()->text());
    const QModelIndexList cells = sortedSelection(*m_view);
    if (!rows.empty()) m_model->paste(cells.isEmpty() ? QModelIndex() : cells.first(), rows);
}

void FieldGrid::fillDown() {
    const QModelIndexList cells = sortedSelection(*m_view);
    if (cells.isEmpty()) return;
    QStringList first;
    std::vector<QStringList> rows;
    for (const QModelIndex& cell : cells) {
        if (cell.row() == cells.first().row()) first << m_model->typedText(cell);
    }
    rows.assign(static_cast<std::size_t>(cells.last().row() - cells.first().row() + 1), first);
    m_model->paste(cells.first(), rows);
}

void FieldGrid::clearCells() {
    m_model->clear(m_view->selectionModel()->selectedIndexes());
}

QPushButton* FieldGrid::addRowButton() {
    auto* button = new QPushButton;
    layout()->addWidget(button);  // below the others: there may be no room beside them
    layout()->setAlignment(button, Qt::AlignLeft);
    m_rowButtons.push_back(button);
    updateButtons();
    return button;
}

int FieldGrid::chosenRow() const {
    return m_view->currentIndex().row();
}

void FieldGrid::askForFile() {
    const QString path = TableImportDialog::askForFile(this, tr("Import: %1").arg(shown(m_model->table().label)));
    if (!path.isEmpty()) importFile(path);
}

void FieldGrid::importFile(const QString& path) {
    const TableSchema schema = fieldTableSchema(m_model->table());
    TableImportDialog dialog(schema, this);
    if (dialog.openFile(path)) takeRows(dialog, true);
}

void FieldGrid::importClipboard() {
    const TableSchema schema = fieldTableSchema(m_model->table());
    TableImportDialog dialog(schema, this);
    if (dialog.openClipboard()) takeRows(dialog, false);
}

void FieldGrid::takeRows(TableImportDialog& dialog, bool fromFile) {
    dialog.offerAppending(m_model->rowCount());
    if (dialog.exec() != QDialog::Accepted) return;
    const Evidence source = tableEvidence(dialog.mapped(), dialog.fileName().toStdString());
    m_model->takeRows(fieldRows(dialog.mapped(), m_model->table()), dialog.appends(), fromFile ? &source : nullptr);
}

void FieldGrid::fillWages() {
    m_wages->setText(tr("Pay by occupation"));
    m_wages->setToolTip(
        tr("Enters the pay of a national survey, with year and source, into the chosen row or a new one"));
    fillWageMenu(*m_wages->menu(), [this](const ShippedWage& wage) {
        const int row = m_view->selectionModel()->hasSelection() ? m_view->currentIndex().row() : -1;
        m_model->takeWage(row, wageCells(m_model->table().columns).front(), wage);
    });
}

void FieldGrid::placeChips() {
    auto experts = rouletteOf(m_model->rows());
    if (!experts) {
        showIssues(this, tr("The chips of the table cannot be shown: every cell must hold a number."),
                   experts.issues());
        return;
    }
    RouletteDialog dialog(std::move(*experts), m_model->possibleValues(), this);
    if (dialog.exec() == QDialog::Accepted) m_model->placeChips(rouletteRows(dialog.experts()));
}

void FieldGrid::updateButtons() {
    const int row = m_view->currentIndex().row();
    const bool chosen = m_view->selectionModel()->hasSelection();
    m_remove->setEnabled(chosen);
    for (QPushButton* button : m_rowButtons) button->setEnabled(chosen);
    m_up->setEnabled(chosen && row > 0);
    m_down->setEnabled(chosen && row >= 0 && row + 1 < m_model->rowCount());
    updateGeometry();
}

}  // namespace kachi

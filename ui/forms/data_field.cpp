#include "ui/forms/data_field.h"

#include "app/studies/import_memory.h"
#include "app/studies/shipped_data.h"
#include "app/studies/study_data.h"
#include "app/studies/study_requests.h"
#include "models/studies/study.h"
#include "ui/editors/number_cell_delegate.h"
#include "ui/editors/table_clipboard.h"
#include "ui/forms/wrapping_row.h"
#include "ui/sections/data_import_dialog.h"
#include "ui/sections/input_views.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 8;

}  // namespace

DataField::DataField(CaseDocument& document, const InputsPlace& place, const Field& field, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_place(place),
      m_field(&field),
      m_model(new DataTableModel(document, place, field, this)),
      m_view(new FittedTableView(mostRows)),
      m_size(styledLabel("muted")),
      m_import(new QPushButton),
      m_paste(new QPushButton),
      m_shipped(new QPushButton),
      m_addRow(new QPushButton),
      m_addColumn(new QPushButton),
      m_remove(new QPushButton) {
    setNumberTableHabits(m_view, document);
    m_view->hideWhenEmpty();
    m_view->setWordWrap(false);
    m_view->setModel(m_model);
    m_size->setWordWrap(true);
    auto* buttons = new WrappingRow;
    for (QPushButton* button : {m_import, m_paste, m_shipped}) buttons->addWidget(button);
    auto* edits = new WrappingRow;
    for (QPushButton* button : {m_addColumn, m_addRow, m_remove}) edits->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_size);
    layout->addWidget(m_view);
    layout->addLayout(buttons);
    layout->addLayout(edits);

    connect(m_import, &QPushButton::clicked, this, &DataField::importTable);
    connect(m_paste, &QPushButton::clicked, this, &DataField::paste);
    connect(m_addRow, &QPushButton::clicked, this, &DataField::addRow);
    connect(m_addColumn, &QPushButton::clicked, this, &DataField::addColumn);
    connect(m_remove, &QPushButton::clicked, this, &DataField::removeSelected);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionDoubleClicked, this, &DataField::renameColumn);
    connect(m_model, &QAbstractItemModel::modelReset, this, &DataField::showSize);
    auto* pasteKeys = new QShortcut(QKeySequence::Paste, m_view);
    pasteKeys->setContext(Qt::WidgetShortcut);
    connect(pasteKeys, &QShortcut::activated, this, &DataField::paste);
    m_shipped->setMenu(new QMenu(this));
    retranslate();
}

void DataField::fillShipped() {
    m_shipped->setText(tr("Shipped table"));
    m_shipped->menu()->clear();
    for (const ShippedData& table : shippedData()) {
        QAction* action = m_shipped->menu()->addAction(shown(table.name));
        action->setToolTip(QString::fromStdString(table.citation));
        connect(action, &QAction::triggered, this, [this, &table] { takeShipped(table); });
    }
    const StudyRequest* request = findStudyRequest(m_document.current(), m_place.id);
    const StudyDefinition* study = request ? findStudy(request->method) : nullptr;
    m_shipped->setVisible(study && study->group == StudyGroup::regions);
}

void DataField::takeShipped(const ShippedData& table) {
    Case after = m_document.current();
    setShippedData(after, m_place.id, m_field->key, table);
    m_document.replace(std::move(after), tr("Import: %1").arg(shown(table.name)));
}

void DataField::retranslate() {
    m_import->setText(tr("Import…"));
    m_import->setToolTip(tr("Read a table from a file: CSV, TSV, xlsx or ods"));
    m_paste->setText(tr("Paste"));
    m_paste->setToolTip(
        tr("Cells copied from a spreadsheet. With a cell chosen they are written from there on; without "
           "data the first row names the columns."));
    fillShipped();
    m_addColumn->setText(tr("Add column"));
    m_addRow->setText(tr("Add row"));
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove the chosen rows, or the chosen column"));
    m_view->setAccessibleName(shown(m_field->label));
    m_view->horizontalHeader()->setToolTip(tr("Double click renames the column"));
    showSize();
}

void DataField::showSize() {
    const int rows = m_model->rowCount();
    const int columns = m_model->columnCount();
    m_size->setText(columns == 0 ? tr("No data yet. Import a table, paste cells, or add columns and type.")
                                 : tr("%L1 rows, %2 columns").arg(rows).arg(columns));
    m_addRow->setEnabled(columns > 0);
    m_remove->setEnabled(columns > 0);
}

void DataField::importTable() {
    const QString path = DataImportDialog::askForFile(this);
    if (!path.isEmpty()) importFile(path);
}

void DataField::importFile(const QString& path) {
    DataImportDialog dialog(method(), this);
    if (dialog.openFile(path)) takeFrom(dialog, QFileInfo(path).fileName());
}

void DataField::takeFrom(DataImportDialog& dialog, const QString& fileName) {
    if (dialog.exec() != QDialog::Accepted) return;
    Case after = m_document.current();
    const std::string digest = fileName.isEmpty() ? std::string() : dialog.table().digest.toStdString();
    setStudyData(after, m_place.id, m_field->key, dialog.takeData(), fileName.toStdString(), digest);
    if (StudyRequest* changed = findStudyRequest(after, m_place.id)) giveRoles(*changed, dialog.roles());
    m_document.replace(std::move(after), fileName.isEmpty() ? tr("Paste") : tr("Import: %1").arg(fileName));
}

std::string DataField::method() const {
    const StudyRequest* study = findStudyRequest(m_document.current(), m_place.id);
    return study ? study->method : std::string();
}

void DataField::paste() {
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) return;
    const QModelIndex current = m_view->currentIndex();
    if (m_model->columnCount() > 0 && current.isValid()) {
        m_model->paste(current, fromTsv(text));
        return;
    }
    const auto table = pasteTable(text);
    if (!table) {
        showIssues(this, tr("The cells were not pasted."), table.issues());
        return;
    }
    auto pasted = studyData(*table);
    if (!pasted) {
        // Something has two readings: the dialog asks.
        DataImportDialog dialog(method(), this);
        dialog.openText(text);
        takeFrom(dialog, {});
        return;
    }
    Case after = m_document.current();
    setStudyData(after, m_place.id, m_field->key, std::move(pasted).value(), {}, {});
    m_document.replace(std::move(after), tr("Paste"));
}

void DataField::addRow() {
    m_model->addRow();
    const QModelIndex cell = m_model->index(m_model->rowCount() - 1, 0);
    m_view->setCurrentIndex(cell);
    m_view->scrollTo(cell);
    m_view->edit(cell);
}

void DataField::addColumn() {
    const QString name = QInputDialog::getText(this, tr("Add column"), tr("Name of the column"));
    if (!name.trimmed().isEmpty()) m_model->addColumn(name);
}

void DataField::renameColumn(int column) {
    const QString old = m_model->headerData(column, Qt::Horizontal, Qt::EditRole).toString();
    const QString name =
        QInputDialog::getText(this, tr("Rename column"), tr("Name of the column"), QLineEdit::Normal, old);
    if (!name.trimmed().isEmpty() && name != old) m_model->renameColumn(column, name);
}

void DataField::removeSelected() {
    const QItemSelectionModel* selection = m_view->selectionModel();
    const QModelIndexList columns = selection->selectedColumns();
    if (!columns.isEmpty()) {
        m_model->removeColumn(columns.front().column());
        return;
    }
    const QModelIndexList cells = selection->selectedIndexes();
    if (cells.isEmpty()) return;
    const auto [first, last] = std::ranges::minmax(cells, {}, &QModelIndex::row);
    m_model->removeRows(first.row(), last.row());
}

bool DataField::goTo(const std::string& where) {
    const QModelIndex cell = m_model->find(where);
    if (!cell.isValid()) {
        m_import->setFocus(Qt::OtherFocusReason);
        return true;
    }
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->setCurrentIndex(cell);
    m_view->scrollTo(cell);
    return true;
}

}  // namespace kachi

#include "ui/sections/lookup_table_editor.h"

#include "app/document/lookup_table_edits.h"
#include "app/interchange/lookup_table_import.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/input_views.h"
#include "ui/sections/table_import_dialog.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownRows = 12;

QPushButton* menuButton(QMenu* menu) {
    auto* button = new QPushButton;
    button->setMenu(menu);
    return button;
}

/// A name that formulas can use and no table has.
std::string freeTableName(const Case& value, const std::string& name) {
    std::string free = name;
    for (int number = 2; findTable(value, free); ++number) free = name + std::to_string(number);
    return free;
}

}  // namespace

LookupTableEditor::LookupTableEditor(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new LookupTableModel(session.document(), this)),
      m_choice(new QComboBox),
      m_readLabel(styledLabel("muted")),
      m_interpolation(new QComboBox),
      m_openEnded(new QCheckBox),
      m_view(new FittedTableView(shownRows)),
      m_message(styledLabel("error")) {
    auto* tables = new QMenu(this);
    m_tableButton = menuButton(tables);
    m_add = addEntry(tables, &LookupTableEditor::askNewTableName);
    m_import = addEntry(tables, &LookupTableEditor::askFile);
    tables->addSeparator();
    m_rename = addEntry(tables, &LookupTableEditor::askTableName);
    m_remove = addEntry(tables, &LookupTableEditor::removeTable);
    auto* columns = new QMenu(this);
    m_columnButton = menuButton(columns);
    m_addColumn = addEntry(columns, &LookupTableEditor::askNewColumnName);
    m_renameColumn = addEntry(columns, &LookupTableEditor::askColumnName);
    m_removeColumn = addEntry(columns, &LookupTableEditor::removeColumn);
    auto* rows = new QMenu(this);
    m_rowButton = menuButton(rows);
    m_importRows = addEntry(rows, &LookupTableEditor::askRowsFile);
    m_removeRows = addEntry(rows, &LookupTableEditor::removeRows);
    m_sort = addEntry(rows, &LookupTableEditor::sortRows);

    for (QComboBox* list : {m_choice, m_interpolation}) {
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(10);
        ignoreWheelWithoutFocus(list);
    }
    m_readLabel->setBuddy(m_interpolation);
    prepareInputTable(m_view, session.document());
    m_view->setStretchColumn(1000);
    m_view->verticalHeader()->show();
    m_view->setModel(m_model);
    m_message->setWordWrap(true);

    auto* heads = new QHBoxLayout;
    heads->addWidget(m_choice, 1);
    heads->addWidget(m_tableButton);
    auto* readings = new QHBoxLayout;
    readings->addWidget(m_readLabel);
    readings->addWidget(m_interpolation, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_columnButton);
    buttons->addWidget(m_rowButton);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(heads);
    layout->addLayout(readings);
    layout->addWidget(m_openEnded);
    layout->addWidget(m_view);
    layout->addWidget(m_message);
    layout->addLayout(buttons);

    connect(m_choice, &QComboBox::activated, this, [this] { choose(m_choice->currentText().toStdString()); });
    connect(m_interpolation, &QComboBox::activated, this, &LookupTableEditor::setInterpolation);
    connect(m_openEnded, &QCheckBox::clicked, this, &LookupTableEditor::setOpenEnded);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LookupTableEditor::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LookupTableEditor::updateButtons);
    connect(&session.document(), &CaseDocument::changed, this, &LookupTableEditor::refresh);
    connect(&session.document(), &CaseDocument::opened, this, &LookupTableEditor::refresh);
    retranslate();
}

QAction* LookupTableEditor::addEntry(QMenu* menu, void (LookupTableEditor::*slot)()) {
    QAction* action = menu->addAction(QString());
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void LookupTableEditor::retranslate() {
    m_choice->setAccessibleName(tr("Table"));
    m_tableButton->setText(tr("Table"));
    m_add->setText(tr("New table…"));
    m_import->setText(tr("New table from a file…"));
    m_rename->setText(tr("Rename the table…"));
    m_remove->setText(tr("Remove the table"));
    m_columnButton->setText(tr("Column"));
    m_addColumn->setText(tr("New column…"));
    m_renameColumn->setText(tr("Rename the column…"));
    m_removeColumn->setText(tr("Remove the column"));
    m_rowButton->setText(tr("Rows"));
    m_importRows->setText(tr("Replace by a file…"));
    m_removeRows->setText(tr("Remove the rows"));
    m_sort->setText(tr("Sort by key"));
    m_readLabel->setText(tr("Between keys"));
    m_interpolation->setAccessibleName(m_readLabel->text());
    const QSignalBlocker blocker(m_interpolation);
    m_interpolation->clear();
    m_interpolation->addItem(tr("the row below holds"));
    m_interpolation->addItem(tr("straight line"));
    m_openEnded->setText(tr("Last row holds above"));
    m_openEnded->setToolTip(tr("Without this, a key above the last row is refused."));
    m_view->setAccessibleName(tr("Lookup table"));
    m_model->retranslate();
    refresh();
}

const LookupTable* LookupTableEditor::table() const {
    return findTable(current(), m_model->tableId());
}

void LookupTableEditor::refresh() {
    const std::vector<LookupTable>& tables = current().tables;
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const LookupTable& each : tables) m_choice->addItem(QString::fromStdString(each.id));
    if (!table()) m_model->setTable(tables.empty() ? std::string() : tables.front().id);
    m_choice->setCurrentText(QString::fromStdString(m_model->tableId()));
    const LookupTable* shown = table();
    m_choice->setVisible(shown);
    for (QWidget* part : {static_cast<QWidget*>(m_readLabel), static_cast<QWidget*>(m_interpolation),
                          static_cast<QWidget*>(m_openEnded), static_cast<QWidget*>(m_columnButton),
                          static_cast<QWidget*>(m_rowButton), static_cast<QWidget*>(m_view)}) {
        part->setVisible(shown);
    }
    if (shown) {
        m_interpolation->setCurrentIndex(shown->interpolation == Interpolation::step ? 0 : 1);
        m_openEnded->setChecked(shown->openEnded);
    }
    const Issues faults = shown ? validateTables({*shown}) : Issues{};
    m_message->setText(issuesText(faults));
    m_message->setVisible(!faults.empty());
    m_view->fitColumns();
    updateButtons();
}

void LookupTableEditor::choose(const std::string& id) {
    m_model->setTable(id);
    refresh();
}

std::string LookupTableEditor::currentColumn() const {
    return m_model->columnAt(m_view->currentIndex().column());
}

void LookupTableEditor::updateButtons() {
    const LookupTable* shown = table();
    const bool column = !currentColumn().empty();
    m_rename->setEnabled(shown);
    m_remove->setEnabled(shown);
    m_renameColumn->setEnabled(column);
    m_removeColumn->setEnabled(column && shown && shown->columns.size() > 1);
    m_removeRows->setEnabled(m_view->selectionModel()->hasSelection());
    m_sort->setEnabled(shown && isComplete(*shown) && !std::ranges::is_sorted(shown->keys));
    updateGeometry();
}

bool LookupTableEditor::goTo(const std::string& where) {
    for (const LookupTable& each : current().tables) {
        if (where != each.id && !where.starts_with(each.id + ".")) continue;
        choose(each.id);
        const std::string column = where.substr(std::min(where.size(), each.id.size() + 1));
        int position = 0;
        while (position < m_model->columnCount() && m_model->columnAt(position) != column) ++position;
        const bool known = !column.empty() && position < m_model->columnCount();
        m_view->setCurrentIndex(m_model->index(0, known ? position : 0));
        m_view->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

bool LookupTableEditor::apply(Result<Case> after, const QString& what, const QString& refusal) {
    if (!after) {
        showIssues(this, refusal, after.issues());
        return false;
    }
    m_session.document().replace(std::move(after).value(), what);
    return true;
}

void LookupTableEditor::addTable(const std::string& name) {
    if (apply(withTable(current(), name, "value"), tr("New table"), tr("No table was added."))) choose(name);
}

void LookupTableEditor::renameTable(const std::string& name) {
    const std::string from = m_model->tableId();
    if (apply(withTableRenamed(current(), from, name), tr("Rename the table"), tr("The table was not renamed."))) {
        choose(name);
    }
}

void LookupTableEditor::removeTable() {
    apply(withoutTable(current(), m_model->tableId()), tr("Remove the table"), tr("The table was not removed."));
}

void LookupTableEditor::addColumn(const std::string& name) {
    apply(withColumn(current(), m_model->tableId(), name), tr("New column"), tr("No column was added."));
}

void LookupTableEditor::renameColumn(const std::string& name) {
    apply(withColumnRenamed(current(), m_model->tableId(), currentColumn(), name), tr("Rename the column"),
          tr("The column was not renamed."));
}

void LookupTableEditor::removeColumn() {
    apply(withoutColumn(current(), m_model->tableId(), currentColumn()), tr("Remove the column"),
          tr("The column was not removed."));
}

void LookupTableEditor::removeRows() {
    int first = m_model->rowCount();
    int last = -1;
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        first = std::min(first, index.row());
        last = std::max(last, index.row());
    }
    if (last < 0) return;
    Case after = current();
    removeTableRows(*findTable(after, m_model->tableId()), static_cast<std::size_t>(first),
                    static_cast<std::size_t>(last));
    m_session.document().replace(std::move(after), tr("Remove the rows"));
}

void LookupTableEditor::sortRows() {
    Case after = current();
    sortTableRows(*findTable(after, m_model->tableId()));
    m_session.document().replace(std::move(after), tr("Sort by key"));
}

void LookupTableEditor::setInterpolation() {
    Case after = current();
    findTable(after, m_model->tableId())->interpolation =
        m_interpolation->currentIndex() == 0 ? Interpolation::step : Interpolation::linear;
    m_session.document().replace(std::move(after), tr("Edit %1").arg(m_readLabel->text()));
}

void LookupTableEditor::setOpenEnded() {
    Case after = current();
    findTable(after, m_model->tableId())->openEnded = m_openEnded->isChecked();
    m_session.document().replace(std::move(after), tr("Edit %1").arg(m_openEnded->text()));
}

std::optional<std::string> LookupTableEditor::askName(const QString& question, const std::string& proposal) {
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("Lookup table"), question, QLineEdit::Normal,
                                               QString::fromStdString(proposal), &accepted);
    return accepted ? std::optional(name.trimmed().toStdString()) : std::nullopt;
}

void LookupTableEditor::askNewTableName() {
    if (const auto name = askName(tr("Name in formulas"), freeTableName(current(), "table"))) addTable(*name);
}

void LookupTableEditor::askTableName() {
    if (const auto name = askName(tr("Name in formulas"), m_model->tableId())) renameTable(*name);
}

void LookupTableEditor::askNewColumnName() {
    if (const auto name = askName(tr("Name in formulas"), {})) addColumn(*name);
}

void LookupTableEditor::askColumnName() {
    if (const auto name = askName(tr("Name in formulas"), currentColumn())) renameColumn(*name);
}

void LookupTableEditor::askFile() {
    const QString path = TableImportDialog::askForFile(this, tr("New table from a file"));
    if (!path.isEmpty()) importTable(path);
}

void LookupTableEditor::askRowsFile() {
    const QString path = TableImportDialog::askForFile(this, tr("Replace by a file"));
    if (!path.isEmpty()) importRows(path);
}

void LookupTableEditor::importTable(const QString& path) {
    const auto file = readTable(path);
    if (!file) return showIssues(this, tr("The file was not read."), file.issues());
    const TableSchema schema = lookupTableSchema(*file);
    TableImportDialog dialog(schema, this);
    if (!dialog.openFile(path) || dialog.exec() != QDialog::Accepted) return;
    const std::string name = freeTableName(current(), formulaName(dialog.tableName(), "table"));
    Case after = current();
    after.tables.push_back(lookupTableOf(dialog.mapped(), name));
    m_session.document().replace(std::move(after), tr("New table from a file"));
    choose(name);
}

void LookupTableEditor::importRows(const QString& path) {
    const TableSchema schema = lookupTableSchema(*table());
    TableImportDialog dialog(schema, this);
    if (!dialog.openFile(path) || dialog.exec() != QDialog::Accepted) return;
    Case after = current();
    LookupTable& edited = *findTable(after, m_model->tableId());
    LookupTable read = lookupTableOf(dialog.mapped(), edited.id);
    edited.keys = std::move(read.keys);
    edited.columns = std::move(read.columns);
    m_session.document().replace(std::move(after), tr("Replace by a file"));
}

}  // namespace kachi

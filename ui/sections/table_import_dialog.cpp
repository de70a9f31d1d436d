#include "ui/sections/table_import_dialog.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace kachi {
namespace {

constexpr std::size_t previewRows = 12;

}  // namespace

TableImportDialog::TableImportDialog(const TableSchema& schema, QWidget* parent)
    : QDialog(parent),
      m_schema(schema),
      m_file(styledLabel("muted")),
      m_encoding(new QComboBox),
      m_sheet(new QComboBox),
      m_form(new QFormLayout),
      m_preview(new QTableWidget),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Import: %1").arg(shown(schema.label)));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_message->setWordWrap(true);
    m_encoding->addItem(tr("detected"));
    for (const TextEncoding encoding : {TextEncoding::utf8, TextEncoding::cp932, TextEncoding::utf16LittleEndian}) {
        m_encoding->addItem(encodingName(encoding), static_cast<int>(encoding));
    }
    m_form->addRow(tr("File"), m_file);
    m_form->addRow(tr("Encoding"), m_encoding);
    m_form->addRow(tr("Sheet"), m_sheet);
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setAccessibleName(tr("Preview"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resize(textColumns(this, 100), fontMetrics().height() * 32);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &TableImportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &TableImportDialog::reject);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        const QVariant chosen = m_encoding->currentData();
        m_options.encoding = chosen.isValid() ? std::optional(static_cast<TextEncoding>(chosen.toInt())) : std::nullopt;
        read();
    });
    connect(m_sheet, &QComboBox::activated, this, [this] {
        m_options.sheet = m_sheet->currentText();
        read();
    });
}

QString TableImportDialog::askForFile(QWidget* parent, const QString& title) {
    return QFileDialog::getOpenFileName(parent, title, {},
                                        tr("Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)"));
}

bool TableImportDialog::chooseFile() {
    const QString path = askForFile(parentWidget(), tr("Import: %1").arg(shown(m_schema.label)));
    return !path.isEmpty() && openFile(path);
}

bool TableImportDialog::openFile(const QString& path) {
    m_path = path;
    const auto table = readTable(path, m_options);
    if (!table) {
        showIssues(parentWidget(), tr("The file was not read."), table.issues());
        return false;
    }
    m_file->setText(QFileInfo(path).fileName());
    read();
    return true;
}

QString TableImportDialog::tableName() const {
    return QFileInfo(m_path).completeBaseName();
}

void TableImportDialog::read() {
    auto table = readTable(m_path, m_options);
    if (!table) {
        m_mapper.reset();
        m_preview->clear();
        m_message->setText(issuesText(table.issues()));
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
        return;
    }
    const QSignalBlocker blocker(m_sheet);
    m_sheet->clear();
    m_sheet->addItems(table->sheetNames);
    m_sheet->setCurrentText(table->sheet);
    m_form->setRowVisible(m_sheet, !table->sheetNames.isEmpty());
    m_form->setRowVisible(m_encoding, table->sheetNames.isEmpty());
    m_mapper.emplace(std::move(*table), m_schema);
    buildColumns();
    preview();
}

void TableImportDialog::buildColumns() {
    for (const auto& [key, box] : m_columns) m_form->removeRow(box);
    m_columns.clear();
    for (const TargetColumn& target : m_schema.columns) {
        auto* box = new QComboBox;
        box->addItem(target.required ? tr("choose a column") : tr("not in the file"), -1);
        const QStringList header = m_mapper->table().header();
        for (int column = 0; column < header.size(); ++column) box->addItem(header[column], column);
        const auto found = m_mapper->mapping().sources.find(target.key);
        if (found != m_mapper->mapping().sources.end()) box->setCurrentIndex(box->findData(found->second.column));
        m_form->addRow(shown(target.label), box);
        m_columns[target.key] = box;
        connect(box, &QComboBox::activated, this, [this, key = target.key, box] {
            ColumnMapping mapping = m_mapper->mapping();
            const int column = box->currentData().toInt();
            if (column < 0) {
                mapping.sources.erase(key);
            } else {
                mapping.sources[key] = {column, 1};
            }
            m_mapper->setMapping(std::move(mapping));
            preview();
        });
    }
}

void TableImportDialog::preview() {
    QStringList heads;
    for (const TargetColumn& target : m_schema.columns) {
        if (m_mapper->mapping().sources.contains(target.key)) heads << shown(target.label);
    }
    const auto rows = m_mapper->preview(previewRows);
    m_preview->clear();
    m_preview->setColumnCount(static_cast<int>(heads.size()));
    m_preview->setRowCount(static_cast<int>(rows.size()));
    m_preview->setHorizontalHeaderLabels(heads);
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        const std::vector<MappedCell>& cells = rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < static_cast<int>(cells.size()); ++column) {
            const MappedCell& cell = cells[static_cast<std::size_t>(column)];
            auto* item = new QTableWidgetItem(cell.missing ? tr("missing") : cell.text);
            if (cell.number) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (!cell.issues.empty()) {
                item->setForeground(themeColours().error);
                item->setToolTip(issuesText(cell.issues));
            } else if (cell.missing) {
                item->setForeground(themeColours().warning);
            }
            m_preview->setItem(row, column, item);
        }
    }
    m_preview->resizeColumnsToContents();
    const auto mapped = m_mapper->apply();
    const Issues issues = mapped ? mapped->issues : mapped.issues();
    setLabelRole(m_message, mapped ? "muted" : "error");
    m_message->setText(mapped && issues.empty()
                           ? tr("%n row(s) will be read.", nullptr, static_cast<int>(mapped->rowCount()))
                           : issuesText(issues));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(mapped.ok());
}

void TableImportDialog::accept() {
    auto mapped = m_mapper->apply();
    if (!mapped) return;
    m_mapped = std::move(mapped).value();
    QDialog::accept();
}

}  // namespace kachi

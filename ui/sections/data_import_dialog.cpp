#include "ui/sections/data_import_dialog.h"

#include "app/interchange/column_mapper.h"
#include "app/studies/study_data.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 12;

/// Fills a box with "detected" and the ways a file may be read.
void fillChoices(QComboBox* box, const QString& detected, const std::vector<std::pair<QString, QChar>>& choices) {
    box->addItem(detected);
    for (const auto& [name, mark] : choices) box->addItem(name, mark);
}

std::optional<QChar> chosenMark(const QComboBox* box) {
    const QVariant chosen = box->currentData();
    return chosen.isValid() ? std::optional(chosen.toChar()) : std::nullopt;
}

}  // namespace

DataImportDialog::DataImportDialog(QWidget* parent)
    : QDialog(parent),
      m_file(styledLabel("muted")),
      m_encoding(new QComboBox),
      m_separator(new QComboBox),
      m_decimalMark(new QComboBox),
      m_sheet(new QComboBox),
      m_header(new QSpinBox),
      m_form(new QFormLayout),
      m_preview(new QTableWidget),
      m_progress(new QProgressBar),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Import data"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_message->setWordWrap(true);
    m_encoding->addItem(tr("detected"));
    for (const TextEncoding encoding : {TextEncoding::utf8, TextEncoding::cp932, TextEncoding::utf16LittleEndian}) {
        m_encoding->addItem(encodingName(encoding), static_cast<int>(encoding));
    }
    fillChoices(m_separator, tr("detected"),
                {{tr("comma"), u','}, {tr("tab"), u'\t'}, {tr("semicolon"), u';'}, {tr("space"), u' '}});
    fillChoices(m_decimalMark, tr("as the file shows it"), {{tr("point (1.5)"), u'.'}, {tr("comma (1,5)"), u','}});
    m_header->setMinimum(1);
    m_form->addRow(tr("File"), m_file);
    m_form->addRow(tr("Encoding"), m_encoding);
    m_form->addRow(tr("Separator"), m_separator);
    m_form->addRow(tr("Decimal mark"), m_decimalMark);
    m_form->addRow(tr("Sheet"), m_sheet);
    m_form->addRow(tr("Row of the headers"), m_header);
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setAccessibleName(tr("Preview"));
    m_progress->hide();
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resize(textColumns(this, 100), fontMetrics().height() * 34);

    connect(m_buttons, &QDialogButtonBox::accepted, this, &DataImportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DataImportDialog::reject);
    connect(m_encoding, &QComboBox::activated, this, [this] {
        const QVariant chosen = m_encoding->currentData();
        m_options.encoding = chosen.isValid() ? std::optional(static_cast<TextEncoding>(chosen.toInt())) : std::nullopt;
        read();
    });
    connect(m_separator, &QComboBox::activated, this, [this] {
        m_options.separator = chosenMark(m_separator);
        read();
    });
    connect(m_decimalMark, &QComboBox::activated, this, [this] {
        m_options.decimalMark = chosenMark(m_decimalMark);
        read();
    });
    connect(m_sheet, &QComboBox::activated, this, [this] {
        m_options.sheet = m_sheet->currentText();
        m_options.headerRow.reset();
        read();
    });
    connect(m_header, &QSpinBox::valueChanged, this, [this](int row) {
        m_table.headerRow = static_cast<std::size_t>(row - 1);
        m_options.headerRow = m_table.headerRow;
        preview();
    });
    for (QComboBox* box : {m_encoding, m_separator, m_decimalMark, m_sheet}) ignoreWheelWithoutFocus(box);
    connect(&m_runner, &AnalysisRunner::started, this, [this] {
        m_progress->setRange(0, 0);
        m_progress->show();
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    });
    connect(&m_runner, &AnalysisRunner::progress, this, [this](qulonglong done, qulonglong total) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(total == 0 ? 0 : static_cast<int>(1000 * done / total));
    });
    connect(&m_runner, &AnalysisRunner::finished, m_progress, &QWidget::hide);
    connect(&m_runner, &AnalysisRunner::failed, this, &DataImportDialog::refuse);
}

DataImportDialog::~DataImportDialog() {
    m_runner.cancel();
}

QString DataImportDialog::askForFile(QWidget* parent) {
    return QFileDialog::getOpenFileName(parent, tr("Import data"), {},
                                        tr("Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)"));
}

bool DataImportDialog::openFile(const QString& path) {
    m_path = path;
    m_file->setText(QFileInfo(path).fileName());
    if (!QFileInfo::exists(path)) return false;
    read();
    return true;
}

void DataImportDialog::read() {
    m_message->clear();
    m_runner.request(
        RunOptions{}, [path = m_path, options = m_options](const RunOptions&) { return readTable(path, options); },
        [this](RawTable table) { show(std::move(table)); });
}

void DataImportDialog::refuse(const Issues& issues) {
    m_progress->hide();
    m_table = {};
    m_preview->clear();
    m_preview->setRowCount(0);
    m_preview->setColumnCount(0);
    m_message->setText(issuesText(issues));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
}

void DataImportDialog::show(RawTable table) {
    m_table = std::move(table);
    const QSignalBlocker sheets(m_sheet);
    const QSignalBlocker headers(m_header);
    m_sheet->clear();
    m_sheet->addItems(m_table.sheetNames);
    m_sheet->setCurrentText(m_table.sheet);
    const bool workbook = !m_table.sheetNames.isEmpty();
    m_form->setRowVisible(m_sheet, workbook);
    for (QWidget* ofText : {m_encoding, m_separator, m_decimalMark}) m_form->setRowVisible(ofText, !workbook);
    if (!workbook) {
        m_encoding->setItemText(0, tr("detected: %1").arg(encodingName(m_table.encoding)));
        const int known = m_separator->findData(m_table.separator);
        if (known > 0) m_separator->setItemText(0, tr("detected: %1").arg(m_separator->itemText(known)));
    }
    m_header->setMaximum(std::max(1, static_cast<int>(m_table.rows.size())));
    m_header->setValue(static_cast<int>(m_table.headerRow) + 1);
    preview();
}

QString DataImportDialog::columnContent(int column) const {
    const QStringList codes = defaultMissingCodes();
    std::size_t numbers = 0;
    std::size_t words = 0;
    std::size_t missing = 0;
    for (std::size_t row = m_table.headerRow + 1; row < m_table.rows.size(); ++row) {
        const QString text = m_table.rows[row][column].trimmed();
        if (text.isEmpty() || codes.contains(text)) {
            ++missing;
        } else if (studyNumber(text, m_table.decimalMark)) {
            ++numbers;
        } else {
            ++words;
        }
    }
    const QString kind = words == 0 && numbers > 0 ? tr("numbers")
                         : numbers == 0            ? tr("words")
                                                   : tr("words and numbers");
    return missing == 0 ? kind : tr("%1, %L2 missing").arg(kind).arg(missing);
}

void DataImportDialog::preview() {
    const std::size_t first = m_table.headerRow + 1;
    const std::size_t rows = m_table.rows.size() > first ? m_table.rows.size() - first : 0;
    const int shownRows = static_cast<int>(std::min(rows, previewRows));
    const QStringList header = m_table.rows.empty() ? QStringList() : m_table.header();
    m_preview->clear();
    m_preview->setColumnCount(static_cast<int>(header.size()));
    m_preview->setRowCount(shownRows + 1);
    m_preview->setHorizontalHeaderLabels(header);
    QStringList labels{tr("holds")};
    for (int row = 0; row < shownRows; ++row) {
        labels << QString::number(m_table.rowNumbers[first + static_cast<std::size_t>(row)]);
    }
    m_preview->setVerticalHeaderLabels(labels);
    for (int column = 0; column < header.size(); ++column) {
        auto* content = new QTableWidgetItem(columnContent(column));
        content->setForeground(themeColours().muted);
        m_preview->setItem(0, column, content);
        for (int row = 0; row < shownRows; ++row) {
            const QString& text = m_table.rows[first + static_cast<std::size_t>(row)][column];
            m_preview->setItem(row + 1, column, new QTableWidgetItem(text));
        }
    }
    m_preview->resizeColumnsToContents();
    QStringList empty;
    for (int column = 0; column < header.size(); ++column) {
        if (header[column].trimmed().isEmpty()) empty << QString::number(column + 1);
    }
    const QString note = !empty.isEmpty()
                             ? tr("Column %1 has no header. Choose the row of the headers.").arg(empty.join(u", "_s))
                             : issuesText(m_table.notes);
    m_message->setText(rows == 0 ? tr("There are no rows below the headers.") : note);
    m_file->setText(tr("%1 · %L2 rows, %3 columns").arg(QFileInfo(m_path).fileName()).arg(rows).arg(header.size()));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(rows > 0 && empty.isEmpty());
}

}  // namespace kachi

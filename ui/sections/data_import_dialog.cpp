#include "ui/sections/data_import_dialog.h"

#include "models/studies/study.h"
#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QCheckBox>
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

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 12;

/// Fills a box with "detected" and the ways a file may be read.
void fillChoices(QComboBox* box, const QString& detected, const std::vector<std::pair<QString, QChar>>& choices) {
    box->addItem(detected);
    for (const auto& [name, mark] : choices) box->addItem(name, mark);
}

/// What the form calls a field of the method.
QString fieldName(const std::string& method, const std::string& key) {
    const StudyDefinition* study = findStudy(method);
    if (!study) return QString::fromStdString(key);
    const auto field = std::ranges::find(study->fields, key, &Field::key);
    return field == study->fields.end() ? QString::fromStdString(key) : shown(field->label);
}

/// The names columns get: headers without spaces around them.
QStringList columnNames(const RawTable& table) {
    QStringList names;
    for (const QString& header : table.header()) names << header.trimmed();
    return names;
}

std::optional<QChar> chosenMark(const QComboBox* box) {
    const QVariant chosen = box->currentData();
    return chosen.isValid() ? std::optional(chosen.toChar()) : std::nullopt;
}

}  // namespace

DataImportDialog::DataImportDialog(const std::string& method, QWidget* parent)
    : QDialog(parent),
      m_method(method),
      m_file(styledLabel("muted")),
      m_encoding(new QComboBox),
      m_separator(new QComboBox),
      m_decimalMark(new QComboBox),
      m_sheet(new QComboBox),
      m_header(new QSpinBox),
      m_form(new QFormLayout),
      m_asLast(new QCheckBox),
      m_question(styledLabel("warning")),
      m_preview(new QTableWidget),
      m_progress(new QProgressBar),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Import data"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_message->setWordWrap(true);
    m_question->setWordWrap(true);
    m_question->hide();
    m_asLast->setText(tr("As for the last file of this shape"));
    m_asLast->hide();
    m_options.table = studyTableLimits();
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
    layout->addWidget(m_asLast);
    layout->addWidget(m_question);
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
    connect(m_decimalMark, &QComboBox::activated, this, [this] { useMark(chosenMark(m_decimalMark)); });
    connect(m_asLast, &QCheckBox::clicked, this, &DataImportDialog::showTemplate);
    connect(m_sheet, &QComboBox::activated, this, [this] {
        m_options.sheet = m_sheet->currentText();
        m_options.headerRow.reset();
        read();
    });
    connect(m_header, &QSpinBox::valueChanged, this, [this](int row) {
        m_table.headerRow = static_cast<std::size_t>(row - 1);
        m_options.headerRow = m_table.headerRow;
        describe();
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
        RunOptions{},
        [path = m_path, options = m_options](const RunOptions& running) -> Result<Read> {
            ReadOptions stoppable = options;
            stoppable.progress = {running.stop, running.progress};
            auto table = readTable(path, stoppable);
            if (!table) return table.issues();
            auto contents = columnContents(*table, stoppable.progress);
            if (!contents) return contents.issues();
            return Read{std::move(*table), std::move(*contents)};
        },
        [this](Read read) { show(std::move(read)); });
}

/// What the columns hold once more, after another header row or decimal mark.
void DataImportDialog::describe() {
    m_runner.request(
        RunOptions{},
        [table = m_table](const RunOptions& running) -> Result<Read> {
            auto contents = columnContents(table, {running.stop, running.progress});
            if (!contents) return contents.issues();
            return Read{table, std::move(*contents)};
        },
        [this](Read read) { show(std::move(read)); });
}

void DataImportDialog::accept() {
    if (isReading() || m_table.rows.empty()) return;
    m_runner.request(
        RunOptions{}, [table = m_table](const RunOptions&) -> Result<nlohmann::json> { return studyData(table); },
        [this](nlohmann::json made) {
            m_data = std::move(made);
            // A template that cannot be kept takes nothing from the import.
            static_cast<void>(
                ImportMemory().remember({m_method, columnNames(m_table), m_options.decimalMark, {}}).ok());
            QDialog::accept();
        });
}

std::map<std::string, std::vector<std::string>> DataImportDialog::roles() const {
    if (!m_last || !m_asLast->isChecked()) return {};
    return m_last->roles;
}

/// Offers to take the file as the last one with the same headers.
void DataImportDialog::propose() {
    const QStringList names = m_table.rows.empty() ? QStringList() : columnNames(m_table);
    const bool known = m_last && m_last->headers == names;
    if (!known) m_last = ImportMemory().find(m_method, names);
    const bool offers = m_last && (m_last->decimalMark || !m_last->roles.empty());
    m_asLast->setVisible(offers);
    if (!offers || known) return;
    QStringList parts;
    if (m_last->decimalMark) parts << tr("decimal mark “%1”").arg(*m_last->decimalMark);
    for (const auto& [key, headers] : m_last->roles) {
        QStringList columns;
        for (const std::string& header : headers) columns << QString::fromStdString(header);
        parts << fieldName(m_method, key) + u" = "_s + columns.join(u", "_s);
    }
    m_asLast->setText(tr("As for the last file of this shape: %1").arg(parts.join(u"; "_s)));
    m_asLast->setChecked(true);
    showTemplate();
}

void DataImportDialog::showTemplate() {
    if (!m_last || !m_last->decimalMark || !m_table.sheetNames.isEmpty()) return;
    useMark(m_asLast->isChecked() ? m_last->decimalMark : std::nullopt);
    m_decimalMark->setCurrentIndex(m_options.decimalMark ? m_decimalMark->findData(*m_options.decimalMark) : 0);
}

/// Another decimal mark needs no second reading; to see what the file shows, it is read again.
void DataImportDialog::useMark(std::optional<QChar> mark) {
    m_options.decimalMark = mark;
    if (!mark || m_table.rows.empty()) {
        read();
        return;
    }
    m_table.decimalMark = mark;
    describe();
}

void DataImportDialog::refuse(const Issues& issues) {
    m_progress->hide();
    m_table = {};
    m_contents.clear();
    m_question->hide();
    m_asLast->hide();
    m_preview->clear();
    m_preview->setRowCount(0);
    m_preview->setColumnCount(0);
    m_message->setText(issuesText(issues));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
}

void DataImportDialog::show(Read read) {
    m_table = std::move(read.table);
    m_contents = std::move(read.contents);
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
    propose();
}

QString DataImportDialog::columnContent(const ColumnContent& content) const {
    const QString kind = content.words == 0 && content.numbers > 0 ? tr("numbers")
                         : content.numbers == 0                    ? tr("words")
                                                                   : tr("words and numbers");
    const QString shown = content.ambiguous > 0 ? tr("%1, “%2”?").arg(kind, content.example) : kind;
    return content.missing == 0 ? shown : tr("%1, %L2 missing").arg(shown).arg(content.missing);
}

bool DataImportDialog::marksAreClear() const {
    return std::ranges::all_of(m_contents, [](const ColumnContent& content) { return content.ambiguous == 0; });
}

/// Names the columns whose numbers have two readings; the decimal mark must be chosen before they are taken.
void DataImportDialog::askAboutMarks() {
    m_question->setVisible(!marksAreClear());
    QStringList columns;
    for (std::size_t i = 0; i < m_contents.size(); ++i) {
        if (m_contents[i].ambiguous == 0) continue;
        const QString name = m_table.header()[static_cast<qsizetype>(i)].trimmed();
        columns << tr("%1 (“%2”)").arg(name, m_contents[i].example);
    }
    m_question->setText(tr("The comma in these columns may group digits or be the decimal mark: %1. Choose the decimal "
                           "mark.")
                            .arg(columns.join(u", "_s)));
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
        auto* content = new QTableWidgetItem(columnContent(m_contents[static_cast<std::size_t>(column)]));
        content->setForeground(themeColours().muted);
        m_preview->setItem(0, column, content);
        for (int row = 0; row < shownRows; ++row) {
            const QString& text = m_table.rows[first + static_cast<std::size_t>(row)][column];
            m_preview->setItem(row + 1, column, new QTableWidgetItem(text));
        }
    }
    m_preview->resizeColumnsToContents();
    askAboutMarks();
    QStringList empty;
    for (int column = 0; column < header.size(); ++column) {
        if (header[column].trimmed().isEmpty()) empty << QString::number(column + 1);
    }
    const QString note = !empty.isEmpty()
                             ? tr("Column %1 has no header. Choose the row of the headers.").arg(empty.join(u", "_s))
                             : issuesText(m_table.notes);
    m_message->setText(rows == 0 ? tr("There are no rows below the headers.") : note);
    m_file->setText(tr("%1 · %L2 rows, %3 columns").arg(QFileInfo(m_path).fileName()).arg(rows).arg(header.size()));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(rows > 0 && empty.isEmpty() && marksAreClear());
}

}  // namespace kachi

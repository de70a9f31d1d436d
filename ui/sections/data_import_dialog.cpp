#include "ui/sections/data_import_dialog.h"

#include "app/interchange/issue_text.h"
#include "models/studies/study.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 12;
constexpr qsizetype mostNamed = 8;  ///< columns in a question
constexpr std::array cellRefusals{"import.notANumber",     "import.notADate",           "import.factorOfWords",
                                  "interchange.noSuchDay", "interchange.dayOutsideEra", "interchange.dayTooEarly"};

QString listed(QStringList names) {
    const qsizetype more = names.size() - mostNamed;
    if (more > 0) {
        names = names.mid(0, mostNamed) << QCoreApplication::translate("kachi::DataImportDialog", "%1 more").arg(more);
    }
    return names.join(u", "_s);
}

}  // namespace

DataImportDialog::DataImportDialog(const std::string& method, QWidget* parent)
    : QDialog(parent),
      m_method(method),
      m_file(styledLabel("heading")),
      m_reading(new ReadingForm),
      m_dateOrder(new QComboBox),
      m_missing(new QLineEdit),
      m_asLast(asLastBox()),
      m_question(styledLabel("warning")),
      m_columns(new ImportColumns(method)),
      m_preview(new QTableWidget),
      m_progress(new QProgressBar),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Import data"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_message->setWordWrap(true);
    m_question->setWordWrap(true);
    m_question->hide();
    m_options.table = studyTableLimits();
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setAccessibleName(tr("Preview"));
    m_preview->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 8 / 5);
    m_progress->setTextVisible(false);
    m_progress->hide();
    completeReadingForm();
    auto* tables = new QSplitter(Qt::Vertical);
    tables->setChildrenCollapsible(false);
    tables->addWidget(m_columns);
    tables->addWidget(m_preview);
    tables->setStretchFactor(0, 3);
    tables->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_file);
    layout->addWidget(m_reading);
    layout->addWidget(m_asLast);
    layout->addWidget(m_question);
    layout->addWidget(tables, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_progress);
    layout->addWidget(m_buttons);
    resizeForText(this, 110, 44);

    connect(m_buttons, &QDialogButtonBox::accepted, this, &DataImportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DataImportDialog::reject);
    connect(m_columns, &ImportColumns::edited, this, &DataImportDialog::useChoices);
    connect(&m_runner, &AnalysisRunner::started, this, [this] {
        m_progress->setRange(0, 0);
        m_progress->show();
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    });
    connect(&m_runner, &AnalysisRunner::progress, this, [this](qulonglong done, qulonglong total) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(total == 0 ? 0 : static_cast<int>(1000 * done / total));
    });
    connect(&m_runner, &AnalysisRunner::finished, this, [this] { m_progress->setVisible(isReading()); });
    connect(&m_runner, &AnalysisRunner::failed, this, &DataImportDialog::refuse);
}

DataImportDialog::~DataImportDialog() {
    m_runner.cancel();
    // A million rows take long to free; the window does not wait for it.
    QThreadPool::globalInstance()->start([table = std::move(m_table)] {});
}

void DataImportDialog::completeReadingForm() {
    fillReadingChoices(m_dateOrder, tr("as the file shows it"),
                       {{tr("day/month/year"), static_cast<int>(DateOrder::dayFirst)},
                        {tr("month/day/year"), static_cast<int>(DateOrder::monthFirst)},
                        {tr("leave as text"), static_cast<int>(DateOrder::keepText)}});
    m_missing->setObjectName(u"missingCodes"_s);
    m_missing->setText(usualMissingCodes().join(u", "_s));
    m_missing->setToolTip(tr("Cells with one of these texts have no value; empty cells never have one"));
    m_reading->addRow(tr("Order of dates"), m_dateOrder);
    m_reading->addRow(tr("Missing codes"), m_missing);

    connect(m_reading, &ReadingForm::readingChanged, this, [this] {
        m_options = m_reading->options();
        read();
    });
    connect(m_reading, &ReadingForm::cellsChanged, this, [this] {
        m_options = m_reading->options();
        if (m_options.decimalMark) m_table.decimalMark = m_options.decimalMark;
        if (m_options.headerRow) m_table.headerRow = *m_options.headerRow;
        describeOrRead();
    });
    connect(m_dateOrder, &QComboBox::activated, this, [this] {
        const QVariant chosen = m_dateOrder->currentData();
        m_choices.dateOrder = chosen.isValid() ? std::optional(static_cast<DateOrder>(chosen.toInt())) : std::nullopt;
        judge();
    });
    connect(m_missing, &QLineEdit::editingFinished, this, [this] {
        QStringList codes;
        for (const QString& code : m_missing->text().split(u',', Qt::SkipEmptyParts)) codes << code.trimmed();
        if (codes == m_choices.missingCodes) return;
        m_choices.missingCodes = codes;
        describeOrRead();
    });
    connect(m_asLast, &QCheckBox::clicked, this, &DataImportDialog::applyTemplate);
}

QString DataImportDialog::askForFile(QWidget* parent) {
    return QFileDialog::getOpenFileName(parent, tr("Import data"), {},
                                        tr("Tables (*.csv *.tsv *.txt *.xlsx *.ods);;All files (*)"));
}

bool DataImportDialog::openFile(const QString& path) {
    m_firstSource = [path, method = m_method](const ReadOptions& options) {
        return ImportMemory().readAsKnown(method, path, options);
    };
    openSource(QFileInfo(path).fileName(),
               [path](const ReadOptions& options) { return asFound(readTable(path, options)); });
    return QFileInfo::exists(path);
}

void DataImportDialog::openText(const QString& tsv) {
    openSource(tr("Clipboard"), [tsv](const ReadOptions& options) { return asFound(pasteTable(tsv, options)); });
}

void DataImportDialog::openSource(const QString& name, Source source) {
    m_name = name;
    m_file->setText(name);
    m_source = std::move(source);
    read();
}

void DataImportDialog::read() {
    m_message->clear();
    m_runner.request(
        RunOptions{},
        [source = std::exchange(m_firstSource, nullptr), again = m_source, options = m_options,
         choices = m_choices](const RunOptions& running) -> Result<Read> {
            ReadOptions stoppable = options;
            stoppable.progress = {running.stop, running.progress};
            auto read = source ? source(stoppable) : again(stoppable);
            if (!read) return read.issues();
            auto contents = columnContents(read->table, choices, stoppable.progress);
            if (!contents) return contents.issues();
            return Read{std::move(*read), std::move(*contents)};
        },
        [this](Read read) { take(std::move(read)); });
}

/// What the columns hold once more, after another header row, decimal mark or missing code.
void DataImportDialog::describe() {
    m_runner.request(
        RunOptions{},
        [table = m_table, choices = m_choices](const RunOptions& running) -> Result<Read> {
            auto contents = columnContents(table, choices, {running.stop, running.progress});
            if (!contents) return contents.issues();
            return Read{{table, {}}, std::move(*contents)};
        },
        [this](Read read) { take(std::move(read)); });
}

/// A table that is not there, or is being read once more, cannot be described.
void DataImportDialog::describeOrRead() {
    if (isReading() || m_table.rows.empty()) {
        read();
    } else {
        describe();
    }
}

void DataImportDialog::accept() {
    if (isReading() || !m_buttons->button(QDialogButtonBox::Ok)->isEnabled()) return;
    m_runner.request(
        RunOptions{},
        [table = m_table, contents = m_contents, choices = m_choices](const RunOptions& running) {
            return studyData(table, contents, choices, {running.stop, running.progress});
        },
        [this](nlohmann::json made) {
            m_data = std::move(made);
            remember();
            QDialog::accept();
        });
}

void DataImportDialog::reject() {
    m_runner.cancel();
    QDialog::reject();
}

/// A template that cannot be kept takes nothing from the import.
void DataImportDialog::remember() const {
    ImportTemplate made{m_method, headersOf(m_table)};
    made.keepReading(m_options);
    made.roles = m_columns->roles();
    made.choices = m_choices;
    static_cast<void>(ImportMemory().remember(std::move(made)).ok());
}

void DataImportDialog::take(Read read) {
    m_table = std::move(read.known.table);
    m_contents = std::move(read.contents);
    if (read.known.known) {
        m_last = std::move(read.known.known);
        m_options = m_last->readAs(m_options);
    }
    m_message->clear();
    propose();
    if (isReading()) return;  // once more, as the template has it
    showReading();
    m_columns->show(headersOf(m_table), m_contents, m_choices, m_roles);
    preview();
    judge();
}

void DataImportDialog::showReading() {
    m_reading->show(m_table, m_options);
    chooseReading(m_dateOrder, m_choices.dateOrder ? QVariant(static_cast<int>(*m_choices.dateOrder)) : QVariant());
    m_missing->setText(m_choices.missingCodes.join(u", "_s));
}

/// Offers to take the file as the last one with the same headers.
void DataImportDialog::propose() {
    const QStringList names = headersOf(m_table);
    std::optional<ImportTemplate> left;
    if (!m_last || m_last->headers != names) {
        if (m_asLast->isChecked()) left = std::move(m_last);
        m_last = ImportMemory().find(m_method, names);
        m_offered = false;
    }
    const bool offers = m_last && m_last->holdsChoices();
    m_asLast->setVisible(offers);
    if (m_offered) return;
    m_offered = true;
    if (!offers) {
        m_asLast->setChecked(false);
        if (left) leaveTemplate(*left);
        if (m_roles.empty()) m_roles = m_columns->likelyRoles(names);
        return;
    }
    m_asLast->setChecked(true);
    applyTemplate();
}

/// Takes back what the template said of cells that are no longer those it knew; how the file is read stays.
void DataImportDialog::leaveTemplate(const ImportTemplate& left) {
    const ImportChoices usual;
    const bool otherMark = left.decimalMark && m_options.decimalMark == left.decimalMark;
    const bool otherCodes =
        m_choices.missingCodes == left.choices.missingCodes && left.choices.missingCodes != usual.missingCodes;
    if (otherMark) m_options.decimalMark.reset();
    if (otherCodes) m_choices.missingCodes = usual.missingCodes;
    if (m_choices.dateOrder == left.choices.dateOrder) m_choices.dateOrder.reset();
    std::erase_if(m_choices.columns,
                  [&left](const auto& column) { return left.choices.of(column.first) == column.second; });
    m_roles.clear();
    if (otherMark) {
        read();  // what the file itself shows
    } else if (otherCodes) {
        describe();
    }
}

void DataImportDialog::applyTemplate() {
    const bool asLast = m_asLast->isChecked();
    const ImportTemplate nothing;
    const ImportTemplate& chosen = asLast ? *m_last : nothing;
    const bool text = m_table.sheetNames.isEmpty();
    ReadOptions options = text ? chosen.readAs(m_options) : m_options;
    options.headerRow = chosen.headerRow;
    if (asLast && !m_table.rows.empty()) options.encoding = m_options.encoding;  // it was read: nothing was open
    const bool otherMark = text && options.decimalMark != m_options.decimalMark;
    const bool recounts = otherMark || chosen.choices.missingCodes != m_choices.missingCodes;
    // What was detected as it was chosen then needs no second reading; nor does a decimal mark that is known.
    const auto otherwise = [](const auto& wanted, const auto& now, const auto& read) {
        return wanted != now && wanted != read;
    };
    const bool rereads =
        m_table.rows.empty() || otherwise(options.headerRow, m_options.headerRow, m_table.headerRow) ||
        (text && (otherwise(options.encoding, m_options.encoding, m_table.encoding) ||
                  otherwise(options.separator, m_options.separator, m_table.separator) ||
                  options.padRaggedRows != m_options.padRaggedRows || (otherMark && !options.decimalMark)));
    m_choices = chosen.choices;
    m_roles = asLast ? m_last->roles : m_columns->likelyRoles(headersOf(m_table));
    if (text && options.decimalMark) m_table.decimalMark = options.decimalMark;
    m_options = options;
    if (rereads) {
        read();
    } else if (recounts) {
        describe();
    } else {
        showReading();
        m_columns->show(headersOf(m_table), m_contents, m_choices, m_roles);
        judge();
    }
}

void DataImportDialog::useChoices() {
    m_choices.columns = m_columns->choices();
    m_roles = m_columns->roles();
    judge();
}

void DataImportDialog::refuse(const Issues& issues) {
    m_progress->hide();
    // A table that was read stays when its cells do not fit what a column was to become: that can be changed.
    const bool staysRead = std::ranges::any_of(cellRefusals, [&](const char* code) { return hasCode(issues, code); });
    if (!staysRead) {
        m_table = {};
        m_contents.clear();
        m_columns->clearColumns();
        m_preview->setRowCount(0);
        m_preview->setColumnCount(0);
    }
    m_question->hide();
    setLabelRole(m_message, "error");
    m_message->setText(issuesText(issues));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
}

void DataImportDialog::preview() {
    const std::size_t first = m_table.headerRow + 1;
    const std::size_t rows = m_table.rows.size() > first ? m_table.rows.size() - first : 0;
    const int shownRows = static_cast<int>(std::min(rows, previewRows));
    const QStringList names = headersOf(m_table);
    m_preview->clear();
    m_preview->setColumnCount(static_cast<int>(names.size()));
    m_preview->setRowCount(shownRows);
    m_preview->setHorizontalHeaderLabels(names);
    QStringList labels;
    for (int row = 0; row < shownRows; ++row) {
        const std::size_t at = first + static_cast<std::size_t>(row);
        labels << QString::number(m_table.rowNumbers[at]);
        for (int column = 0; column < names.size(); ++column) {
            m_preview->setItem(row, column, new QTableWidgetItem(m_table.rows[at][column]));
        }
    }
    m_preview->setVerticalHeaderLabels(labels);
    m_preview->resizeColumnsToContents();
    m_file->setText(tr("%1 · %L2 rows, %3 columns").arg(m_name).arg(rows).arg(names.size()));
}

/// What is still open, and whether the table can be taken.
void DataImportDialog::judge() {
    if (m_table.rows.empty()) return;
    const QStringList names = headersOf(m_table);
    QStringList marks;
    QStringList dates;
    QStringList factors;
    for (int column = 0; column < names.size(); ++column) {
        const ColumnContent& content = m_contents[static_cast<std::size_t>(column)];
        const ColumnChoice choice = m_choices.of(names[column]);
        if (content.asksForDecimalMark(choice)) marks << tr("%1 (“%2”)").arg(names[column], content.example);
        if (content.asksForDateOrder(choice, m_choices.dateOrder)) {
            dates << tr("%1 (“%2”)").arg(names[column], content.dateExample);
        }
        if (choice.factor == 0) factors << names[column];
    }
    QStringList questions;
    if (!marks.isEmpty()) {
        questions << tr("A comma or point in these columns may group digits or be the decimal mark: %1. Choose the "
                        "decimal mark.")
                         .arg(listed(marks));
    }
    if (!dates.isEmpty()) {
        questions
            << tr("Dates in these columns may be day/month/year or month/day/year: %1. Choose the order of dates.")
                   .arg(listed(dates));
    }
    if (!factors.isEmpty()) questions << tr("Enter a number other than 0 as factor of: %1.").arg(listed(factors));
    m_question->setText(questions.join(u'\n'));
    m_question->setVisible(!questions.isEmpty());

    QString fault;
    const qsizetype nameless = names.indexOf(QString());
    const auto repeated = std::ranges::find_if(names, [&names](const QString& name) { return names.count(name) > 1; });
    if (m_table.rows.size() <= m_table.headerRow + 1) {
        fault = tr("There are no rows below the headers.");
    } else if (nameless >= 0) {
        fault = tr("Column %1 has no header. Choose the row of the headers.").arg(nameless + 1);
    } else if (repeated != names.end()) {
        fault = issueText(interchangeIssue("import.duplicateHeader", m_name, *repeated));
    }
    setLabelRole(m_message, fault.isEmpty() ? "muted" : "error");
    m_message->setText(fault.isEmpty() ? issuesText(m_table.notes) : fault);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fault.isEmpty() && questions.isEmpty() && !isReading());
}

}  // namespace kachi

#include "ui/sections/table_import_dialog.h"

#include "ui/editors/no_wheel.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t previewRows = 12;
constexpr std::size_t mostSentences = 4;

/// A file may have a fault in every cell; the first ones say enough.
QString firstSentences(const Issues& issues) {
    if (issues.size() <= mostSentences) return issuesText(issues);
    const Issues first(issues.begin(), issues.begin() + mostSentences);
    return issuesText(first) + u'\n' +
           QCoreApplication::translate("kachi::TableImportDialog", "… and %n more", nullptr,
                                       static_cast<int>(issues.size() - mostSentences));
}

/// Answers go by what the forms call them.
QString cellText(const TargetColumn& target, const MappedCell& cell) {
    return target.type == ColumnType::choice ? shown(target.answerLabel(cell.text.toStdString())) : cell.text;
}

}  // namespace

TableImportDialog::TableImportDialog(const TableSchema& schema, QWidget* parent)
    : QDialog(parent),
      m_schema(schema),
      m_file(styledLabel("muted")),
      m_reading(new ReadingForm),
      m_asLast(asLastBox()),
      m_place(new QComboBox),
      m_form(new QFormLayout),
      m_columnForm(new QFormLayout),
      m_preview(new QTableWidget),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Import: %1").arg(shown(schema.label)));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_message->setWordWrap(true);
    m_form->addRow(tr("File"), m_file);
    m_form->addRow(tr("Rows"), m_place);
    m_form->setRowVisible(m_place, false);
    m_preview->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_preview->setAccessibleName(tr("Preview"));

    // A table may have dozens of columns: their list scrolls beside the preview.
    auto* columns = new QWidget;
    columns->setObjectName(u"scrolled"_s);
    columns->setLayout(m_columnForm);
    m_columnForm->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(columns);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_preview);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({textColumns(this, 44), textColumns(this, 66)});

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_reading);
    layout->addWidget(m_asLast);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 110, 38);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &TableImportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &TableImportDialog::reject);
    const auto readAgain = [this] {
        m_options = m_reading->options();
        read();
    };
    connect(m_reading, &ReadingForm::readingChanged, this, readAgain);
    connect(m_reading, &ReadingForm::cellsChanged, this, readAgain);
    connect(m_asLast, &QCheckBox::clicked, this, [this](bool asLast) {
        if (asLast) {
            takeTemplate();
        } else {
            leaveTemplate();
        }
        read();
    });
}

void TableImportDialog::offerAppending(int presentRows) {
    m_place->clear();
    m_place->addItem(tr("add below the %n present row(s)", nullptr, presentRows), true);
    m_place->addItem(tr("replace the %n present row(s)", nullptr, presentRows), false);
    m_form->setRowVisible(m_place, presentRows > 0);
}

bool TableImportDialog::appends() const {
    return m_place->currentData().toBool();
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
    return openSource();
}

bool TableImportDialog::openClipboard() {
    m_path.clear();
    m_pasted = QGuiApplication::clipboard()->text();
    return openSource();
}

Result<RawTable> TableImportDialog::readSource() const {
    return m_path.isEmpty() ? pasteTable(m_pasted, m_options) : readTable(m_path, m_options);
}

bool TableImportDialog::openSource() {
    auto read = m_path.isEmpty() ? asFound(readSource()) : ImportMemory().readAsKnown(m_schema.id, m_path, m_options);
    if (!read) {
        showIssues(parentWidget(),
                   m_path.isEmpty() ? tr("The clipboard holds no table.") : tr("The file was not read."),
                   read.issues());
        return false;
    }
    if (read->known) m_options = read->known->readAs(m_options);
    m_file->setText(m_path.isEmpty() ? tr("clipboard") : read->table.fileName);
    showTable(std::move(read->table));
    return true;
}

QString TableImportDialog::tableName() const {
    return QFileInfo(m_path).completeBaseName();
}

void TableImportDialog::read() {
    auto table = readSource();
    if (table) {
        showTable(std::move(table).value());
        return;
    }
    m_mapper.reset();
    m_mapped = {};
    m_preview->clear();
    setLabelRole(m_message, "error");
    m_message->setText(firstSentences(table.issues()));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
}

void TableImportDialog::showTable(RawTable table) {
    const QStringList headers = headersOf(table);
    if (!m_mapper || headersOf(m_mapper->table()) != headers) {
        if (m_asLast->isChecked() && leaveTemplate()) return read();
        m_chosen.clear();
        m_last = ImportMemory().find(m_schema.id, headers);
        const bool offers = m_last && m_last->holdsChoices();
        m_asLast->setVisible(offers);
        m_asLast->setChecked(offers);
        if (offers) takeTemplate();
    }
    if (m_options.decimalMark) table.decimalMark = m_options.decimalMark;
    m_reading->show(table, m_options);
    m_mapper.emplace(std::move(table), m_schema);
    m_mapper->setMapping(m_mapper->propose(m_chosen));
    buildColumns();
    preview();
}

/// Takes decimal mark and columns that were chosen for an earlier file of the same shape.
void TableImportDialog::takeTemplate() {
    if (m_last->decimalMark) m_options.decimalMark = m_last->decimalMark;
    m_chosen.clear();
    for (const auto& [key, columns] : m_last->roles) {
        m_chosen[key] =
            columns.empty() ? -1 : static_cast<int>(m_last->headers.indexOf(QString::fromStdString(columns.front())));
    }
}

/// Gives up what the template said; a decimal mark that was chosen by hand stays.
/// @return true: the mark was the template's, so that the file is to be read again for its own
bool TableImportDialog::leaveTemplate() {
    m_chosen.clear();
    if (!m_options.decimalMark || m_options.decimalMark != m_last->decimalMark) return false;
    m_options.decimalMark.reset();
    return true;
}

/// A template that cannot be kept takes nothing from the import.
void TableImportDialog::accept() {
    ImportTemplate made{m_schema.id, headersOf(m_mapper->table())};
    made.keepReading(m_options);
    for (const auto& [key, column] : m_chosen) {
        std::vector<std::string>& columns = made.roles[key];
        if (column >= 0) columns.push_back(made.headers[column].toStdString());
    }
    static_cast<void>(ImportMemory().remember(std::move(made)).ok());
    QDialog::accept();
}

void TableImportDialog::buildColumns() {
    for (const auto& [key, box] : m_columns) m_columnForm->removeRow(box);
    m_columns.clear();
    for (const TargetColumn& target : m_schema.columns) {
        auto* box = new QComboBox;
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        ignoreWheelWithoutFocus(box);
        box->addItem(target.required ? tr("choose a column") : tr("not in the file"), -1);
        const QStringList header = m_mapper->table().header();
        for (int column = 0; column < header.size(); ++column) box->addItem(header[column], column);
        const auto found = m_mapper->mapping().sources.find(target.key);
        if (found != m_mapper->mapping().sources.end()) box->setCurrentIndex(box->findData(found->second.column));
        auto* caption = new QLabel(target.required ? shown(target.label) + u" *"_s : shown(target.label));
        caption->setWordWrap(true);
        m_columnForm->addRow(caption, box);
        m_columns[target.key] = box;
        connect(box, &QComboBox::activated, this, [this, key = target.key, box] {
            m_chosen[key] = box->currentData().toInt();
            m_mapper->setMapping(m_mapper->propose(m_chosen));
            preview();
        });
    }
}

void TableImportDialog::preview() {
    QStringList heads;
    std::vector<const TargetColumn*> targets;
    for (const TargetColumn& target : m_schema.columns) {
        if (!m_mapper->mapping().sources.contains(target.key)) continue;
        heads << shown(target.label);
        targets.push_back(&target);
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
            const bool wanted = cell.missing && targets[static_cast<std::size_t>(column)]->required;
            auto* item =
                new QTableWidgetItem(wanted         ? tr("missing")
                                     : cell.missing ? QString()
                                                    : cellText(*targets[static_cast<std::size_t>(column)], cell));
            if (cell.number) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (!cell.issues.empty()) {
                item->setForeground(themeColours().error);
                item->setToolTip(issuesText(cell.issues));
            } else if (wanted) {
                item->setForeground(themeColours().warning);
            }
            m_preview->setItem(row, column, item);
        }
    }
    m_preview->resizeColumnsToContents();
    auto mapped = m_mapper->apply();
    const bool fits = mapped.ok();
    const Issues issues = fits ? mapped->issues : mapped.issues();
    m_mapped = fits ? std::move(mapped).value() : MappedTable{};
    setLabelRole(m_message, fits ? "muted" : "error");
    const QString count = tr("%n row(s) will be read.", nullptr, static_cast<int>(m_mapped.rowCount()));
    m_message->setText(fits ? (count + u'\n' + firstSentences(issues)).trimmed() : firstSentences(issues));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(fits);
}

}  // namespace kachi

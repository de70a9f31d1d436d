#include "ui/windows/report_page.h"

#include "app/report/pdf_writer.h"
#include "app/report/report_builder.h"
#include "ui/charts/paper_figure_painter.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/text_field.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/page_preview.h"
#include "ui/windows/settings.h"

#include <QComboBox>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace kachi {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Pages are laid out again when typing pauses.
constexpr auto previewPause = 250ms;

struct SectionRow {
    const char* key;  ///< in ReportSettings
    const char* name;
};

const std::vector<SectionRow>& reportSections() {
    static const std::vector<SectionRow> rows{
        {"summary", QT_TRANSLATE_NOOP("kachi::ReportPage", "Summary and price corridor")},
        {"studies", QT_TRANSLATE_NOOP("kachi::ReportPage", "Analyses of data")},
        {"outcomes", QT_TRANSLATE_NOOP("kachi::ReportPage", "Patient outcomes")},
        {"labour", QT_TRANSLATE_NOOP("kachi::ReportPage", "Labour savings")},
        {"equalisation", QT_TRANSLATE_NOOP("kachi::ReportPage", "Regional equalisation")},
        {"pricing", QT_TRANSLATE_NOOP("kachi::ReportPage", "Price")},
        {"routes", QT_TRANSLATE_NOOP("kachi::ReportPage", "Prices by the rules")},
        {"recalculation", QT_TRANSLATE_NOOP("kachi::ReportPage", "Unprofitable-product recalculation")},
        {"evidence", QT_TRANSLATE_NOOP("kachi::ReportPage", "Evidence and premium claims")},
        {"assumptions", QT_TRANSLATE_NOOP("kachi::ReportPage", "Assumptions and sources")},
        {"traces", QT_TRANSLATE_NOOP("kachi::ReportPage", "How the figures came about")},
    };
    return rows;
}

}  // namespace

ReportPage::ReportPage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_languageLabel(styledLabel("heading")),
      m_language(new QComboBox),
      m_sectionsLabel(styledLabel("heading")),
      m_sections(new QListWidget),
      m_textLabel(styledLabel("heading")),
      m_text(new TextArea(
          session.document(), [this](Case& value) { return &value.report.text[m_section]; }, 6)),
      m_export(new QPushButton(themedIcon(u"pdf"_s), QString())),
      m_state(styledLabel("muted")),
      m_preview(new PagePreview) {
    ignoreWheelWithoutFocus(m_language);
    m_sections->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_textLabel->setWordWrap(true);
    auto* settingsColumn = new QWidget;
    auto* column = new QVBoxLayout(settingsColumn);
    column->addWidget(m_languageLabel);
    column->addWidget(m_language);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_sectionsLabel);
    column->addWidget(m_sections, 1);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_textLabel);
    column->addWidget(m_text);
    column->addWidget(m_state);
    column->addWidget(m_export);
    auto* splitter = new QSplitter;
    splitter->addWidget(settingsColumn);
    splitter->addWidget(m_preview);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    settingsColumn->setMaximumWidth(textColumns(this, 36));
    m_preview->setMinimumWidth(textColumns(this, 36));
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &ReportPage::showPreview);
    const auto soon = [this] { m_delay.start(previewPause); };
    connect(m_language, &QComboBox::activated, this, &ReportPage::showPreview);
    connect(m_sections, &QListWidget::itemChanged, this, &ReportPage::toggleSection);
    connect(m_sections, &QListWidget::currentRowChanged, this, &ReportPage::showSectionText);
    connect(m_export, &QPushButton::clicked, this, &ReportPage::exportPdf);
    connect(&session, &Session::evaluationChanged, this, soon);
    connect(&session, &Session::stateChanged, this, soon);
    connect(&session, &Session::caseOpened, this, &ReportPage::fillSections);
    connect(&session, &Session::caseEdited, this, &ReportPage::fillSections);
    retranslate();
}

bool ReportPage::ready() const {
    return session().evaluation() && session().resultState() == ResultState::current;
}

ReportDocument ReportPage::report() const {
    ReportOptions options;
    options.date = QDate::currentDate().toString(Qt::ISODate).toStdString();
    options.revision = session().document().isModified() ? 0 : session().revision().value_or(0);
    return buildReport(current(), *session().evaluation(), session().packs(), options);
}

Language ReportPage::reportLanguage() const {
    return m_language->currentIndex() == 0 ? Language::ja : Language::en;
}

void ReportPage::retranslate() {
    const int chosen =
        m_language->currentIndex() >= 0 ? m_language->currentIndex() : (language() == Language::ja ? 0 : 1);
    m_languageLabel->setText(tr("Language of the report"));
    m_language->clear();
    m_language->addItems({tr("Japanese"), tr("English")});
    m_language->setCurrentIndex(chosen);
    m_language->setAccessibleName(m_languageLabel->text());
    m_sectionsLabel->setText(tr("Sections"));
    m_sections->setAccessibleName(tr("Sections of the report"));
    m_sections->setToolTip(tr("Tick what is printed; choose a section to write its text"));
    m_export->setText(tr("Export PDF…"));
    m_export->setToolTip(tr("Write the evaluation as a PDF for a submission"));
    setWrappedText(m_state,
                   tr("The pages appear when the calculation is complete. Estimates of a running calculation are "
                      "never printed."));
    m_preview->setAccessibleName(tr("Pages of the report"));
    fillSections();
}

void ReportPage::fillSections() {
    const QSignalBlocker quiet(m_sections);
    const int row = std::max(0, m_sections->currentRow());
    m_sections->clear();
    const std::vector<std::string>& hidden = current().report.hidden;
    for (const SectionRow& section : reportSections()) {
        auto* item = new QListWidgetItem(tr(section.name), m_sections);
        const bool printed = std::find(hidden.begin(), hidden.end(), section.key) == hidden.end();
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(printed ? Qt::Checked : Qt::Unchecked);
    }
    m_sections->setCurrentRow(row);
    showSectionText();
    m_delay.start(previewPause);
}

void ReportPage::showSectionText() {
    const SectionRow& section = reportSections()[static_cast<std::size_t>(std::max(0, m_sections->currentRow()))];
    m_section = section.key;
    m_textLabel->setText(tr("Your text: %1").arg(tr(section.name)));
    m_text->setName(m_textLabel->text());
    m_text->showText();
}

void ReportPage::toggleSection(const QListWidgetItem* item) {
    const char* key = reportSections()[static_cast<std::size_t>(m_sections->row(item))].key;
    Case after = current();
    std::erase(after.report.hidden, key);
    if (item->checkState() == Qt::Unchecked) after.report.hidden.push_back(key);
    session().document().replace(std::move(after), tr("Choose sections of the report"));
}

void ReportPage::showEvent(QShowEvent* event) {
    SectionPage::showEvent(event);
    showPreview();
}

void ReportPage::showPreview() {
    m_export->setEnabled(ready());
    m_state->setVisible(!ready());
    if (!isVisible()) return;
    if (ready()) {
        m_preview->setReport(report(), reportLanguage());
    } else if (!session().evaluation()) {
        m_preview->clear();
    }
}

void ReportPage::exportPdf() {
    if (!ready()) return;
    QString name = shown(current().title);
    for (const QChar forbidden : u"/\\:*?\"<>|"_s) name.replace(forbidden, u'_');
    const QString path = QFileDialog::getSaveFileName(this, tr("Export PDF"),
                                                      settings::folder() + u'/' + name + u".pdf"_s, tr("PDF (*.pdf)"));
    if (path.isEmpty() || !ready()) return;
    settings::setFolderOf(path);
    PaperFigurePainter painter;
    const Done written = writePdf(report(), path, painter, reportLanguage());
    if (written) {
        Q_EMIT told(Severity::info, tr("The PDF was written to %1.").arg(QDir::toNativeSeparators(path)));
    } else {
        showIssues(this, tr("The PDF was not written."), written.issues());
    }
}

}  // namespace kachi

#include "ui/sections/analysis_tab.h"

#include "app/report/case_text.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int explanationPage = 2;  ///< of the results panel; analyses on request have no traces

}  // namespace

AnalysisTab::AnalysisTab(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_scroll(new QScrollArea),
      m_form(new QFormLayout),
      m_buttons(new QVBoxLayout),
      m_run(new QPushButton),
      m_cancel(new QPushButton),
      m_progress(styledLabel("muted")),
      m_problems(styledLabel("warning")),
      m_answer(styledLabel("heading")),
      m_panel(new ResultsPanel) {
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_run->setObjectName(u"run"_s);
    m_cancel->setObjectName(u"cancel"_s);
    m_cancel->setAutoDefault(false);
    m_problems->setWordWrap(true);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_answer->setWordWrap(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* runRow = new QHBoxLayout;
    runRow->addWidget(m_run);
    runRow->addWidget(m_cancel);
    runRow->addStretch(1);
    auto* content = new QWidget;
    content->setObjectName(u"scrolled"_s);
    auto* column = new QVBoxLayout(content);
    column->addLayout(m_form);
    column->addLayout(runRow);
    column->addWidget(m_progress);
    column->addWidget(m_problems);
    column->addLayout(m_buttons);
    column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    setInputColumns(40);
    auto* right = new QVBoxLayout;
    right->addWidget(m_answer);
    right->addWidget(m_panel, 1);
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_scroll);
    layout->addLayout(right, 1);

    connect(m_run, &QPushButton::clicked, this, [this] {
        tell(QString());
        start();
    });
    connect(m_cancel, &QPushButton::clicked, &m_runner, &AnalysisRunner::cancel);
    connect(&m_runner, &AnalysisRunner::started, this, &AnalysisTab::showRunning);
    connect(&m_runner, &AnalysisRunner::finished, this, &AnalysisTab::showRunning);
    connect(&m_runner, &AnalysisRunner::cancelled, this, [this] {
        showRunning();
        showProgress(tr("Cancelled."));
    });
    connect(&m_runner, &AnalysisRunner::failed, this, [this](const Issues& issues) {
        showRunning();
        tell(issues);
    });
    connect(&m_runner, &AnalysisRunner::progress, this, [this](qulonglong done, qulonglong total) {
        if (total == 0) return;
        showProgress(tr("Calculating: %1 of %2")
                         .arg(QString::fromStdString(readableNumber(static_cast<double>(done), uiLanguage())),
                              QString::fromStdString(readableNumber(static_cast<double>(total), uiLanguage()))));
    });
    connect(&session, &Session::caseOpened, this, &AnalysisTab::caseOpened);
    connect(&session, &Session::caseEdited, this, &AnalysisTab::caseEdited);
}

void AnalysisTab::finish() {
    m_finished = true;
    caseOpened();
    retranslate();
}

QString AnalysisTab::words(const char* source) const {
    return QCoreApplication::translate(metaObject()->className(), source);
}

void AnalysisTab::addRow(const char* label, QWidget* field) {
    auto* caption = new QLabel;
    caption->setBuddy(field);
    m_form->addRow(caption, field);
    m_words.push_back({caption, field, label});
}

void AnalysisTab::addHeading(const char* text) {
    QLabel* heading = styledLabel("heading");
    heading->setWordWrap(true);
    m_form->addRow(heading);
    m_words.push_back({heading, nullptr, text});
}

void AnalysisTab::addWide(QWidget* field) {
    m_form->addRow(field);
}

void AnalysisTab::setInputColumns(int characters) {
    m_scroll->setFixedWidth(textColumns(this, characters));
}

QPushButton* AnalysisTab::addButton(const char* text) {
    auto* button = new QPushButton;
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    m_buttonWords.emplace_back(button, text);
    return button;
}

void AnalysisTab::tell(const QString& text) {
    m_told = text;
    setWrappedText(m_problems, text);
    m_problems->setVisible(!text.isEmpty());
}

void AnalysisTab::tell(const Issues& issues) {
    tell(issuesText(issues));
}

void AnalysisTab::showResults() {
    m_sentence = m_analysed ? sentence() : QString();
    setWrappedText(m_answer, m_sentence);
    m_answer->setVisible(!m_sentence.isEmpty());
    m_answer->setEnabled(!m_stale);
    m_panel->showResults(m_analysed ? results() : SectionResults{}, uiLanguage());
    m_panel->setStale(m_stale);
}

void AnalysisTab::caseOpened() {
    m_runner.cancel();
    m_analysed.reset();
    m_stale = false;
    tell(QString());
    forget();
    caseEdited();
    showResults();
}

void AnalysisTab::caseEdited() {
    if (!m_finished) return;
    m_changedSince = true;
    showRunning();
    if (m_session.hasCase() && current().outcomes) refresh();
    if (!m_analysed || m_stale) return;
    m_stale = true;
    showResults();
}

void AnalysisTab::showProgress(const QString& text) {
    m_progress->setText(text);
    m_progress->setVisible(!text.isEmpty());
}

void AnalysisTab::showRunning() {
    const bool running = m_runner.isRunning();
    m_run->setEnabled(!running && m_session.hasCase() && current().outcomes);
    m_cancel->setEnabled(running);
    showProgress(running ? tr("Calculating…") : QString());
}

void AnalysisTab::retranslate() {
    if (!m_finished) return;
    m_run->setText(tr("Calculate"));
    m_cancel->setText(tr("Cancel"));
    for (const Words& entry : m_words) {
        entry.caption->setText(words(entry.text));
        if (entry.field) entry.field->setAccessibleName(entry.caption->text());
    }
    for (const auto& [button, text] : m_buttonWords) button->setText(words(text));
    m_panel->setEmptyText(tr("Press “Calculate”."));
    m_panel->retranslate();
    m_panel->setTabVisible(explanationPage, false);
    retranslateInputs();
    if (m_session.hasCase() && current().outcomes) refresh();
    showRunning();
    showResults();
}

void AnalysisTab::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace kachi

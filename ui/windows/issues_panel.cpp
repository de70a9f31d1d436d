#include "ui/windows/issues_panel.h"

#include "app/messages/repeated_issues.h"
#include "app/report/case_issue_text.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QEvent>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

IssuesPanel::IssuesPanel(QWidget* parent) : QListWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::itemClicked, this, &IssuesPanel::activate);
    connect(this, &QListWidget::itemActivated, this, &IssuesPanel::activate);
    fill();
}

void IssuesPanel::setIssues(const Issues& all, const Case& value) {
    const Issues issues = withoutRepeats(all);
    std::vector<Text> sentences;
    for (const Issue& issue : issues) sentences.push_back(caseIssueText(value, issue));
    if (issues == m_issues && sentences == m_sentences) return;
    m_issues = issues;
    m_sentences = std::move(sentences);
    fill();
}

QString IssuesPanel::summary() const {
    const auto count = [this](Severity severity) {
        return static_cast<int>(std::count_if(m_issues.begin(), m_issues.end(),
                                              [severity](const Issue& issue) { return issue.severity == severity; }));
    };
    const int errors = count(Severity::error);
    const int warnings = count(Severity::warning);
    const int notes = count(Severity::info);
    if (m_issues.empty()) return tr("No findings");
    return tr("Errors %1 · warnings %2 · notes %3").arg(errors).arg(warnings).arg(notes);
}

void IssuesPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::StyleChange) fill();
    QListWidget::changeEvent(event);
}

QSize IssuesPanel::sizeHint() const {
    return {textColumns(this, 60), fontMetrics().height() * 4};
}

void IssuesPanel::fill() {
    const int chosen = currentRow();
    clear();
    setAccessibleName(tr("Findings about the inputs and the calculation"));
    for (std::size_t at = 0; at < m_issues.size(); ++at) {
        const Issue& issue = m_issues[at];
        const QString sentence = shown(m_sentences[at]);
        auto* item = new QListWidgetItem(severityIcon(issue.severity),
                                         u"%1  %2"_s.arg(severityName(issue.severity), sentence), this);
        item->setData(Qt::UserRole, QString::fromStdString(issue.where));
        item->setToolTip(sentence);
    }
    if (chosen >= 0 && chosen < count()) setCurrentRow(chosen);
}

void IssuesPanel::activate(const QListWidgetItem* item) {
    Q_EMIT goToRequested(item->data(Qt::UserRole).toString().toStdString());
}

}  // namespace kachi

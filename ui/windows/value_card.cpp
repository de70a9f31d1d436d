#include "ui/windows/value_card.h"

#include "models/case/validate.h"
#include "ui/windows/figure_text.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

ValueCard::ValueCard(const Session& session, std::string model, QWidget* parent)
    : ClickableCard(parent),
      m_session(session),
      m_model(std::move(model)),
      m_icon(new IconLabel(1.2)),
      m_name(styledLabel("heading")),
      m_stateIcon(new IconLabel(1.0)),
      m_state(styledLabel("muted")),
      m_figureLabel(styledLabel("muted")),
      m_figure(styledLabel("figure")),
      m_interval(styledLabel("muted")),
      m_more(styledLabel("muted")) {
    m_icon->setIcon(themedIcon(QString::fromStdString(m_model)));
    m_figure->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_icon);
    head->addWidget(m_name, 1);
    head->addWidget(m_stateIcon);
    head->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addSpacing(fontMetrics().height() / 4);
    layout->addWidget(m_figureLabel);
    layout->addWidget(m_figure);
    layout->addWidget(m_interval);
    layout->addWidget(m_more);
    layout->addStretch(1);
    setMinimumWidth(textColumns(this, 24));
}

/// Analyses that every evaluation works out give figures; what the others are good for are the numbers taken over.
QString ValueCard::analysesText() const {
    const Case& value = m_session.document().current();
    const auto taken =
        std::ranges::count_if(value.parameters, [](const auto& entry) { return !entry.second.evidence.study.empty(); });
    return tr("Analyses: %1").arg(value.studies.size()) + u'\n' + tr("Parameters that rest on them: %1").arg(taken);
}

void ValueCard::refresh() {
    const bool used = usesModel(m_session.document().current(), m_model);
    bool faulty = false;
    for (const Issue& issue : m_session.issues()) {
        faulty = faulty || (issue.severity == Severity::error && sectionOf(issue.where) == m_model);
    }
    const EvaluationPtr evaluation = m_session.evaluation();
    const auto metrics = evaluation ? headlines(*evaluation, m_model) : std::vector<const Metric*>{};
    const bool current = m_session.resultState() == ResultState::current;

    m_name->setText(modelName(m_model));
    const ThemeColours& colours = themeColours();
    if (!used) {
        m_state->setText(tr("not used"));
        m_stateIcon->setIcon(themedIcon(u"unused"_s, colours.muted));
        setLabelRole(m_state, "muted");
    } else if (faulty || (metrics.empty() && m_model != "studies")) {
        m_state->setText(tr("incomplete"));
        m_stateIcon->setIcon(themedIcon(u"incomplete"_s, colours.warning));
        setLabelRole(m_state, "warning");
    } else if (!current) {
        m_state->setText(tr("recalculating"));
        m_stateIcon->setIcon(themedIcon(u"recent"_s, colours.muted));
        setLabelRole(m_state, "muted");
    } else {
        m_state->setText(tr("current"));
        m_stateIcon->setIcon(themedIcon(u"good"_s, colours.good));
        setLabelRole(m_state, "good");
    }

    const bool shows = used && !metrics.empty();
    const bool onlyAnalyses = used && metrics.empty() && m_model == "studies";
    m_figure->setVisible(shows);
    m_interval->setVisible(shows && !intervalText(*metrics.front()).isEmpty());
    m_more->setVisible(shows && metrics.size() > 1);
    if (shows) {
        const Metric& first = *metrics.front();
        setWrappedText(m_figureLabel, metricName(first));
        m_figure->setText(figureText(first, m_session.document().current()));
        setWrappedText(m_interval, intervalText(first));
        QStringList more;
        for (std::size_t i = 1; i < metrics.size(); ++i) {
            more << u"%1: %2"_s.arg(metricName(*metrics[i]), figureText(*metrics[i], m_session.document().current()));
        }
        setWrappedText(m_more, more.join(u'\n'));
    } else if (onlyAnalyses) {
        setWrappedText(m_figureLabel, analysesText());
    } else {
        static const std::map<std::string, const char*> questions{
            {"outcomes", QT_TR_NOOP("What health does the device gain, at what cost?")},
            {"labour", QT_TR_NOOP("How many hours of whom does it free, and what are they worth?")},
            {"equalisation", QT_TR_NOOP("How unequal is provision between regions, now and with the device?")},
            {"studies", QT_TR_NOOP("What do the data say, and which numbers follow from them?")},
            {"pricing", QT_TR_NOOP("What price do the rules give?")},
            {"routes", QT_TR_NOOP("What do other routes of the rules give?")},
            {"recalculation", QT_TR_NOOP("Is it unprofitable, since when, and what would the new price be?")},
        };
        setWrappedText(m_figureLabel, tr(questions.at(m_model)));
    }
    setAccessibleName(u"%1: %2 %3"_s.arg(m_name->text(), m_state->text(), shows ? m_figure->text() : QString()));
    setToolTip(tr("Go to the section"));
}

}  // namespace kachi

#include "ui/windows/headline_rail.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/corridor_strip.h"
#include "ui/windows/figure_text.h"
#include "ui/windows/icons.h"
#include "ui/windows/language.h"

#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Where the figure comes from: a price or a study of the case by its id, else the metric.
std::string placeOf(const Metric& metric) {
    if (metric.model == "studies") return "/studies/id=" + metric.key;
    return metric.model == "routes" ? "routes." + metric.key : metric.id;
}

constexpr double dimmedOpacity = 0.45;

/// Beneath a figure: its interval, and for a price its rule pack and how well the rules are known.
QString qualification(const Metric& metric) {
    QStringList lines{intervalText(metric)};
    const bool isPrice = metric.id == "pricing.price" || metric.id == "recalculation.price";
    if (isPrice && metric.base) lines << shown(metric.state);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

}  // namespace

HeadlineRail::HeadlineRail(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_stateText(styledLabel("muted")),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton),
      m_content(new QWidget),
      m_figures(new QVBoxLayout),
      m_empty(styledLabel("muted")),
      m_corridorTitle(styledLabel("heading")),
      m_corridor(new CorridorStrip),
      m_dimming(new QGraphicsOpacityEffect(this)) {
    m_progress->setTextVisible(false);
    m_cancel->setIcon(themedIcon(u"cancel"_s));
    connect(m_cancel, &QPushButton::clicked, &m_session, &Session::cancelCalculation);

    auto* stateRow = new QHBoxLayout;
    stateRow->addWidget(m_stateText, 1);
    stateRow->addWidget(m_cancel);

    m_content->setObjectName(u"scrolled"_s);
    m_content->setGraphicsEffect(m_dimming);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 4, 0);
    column->addWidget(m_empty);
    column->addWidget(m_corridorTitle);
    column->addWidget(m_corridor);
    column->addSpacing(fontMetrics().height() / 4);
    column->addLayout(m_figures);
    column->addStretch(1);
    m_figures->setSpacing(4);

    auto* scroll = new QScrollArea;
    m_content->setMinimumWidth(1);  // everything in it wraps: the width is that of the dock
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(stateRow);
    layout->addWidget(m_progress);
    layout->addWidget(scroll, 1);
    setMinimumWidth(textColumns(this, 23));

    connect(&m_session, &Session::stateChanged, this, &HeadlineRail::showState);
    connect(&m_session, &Session::evaluationChanged, this, &HeadlineRail::showResults);
    connect(&m_session, &Session::progressChanged, this, [this](qulonglong done, qulonglong total) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(total == 0 ? 0 : static_cast<int>(done * 1000 / total));
    });
    showState();
    showResults();
}

void HeadlineRail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_shownKeys.clear();
        showState();
        showResults();
    }
    QWidget::changeEvent(event);
}

void HeadlineRail::showState() {
    const ResultState state = m_session.resultState();
    const bool running = state == ResultState::running || state == ResultState::partial;
    if (state == ResultState::running) {
        m_clock.start();
        m_progress->setRange(0, 1000);
        m_progress->setValue(0);
    }
    if (state == ResultState::current && m_clock.isValid()) {
        m_seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
        m_clock.invalidate();
    }

    const char* role = "muted";
    QString text;
    switch (state) {
        case ResultState::none:
            text = tr("○ No results yet");
            break;
        case ResultState::running:
            text = tr("◌ Recalculating; figures are from before the edit");
            break;
        case ResultState::partial:
            text = tr("◐ First estimate; more draws follow");
            break;
        case ResultState::stale:
            text = tr("◌ Stopped; figures are from before the edit");
            break;
        case ResultState::current:
            text = tr("● Calculated in %1 s").arg(m_seconds, 0, 'f', 2);
            role = "good";
            break;
        case ResultState::refused:
            text = tr("✕ Not calculated; see the findings below");
            role = "error";
            break;
    }
    setWrappedText(m_stateText, text);
    setLabelRole(m_stateText, role);
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_cancel->setText(tr("Stop"));
    m_cancel->setToolTip(tr("Stop the calculation; the last results stay"));
    m_progress->setAccessibleName(tr("Progress of the calculation"));
    const bool old = state == ResultState::running || state == ResultState::stale || state == ResultState::refused;
    m_dimming->setOpacity(old ? dimmedOpacity : 1.0);
    m_dimming->setEnabled(old);
}

void HeadlineRail::showResults() {
    m_corridorTitle->setText(tr("Price corridor"));
    setWrappedText(m_empty, m_session.hasCase()
                                ? tr("Headline figures of the case appear here as soon as a section has its inputs.")
                                : tr("Open a case to see its headline figures here."));
    std::vector<const Metric*> metrics;
    std::vector<CorridorMark> marks;
    const EvaluationPtr evaluation = m_session.evaluation();
    if (evaluation) {
        for (const std::string& model : valueModels()) {
            for (const Metric* metric : headlines(*evaluation, model)) metrics.push_back(metric);
        }
        marks = evaluation->corridor;
    }
    std::vector<std::string> keys;
    for (const Metric* metric : metrics) keys.push_back(metric->id + '/' + metric->key);
    if (keys != m_shownKeys) rebuild(metrics);
    m_shownKeys = std::move(keys);

    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const Row& row = m_rows[i];
        const QString interval = qualification(*metrics[i]);
        row.figure->setText(figureText(*metrics[i], m_session.document().current()));
        setWrappedText(row.interval, interval);
        row.interval->setVisible(!interval.isEmpty());
        row.card->setAccessibleName(row.label->accessibleName() + u": "_s + row.figure->text());
    }
    m_empty->setVisible(metrics.empty());
    m_corridorTitle->setVisible(!marks.empty());
    m_corridor->setVisible(!marks.empty());
    m_corridor->setMarks(std::move(marks));
}

void HeadlineRail::rebuild(const std::vector<const Metric*>& metrics) {
    while (QLayoutItem* item = m_figures->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_rows.clear();
    std::string model;
    for (const Metric* metric : metrics) {
        if (metric->model != model) {
            model = metric->model;
            auto* heading = styledLabel("heading");
            heading->setText(modelName(model));
            heading->setContentsMargins(0, m_rows.empty() ? 0 : fontMetrics().height() / 3, 0, 0);
            m_figures->addWidget(heading);
        }
        m_rows.push_back(addRow(*metric));
    }
}

HeadlineRail::Row HeadlineRail::addRow(const Metric& metric) {
    Row row{new ClickableCard, styledLabel("muted"), styledLabel("figure"), styledLabel("muted")};
    setWrappedText(row.label, metricName(metric));
    row.figure->setWordWrap(true);
    auto* layout = new QVBoxLayout(row.card);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(3);
    layout->addWidget(row.label);
    layout->addWidget(row.figure);
    layout->addWidget(row.interval);
    row.card->setToolTip(tr("Show where this figure comes from"));
    connect(row.card, &ClickableCard::clicked, this, [this, where = placeOf(metric)] { Q_EMIT goToRequested(where); });
    m_figures->addWidget(row.card);
    return row;
}

}  // namespace kachi

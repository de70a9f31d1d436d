#include "ui/sections/request_results.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"

#include <QEvent>
#include <QGraphicsOpacityEffect>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double dimmed = 0.55;
constexpr int mostReasons = 6;  ///< shown without scrolling

enum PanelPage { figuresPage, tablesPage };

}  // namespace

RequestResults::RequestResults(QWidget* parent)
    : QWidget(parent),
      m_card(new QFrame),
      m_label(styledLabel("muted")),
      m_headline(styledLabel("title")),
      m_interval(styledLabel("muted")),
      m_rules(styledLabel("muted")),
      m_status(styledLabel("warning")),
      m_reasons(new QListWidget),
      m_panel(new ResultsPanel),
      m_dimming(new QGraphicsOpacityEffect(this)) {
    m_card->setObjectName(u"card"_s);
    for (QLabel* label : {m_label, m_headline, m_interval, m_rules, m_status}) label->setWordWrap(true);
    auto* lines = new QVBoxLayout(m_card);
    lines->setSpacing(fontMetrics().height() / 4);
    for (QLabel* label : {m_label, m_headline, m_interval, m_rules, m_status}) lines->addWidget(label);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->setGraphicsEffect(m_dimming);
    m_dimming->setOpacity(dimmed);
    m_dimming->setEnabled(false);
    m_reasons->setWordWrap(true);
    m_reasons->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reasons->setTextElideMode(Qt::ElideNone);
    m_reasons->setResizeMode(QListView::Adjust);
    m_reasons->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    layout->addWidget(m_reasons);
    layout->addWidget(m_panel, 100);
    layout->addStretch(1);  // holds the reasons at the top where there is no result
    const auto lead = [this](const QListWidgetItem* item) {
        Q_EMIT goToRequested(item->data(Qt::UserRole).toString().toStdString());
    };
    connect(m_reasons, &QListWidget::itemClicked, this, lead);
    connect(m_reasons, &QListWidget::itemActivated, this, lead);
    clear();
    retranslate();
}

QString RequestResults::headline() const {
    return m_headline->text();
}

void RequestResults::retranslate() {
    m_panel->setEmptyText(tr("Nothing to draw."));
    m_panel->retranslate();
    m_reasons->setAccessibleName(tr("Findings"));
}

void RequestResults::clear() {
    m_card->hide();
    m_reasons->hide();
    m_panel->hide();
    m_shownId.clear();
}

void RequestResults::show(ShownRequest content, Language language) {
    m_card->show();
    m_label->setText(content.label);
    m_headline->setText(content.headline);
    m_interval->setText(content.interval);
    m_rules->setText(content.rules);
    m_status->setText(content.status);
    for (QLabel* label : {m_headline, m_interval, m_rules, m_status}) label->setVisible(!label->text().isEmpty());
    showReasons(content.reasons);

    const bool another = content.id != m_shownId;
    m_shownId = content.id;
    m_panel->setVisible(content.hasResult);
    if (!content.hasResult) return;
    const bool drawn = !content.results.figures.empty();
    m_panel->setTabVisible(figuresPage, drawn);
    m_panel->showResults(std::move(content.results), language);
    if (another) m_panel->setCurrentIndex(drawn && !content.tablesFirst ? figuresPage : tablesPage);
}

void RequestResults::showReasons(const std::vector<ShownReason>& reasons) {
    m_reasons->clear();
    for (const ShownReason& reason : reasons) {
        auto* item = new QListWidgetItem(severityIcon(reason.severity), reason.sentence, m_reasons);
        item->setData(Qt::UserRole, QString::fromStdString(reason.where));
    }
    m_reasons->setVisible(m_reasons->count() > 0);
    fitReasons();
}

void RequestResults::fitReasons() {
    const int rows = m_reasons->count();
    if (rows == 0) return;
    m_reasons->doItemsLayout();
    int height = 2 * m_reasons->frameWidth();
    for (int row = 0; row < std::min(rows, mostReasons); ++row) {
        height += std::max(m_reasons->visualItemRect(m_reasons->item(row)).height(), fontMetrics().height() * 2);
    }
    m_reasons->setFixedHeight(std::min(height, std::max(this->height() / 3, fontMetrics().height() * 4)));
}

bool RequestResults::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
        QMetaObject::invokeMethod(this, &RequestResults::fitReasons, Qt::QueuedConnection);  // when lines wrap anew
    }
    return QWidget::eventFilter(watched, event);
}

void RequestResults::setStale(bool stale) {
    m_dimming->setEnabled(stale);
    m_panel->setStale(stale);
}

}  // namespace kachi

#include "ui/sections/route_results.h"

#include "app/messages/repeated_issues.h"
#include "app/report/route_figures.h"
#include "app/report/route_tables.h"
#include "app/report/trace_table.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

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

SectionResults sectionResults(const PriceRequest& request, const PricedRoute& priced) {
    SectionResults results;
    if (!priced.result) return results;
    const RouteResult& result = *priced.result;
    for (Figure& figure : routeFigures(priced)) {
        const Text title = figure.title;
        results.figures.push_back({title, {std::move(figure)}});
    }
    Table steps = traceTable(result.trace);
    steps.title = {"算定の内訳", "Calculation"};
    results.tables.push_back({std::move(steps), {}});
    if (auto figures = routeFigureTable(result)) results.tables.push_back({std::move(*figures), {}});
    for (const RouteTable& table : result.tables) results.tables.push_back({routeResultTable(table), {}});
    if (auto packs = otherPacksTable(request, priced)) results.tables.push_back({std::move(*packs), {}});
    results.traces = {result.trace};
    return results;
}

}  // namespace

RouteResults::RouteResults(QWidget* parent)
    : QWidget(parent),
      m_card(new QFrame),
      m_label(styledLabel("muted")),
      m_price(styledLabel("title")),
      m_interval(styledLabel("muted")),
      m_rules(styledLabel("muted")),
      m_status(styledLabel("warning")),
      m_reasons(new QListWidget),
      m_panel(new ResultsPanel),
      m_dimming(new QGraphicsOpacityEffect(this)) {
    m_card->setObjectName(u"card"_s);
    for (QLabel* label : {m_label, m_price, m_interval, m_rules, m_status}) label->setWordWrap(true);
    auto* lines = new QVBoxLayout(m_card);
    lines->setSpacing(fontMetrics().height() / 4);
    for (QLabel* label : {m_label, m_price, m_interval, m_rules, m_status}) lines->addWidget(label);
    m_price->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->setGraphicsEffect(m_dimming);
    m_dimming->setOpacity(dimmed);
    m_dimming->setEnabled(false);
    m_reasons->setWordWrap(true);
    m_reasons->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reasons->setTextElideMode(Qt::ElideNone);
    m_reasons->setResizeMode(QListView::Adjust);
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

QString RouteResults::headline() const {
    return m_price->text();
}

void RouteResults::retranslate() {
    m_panel->setEmptyText(tr("Nothing to draw."));
    m_panel->retranslate();
    m_reasons->setAccessibleName(tr("Why there is no price"));
}

void RouteResults::clear() {
    m_card->hide();
    m_reasons->hide();
    m_panel->hide();
    m_shownId.clear();
}

void RouteResults::showPrice(const PriceRequest& request, const PricedRoute& priced, Language language) {
    m_card->show();
    m_label->setText(shown(priced.result ? priced.result->priceLabel : priced.name));
    m_price->setText(shown(headlineText(priced)));
    m_interval->setText(shown(drawnText(priced)));
    m_rules->setText(priced.result ? shown(priced.result->packName) : QString());
    const Text status = priced.result ? weakestStatusText(priced.result->trace) : Text{};
    m_status->setText(status.empty() ? QString() : tr("Least known rule: %1").arg(shown(status)));
    for (QLabel* label : {m_interval, m_rules, m_status}) label->setVisible(!label->text().isEmpty());

    Issues issues = priced.issues;
    if (priced.result) append(issues, priced.result->notes);
    showIssues(request, issues);

    const bool another = priced.id != m_shownId;
    m_shownId = priced.id;
    m_panel->setVisible(priced.result.has_value());
    if (!priced.result) return;
    SectionResults results = sectionResults(request, priced);
    const bool drawn = !results.figures.empty();
    m_panel->setTabVisible(figuresPage, drawn);
    m_panel->showResults(std::move(results), language);
    // The calculation is what a price is read for; a chart is one click away.
    if (another) m_panel->setCurrentIndex(tablesPage);
}

void RouteResults::showIssues(const PriceRequest& request, const Issues& issues) {
    m_reasons->clear();
    for (const Issue& issue : withoutRepeats(issues)) {
        auto* item =
            new QListWidgetItem(severityIcon(issue.severity), shown(routeIssueText(request, issue)), m_reasons);
        item->setData(Qt::UserRole, QString::fromStdString(issue.where));
    }
    const int rows = m_reasons->count();
    m_reasons->setVisible(rows > 0);
    if (rows == 0) return;
    m_reasons->doItemsLayout();
    int height = 2 * m_reasons->frameWidth();
    for (int row = 0; row < std::min(rows, mostReasons); ++row) {
        height += std::max(m_reasons->sizeHintForRow(row), fontMetrics().height() * 2);
    }
    m_reasons->setFixedHeight(height);
}

void RouteResults::setStale(bool stale) {
    m_dimming->setEnabled(stale);
    m_panel->setStale(stale);
}

}  // namespace kachi

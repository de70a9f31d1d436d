#include "ui/sections/summary_page.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "models/evaluation/metrics.h"
#include "ui/charts/figure_view.h"
#include "ui/sections/input_views.h"
#include "ui/sections/value_page.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/figure_text.h"

#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

SummaryPage::SummaryPage(Session& session, QWidget* parent)
    : SectionPage(session, parent),
      m_corridor(new FigureView),
      m_counted(new InputCard),
      m_countedText(new QLabel),
      m_panel(new ResultsPanel) {
    m_countedText->setWordWrap(true);
    m_countedText->setTextFormat(Qt::RichText);
    m_counted->body()->addWidget(m_countedText);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    connect(m_corridor, &FigureView::traceRequested, m_panel, &ResultsPanel::showTrace);
    column->addWidget(m_corridor, 1);
    column->addWidget(m_counted);
    auto* scrolled = new QScrollArea;
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setWidget(left);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scrolled);
    splitter->addWidget(m_panel);
    splitter->setSizes({1000, 1000});
    scrolled->setMinimumWidth(textColumns(this, 34));
    m_panel->setMinimumWidth(textColumns(this, 32));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&session, &Session::caseOpened, this, &SummaryPage::showResults);
    connect(&session, &Session::evaluationChanged, this, &SummaryPage::showResults);
    connect(&session, &Session::stateChanged, this, &SummaryPage::showState);
    m_panel->setCurrentIndex(1);
    retranslate();
}

void SummaryPage::retranslate() {
    m_corridor->setLanguage(language());
    m_corridor->setEmptyText(tr("Prices appear here once price, recalculation or outcomes give one."));
    m_counted->setHeading(tr("What is counted where"),
                          tr("Each value is counted once; figures of different kinds are not added."));
    m_panel->retranslate();
    m_panel->setEmptyText(tr("No value model has results yet."));
    showResults();
}

void SummaryPage::showResults() {
    const Case& value = current();
    const auto line = [](const QString& model, const QString& sentence) {
        return u"<p style='margin:0 0 0.4em 0'><b>%1</b>: %2</p>"_s.arg(model.toHtmlEscaped(),
                                                                        sentence.toHtmlEscaped());
    };
    QString counted;
    if (value.outcomes) {
        counted +=
            line(modelName("outcomes"),
                 tr("Cost and health of the patient. Working time enters only through the costs typed in there; the "
                    "hours of the labour section are not added."));
    }
    if (value.labour) {
        counted +=
            line(modelName("labour"),
                 tr("Working time and its cost. Cashable yen and released hours are two uses of the same time and "
                    "are never added; neither is part of the price or of the ICER."));
    }
    if (value.equalisation) {
        counted += line(modelName("equalisation"),
                        tr("Differences between regions, without money. Additional procedures are not costed here."));
    }
    if (value.pricing)
        counted += line(modelName("pricing"), tr("The price the rules give; premiums count only there."));
    if (value.recalculation) {
        counted +=
            line(modelName("recalculation"),
                 tr("The price that covers cost; it stands beside the price by comparison and is not added to it."));
    }
    m_countedText->setText(counted);
    m_counted->setVisible(!counted.isEmpty());

    const EvaluationPtr evaluation = session().evaluation();
    SectionResults results;
    std::optional<Figure> corridor;
    if (evaluation) {
        corridor = corridorFigure(*evaluation);
        if (corridor) results.tables.push_back({figureTable(*corridor), {}});
        if (auto table = metricResultTable(value, *evaluation, {})) results.tables.push_back(std::move(*table));
        results.tables.push_back({assumptionTable(value), {}});
        if (evaluation->outcomes) {
            addFigure(results, costEffectivenessPlane(value, *evaluation));
        }
        addFigure(results, labourHoursByStaff(value, *evaluation));
        addFigure(results, lorenzCurves(value, *evaluation));
        addFigure(results, priceWaterfall(value, *evaluation));
        addFigure(results, marginFigure(value, *evaluation));
        results.traces = explanations(*evaluation);
    }
    if (corridor) {
        m_corridor->setFigure(std::move(*corridor));
        m_corridor->setMinimumHeight(m_corridor->readableHeight());
    } else {
        m_corridor->clear();
    }
    m_panel->showResults(std::move(results), language());
    showState();
}

void SummaryPage::showState() {
    const ResultState state = session().resultState();
    const bool stale = state == ResultState::running || state == ResultState::stale || state == ResultState::refused;
    m_corridor->setStale(stale);
    m_panel->setStale(stale);
}

}  // namespace kachi

#include "ui/sections/analysis_two_way.h"

#include "app/report/case_figures.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/value_page.h"

#include <QSpinBox>

namespace kachi {

using namespace Qt::StringLiterals;

TwoWayTab::TwoWayTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent),
      m_first(new ParameterChooser),
      m_firstRange(new RangeFields),
      m_second(new ParameterChooser),
      m_secondRange(new RangeFields),
      m_steps(new QSpinBox),
      m_figure(compactList()),
      m_strategy(compactList()) {
    m_first->setObjectName(u"first"_s);
    m_second->setObjectName(u"second"_s);
    m_steps->setRange(2, 101);
    m_steps->setValue(21);
    ignoreWheelWithoutFocus(m_steps);
    addRow(QT_TR_NOOP("Across"), m_first);
    addRow(QT_TR_NOOP("Range across"), m_firstRange);
    addRow(QT_TR_NOOP("Upwards"), m_second);
    addRow(QT_TR_NOOP("Range upwards"), m_secondRange);
    addRow(QT_TR_NOOP("Steps"), m_steps);
    addRow(QT_TR_NOOP("Figure"), m_figure);
    addRow(QT_TR_NOOP("Strategy"), m_strategy);
    connect(m_first, &QComboBox::currentIndexChanged, this,
            [this] { m_firstRange->propose(current(), m_first->parameterId()); });
    connect(m_second, &QComboBox::currentIndexChanged, this,
            [this] { m_secondRange->propose(current(), m_second->parameterId()); });
    connect(m_figure, &QComboBox::activated, this, &TwoWayTab::showResults);
    connect(m_strategy, &QComboBox::activated, this, &TwoWayTab::showResults);
    finish();
}

void TwoWayTab::retranslateInputs() {
    fillFigures(m_figure);
    m_firstRange->setLanguageWords(tr("Low end across"), tr("High end across"));
    m_secondRange->setLanguageWords(tr("Low end upwards"), tr("High end upwards"));
}

void TwoWayTab::forget() {
    m_first->clear();
    m_second->clear();
}

void TwoWayTab::refresh() {
    const bool empty = m_first->count() == 0;
    const std::vector<std::string> ids = ownValueIds(current());
    m_first->fill(current(), ids);
    m_second->fill(current(), ids);
    if (empty && m_second->count() > 1) m_second->setCurrentIndex(1);
    const std::vector<std::string> widest = widestParameters(session());
    if (empty && widest.size() > 1) {
        m_first->choose(widest[0]);
        m_second->choose(widest[1]);
    }
    fillStrategies(m_strategy, current());
}

void TwoWayTab::start() {
    Issues issues;
    const auto [firstLow, firstHigh] = m_firstRange->read(issues);
    const auto [secondLow, secondHigh] = m_secondRange->read(issues);
    if (!issues.empty()) return tell(issues);
    run(
        [first = m_first->parameterId(), firstRange = OneWayRange{firstLow, firstHigh},
         second = m_second->parameterId(), secondRange = OneWayRange{secondLow, secondHigh}, steps = m_steps->value(),
         pack = rules()](const Case& value, const RunOptions& options) {
            return twoWayAnalysis(value, pack, first, firstRange, second, secondRange, steps, options);
        },
        [this](TwoWayAnalysis analysis) {
            m_analysis = std::move(analysis);
            tell(m_analysis.notes);
        });
}

SectionResults TwoWayTab::results() const {
    SectionResults shown;
    const auto strategy = static_cast<std::size_t>(m_strategy->currentData().toInt());
    if (strategy >= analysed().outcomes->strategies.size()) return shown;
    auto figure =
        twoWayFigure(analysed(), m_analysis, static_cast<OutcomeFigure>(m_figure->currentData().toInt()), strategy);
    if (figure) addTable(shown, figureTable(*figure));
    addFigure(shown, std::move(figure));
    return shown;
}

}  // namespace kachi

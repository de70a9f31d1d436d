#include "ui/sections/analysis_one_way.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/value_page.h"

#include <QCheckBox>
#include <QSpinBox>

namespace kachi {

OneWayTab::OneWayTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent), m_figure(compactList()), m_bars(new QSpinBox), m_all(new QCheckBox) {
    m_bars->setRange(1, 100);
    m_bars->setValue(15);
    ignoreWheelWithoutFocus(m_bars);
    addRow(QT_TR_NOOP("Figure"), m_figure);
    addRow(QT_TR_NOOP("Widest bars"), m_bars);
    addRow(QT_TR_NOOP("Without a range"), m_all);
    connect(m_figure, &QComboBox::activated, this, &OneWayTab::showResults);
    connect(m_bars, &QSpinBox::valueChanged, this, &OneWayTab::showResults);
    finish();
}

void OneWayTab::retranslateInputs() {
    fillFigures(m_figure);
    m_all->setText(tr("vary by ± 20%"));
}

void OneWayTab::start() {
    run([all = m_all->isChecked(), pack = rules()](
            const Case& value, const RunOptions& options) { return oneWayAnalysis(value, pack, options, all); },
        [this](OneWayAnalysis analysis) {
            m_analysis = std::move(analysis);
            tell(m_analysis.notes);
        });
}

SectionResults OneWayTab::results() const {
    // What figures and table of a one-way analysis read of an evaluation.
    Evaluation evaluation;
    evaluation.outcomes.emplace();
    const OutcomesStructure& structure = *analysed().outcomes;
    for (std::size_t i = 0; i < structure.strategies.size(); ++i) {
        evaluation.outcomes->strategies.push_back(structure.strategies[i].id);
        if (structure.strategies[i].id == structure.comparator) evaluation.outcomes->comparator = i;
    }
    evaluation.oneWay = m_analysis;
    SectionResults shown;
    const auto figure = static_cast<OutcomeFigure>(m_figure->currentData().toInt());
    for (Figure& tornado : tornadoFigures(analysed(), evaluation, figure, static_cast<std::size_t>(m_bars->value()))) {
        addFigure(shown, std::move(tornado));
    }
    addTable(shown, oneWayTable(analysed(), evaluation));
    return shown;
}

}  // namespace kachi

#include "ui/sections/analysis_calibration.h"

#include "app/document/posterior_draws.h"
#include "app/interchange/number_text.h"
#include "app/report/case_axes.h"
#include "app/report/case_text.h"
#include "models/evaluation/sensitivity.h"
#include "models/params/registry.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/value_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

enum ParameterColumn { nameColumn, lowColumn, highColumn, priorColumn };
enum TargetColumn { figureColumn, strategyColumn, stateColumn, timeColumn, valueColumn, errorColumn };

Text figureText(TargetFigure figure) {
    switch (figure) {
        case TargetFigure::occupancy:
            return {"状態の割合", "Share in a state"};
        case TargetFigure::prevalence:
            return {"生存者中の割合", "Share of the living"};
        case TargetFigure::survival:
            return {"生存割合", "Survival"};
        case TargetFigure::cost:
            return {"費用", "Cost"};
        case TargetFigure::qaly:
            return {"QALY", "QALYs"};
        case TargetFigure::lifeYears:
            break;
    }
    return {"生存年", "Life-years"};
}

constexpr TargetFigure targetFigures[] = {TargetFigure::survival, TargetFigure::occupancy, TargetFigure::prevalence,
                                          TargetFigure::cost,     TargetFigure::qaly,      TargetFigure::lifeYears};

QTableWidget* smallTable(int columns) {
    auto* table = new QTableWidget(0, columns);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() * 9 / 5);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setFixedHeight(table->fontMetrics().height() * 8);
    return table;
}

QTableWidgetItem* numberItem(double value) {
    auto* item = new QTableWidgetItem(entryDigits(value));
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

QWidget* buttonRow(std::initializer_list<QWidget*> widgets) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : widgets) layout->addWidget(widget, qobject_cast<QComboBox*>(widget) ? 1 : 0);
    if (!qobject_cast<QComboBox*>(*widgets.begin())) layout->addStretch(1);
    return row;
}

QComboBox* choiceAt(const QTableWidget* table, int row, int column) {
    return qobject_cast<QComboBox*>(table->cellWidget(row, column));
}

std::string chosenId(const QTableWidget* table, int row, int column) {
    return choiceAt(table, row, column)->currentData().toString().toStdString();
}

/// Fills a list of rows (strategies, states) with their names; the choice stays.
template <class Row>
void fillRows(QComboBox* list, const std::vector<Row>& rows) {
    const QVariant chosen = list->currentData();
    list->clear();
    for (const Row& row : rows) list->addItem(shown(row.name), QString::fromStdString(row.id));
    list->setCurrentIndex(std::max(0, list->findData(chosen)));
}

Text targetText(const Case& value, const CalibrationTarget& target) {
    const Text figure = figureText(target.figure);
    const Text strategy = strategyName(value, target.strategy);
    const Text state = target.state.empty() ? Text{} : rowName(value.outcomes->states, target.state);
    const auto words = [&](Language language) {
        std::string text = figure.in(language) + ", " + strategy.in(language);
        if (!state.empty()) text += ", " + state.in(language);
        if (target.time > 0) {
            text += ", " + readableNumber(target.time, language) + " " + unitText(Unit::years).in(language);
        }
        return text;
    };
    return {words(Language::ja), words(Language::en)};
}

}  // namespace

CalibrationTab::CalibrationTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent),
      m_chooser(new ParameterChooser),
      m_addParameter(new QPushButton),
      m_removeParameter(new QPushButton),
      m_parameters(smallTable(4)),
      m_targets(smallTable(6)),
      m_addTarget(new QPushButton),
      m_removeTarget(new QPushButton),
      m_restarts(new QSpinBox) {
    m_restarts->setRange(1, 100);
    m_restarts->setValue(CalibrationSettings{}.restarts);
    ignoreWheelWithoutFocus(m_restarts);
    setInputColumns(62);
    addHeading(QT_TR_NOOP("Parameters to fit, between their bounds"));
    addWide(buttonRow({m_chooser, m_addParameter, m_removeParameter}));
    addWide(m_parameters);
    addHeading(QT_TR_NOOP("Observed targets"));
    addWide(m_targets);
    addWide(buttonRow({m_addTarget, m_removeTarget}));
    addRow(QT_TR_NOOP("Searches"), m_restarts);
    m_takeOver = addButton(QT_TR_NOOP("Take over the best values"));
    m_posterior = addButton(QT_TR_NOOP("Add posterior draws as a joint group"));
    // Enter runs the analysis.
    for (QPushButton* button : {m_addParameter, m_removeParameter, m_addTarget, m_removeTarget}) {
        button->setAutoDefault(false);
    }
    connect(m_addParameter, &QPushButton::clicked, this, &CalibrationTab::addChosenParameter);
    connect(m_removeParameter, &QPushButton::clicked, this, [this] { removeRow(m_parameters); });
    connect(m_addTarget, &QPushButton::clicked, this, [this] { addTarget({}); });
    connect(m_removeTarget, &QPushButton::clicked, this, [this] { removeRow(m_targets); });
    connect(m_takeOver, &QPushButton::clicked, this, &CalibrationTab::takeOverBest);
    connect(m_posterior, &QPushButton::clicked, this, &CalibrationTab::addPosterior);
    finish();
}

void CalibrationTab::retranslateInputs() {
    m_addParameter->setText(tr("Add"));
    m_removeParameter->setText(tr("Remove"));
    m_addTarget->setText(tr("Add"));
    m_removeTarget->setText(tr("Remove"));
    m_chooser->setAccessibleName(tr("Parameter"));
    m_parameters->setAccessibleName(tr("Parameters to fit, between their bounds"));
    m_targets->setAccessibleName(tr("Observed targets"));
    m_parameters->setHorizontalHeaderLabels({tr("Parameter"), tr("Low"), tr("High"), tr("Own prior")});
    m_parameters->horizontalHeaderItem(priorColumn)
        ->setToolTip(tr("Prior: the parameter's own distribution within the bounds, not uniform between them"));
    m_parameters->horizontalHeader()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    m_targets->setHorizontalHeaderLabels(
        {tr("Figure"), tr("Strategy"), tr("State"), tr("Years"), tr("Value"), tr("SE")});
    m_targets->horizontalHeaderItem(errorColumn)->setToolTip(tr("Standard error"));
    m_targets->horizontalHeader()->setSectionResizeMode(errorColumn, QHeaderView::Stretch);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    for (const int column : {lowColumn, highColumn}) m_parameters->setColumnWidth(column, 10 * digit);
    m_parameters->setColumnWidth(priorColumn, 12 * digit);
    const std::pair<int, int> widths[] = {
        {figureColumn, 11}, {strategyColumn, 12}, {stateColumn, 12}, {timeColumn, 7}, {valueColumn, 8}};
    for (const auto& [column, digits] : widths) m_targets->setColumnWidth(column, digits * digit);
}

void CalibrationTab::forget() {
    m_parameters->setRowCount(0);
    m_targets->setRowCount(0);
    m_calibration = {};
    showButtons();
}

void CalibrationTab::refresh() {
    m_chooser->fill(current(), ownValueIds(current()));
    for (int row = m_parameters->rowCount() - 1; row >= 0; --row) {
        QTableWidgetItem* name = m_parameters->item(row, nameColumn);
        const auto found = current().parameters.find(name->data(Qt::UserRole).toString().toStdString());
        if (found == current().parameters.end()) {
            m_parameters->removeRow(row);
        } else {
            name->setText(shown(parameterLabel(found->first, found->second)));
        }
    }
    for (int row = 0; row < m_targets->rowCount(); ++row) fillChoices(row);
}

void CalibrationTab::fillChoices(int row) {
    QComboBox* figures = choiceAt(m_targets, row, figureColumn);
    const int chosen = std::max(0, figures->currentIndex());
    figures->clear();
    for (const TargetFigure figure : targetFigures) {
        figures->addItem(shown(figureText(figure)), static_cast<int>(figure));
    }
    figures->setCurrentIndex(chosen);
    fillRows(choiceAt(m_targets, row, strategyColumn), current().outcomes->strategies);
    fillRows(choiceAt(m_targets, row, stateColumn), current().outcomes->states);
}

void CalibrationTab::addChosenParameter() {
    const std::string id = m_chooser->parameterId();
    if (id.empty()) return;
    RunOptions options;
    options.seed = static_cast<std::uint64_t>(current().run.seed);
    const auto range = oneWayRange(current(), id, options, true);
    if (range && *range) {
        addParameter(id, entryDigits((*range)->low, proposedDigits).toDouble(),
                     entryDigits((*range)->high, proposedDigits).toDouble());
    } else {
        addParameter(id, 0, 1);
    }
}

void CalibrationTab::addParameter(const std::string& parameterId, double low, double high) {
    const int row = m_parameters->rowCount();
    m_parameters->insertRow(row);
    auto* name = new QTableWidgetItem(shown(parameterLabel(parameterId, current().parameters.at(parameterId))));
    name->setData(Qt::UserRole, QString::fromStdString(parameterId));
    name->setToolTip(name->data(Qt::UserRole).toString());
    name->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    auto* prior = new QTableWidgetItem;
    prior->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    prior->setCheckState(Qt::Unchecked);
    m_parameters->setItem(row, nameColumn, name);
    m_parameters->setItem(row, lowColumn, numberItem(low));
    m_parameters->setItem(row, highColumn, numberItem(high));
    m_parameters->setItem(row, priorColumn, prior);
    m_parameters->selectRow(row);
}

void CalibrationTab::addTarget(const CalibrationTarget& target) {
    const int row = m_targets->rowCount();
    m_targets->insertRow(row);
    for (const int column : {figureColumn, strategyColumn, stateColumn}) {
        m_targets->setCellWidget(row, column, compactList());
    }
    m_targets->setItem(row, timeColumn, numberItem(target.time));
    m_targets->setItem(row, valueColumn, numberItem(target.value));
    m_targets->setItem(row, errorColumn, numberItem(target.standardError));
    fillChoices(row);
    QComboBox* figure = choiceAt(m_targets, row, figureColumn);
    figure->setCurrentIndex(figure->findData(static_cast<int>(target.figure)));
    for (const auto& [column, id] :
         {std::pair{strategyColumn, target.strategy}, std::pair{stateColumn, target.state}}) {
        QComboBox* list = choiceAt(m_targets, row, column);
        list->setCurrentIndex(std::max(0, list->findData(QString::fromStdString(id))));
    }
    m_targets->selectRow(row);
}

void CalibrationTab::removeRow(QTableWidget* table) {
    if (table->currentRow() >= 0) table->removeRow(table->currentRow());
}

double CalibrationTab::cellNumber(const QTableWidget* table, int row, int column, Issues& issues) const {
    const QString where =
        u"%1 %2, %3"_s.arg(table->accessibleName()).arg(row + 1).arg(table->horizontalHeaderItem(column)->text());
    const auto number = parseNumber(table->item(row, column)->text(), {.where = where});
    if (number) return *number;
    append(issues, number.issues());
    return 0;
}

std::vector<CalibratedParameter> CalibrationTab::parameters(Issues& issues) const {
    std::vector<CalibratedParameter> chosen;
    for (int row = 0; row < m_parameters->rowCount(); ++row) {
        chosen.push_back({.id = m_parameters->item(row, nameColumn)->data(Qt::UserRole).toString().toStdString(),
                          .low = cellNumber(m_parameters, row, lowColumn, issues),
                          .high = cellNumber(m_parameters, row, highColumn, issues),
                          .ownPrior = m_parameters->item(row, priorColumn)->checkState() == Qt::Checked});
    }
    return chosen;
}

std::vector<CalibrationTarget> CalibrationTab::targets(Issues& issues) const {
    std::vector<CalibrationTarget> stated;
    for (int row = 0; row < m_targets->rowCount(); ++row) {
        CalibrationTarget target;
        target.id = std::to_string(row + 1);
        target.figure = static_cast<TargetFigure>(choiceAt(m_targets, row, figureColumn)->currentData().toInt());
        target.strategy = chosenId(m_targets, row, strategyColumn);
        const bool inState = target.figure == TargetFigure::occupancy || target.figure == TargetFigure::prevalence;
        if (inState) target.state = chosenId(m_targets, row, stateColumn);
        if (inState || target.figure == TargetFigure::survival) {
            target.time = cellNumber(m_targets, row, timeColumn, issues);
        }
        target.value = cellNumber(m_targets, row, valueColumn, issues);
        target.standardError = cellNumber(m_targets, row, errorColumn, issues);
        stated.push_back(std::move(target));
    }
    return stated;
}

void CalibrationTab::start() {
    Issues issues;
    std::vector<CalibratedParameter> chosen = parameters(issues);
    std::vector<CalibrationTarget> stated = targets(issues);
    if (!issues.empty()) return tell(issues);
    CalibrationSettings settings;
    settings.restarts = m_restarts->value();
    run(
        [chosen, stated, settings, pack = rules()](const Case& value, const RunOptions& options) {
            return calibrate(value, pack, chosen, stated, settings, options);
        },
        [this, chosen, stated](Calibration calibration) {
            m_calibrated = chosen;
            m_fitted = stated;
            m_calibration = std::move(calibration);
            tell(m_calibration.notes);
            showButtons();
        });
}

void CalibrationTab::showButtons() {
    m_takeOver->setEnabled(!m_calibration.best.empty());
    m_posterior->setEnabled(m_calibration.posterior.has_value());
}

void CalibrationTab::takeOverBest() {
    Case after = current();
    for (std::size_t i = 0; i < m_calibration.parameters.size(); ++i) {
        const auto found = after.parameters.find(m_calibration.parameters[i]);
        if (found == after.parameters.end()) return tell(tr("A fitted parameter is no longer in the case."));
        found->second.value = m_calibration.best[i];
        found->second.expression.clear();
    }
    session().document().replace(std::move(after), tr("Calibrated values"));
}

void CalibrationTab::addPosterior() {
    std::map<std::string, std::vector<double>> columns;
    for (const std::vector<double>& row : m_calibration.posterior->rows) {
        for (std::size_t i = 0; i < row.size(); ++i) columns[m_calibration.parameters[i]].push_back(row[i]);
    }
    auto after = withPosterior(current(), columns, "calibration");
    if (!after) return tell(after.issues());
    session().document().replace(std::move(after).value(), tr("Posterior draws of the calibration"));
}

QString CalibrationTab::sentence() const {
    const QString fit = QString::fromStdString(readableNumber(m_calibration.goodnessOfFit, uiLanguage()));
    const QString found = m_calibration.converged
                              ? tr("The fit converged: sum of squared residuals %1.").arg(fit)
                              : tr("The fit did not converge: sum of squared residuals %1.").arg(fit);
    return found + u' ' +
           tr("%1 of %2 searches reached it.").arg(m_calibration.agreeing).arg(m_calibration.searches.size());
}

SectionResults CalibrationTab::results() const {
    SectionResults shown;
    Table best{.title = {"最良の値", "Best values"},
               .columns = {{.header = {"パラメータ", "Parameter"}},
                           numberColumn({"下限", "Low"}),
                           numberColumn({"上限", "High"}),
                           numberColumn({"案件の値", "Value in the case"}),
                           numberColumn({"最良の値", "Best value"})}};
    for (std::size_t i = 0; i < m_calibration.parameters.size(); ++i) {
        const std::string& id = m_calibration.parameters[i];
        const Parameter& parameter = analysed().parameters.at(id);
        best.rows.push_back({.cells = {parameterLabel(id, parameter), m_calibrated[i].low, m_calibrated[i].high,
                                       parameter.value ? Cell{*parameter.value} : Cell{}, m_calibration.best[i]}});
    }
    if (m_calibration.posterior) {
        const double size = m_calibration.posterior->effectiveSize;
        const double rows = static_cast<double>(m_calibration.posterior->rows.size());
        best.notes.push_back({"事後標本 " + readableNumber(rows, Language::ja) + " 行、有効標本数 " +
                                  readableNumber(size, Language::ja) + "。",
                              readableNumber(rows, Language::en) + " posterior draws, effective sample size " +
                                  readableNumber(size, Language::en) + "."});
    }
    Table fit{.title = {"目標への当てはまり", "Fit to the targets"},
              .columns = {{.header = {"目標", "Target"}},
                          numberColumn({"観測値", "Observed"}),
                          numberColumn({"標準誤差", "Standard error"}),
                          numberColumn({"モデル", "Model"}),
                          numberColumn({"標準化残差", "Standardised residual"})}};
    BarFigure bars;
    bars.value = makeAxis({"標準化残差", "Standardised residual"});
    bars.categoryLabel = {"目標", "Target"};
    bars.horizontal = true;
    BarSeries series{.name = {"(モデル − 観測値)／標準誤差", "(model − observed) / standard error"}};
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        const CalibrationTarget& target = m_fitted[i];
        const TargetFit& reached = m_calibration.targets[i];
        const Text name = targetText(analysed(), target);
        fit.rows.push_back({.cells = {name, target.value, target.standardError, reached.model, reached.residual}});
        bars.categories.push_back(name);
        series.values.push_back(reached.residual);
    }
    bars.series = {std::move(series)};
    addFigure(shown, Figure{.id = "outcomes.calibration",
                            .title = {"目標への当てはまり", "Fit to the targets"},
                            .caption = {"(モデル − 観測値)／標準誤差。", "(model − observed) / standard error."},
                            .content = std::move(bars)});
    addTable(shown, std::move(best));
    addTable(shown, std::move(fit));
    return shown;
}

}  // namespace kachi

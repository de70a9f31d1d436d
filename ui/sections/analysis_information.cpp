#include "ui/sections/analysis_information.h"

#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"
#include "models/evaluation/information.h"
#include "models/params/registry.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/value_page.h"

#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

QString readable(double value) {
    return QString::fromStdString(readableNumber(value, uiLanguage()));
}

}  // namespace

std::optional<InformationDraws> informationDraws(const Session& session) {
    const EvaluationPtr evaluation = session.evaluation();
    const Case& value = session.document().current();
    if (session.resultState() != ResultState::current || !value.outcomes || !evaluation->outcomes) return {};
    const OutcomesResults& outcomes = *evaluation->outcomes;
    if (outcomes.drawn.empty()) return {};
    InformationDraws draws{evaluation, {}};
    for (std::size_t s = 0; s < outcomes.drawn.size(); ++s) {
        std::vector<double> benefit = outcomes.effectDraws(s);
        for (std::size_t i = 0; i < benefit.size(); ++i) {
            benefit[i] = value.outcomes->referenceWtp * benefit[i] - outcomes.drawn[s].cost[i];
        }
        draws.netBenefit.push_back(std::move(benefit));
    }
    return draws;
}

BeneficiaryFields::BeneficiaryFields()
    : perYear(new AnalysisNumber), years(new AnalysisNumber), discountRate(new AnalysisNumber) {
    perYear->setNumber(1000);
    years->setNumber(10);
    discountRate->setText(u"2%"_s);
}

Beneficiaries BeneficiaryFields::read(Issues& issues) const {
    return {.perYear = perYear->read(issues), .years = years->read(issues), .discountRate = discountRate->read(issues)};
}

InformationTab::InformationTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent), m_filter(new QLineEdit), m_parameters(new QListWidget) {
    m_filter->setClearButtonEnabled(true);
    m_parameters->setObjectName(u"parameters"_s);
    m_parameters->setMinimumHeight(fontMetrics().height() * 14);
    m_parameters->setTextElideMode(Qt::ElideRight);
    m_parameters->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addHeading(QT_TR_NOOP("Parameters that research would settle"));
    addWide(m_filter);
    addWide(m_parameters);
    addRow(QT_TR_NOOP("Patients a year"), m_beneficiaries.perYear);
    addRow(QT_TR_NOOP("Years"), m_beneficiaries.years);
    addRow(QT_TR_NOOP("Discount rate"), m_beneficiaries.discountRate);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        for (int i = 0; i < m_parameters->count(); ++i) {
            m_parameters->item(i)->setHidden(!m_parameters->item(i)->text().contains(text, Qt::CaseInsensitive));
        }
    });
    finish();
}

void InformationTab::retranslateInputs() {
    m_filter->setPlaceholderText(tr("Find a parameter"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_parameters->setAccessibleName(tr("Parameters that research would settle"));
}

void InformationTab::refresh() {
    QStringList ticked;
    for (int i = 0; i < m_parameters->count(); ++i) {
        const QListWidgetItem* item = m_parameters->item(i);
        if (item->checkState() == Qt::Checked) ticked << item->data(Qt::UserRole).toString();
    }
    m_parameters->clear();
    for (const std::string& id : informativeParameters(current())) {
        const QString name = QString::fromStdString(id);
        auto* item = new QListWidgetItem(shown(parameterLabel(id, current().parameters.at(id))), m_parameters);
        item->setData(Qt::UserRole, name);
        item->setToolTip(u"%1\n%2"_s.arg(item->text(), name));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(name) ? Qt::Checked : Qt::Unchecked);
        item->setHidden(!item->text().contains(m_filter->text(), Qt::CaseInsensitive));
    }
}

void InformationTab::start() {
    Issues issues;
    const Beneficiaries beneficiaries = m_beneficiaries.read(issues);
    if (!issues.empty()) return tell(issues);
    const auto draws = informationDraws(session());
    if (!draws) return tell(tr("This needs the draws of a complete calculation. Calculate the case first."));
    std::vector<std::string> ids;
    for (int i = 0; i < m_parameters->count(); ++i) {
        const QListWidgetItem* item = m_parameters->item(i);
        if (item->checkState() == Qt::Checked) ids.push_back(item->data(Qt::UserRole).toString().toStdString());
    }
    if (ids.empty()) return tell(tr("Tick at least one parameter."));
    for (const std::string& id : ids) {
        if (draws->evaluation->values.drawn.contains(id)) continue;
        return tell(
            tr("“%1” does not vary over the draws.").arg(shown(parameterLabel(id, current().parameters.at(id)))));
    }
    run(
        [draws = *draws, ids, patients = beneficiaries.total()](const Case&, const RunOptions&) -> Result<Answer> {
            std::vector<const std::vector<double>*> columns;
            for (const std::string& id : ids) columns.push_back(&draws.evaluation->values.drawn.at(id));
            auto found = evppi(draws.netBenefit, ids, columns);
            if (!found) return found.issues();
            return Answer{std::move(*found), expectedPerfectInformation(draws.netBenefit), patients};
        },
        [this](Answer answer) { m_answer = std::move(answer); });
}

QString InformationTab::sentence() const {
    const QString currency = shown(currencyText(analysed()));
    return tr("Knowing the chosen parameters is worth %1 %4 per person (standard error %2), %3 %4 for all patients.")
        .arg(readable(m_answer.evppi.value), readable(m_answer.evppi.standardError),
             readable(m_answer.evppi.value * m_answer.patients), currency);
}

SectionResults InformationTab::results() const {
    const Text currency = currencyText(analysed());
    const Text all{"完全情報(EVPI)", "All of them (EVPI)"};
    const Text chosen{"選んだパラメータ(EVPPI)", "Chosen parameters (EVPPI)"};
    const Evppi& evppi = m_answer.evppi;
    SectionResults shown;
    BarFigure bars;
    bars.value = costAxis(analysed(), {"1人当たりの価値", "Value per person"});
    bars.value.minimum = 0.0;
    bars.categoryLabel = {"知る対象", "What is known"};
    bars.categories = {all, chosen};
    bars.horizontal = true;
    bars.series = {
        {.name = {"情報の期待価値", "Expected value of information"}, .values = {m_answer.evpi, evppi.value}}};
    const Text threshold = thresholdLabel(analysed());
    addFigure(shown, Figure{.id = "outcomes.evppiSet",
                            .title = {"情報の期待価値", "Expected value of information"},
                            .caption = {threshold.ja + "。", threshold.en + "."},
                            .content = std::move(bars)});
    Table table{.title = {"情報の期待価値", "Expected value of information"},
                .columns = {{.header = {"知る対象", "What is known"}},
                            numberColumn({"1人当たり", "Per person"}, currency),
                            numberColumn({"標準誤差", "Standard error"}, currency),
                            numberColumn({"対象患者全体", "All patients"}, currency)}};
    table.rows = {{.cells = {all, m_answer.evpi, Cell{}, m_answer.evpi * m_answer.patients}},
                  {.cells = {chosen, evppi.value, evppi.standardError, evppi.value * m_answer.patients}}};
    for (const std::string& id : evppi.parameters) {
        table.rows.push_back(
            {.cells = {parameterLabel(id, analysed().parameters.at(id)), Cell{}, Cell{}, Cell{}}, .indent = 1});
    }
    const double patients = m_answer.patients;
    table.notes = {{"対象患者は割引後で " + readableNumber(patients, Language::ja) + " 人。" + threshold.ja + "。",
                    readableNumber(patients, Language::en) + " patients, discounted. " + threshold.en + "."}};
    if (evppi.limited) {
        table.notes.push_back(
            {"推定値がEVPIを超えたため、EVPIを示した。", "The estimate exceeded the EVPI, which is given instead."});
    }
    addTable(shown, std::move(table));
    return shown;
}

TrialTab::TrialTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent),
      m_parameter(new ParameterChooser),
      m_individualSd(new AnalysisNumber),
      m_arms(compactList()),
      m_sizes(new QLineEdit(u"50 100 200 400 800 1600"_s)),
      m_fixedCost(new AnalysisNumber),
      m_costPerPatient(new AnalysisNumber) {
    m_individualSd->setObjectName(u"individualSd"_s);
    m_fixedCost->setNumber(0);
    m_costPerPatient->setNumber(0);
    addRow(QT_TR_NOOP("Parameter"), m_parameter);
    addRow(QT_TR_NOOP("SD of one patient"), m_individualSd);
    addRow(QT_TR_NOOP("Arms"), m_arms);
    addRow(QT_TR_NOOP("Patients per arm"), m_sizes);
    addRow(QT_TR_NOOP("Fixed cost"), m_fixedCost);
    addRow(QT_TR_NOOP("Cost per patient"), m_costPerPatient);
    addRow(QT_TR_NOOP("Patients a year"), m_beneficiaries.perYear);
    addRow(QT_TR_NOOP("Years"), m_beneficiaries.years);
    addRow(QT_TR_NOOP("Discount rate"), m_beneficiaries.discountRate);
    finish();
}

void TrialTab::retranslateInputs() {
    const int chosen = std::max(0, m_arms->currentIndex());
    m_arms->clear();
    m_arms->addItem(tr("one: a mean"), 1);
    m_arms->addItem(tr("two: a difference of means"), 2);
    m_arms->setCurrentIndex(chosen);
    m_individualSd->setPlaceholderText(tr("on the parameter's scale"));
    m_sizes->setToolTip(tr("Several sizes, separated by spaces"));
}

void TrialTab::forget() {
    m_parameter->clear();
}

void TrialTab::refresh() {
    const bool empty = m_parameter->count() == 0;
    m_parameter->fill(current(), informativeParameters(current()));
    const EvaluationPtr evaluation = session().evaluation();
    if (!empty || !evaluation || !evaluation->information || evaluation->information->single.empty()) return;
    m_parameter->choose(evaluation->information->single.front().parameters.front());  // the most valuable
}

void TrialTab::start() {
    Issues issues;
    TrialDesign design{.parameter = m_parameter->parameterId(),
                       .individualSd = m_individualSd->read(issues),
                       .arms = m_arms->currentData().toInt()};
    const TrialCost cost{.fixed = m_fixedCost->read(issues), .perPatient = m_costPerPatient->read(issues)};
    const Beneficiaries beneficiaries = m_beneficiaries.read(issues);
    std::vector<double> sizes;
    for (const QString& word : m_sizes->text().split(u' ', Qt::SkipEmptyParts)) {
        AnalysisNumber size;
        size.setAccessibleName(m_sizes->accessibleName());
        size.setText(word);
        sizes.push_back(size.read(issues));
    }
    if (!issues.empty()) return tell(issues);
    if (sizes.empty()) return tell(tr("Enter at least one number of patients per arm."));
    std::ranges::sort(sizes);
    const auto draws = informationDraws(session());
    if (!draws) return tell(tr("This needs the draws of a complete calculation. Calculate the case first."));
    if (!draws->evaluation->values.drawn.contains(design.parameter)) {
        return tell(tr("The parameter does not vary over the draws."));
    }
    run(
        [draws = *draws, design, cost, beneficiaries, sizes](const Case&, const RunOptions&) -> Result<Answer> {
            auto curve =
                evsiCurve(draws.netBenefit, draws.evaluation->values.drawn.at(design.parameter), design, sizes);
            if (!curve) return curve.issues();
            Answer answer{.benefits = samplingBenefits(*curve, beneficiaries, cost)};
            answer.curve = std::move(*curve);
            return answer;
        },
        [this](Answer answer) { m_answer = std::move(answer); });
}

QString TrialTab::sentence() const {
    const SamplingBenefit& best = m_answer.benefits[bestSampleSize(m_answer.benefits)];
    const QString currency = shown(currencyText(analysed()));
    if (best.expectedNetBenefit <= 0) {
        return tr("No trial of these sizes is worth more than it costs; the best, with %1 patients per arm, falls "
                  "short by "
                  "%2 %3.")
            .arg(readable(best.patientsPerArm), readable(-best.expectedNetBenefit), currency);
    }
    return tr("Best of these sizes: %1 patients per arm, worth %2 %3 more than the trial costs.")
        .arg(readable(best.patientsPerArm), readable(best.expectedNetBenefit), currency);
}

SectionResults TrialTab::results() const {
    const Text currency = currencyText(analysed());
    LineSeries value{.name = {"標本情報の期待価値(EVSI、対象患者全体)", "EVSI, all patients"}, .markers = true};
    LineSeries cost{.name = {"試験の費用", "Cost of the trial"}, .markers = true};
    LineSeries net{.name = {"期待純便益(ENBS)", "Expected net benefit (ENBS)"}, .markers = true};
    Table table{.title = {"標本情報の期待価値", "Expected value of sample information"},
                .columns = {numberColumn({"1群の患者数", "Patients per arm"}),
                            numberColumn({"EVSI 1人当たり", "EVSI per person"}, currency),
                            numberColumn({"標準誤差", "Standard error"}, currency),
                            numberColumn({"EVSI 対象患者全体", "EVSI, all patients"}, currency),
                            numberColumn({"試験の費用", "Cost of the trial"}, currency),
                            numberColumn({"期待純便益", "Expected net benefit"}, currency)}};
    const std::size_t best = bestSampleSize(m_answer.benefits);
    for (std::size_t i = 0; i < m_answer.benefits.size(); ++i) {
        const SamplingBenefit& row = m_answer.benefits[i];
        value.points.push_back({row.patientsPerArm, row.populationEvsi});
        cost.points.push_back({row.patientsPerArm, row.cost});
        net.points.push_back({row.patientsPerArm, row.expectedNetBenefit});
        table.rows.push_back({.cells = {row.patientsPerArm, m_answer.curve[i].value, m_answer.curve[i].standardError,
                                        row.populationEvsi, row.cost, row.expectedNetBenefit},
                              .emphasis = i == best});
    }
    const double size = m_answer.benefits[best].patientsPerArm;
    LineFigure lines;
    lines.x = makeAxis({"1群の患者数", "Patients per arm"});
    lines.y = costAxis(analysed(), {"価値と費用", "Value and cost"});
    lines.series = {std::move(value), std::move(cost), std::move(net)};
    lines.verticals = {
        {{"最適 " + readableNumber(size, Language::ja), "Best " + readableNumber(size, Language::en)}, size}};
    const Text threshold = thresholdLabel(analysed());
    SectionResults shown;
    addFigure(shown, Figure{.id = "outcomes.evsi",
                            .title = {"試験の規模と期待純便益", "Size of a trial and its expected net benefit"},
                            .caption = {threshold.ja + "。", threshold.en + "."},
                            .content = std::move(lines)});
    addTable(shown, std::move(table));
    return shown;
}

}  // namespace kachi

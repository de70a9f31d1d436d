#include "ui/sections/distribution_dialog.h"

#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "models/statistics/distribution.h"
#include "ui/charts/figure_view.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr Family families[] = {Family::fixed, Family::normal,  Family::lognormal, Family::beta,
                               Family::gamma, Family::uniform, Family::triangular};

/// Argument sets a family accepts, the usual one first.
std::vector<std::vector<std::string>> argumentSets(Family family) {
    switch (family) {
        case Family::normal:
            return {{"mean", "sd"}};
        case Family::lognormal:
            return {{"mean", "sd"}, {"meanlog", "sdlog"}};
        case Family::beta:
            return {{"mean", "sd"}, {"alpha", "beta"}};
        case Family::gamma:
            return {{"mean", "sd"}, {"shape", "scale"}};
        case Family::uniform:
            return {{"low", "high"}};
        case Family::triangular:
            return {{"low", "mode", "high"}};
        case Family::fixed:
            break;
    }
    return {{}};
}

QString argumentLabel(const std::string& name) {
    const DistributionSpec one{Family::normal, {{name, 0.0}}};
    // "正規(平均 0)": the word between the bracket and the number.
    const QString text = shown(distributionText(one));
    const qsizetype open = text.indexOf(u'(');
    return text.mid(open + 1, text.lastIndexOf(u' ') - open - 1);
}

/// Plain digits, as the C locale writes them.
std::optional<double> numberOf(const QLineEdit* field) {
    bool ok = false;
    const double value = QLocale::c().toDouble(field->text().trimmed(), &ok);
    return ok ? std::optional<double>(value) : std::nullopt;
}

Figure densityFigure(const Distribution& distribution, const Text& label) {
    constexpr int points = 200;
    const double low = distribution.quantile(0.001);
    const double high = distribution.upperQuantile(0.001);
    LineSeries series{.name = {"密度", "Density"}};
    for (int i = 0; i <= points; ++i) {
        const double x = low + (high - low) * i / points;
        const double density = distribution.pdf(x);
        if (std::isfinite(density)) series.points.push_back({x, density});
    }
    const double from = distribution.quantile(0.025);
    const double to = distribution.upperQuantile(0.025);
    return {.id = "distribution",
            .title = {"95%区間 " + readableInterval(from, to, Language::ja),
                      "95% interval " + readableInterval(from, to, Language::en)},
            .content = LineFigure{
                .x = {.label = label},
                .y = {.label = {"密度", "Density"}, .minimum = 0.0},
                .series = {std::move(series)},
                .verticals = {{.label = {"2.5%", "2.5%"}, .value = from}, {.label = {"97.5%", "97.5%"}, .value = to}}}};
}

}  // namespace

DistributionDialog::DistributionDialog(CaseDocument& document, std::string parameterId, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_id(std::move(parameterId)),
      m_family(new QComboBox),
      m_arguments(new QComboBox),
      m_form(new QFormLayout),
      m_low(new QLineEdit),
      m_high(new QLineEdit),
      m_message(styledLabel("error")),
      m_picture(new FigureView),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    const auto found = document.current().parameters.find(m_id);
    const Parameter parameter = found == document.current().parameters.end() ? Parameter{} : found->second;
    setWindowTitle(tr("Range and distribution: %1").arg(shown(parameterLabel(m_id, parameter))));
    for (const Family family : families) m_family->addItem(shown(familyText(family)), static_cast<int>(family));
    if (parameter.range) {
        m_low->setText(QString::fromStdString(numberText(parameter.range->low)));
        m_high->setText(QString::fromStdString(numberText(parameter.range->high)));
    }
    m_message->setWordWrap(true);
    m_picture->setLanguage(uiLanguage());
    m_picture->setEmptyText(tr("A fixed value: it does not vary over draws."));

    auto* range = new QHBoxLayout;
    range->addWidget(m_low);
    range->addWidget(new QLabel(u"–"_s));
    range->addWidget(m_high);
    m_form->addRow(tr("Range for sensitivity analysis"), range);
    m_form->addRow(tr("Distribution"), m_family);
    m_form->addRow(tr("Stated by"), m_arguments);
    auto* left = new QVBoxLayout;
    left->addLayout(m_form);
    left->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->addLayout(left);
    columns->addWidget(m_picture, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resize(textColumns(this, 110), fontMetrics().height() * 22);

    const auto listSets = [this] {
        m_arguments->clear();
        for (const std::vector<std::string>& set : argumentSets(static_cast<Family>(m_family->currentData().toInt()))) {
            QStringList names;
            for (const std::string& name : set) names << argumentLabel(name);
            m_arguments->addItem(names.isEmpty() ? tr("nothing") : names.join(u", "_s));
        }
        buildArguments();
    };
    m_family->setCurrentIndex(m_family->findData(static_cast<int>(parameter.distribution.family)));
    listSets();
    const auto sets = argumentSets(parameter.distribution.family);
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (!sets[i].empty() && parameter.distribution.args.contains(sets[i].front())) {
            m_arguments->setCurrentIndex(static_cast<int>(i));
            buildArguments();
        }
    }
    for (const Argument& argument : m_fields) {
        const auto value = parameter.distribution.args.find(argument.name);
        if (value != parameter.distribution.args.end()) {
            argument.field->setText(QString::fromStdString(numberText(value->second)));
        }
    }
    connect(m_family, &QComboBox::activated, this, listSets);
    connect(m_arguments, &QComboBox::activated, this, &DistributionDialog::buildArguments);
    for (QLineEdit* field : {m_low, m_high}) connect(field, &QLineEdit::textEdited, this, &DistributionDialog::preview);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DistributionDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DistributionDialog::reject);
    preview();
}

void DistributionDialog::buildArguments() {
    for (const Argument& argument : m_fields) m_form->removeRow(argument.field);
    m_fields.clear();
    const auto sets = argumentSets(static_cast<Family>(m_family->currentData().toInt()));
    const auto chosen = static_cast<std::size_t>(std::max(0, m_arguments->currentIndex()));
    for (const std::string& name : sets.at(std::min(chosen, sets.size() - 1))) {
        auto* field = new QLineEdit;
        m_form->addRow(argumentLabel(name), field);
        m_fields.push_back({name, field});
        connect(field, &QLineEdit::textEdited, this, &DistributionDialog::preview);
    }
    preview();
}

std::optional<Parameter> DistributionDialog::edited() const {
    const auto found = m_document.current().parameters.find(m_id);
    Parameter parameter = found == m_document.current().parameters.end() ? Parameter{} : found->second;
    parameter.distribution = {static_cast<Family>(m_family->currentData().toInt()), {}};
    for (const Argument& argument : m_fields) {
        const std::optional<double> number = numberOf(argument.field);
        if (!number) return {};
        parameter.distribution.args[argument.name] = *number;
    }
    parameter.range.reset();
    if (m_low->text().trimmed().isEmpty() && m_high->text().trimmed().isEmpty()) return parameter;
    const std::optional<double> low = numberOf(m_low);
    const std::optional<double> high = numberOf(m_high);
    if (!low || !high || *low > *high) return {};
    parameter.range = SensitivityRange{*low, *high};
    return parameter;
}

void DistributionDialog::preview() {
    const std::optional<Parameter> parameter = edited();
    m_picture->clear();
    Issues issues;
    if (parameter) issues = validate(parameter->distribution, m_id);
    m_message->setText(parameter ? issuesText(issues) : tr("Enter plain numbers; the range from low to high."));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(parameter && !hasErrors(issues));
    if (!parameter || hasErrors(issues) || parameter->distribution.family == Family::fixed) return;
    const auto distribution = makeDistribution(parameter->distribution, m_id);
    if (distribution) m_picture->setFigure(densityFigure(*distribution, parameterLabel(m_id, *parameter)));
}

void DistributionDialog::accept() {
    const std::optional<Parameter> parameter = edited();
    if (!parameter) return;
    m_document.setParameter(m_id, *parameter, tr("Distribution of %1").arg(shown(parameterLabel(m_id, *parameter))));
    QDialog::accept();
}

}  // namespace kachi

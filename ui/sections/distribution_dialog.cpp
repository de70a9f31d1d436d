#include "ui/sections/distribution_dialog.h"

#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "models/statistics/distribution_entry.h"
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
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Plain digits, as the C locale writes them.
std::optional<double> numberOf(const QLineEdit* field) {
    bool ok = false;
    const double value = QLocale::c().toDouble(field->text().trimmed(), &ok);
    return ok ? std::optional<double>(value) : std::nullopt;
}

/// Twelve digits: enough to state any estimate, too few for the noise of a conversion.
QString entryText(double value) {
    return QString::number(value, 'g', 12);
}

/// Numbers between blanks, commas, semicolons or line ends; nothing when a word is no number.
std::optional<std::vector<double>> numbersOf(const QPlainTextEdit* field) {
    static const QRegularExpression separators(u"[\\s,;]+"_s);
    std::vector<double> numbers;
    for (const QString& word : field->toPlainText().split(separators, Qt::SkipEmptyParts)) {
        bool ok = false;
        numbers.push_back(QLocale::c().toDouble(word, &ok));
        if (!ok) return {};
    }
    return numbers;
}

QString setLabel(const ArgumentSet& set) {
    QStringList names;
    for (const std::string& name : set.names) names << shown(argumentText(name));
    return names.join(u", "_s);
}

Figure densityFigure(const DistributionPreview& preview, const Text& label) {
    LineSeries series{.name = {"密度", "Density"}};
    for (const DensityPoint& point : preview.density) series.points.push_back({point.x, point.density});
    return {.id = "distribution",
            .title = {"95%区間 " + readableInterval(preview.low95, preview.high95, Language::ja),
                      "95% interval " + readableInterval(preview.low95, preview.high95, Language::en)},
            .content = LineFigure{.x = {.label = label},
                                  .y = {.label = {"密度", "Density"}, .minimum = 0.0},
                                  .series = {std::move(series)},
                                  .verticals = {{.label = {"2.5%", "2.5%"}, .value = preview.low95},
                                                {.label = {"97.5%", "97.5%"}, .value = preview.high95}}}};
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
      m_moments(styledLabel("muted")),
      m_message(styledLabel("error")),
      m_picture(new FigureView),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    const auto found = document.current().parameters.find(m_id);
    const Parameter parameter = found == document.current().parameters.end() ? Parameter{} : found->second;
    setWindowTitle(tr("Range and distribution: %1").arg(shown(parameterLabel(m_id, parameter))));
    m_family->setObjectName(u"family"_s);
    m_arguments->setObjectName(u"arguments"_s);
    m_moments->setObjectName(u"moments"_s);
    m_message->setObjectName(u"message"_s);
    for (const auto& [family, name] : familyNames) {
        m_family->addItem(shown(familyText(family)), static_cast<int>(family));
    }
    if (parameter.range) {
        m_low->setText(QString::fromStdString(numberText(parameter.range->low)));
        m_high->setText(QString::fromStdString(numberText(parameter.range->high)));
    }
    m_message->setWordWrap(true);
    m_moments->setWordWrap(true);
    m_picture->setLanguage(uiLanguage());
    m_picture->setEmptyText(tr("A fixed value: it does not vary over draws."));
    layOut();

    m_family->setCurrentIndex(m_family->findData(static_cast<int>(parameter.distribution.family)));
    listSets();
    fillIn(parameter.distribution);
    connect(m_family, &QComboBox::activated, this, [this] {
        listSets();
        buildFields();
    });
    connect(m_arguments, &QComboBox::activated, this, &DistributionDialog::buildFields);
    for (QLineEdit* field : {m_low, m_high}) connect(field, &QLineEdit::textEdited, this, &DistributionDialog::preview);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DistributionDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DistributionDialog::reject);
}

void DistributionDialog::layOut() {
    auto* range = new QHBoxLayout;
    range->addWidget(m_low);
    range->addWidget(new QLabel(u"–"_s));
    range->addWidget(m_high);
    m_form->addRow(tr("Range for sensitivity analysis"), range);
    m_form->addRow(tr("Distribution"), m_family);
    m_form->addRow(tr("Stated by"), m_arguments);
    auto* left = new QVBoxLayout;
    left->addLayout(m_form);
    left->addWidget(m_moments);
    left->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->addLayout(left);
    columns->addWidget(m_picture, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 110, 22);
}

Family DistributionDialog::family() const {
    return static_cast<Family>(m_family->currentData().toInt());
}

const ArgumentSet& DistributionDialog::argumentSet() const {
    return argumentSets(family()).at(static_cast<std::size_t>(std::max(0, m_arguments->currentIndex())));
}

void DistributionDialog::listSets() {
    m_arguments->clear();
    for (const ArgumentSet& set : argumentSets(family())) {
        const QString label = family() == Family::empirical ? tr("a list of values") : setLabel(set);
        m_arguments->addItem(label.isEmpty() ? tr("nothing") : label);
    }
}

void DistributionDialog::fillIn(const DistributionSpec& spec) {
    if (const ArgumentSet* stated = argumentSetOf(spec)) {
        m_arguments->setCurrentIndex(static_cast<int>(stated - argumentSets(spec.family).data()));
    }
    buildFields();
    for (const Argument& argument : m_fields) {
        const auto value = spec.args.find(argument.name);
        argument.field->setText(value == spec.args.end() ? QString()
                                                         : QString::fromStdString(numberText(value->second)));
    }
    if (m_values) {
        QStringList words;
        for (const double value : spec.values) words << QString::fromStdString(numberText(value));
        m_values->setPlainText(words.join(u'\n'));
    }
    fieldEdited();
}

/// Only what was typed is remembered: numbers filled in by a conversion are rounded.
void DistributionDialog::fieldEdited() {
    preview();
    const std::optional<DistributionSpec> spec = stated();
    if (spec && makeDistribution(*spec, m_id)) m_sound = *spec;
}

/// A field per argument, filled with what the last sound distribution says in these terms.
void DistributionDialog::buildFields() {
    for (const Argument& argument : m_fields) m_form->removeRow(argument.field);
    m_fields.clear();
    if (m_values) m_form->removeRow(m_values);
    m_values = nullptr;

    const ArgumentSet& set = argumentSet();
    std::vector<std::string> names = set.names;
    if (!set.optional.empty()) names.push_back(set.optional);
    std::map<std::string, double> args;
    if (m_sound) args = restated(*m_sound, family(), names);
    for (const std::string& name : names) {
        auto* field = new QLineEdit;
        field->setObjectName(QString::fromStdString("argument." + name));
        if (name == set.optional) field->setPlaceholderText(tr("may be left blank"));
        const auto value = args.find(name);
        if (value != args.end()) field->setText(entryText(value->second));
        m_form->addRow(shown(argumentText(name)), field);
        m_fields.push_back({name, field, name == set.optional});
        connect(field, &QLineEdit::textEdited, this, &DistributionDialog::fieldEdited);
    }
    if (family() == Family::empirical) {
        m_values = new QPlainTextEdit;
        m_values->setObjectName(u"values"_s);
        m_values->setTabChangesFocus(true);
        m_form->addRow(tr("Values, equally likely"), m_values);
        connect(m_values, &QPlainTextEdit::textChanged, this, &DistributionDialog::fieldEdited);
    }
    preview();
}

std::optional<DistributionSpec> DistributionDialog::stated() const {
    DistributionSpec spec{family(), {}};
    for (const Argument& argument : m_fields) {
        if (argument.isOptional && argument.field->text().trimmed().isEmpty()) continue;
        const std::optional<double> number = numberOf(argument.field);
        if (!number) return {};
        spec.args[argument.name] = *number;
    }
    if (m_values) {
        auto numbers = numbersOf(m_values);
        if (!numbers) return {};
        spec.values = std::move(*numbers);
    }
    return spec;
}

std::optional<Parameter> DistributionDialog::edited() const {
    const auto found = m_document.current().parameters.find(m_id);
    Parameter parameter = found == m_document.current().parameters.end() ? Parameter{} : found->second;
    auto spec = stated();
    if (!spec) return {};
    parameter.distribution = std::move(*spec);
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
    m_moments->clear();
    Issues issues;
    if (parameter) issues = validate(parameter->distribution, m_id);
    m_message->setText(parameter ? issuesText(issues) : tr("Enter plain numbers; the range from low to high."));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(parameter && !hasErrors(issues));
    if (!parameter || hasErrors(issues) || parameter->distribution.family == Family::fixed) return;
    const auto preview = previewDistribution(parameter->distribution, m_id);
    if (!preview) return;
    const Language language = uiLanguage();
    m_moments->setText(tr("Mean %1, SD %2, 95% interval %3")
                           .arg(QString::fromStdString(readableNumber(preview->mean, language)),
                                QString::fromStdString(readableNumber(preview->standardDeviation, language)),
                                QString::fromStdString(readableInterval(preview->low95, preview->high95, language))));
    if (!preview->density.empty()) m_picture->setFigure(densityFigure(*preview, parameterLabel(m_id, *parameter)));
}

void DistributionDialog::accept() {
    const std::optional<Parameter> parameter = edited();
    if (!parameter) return;
    m_document.setParameter(m_id, *parameter, tr("Distribution of %1").arg(shown(parameterLabel(m_id, *parameter))));
    QDialog::accept();
}

}  // namespace kachi

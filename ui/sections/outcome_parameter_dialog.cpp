#include "ui/sections/outcome_parameter_dialog.h"

#include "models/params/registry.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr Unit units[] = {Unit::none,    Unit::probability, Unit::rate,    Unit::ratio,     Unit::currency,
                          Unit::utility, Unit::qaly,        Unit::years,   Unit::months,    Unit::hours,
                          Unit::minutes, Unit::persons,     Unit::per100k, Unit::lifeYears, Unit::percent,
                          Unit::count,   Unit::points,      Unit::yen,     Unit::yenPerYear};

}  // namespace

OutcomeParameterDialog::OutcomeParameterDialog(CaseDocument& document, const std::string& parameterId, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_id(parameterId),
      m_name(new QLineEdit),
      m_japanese(new QLineEdit),
      m_english(new QLineEdit),
      m_unit(new QComboBox),
      m_message(styledLabel("error")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(m_id.empty() ? tr("Add parameter") : tr("Label and unit"));
    const auto found = document.current().parameters.find(m_id);
    const Parameter parameter = found == document.current().parameters.end() ? Parameter{} : found->second;
    m_name->setText(m_id.empty() ? u"outcomes."_s : QString::fromStdString(m_id));
    m_name->setReadOnly(!m_id.empty());
    m_japanese->setText(QString::fromStdString(parameter.label.ja));
    m_english->setText(QString::fromStdString(parameter.label.en));
    for (const Unit unit : units) {
        m_unit->addItem(unit == Unit::none ? tr("none") : shown(unitText(unit)), static_cast<int>(unit));
    }
    const int stored = static_cast<int>(parameter.unit);
    if (m_unit->findData(stored) < 0) m_unit->addItem(shown(unitText(parameter.unit)), stored);
    m_unit->setCurrentIndex(m_unit->findData(stored));
    auto* form = new QFormLayout;
    form->addRow(tr("Name in formulas"), m_name);
    form->addRow(tr("Label in Japanese"), m_japanese);
    form->addRow(tr("Label in English"), m_english);
    form->addRow(tr("Unit"), m_unit);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(m_message->fontMetrics().lineSpacing());
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    connect(m_name, &QLineEdit::textChanged, this, &OutcomeParameterDialog::checkName);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &OutcomeParameterDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &OutcomeParameterDialog::reject);
    resizeForText(this, 64, 0);
    checkName();
}

void OutcomeParameterDialog::checkName() {
    const std::string name = m_name->text().trimmed().toStdString();
    QString problem;
    if (m_id.empty() && m_document.current().parameters.contains(name)) {
        problem = tr("There is a parameter of this name.");
    } else if (!isOutcomeId(name)) {
        problem = tr("A name starts with \"outcomes.\" and has letters, digits and dots.");
    }
    m_message->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

void OutcomeParameterDialog::accept() {
    const std::string id = m_name->text().trimmed().toStdString();
    const auto found = m_document.current().parameters.find(id);
    Parameter parameter = found == m_document.current().parameters.end() ? Parameter{} : found->second;
    parameter.label = {m_japanese->text().trimmed().toStdString(), m_english->text().trimmed().toStdString()};
    if (parameter.label.ja.empty()) parameter.label.ja = parameter.label.en;
    if (parameter.label.en.empty()) parameter.label.en = parameter.label.ja;
    parameter.unit = static_cast<Unit>(m_unit->currentData().toInt());
    const QString label = shown(parameterLabel(id, parameter));
    m_document.setParameter(id, std::move(parameter),
                            m_id.empty() ? tr("Add parameter %1").arg(label) : tr("Label and unit of %1").arg(label));
    QDialog::accept();
}

}  // namespace kachi

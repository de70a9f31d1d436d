#include "ui/sections/source_dialog.h"

#include "app/report/case_text.h"
#include "models/params/registry.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/language.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace kachi {

SourceDialog::SourceDialog(CaseDocument& document, std::string parameterId, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_id(std::move(parameterId)),
      m_kind(new QComboBox),
      m_citation(new QLineEdit),
      m_url(new QLineEdit),
      m_evidence(new QComboBox),
      m_locator(new QLineEdit),
      m_note(new QPlainTextEdit) {
    const Case& value = document.current();
    const auto found = value.parameters.find(m_id);
    const Parameter parameter = found == value.parameters.end() ? Parameter{} : found->second;
    setWindowTitle(tr("Source: %1").arg(shown(parameterLabel(m_id, parameter))));
    for (const SourceKind kind : {SourceKind::none, SourceKind::published, SourceKind::official, SourceKind::secondary,
                                  SourceKind::derived, SourceKind::assumption}) {
        m_kind->addItem(shown(sourceKindText(kind)), static_cast<int>(kind));
    }
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(parameter.source.kind)));
    m_evidence->addItem(tr("none"), QString());
    for (const Evidence& evidence : value.evidence) {
        m_evidence->addItem(shown(evidence.title), QString::fromStdString(evidence.id));
    }
    m_evidence->setCurrentIndex(std::max(0, m_evidence->findData(QString::fromStdString(parameter.evidence.evidence))));
    m_citation->setText(QString::fromStdString(parameter.source.citation));
    m_url->setText(QString::fromStdString(parameter.source.url));
    m_locator->setText(QString::fromStdString(parameter.evidence.locator));
    m_note->setPlainText(QString::fromStdString(parameter.note));
    m_note->setMaximumHeight(fontMetrics().height() * 5);

    auto* form = new QFormLayout;
    form->addRow(tr("Kind of source"), m_kind);
    form->addRow(tr("Citation"), m_citation);
    form->addRow(tr("Address (URL)"), m_url);
    form->addRow(tr("Evidence of the case"), m_evidence);
    form->addRow(tr("Place in it"), m_locator);
    form->addRow(tr("Note"), m_note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &SourceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &SourceDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);
    resizeForText(this, 80, 0);
}

void SourceDialog::accept() {
    const auto found = m_document.current().parameters.find(m_id);
    Parameter parameter = found == m_document.current().parameters.end() ? Parameter{} : found->second;
    parameter.source = {static_cast<SourceKind>(m_kind->currentData().toInt()),
                        m_citation->text().trimmed().toStdString(), m_url->text().trimmed().toStdString()};
    parameter.evidence.evidence = m_evidence->currentData().toString().toStdString();
    parameter.evidence.locator = m_locator->text().trimmed().toStdString();
    parameter.note = m_note->toPlainText().trimmed().toStdString();
    m_document.setParameter(m_id, parameter, tr("Source of %1").arg(shown(parameterLabel(m_id, parameter))));
    QDialog::accept();
}

}  // namespace kachi

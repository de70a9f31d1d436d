#include "ui/editors/number_field.h"

#include "models/params/registry.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/language.h"

#include <QEvent>
#include <QKeyEvent>

namespace kachi {

NumberEdit::NumberEdit(const CaseDocument& document, std::string parameterId, QWidget* parent)
    : ProblemEdit(parent), m_document(document), m_parameterId(std::move(parameterId)) {
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

Result<NumberEntry> NumberEdit::read() {
    auto entry = readNumberEntry(text(), m_document.current(), m_parameterId);
    if (entry) {
        clearProblem();
    } else {
        showProblem(issuesText(entry.issues()));
    }
    return entry;
}

NumberField::NumberField(CaseDocument& document, const std::string& parameterId, QWidget* parent)
    : NumberEdit(document, parameterId, parent), m_document(document) {
    const auto follow = [this] {
        if (!hasFocus() && !hasProblem()) showValue();
    };
    connect(&m_document, &CaseDocument::changed, this, follow);
    connect(&m_document, &CaseDocument::opened, this, [this] {
        clearProblem();
        showValue();
    });
    showValue();
}

void NumberField::setWorkedOut(std::optional<double> value) {
    m_workedOut = value;
    if (!hasFocus() && !hasProblem()) showValue();
}

Parameter NumberEdit::parameter() const {
    const auto& parameters = m_document.current().parameters;
    const auto found = parameters.find(parameterId());
    return found == parameters.end() ? Parameter{} : found->second;
}

void NumberField::showValue() {
    const Parameter current = parameter();
    const std::optional<double> value = current.expression.empty() ? current.value : m_workedOut;
    setAccessibleName(shown(parameterLabel(parameterId(), current)));
    setPlaceholderText(tr("to be entered"));
    setText(value ? groupedText(*value) : entryText(current));
    setCursorPosition(0);
}

bool NumberField::commit() {
    const Parameter before = parameter();
    if (text() == entryText(before)) {
        clearProblem();
        return true;
    }
    const auto entry = read();
    if (!entry) return false;
    m_document.setParameter(parameterId(), withEntry(before, *entry),
                            tr("Set %1").arg(shown(parameterLabel(parameterId(), before))),
                            QStringLiteral("value:") + QString::fromStdString(parameterId()));
    return true;
}

void NumberField::focusInEvent(QFocusEvent* event) {
    if (!hasProblem() && event->reason() != Qt::PopupFocusReason) setText(entryText(parameter()));
    NumberEdit::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) selectAll();
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    NumberEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && commit()) showValue();
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (commit()) {
                setText(entryText(parameter()));
                selectAll();
            }
            return;
        case Qt::Key_Escape:
            clearProblem();
            setText(entryText(parameter()));
            selectAll();
            return;
        default:
            NumberEdit::keyPressEvent(event);
    }
}

void NumberField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && !hasFocus() && !hasProblem()) showValue();
    NumberEdit::changeEvent(event);
}

}  // namespace kachi

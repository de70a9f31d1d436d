#include "ui/sections/outcome_expression_field.h"

namespace kachi {

ExpressionField::ExpressionField(CaseDocument& document, Place place, QWidget* parent)
    : ExpressionEdit(document, parent), m_document(document), m_place(std::move(place)) {
    setFrame(true);
    connect(this, &QLineEdit::editingFinished, this, &ExpressionField::commit);
    connect(&m_document, &CaseDocument::opened, this, &ExpressionField::showText);
    connect(&m_document, &CaseDocument::changed, this, &ExpressionField::showText);
    showText();
}

void ExpressionField::showText() {
    if (hasFocus() && isModified()) return;
    Case copy = m_document.current();  // places answer for reading and writing alike
    const std::string* stored = m_place(copy);
    setEnabled(stored);
    const QString text = stored ? QString::fromStdString(*stored) : QString();
    if (this->text() != text) setText(text);
    check();
}

void ExpressionField::commit() {
    setModified(false);
    Case after = m_document.current();
    std::string* stored = m_place(after);
    const std::string typed = text().trimmed().toStdString();
    if (!stored || *stored == typed) return;
    *stored = typed;
    m_document.replace(std::move(after), tr("Edit %1").arg(accessibleName()));
}

}  // namespace kachi

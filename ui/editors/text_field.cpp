#include "ui/editors/text_field.h"

#include "ui/windows/language.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFocusEvent>

namespace kachi {
namespace {

QString partIn(const CaseDocument& document, const TextPlace& place, Language language) {
    Case copy = document.current();  // places answer for reading and writing alike
    const Text* text = place(copy);
    return text ? QString::fromStdString(text->in(language)) : QString();
}

Language otherLanguage() {
    return uiLanguage() == Language::ja ? Language::en : Language::ja;
}

void writePart(CaseDocument& document, const TextPlace& place, const QString& typed, const QString& name) {
    Case after = document.current();
    Text* text = place(after);
    if (!text) return;
    editedPart(*text) = typed.toStdString();
    document.replace(std::move(after), QCoreApplication::translate("kachi::TextField", "Edit %1").arg(name));
}

}  // namespace

TextField::TextField(CaseDocument& document, TextPlace place, QWidget* parent)
    : QLineEdit(parent), m_document(document), m_place(std::move(place)) {
    connect(this, &QLineEdit::editingFinished, this, &TextField::commit);
    connect(&m_document, &CaseDocument::opened, this, &TextField::showText);
    connect(&m_document, &CaseDocument::changed, this, &TextField::showText);
    showText();
}

void TextField::setName(const QString& name) {
    setAccessibleName(name);
}

void TextField::showText() {
    const QString stored = partIn(m_document, m_place, uiLanguage());
    const QString other = partIn(m_document, m_place, otherLanguage());
    QLineEdit::setPlaceholderText(other.isEmpty() ? m_standIn : other);
    if (text() == stored) return;
    setText(stored);
    setCursorPosition(0);
}

void TextField::setPlaceholderText(const QString& words) {
    m_standIn = words;
    showText();
}

void TextField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) showText();
    QLineEdit::changeEvent(event);
}

void TextField::commit() {
    if (text() != partIn(m_document, m_place, uiLanguage())) writePart(m_document, m_place, text(), accessibleName());
}

TextArea::TextArea(CaseDocument& document, TextPlace place, int lines, QWidget* parent)
    : QPlainTextEdit(parent), m_document(document), m_place(std::move(place)) {
    setTabChangesFocus(true);
    setFixedHeight(fontMetrics().lineSpacing() * lines + fontMetrics().height());
    connect(&m_document, &CaseDocument::opened, this, &TextArea::showText);
    connect(&m_document, &CaseDocument::changed, this, &TextArea::showText);
    showText();
}

void TextArea::setName(const QString& name) {
    setAccessibleName(name);
}

void TextArea::showText() {
    const QString stored = partIn(m_document, m_place, uiLanguage());
    setPlaceholderText(partIn(m_document, m_place, otherLanguage()));
    if (toPlainText() != stored) setPlainText(stored);
}

void TextArea::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason) commit();
}

void TextArea::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) showText();
    QPlainTextEdit::changeEvent(event);
}

void TextArea::commit() {
    const QString typed = toPlainText();
    if (typed != partIn(m_document, m_place, uiLanguage())) writePart(m_document, m_place, typed, accessibleName());
}

}  // namespace kachi

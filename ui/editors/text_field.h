#pragma once

#include "app/document/case_document.h"

#include <QLineEdit>
#include <QPlainTextEdit>

#include <functional>

namespace kachi {

/// Where in a case a bilingual text stands; nullptr when it is not there (any more).
using TextPlace = std::function<Text*(Case&)>;

/// A line bound to a bilingual text of the case: edits the part of the window's language, as undo steps. While that
/// part is empty the other language stands in grey.
class TextField : public QLineEdit {
    Q_OBJECT

public:
    TextField(CaseDocument& document, TextPlace place, QWidget* parent = nullptr);

    /// Name for undo steps and screen readers.
    void setName(const QString& name);

    /// Grey words while neither language holds a text; they stay when the case changes.
    void setPlaceholderText(const QString& words);

    /// Shows what the case holds; call when the place means another text.
    void showText();

protected:
    void changeEvent(QEvent* event) override;

private:
    void commit();

    CaseDocument& m_document;
    TextPlace m_place;
    QString m_standIn;
};

/// The same for several lines; written when the focus leaves.
class TextArea : public QPlainTextEdit {
    Q_OBJECT

public:
    TextArea(CaseDocument& document, TextPlace place, int lines, QWidget* parent = nullptr);

    void setName(const QString& name);
    void showText();

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void commit();

    CaseDocument& m_document;
    TextPlace m_place;
};

}  // namespace kachi

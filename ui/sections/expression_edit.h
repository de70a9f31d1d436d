#pragma once

#include "app/document/case_document.h"

#include <QLineEdit>

class QCompleter;

namespace kachi {

/// A line for an expression: completes the name under the cursor, and marks faults while they are typed, with their
/// sentence as tooltip.
class ExpressionEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit ExpressionEdit(const CaseDocument& document, QWidget* parent = nullptr);

    /// Marks the line according to its text.
    void check();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    int wordStart() const;
    void complete(const QString& name);
    void offer();

    const CaseDocument& m_document;
    QCompleter* m_completer;
};

}  // namespace kachi

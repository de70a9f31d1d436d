#include "ui/editors/checked_edit.h"

#include "ui/windows/issue_messages.h"

#include <QKeyEvent>

namespace kachi {

CheckedEdit::CheckedEdit(Faults faults, QWidget* parent) : ProblemEdit(parent), m_faults(std::move(faults)) {}

bool CheckedEdit::accepts() {
    const Issues issues = m_faults(text());
    if (issues.empty()) {
        clearProblem();
        return true;
    }
    showProblem(issuesText(issues));
    return false;
}

void CheckedEdit::showStored(const QString& text) {
    m_stored = text;
    if (hasProblem() || this->text() == text) return;
    setText(text);
    setCursorPosition(0);
}

void CheckedEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && hasProblem()) {
        clearProblem();
        setText(m_stored);
        selectAll();
        return;
    }
    ProblemEdit::keyPressEvent(event);
}

}  // namespace kachi

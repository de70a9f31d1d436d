#include "ui/editors/problem_edit.h"

#include <QStyle>
#include <QToolTip>

namespace kachi {

ProblemEdit::ProblemEdit(QWidget* parent) : QLineEdit(parent) {
    connect(this, &QLineEdit::textEdited, this, &ProblemEdit::clearProblem);
}

void ProblemEdit::clearProblem() {
    if (!hasProblem()) return;
    setProperty("problem", false);
    setToolTip(QString());
    setAccessibleDescription(QString());
    style()->unpolish(this);
    style()->polish(this);
}

void ProblemEdit::showProblem(const QString& explanation) {
    setProperty("problem", true);
    setToolTip(explanation);
    setAccessibleDescription(explanation);
    style()->unpolish(this);
    style()->polish(this);
    if (isVisible()) QToolTip::showText(mapToGlobal(QPoint(0, height())), explanation, this);
}

}  // namespace kachi

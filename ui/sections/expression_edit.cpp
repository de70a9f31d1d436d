#include "ui/sections/expression_edit.h"

#include "ui/sections/outcome_expression_check.h"
#include "ui/windows/issue_messages.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStringListModel>
#include <QStyle>

namespace kachi {

ExpressionEdit::ExpressionEdit(const CaseDocument& document, QWidget* parent)
    : QLineEdit(parent), m_document(document), m_completer(new QCompleter(this)) {
    setFrame(false);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->setWidget(this);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &ExpressionEdit::complete);
    connect(this, &QLineEdit::textEdited, this, &ExpressionEdit::offer);
    connect(this, &QLineEdit::textChanged, this, &ExpressionEdit::check);
}

void ExpressionEdit::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    static_cast<QStringListModel*>(m_completer->model())->setStringList(namesOf(m_document.current()));
}

void ExpressionEdit::check() {
    const Issues issues = expressionFaults(m_document.current(), text().trimmed().toStdString());
    setToolTip(issuesText(issues));
    if (property("problem").toBool() == !issues.empty()) return;
    setProperty("problem", !issues.empty());
    style()->unpolish(this);
    style()->polish(this);
}

int ExpressionEdit::wordStart() const {
    int start = cursorPosition();
    while (start > 0) {
        const QChar before = text()[start - 1];
        if (!before.isLetterOrNumber() && before != u'.') break;
        --start;
    }
    return start;
}

void ExpressionEdit::complete(const QString& name) {
    const int start = wordStart();
    setText(text().left(start) + name + text().mid(cursorPosition()));
    setCursorPosition(start + static_cast<int>(name.size()));
}

void ExpressionEdit::offer() {
    const QString word = text().mid(wordStart(), cursorPosition() - wordStart());
    if (word.size() < 2) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(word);
    QRect place = rect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) +
                   m_completer->popup()->verticalScrollBar()->sizeHint().width() + fontMetrics().height());
    m_completer->complete(place);
}

void ExpressionEdit::keyPressEvent(QKeyEvent* event) {
    const bool choosing = m_completer->popup()->isVisible();
    const int key = event->key();
    if (choosing && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab)) {
        event->ignore();  // the list of names takes it
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace kachi

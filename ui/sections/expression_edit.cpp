#include "ui/sections/expression_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QScrollBar>

namespace kachi {

using namespace Qt::StringLiterals;

QStringList namesOf(const Case& value) {
    QStringList names{u"cycle"_s, u"time"_s, u"age"_s, u"age0"_s};
    for (const auto& [id, parameter] : value.parameters) {
        if (id.starts_with("outcomes.")) names << QString::fromStdString(id);
    }
    for (const LookupTable& table : value.tables) {
        for (const auto& [column, values] : table.columns) {
            names << QString::fromStdString("lookup(" + table.id + "." + column + ", age)");
        }
    }
    for (const char* function : {"exp(", "ln(", "sqrt(", "min(", "max(", "if("}) names << QLatin1StringView(function);
    return names;
}

ExpressionEdit::ExpressionEdit(const QStringList& names, QWidget* parent)
    : QLineEdit(parent), m_completer(new QCompleter(names, this)) {
    setFrame(false);
    m_completer->setWidget(this);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &ExpressionEdit::complete);
    connect(this, &QLineEdit::textEdited, this, &ExpressionEdit::offer);
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

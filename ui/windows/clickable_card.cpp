#include "ui/windows/clickable_card.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScreen>
#include <QStyle>

namespace kachi {

using namespace Qt::StringLiterals;

ClickableCard::ClickableCard(QWidget* parent) : QFrame(parent) {
    setObjectName(u"card"_s);
    setProperty("clickable", true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void ClickableCard::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) Q_EMIT clicked();
}

void ClickableCard::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
        Q_EMIT clicked();
    } else {
        QFrame::keyPressEvent(event);
    }
}

QLabel* styledLabel(const char* role, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setProperty("role", QLatin1StringView(role));
    return label;
}

void setLabelRole(QLabel* label, const char* role) {
    label->setProperty("role", QLatin1StringView(role));
    label->style()->unpolish(label);
    label->style()->polish(label);
}

void setWrappedText(QLabel* label, const QString& text) {
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setText(
        u"<p style='line-height:125%; margin:0'>%1</p>"_s.arg(text.toHtmlEscaped().replace(u'\n', u"<br>"_s)));
    label->setAccessibleName(text);
}

int textColumns(const QWidget* widget, int characters) {
    return widget->fontMetrics().horizontalAdvance(u'0') * characters;
}

void resizeForText(QWidget* window, int characters, int lines) {
    const int height = lines == 0 ? window->sizeHint().height() : window->fontMetrics().height() * lines;
    window->resize(QSize(textColumns(window, characters), height).boundedTo(window->screen()->availableSize() * 0.9));
}

}  // namespace kachi

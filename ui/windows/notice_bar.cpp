#include "ui/windows/notice_bar.h"

#include "ui/windows/icons.h"
#include "ui/windows/issue_messages.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace kachi {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), m_icon(new IconLabel(1.2)), m_text(new QLabel), m_close(new QToolButton) {
    setObjectName(u"notice"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(themedIcon(u"cancel"_s));
    m_close->setAutoRaise(true);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    retranslate();
    hide();
}

void NoticeBar::tell(Severity severity, const QString& text) {
    m_icon->setIcon(severityIcon(severity));
    m_icon->setAccessibleName(severityName(severity));
    m_text->setText(text);
    show();
}

void NoticeBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void NoticeBar::retranslate() {
    m_close->setText(tr("Close this message"));
    m_close->setToolTip(m_close->text());
    m_close->setAccessibleName(m_close->text());
}

}  // namespace kachi

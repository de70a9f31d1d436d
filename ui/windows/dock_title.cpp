#include "ui/windows/dock_title.h"

#include "ui/windows/icons.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace kachi {

using namespace Qt::StringLiterals;

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock), m_summary(new QLabel), m_fold(new QToolButton) {
    setObjectName(u"dockTitle"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* text = new QLabel(dock->windowTitle());
    text->setProperty("role", u"heading"_s);
    connect(dock, &QWidget::windowTitleChanged, text, &QLabel::setText);
    m_fold->setAutoRaise(true);
    m_fold->setIcon(themedIcon(u"cancel"_s));
    const int side = fontMetrics().height() * 3 / 4;
    m_fold->setIconSize({side, side});
    connect(m_fold, &QToolButton::clicked, dock, &QWidget::hide);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(side, side / 4, side / 4, side / 4);
    row->addWidget(text);
    row->addWidget(m_summary, 1);
    row->addWidget(m_fold);
    retranslate();
}

void DockTitle::setSummary(const QString& words) {
    m_summary->setText(words);
}

void DockTitle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void DockTitle::retranslate() {
    m_fold->setText(tr("Fold away"));
    m_fold->setToolTip(tr("Fold this panel away; the View menu brings it back"));
    m_fold->setAccessibleName(m_fold->text());
}

}  // namespace kachi

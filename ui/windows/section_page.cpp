#include "ui/windows/section_page.h"

#include <QEvent>

namespace kachi {

SectionPage::SectionPage(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {}

bool SectionPage::goTo(const std::string&) {
    return false;
}

void SectionPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace kachi

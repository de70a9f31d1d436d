#include "ui/windows/section_tabs.h"

namespace kachi {

SectionTabs::SectionTabs(QWidget* parent) : QTabBar(parent) {
    setObjectName(QStringLiteral("sectionTabs"));
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QTabBar::currentChanged, this, &SectionTabs::fit);
}

void SectionTabs::addSection(const QIcon& icon) {
    m_icons.push_back(icon);
    m_titles.push_back({});
    addTab(icon, {});
}

void SectionTabs::setTitles(const QStringList& titles) {
    m_titles = titles;
    show(Look::title);
    m_widthOfTitles = wantedWidth();
    show(Look::iconAndTitle);
    m_widthWithIcons = wantedWidth();
    for (int i = 0; i < count(); ++i) setAccessibleTabName(i, titles[i]);
    fit();
}

QSize SectionTabs::minimumSizeHint() const {
    return {iconSize().width() * 2 * count(), QTabBar::minimumSizeHint().height()};
}

void SectionTabs::resizeEvent(QResizeEvent* event) {
    fit();
    QTabBar::resizeEvent(event);
}

void SectionTabs::fit() {
    show(width() >= m_widthWithIcons ? Look::iconAndTitle : width() >= m_widthOfTitles ? Look::title : Look::icon);
}

void SectionTabs::show(Look look) {
    for (int i = 0; i < count(); ++i) {
        setTabIcon(i, look == Look::title ? QIcon() : m_icons[static_cast<std::size_t>(i)]);
        setTabText(i, look == Look::icon && i != currentIndex() ? QString() : m_titles[i]);
    }
}

int SectionTabs::wantedWidth() const {
    int sum = 0;
    for (int i = 0; i < count(); ++i) sum += tabSizeHint(i).width();
    return sum;
}

}  // namespace kachi

#pragma once

#include <QIcon>
#include <QTabBar>

namespace kachi {

/// The tabs of the sections, all in sight at any width: icon and title where they fit, else the title alone, else the
/// icon alone with the title as tooltip.
class SectionTabs : public QTabBar {
    Q_OBJECT

public:
    explicit SectionTabs(QWidget* parent = nullptr);

    void addSection(const QIcon& icon);

    /// @param titles  one per section, in the order they were added
    void setTitles(const QStringList& titles);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Look { iconAndTitle, title, icon };  ///< the section that is open keeps its title

    void fit();
    void show(Look look);
    int wantedWidth() const;

    std::vector<QIcon> m_icons;
    QStringList m_titles;
    int m_widthWithIcons = 0;
    int m_widthOfTitles = 0;
};

}  // namespace kachi

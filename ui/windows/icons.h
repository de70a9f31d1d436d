#pragma once

#include <QIcon>
#include <QWidget>

namespace kachi {

/// The picture resources/icons/<name>.svg, drawn in the text colour of the palette in force when it is painted, so
/// that a change of theme needs no new icons.
QIcon themedIcon(const QString& name);

/// The same in a fixed colour, for severities.
QIcon themedIcon(const QString& name, const QColor& colour);

/// An icon standing by itself; keeps its colour in step with the theme.
class IconLabel : public QWidget {
public:
    /// @param lines  height in lines of text
    explicit IconLabel(double lines, QWidget* parent = nullptr);

    void setIcon(const QIcon& icon);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
    double m_lines;
};

}  // namespace kachi

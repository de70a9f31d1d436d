#pragma once

#include <QFrame>

class QLabel;

namespace kachi {

/// A framed card that acts like a button: mouse, Enter and Space.
class ClickableCard : public QFrame {
    Q_OBJECT

public:
    explicit ClickableCard(QWidget* parent = nullptr);

Q_SIGNALS:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

/// A label whose look the style sheet knows: title, heading, figure, muted, error, warning, good.
QLabel* styledLabel(const char* role, QWidget* parent = nullptr);
void setLabelRole(QLabel* label, const char* role);

/// Text of several lines, spaced for reading (the interface font sets lines tight).
void setWrappedText(QLabel* label, const QString& text);

/// Width of so many digits in the widget's font: lengths follow the font, not the screen.
int textColumns(const QWidget* widget, int characters);

/// Gives a window room for so much text, but no more than its screen has. @param lines  0: as high as it wants to be
void resizeForText(QWidget* window, int characters, int lines);

}  // namespace kachi

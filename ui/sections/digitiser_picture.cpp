#include "ui/sections/digitiser_picture.h"

#include "ui/windows/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace kachi {

DigitiserPicture::DigitiserPicture(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
}

void DigitiserPicture::setPicture(const QImage& picture) {
    m_picture = picture;
    setZoom(m_zoom);
}

void DigitiserPicture::setZoom(double zoom) {
    m_zoom = zoom;
    setFixedSize(sizeHint());
    update();
}

void DigitiserPicture::setMarks(std::vector<Mark> marks) {
    m_marks = std::move(marks);
    update();
}

QPointF DigitiserPicture::inPicture(QPointF position) const {
    const QPointF pixel = position / m_zoom;
    return {std::clamp(pixel.x(), 0.0, m_picture.width() - 1.0), std::clamp(pixel.y(), 0.0, m_picture.height() - 1.0)};
}

void DigitiserPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(rect(), m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const double size = fontMetrics().height() / 4.0;
    for (const Mark& mark : m_marks) {
        const QPointF at = mark.pixel * m_zoom;
        const QColor colour = !mark.label.isEmpty() ? themeColours().error
                              : mark.quiet          ? themeColours().muted
                                                    : themeColours().accent;
        painter.setPen(QPen(colour, mark.chosen ? 3 : 1.5));
        if (mark.label.isEmpty()) {
            painter.setBrush(mark.chosen ? QBrush(colour) : Qt::NoBrush);
            painter.drawEllipse(at, size, size);
        } else {
            painter.drawLine(at - QPointF(2 * size, 0), at + QPointF(2 * size, 0));
            painter.drawLine(at - QPointF(0, 2 * size), at + QPointF(0, 2 * size));
            painter.drawText(at + QPointF(size, -size), mark.label);
        }
    }
}

void DigitiserPicture::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !m_picture.isNull()) Q_EMIT pressed(inPicture(event->position()));
}

void DigitiserPicture::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton && !m_picture.isNull()) Q_EMIT moved(inPicture(event->position()));
}

void DigitiserPicture::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT released();
}

void DigitiserPicture::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        Q_EMIT removeWanted();
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace kachi

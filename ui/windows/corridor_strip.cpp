#include "ui/windows/corridor_strip.h"

#include "ui/windows/clickable_card.h"
#include "ui/windows/figure_text.h"
#include "ui/windows/language.h"
#include "ui/windows/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

CorridorStrip::CorridorStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CorridorStrip::setMarks(std::vector<CorridorMark> marks) {
    m_marks = std::move(marks);
    describe();
    updateGeometry();
    update();
}

int CorridorStrip::rowHeight() const {
    return fontMetrics().height() * 3;
}

QSize CorridorStrip::sizeHint() const {
    return {textColumns(this, 34), rowHeight() * static_cast<int>(m_marks.size())};
}

QSize CorridorStrip::minimumSizeHint() const {
    return {textColumns(this, 12), rowHeight() * static_cast<int>(m_marks.size())};
}

void CorridorStrip::paintEvent(QPaintEvent*) {
    if (m_marks.empty()) return;
    double lowest = m_marks.front().yen;
    double highest = lowest;
    for (const CorridorMark& mark : m_marks) {
        lowest = std::min({lowest, mark.yen, mark.low.value_or(mark.yen)});
        highest = std::max({highest, mark.yen, mark.high.value_or(mark.yen)});
    }
    const double span = highest > lowest ? highest - lowest : 1.0;
    int priceWidth = 0;
    for (const CorridorMark& mark : m_marks) {
        priceWidth = std::max(priceWidth, fontMetrics().horizontalAdvance(figureText(mark.yen, Unit::yen)));
    }

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours& colours = themeColours();
    const double line = fontMetrics().height();
    const double radius = line * 0.27;
    const double left = radius + 1;
    const double right = width() - priceWidth - line * 0.6 - radius;
    const auto place = [&](double yen) { return left + (right - left) * (yen - lowest) / span; };

    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const CorridorMark& mark = m_marks[i];
        const double top = rowHeight() * static_cast<double>(i);
        const QString label = fontMetrics().elidedText(shown(mark.label), Qt::ElideRight, width());
        painter.setPen(colours.muted);
        painter.drawText(QRectF(0, top, width(), 1.2 * line), Qt::AlignLeft | Qt::AlignVCenter, label);
        painter.setPen(colours.text);
        painter.drawText(QRectF(0, top + 1.35 * line, width(), 1.2 * line), Qt::AlignRight | Qt::AlignVCenter,
                         figureText(mark.yen, Unit::yen));

        const double y = top + line * 1.95;
        painter.setPen(QPen(colours.border, line * 0.09, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        if (mark.low && mark.high) {
            painter.setPen(QPen(colours.accent, line * 0.24, Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(QPointF(place(*mark.low), y), QPointF(place(*mark.high), y));
        }
        painter.setPen(QPen(colours.surface, line * 0.1));
        painter.setBrush(colours.accent);
        painter.drawEllipse(QPointF(place(mark.yen), y), radius, radius);
    }
}

void CorridorStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

bool CorridorStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::size_t row = static_cast<std::size_t>(help->pos().y() / rowHeight());
    if (row < m_marks.size()) {
        const CorridorMark& mark = m_marks[row];
        QToolTip::showText(help->globalPos(),
                           u"%1: %2\n%3"_s.arg(shown(mark.label), figureText(mark.yen, Unit::yen), shown(mark.basis)),
                           this);
    }
    return true;
}

void CorridorStrip::describe() {
    setAccessibleName(tr("Price corridor"));
    QStringList lines;
    for (const CorridorMark& mark : m_marks) lines << shown(mark.label) + u": "_s + figureText(mark.yen, Unit::yen);
    setAccessibleDescription(lines.join(u", "_s));
}

}  // namespace kachi

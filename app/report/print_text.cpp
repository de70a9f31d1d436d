#include "app/report/print_text.h"

#include <QFontMetricsF>

#include <algorithm>

namespace kachi {

QFont PrintStyle::font() const {
    QFont font(print::family);
    font.setPixelSize(size);  // the painter's unit is the point
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::PercentageSpacing, 100);  // no ligatures: Qt's PDF loses "fi" and "fl" when copied
    return font;
}

PrintText::PrintText(const QString& words, double width, const PrintStyle& style) : m_width(width), m_style(style) {
    m_layout = std::make_shared<QTextLayout>(QString(words).replace(u'\n', QChar::LineSeparator), style.font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0.0, 0.0});
    }
    m_layout->endLayout();
}

void PrintText::drawLine(QPainter& painter, int line, double left, double top) const {
    if (line >= lineCount()) return;
    const QTextLine drawn = m_layout->lineAt(line);
    if (m_style.alignment & Qt::AlignRight) left += m_width - drawn.naturalTextWidth();
    if (m_style.alignment & Qt::AlignHCenter) left += (m_width - drawn.naturalTextWidth()) / 2.0;
    painter.setPen(m_style.colour);
    drawn.draw(&painter, {left, top + (lineHeight() - drawn.height()) / 2.0});
}

void PrintText::draw(QPainter& painter, double left, double top) const {
    for (int line = 0; line < lineCount(); ++line) drawLine(painter, line, left, top + line * lineHeight());
}

double naturalWidth(const QString& words, const PrintStyle& style) {
    const QFontMetricsF metrics(style.font());
    double width = 0.0;
    for (const QString& line : words.split(u'\n')) width = std::max(width, metrics.horizontalAdvance(line));
    return width;
}

void drawRule(QPainter& painter, double left, double right, double y, double thickness, const QColor& colour) {
    painter.setPen(QPen(colour, thickness, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
}

}  // namespace kachi
